"""The six conditions that come before a project, and the three no's (咸宁 二(二)1 and 一)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.policy.rules import quantities
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import Sentence, Verdict, all_of, result_of, sentence

RULE = "six_preconditions"
NOT_IN_DOCUMENT = "no_preconditions_in_document"
COMPLETE_COMMUNITY = "plan_meets_complete_community"


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


def six_preconditions_from(section: Section) -> SixPreconditions:
    """The [six_preconditions] section of a pack."""
    names = section.texts("names")
    three_no = []
    for each in section.tables("three_no"):
        found = ThreeNo(each.text("named"), each.text("needs"))
        each.choices("needs", (found.needs,), (*names, COMPLETE_COMMUNITY))
        each.finish()
        three_no.append(found)
    rule = SixPreconditions(section.text("clause"), names, tuple(three_no))
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
    state = {name: conditions.get(name) for name in rule.names}
    six_ok = all_of(state.values())
    kept = {each.named: conditions.get(each.needs) for each in rule.three_no}
    ok = all_of((six_ok, *kept.values()))
    missing = [name for name in rule.names if state[name] is False]
    unknown = [name for name in rule.names if state[name] is None]
    violations = [named for named, holds in kept.items() if holds is False]
    values = {"six_ok": six_ok, "missing": missing, "unknown": unknown, "three_no_violations": violations, "ok": ok}
    return Verdict(RULE, result_of(ok), values, rule.clause, _reasons(rule, conditions, missing, unknown, violations), frozenset({"three_and_six"}))


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
