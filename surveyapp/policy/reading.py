"""Reading the quantities and the severity out of a sentence that `text.Speech` has made plain; the place is read by `policy.place`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from surveyapp.domain.numerals import NUMBER, is_estimate, number
from surveyapp.policy.catalogue import Catalogue, Defect, Measure, Trigger, Unit

_LENGTHS = {"mm": Decimal(1), "cm": Decimal(10), "m": Decimal(1000)}
_COUNTED = frozenset(("spot", "household", "window", "step", "lamp", "door", "unit", "piece", "camera", "plant", "vehicle", "set"))
_STATED = re.compile(r"严重(?:度|等级|程度)?[:为是]?\s*([1-4])(?:级|(?=$|[\s,，。;；]))")
_GRADES = {"轻微": 1, "一般": 2, "严重": 3, "紧急": 4}
_GRADE_WORD = re.compile(r"(?:^|[\s,，。;；(\[【])(轻微|一般|严重|紧急)(?=$|[\s,，。;；)\]】\d])")
_HARM = (
    "松动|松脱|脱落|破损|破裂|损坏|损毁|开裂|裂缝|裂纹|漏水|漏雨|渗水|渗漏|返水|锈蚀|生锈|腐蚀|堵塞|堵了|积水|变形|缺失|缺角|剥落|起鼓|空鼓|老化|"
    "下沉|沉降|塌陷|坍塌|断裂|倾斜|歪斜|不亮|坑洼|磨损|发霉|掉皮|杂乱|下垂|坏了?"
)
_COUNT_AND_UNIT = rf"{NUMBER}\s*(?:处|个|盏|扇|户|级|块|根|樘|米|m2?|平米?|平方米?)"
_GRADE_OF_HARM = re.compile(
    rf"(?:{_HARM}|{_COUNT_AND_UNIT})(轻微|严重|紧急)(?=$|[\s,，。;；)\]】]|{_COUNT_AND_UNIT})|(?:{_HARM})(一般)(?={_COUNT_AND_UNIT})"
)
"""松动严重2处, 松动2处严重: the grade stands straight behind the harm or its count. 不严重, 严重程度 and 严重影响 state none."""
_SPOTS = re.compile(rf"({NUMBER})\s*[多来几]?\s*(?:处|个地方|个点位)")
_TIMES = re.compile(r"(?<![a-z0-9.])\s*[×x*]\s*(\d{1,3})(?![\d.]|\s*[a-z米])")
_ABOUT = "约|大概|大约|将近|差不多|估摸|估计|起码|至少|不到|超过|得有|小"
_OTHER_WORDS = {
    "家": "人(?!家)|里|子|长|具|门",
    "块": "钱",
    "个": "月|钟|星期|小时|人",
    "次": "性",
    "台": "阶|风",
    "部": "门|分",
    "把": "手",
    "支": "部",
    "度": "假",
}
"""What makes a unit another word: 三块钱, 两个月, 一家人."""
_STEPS = re.compile("踏步|台阶|梯级|楼梯(?!间|口|灯|扶手|栏杆)")
"""Without them nothing is counted in steps: 扶手松动×3 are three spots."""
_SPOKEN = re.compile("[点米俩仨]")
_BOTH = re.compile(r"(?<![他她我你咱爷娘哥姐老])([俩仨])(?![口人])")
_METRES_AND_A_BIT = re.compile(r"([一二两三四五六七八九十]+|\d+)米([一二三四五六七八九半1-9])(?![多来几个处户只块盏级米层楼单十百点.\d厘毫公])")
_POINT = re.compile(r"([零〇一二两三四五六七八九十]+)点([零〇一二三四五六七八九]+)(?=米|公分|厘米|毫米|平|兆帕|立方|公尺)")


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


def read_spots(plain: str) -> tuple[str, str] | None:
    """How many spots a sentence speaks of, as exact text, with the words: what every defect can be counted in. None where it says nothing."""
    match = _SPOTS.search(plain) or _TIMES.search(plain)
    value = number(match[1]) if match else None
    return (format(value, "f"), match[0].strip()) if match and value is not None else None


def read_stated(plain: str) -> tuple[int, str] | None:
    """The grade that a sentence states by number (严重度 3) or by a word of its own (… 严重 2处), with the words."""
    stated = _STATED.search(plain)
    if stated:
        return int(stated[1]), stated[0].strip()
    found = _GRADE_WORD.search(plain) or _GRADE_OF_HARM.search(plain)
    word = next((each for each in found.groups() if each), "") if found else ""
    return (_GRADES[word], word) if word else None


class Gauge:
    """Reads quantities in the units of a catalogue, by their printed and their spoken names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._units: dict[str, list[Unit]] = {}
        for unit in catalogue.units.values():
            for word in (unit.zh, *unit.said):
                self._units.setdefault(unicodedata.normalize("NFKC", word).lower(), []).append(unit)
        names = "|".join(_alone(word) for word in sorted(self._units, key=len, reverse=True))
        self._pattern = re.compile(rf"({_ABOUT})?({NUMBER})([多来几])?\s*({names})(多|左右|上下|以上)?")

    def read(self, plain: str, defect: Defect) -> tuple[Quantity, ...]:
        """The quantities that a defect may carry, each measure once, in the order of the sentence. Of an estimate (三四处) the lower end, `about`."""
        found: dict[str, Quantity] = {}
        heard = _in_figures(plain)
        for match in self._pattern.finditer(heard):
            value, word = number(match[2]), match[4]
            if value is None or (word in ("楼", "层", "度") and not defect.code.startswith(("EV", "HT"))):
                continue
            if word == "级" and not _STEPS.search(heard):  # 4级 alone may be a grade
                continue
            for measure, scaled in self._measures(defect, word, value, heard[max(0, match.start() - 8) : match.start()], heard[match.end() :]):
                found.setdefault(measure.name, Quantity(measure, scaled, match[0], any(match.group(1, 3, 5)) or is_estimate(match[2])))
                break
        return tuple(found.values()) or _times(heard, defect)

    def _measures(self, defect: Defect, word: str, value: Decimal, before: str, after: str) -> Iterator[tuple[Measure, Decimal]]:
        scale = Decimal(10) if word == "成" else Decimal(1)
        hanging = any(each in before for each in ("离地", "距地", "垂"))
        for measure in sorted(defect.measures, key=lambda each: (each.name == "clearance") != hanging):
            if measure.unit in self._units[word]:
                yield measure, value * scale
        for unit in self._units[word]:
            for measure in defect.measures:
                is_long = measure.name == "depth" and (before.endswith(("长", "宽")) or after.startswith(("长", "宽")))
                if unit.code in _LENGTHS and measure.unit.code in _LENGTHS and not is_long:
                    yield measure, value * _LENGTHS[unit.code] / _LENGTHS[measure.unit.code]


def _alone(word: str) -> str:
    """A pattern for a unit, where it is no other word."""
    other = _OTHER_WORDS.get(word)
    return f"{re.escape(word)}(?!{other})" if other else re.escape(word)


def _in_figures(plain: str) -> str:
    """What takes two words made one: 一米八 → 1.8米, 一点五米 → 1.5米, 俩灯 → 两个灯."""
    if not _SPOKEN.search(plain):
        return plain
    plain = _POINT.sub(lambda match: f"{number(match[1])}.{''.join(str(number(each)) for each in match[2])}", plain)
    plain = _METRES_AND_A_BIT.sub(lambda match: f"{number(match[1])}.{'5' if match[2] == '半' else number(match[2])}米", plain)
    return _BOTH.sub(lambda match: ("两" if match[1] == "俩" else "三") + "个", plain)


def _times(heard: str, defect: Defect) -> tuple[Quantity, ...]:
    """×4, as inspectors jot it: of whatever the defect is counted in."""
    match = _TIMES.search(heard)
    measure = next((each for each in defect.measures if each.unit.code in _COUNTED and (each.unit.code != "step" or _STEPS.search(heard))), None)
    return (Quantity(measure, Decimal(match[1]), match[0].strip(), False),) if match and measure else ()


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
