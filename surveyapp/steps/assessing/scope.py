"""Eligibility: whether a community falls under the document, judged over its buildings' years (跨年代小区取各楼栋拆分)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveyapp import words
from surveyapp.domain.assessment import Missing, Verdict
from surveyapp.domain.walking_order import walking_key
from surveyapp.policy import inputs
from surveyapp.policy.rules import eligibility
from surveyapp.policy.rules import verdict as rules
from surveyapp.steps import judge
from surveyapp.steps.assessing.case import Case, day_words, lacking, listed
from surveyapp.store.find import Row

_FIELDS = {
    "rule.eligibility.no_location": "location",
    "rule.eligibility.location_unknown": "location",
    "rule.eligibility.no_unit": "unit_form",
    "rule.eligibility.no_land": "land",
    "rule.eligibility.no_willing": "willing",
    "rule.eligibility.no_needed": "needs_renovation",
}
"""Which field answers a reason."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Buildings of one year of completion, and the answer for them. A year of None: not recorded."""

    year: int | None
    names: tuple[str, ...]
    judged: rules.Verdict

    @property
    def in_scope(self) -> object:
        return self.judged.values["in_scope"]


def assess_scope(case: Case) -> Verdict:
    """In scope, outside, or open. Buildings on both sides of the cut-off leave it to a person, with the counts."""
    groups = _groups(case)
    first = groups[0].judged
    if case.book.eligibility is None:
        return case.silent(first, words.say("plan.eligibility.silent"))
    answers = {each.in_scope for each in groups}
    missing = _missing(case, groups)
    if answers == {True}:
        return _within(case, groups)
    if answers == {False}:
        return case.told(first, "fail", words.say("plan.word.out_of_scope"), _said(first))
    if {True, False} <= answers:
        return case.pending(first, words.say("plan.eligibility.straddles", parts=_parts(groups)), missing)
    undecided = next(each.judged for each in groups if each.in_scope is None)
    return case.pending(undecided, lacking(missing) if missing else _said(undecided), missing)


def _groups(case: Case) -> list[_Group]:
    """Buildings by year, oldest first, undated ones last. Without buildings: the years of the community itself."""
    years: dict[int | None, list[str]] = {}
    for row in sorted(case.buildings, key=lambda row: walking_key(str(row.get("name", "")))):
        years.setdefault(inputs.year_of(row.get("built")), []).append(str(row.get("name", "")))
    if not years:
        ends = [inputs.year_of(case.community.get(name)) for name in ("built_from", "built_to")]
        years = {year: [] for year in ends if year is not None} or {None: []}
    ordered = sorted(years, key=lambda year: (year is None, year or 0))
    return [_Group(year, tuple(years[year]), case.ask(eligibility.RULE, inputs.eligibility(case.community.values, year))) for year in ordered]


def _within(case: Case, groups: list[_Group]) -> Verdict:
    label = {str(each.judged.values["label"]): each for each in groups}
    word = words.say("plan.word.within", obligation=listed(_short(each.judged) for each in label.values()))
    reason = words.say("plan.eligibility.periods", parts=_parts(groups)) if len(label) > 1 else _years_reason(case, groups)
    land = case.community.get("land")
    if land and case.book.eligibility and case.book.eligibility.land:
        reason = words.say("plan.joined", first=reason, second=words.say(f"choice.land.{land}"))
    return case.told(groups[-1].judged, "ok", word, reason)


def _years_reason(case: Case, groups: list[_Group]) -> str:
    years = [each.year for each in groups if each.year is not None]
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    rule = case.book.eligibility
    by = next((each.built_by for each in rule.periods if each.label == groups[-1].judged.values["label"]), None) if rule else None
    if by is None:
        return words.say("plan.eligibility.built", years=span)
    return words.say("plan.eligibility.built_by", years=span, by=day_words(by, case.as_of))


def _short(judged: rules.Verdict) -> str:
    """The obligation in a word: the document's own in Chinese, what it means in English."""
    obligation = str(judged.values["obligation"])
    return words.pick(str(judged.values["label"]).split("(")[0], words.say(f"plan.obligation.{obligation}"))


def _parts(groups: list[_Group]) -> str:
    """`9 栋确保完成`, `1 栋（2003 年）不在范围`."""
    counted: dict[tuple[object, str], list[_Group]] = {}
    for each in groups:
        name = _short(each.judged) if each.in_scope else words.say(_OUTSIDE.get(each.in_scope, "plan.word.pending"))
        counted.setdefault((each.in_scope, name), []).append(each)
    return listed(_part(name, held) for (_, name), held in counted.items())


_OUTSIDE: Mapping[object, str] = {False: "plan.word.out_of_scope"}


def _part(name: str, held: list[_Group]) -> str:
    years = [each.year for each in held if each.year is not None]
    span = "" if not years else str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    count = sum(max(1, len(each.names)) for each in held)
    return words.say("plan.eligibility.part" if span else "plan.eligibility.part_undated", count=count, years=span, name=name)


def _missing(case: Case, groups: list[_Group]) -> tuple[Missing, ...]:
    """The fields to enter: of the community, and the year of every building that has none."""
    codes = {reason.code for each in groups for reason in each.judged.reasons}
    found = [case.missing("community", field) for code, field in _FIELDS.items() if code in codes]
    undated = [row for row in case.buildings if inputs.year_of(row.get("built")) is None]
    if "rule.eligibility.no_year" in codes:
        found += [_year_of_building(case, row) for row in undated] or [
            replace(case.missing("community", "built_from"), words=words.say("plan.eligibility.year"))
        ]
    return tuple(found)


def _year_of_building(case: Case, row: Row) -> Missing:
    held = case.missing("building", "built", row)
    return replace(held, words=words.say("plan.eligibility.year_of", building=row.get("name", "")))


def _said(judged: rules.Verdict) -> str:
    decided = judged.values.get("reason")
    return judge.say(decided) if isinstance(decided, rules.Sentence) else judge.say(judged.reasons[0])
