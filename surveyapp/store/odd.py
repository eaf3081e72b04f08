"""Queries for what is odd: hidden, unowned, without photo, without subject, numbers used twice, kinds that differ, forked origins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, distinct, exists, func, or_, select, true

from surveyapp.domain.joins import NOBODY, Joined
from surveyapp.store import joins
from surveyapp.store.find import Row, row_from
from surveyapp.store.journal import is_shown
from surveyapp.store.schema import journal, rows, watermarks
from surveyapp.store.table import is_photo_of

Streams = Sequence[str] | None
_other = rows.alias("other")


def _here(streams: Streams, who: Joined = NOBODY) -> list[ColumnElement[bool]]:
    return [] if streams is None else [rows.c.stream.in_(joins.all_streams(who, streams))]


def _rows(connection: Connection, query: Select[Any]) -> tuple[Row, ...]:
    who = joins.read(connection)
    return tuple(row_from(each, who) for each in connection.execute(query))


def _near(who: Joined) -> ColumnElement[bool]:
    """That the other row is of the same community."""
    return _other.c.stream.in_([rows.c.stream, *who.communities]) if who.communities else _other.c.stream == rows.c.stream


def hidden(connection: Connection, streams: Streams, most: int = 1000) -> tuple[Row, ...]:
    """Deleted records, youngest first."""
    return _rows(connection, select(rows).where(*_here(streams), rows.c.presence == "hidden").order_by(rows.c.born.desc()).limit(most))


_PARENTS = {"building": rows.c.building, "subject": rows.c.subject}


def _lost(streams: Streams, who: Joined, name: str, *kinds: str) -> list[ColumnElement[bool]]:
    """That a row names, in a field of belonging, a record that is hidden, not held, or of another kind."""
    column = _PARENTS[name]
    same = and_(_near(who), _other.c.record == column, _other.c.presence != "hidden", *([_other.c.kind.in_(kinds)] if kinds else []))
    found = [*_here(streams, who), rows.c.presence != "hidden", ~exists().where(same).correlate(rows)]
    return [*found, column.not_in(who.roots)] if who.roots else found  # who stands for another one is never hidden


def _unowned(streams: Streams, who: Joined) -> list[ColumnElement[bool]]:
    """Children of a building that is hidden or not here, and what lies in a community that is hidden, save what has a parent of its own there."""
    gone = and_(_other.c.stream == rows.c.stream, _other.c.record == rows.c.stream, _other.c.kind == "community", _other.c.presence == "hidden")
    homeless = and_(
        exists().where(gone).correlate(rows),
        rows.c.record != rows.c.stream,
        func.coalesce(rows.c.building, "") == "",
        func.coalesce(rows.c.subject, "") == "",
        rows.c.stream.not_in(who.roots) if who.roots else true(),
    )
    lost = and_(rows.c.building != "", *_lost(None, who, "building", "building"))
    return [*_here(streams, who), rows.c.presence != "hidden", or_(lost, homeless)]


def unowned(connection: Connection, streams: Streams, most: int = 1000) -> tuple[Row, ...]:
    """Records whose building, community, or (of a photo) subject is hidden or not here."""
    who = joins.read(connection)
    adrift = and_(rows.c.subject != "", *_adrift(streams, who))
    query = select(rows).where(or_(and_(*_unowned(streams, who)), adrift)).order_by(rows.c.stream, rows.c.born).limit(most)
    return _rows(connection, query)


def _bare(streams: Streams, who: Joined) -> list[ColumnElement[bool]]:
    photo = and_(is_photo_of(_other.c, who), _other.c.presence != "hidden")
    found = [*_here(streams, who), rows.c.kind == "defect", rows.c.presence != "hidden", ~exists().where(photo).correlate(rows)]
    duplicates = who.roots_of("defect")
    return [*found, rows.c.record.not_in(duplicates)] if duplicates else found


def _adrift(streams: Streams, who: Joined) -> list[ColumnElement[bool]]:
    return [*_lost(streams, who, "subject"), rows.c.kind == "photo"]


def _unread() -> ColumnElement[bool]:
    """That a photo could not be read. `shown` is canonical JSON: within a text of a field the quotes would be escaped."""
    return rows.c.shown.contains('"status":"unreadable"')


def _adrift_sound(streams: Streams, who: Joined) -> list[ColumnElement[bool]]:
    return [*_adrift(streams, who), ~_unread()]


def _adrift_unread(streams: Streams, who: Joined) -> list[ColumnElement[bool]]:
    return [*_adrift(streams, who), _unread()]


def _doubtful(streams: Streams, who: Joined) -> list[ColumnElement[bool]]:
    return [*_here(streams, who), rows.c.presence != "hidden", rows.c.findings > 0]


def _returned(streams: Streams, who: Joined) -> list[ColumnElement[bool]]:
    return [*_here(streams, who), rows.c.presence == "returned"]


_SORTS = {
    "unowned": _unowned,
    "without_photo": _bare,
    "photo_adrift": _adrift_sound,
    "photo_unreadable": _adrift_unread,
    "doubtful": _doubtful,
    "returned": _returned,
}
SORTS = tuple(_SORTS)


def count(connection: Connection, sort: str, streams: Streams) -> int:
    """How many records of a sort there are."""
    conditions = _SORTS[sort](streams, joins.read(connection))
    return connection.execute(select(func.count()).select_from(rows).where(*conditions)).scalar() or 0


def some(connection: Connection, sort: str, streams: Streams, most: int = 200) -> tuple[Row, ...]:
    """The first records of a sort, by stream, building and birth."""
    conditions = _SORTS[sort](streams, joins.read(connection))
    query = select(rows).where(*conditions).order_by(rows.c.stream, rows.c.building, rows.c.born, rows.c.record)
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
    query = select(journal.c.stream, journal.c.record).where(*here, is_shown()).group_by(journal.c.stream, journal.c.record)
    found = connection.execute(query.having(func.count(distinct(journal.c.kind)) > 1))
    return tuple((stream, record) for stream, record in found)


def forked(connection: Connection, streams: Streams) -> tuple[tuple[str, str], ...]:
    """(stream, origin) of origins of which two edits share a number: a copied home that both went on."""
    here = [] if streams is None else [watermarks.c.stream.in_(streams)]
    found = connection.execute(select(watermarks.c.stream, watermarks.c.origin).where(*here, watermarks.c.forked > 0))
    return tuple((stream, origin) for stream, origin in found)
