"""The six conditions that come before a project, and the three no's (咸宁 二(二)1 and 一)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.policy.rules import quantities
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import Sentence, Verdict, all_of, result_of, sentence

RULE = "six_preconditions"
NOT_IN_DOCUMENT = "no_preconditions_in_document"
COMPLETE_COMMUNITY = "plan_meets_complete_community"
_DENIALS = ("未", "没", "不", "无")


@dataclass(frozen=True, slots=True)
class ThreeNo:
    """One of the three no's and the condition whose absence violates it."""

    named: str
    needs: str


@dataclass(frozen=True, slots=True)
class SixPreconditions:
    """The conditions by name, in the order of the document."""

    clause: str
    names: tuple[str, ...]
    three_no: tuple[ThreeNo, ...]
    known_by: Mapping[str, str] = field(default_factory=dict)
    """Words by which people call a condition, and its name."""

    def name_of(self, said: str) -> str:
        """The condition that is meant: by its name, or by the one word that calls it; what denies it (未成立…) names none."""
        if said in self.names or any(no in said for no in _DENIALS):
            return said
        meant = {name for word, name in self.known_by.items() if word in said}
        return meant.pop() if len(meant) == 1 else said


def six_preconditions_from(section: Section) -> SixPreconditions:
    """The [six_preconditions] section of a pack."""
    names = section.texts("names")
    three_no = []
    for each in section.tables("three_no"):
        found = ThreeNo(each.text("named"), each.text("needs"))
        each.choices("needs", (found.needs,), (*names, COMPLETE_COMMUNITY))
        each.finish()
        three_no.append(found)
    calls = section.table("known_by")
    known_by = {word: calls.text(word) for word in calls.untrusted} if calls else {}
    if calls:
        calls.choices("known_by", tuple(known_by.values()), names)
    rule = SixPreconditions(section.text("clause"), names, tuple(three_no), known_by)
    section.finish()
    return rule


def conditions_from(question: Question) -> dict[str, bool | None]:
    """What the line says of every condition; COMPLETE_COMMUNITY among them."""
    found: dict[str, bool | None] = {COMPLETE_COMMUNITY: question.truth(COMPLETE_COMMUNITY)}
    untrusted = question.mapping("preconditions") or {}
    inner = Question(untrusted, question.reasons)
    for name in untrusted:
        found[_without_number(quantities.plain(name))] = inner.truth(name)
    return found


def _without_number(name: str) -> str:
    """The name without a number in front (①, 1., (1)), as lists copied from the document have it."""
    return name.lstrip("0123456789()①②③④⑤⑥. 、")


def judge(rule: SixPreconditions | None, conditions: Mapping[str, bool | None]) -> Verdict:
    """Whether all six hold and none of the three no's is violated. What is not said is open; what is denied decides."""
    if rule is None:
        return Verdict(
            RULE, NOT_IN_DOCUMENT, {"six_ok": None, "missing": [], "three_no_violations": [], "ok": None}, "", (sentence("rule.six.none"),)
        )
    conditions = _called_by_name(rule, conditions)
    state = {name: conditions.get(name) for name in rule.names}
    six_ok = all_of(state.values())
    kept = {each.named: conditions.get(each.needs) for each in rule.three_no}
    ok = all_of((six_ok, *kept.values()))
    missing = [name for name in rule.names if state[name] is False]
    unknown = [name for name in rule.names if state[name] is None]
    violations = [named for named, holds in kept.items() if holds is False]
    values = {"six_ok": six_ok, "missing": missing, "unknown": unknown, "three_no_violations": violations, "ok": ok}
    return Verdict(RULE, result_of(ok), values, rule.clause, _reasons(rule, conditions, missing, unknown, violations), frozenset({"three_and_six"}))


def _called_by_name(rule: SixPreconditions, conditions: Mapping[str, bool | None]) -> dict[str, bool | None]:
    """The conditions by the document's names. Two answers to one condition that differ are none."""
    found: dict[str, bool | None] = {}
    for said, holds in conditions.items():
        name = said if said == COMPLETE_COMMUNITY else rule.name_of(said)
        found[name] = holds if name not in found or found[name] == holds else None
    return found


def _reasons(
    rule: SixPreconditions, conditions: Mapping[str, bool | None], missing: list[str], unknown: list[str], violations: list[str]
) -> tuple[Sentence, ...]:
    said = []
    if not missing and not unknown:
        said.append(sentence("rule.six.all", count=len(rule.names)))
    if missing:
        said.append(sentence("rule.six.missing", names=tuple(missing)))
    if unknown:
        said.append(sentence("rule.six.unknown", names=tuple(unknown)))
    if violations:
        said.append(sentence("rule.six.violations", names=tuple(violations)))
    if conditions.get(COMPLETE_COMMUNITY) is None:
        said.append(sentence("rule.six.no_complete_community"))
    strange = tuple(name for name in conditions if name not in rule.names and name != COMPLETE_COMMUNITY)
    if strange:
        said.append(sentence("rule.six.strange", names=strange))
    return tuple(said)
