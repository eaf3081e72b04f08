"""All rules of one document, read once from the rule sections of its pack, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

from surveyapp.errors import Finding
from surveyapp.policy.packs import Pack
from surveyapp.policy.rules import (
    annual_quota,
    annual_table,
    consent,
    cost_responsibility,
    deadline,
    document_validity,
    eligibility,
    funding_floor,
    land_plot,
    plan_table,
    priority,
    provisions,
    publicity,
    six_preconditions,
)
from surveyapp.policy.rules.sections import Section

T = TypeVar("T")
_NOT_RULES = "not_rules"
_OTHER_SECTIONS = frozenset({"annex", "plan_table", "document_validity"})


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a document; None where it sets none. `not_rules`: its other clauses, and why there is nothing to judge."""

    pack: Pack
    eligibility: eligibility.Eligibility | None = None
    consent: consent.Consent | None = None
    publicity: publicity.Publicity | None = None
    deadline: deadline.Deadline | None = None
    funding_sources: funding_floor.FundingSources | None = None
    funding_floor: funding_floor.FundingFloor | None = None
    six_preconditions: six_preconditions.SixPreconditions | None = None
    priority: priority.Priority | None = None
    land_plot: land_plot.LandPlot | None = None
    cost_responsibility: cost_responsibility.CostResponsibility | None = None
    annual_quota: annual_quota.AnnualQuota | None = None
    plan_table_clause: str = ""
    validity_clause: str = ""
    usual_ranges: plan_table.UsualRanges | None = None
    provisions: tuple[provisions.Provision, ...] = ()
    not_rules: Mapping[str, str] = field(default_factory=dict)


def rulebook_from(pack: Pack) -> tuple[RuleBook, tuple[Finding, ...]]:
    """The rules of a pack and everything that is wrong with them. A rule with a finding must not be judged by."""
    findings: list[Finding] = []
    shelf = _Shelf(pack, findings)
    base = pack.base is None
    book = RuleBook(
        pack=pack,
        eligibility=shelf.take("eligibility", eligibility.eligibility_from),
        consent=shelf.take("consent", consent.consent_from),
        publicity=shelf.take("publicity", publicity.publicity_from),
        deadline=shelf.take("deadline", deadline.deadline_from),
        funding_floor=shelf.take("funding_floor", funding_floor.funding_floor_from),
        six_preconditions=shelf.take("six_preconditions", six_preconditions.six_preconditions_from),
        priority=shelf.take("priority", priority.priority_from),
        land_plot=shelf.take("land_plot", land_plot.land_plot_from),
        cost_responsibility=shelf.take("cost_responsibility", cost_responsibility.cost_responsibility_from),
        annual_quota=shelf.take("annual_quota", annual_quota.annual_quota_from),
        plan_table_clause="" if base else shelf.take("plan_table", annual_table.plan_table_clause_from) or "",
        validity_clause=shelf.take("document_validity", document_validity.validity_clause_from) or "",
        funding_sources=shelf.take("funding_sources", funding_floor.funding_sources_from),
        usual_ranges=shelf.take("plan_table", plan_table.usual_ranges_from) if base else None,
        provisions=shelf.take("provisions", provisions.provisions_from) or (),
        not_rules=_not_rules(shelf),
    )
    return book, tuple(findings)


def unknown_sections(pack: Pack) -> tuple[Finding, ...]:
    """Sections that no rule and no other part of the program reads: a misspelt name must not be silently without effect."""
    known = {each.name for each in fields(RuleBook)} | _OTHER_SECTIONS
    return tuple(Finding("finding.pack_rule.unknown_section", name, {"section": name}) for name in pack.rules if name not in known)


@dataclass(slots=True)
class _Shelf:
    pack: Pack
    findings: list[Finding]

    def take(self, name: str, read: Callable[[Section], T]) -> T | None:
        """One section read, or None where the pack has none or something else under that name."""
        if name not in self.pack.rules:
            return None
        section = Section(self.pack.rules, "", self.findings).table(name)
        if section is None:
            return None
        section.where = name
        return read(section)


def _not_rules(shelf: _Shelf) -> dict[str, str]:
    section = Section(shelf.pack.rules, "", shelf.findings).table(_NOT_RULES)
    return {clause: section.text(clause) for clause in section.untrusted} if section else {}
