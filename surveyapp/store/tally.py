"""Counts for the overview: defects by code, tier, severity and day, buildings, needs. Rows are counted in the database."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from surveyapp.domain.joins import Joined
from surveyapp.store import bulk, joins
from surveyapp.store.schema import rows


def _live(connection: Connection, kind: str, streams: Collection[str], who: Joined) -> list[ColumnElement[bool]]:
    """Of these communities and those joined to them; of joined records the one that stands."""
    here = bulk.is_among(connection, rows.c.stream, joins.all_streams(who, streams))
    found: list[ColumnElement[bool]] = [here, rows.c.kind == kind, rows.c.presence != "hidden"]
    if duplicates := who.roots_of(kind):
        found.append(~bulk.is_among(connection, rows.c.record, duplicates))
    return found


def defects(connection: Connection, streams: Collection[str]) -> tuple[tuple[str, str, int, int], ...]:
    """(code, tier of an override, severity, how many) of the defects."""
    keys = (func.coalesce(rows.c.code, ""), func.coalesce(rows.c.override, ""), func.coalesce(rows.c.severity, 0))
    query = select(*keys, func.count()).where(*_live(connection, "defect", streams, joins.read(connection))).group_by(*keys)
    return tuple((code, override, severity, count) for code, override, severity, count in connection.execute(query))


def urgent_on(connection: Connection, streams: Collection[str], day: str) -> int:
    """How many defects of severity 4 were recorded on a day."""
    live = _live(connection, "defect", streams, joins.read(connection))
    conditions = (*live, rows.c.severity == 4, func.substr(rows.c.wall, 1, 10) == day)
    return connection.execute(select(func.count()).select_from(rows).where(*conditions)).scalar() or 0


def by_building(connection: Connection, streams: Collection[str]) -> dict[tuple[str, str], tuple[int, str]]:
    """(community, building) → how many defects, and the wall time of the last. Both are those that stand; "" is the common ground."""
    who = joins.read(connection)
    keys = (rows.c.stream, rows.c.building)
    query = select(*keys, func.count(), func.max(rows.c.wall)).where(*_live(connection, "defect", streams, who)).group_by(*keys)
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for stream, building, count, wall in connection.execute(query):
        key = (who.root(stream), who.root(building or ""))
        before, last = found.get(key, (0, ""))
        found[key] = (before + count, max(last, wall or ""))
    return found


def worst_by_building(connection: Connection, stream: str) -> dict[str, tuple[int, int]]:
    """building → how many defects of a community it has, and the worst severity among them (0 where nobody judged). Buildings that stand."""
    who = joins.read(connection)
    worst = func.max(func.coalesce(rows.c.severity, 0))
    query = select(rows.c.building, func.count(), worst).where(*_live(connection, "defect", (stream,), who)).group_by(rows.c.building)
    found: dict[str, tuple[int, int]] = {}
    for building, count, severity in connection.execute(query):
        key = who.root(building or "")
        held = found.get(key, (0, 0))
        found[key] = (held[0] + count, max(held[1], severity))
    return found


def bare_by_building(connection: Connection, streams: Collection[str]) -> dict[tuple[str, str], int]:
    """(community, building) → how many of its defects have no photo; a photo of a duplicate is one. Both are those that stand."""
    who = joins.read(connection)
    shown = rows.alias("shown")
    near = bulk.is_among(connection, shown.c.stream, joins.all_streams(who, streams)) if who.roots else shown.c.stream == rows.c.stream
    same = near & (shown.c.subject == rows.c.record) & (shown.c.kind == "photo") & (shown.c.presence != "hidden")
    bare = [*_live(connection, "defect", streams, who), ~select(shown.c.record).where(same).correlate(rows).exists()]
    if duplicates := who.roots_of("defect"):
        bare.append(~bulk.is_among(connection, rows.c.record, _shown_by_duplicates(connection, duplicates)))
    query = select(rows.c.stream, rows.c.building, func.count()).where(*bare).group_by(rows.c.stream, rows.c.building)
    found: dict[tuple[str, str], int] = {}
    for stream, building, count in connection.execute(query):
        key = (who.root(stream), who.root(building or ""))
        found[key] = found.get(key, 0) + count
    return found


def _shown_by_duplicates(connection: Connection, duplicates: Mapping[str, str]) -> set[str]:
    """The records that stand for a duplicate of which there is a photo."""
    here = (rows.c.kind == "photo", rows.c.presence != "hidden", bulk.is_among(connection, rows.c.subject, duplicates))
    return {duplicates[subject] for (subject,) in connection.execute(select(rows.c.subject).where(*here).distinct())}


def last_place(connection: Connection, stream: str, building: str) -> tuple[int | None, int | None]:
    """Unit and storey of the last defect of a building."""
    who = joins.read(connection)
    belongs = bulk.is_among(connection, rows.c.building, who.all_of(building))
    query = select(rows.c.unit, rows.c.storey).where(*_live(connection, "defect", (stream,), who), belongs)
    found = connection.execute(query.order_by(rows.c.born.desc()).limit(1)).first()
    return (found.unit, found.storey) if found else (None, None)


def values(connection: Connection, kind: str, streams: Collection[str]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """(stream, record, shown values) of every record of a kind, with what it belongs to resolved."""
    who = joins.read(connection)
    query = select(rows.c.stream, rows.c.record, rows.c.shown).where(*_live(connection, kind, streams, who)).order_by(rows.c.born, rows.c.record)
    return [(stream, record, who.belonging(kind, stream, json.loads(shown))) for stream, record, shown in connection.execute(query)]
