"""Fields on which two people disagree: no verdict rests on one of two values, it waits until a person has settled them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from surveyapp import words
from surveyapp.domain.assessment import Missing, Verdict
from surveyapp.domain.ballots import COUNTS
from surveyapp.policy import inputs
from surveyapp.steps.assessing.case import Case, listed, newest
from surveyapp.store.find import Row

_COMMUNITY: Mapping[str, tuple[str, ...]] = {
    "eligibility": ("location", "unit_form", "land", "willing", "needs_renovation", "rebuilding", "built_from", "built_to"),
    "six_preconditions": (*inputs.PRECONDITIONS, "illegal_structures", "illegal_m2", "illegal_cleared_m2", "complete_community"),
    "priority": ("party_branch", "participation_high", "owners_committee", "self_management"),
}


def settled(case: Case, verdict: Verdict) -> Verdict:
    """The verdict, or 待核 where a value that it rests on is in conflict. A silent document rests on nothing."""
    if verdict.outcome == "silent":
        return verdict
    found = tuple(_in_conflict(case, verdict.rule))
    if not found:
        return verdict
    reason = words.say("plan.unsettled", fields=listed(dict.fromkeys(each.words for each in found)))
    held = (verdict.reason, *verdict.reasons)
    return replace(verdict, outcome="pending", word=words.say("plan.word.pending"), reason=reason, reasons=held, missing=found, next_steps=())


def _in_conflict(case: Case, rule: str) -> Iterator[Missing]:
    for row, names in _rests_on(case, rule):
        for name in names:
            if row is not None and row.states.get(name) == "conflict":
                yield case.missing(row.kind, name, row)


def _rests_on(case: Case, rule: str) -> Iterable[tuple[Row | None, tuple[str, ...]]]:
    """The records and fields that a rule looks at."""
    community = [(case.community, _COMMUNITY[rule])] if rule in _COMMUNITY else []
    if rule == "eligibility":
        return [*community, *((row, ("built",)) for row in case.buildings)]
    if rule == "consent":
        return [(newest(case.votes, "held_to", "held_from"), (*COUNTS, "matter", "held_to"))]
    if rule == "publicity":
        return [(newest(case.notices, "posted_on"), ("posted_on", "removed_on", "counting", "objections", "objections_settled"))]
    if rule == "funding_floor":
        return [(case.plan, ("investment",)), *((row, ("source", "amount", "counted", "former_owner_kind")) for row in case.funding)]
    if rule == "deadline":
        return [(case.plan, ("year", "submitted_on"))]
    return community
