"""A store: one database of a node, opened. Reading and writing are contexts; a write is one transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from surveyapp.domain.edits import Edit
from surveyapp.domain.merge import Record
from surveyapp.errors import HomeBusy
from surveyapp.store import journal, local, migrate, project, schema
from surveyapp.store.connect import is_server, server_engine, sqlite_engine, translated


class Store:
    """An open database. `address` is the path of a SQLite file or the URL of a PostgreSQL server."""

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        self.address = address
        self.read_only = read_only
        self._writer, self._reader = _engines(address)

    def prepare(self) -> None:
        """Bring the schema up, rebuild the rows if their version differs. A read-only store is only looked at."""
        if self.read_only or self._is_ready():
            return
        with self.writing() as connection:
            if migrate.bring_up(connection):
                project.rebuild(connection)

    def _is_ready(self) -> bool:
        with self.reading() as connection:
            return migrate.version(connection) == migrate.HEAD and local.get(connection, "projection") == str(schema.PROJECTION)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database until it is given back."""
        with translated(self.address), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, streams: Iterable[str] = ()) -> Iterator[Connection]:
        """One transaction: committed whole when the block ends well, gone when it does not. Holds the streams."""
        if self.read_only:
            raise HomeBusy("error.home_read_only")
        with translated(self.address), self._writer.connect() as connection, connection.begin():
            journal.lock(connection, streams)
            yield connection

    def copy_to(self, file: Path) -> None:
        """Write the whole SQLite database as one consistent file, made durable, while others may go on reading."""
        with translated(str(file)), self._reader.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM INTO ?", (str(file),))
            connection.exec_driver_sql("BEGIN")
        with file.open("r+b") as handle:
            os.fsync(handle.fileno())

    def close(self) -> None:
        """Give all connections back."""
        self._writer.dispose()
        self._reader.dispose()


def _engines(address: str) -> tuple[Engine, Engine]:
    if is_server(address):
        engine = server_engine(address)
        return engine, engine.execution_options(isolation_level="REPEATABLE READ")
    return sqlite_engine(Path(address), writes=True), sqlite_engine(Path(address), writes=False)


def open_store(address: str, *, read_only: bool = False) -> Store:
    """Open a store, making it if it is new. Raises StoreNewer, StoreDamaged, StoreAway, DiskError."""
    if not is_server(address) and not read_only:
        with translated(address):
            Path(address).parent.mkdir(parents=True, exist_ok=True)
            _make_file(Path(address))
    store = Store(address, read_only=read_only)
    store.prepare()
    return store


def _make_file(file: Path) -> None:
    """The writer opens first, so that readers find a database in WAL mode."""
    if not file.exists():
        engine = sqlite_engine(file, writes=True)
        with engine.connect():
            pass
        engine.dispose()


def apply(connection: Connection, stream: str, edits: Sequence[Edit]) -> tuple[list[Edit], tuple[Record, ...]]:
    """Add edits of one stream to the journal and bring its rows up, in the caller's transaction. Answers the new edits and the touched records.

    The one way in which anything enters a store: recording, receiving and undo all end here.
    """
    fresh = journal.append(connection, stream, edits)
    return fresh, project.project(connection, stream, fresh) if fresh else ()
