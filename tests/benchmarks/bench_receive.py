"""Receiving into a store, beside the least that any store must do with the same content: write the journal lines and the rows.

The floor of SQLite is the bare driver's executemany in one durable transaction, that of PostgreSQL is COPY. What is timed on our side
begins with the lines of a verified package: door check, hash, merge, watermarks, rows, conflicts, commit.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select

from surveyapp.domain.edits import Edit
from surveyapp.steps.receive import take_in, without_collector
from surveyapp.store import schema
from surveyapp.store.own_server import own_server
from surveyapp.store.store import open_store
from tests.benchmarks.survey_edits import Crowd

Row = tuple[str, float, float, float | None, float]
Tables = dict[str, list[tuple[Any, ...]]]


def receive_lines(address: str, by_stream: Sequence[tuple[str, list[bytes]]]) -> float:
    """Seconds to apply lines as receiving does, in one transaction."""
    store = open_store(address)
    begun = time.perf_counter()
    streams = [stream for stream, _ in by_stream]
    with without_collector(), store.writing(streams) as connection:
        take_in(connection, chain.from_iterable(lines for _, lines in by_stream), streams, "", lambda _: None)
    took = time.perf_counter() - begun
    store.close()
    return took


def grouped(edits: Sequence[Edit]) -> list[tuple[str, list[bytes]]]:
    """Lines by stream, in the order of a package."""
    streams: dict[str, list[bytes]] = {}
    for edit in sorted(edits, key=lambda each: (each.stream, each.origin, each.seq)):
        streams.setdefault(edit.stream, []).append(edit.line)
    return list(streams.items())


def written(address: str) -> Tables:
    """What a store has written down: the rows of journal and projection."""
    store = open_store(address)
    with store.reading() as connection:
        found = {table.name: [tuple(row) for row in connection.execute(select(table))] for table in (schema.journal, schema.rows)}
    store.close()
    return found


def _sqlite_floor(folder: Path, tables: Tables) -> float:
    file = folder / f"{uuid4().hex}.db"
    open_store(str(file)).close()  # the same tables with the same indexes
    connection = sqlite.connect(str(file), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table in (schema.journal, schema.rows):
        marks = ", ".join("?" * len(table.columns))
        connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", tables[table.name])
    connection.execute("COMMIT")
    took = time.perf_counter() - begun
    connection.close()
    return took


def _server_floor(url: str, tables: Tables) -> float:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table in (schema.journal, schema.rows):
            cursor.execute(f"CREATE TABLE floor_{table.name} (LIKE {table.name} INCLUDING ALL)")  # type: ignore[arg-type]
        connection.commit()
        begun = time.perf_counter()
        for table in (schema.journal, schema.rows):
            with cursor.copy(f"COPY floor_{table.name} FROM STDIN") as copy:  # type: ignore[arg-type]
                for row in tables[table.name]:
                    copy.write_row(row)
        connection.commit()
        took = time.perf_counter() - begun
        for table in (schema.journal, schema.rows):
            cursor.execute(f"DROP TABLE floor_{table.name}")  # type: ignore[arg-type]
    return took


def _medians(rounds: int, ours: Callable[[], float], floor: Callable[[], float]) -> tuple[float, float]:
    """Interleaved runs of both."""
    pairs = [(floor(), ours()) for _ in range(rounds)]
    return statistics.median(each[1] for each in pairs), statistics.median(each[0] for each in pairs)


def sqlite_rows(count: int = 100_000, rounds: int = 3) -> list[Row]:
    """First load of a SQLite store, at full size and a tenth: the exponent tells how it grows."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in (count // 10, count):
            crowd = Crowd(1)
            lines = grouped(crowd.edits(size, crowd.streams(size)))
            receive_lines(str(folder / f"{size}.db"), lines)
            tables = written(str(folder / f"{size}.db"))
            ours, floor = _medians(rounds, lambda: receive_lines(str(folder / f"{uuid4().hex}.db"), lines), lambda: _sqlite_floor(folder, tables))  # noqa: B023
            found.append((f"receive {size:,} edits into SQLite", ours, floor, None, 4.0))
    return found


def _database(server: str) -> str:
    name = f"b{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    return server.replace("/postgres?", f"/{name}?")


def server_rows(count: int = 200_000, rounds: int = 3) -> list[Row]:
    """First load of a PostgreSQL store, the same number of edits onto the records that are there, and a full resend with 1 % new."""
    crowd = Crowd(2)
    streams = crowd.streams(count)
    first, onto = crowd.edits(count, streams), crowd.edits(count, streams, corrections=1.0)
    fresh = crowd.edits(count // 100, streams)
    resend = first + fresh
    Random(3).shuffle(resend)
    times: dict[str, list[float]] = {"first": [], "onto": [], "resend": [], "floor": [], "floor_onto": []}
    with own_server() as server:
        for _ in range(rounds):
            url = _database(server)
            times["first"].append(receive_lines(url, grouped(first)))
            tables = written(url)
            times["floor"].append(_server_floor(url, tables))
            again = _database(server)
            receive_lines(again, grouped(first))
            times["resend"].append(receive_lines(again, grouped(resend)))
            times["onto"].append(receive_lines(url, grouped(onto)))
            touched = {(edit.stream, edit.record) for edit in onto}
            held, ids = written(url), {edit.id for edit in onto}
            tables = {
                "journal": [row for row in held["journal"] if row[1] in ids],
                "rows": [row for row in held["rows"] if (row[0], row[1]) in touched],
            }
            times["floor_onto"].append(_server_floor(url, tables))
    middle = {name: statistics.median(each) for name, each in times.items()}
    return [
        (f"receive {count:,} edits into PostgreSQL, first load", middle["first"], middle["floor"], None, 2.5),
        (f"receive {count:,} edits into PostgreSQL, onto existing records", middle["onto"], middle["floor_onto"], None, 3.5),
        (f"receive {count:,} edits into PostgreSQL again, 1 % new", middle["resend"], middle["floor"], None, 1.7),
    ]


def growth() -> list[tuple[str, float, float, float, float]]:
    """(what, edits, ten times as many, seconds of each): the first load of a SQLite store."""
    small, large = sqlite_rows()
    return [("receive into SQLite, edits", 10_000, 100_000, small[1], large[1])]


def rows() -> list[Row]:
    """(what, ours, floor, peer, goal) in seconds."""
    return [*sqlite_rows(), *server_rows()]


if __name__ == "__main__":
    for row in rows():
        print(row, round(row[1] / row[2], 2))
