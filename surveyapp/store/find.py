"""Queries over the rows. What leaves here are frozen values, never rows of the database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from surveyapp.domain.joins import Joined
from surveyapp.store import joins
from surveyapp.store.schema import conflicts, rows

_AT_ONCE = 500
"""So many ids are asked for in one query: fewer than any database takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is shown: `values` are the shown values of its fields, `states` names the fields that are not settled."""

    stream: str
    record: str
    kind: str
    presence: str
    born: int
    author: str
    wall: str
    values: Mapping[str, Any]
    states: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """The shown value of a field, or the default where it is unset."""
        value = self.values.get(name)
        return default if value is None else value


def row_from(found: Any, who: Joined) -> Row:
    """A row of the database as a value, with what it belongs to resolved."""
    states = json.loads(found.states) if found.states else {}
    values = who.belonging(found.kind, found.stream, json.loads(found.shown))
    return Row(found.stream, found.record, found.kind, found.presence, found.born, found.author, found.wall, values, states)


def _select(connection: Connection, who: Joined, *conditions: ColumnElement[bool]) -> tuple[Row, ...]:
    query = select(rows).where(*conditions).order_by(rows.c.born, rows.c.record)
    return tuple(row_from(found, who) for found in connection.execute(query))


def _standing(found: tuple[Row, ...], who: Joined) -> tuple[Row, ...]:
    """Without the duplicates that another record stands for."""
    return tuple(row for row in found if row.record not in who.roots) if who.roots else found


def _among(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[bool]:
    return column == values[0] if len(values) == 1 else column.in_(values)


def one(connection: Connection, stream: str, record: str) -> Row | None:
    """A record by its ids, hidden or not; None where it is not held."""
    found = connection.execute(select(rows).where(rows.c.stream == stream, rows.c.record == record)).first()
    return row_from(found, joins.read(connection)) if found else None


def anywhere(connection: Connection, record: str) -> tuple[Row, ...]:
    """A record in whichever stream it is filed."""
    return _select(connection, joins.read(connection), rows.c.record == record)


def of_kind(connection: Connection, kind: str, stream: str | None = None) -> tuple[Row, ...]:
    """All records of a kind that are not hidden, in the order of their birth; of one community or of all.

    Of joined duplicates only the one that stands is among them; a community's are also those filed in communities joined to it.
    """
    who = joins.read(connection)
    here = () if stream is None else (_among(rows.c.stream, who.all_of(stream)),)
    return _standing(_select(connection, who, *here, rows.c.kind == kind, rows.c.presence != "hidden"), who)


def of_kind_all(connection: Connection, kind: str) -> tuple[Row, ...]:
    """All records of a kind that are not hidden, joined duplicates too."""
    return _select(connection, joins.read(connection), rows.c.kind == kind, rows.c.presence != "hidden")


def survey_ids(connection: Connection) -> frozenset[str]:
    """The ids of all surveys, hidden ones too: the streams that hold people and the survey itself."""
    return frozenset(connection.execute(select(rows.c.record).where(rows.c.kind == "survey")).scalars())


def communities_of(connection: Connection) -> dict[str, str]:
    """The survey of every community by stream, hidden ones too; "" where it does not say."""
    found = connection.execute(select(rows.c.stream, rows.c.shown).where(rows.c.kind == "community", rows.c.stream == rows.c.record))
    surveys = ((stream, json.loads(shown).get("survey")) for stream, shown in found)
    return {stream: survey if isinstance(survey, str) else "" for stream, survey in surveys}


def of_building(connection: Connection, stream: str, kind: str, building: str) -> tuple[Row, ...]:
    """The records of a kind that belong to a building; for "" those of the common ground."""
    who = joins.read(connection)
    belongs = _among(rows.c.building, who.all_of(building)) if building else (rows.c.building.is_(None) | (rows.c.building == ""))
    here = _among(rows.c.stream, who.all_of(stream))
    return _standing(_select(connection, who, here, rows.c.kind == kind, belongs, rows.c.presence != "hidden"), who)


def of_common_ground(connection: Connection, stream: str, kind: str) -> tuple[Row, ...]:
    """The records of a kind that belong to no building, or to one that is hidden or not here."""
    who = joins.read(connection)
    if who.roots:
        houses = {row.record for row in of_kind(connection, "building", stream)}
        return tuple(row for row in of_kind(connection, kind, stream) if str(row.get("building", "")) not in houses)
    house = rows.alias("house")
    same = (house.c.stream == rows.c.stream) & (house.c.record == rows.c.building) & (house.c.kind == "building") & (house.c.presence != "hidden")
    known = select(house.c.record).where(same).correlate(rows).exists()
    return _select(connection, who, rows.c.stream == stream, rows.c.kind == kind, rows.c.presence != "hidden", ~known)


def photos_of(connection: Connection, stream: str, subject: str) -> tuple[Row, ...]:
    """The photos of a record; for "" those that belong to nothing yet."""
    who = joins.read(connection)
    belongs = _among(rows.c.subject, who.all_of(subject)) if subject else (rows.c.subject.is_(None) | (rows.c.subject == ""))
    here = _among(rows.c.stream, who.all_of(stream))
    return _select(connection, who, here, rows.c.kind == "photo", belongs, rows.c.presence != "hidden")


def annotations_of(connection: Connection, stream: str, photos: Sequence[str]) -> dict[str, list[Row]]:
    """What is drawn on these photos, in the order of its birth; photos without anything are left out."""
    found: dict[str, list[Row]] = {}
    who = joins.read(connection)
    here = _among(rows.c.stream, who.all_of(stream))
    for at in range(0, len(photos), _AT_ONCE):
        among = rows.c.subject.in_(photos[at : at + _AT_ONCE])
        for row in _select(connection, who, here, among, rows.c.kind == "annotation", rows.c.presence != "hidden"):
            found.setdefault(str(row.get("photo", "")), []).append(row)
    return found


def photo_counts(connection: Connection, stream: str) -> dict[str, int]:
    """How many photos each record of a community has, those of its duplicates included."""
    who = joins.read(connection)
    here = (_among(rows.c.stream, who.all_of(stream)), rows.c.kind == "photo", rows.c.presence != "hidden")
    found: Counter[str] = Counter()
    for subject, count in connection.execute(select(rows.c.subject, func.count()).where(*here).group_by(rows.c.subject)):
        if subject:
            found[who.root(subject)] += count
    return dict(found)


def counts(connection: Connection) -> dict[str, int]:
    """How many records of each kind are not hidden; of joined duplicates the one that stands."""
    found: Counter[str] = Counter()
    for (_, kind), count in community_counts(connection).items():
        found[kind] += count
    return dict(sorted(found.items()))


def community_counts(connection: Connection) -> dict[tuple[str, str], int]:
    """How many records of each (community, kind) are not hidden; joined communities, and joined records, count once."""
    who = joins.read(connection)
    query = select(rows.c.stream, rows.c.kind, func.count()).where(rows.c.presence != "hidden").group_by(rows.c.stream, rows.c.kind)
    found: Counter[tuple[str, str]] = Counter()
    for stream, kind, count in connection.execute(query):
        found[who.root(stream), kind] += count
    for record in who.roots:
        link = who.links[record]
        if not link.is_hidden:
            found[who.root(link.stream), link.kind] -= 1
    return dict(found)


def all_conflicts(connection: Connection) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """(stream, record, field, head ids) of every conflict."""
    found = connection.execute(select(conflicts).order_by(conflicts.c.stream, conflicts.c.record, conflicts.c.field))
    return tuple((each.stream, each.record, each.field, tuple(each.heads.split())) for each in found)


def blobs(connection: Connection, streams: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(sha256, ext) of every photo record of these streams, hidden or not, each once, in order."""
    found = set()
    for stream in streams:
        for (shown,) in connection.execute(select(rows.c.shown).where(rows.c.stream == stream, rows.c.blob.is_not(None))):
            values = json.loads(shown)
            found.add((str(values.get("sha256", "")), str(values.get("ext") or "bin")))
    return tuple(sorted(found))


def everything(connection: Connection) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """All rows (but for their ids in this database) and all conflicts as plain tuples in a fixed order: what two nodes compare."""
    columns = [column for column in rows.columns if column is not rows.c.id]
    return (
        [tuple(each) for each in connection.execute(select(*columns).order_by(rows.c.stream, rows.c.record))],
        [tuple(each) for each in connection.execute(select(conflicts).order_by(conflicts.c.stream, conflicts.c.record, conflicts.c.field))],
    )
