"""The journal: lines in, edits out. Which lines are new is told by watermarks first and by id where a seq was held before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select, text

from surveyapp.domain.edits import Edit, trust_edit
from surveyapp.domain.watermarks import watermark
from surveyapp.store import bulk
from surveyapp.store.schema import journal, set_aside, watermarks

_ACTS_PAGE = 2000
_SET_MARK = (
    "INSERT INTO watermarks (stream, origin, held, highest, forked) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (stream, origin) DO UPDATE SET held = excluded.held, highest = excluded.highest, forked = excluded.forked"
)


def lock(connection: Connection, streams: Iterable[str]) -> None:
    """Hold each stream until the transaction ends. SQLite has one writer anyway; PostgreSQL gets advisory locks in one order."""
    if connection.dialect.name == "postgresql":
        for stream in sorted(set(streams)):
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:stream, 0))"), {"stream": stream})


def read(line: bytes, edit_id: str) -> Edit:
    """An edit from our own journal."""
    return trust_edit(line, json.loads(line.decode()), edit_id)  # told that it is UTF-8, the reader need not find out


Marks = Mapping[str, tuple[int, int, int]]
"""Of each origin in a stream: how far it is held without a gap, the highest seq held at all, and whether it forked."""


def append(connection: Connection, stream: str, fresh: Sequence[Edit], before: Marks) -> None:
    """Add edits of one stream, none of which is held yet, and move its watermarks."""
    bulk.insert(connection, journal, map(_row, fresh))
    _move_marks(connection, stream, fresh, before)


def _row(edit: Edit) -> tuple[Any, ...]:
    return (edit.stream, edit.id, edit.record, edit.kind, edit.origin, edit.seq, edit.made_at, edit.act, edit.undoes, edit.line)


def marks(connection: Connection, stream: str) -> Marks:
    """What is held of every origin in a stream."""
    found = bulk.run(connection, "SELECT origin, held, highest, forked FROM watermarks WHERE stream = ?", stream)
    return {origin: (held, highest, forked) for origin, held, highest, forked in found}


def fresh_of(connection: Connection, stream: str, edits: Sequence[Edit], marks: Marks) -> list[Edit]:
    """Those edits of a stream that are not held yet, each once. Only where a seq was held before does the id have to be looked up."""
    unique = {edit.id: edit for edit in edits}
    doubtful = [edit.id for edit in unique.values() if edit.origin in marks and edit.seq <= marks[edit.origin][1]]
    if doubtful:
        for (known,) in bulk.run(connection, "SELECT id FROM journal WHERE stream = ? AND id AMONG ?", stream, doubtful):
            del unique[known]
    return list(unique.values())


def _move_marks(connection: Connection, stream: str, fresh: Sequence[Edit], marks: Marks) -> None:
    seqs: dict[str, list[int]] = defaultdict(list)
    for edit in fresh:
        seqs[edit.origin].append(edit.seq)
    for origin, new in seqs.items():
        held, highest, forked = marks.get(origin, (0, 0, 0))
        if len(set(new)) < len(new) or (min(new) <= highest and _share_a_seq(connection, stream, origin, new)):
            forked = 1
        mark = watermark(new, held)
        if highest > held and mark > held:
            later = connection.execute(select(journal.c.seq).where(journal.c.stream == stream, journal.c.origin == origin, journal.c.seq > held))
            mark = watermark((seq for (seq,) in later), held)
        bulk.run(connection, _SET_MARK, stream, origin, mark, max(highest, *new), forked)


def _share_a_seq(connection: Connection, stream: str, origin: str, seqs: Sequence[int]) -> bool:
    same = select(func.count()).where(journal.c.stream == stream, journal.c.origin == origin, bulk.is_among(connection, journal.c.seq, set(seqs)))
    return (connection.execute(same).scalar() or 0) > len(set(seqs))


_SHOWN = "NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.stream = journal.stream AND set_aside.id = journal.id)"


def is_shown() -> ColumnElement[bool]:
    """The condition that an edit is not set aside (store.aside)."""
    same = and_(set_aside.c.stream == journal.c.stream, set_aside.c.id == journal.c.id)
    return ~select(set_aside.c.id).where(same).correlate(journal).exists()


def ids(connection: Connection, stream: str) -> frozenset[str]:
    """The ids of all edits of a stream that are shown: what is set aside comes back when it is received once more."""
    return frozenset(connection.execute(select(journal.c.id).where(journal.c.stream == stream, is_shown())).scalars())


def of_records(connection: Connection, stream: str, records: Iterable[str]) -> dict[str, list[Edit]]:
    """All edits of some records of a stream that are shown, by record. The one way in which records are read for a merge."""
    found: dict[str, list[Edit]] = {}
    sql = f"SELECT id, line FROM journal WHERE stream = ? AND record AMONG ? AND {_SHOWN}"
    for edit_id, line in bulk.run(connection, sql, stream, sorted(set(records))):
        edit = read(bytes(line), edit_id)
        found.setdefault(edit.record, []).append(edit)
    return found


def recent_acts(connection: Connection, origin: str, most: int = 200) -> list[tuple[str, str | None]]:
    """(act, the act that it undoes) of the newest acts of an origin in any stream, newest first, however many edits each has."""
    found: dict[str, tuple[str, str | None]] = {}
    before = (1 << 63) - 1
    while len(found) < most:
        query = select(journal.c.act, journal.c.undoes, journal.c.made_at).where(journal.c.origin == origin, journal.c.made_at < before)
        page = connection.execute(query.order_by(journal.c.made_at.desc()).limit(_ACTS_PAGE)).all()
        found |= {row.act: (row.act, row.undoes) for row in page if row.act not in found}
        if len(page) < _ACTS_PAGE:
            break
        before = page[-1].made_at
    return list(found.values())


def act_name(connection: Connection, origin: str, act: str) -> str:
    """The name of an act of an origin; empty where it is not held."""
    found = connection.execute(select(journal.c.line).where(journal.c.origin == origin, journal.c.act == act).limit(1)).scalar()
    return str(json.loads(bytes(found))["act"]["name"]) if found else ""


def of_act(connection: Connection, origin: str, act: str) -> tuple[Edit, ...]:
    """All edits of an act of an origin, in the order of their making."""
    query = select(journal.c.id, journal.c.line).where(journal.c.origin == origin, journal.c.act == act).order_by(journal.c.made_at)
    return tuple(read(bytes(line), edit_id) for edit_id, line in connection.execute(query))


def last_of(connection: Connection, stream: str, origin: str) -> tuple[int, str | None]:
    """The last seq and id that an origin wrote in a stream: (0, None) before the first."""
    sql = "SELECT seq, id FROM journal WHERE stream = ? AND origin = ? ORDER BY seq DESC LIMIT 1"
    found = bulk.run(connection, sql, stream, origin).first()
    return (found[0], found[1]) if found else (0, None)


def last_made_at(connection: Connection, origin: str) -> int:
    """The greatest logical time that an origin has used."""
    return bulk.run(connection, "SELECT max(made_at) FROM journal WHERE origin = ?", origin).scalar() or 0


def last_wall(connection: Connection, origin: str) -> str:
    """The wall time of the newest edit of an origin, as its line states it; "" where it has made none."""
    newest = select(journal.c.line).where(journal.c.origin == origin).order_by(journal.c.made_at.desc()).limit(1)
    found = connection.execute(newest).scalar()
    return str(json.loads(bytes(found))["wall"]) if found else ""


def lines(connection: Connection, streams: Sequence[str], after: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str, int, str, bytes]]:
    """(stream, origin, seq, id, line) of every edit beyond `after` that is shown, ordered by stream, origin, seq, id: streamed, never held whole."""
    columns = (journal.c.stream, journal.c.origin, journal.c.seq, journal.c.id, journal.c.line)
    for stream in sorted(streams):
        query = select(*columns).where(journal.c.stream == stream, is_shown()).order_by(journal.c.origin, journal.c.seq, journal.c.id)
        for row in connection.execute(query.execution_options(yield_per=2000)):
            if row.seq > after.get((row.stream, row.origin), 0):
                yield row.stream, row.origin, row.seq, row.id, bytes(row.line)


def knows(connection: Connection, stream: str, origin: str, seq: int, edit_id: str = "") -> bool:
    """Whether the edit of an origin with this seq is held: with this id, or with any where none is given."""
    found = bulk.run(connection, "SELECT id FROM journal WHERE stream = ? AND origin = ? AND seq = ?", stream, origin, seq)
    held = {each for (each,) in found}
    return bool(held) if not edit_id else edit_id in held


def forked_in(connection: Connection, stream: str) -> frozenset[str]:
    """The origins of which two edits of this stream share a number."""
    return frozenset(each for (each,) in bulk.run(connection, "SELECT origin FROM watermarks WHERE stream = ? AND forked = 1", stream))


def forked(connection: Connection) -> frozenset[tuple[str, str]]:
    """The (stream, origin) of which two edits share a number: somewhere a copy went on counting."""
    found = connection.execute(select(watermarks.c.stream, watermarks.c.origin).where(watermarks.c.forked == 1))
    return frozenset((stream, origin) for stream, origin in found)


def streams(connection: Connection) -> tuple[str, ...]:
    """Every stream that has an edit here."""
    return tuple(each for (each,) in connection.execute(select(watermarks.c.stream).distinct().order_by(watermarks.c.stream)))


def frontier(connection: Connection) -> dict[str, dict[str, int]]:
    """How far this store shows each origin without a gap: {stream: {origin: seq}}. Equal frontiers mean equal rows."""
    same = and_(set_aside.c.stream == journal.c.stream, set_aside.c.id == journal.c.id)
    query = select(journal.c.stream, journal.c.origin, func.min(journal.c.seq)).join(set_aside, same).group_by(journal.c.stream, journal.c.origin)
    first_aside = {(stream, origin): seq for stream, origin, seq in connection.execute(query)}
    found: dict[str, dict[str, int]] = {}
    for each in connection.execute(select(watermarks).order_by(watermarks.c.stream, watermarks.c.origin)):
        seq = min(each.held, first_aside.get((each.stream, each.origin), each.held + 1) - 1)
        found.setdefault(each.stream, {})[each.origin] = seq
    return found
