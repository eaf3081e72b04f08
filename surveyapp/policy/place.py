"""Reading the place out of a sentence that `text.Speech` has made plain: 3-2-501, 5#楼2单元, 2-3楼之间, 负一楼, 三楼东户, 西边山墙."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from surveyapp.domain.addresses import building_number
from surveyapp.domain.numerals import COUNT, number

_TO = r"\s*(?:[-~、—]|至|到|和|与|跟)\s*"
_DASHED = re.compile(r"(?<![\da-z-])([a-z]?\d{1,3}|[a-z])-(\d{1,2})-(\d{3,4})(?![\d-])")
_UNIT_AND_DOOR = re.compile(r"(?<![\d-])(\d{1,2})-((?!19\d\d|20\d\d)\d{3,4})(?![\d-])")
_HOUSE = r"\s*(?:号楼|#\s*楼|#|[栋幢](?!楼(?![道梯顶上下前后]))|座楼|号院)"
_NAME = rf"(?:(?<![a-z])[a-z]\d{{1,3}}|(?!两){COUNT}|[a-z])"
_BUILDINGS = re.compile(rf"{_NAME}(?:{_HOUSE})?(?:{_TO}{_NAME}(?:{_HOUSE})?)*{_TO}{_NAME}{_HOUSE}")
_BUILDING = re.compile(rf"({_NAME}){_HOUSE}|([a-z]\d{{0,3}})座|(\d{{1,3}})座(?=\d|[一二三四五六七八九十]+单元)")
_NAMES = re.compile(rf"({_NAME})|(\s*[-~—至到]\s*)")
_BETWEEN = re.compile(r"\s*的?(?:之间|中间|旁|边上|附近|前|后|对面|门口|周围|周边|之间的)")
_MOST_NAMED = 20
"""3-5栋 are three buildings; of a wider run only the ends are named."""
_SPACED = r"\s+单元(?![门口])|单元"
_UNITS = re.compile(rf"{COUNT}(?:{_SPACED})?{_TO}{COUNT}(?:{_SPACED})")
_UNIT = re.compile(rf"(?<!\d)(?!两)({COUNT})(?:{_SPACED})|(?<!\d)(\d{{1,2}})门(?=\d|口|楼)")
_NOT_A_PLACE = r"(?!的?楼房|的楼|的老楼|楼(?![道梯层间])|没有电梯|无电梯|没电梯|都没|以上|以下|高的)"
_STOREY = r"(?:层|楼|f(?![a-z])|\s+层|\s+楼(?![道梯顶体房门]))"
"""灯坏 2 楼道 speaks of two lamps, 2 楼 and 2 层 of a floor."""
_FLOORS = re.compile(rf"(?<![\d.])({COUNT}){_STOREY}?{_TO}({COUNT}){_STOREY}{_NOT_A_PLACE}(之间|中间|平台|拐角|转角)?")
_FLOOR = re.compile(rf"(负|地下|(?<!\d)-)?(?<![\d.#])({COUNT}){_STOREY}{_NOT_A_PLACE}(半)?")
_BASEMENT_FLOOR = re.compile(r"(?<![a-z\d])b([1-5])(?![\d栋座#])")
_HOUSEHOLD = re.compile(
    r"(\d{3,4})(?:\s*室|房(?!间)|号?户(?!数))|(?:单元|\d门)\s*(\d{3,4})(?![\d.a-z米块元年个])|((?:[东西南北中左右](?:边)?|中间)户)"
)
_SIDE = re.compile(r"(?<![东西南北])(东南|东北|西南|西北|东|西|南|北)(?:边|头|侧|面|端|角|(?=山墙|外墙|墙|单元门|门口|立面))")
_SIDES = {
    "东": "east", "西": "west", "南": "south", "北": "north", "东南": "southeast", "东北": "northeast", "西南": "southwest", "西北": "northwest",
}  # fmt: skip
_STOREYS = range(-5, 61)
_NUMBERED = re.compile(r"\d|[a-z][座栋幢#]|[一二三四五六七八九十]\s*(?:栋|幢|号|座|层|楼|单元|到|至|和|[-~、])|[东西南北中间边]户")
"""Without any of these a sentence names no house, unit, floor or door."""
_LEVEL_WORDS = (
    ("roof", ("屋面", "楼顶", "屋顶", "房顶", "天台", "女儿墙")),
    ("stairwell", ("楼道", "楼梯间", "楼梯", "走廊", "过道", "梯间", "门洞", "休息平台", "梯段")),
    ("unit", ("单元门", "单元口", "单元", "楼门")),
    ("household", ("我家", "家里", "屋里", "卧室", "客厅", "厨房", "住户", "户内")),
    ("building", ("外墙", "山墙", "整栋", "号楼", "栋", "楼体", "外立面")),
    ("community", ("小区", "院子", "院里", "大门", "围墙", "路", "社区", "绿化带", "绿地", "花坛", "草坪", "中庭")),
)
_PART_WORDS = (
    ("basement", ("地下室", "半地下")),
    ("entrance", ("单元门", "单元口", "楼门", "门洞")),
    ("facade", ("外墙", "山墙", "外立面")),
    ("wall", ("围墙",)),
)
_GROUND_WORDS = (
    ("green", ("绿化带", "绿地", "花坛", "草坪", "花池", "花园")),
    ("road", ("路面", "主路", "马路", "车行道", "人行道", "路口")),
    ("courtyard", ("院子", "院里", "中庭", "空地", "小广场")),
)
_PLACE_WORD = re.compile(
    "|".join(sorted((word for table in (_LEVEL_WORDS, _PART_WORDS, _GROUND_WORDS) for _, words in table for word in words), key=len, reverse=True))
    + r"|[\s,，。、;；:：.!！]|我在|位于|的|在|这里|这儿|到了"
)
"""What may stand in a sentence beside an address without saying what the matter is."""
_PARTS_OF_LEVELS = {"roof": "roof", "stairwell": "stairwell", "household": "household"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence says that something is; "" and None for what it does not say, or says of several (3、5栋).

    `floor`: of a range the lower one, below ground negative. `household`: a room number, or 东户. `level` as in the catalogue, `part` as the field
    `place` of a defect, `side` a direction (east … northwest), `said` the words that told it.
    """

    building: str = ""
    unit: str = ""
    floor: int | None = None
    household: str = ""
    level: str = ""
    part: str = field(default="", compare=False)
    said: tuple[str, ...] = field(default=(), compare=False)
    side: str = field(default="", compare=False)
    buildings: tuple[str, ...] = field(default=(), compare=False)
    """Every building that is named; `building` where it is only one."""
    between: bool = field(default=False, compare=False)
    """Whether several buildings are named for what lies between or beside them: 5、6栋之间."""
    beyond: str = field(default="", compare=False)
    """The words of a floor that no building of ours has (99层), which is not on record."""


def read_place(plain: str) -> Place:
    """The place in a plain sentence: 3-2-501, 5#楼2单元, 六楼, 屋面 …"""
    told = _address(plain) if _NUMBERED.search(plain) else Place()
    level, part, part_words = _kind(plain, told.floor is not None and told.floor < 0, bool(told.said) and _stands_between(plain))
    side = _SIDE.search(plain)
    return replace(told, level=level, part=part, said=(*told.said, *part_words), side=_SIDES[side[1]] if side else "")


def says_only_where(plain: str) -> bool:
    """Whether a sentence is an address and nothing else (3单元, 5栋 2楼 楼道): no word of it says what the matter is."""
    told = _address(plain) if _NUMBERED.search(plain) else Place()
    for word in told.said:
        plain = plain.replace(word, " ", 1)
    return bool(told.said) and not _PLACE_WORD.sub("", plain)


def _address(plain: str) -> Place:
    """Building, unit, floor, household and the words that told them."""
    dashed = _DASHED.search(plain)
    if dashed:
        name = building_number(dashed[1])
        return Place(name, dashed[2], _of_door(dashed[3]), dashed[3], said=(dashed[0],), buildings=(name,))
    buildings, building_words = _named(plain)
    short = _UNIT_AND_DOOR.search(plain)
    unit = short or (None if _UNITS.search(plain) else _UNIT.search(plain))
    door = None if short else _HOUSEHOLD.search(plain)
    household = short[2] if short else _caught(door)
    floor, floor_words, beyond = _floor(plain)
    said = (*building_words, *((unit[0],) if unit else ()), *floor_words, *((door[0],) if door else ()))
    return Place(
        buildings[0] if len(buildings) == 1 else "",
        _in_figures(short[1] if short else _caught(unit)),
        floor if floor is not None else _of_door(household),
        household,
        said=tuple(dict.fromkeys(said)),
        buildings=buildings,
        between=any(_BETWEEN.match(plain[match.end() :]) for match in _BUILDINGS.finditer(plain)),
        beyond=beyond,
    )


def _named(plain: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The buildings that are named, each once, and their words. A yard (12号院) is one only where no house is named in it."""
    names: list[str] = []
    said: list[str] = []
    for several in _BUILDINGS.finditer(plain):
        names += _all_of(several[0])
        said.append(several[0])
    alone = list(_BUILDING.finditer(_BUILDINGS.sub(lambda match: " " * len(match[0]), plain)))
    houses = [match for match in alone if not match[0].endswith("号院")]
    for match in houses if houses or names else alone:
        names.append(building_number(_caught(match)))
        said.append(match[0])
    return tuple(dict.fromkeys(names)), tuple(said)


def _all_of(several: str) -> list[str]:
    """The buildings of 1栋和2栋, 5、6栋, 3-5栋."""
    names: list[str] = []
    through = False
    for match in _NAMES.finditer(re.sub(_HOUSE, " ", several)):
        if not match[1]:
            through = True
            continue
        name = building_number(match[1])
        if through and names and name.isdecimal() and names[-1].isdecimal() and 0 < int(name) - int(names[-1]) < _MOST_NAMED:
            names += [str(each) for each in range(int(names[-1]) + 1, int(name))]
        names.append(name)
        through = False
    return names


def _floor(plain: str) -> tuple[int | None, tuple[str, ...], str]:
    """The floor, of several the lower one, its words, and the words of one that is not on record."""
    several, below = _FLOORS.search(plain), _BASEMENT_FLOOR.search(plain)
    if several:
        ends = [value for value in (number(several[1]), number(several[2])) if value is not None]
        return _floor_or_words(int(min(ends)), several[0])
    if below:
        return -int(below[1]), (below[0],), ""
    for single in _FLOOR.finditer(plain):
        value = number(single[2])
        if value is not None:
            return _floor_or_words(-int(value) if single[1] else int(value), single[0])
    return None, (), ""


def _floor_or_words(floor: int, words: str) -> tuple[int | None, tuple[str, ...], str]:
    kept = _on_record(floor)
    return kept, (words,), words if kept is None else ""


def _kind(plain: str, below: bool, between: bool) -> tuple[str, str, tuple[str, ...]]:
    """The level, the part, and the words that told the part."""
    level, spoken = _first_word(_LEVEL_WORDS, plain)
    part, at_part = _first_word(_PART_WORDS, plain)
    if between and level in ("", "unit", "building", "community"):
        return "stairwell", part or "stairwell", (at_part,) if part else ()
    if below and not part:
        return level, "basement", ()
    if not part:
        part, at_part = _PARTS_OF_LEVELS.get(level, ""), spoken
    if not part:
        part, at_part = _first_word(_GROUND_WORDS, plain)
    return level, part, (at_part,) if part else ()


def _stands_between(plain: str) -> bool:
    """Whether it is on a landing: 2-3楼之间, 七楼半."""
    several = _FLOORS.search(plain)
    return bool(several and several[3]) or any(match[3] for match in _FLOOR.finditer(plain))


def _of_door(household: str) -> int | None:
    """The floor that a room number tells: 302 is on the third."""
    return _on_record(int(household[:-2])) if household.isdecimal() else None


def _on_record(floor: int) -> int | None:
    return floor if floor in _STOREYS and floor != 0 else None


def _caught(match: re.Match[str] | None) -> str:
    """The first group that caught something."""
    return next((each for each in match.groups() if each), "") if match else ""


def _in_figures(text: str) -> str:
    value = number(text) if text else None
    return str(int(value)) if value is not None else text


def _first_word(table: tuple[tuple[str, tuple[str, ...]], ...], plain: str) -> tuple[str, str]:
    """The first name of a table one of whose words is in the sentence, and that word."""
    return next(((name, word) for name, words in table for word in words if word in plain), ("", ""))
