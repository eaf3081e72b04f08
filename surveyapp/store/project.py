"""The projection: the domain's merge written down as rows. Rebuilding, receiving and editing all come through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from surveyapp.domain.canonical import canonical
from surveyapp.domain.edits import Edit
from surveyapp.domain.merge import Record, merge
from surveyapp.store import bulk, journal
from surveyapp.store.schema import conflicts, rows


def project(connection: Connection, stream: str, fresh: Sequence[Edit]) -> tuple[Record, ...]:
    """Merge every record that the fresh edits (already appended) touch and write its rows anew. Answers the records."""
    touched = {edit.record for edit in fresh}
    held = journal.of_records(connection, stream, touched)
    return write(connection, stream, held, replace=len(held) > 0)


def write(connection: Connection, stream: str, edits: Mapping[str, Iterable[Edit]], *, replace: bool) -> tuple[Record, ...]:
    """Merge the edits of each record and write rows and conflicts. `replace`: there may be older rows of these records."""
    records = tuple(merge(group) for group in edits.values())
    if replace:
        for table in (rows, conflicts):
            for piece in bulk.slices([record.record for record in records]):
                connection.execute(table.delete().where(table.c.stream == stream, table.c.record.in_(piece)))
    bulk.insert(connection, rows, [row_of(record) for record in records])
    bulk.insert(connection, conflicts, [each for record in records for each in conflicts_of(record)])
    return records


def row_of(record: Record) -> tuple[Any, ...]:
    """A record as its row, in the order of the table's columns."""
    values = record.values
    states = {name: held.state for name, held in record.fields.items() if held.state != "settled"}
    return (
        record.stream,
        record.record,
        record.kind,
        record.presence,
        _word(values.get("number")),
        _word(values.get("name")),
        _word(values.get("building")),
        _word(values.get("subject")),
        _word(values.get("code")),
        _small(values.get("severity")),
        _word(values.get("sha256")),
        record.born.made_at,
        record.born.author,
        record.born.wall,
        canonical(values).decode(),
        canonical(states).decode() if states else "",
    )


def conflicts_of(record: Record) -> list[tuple[str, str, str, str]]:
    """The conflicts of a record as rows."""
    return [(record.stream, record.record, held.name, " ".join(head.id for head in held.heads)) for held in record.conflicts]


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _small(value: Any) -> int | None:
    return value if type(value) is int and abs(value) < 2**31 else None


def rebuild(connection: Connection) -> int:
    """Make all rows anew from the journal, stream by stream. Answers how many records there are."""
    connection.execute(rows.delete())
    connection.execute(conflicts.delete())
    count = 0
    for stream in journal.streams(connection):
        groups: dict[str, list[Edit]] = {}
        for _stream, _origin, _seq, edit_id, line in journal.lines(connection, (stream,), {}):
            edit = journal.read(line, edit_id)
            groups.setdefault(edit.record, []).append(edit)
        count += len(write(connection, stream, groups, replace=False))
    return count
