"""Defects at a unit or storey that their building has not: two counts in the database, and a look at those of the buildings in doubt alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, or_, select

from surveyapp.domain import checks
from surveyapp.store import bulk, joins
from surveyapp.store.schema import rows

_UNKNOWN = 10**6
Houses = Mapping[str, tuple[Any, Any]]
"""(units, storeys) by the record of a building."""


def beyond(connection: Connection, streams: Iterable[str], houses: Houses) -> tuple[tuple[int, bool], ...]:
    """(id of the row, whether its own values are in doubt as well) of each, building by building in the order of birth."""
    who = joins.read(connection)
    here = bulk.is_among(connection, rows.c.stream, joins.all_streams(who, tuple(streams)))
    live = [here, rows.c.kind == "defect", rows.c.presence != "hidden", rows.c.building != ""]
    if duplicates := who.roots_of("defect"):
        live.append(~bulk.is_among(connection, rows.c.record, duplicates))
    highest = select(rows.c.building, func.max(rows.c.unit), func.max(rows.c.storey)).where(*live).group_by(rows.c.building)
    doubted = {
        building: houses[who.root(building)]
        for building, unit, storey in connection.execute(highest)
        if who.root(building) in houses and checks.beyond(unit, storey, "", *houses[who.root(building)])
    }
    if not doubted:
        return ()
    limits = {building: (_limit(units), _limit(storeys)) for building, (units, storeys) in doubted.items()}
    least_unit, least_storey = (min(each) for each in zip(*limits.values(), strict=True))
    high = or_(rows.c.unit > least_unit, rows.c.storey > least_storey)
    columns = (rows.c.id, rows.c.findings, rows.c.building, rows.c.unit, rows.c.storey, rows.c.place)
    query = select(*columns).where(*live, high, bulk.is_among(connection, rows.c.building, doubted)).order_by(rows.c.building, rows.c.born)
    found = connection.execute(query)
    return tuple(
        (row, findings > 0)
        for row, findings, building, unit, storey, place in found
        if (unit or 0) > limits[building][0] or (storey or 0) > limits[building][1] + (place == "roof")
    )


def _limit(count: Any) -> int:
    """The highest there is; where nobody knows, no place is beyond it."""
    return count if type(count) is int and count > 0 else _UNKNOWN
