"""Reading the place, the quantities and the severity out of a sentence that `text.Speech` has made plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from surveyapp.policy.catalogue import Catalogue, Defect, Measure, Trigger, Unit

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千半]+)"
_COUNT = r"(?:\d+|[一二两三四五六七八九十]+)"
_LENGTHS = {"mm": Decimal(1), "cm": Decimal(10), "m": Decimal(1000)}
_DASHED = re.compile(r"(?<![\d-])(\d{1,3})-(\d{1,2})-(\d{3,4})(?![\d-])")
_BUILDING = re.compile(rf"({_COUNT}|[a-z])(?:号楼|#楼|#|栋|幢|座楼|号院)")
_UNIT = re.compile(rf"({_COUNT})单元")
_FLOOR = re.compile(rf"({_COUNT})(?:层|楼)(?!的?楼房|的楼|的老楼|没有电梯|无电梯|没电梯|都没|以上|以下|到|至)")
_HOUSEHOLD = re.compile(r"(\d{3,4})(?:室|房|户(?!数))")
_LEVEL_WORDS = (
    ("roof", ("屋面", "楼顶", "屋顶", "房顶", "天台", "女儿墙")),
    ("stairwell", ("楼道", "楼梯", "走廊", "过道", "梯间", "门洞")),
    ("unit", ("单元门", "单元口", "单元", "楼门")),
    ("household", ("我家", "家里", "屋里", "卧室", "客厅", "厨房", "住户")),
    ("building", ("外墙", "山墙", "整栋", "号楼", "栋", "楼体")),
    ("community", ("小区", "院子", "院里", "大门", "围墙", "路", "社区")),
)
_PART_WORDS = (
    ("basement", ("地下室", "半地下")),
    ("entrance", ("单元门", "单元口", "楼门", "门洞")),
    ("facade", ("外墙", "山墙", "外立面")),
    ("wall", ("围墙",)),
)
_PARTS_OF_LEVELS = {"roof": "roof", "stairwell": "stairwell", "household": "household"}
_STATED = re.compile(r"严重(?:度|等级|程度)?[:为是]?\s*([1-4])(?:级|(?=$|[\s,。;]))")
_GRADES = {"轻微": 1, "一般": 2, "严重": 3, "紧急": 4}
_GRADE_WORD = re.compile(r"(?:^|[\s,。;])(轻微|一般|严重|紧急)(?=$|[\s,。;\d])")
_SPOTS = re.compile(rf"({_NUMBER})\s*(?:处|个地方)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence says that something is; "" and None for what it does not say.

    `level` as in the catalogue, `part` as the field `place` of a defect, `said` the words that told it.
    """

    building: str = ""
    unit: str = ""
    floor: int | None = None
    household: str = ""
    level: str = ""
    part: str = field(default="", compare=False)
    said: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured quantity: exact, in the catalogue's unit for that measure. `said`: the words; `about`: whether they say roughly."""

    measure: Measure
    value: Decimal
    said: str
    about: bool


@dataclass(frozen=True, slots=True)
class Severity:
    """The proposed grade 1..4 and the trigger that raised it, None where it is the defect's usual one or stated in the text."""

    grade: int
    trigger: Trigger | None


def number(text: str) -> Decimal | None:
    """A number in digits or Chinese numerals (十二, 两百, 半), exact; None where it is none."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    total, held = 0, 0
    for character in text:
        if character in _DIGITS:
            held = held * 10 + _DIGITS[character] if held and not total else _DIGITS[character]
        elif character in _TENS:
            total += (held or 1) * _TENS[character]
            held = 0
        else:
            return None
    return Decimal(total + held) if text else None


def read_place(plain: str) -> Place:
    """The place in a plain sentence: 3-2-501, 5#楼2单元, 六楼, 屋面 …"""
    level, spoken = _first_word(_LEVEL_WORDS, plain)
    part, at_part = _first_word(_PART_WORDS, plain)
    part = part or _PARTS_OF_LEVELS.get(level, "")
    part_words = (at_part or spoken,) if part else ()
    dashed = _DASHED.search(plain)
    if dashed:
        building, unit, household = dashed.groups()
        return Place(building, unit, int(household[:-2]), household, level, part, (dashed[0], *part_words))
    household = _first(_HOUSEHOLD, plain)
    floor = number(_first(_FLOOR, plain))
    found = (pattern.search(plain) for pattern in (_BUILDING, _UNIT, _FLOOR, _HOUSEHOLD))
    return Place(
        building=_plain_count(_first(_BUILDING, plain)),
        unit=_plain_count(_first(_UNIT, plain)),
        floor=int(floor) if floor is not None else None,
        household=household,
        level=level,
        part=part,
        said=(*(match[0] for match in found if match), *part_words),
    )


def _first_word(table: tuple[tuple[str, tuple[str, ...]], ...], plain: str) -> tuple[str, str]:
    """The first name of a table one of whose words is in the sentence, and that word."""
    return next(((name, word) for name, words in table for word in words if word in plain), ("", ""))


def read_spots(plain: str) -> tuple[str, str] | None:
    """How many spots a sentence speaks of, as exact text, with the words: what every defect can be counted in. None where it says nothing."""
    match = _SPOTS.search(plain)
    value = number(match[1]) if match else None
    return (format(value, "f"), match[0]) if match and value is not None else None


def read_stated(plain: str) -> tuple[int, str] | None:
    """The grade that a sentence states by number (严重度 3) or by a word of its own (… 严重 2处), with the words."""
    stated = _STATED.search(plain)
    if stated:
        return int(stated[1]), stated[0].strip()
    word = _GRADE_WORD.search(plain)
    return (_GRADES[word[1]], word[1]) if word else None


class Gauge:
    """Reads quantities in the units of a catalogue, by their printed and their spoken names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._units: dict[str, list[Unit]] = {}
        for unit in catalogue.units.values():
            for word in (unit.zh, *unit.said):
                self._units.setdefault(unicodedata.normalize("NFKC", word).lower(), []).append(unit)
        names = "|".join(re.escape(word) for word in sorted(self._units, key=len, reverse=True))
        self._pattern = re.compile(rf"(约|大概|大约|将近|差不多)?({_NUMBER})(多|来|几)?\s*({names})(多|左右)?")

    def read(self, plain: str, defect: Defect) -> tuple[Quantity, ...]:
        """The quantities that a defect may carry, each measure once, in the order of the sentence."""
        found: dict[str, Quantity] = {}
        for match in self._pattern.finditer(plain):
            value, word = number(match[2]), match[4]
            if value is None or (word in ("楼", "层", "度") and not defect.code.startswith(("EV", "HT"))):
                continue
            for measure, scaled in self._measures(defect, word, value, plain[max(0, match.start() - 8) : match.start()]):
                found.setdefault(measure.name, Quantity(measure, scaled, match[0], any(match.group(1, 3, 5))))
                break
        return tuple(found.values())

    def _measures(self, defect: Defect, word: str, value: Decimal, before: str) -> Iterator[tuple[Measure, Decimal]]:
        scale = Decimal(10) if word == "成" else Decimal(1)
        hanging = any(each in before for each in ("离地", "距地", "垂"))
        for measure in sorted(defect.measures, key=lambda each: (each.name == "clearance") != hanging):
            if measure.unit in self._units[word]:
                yield measure, value * scale
        for unit in self._units[word]:
            for measure in defect.measures:
                if unit.code in _LENGTHS and measure.unit.code in _LENGTHS:
                    yield measure, value * _LENGTHS[unit.code] / _LENGTHS[measure.unit.code]


def read_severity(defect: Defect, plain: str, quantities: tuple[Quantity, ...]) -> Severity:
    """The grade that the catalogue proposes: the defect's usual one, raised by whatever trigger holds; a grade in the text wins."""
    stated = read_stated(plain)
    if stated:
        return Severity(stated[0], None)
    measures: Mapping[str, Decimal] = {each.measure.name: each.value for each in quantities}
    best = Severity(defect.severity, None)
    for trigger in defect.triggers:
        holds = trigger.always or trigger.holds_for(measures) or any(word in plain for word in trigger.words)
        if holds and (trigger.severity > best.grade or (best.trigger is None and trigger.severity == best.grade)):
            best = Severity(trigger.severity, trigger)
    return best


def _first(pattern: re.Pattern[str], plain: str) -> str:
    match = pattern.search(plain)
    return match[1] if match else ""


def _plain_count(text: str) -> str:
    value = number(text) if text else None
    return str(int(value)) if value is not None else text
