"""Plan: the five-year plan table, computed from the communities, buildings and plan entries that a store holds; never typed in.

A building belongs to the community that its field names, else to its stream's. What a person has to settle first – two plan entries
that differ, a figure on which two people disagree, a building whose community is gone – is a finding, never decided by a clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from surveyapp.domain.checks import as_decimal
from surveyapp.domain.plan import PlanBuilding, PlanCommunity, PlanTable, plan_table
from surveyapp.errors import Finding
from surveyapp.steps.node import Node
from surveyapp.store import find
from surveyapp.store.find import Row

_BUILDING_FIGURES = ("built", "households", "area_m2")
_ENTRY_FIGURES = ("year", "investment")


def plan_communities(node: Node) -> tuple[tuple[PlanCommunity, ...], tuple[Finding, ...]]:
    """Every community with what the plan table needs of it, in the order of names, and what a person has to settle first."""
    with node.store.reading() as connection:
        communities = {row.record: row for row in find.of_kind(connection, "community")}
        buildings, entries = find.of_kind(connection, "building"), find.of_kind(connection, "plan_entry")
    housed, planned = _by_community(buildings), _by_community(entries)
    findings = [found for row in (*buildings, *entries) for found in _unsettled(row, communities)]
    made = []
    for record, row in communities.items():
        findings += _several(row, planned.get(record, []))
        made.append(_community(record, str(row.get("name", "")), housed.get(record, []), planned.get(record, [])))
    for record in sorted(housed.keys() - communities.keys()):
        findings.append(Finding("finding.plan.homeless", record, {"count": len(housed[record])}))
        made.append(PlanCommunity(record, "", None, None, tuple(_building(row) for row in housed[record])))
    return tuple(sorted(made, key=lambda each: (each.plan_year or 0, each.name, each.stream))), tuple(findings)


def _by_community(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row.get("community") or row.stream)].append(row)
    return groups


def _unsettled(row: Row, communities: dict[str, Row]) -> Iterator[Finding]:
    """Figures on which people disagree, or whose earlier edits have not arrived: counted as shown, and told."""
    names = [name for name in (_BUILDING_FIGURES if row.kind == "building" else _ENTRY_FIGURES) if name in row.states]
    if names:
        home = communities.get(str(row.get("community") or row.stream))
        where = f"{home.get('name', '') if home else ''} {row.get('name', '')}".strip()
        yield Finding("finding.plan.unsettled", row.record, {"name": where, "fields": ", ".join(names)})


def _several(community: Row, entries: Sequence[Row]) -> list[Finding]:
    different = sorted({(str(row.get("year")), str(row.get("investment"))) for row in entries})
    if len(different) < 2:
        return []
    told = "; ".join(f"{year}: {investment}" for year, investment in different)
    return [Finding("finding.plan.several_entries", community.record, {"name": str(community.get("name", "")), "entries": told})]


def _community(record: str, name: str, buildings: Sequence[Row], entries: Sequence[Row]) -> PlanCommunity:
    """Of several plan entries none counts unless they say the same: which of them holds is a person's decision."""
    agreed = entries[0] if entries and len({(str(row.get("year")), str(row.get("investment"))) for row in entries}) == 1 else None
    year = _whole(agreed.get("year")) if agreed else None
    investment = as_decimal(agreed.get("investment")) if agreed else None
    return PlanCommunity(record, name, year, investment, tuple(_building(row) for row in buildings))


def _building(row: Row) -> PlanBuilding:
    built = row.get("built")
    year = _whole(built.get("value")) if isinstance(built, dict) else None
    return PlanBuilding(row.record, year, _whole(row.get("households")), as_decimal(row.get("area_m2")))


def _whole(value: Any) -> int | None:
    number = as_decimal(value)
    return int(number) if number is not None and number.adjusted() < 15 and number == number.to_integral_value() else None


def plan(node: Node, years: Sequence[int]) -> PlanTable:
    """The plan table of all communities that this node holds."""
    communities, findings = plan_communities(node)
    table = plan_table(communities, years)
    return replace(table, findings=(*findings, *table.findings))
