"""Plan: the five-year plan table, computed from the communities, buildings and plan entries that a store holds; never typed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from surveyapp.domain.checks import as_decimal
from surveyapp.domain.plan import PlanBuilding, PlanCommunity, PlanTable, plan_table
from surveyapp.steps.node import Node
from surveyapp.store import find
from surveyapp.store.find import Row


def plan_communities(node: Node) -> tuple[PlanCommunity, ...]:
    """Every community with what the plan table needs of it, in the order of names."""
    with node.store.reading() as connection:
        communities = find.of_kind(connection, "community")
        buildings, entries = defaultdict(list), defaultdict(list)
        for row in find.of_kind(connection, "building"):
            buildings[row.stream].append(_building(row))
        for row in find.of_kind(connection, "plan_entry"):
            entries[row.stream].append(row)
    found = (_community(row, buildings[row.stream], entries[row.stream]) for row in communities)
    return tuple(sorted(found, key=lambda each: (each.plan_year or 0, each.name, each.stream)))


def _community(row: Row, buildings: Sequence[PlanBuilding], entries: Sequence[Row]) -> PlanCommunity:
    """The newest plan entry counts; an older one is history."""
    entry = max(entries, key=lambda each: each.born, default=None)
    year = _whole(entry.get("year")) if entry else None
    investment = as_decimal(entry.get("investment")) if entry else None
    return PlanCommunity(row.stream, str(row.get("name", "")), year, investment, tuple(buildings))


def _building(row: Row) -> PlanBuilding:
    built = row.get("built")
    year = _whole(built.get("value")) if isinstance(built, dict) else None
    return PlanBuilding(row.record, year, _whole(row.get("households")), as_decimal(row.get("area_m2")))


def _whole(value: Any) -> int | None:
    number = as_decimal(value)
    return int(number) if number is not None and number.adjusted() < 15 and number == number.to_integral_value() else None


def plan(node: Node, years: Sequence[int]) -> PlanTable:
    """The plan table of all communities that this node holds."""
    return plan_table(plan_communities(node), years)
