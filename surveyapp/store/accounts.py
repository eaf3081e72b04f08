"""What is held in rows, in lines and in packages, each counted from its own table: the nothing-lost panel sets them side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

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


@dataclass(frozen=True, slots=True)
class Held:
    """One origin in one stream: `counted` lines must be here by its watermark, `lines` of them are; `all_lines` are with those beyond a gap."""

    stream: str
    origin: str
    counted: int
    lines: int
    all_lines: int
    carried: int


def held(connection: Connection, streams: Collection[str]) -> tuple[Held, ...]:
    """The lines of every origin, counted twice: by the watermark, which is kept apart and never made from the journal, and line by line.

    What is set aside here is held and never carried on: it counts as carried.
    """
    marks = connection.execute(
        select(watermarks.c.stream, watermarks.c.origin, watermarks.c.held).where(bulk.is_among(connection, watermarks.c.stream, streams))
    ).all()
    shown_too = func.max(case((is_shown(), 1), else_=0)).label("shown")
    each = (journal.c.stream, journal.c.origin, journal.c.seq)
    lines = select(*each, shown_too).where(bulk.is_among(connection, journal.c.stream, streams)).group_by(*each).subquery()
    same_mark = (watermarks.c.stream == lines.c.stream) & (watermarks.c.origin == lines.c.origin)
    packed = (carried.c.stream == lines.c.stream) & (carried.c.origin == lines.c.origin)
    within = func.sum(case((lines.c.seq <= watermarks.c.held, 1), else_=0))
    gone = func.sum(case((or_(lines.c.seq <= func.coalesce(carried.c.seq, 0), lines.c.shown == 0), 1), else_=0))
    counts = select(lines.c.stream, lines.c.origin, within, func.count(), gone)
    query = counts.select_from(lines.join(watermarks, same_mark).outerjoin(carried, packed))
    told = {(stream, origin): tuple(counts) for stream, origin, *counts in connection.execute(query.group_by(lines.c.stream, lines.c.origin))}
    return tuple(Held(stream, origin, counted, *told.get((stream, origin), (0, 0, 0))) for stream, origin, counted in marks)


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
