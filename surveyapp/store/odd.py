"""Queries for what is odd: hidden, unowned, without photo, without subject, numbers used twice, kinds that differ, forked origins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, distinct, exists, func, select

from surveyapp.store.find import Row
from surveyapp.store.schema import journal, rows, watermarks

Streams = Sequence[str] | None
_other = rows.alias("other")


def _here(streams: Streams) -> list[ColumnElement[bool]]:
    return [] if streams is None else [rows.c.stream.in_(streams)]


def _rows(connection: Connection, query: Select[Any]) -> tuple[Row, ...]:
    return tuple(
        Row(
            each.stream,
            each.record,
            each.kind,
            each.presence,
            each.born,
            each.author,
            each.wall,
            json.loads(each.shown),
            json.loads(each.states) if each.states else {},
        )
        for each in connection.execute(query)
    )


def hidden(connection: Connection, streams: Streams, most: int = 1000) -> tuple[Row, ...]:
    """Deleted records, youngest first."""
    return _rows(connection, select(rows).where(*_here(streams), rows.c.presence == "hidden").order_by(rows.c.born.desc()).limit(most))


def _unowned(streams: Streams) -> list[ColumnElement[bool]]:
    known = and_(_other.c.stream == rows.c.stream, _other.c.record == rows.c.building, _other.c.kind == "building", _other.c.presence != "hidden")
    return [*_here(streams), rows.c.presence != "hidden", rows.c.building != "", ~exists().where(known).correlate(rows)]


def unowned(connection: Connection, streams: Streams, most: int = 1000) -> tuple[Row, ...]:
    """Records whose building is hidden or not here."""
    return _rows(connection, select(rows).where(*_unowned(streams)).order_by(rows.c.stream, rows.c.born).limit(most))


def _bare(streams: Streams) -> list[ColumnElement[bool]]:
    photo = and_(_other.c.stream == rows.c.stream, _other.c.subject == rows.c.record, _other.c.kind == "photo", _other.c.presence != "hidden")
    return [*_here(streams), rows.c.kind == "defect", rows.c.presence != "hidden", ~exists().where(photo).correlate(rows)]


def _adrift(streams: Streams) -> list[ColumnElement[bool]]:
    known = and_(_other.c.stream == rows.c.stream, _other.c.record == rows.c.subject, _other.c.presence != "hidden")
    return [*_here(streams), rows.c.kind == "photo", rows.c.presence != "hidden", ~exists().where(known).correlate(rows)]


def _doubtful(streams: Streams) -> list[ColumnElement[bool]]:
    return [*_here(streams), rows.c.presence != "hidden", rows.c.findings > 0]


def _returned(streams: Streams) -> list[ColumnElement[bool]]:
    return [*_here(streams), rows.c.presence == "returned"]


_SORTS = {"unowned": _unowned, "without_photo": _bare, "photo_adrift": _adrift, "doubtful": _doubtful, "returned": _returned}
SORTS = tuple(_SORTS)


def count(connection: Connection, sort: str, streams: Streams) -> int:
    """How many records of a sort there are."""
    return connection.execute(select(func.count()).select_from(rows).where(*_SORTS[sort](streams))).scalar() or 0


def some(connection: Connection, sort: str, streams: Streams, most: int = 200) -> tuple[Row, ...]:
    """The first records of a sort, by stream, building and birth."""
    query = select(rows).where(*_SORTS[sort](streams)).order_by(rows.c.stream, rows.c.building, rows.c.born, rows.c.record)
    return _rows(connection, query.limit(most))


def numbers_twice(connection: Connection, streams: Streams, most: int = 200) -> tuple[Row, ...]:
    """Records of one kind that carry the same human number."""
    twice = (
        select(rows.c.kind, rows.c.number)
        .where(*_here(streams), rows.c.presence != "hidden", rows.c.number != "")
        .group_by(rows.c.kind, rows.c.number)
        .having(func.count() > 1)
        .subquery()
    )
    query = select(rows).join(twice, and_(rows.c.kind == twice.c.kind, rows.c.number == twice.c.number))
    return _rows(
        connection, query.where(*_here(streams), rows.c.presence != "hidden").order_by(rows.c.number, rows.c.stream, rows.c.record).limit(most)
    )


def kinds_differ(connection: Connection, streams: Streams) -> tuple[tuple[str, str], ...]:
    """(stream, record) of records that edits speak of as of different kinds."""
    here = [] if streams is None else [journal.c.stream.in_(streams)]
    query = select(journal.c.stream, journal.c.record).where(*here).group_by(journal.c.stream, journal.c.record)
    found = connection.execute(query.having(func.count(distinct(journal.c.kind)) > 1))
    return tuple((stream, record) for stream, record in found)


def forked(connection: Connection, streams: Streams) -> tuple[tuple[str, str], ...]:
    """(stream, origin) of origins of which two edits share a number: a copied home that both went on."""
    here = [] if streams is None else [watermarks.c.stream.in_(streams)]
    found = connection.execute(select(watermarks.c.stream, watermarks.c.origin).where(*here, watermarks.c.forked > 0))
    return tuple((stream, origin) for stream, origin in found)
