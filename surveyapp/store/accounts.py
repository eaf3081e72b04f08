"""What is held in rows, in lines and in packages, each counted from its own table: the nothing-lost panel sets them side by side."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from surveyapp.store import bulk
from surveyapp.store.journal import is_shown
from surveyapp.store.schema import carried, journal, rows, watermarks

Key = tuple[str, str]


def shown(connection: Connection, streams: Collection[str]) -> dict[str, int]:
    """How many records of each kind the rows show, deleted ones included."""
    query = select(rows.c.kind, func.count()).where(bulk.is_among(connection, rows.c.stream, streams)).group_by(rows.c.kind)
    return {kind: count for kind, count in connection.execute(query)}  # noqa: C416 typed


def told(connection: Connection, streams: Collection[str]) -> dict[str, int]:
    """How many records of each kind the lines tell of."""
    each = (
        select(journal.c.kind, journal.c.stream, journal.c.record)
        .where(bulk.is_among(connection, journal.c.stream, streams), is_shown())
        .distinct()
        .subquery()
    )
    return {kind: count for kind, count in connection.execute(select(each.c.kind, func.count()).group_by(each.c.kind))}  # noqa: C416 typed


def uncarried(connection: Connection, streams: Collection[str]) -> dict[str, set[Key]]:
    """The records of each kind of which some line is in no package written here: {kind: {(stream, record)}}."""
    same = (carried.c.stream == watermarks.c.stream) & (carried.c.origin == watermarks.c.origin)
    behind = (
        select(watermarks.c.stream, watermarks.c.origin, func.coalesce(carried.c.seq, 0).label("seq"))
        .select_from(watermarks.outerjoin(carried, same))
        .where(bulk.is_among(connection, watermarks.c.stream, streams), watermarks.c.highest > func.coalesce(carried.c.seq, 0))
    )
    found: dict[str, set[Key]] = {}
    for stream, origin, seq in connection.execute(behind).all():
        beyond = (journal.c.stream == stream, journal.c.origin == origin, journal.c.seq > seq, is_shown())
        for kind, record in connection.execute(select(journal.c.kind, journal.c.record).where(*beyond).distinct()):
            found.setdefault(kind, set()).add((stream, record))
    return found


def unequal(connection: Connection, kind: str, streams: Collection[str], most: int = 20) -> tuple[Key, ...]:
    """Records that are in the lines and not in the rows, or in the rows and not in the lines."""
    return tuple({*_without(connection, journal, rows, kind, streams, most), *_without(connection, rows, journal, kind, streams, most)})


def _without(connection: Connection, here: Any, there: Any, kind: str, streams: Collection[str], most: int) -> list[Key]:
    same: ColumnElement[bool] = (there.c.stream == here.c.stream) & (there.c.record == here.c.record) & (there.c.kind == here.c.kind)
    query = select(here.c.stream, here.c.record).where(bulk.is_among(connection, here.c.stream, streams), here.c.kind == kind)
    if here is journal:
        query = query.where(is_shown())
    lost = query.where(~select(there.c.record).where(same).correlate(here).exists()).distinct().limit(most)
    return [(stream, record) for stream, record in connection.execute(lost)]


def photo_hashes(connection: Connection, streams: Collection[str]) -> tuple[tuple[str, str, str], ...]:
    """(stream, record, sha256) of every photo record, deleted ones included."""
    query = select(rows.c.stream, rows.c.record, rows.c.blob).where(bulk.is_among(connection, rows.c.stream, streams), rows.c.kind == "photo")
    return tuple((stream, record, blob or "") for stream, record, blob in connection.execute(query))
