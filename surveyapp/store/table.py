"""The table of all defects: one query answers the ordered ids, another the runs of equal keys in them, and pages are fetched by id.

Orders that the database cannot know (names of buildings, people, catalogue entries) are made above from the runs: the ids come sorted by the
bare key, and a run is moved as a whole.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, literal, or_, select, tuple_

from surveyapp.domain.joins import NOBODY, Joined
from surveyapp.store import bulk, joins, search
from surveyapp.store.find import Row, row_from
from surveyapp.store.schema import conflicts, rows, watermarks

_photos = rows.alias("photos")


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere in a building: all that is said of it must hold. `buildings` None: in any; `door` is found in the written words."""

    buildings: Collection[str] | None
    unit: int | None = None
    storey: int | None = None
    door: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was typed, and what it names beside the written words: catalogue codes, places, buildings, communities, authors, a spot."""

    needle: str
    codes: Collection[str] = ()
    places: Collection[str] = ()
    buildings: Collection[str] = ()
    streams: Collection[str] = ()
    authors: Collection[str] = ()
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions on a record of one kind. None means: no such condition. `tiers` maps catalogue codes to tiers, for `tier`."""

    kind: str = "defect"
    streams: Sequence[str] | None = None
    building: str | None = None
    codes: Collection[str] | None = None
    tier: str | None = None
    tiers: Mapping[str, str] = field(default_factory=dict)
    severity: int | None = None
    author: str | None = None
    since: str = ""
    until: str = ""
    without_photo: bool = False
    with_findings: bool = False
    in_conflict: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that lie together because their keys are equal."""

    keys: tuple[Any, ...]
    start: int
    count: int


Key = ColumnElement[Any]


def key_of(name: str, tiers: Mapping[str, str] | None = None, who: Joined = NOBODY) -> tuple[Key, ...]:
    """The columns that a key means. `tiers` maps catalogue codes to the tier under the pack in use; an override stands before it.
    `who`: communities and buildings are those that stand.
    """
    if name == "building":
        return (_root(rows.c.stream, who.roots_of("community")), _root(rows.c.building, who.roots_of("building")))
    if name == "community":
        return (_root(rows.c.stream, who.roots_of("community")),)
    if name == "tier":
        return (_tier(tiers or {}),)
    if name == "photos":
        return (_photo_count(who),)
    if name == "day":
        return (func.substr(rows.c.wall, 1, 10),)
    columns = {
        "name": func.coalesce(rows.c.code, ""),
        "severity": func.coalesce(rows.c.severity, 0),
        "author": func.coalesce(rows.c.author, ""),
        "number": func.coalesce(rows.c.number, ""),
        "quantity": func.coalesce(rows.c.amount, -1),
        "unit": func.coalesce(rows.c.unit, 0),
        "storey": func.coalesce(rows.c.storey, 0),
        "place": func.coalesce(rows.c.place, ""),
        "time": rows.c.born,
    }
    return (columns[name],)


def _tier(tiers: Mapping[str, str]) -> Key:
    by_tier: dict[str, list[str]] = {}
    for code, tier in tiers.items():
        by_tier.setdefault(tier, []).append(code)
    known = [(rows.c.code.in_(codes), literal(tier)) for tier, codes in sorted(by_tier.items())]
    return case((rows.c.override.is_not(None), rows.c.override), *known, else_="none")


def _root(column: Column[Any], roots: Mapping[str, str]) -> Key:
    """A column with each duplicate replaced by the record that stands for it."""
    return case(roots, value=column, else_=column) if roots else column


def _photo_count(who: Joined) -> Key:
    there = is_photo_of(_photos.c, who)
    return select(func.count()).select_from(_photos).where(there, _photos.c.presence != "hidden").correlate(rows).scalar_subquery()


def is_photo_of(photos: Any, who: Joined) -> ColumnElement[bool]:
    """That a row of another sight of the table is a photo of the row, or of a duplicate that was joined to it."""
    near = photos.stream.in_([rows.c.stream, *who.communities]) if who.communities else photos.stream == rows.c.stream
    belongs: ColumnElement[bool] = and_(near, photos.subject == rows.c.record)
    if duplicates := {**who.roots_of("defect"), **who.roots_of("building")}:
        streams = {who.links[each].stream for each in duplicates} | set(who.communities)
        through = and_(photos.stream.in_(streams), photos.subject.in_(duplicates), _root(photos.subject, duplicates) == rows.c.record)
        belongs = or_(belongs, and_(rows.c.record.in_(set(duplicates.values())), through))
    return and_(belongs, photos.kind == "photo")


def ids(connection: Connection, wanted: Wanted, keys: Sequence[Key], tail: Sequence[Key], *, descending: bool, most: int | None = None) -> array[int]:
    """The ids of the rows that are wanted, by the keys (ascending), then by the tail and the id in the direction asked for."""
    last = [*tail, rows.c.id]
    order = [*keys, *(each.desc() if descending else each for each in last)]
    query = select(rows.c.id).where(*_conditions(connection, wanted)).order_by(*order)
    if most is not None:
        query = query.limit(most)
    found = connection.execute(query)
    cursor = found.cursor  # the driver's own tuples: a hundred thousand of them need no more than that
    answer = array("q", chain.from_iterable(cursor.fetchall() if cursor else ()))
    found.close()
    return answer


def runs(connection: Connection, wanted: Wanted, keys: Sequence[Key]) -> tuple[Run, ...]:
    """The runs of equal keys in what `ids` answers, in the same order."""
    query = select(*keys, func.count()).where(*_conditions(connection, wanted)).group_by(*keys).order_by(*keys)
    found, start = [], 0
    for *values, count in connection.execute(query):
        found.append(Run(tuple(values), start, count))
        start += count
    return tuple(found)


def count(connection: Connection, wanted: Wanted) -> int:
    """How many rows are wanted."""
    return connection.execute(select(func.count()).select_from(rows).where(*_conditions(connection, wanted))).scalar() or 0


def conflict_counts(connection: Connection, wanted: Wanted, keys: Sequence[Key]) -> dict[tuple[Any, ...], int]:
    """How many rows with a conflict each run has. The few conflicts are asked for their rows, not every row for its conflicts."""
    torn = tuple_(rows.c.stream, rows.c.record).in_(select(conflicts.c.stream, conflicts.c.record))
    found = connection.execute(select(*keys, func.count()).where(torn, *_conditions(connection, wanted)).group_by(*keys))
    return {tuple(values): count for *values, count in found}


def page(connection: Connection, wanted_ids: Sequence[int]) -> dict[int, Row]:
    """Rows by id; those that are gone are left out."""
    who = joins.read(connection)
    found = connection.execute(select(rows).where(bulk.is_among(connection, rows.c.id, wanted_ids)))
    return {each.id: row_from(each, who) for each in found}


def photo_counts(connection: Connection, subjects: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """How many photos each of these records has, those of its duplicates included, by (stream, record)."""
    who = joins.read(connection)
    asked = {each: (stream, record) for stream, record in subjects for each in who.all_of(record)}
    near = joins.all_streams(who, {stream for stream, _ in subjects} | set(who.communities))
    here = (bulk.is_among(connection, rows.c.stream, near), bulk.is_among(connection, rows.c.subject, asked))
    live = (rows.c.kind == "photo", rows.c.presence != "hidden")
    query = select(rows.c.stream, rows.c.subject, func.count()).where(*here, *live).group_by(rows.c.stream, rows.c.subject)
    found: Counter[tuple[str, str]] = Counter()
    for stream, subject, count in connection.execute(query):
        if who.root(stream) == who.root(asked[subject][0]):
            found[asked[subject]] += count
    return dict(found)


def finding_counts(connection: Connection, wanted_ids: Sequence[int]) -> dict[int, int]:
    """How many findings the own values of each row give."""
    query = select(rows.c.id, rows.c.findings).where(bulk.is_among(connection, rows.c.id, wanted_ids), rows.c.findings > 0)
    return {row: count for row, count in connection.execute(query)}  # noqa: C416 typed


def ids_of(connection: Connection, records: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The ids of records by (stream, record)."""
    here = _are(connection, records, rows.c.record)
    found = connection.execute(select(rows.c.stream, rows.c.record, rows.c.id).where(*here))
    return {(stream, record): row for stream, record, row in found if (stream, record) in records}


def _are(connection: Connection, records: Collection[tuple[str, str]], column: Column[Any]) -> tuple[ColumnElement[bool], ...]:
    """That a row is of these streams and that a column names one of these records."""
    streams, named = {stream for stream, _ in records}, {record for _, record in records}
    return bulk.is_among(connection, rows.c.stream, streams), bulk.is_among(connection, column, named)


def names(connection: Connection, kind: str, streams: Collection[str]) -> dict[tuple[str, str], str]:
    """The names of all records of a kind in these streams by (stream, record), hidden ones too."""
    here = (bulk.is_among(connection, rows.c.stream, streams), rows.c.kind == kind)
    found = connection.execute(select(rows.c.stream, rows.c.record, rows.c.name).where(*here))
    return {(stream, record): name or "" for stream, record, name in found}


def names_of_records(connection: Connection, records: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of some records by (stream, record)."""
    here = _are(connection, records, rows.c.record)
    found = connection.execute(select(rows.c.stream, rows.c.record, rows.c.name).where(*here))
    return {(stream, record): name or "" for stream, record, name in found}


def named(connection: Connection, kind: str, streams: Collection[str] | None) -> tuple[tuple[str, str, str], ...]:
    """(stream, record, name) of every record of a kind in these streams that is not hidden and that no other stands for, oldest first."""
    who = joins.read(connection)
    here = [] if streams is None else [bulk.is_among(connection, rows.c.stream, streams)]
    live = (rows.c.kind == kind, rows.c.presence != "hidden")
    found = connection.execute(select(rows.c.stream, rows.c.record, rows.c.name).where(*here, *live).order_by(rows.c.born, rows.c.record))
    return tuple((stream, record, name or "") for stream, record, name in found if record not in who.roots)


def communities(connection: Connection, *, hidden_too: bool = True) -> tuple[tuple[str, str, str], ...]:
    """(stream, name, survey) of every community, oldest first. The streams are known apart, so that no other record is looked at."""
    wanted = [rows.c.kind == "community", rows.c.stream == rows.c.record, rows.c.stream.in_(select(watermarks.c.stream))]
    if not hidden_too:
        wanted.append(rows.c.presence != "hidden")
    found = connection.execute(select(rows.c.stream, rows.c.name, rows.c.shown).where(*wanted).order_by(rows.c.born, rows.c.record))
    return tuple((stream, name or "", str(json.loads(shown).get("survey") or "")) for stream, name, shown in found)


def _conditions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    who = joins.read(connection)
    found: list[ColumnElement[bool]] = [rows.c.kind == wanted.kind, rows.c.presence != "hidden"]
    if duplicates := who.roots_of(wanted.kind):
        found.append(~bulk.is_among(connection, rows.c.record, duplicates))
    if wanted.streams is not None:
        found.append(bulk.is_among(connection, rows.c.stream, joins.all_streams(who, wanted.streams)))
    if wanted.building is not None:
        found.append(rows.c.building.in_(who.all_of(wanted.building)) if wanted.building else func.coalesce(rows.c.building, "") == "")
    found += _plain_conditions(wanted)
    if wanted.without_photo:
        found.append(_photo_count(who) == 0)
    if wanted.in_conflict:
        same = and_(conflicts.c.stream == rows.c.stream, conflicts.c.record == rows.c.record)
        found.append(select(literal(1)).select_from(conflicts).where(same).correlate(rows).exists())
    return [*found, *(_holds(connection, part) for part in wanted.parts)]


def _plain_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.codes is not None:
        found.append(rows.c.code.in_(wanted.codes))
    if wanted.tier is not None:
        found.append(_tier(wanted.tiers) == wanted.tier)
    if wanted.severity is not None:
        found.append(rows.c.severity == wanted.severity)
    if wanted.author is not None:
        found.append(rows.c.author == wanted.author)
    if wanted.since:
        found.append(rows.c.wall >= wanted.since)
    if wanted.until:
        found.append(func.substr(rows.c.wall, 1, 10) <= wanted.until)
    if wanted.with_findings:
        found.append(rows.c.findings > 0)
    return found


def _holds(connection: Connection, part: Part) -> ColumnElement[bool]:
    """One part of what was typed: through the index where it answers, else by looking at every row."""
    named: list[ColumnElement[bool]] = []
    if part.codes:
        named.append(rows.c.code.in_(part.codes))
    if part.places:
        named.append(rows.c.place.in_(part.places))
    if part.buildings:
        named.append(bulk.is_among(connection, rows.c.building, part.buildings))
    if part.streams:
        named.append(bulk.is_among(connection, rows.c.stream, part.streams))
    if part.authors:
        named.append(rows.c.author.in_(part.authors))
    if part.spot:
        named.append(and_(*_at(connection, part.spot)))
    few = search.rare(connection, part.needle)
    written = search.found_in(part.needle) if few is None else bulk.is_among(connection, rows.c.id, few)
    return or_(written, *named) if named else written


def _at(connection: Connection, spot: Spot) -> list[ColumnElement[bool]]:
    found = [] if spot.buildings is None else [bulk.is_among(connection, rows.c.building, spot.buildings)]
    found += [column == value for column, value in ((rows.c.unit, spot.unit), (rows.c.storey, spot.storey)) if value is not None]
    return [*found, search.found_in(spot.door)] if spot.door else found
