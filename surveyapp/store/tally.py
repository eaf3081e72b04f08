"""Counts for the overview: defects by code, tier, severity and day, buildings, needs. Rows are counted in the database."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from surveyapp.store import bulk
from surveyapp.store.schema import rows


def _live(connection: Connection, kind: str, streams: Collection[str]) -> list[ColumnElement[bool]]:
    return [bulk.is_among(connection, rows.c.stream, streams), rows.c.kind == kind, rows.c.presence != "hidden"]


def defects(connection: Connection, streams: Collection[str]) -> tuple[tuple[str, str, int, int], ...]:
    """(code, tier of an override, severity, how many) of the defects."""
    keys = (func.coalesce(rows.c.code, ""), func.coalesce(rows.c.override, ""), func.coalesce(rows.c.severity, 0))
    query = select(*keys, func.count()).where(*_live(connection, "defect", streams)).group_by(*keys)
    return tuple((code, override, severity, count) for code, override, severity, count in connection.execute(query))


def urgent_on(connection: Connection, streams: Collection[str], day: str) -> int:
    """How many defects of severity 4 were recorded on a day."""
    conditions = (*_live(connection, "defect", streams), rows.c.severity == 4, func.substr(rows.c.wall, 1, 10) == day)
    return connection.execute(select(func.count()).select_from(rows).where(*conditions)).scalar() or 0


def by_building(connection: Connection, streams: Collection[str]) -> dict[tuple[str, str], tuple[int, str]]:
    """(stream, building) → how many defects, and the wall time of the last."""
    keys = (rows.c.stream, rows.c.building)
    query = select(*keys, func.count(), func.max(rows.c.wall)).where(*_live(connection, "defect", streams)).group_by(*keys)
    return {(stream, building or ""): (count, wall or "") for stream, building, count, wall in connection.execute(query)}


def last_place(connection: Connection, stream: str, building: str) -> tuple[int | None, int | None]:
    """Unit and storey of the last defect of a building."""
    query = select(rows.c.unit, rows.c.storey).where(*_live(connection, "defect", (stream,)), rows.c.building == building)
    found = connection.execute(query.order_by(rows.c.born.desc()).limit(1)).first()
    return (found.unit, found.storey) if found else (None, None)


def values(connection: Connection, kind: str, streams: Collection[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """(stream, record, shown values) of every record of a kind."""
    query = select(rows.c.stream, rows.c.record, rows.c.shown).where(*_live(connection, kind, streams)).order_by(rows.c.born, rows.c.record)
    return [(stream, record, json.loads(shown)) for stream, record, shown in connection.execute(query)]
