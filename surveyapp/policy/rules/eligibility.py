"""Whether a community falls under a document, and how strongly it asks for its renovation (柳州 一, 泰安 一, 咸宁 二, 连州 二).

“X年底前” holds 31 December. A year alone is judged as the whole year. What is missing leaves the answer open; what excludes decides alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from surveyapp.policy.rules import quantities
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import PENDING, Sentence, Verdict, all_of, result_of, sentence
from surveyapp.policy.untrusted import Name

RULE = "eligibility"
OBLIGATIONS = ("must", "should", "priority", "non_priority")
OUTSIDE_LABEL = "不在范围"
CRITERIA = ("residents_willing", "needs_renovation")

_URBAN = {
    **dict.fromkeys(("城市", "市区", "城区", "主城区", "中心城区", "老城区", "建成区", "城市建成区"), "城市"),
    **dict.fromkeys(("县城", "县城(城关镇)", "城关镇", "县城城关镇", "县城建成区", "县城区"), "县城"),
}
_RURAL = frozenset({"其他", "其它", "农村", "乡村", "村", "村庄", "乡镇", "乡", "镇", "建制镇", "集镇", "镇区"})
_COMPOUND = ("小区", "生活区", "家属院", "家属区", "宿舍区", "职工宿舍", "住宅区", "居民区")
"""连州 五(一) counts 生活小区, 生活区 and 宿舍 among its communities."""
_SINGLE = ("单栋", "单体", "独栋", "一栋", "单幢")
_NO_SINGLE = ("住宅", "居民", "楼", "栋", "幢")
_SCATTERED = ("零散", "楼院", "无主管", "集体宿舍")
_NO_HOME = ("办公", "商业", "商场", "厂房", "工业", "仓库", "酒店", "学校", "医院")
_WORDS = {
    "城市": "a city",
    "县城": "a county town",
    "县城(城关镇)": "a county town",
    "其他": "another place",
    "国有": "state land",
    "国有出让": "state land, granted",
    "国有划拨": "state land, allocated",
    "集体": "collective land",
    "拆除新建": "pulling down and building anew",
    "单栋住宅楼": "a single building",
    "零散楼院": "scattered buildings",
}
"""The English of the words that records use; what a person wrote freely stays as it is."""
_REBUILDING = ("拆除新建", "拆除重建", "拆旧建新", "推倒重建", "拆建", "重建", "原拆原建")
_DENIALS = ("不", "非", "未", "无")


@dataclass(frozen=True, slots=True)
class Period:
    """Years of completion that a document treats alike. `built_by` None: whatever was built later."""

    built_by: date | None
    obligation: str
    label: str
    annex_column: str = ""
    label_en: str = ""

    @property
    def named(self) -> Name:
        """The label in both languages."""
        return Name(self.label, self.label_en)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The scope that a document draws. `locations` and `land` empty: it does not limit them.

    `requires`: must be known to hold. `denied_by`: need not be known, but excludes when it is known not to hold (失养失修失管).
    """

    clause: str
    periods: tuple[Period, ...]
    locations: tuple[str, ...] = ()
    land: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    single_building: bool | None = None
    excludes_rebuilding: bool = False
    warn_at_boundary: bool = False

    @property
    def last_day(self) -> date | None:
        """The last day of completion that is not excluded; None where no day excludes."""
        return self.periods[-1].built_by


@dataclass(frozen=True, slots=True)
class Community:
    """What is known of a community; None: not known."""

    built: tuple[date, date] | None = None
    location: str | None = None
    unit: str | None = None
    land: str | None = None
    works: tuple[str, ...] = ()
    residents_willing: bool | None = None
    needs_renovation: bool | None = None
    built_unclear: bool = False
    """Something was said of the year, and it cannot be read or contradicts itself."""


_Test = tuple[bool | None, tuple[Sentence, ...]]


def eligibility_from(section: Section) -> Eligibility:
    """The [eligibility] section of a pack."""
    periods = tuple(_period(each) for each in section.tables("periods"))
    if not periods:
        section.text("periods")
    found = Eligibility(
        clause=section.text("clause"),
        periods=periods,
        locations=section.texts("locations"),
        land=section.texts("land"),
        requires=section.texts("requires"),
        denied_by=section.texts("denied_by"),
        single_building=section.flag("single_building", True) if section.has("single_building") else None,
        excludes_rebuilding=section.flag("excludes_rebuilding", False),
        warn_at_boundary=section.flag("warn_at_boundary", False),
    )
    section.choices("requires", found.requires, CRITERIA)
    section.choices("denied_by", found.denied_by, CRITERIA)
    section.finish()
    return found


def _period(section: Section) -> Period:
    found = Period(
        built_by=section.day("built_by") if section.has("built_by") else None,
        obligation=section.text("obligation"),
        label=section.text("label"),
        annex_column=section.text("annex_column", ""),
        label_en=section.text("label_en"),
    )
    section.choices("obligation", (found.obligation,), OBLIGATIONS)
    section.finish()
    return found


def community_from(question: Question) -> Community:
    """What the line says of a community. A year and a date that contradict each other are no answer."""
    built, year = question.span("completion_date"), question.span("completion_year")
    if built and year and not (year[0] <= built[0] and built[1] <= year[1]):
        question.reasons.append(sentence("rule.eligibility.dates_disagree"))
        built = year = None
    said = not (question.absent("completion_date") and question.absent("completion_year"))
    return Community(
        built=built or year,
        built_unclear=said and not (built or year),
        location=question.words("location"),
        unit=question.words("unit"),
        land=question.words("land"),
        works=_works(question),
        residents_willing=question.truth("residents_willing"),
        needs_renovation=question.truth("needs_renovation"),
    )


def _works(question: Question) -> tuple[str, ...]:
    value = question.raw("works")
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(quantities.plain(each) for each in value)
    words = question.words("works")
    return (words,) if words else ()


def judge(rule: Eligibility, community: Community) -> Verdict:
    """In scope (yes, no, open) and the obligation that the document attaches to the year of completion."""
    period, year_reasons = _period_of(rule, community)
    known = community.built is not None and not _straddles(rule, community.built)
    tests: list[_Test] = [(period is not None if known else None, year_reasons)]
    tests += [_location(rule, community), _unit(rule, community), _land(rule, community), _works_allowed(rule, community)]
    tests += [_criterion(name, getattr(community, name)) for name in rule.requires]
    tests += [_criterion(name, False) for name in rule.denied_by if getattr(community, name) is False]
    in_scope = all_of(passed for passed, _ in tests)
    warned = rule.warn_at_boundary and _near_boundary(rule, community.built)
    reasons = [reason for passed, said in tests if in_scope is not False or passed is not True for reason in said]
    reasons += _asides(rule, community)
    if warned:
        reasons.append(sentence("rule.eligibility.boundary", days=tuple(str(each.built_by) for each in rule.periods if each.built_by)))
    chosen = period if in_scope else None
    return Verdict(
        RULE,
        result_of(in_scope),
        {
            "in_scope": in_scope,
            "obligation": chosen.obligation if chosen else None,
            "label": chosen.label if chosen else (OUTSIDE_LABEL if in_scope is False else PENDING),
            "reason": _decider(tests, in_scope, chosen),
            "boundary_warning": warned,
            "annex_column": chosen.annex_column or None if chosen else None,
        },
        rule.clause,
        tuple(reasons),
        frozenset({"cutoff_wordings"} if warned else ()),
    )


def _named(word: str) -> Name:
    return Name(word, _WORDS.get(word, word))


def _decider(tests: Iterable[_Test], in_scope: bool | None, period: Period | None) -> Sentence | None:
    """The one sentence that decided: the first test with the same outcome."""
    if in_scope and period:
        return sentence("rule.eligibility.within", label=period.named)
    return next((said[0] for passed, said in tests if passed is in_scope and said), None)


def _period_of(rule: Eligibility, community: Community) -> tuple[Period | None, tuple[Sentence, ...]]:
    built = community.built
    if built is None:
        return None, (sentence("rule.eligibility.year_unclear") if community.built_unclear else sentence("rule.eligibility.no_year"),)
    if _straddles(rule, built):
        return None, (sentence("rule.eligibility.straddles", first=str(built[0]), last=str(built[1])),)
    for period in rule.periods:
        if period.built_by is None or built[1] <= period.built_by:
            return period, (sentence("rule.eligibility.within", label=period.named),)
    last = rule.last_day or date.max
    return None, (sentence("rule.eligibility.built_after", year=last.year),)


def _straddles(rule: Eligibility, built: tuple[date, date]) -> bool:
    return any(each.built_by is not None and built[0] <= each.built_by < built[1] for each in rule.periods)


def _near_boundary(rule: Eligibility, built: tuple[date, date] | None) -> bool:
    """Whether the three wordings of the cut-off (泰安: 2005年12月31日前, 2005年前, 2000年前) lead to different answers."""
    return built is not None and any(each.built_by is not None and built[0].year <= each.built_by.year <= built[1].year for each in rule.periods)


def _location(rule: Eligibility, community: Community) -> _Test:
    if community.location is None:
        return (None, (sentence("rule.eligibility.no_location"),)) if rule.locations else (True, ())
    kind = _URBAN.get(community.location)
    if not rule.locations:
        # 城镇 holds towns too: without a limit in the document only an urban place is plain.
        return (True, ()) if kind else (None, (sentence("rule.eligibility.location_not_in_document", location=_named(community.location)),))
    if kind is not None and kind in rule.locations:
        return True, (sentence("rule.eligibility.location_in", location=_named(community.location)),)
    if kind is not None or community.location in _RURAL:
        return False, (sentence("rule.eligibility.location_out", location=_named(community.location), allowed=tuple(map(_named, rule.locations))),)
    return None, (sentence("rule.eligibility.location_unknown", location=_named(community.location)),)


def _unit(rule: Eligibility, community: Community) -> _Test:
    unit = community.unit
    if unit is None:
        return None, (sentence("rule.eligibility.no_unit"),)
    kind = _kind_of(unit)
    if kind == "compound":
        return True, ()
    if kind == "single" and rule.single_building is not None:
        said = sentence("rule.eligibility.single_building") if rule.single_building else sentence("rule.eligibility.no_single_building")
        return rule.single_building, (said,)
    if kind == "no_home":
        return False, (sentence("rule.eligibility.no_home", unit=_named(unit)),)
    return None, (sentence("rule.eligibility.unit_not_in_document", unit=_named(unit)),)


def _kind_of(unit: str) -> str:
    """What kind of thing the words name: what stands before a bracket says it, what stands in it only adds to it."""
    name = unit.partition("(")[0] or unit
    if any(word in name for word in _SCATTERED):
        return "unclear"
    if name.startswith(_SINGLE) and (name in _SINGLE or any(word in name for word in _NO_SINGLE)) and not any(word in name for word in _NO_HOME):
        return "single"
    if name.endswith(_COMPOUND):
        return "compound"
    return "no_home" if any(word in name for word in _NO_HOME) else "unclear"


def _land(rule: Eligibility, community: Community) -> _Test:
    if not rule.land:
        return True, ()
    if community.land is None:
        return None, (sentence("rule.eligibility.no_land"),)
    state, collective = (community.land.startswith(each) for each in ("国有", "集体"))
    land = community.land.removesuffix("土地")
    if state:
        return True, (sentence("rule.eligibility.land_in", land=_named(land)),)
    if collective:
        return False, (sentence("rule.eligibility.land_out", land=_named(land), allowed=tuple(map(_named, rule.land))),)
    return None, (sentence("rule.eligibility.land_unknown", land=_named(community.land)),)


def _works_allowed(rule: Eligibility, community: Community) -> _Test:
    rebuilding = next((work for work in community.works if _is_rebuilding(work)), None)
    if rebuilding is None:
        return True, ()
    if rule.excludes_rebuilding:
        return False, (sentence("rule.eligibility.rebuilding_excluded", works=_named(rebuilding)),)
    return None, (sentence("rule.eligibility.rebuilding_not_in_document", works=_named(rebuilding)),)


def _is_rebuilding(work: str) -> bool:
    """Whether the work is to pull down and build anew, and not said to be without it (不含拆除新建)."""
    return any(at >= 0 and not any(each in work[max(0, at - 3) : at] for each in _DENIALS) for at in (work.find(word) for word in _REBUILDING))


def _criterion(name: str, holds: bool | None) -> _Test:
    said = {
        ("residents_willing", True): "rule.eligibility.willing",
        ("residents_willing", False): "rule.eligibility.unwilling",
        ("residents_willing", None): "rule.eligibility.no_willing",
        ("needs_renovation", True): "rule.eligibility.needed",
        ("needs_renovation", False): "rule.eligibility.not_needed",
        ("needs_renovation", None): "rule.eligibility.no_needed",
    }
    return holds, (sentence(said[name, holds]),)


def _asides(rule: Eligibility, community: Community) -> list[Sentence]:
    """What was said and does not decide under this document, so that nobody believes that it did."""
    if community.residents_willing is False and "residents_willing" not in rule.requires:
        return [sentence("rule.eligibility.unwilling_aside")]
    return []
