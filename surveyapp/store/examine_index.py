"""The part of the examination that looks at what search is built on: the short ids of rows, and SQLite's index of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from surveyapp.errors import Finding
from surveyapp.store import search
from surveyapp.store.schema import rows


def examine_ids(connection: Connection) -> Iterator[Finding]:
    """Each row has an id of its own, and a server has not given out a higher one than its sequence knows."""
    shared = select(rows.c.id).group_by(rows.c.id).having(func.count() > 1)
    highest = _last_given(connection)
    wrong = rows.c.id.is_(None) | (rows.c.id < 1) | rows.c.id.in_(shared) | (rows.c.id > highest if highest is not None else False)
    for row in connection.execute(select(rows.c.stream, rows.c.record, rows.c.id).where(wrong)):
        yield Finding("finding.doctor.row_id", row.record, {"stream": row.stream, "id": row.id})


def _last_given(connection: Connection) -> int | None:
    if connection.dialect.name != "postgresql":
        return None
    return connection.execute(text("SELECT last_value FROM rows_ids")).scalar()


def examine_search(connection: Connection) -> Iterator[Finding]:
    """The index holds the pieces of every row's words, each in its place, and nothing else. Only a SQLite file has one."""
    if connection.dialect.name != "sqlite":
        return
    held = _held_sums(connection)
    for row in connection.execute(select(rows.c.id, rows.c.record, rows.c.text, rows.c.initials).execution_options(yield_per=2000)):
        expected = sum(map(hash, search.pieces_of(row.text or "", row.initials or "")))
        if held.pop(row.id, 0) != expected:
            yield Finding("finding.doctor.search", row.record, {"id": row.id})
    for left in sorted(held):
        yield Finding("finding.doctor.search", str(left), {"id": left})


def _held_sums(connection: Connection) -> Counter[int]:
    """Of each row in the index, the sum of the hashes of its (column, place, piece): the index keeps no text that could be compared.

    The vocabulary is a temporary view of the index, which SQLite makes on no connection that may only read.
    """
    read_only = connection.exec_driver_sql("PRAGMA query_only").scalar()
    connection.exec_driver_sql("PRAGMA query_only=OFF")
    sums: Counter[int] = Counter()
    try:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.search_pieces USING fts5vocab(main, rows_search, instance)")
        for row, column, place, piece in connection.exec_driver_sql('SELECT doc, col, "offset", term FROM temp.search_pieces'):
            sums[row] += hash((column, place, piece))
        connection.exec_driver_sql("DROP TABLE temp.search_pieces")
    finally:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    return sums
