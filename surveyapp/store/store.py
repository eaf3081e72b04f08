"""A store: one database of a node, opened. Reading and writing are contexts; a write is one transaction."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from surveyapp import paths
from surveyapp.domain.edits import Edit
from surveyapp.domain.merge import Record
from surveyapp.errors import HomeBusy, StoreDamaged
from surveyapp.store import aside, journal, migrate, new_file, project
from surveyapp.store.connect import is_server, server_engine, sqlite_engine, translated


class Store:
    """An open database. `address` is the path of a SQLite file or the URL of a PostgreSQL server."""

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        self.address = address
        self.read_only = read_only
        self._writer, self._reader = _engines(address, read_only=read_only)

    def prepare(self) -> None:
        """Bring the schema up, rebuild the rows if their version differs. A read-only store is only looked at.

        Raises StoreNewer, and StoreDamaged for a file that is a database but none of ours.
        """
        with self.reading() as connection:
            ready = migrate.is_ready(connection)
            if not is_server(self.address) and migrate.version(connection) is None:
                raise StoreDamaged("error.store_foreign", where=self.address)
        if ready:
            return
        if self.read_only:
            raise HomeBusy("error.store_older", where=self.address)
        with self.writing() as connection:
            if migrate.bring_up(connection):
                project.rebuild(connection)

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
            connection.exec_driver_sql("PRAGMA query_only=OFF")  # or SQLite would not even write another file
            try:
                connection.exec_driver_sql("VACUUM INTO ?", (str(file),))
            except UnicodeEncodeError as problem:  # a folder whose name is no text: SQLite cannot be told of it
                raise paths.disk_error(OSError(errno.EINVAL, problem.reason), file) from problem
            finally:
                connection.exec_driver_sql("PRAGMA query_only=ON")
                connection.exec_driver_sql("BEGIN")
        with file.open("r+b") as handle:
            os.fsync(handle.fileno())

    def close(self) -> None:
        """Give all connections back. The writer goes last: whoever leaves last checkpoints, and that is the writer's work alone."""
        self._reader.dispose()
        self._writer.dispose()


def _engines(address: str, *, read_only: bool) -> tuple[Engine, Engine]:
    if is_server(address):
        engine = server_engine(address)
        return engine, engine.execution_options(isolation_level="REPEATABLE READ")
    file = Path(address)
    return sqlite_engine(file, writes=True), sqlite_engine(file, writes=False, read_only=read_only)


def open_store(address: str, *, read_only: bool = False, make: bool = True) -> Store:
    """Open a store. `make`: make it if there is none yet; a server's database is only filled, never made.

    Raises BadInput (an address that cannot be read), StoreNewer, StoreDamaged, StoreAway, StoreError (none there) and DiskError.
    """
    if not is_server(address):
        file = Path(address)
        if make and not read_only and not file.exists():
            new_file.make(file)
        new_file.check(file)
    store = Store(address, read_only=read_only)
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    return store


def apply(
    connection: Connection, stream: str, edits: Sequence[Edit], earlier: Mapping[str, Sequence[Edit]] | None = None
) -> tuple[list[Edit], tuple[Record, ...]]:
    """Add edits of one stream to the journal and bring its rows up, in the caller's transaction. Answers the new edits and the touched records.

    `earlier`: what is shown of exactly the records of these edits, where the caller has just read it. Edits that were set aside and come
    again, or that something new builds on, are shown again; they are no new edits.
    The one way in which anything enters a store: recording, receiving and undo all end here.
    """
    marks = journal.marks(connection, stream)
    fresh = journal.fresh_of(connection, stream, edits, marks)
    back = aside.recall(connection, stream, edits, fresh) if marks else []
    if not fresh and not back:
        return [], ()
    if earlier is None or back:
        earlier = journal.of_records(connection, stream, {edit.record for edit in (*fresh, *back)}) if marks else {}
    if fresh:
        journal.append(connection, stream, fresh, marks)
    return fresh, project.project(connection, stream, earlier, fresh)
