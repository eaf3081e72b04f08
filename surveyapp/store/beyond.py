"""Defects at a unit or storey that their building has not: two counts in the database, and a look at those of the buildings in doubt alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, or_, select

from surveyapp.domain import checks
from surveyapp.store import bulk, joins
from surveyapp.store.schema import rows

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
    least_unit, least_storey = (min((limit for limit in each if type(limit) is int), default=0) for each in zip(*doubted.values(), strict=True))
    high = or_(rows.c.unit > least_unit, rows.c.storey > least_storey)
    columns = (rows.c.id, rows.c.findings, rows.c.building, rows.c.unit, rows.c.storey, rows.c.place)
    query = select(*columns).where(*live, high, bulk.is_among(connection, rows.c.building, doubted)).order_by(rows.c.building, rows.c.born)
    found = connection.execute(query)
    return tuple((row, findings > 0) for row, findings, building, *at in found if checks.beyond(at[0], at[1], at[2], *doubted[building]))
