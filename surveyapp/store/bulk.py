"""Many rows at once: COPY on PostgreSQL, executemany of the bare driver on SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, Table, any_, func, literal, select


def insert(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given in the order of the table's columns. None of them may exist yet."""
    names = ", ".join(column.name for column in table.columns)
    if connection.dialect.name == "postgresql":
        with _bare(connection).cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(table.columns))
    _bare(connection).executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)


def is_among(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """The condition that a column holds one of many values, which travel as one parameter however many they are."""
    given = list(values)
    if connection.dialect.name == "postgresql":
        return column == any_(literal(given, ARRAY(column.type)))
    each = func.json_each(json.dumps(given)).table_valued("value")
    return column.in_(select(each.c.value))


class _Answer:
    """What the bare driver found: as much of a Result as `run` is asked for, at a third of its cost."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._cursor.fetchall())

    def first(self) -> tuple[Any, ...] | None:
        """The first row, None where there is none."""
        row: tuple[Any, ...] | None = self._cursor.fetchone()
        self._cursor.close()
        return row

    def scalar(self) -> Any:
        """The first value of the first row, None where there is none."""
        row = self.first()
        return row[0] if row else None


def run(connection: Connection, sql: str, *values: Any) -> _Answer:
    """The result of a fixed statement by the bare driver, `?` for each value: what every save does a dozen times must cost no compiling.

    `column AMONG ?` is true when the column holds one of the members of a list.
    """
    if connection.dialect.name == "postgresql":
        return _Answer(_bare(connection).execute(_spoken(sql, True), values))
    given = tuple(json.dumps(value) if isinstance(value, list) else value for value in values)
    return _Answer(_bare(connection).execute(_spoken(sql, False), given))


def many(connection: Connection, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run a fixed statement once for each row, by the bare driver of SQLite."""
    _bare(connection).executemany(sql, rows)


def _bare(connection: Connection) -> Any:
    """The bare connection, inside the transaction that the other one counts."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.driver_connection


@cache
def _spoken(sql: str, on_server: bool) -> str:
    """The statement as this database says it."""
    if on_server:
        return sql.replace("AMONG ?", "= ANY(?)").replace("?", "%s")
    return sql.replace("AMONG ?", "IN (SELECT value FROM json_each(?))")
