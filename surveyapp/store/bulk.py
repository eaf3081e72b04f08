"""Many rows at once: COPY on PostgreSQL, executemany of the bare driver on SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, Table, any_, func, literal, select


def insert(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given in the order of the table's columns. None of them may exist yet."""
    names = ", ".join(column.name for column in table.columns)
    if connection.dialect.name == "postgresql":
        driver = connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    held = rows if isinstance(rows, list) else list(rows)
    if held:
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", held)


def is_among(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """The condition that a column holds one of many values, which travel as one parameter however many they are."""
    given = list(values)
    if connection.dialect.name == "postgresql":
        return column == any_(literal(given, ARRAY(column.type)))
    each = func.json_each(json.dumps(given)).table_valued("value")
    return column.in_(select(each.c.value))


def run(connection: Connection, sql: str, *values: Any) -> Any:
    """The result of a fixed statement by the bare driver, `?` for each value: what every save does a dozen times must cost no compiling.

    `column AMONG ?` is true when the column holds one of the members of a list.
    """
    on_server = connection.dialect.name == "postgresql"
    given = tuple(value if on_server or not isinstance(value, list) else json.dumps(value) for value in values)
    return connection.exec_driver_sql(_spoken(sql, on_server), given)


@cache
def _spoken(sql: str, on_server: bool) -> str:
    """The statement as this database says it."""
    if on_server:
        return sql.replace("AMONG ?", "= ANY(?)").replace("?", "%s")
    return sql.replace("AMONG ?", "IN (SELECT value FROM json_each(?))")
