"""The store's own examination: lines against their hashes and columns, chains, watermarks, and a second store made by another path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from surveyapp.domain.edits import Edit, line_id
from surveyapp.domain.watermarks import watermark
from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import BadInput, Finding
from surveyapp.store import find
from surveyapp.store.journal import is_shown
from surveyapp.store.schema import conflicts, journal, quarantine, rows, watermarks
from surveyapp.store.store import Store, apply, open_store

_BATCH = 400
_FRESH_INDEX = text("SELECT rowid FROM rows_search WHERE rows_search MATCH '0000' LIMIT 1")
"""integrity_check asks FTS5 as this connection last saw it, and calls it corrupt where another connection has merged since; a query looks anew."""


def examine_file(connection: Connection) -> Iterator[Finding]:
    """What SQLite itself finds wrong with its file. Nothing to ask on a server."""
    if connection.dialect.name == "sqlite":
        with suppress(DBAPIError):  # what is wrong is told below
            connection.execute(_FRESH_INDEX).all()
        for (said,) in connection.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                yield Finding("finding.doctor.database", str(said))


def examine_journal(connection: Connection) -> Iterator[Finding]:
    """Each line against its hash, the door check and the columns beside it; then the chains and the watermarks."""
    chains: dict[tuple[str, str], dict[int, list[Edit]]] = {}
    for row in connection.execute(select(journal).execution_options(yield_per=2000)):
        line = bytes(row.line)
        if line_id(line) != row.id:
            yield Finding("finding.doctor.line_altered", row.id, {"stream": row.stream, "record": row.record})
            continue
        try:
            edit = read_edit(line)
        except BadInput as problem:
            yield Finding("finding.doctor.line_broken", row.id, {"reason": problem.code})
            continue
        copies = (row.stream, row.record, row.kind, row.origin, row.seq, row.made_at, row.act, row.undoes)
        if copies != (edit.stream, edit.record, edit.kind, edit.origin, edit.seq, edit.made_at, edit.act, edit.undoes):
            yield Finding("finding.doctor.columns", row.id, {"stream": row.stream, "record": row.record})
        chains.setdefault((edit.stream, edit.origin), {}).setdefault(edit.seq, []).append(edit)
    yield from _examine_chains(chains)
    yield from _examine_marks(connection, chains)


def examine_quarantine(connection: Connection) -> Iterator[Finding]:
    """The lines that were put aside, each against its hash."""
    for row in connection.execute(select(quarantine)):
        if line_id(bytes(row.line)) != row.id:
            yield Finding("finding.doctor.quarantined_altered", row.id)


def _examine_chains(chains: dict[tuple[str, str], dict[int, list[Edit]]]) -> Iterator[Finding]:
    """Each edit names the one before it: a line that was taken out or put in between shows."""
    for (stream, origin), by_seq in chains.items():
        for seq, edits in by_seq.items():
            if len(edits) > 1:
                yield Finding("finding.doctor.forked", origin, {"stream": stream, "seq": seq})
            before = {edit.id for edit in by_seq.get(seq - 1, ())}
            for edit in edits:
                if before and edit.prev not in before:
                    yield Finding("finding.doctor.chain", edit.id, {"stream": stream, "origin": origin, "seq": seq})


def _examine_marks(connection: Connection, chains: dict[tuple[str, str], dict[int, list[Edit]]]) -> Iterator[Finding]:
    marked = list(connection.execute(select(watermarks)))
    for stream, origin in chains.keys() - {(row.stream, row.origin) for row in marked}:
        yield Finding("finding.doctor.mark", origin, {"stream": stream})
    for row in marked:
        seqs = chains.get((row.stream, row.origin), {})
        held, highest = watermark(seqs), max(seqs, default=0)
        if row.forked != any(len(edits) > 1 for edits in seqs.values()):
            yield Finding("finding.doctor.fork_mark", row.origin, {"stream": row.stream})
        if (held, highest) != (row.held, row.highest):
            yield Finding(
                "finding.doctor.lines_missing", row.origin, {"stream": row.stream, "held": held, "expected": row.held, "highest": row.highest}
            )


def examine_rows(connection: Connection, second_file: Path) -> Iterator[Finding]:
    """Make every row again in an empty second store, by another path (backwards, in small pieces), and compare."""
    second = open_store(str(second_file))
    try:
        _fill_backwards(connection, second)
        with second.reading() as other:
            expected_rows, expected_conflicts = find.everything(other)
    finally:
        second.close()
    held_rows, held_conflicts = find.everything(connection)
    yield from _differences("finding.doctor.row", [column.name for column in rows.columns], held_rows, expected_rows, 2)
    yield from _differences("finding.doctor.conflict", [column.name for column in conflicts.columns], held_conflicts, expected_conflicts, 3)


def _fill_backwards(connection: Connection, second: Store) -> None:
    with second.writing() as target:
        for (stream,) in connection.execute(select(journal.c.stream).distinct()).all():
            query = select(journal.c.line).where(journal.c.stream == stream, is_shown()).order_by(journal.c.id.desc())
            pieces = connection.execute(query.execution_options(yield_per=_BATCH)).partitions()
            for piece in pieces:
                apply(target, stream, [edit for row in piece if (edit := _sound(bytes(row.line))) is not None])


def _sound(line: bytes) -> Edit | None:
    try:
        return read_edit(line)
    except BadInput:
        return None


def _differences(code: str, names: list[str], held: list[tuple[Any, ...]], expected: list[tuple[Any, ...]], keys: int) -> Iterator[Finding]:
    mine, theirs = ({row[:keys]: row for row in side} for side in (held, expected))
    for key in sorted(mine.keys() | theirs.keys()):
        ours, other = mine.get(key), theirs.get(key)
        if ours == other:
            continue
        columns = [name for name, left, right in zip(names, ours or (), other or (), strict=False) if left != right]
        yield Finding(
            code,
            key[1],
            {"stream": key[0], "columns": ", ".join(columns) or "-", "state": "altered" if ours and other else ("extra" if ours else "missing")},
        )
