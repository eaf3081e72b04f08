"""Whether a community goes first into the plan (柳州 三(一)1): a Party organisation, much participation and an owners' committee, all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import Verdict, all_of, result_of, sentence

RULE = "priority"
NOT_IN_DOCUMENT = "no_priority_in_document"
CRITERIA = ("party_organisation", "participation_high", "owners_committee")


@dataclass(frozen=True, slots=True)
class Priority:
    """The criteria that must all hold, and what the document then says."""

    clause: str
    label: str
    requires: tuple[str, ...]


def priority_from(section: Section) -> Priority:
    """The [priority] section of a pack."""
    found = Priority(section.text("clause"), section.text("label"), section.texts("requires"))
    section.choices("requires", found.requires, CRITERIA)
    section.finish()
    return found


def standing_from(question: Question) -> dict[str, bool | None]:
    """What the line says of the criteria. A self-management group stands for an owners' committee (业委会或居民自管小组)."""
    found = {name: question.truth(name) for name in CRITERIA}
    either = (found["owners_committee"], question.truth("self_management_group"))
    if True in either:
        found["owners_committee"] = True
    return found


def judge(rule: Priority | None, standing: Mapping[str, bool | None]) -> Verdict:
    """First, not first, or open."""
    if rule is None:
        return Verdict(RULE, NOT_IN_DOCUMENT, {"priority": None, "label": None}, "", (sentence("rule.priority.none"),))
    names = {
        "party_organisation": sentence("rule.priority.party_organisation"),
        "participation_high": sentence("rule.priority.participation_high"),
        "owners_committee": sentence("rule.priority.owners_committee"),
    }
    first = all_of(standing.get(name) for name in rule.requires)
    missing = tuple(names[name] for name in rule.requires if standing.get(name) is False)
    unknown = tuple(names[name] for name in rule.requires if standing.get(name) is None)
    reasons = [sentence("rule.priority.first")] if first else []
    if missing:
        reasons.append(sentence("rule.priority.missing", names=missing))
    if unknown:
        reasons.append(sentence("rule.priority.unknown", names=unknown))
    values = {"priority": first, "label": rule.label if first else None, "missing": list(missing), "unknown": list(unknown)}
    return Verdict(RULE, result_of(first), values, rule.clause, tuple(reasons))
