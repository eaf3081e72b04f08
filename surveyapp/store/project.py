"""The projection: the domain's merge written down as rows. Rebuilding, receiving and editing all come through here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from surveyapp.domain.canonical import canonical
from surveyapp.domain.checks import as_decimal, check_record
from surveyapp.domain.edits import Edit
from surveyapp.domain.joins import JOINABLE, SAME_AS
from surveyapp.domain.merge import Record, merge
from surveyapp.store import bulk, journal, search
from surveyapp.store.schema import conflicts, row_ids, rows

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_FEW = 20
"""Up to so many records are written one by one; beyond that their rows are replaced in bulk."""
_COLUMNS = tuple(column.name for column in rows.columns)
_STATES = _COLUMNS.index("states")
_TEXTS = slice(_COLUMNS.index("text"), _COLUMNS.index("initials") + 1)


def project(connection: Connection, stream: str, earlier: Mapping[str, Sequence[Edit]], fresh: Sequence[Edit]) -> tuple[Record, ...]:
    """Merge every record that fresh edits touch with what was held of it `earlier`, and write its row anew. Answers the records."""
    groups = {record: list(edits) for record, edits in earlier.items()}
    for edit in fresh:
        groups.setdefault(edit.record, []).append(edit)
    return write(connection, stream, groups, replace=bool(earlier))


def write(connection: Connection, stream: str, edits: Mapping[str, Iterable[Edit]], *, replace: bool) -> tuple[Record, ...]:
    """Merge the edits of each record and write rows and conflicts. `replace`: there may be older rows of these records."""
    records = tuple(merge(group) for group in edits.values())
    if replace and len(records) <= _FEW:
        for record in records:
            _write_one(connection, record)
        return records
    held = _held(connection, stream, [record.record for record in records]) if replace else {}
    fresh = _next_ids(connection, len(records) - len(held))  # before the held rows leave: their ids come back
    _remove(connection, stream, held)
    made: Iterable[tuple[Any, ...]]  # each is made while a server takes in those before it
    made = ((*row_of(record), held[record.record] if record.record in held else next(fresh)) for record in records)
    if search.has_index(connection):
        made = list(made)
        search.index(connection, ((row[-1], *row[_TEXTS]) for row in made))
    bulk.insert(connection, rows, made)
    bulk.insert(connection, conflicts, [each for record in records for each in conflicts_of(record)])
    return records


def withdraw(connection: Connection, stream: str, records: Iterable[str]) -> None:
    """Make the rows of records anew after some of their edits were set aside or brought back; a record without any has no row."""
    wanted = sorted(set(records))
    shown = journal.of_records(connection, stream, wanted)
    _remove(connection, stream, _held(connection, stream, [each for each in wanted if each not in shown]))
    if shown:
        write(connection, stream, shown, replace=True)


def _write_one(connection: Connection, record: Record) -> None:
    """Write the columns of one row that really change: a save of one field then touches few pages, and indexes seldom."""
    held = bulk.run(connection, f"SELECT {', '.join(_COLUMNS)} FROM rows WHERE stream = ? AND record = ?", record.stream, record.record).first()
    row = (*row_of(record), held[-1] if held else next(_next_ids(connection, 1)))
    if held is None:
        bulk.insert(connection, rows, [row])
    elif changed := {name: new for name, old, new in zip(_COLUMNS, held, row, strict=True) if old != new}:
        names = ", ".join(f"{name} = ?" for name in changed)
        bulk.run(connection, f"UPDATE rows SET {names} WHERE stream = ? AND record = ?", *changed.values(), record.stream, record.record)
    if held is None or held[_TEXTS] != row[_TEXTS]:
        search.forget(connection, [row[-1]] if held else [])
        search.index(connection, [(row[-1], *row[_TEXTS])])
    if held is not None and (held[_STATES] or row[_STATES]):
        bulk.run(connection, "DELETE FROM conflicts WHERE stream = ? AND record = ?", record.stream, record.record)
    bulk.insert(connection, conflicts, conflicts_of(record))


def _held(connection: Connection, stream: str, records: Sequence[str]) -> dict[str, int]:
    """The ids of the rows that there are: a row keeps its id while its record is edited."""
    known = bulk.run(connection, "SELECT record, id FROM rows WHERE stream = ? AND record AMONG ?", stream, list(records))
    return dict(known)


def _remove(connection: Connection, stream: str, held: Mapping[str, int]) -> None:
    if held:
        bulk.run(connection, "DELETE FROM rows WHERE stream = ? AND record AMONG ?", stream, list(held))
        bulk.run(connection, "DELETE FROM conflicts WHERE stream = ? AND record AMONG ?", stream, list(held))
        search.forget(connection, list(held.values()))


def _next_ids(connection: Connection, count: int) -> Iterator[int]:
    if connection.dialect.name == "postgresql":
        series = select(row_ids.next_value()).select_from(func.generate_series(1, count))
        return iter(connection.execute(series).scalars().all() if count else ())
    first = (connection.execute(select(func.max(rows.c.id))).scalar() or 0) + 1 if count else 1
    return iter(range(first, first + count))


def row_of(record: Record) -> tuple[Any, ...]:
    """A record as its row, in the order of the table's columns but for the last, its id."""
    values = record.values
    written, letters = search.searchable(record.kind, values)
    states = {name: held.state for name, held in record.fields.items() if held.state != "settled"}
    return (
        record.stream,
        record.record,
        record.kind,
        record.presence,
        _word(values.get("number")),
        _word(values.get("name")),
        _reference(values.get("building")),
        _reference(values.get("photo" if record.kind == "annotation" else "subject")),
        (_reference(values.get(SAME_AS)) or None) if record.kind in JOINABLE else None,
        _word(values.get("code")),
        _small(values.get("severity")),
        _word(values.get("sha256")),
        record.born.made_at,
        record.born.author,
        record.born.wall,
        canonical(values).decode(),
        canonical(states).decode() if states else "",
        _small(values.get("unit")),
        _small(values.get("storey")),
        _word(values.get("place")),
        _amount(values.get("quantity")),
        _tier(values.get("override")),
        len(check_record(record.kind, values)),
        written,
        letters,
    )


def conflicts_of(record: Record) -> list[tuple[str, str, str, str]]:
    """The conflicts of a record as rows."""
    return [(record.stream, record.record, held.name, " ".join(head.id for head in held.heads)) for held in record.conflicts]


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _reference(value: Any) -> str | None:
    """The id that a field names. These columns are indexed, and a server's index takes no long text: anything else stays in `shown` alone."""
    return value if isinstance(value, str) and (not value or _ID.fullmatch(value)) else None


def _small(value: Any) -> int | None:
    return value if type(value) is int and abs(value) < 2**31 else None


def _amount(quantity: Any) -> float | None:
    """The number of a quantity, to sort by: what is shown and counted stays the exact one."""
    number = as_decimal(quantity.get("n")) if isinstance(quantity, dict) else None
    return float(number) if number is not None and abs(number) < 10**15 else None


def _tier(override: Any) -> str | None:
    return _word(override.get("tier")) if isinstance(override, dict) else None


def rebuild(connection: Connection) -> int:
    """Make all rows anew from the journal, stream by stream. Answers how many records there are."""
    connection.execute(rows.delete())
    connection.execute(conflicts.delete())
    search.clear(connection)
    count = 0
    for stream in journal.streams(connection):
        groups: dict[str, list[Edit]] = {}
        for _stream, _origin, _seq, edit_id, line in journal.lines(connection, (stream,), {}):
            edit = journal.read(line, edit_id)
            groups.setdefault(edit.record, []).append(edit)
        count += len(write(connection, stream, groups, replace=False))
    return count
