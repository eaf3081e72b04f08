"""Connections: SQLite through the sqlcipher3 driver (one fixed SQLite on every system), PostgreSQL through psycopg.

SQLite runs in WAL with synchronous=FULL. There is one writer connection, which alone checkpoints; readers can only read.
Transactions are begun by us (BEGIN IMMEDIATE), for the driver's own way leaves tables behind when a migration is rolled back.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from typing import Any

import sqlalchemy
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from surveyapp import paths
from surveyapp.errors import BadInput, DiskError, StoreAway, StoreDamaged, StoreError

_ALWAYS = ("PRAGMA busy_timeout=5000", "PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA mmap_size=0", "PRAGMA foreign_keys=OFF")
_WRITER = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=1000", "PRAGMA cache_size=-65536")
_READER = ("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0")


Transaction = Connection
"""What a reading or writing context hands out: rooms above pass it back, and look into it never."""


def is_server(url: str) -> bool:
    """Whether a store's address names a PostgreSQL server; anything else is the path of a SQLite file."""
    return url.startswith(("postgresql:", "postgres:", "postgresql+psycopg:"))


def sqlite_engine(file: Path, *, writes: bool, read_only: bool = False) -> Engine:
    """An engine on a SQLite file: the one writer, or a few readers. `read_only`: the file is opened so that nothing can touch it."""
    pragmas = (*_ALWAYS, *(_WRITER if writes else _READER))
    address = f"{file.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"

    def connect() -> Any:
        connection = sqlite.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
        return connection

    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=sqlite,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1 if writes else 3,
        max_overflow=0,
        pool_reset_on_return="rollback",
    )
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def server_engine(url: str) -> Engine:
    """An engine on a PostgreSQL server. Raises BadInput for an address that cannot be read."""
    try:
        address = sqlalchemy.make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as problem:
        raise BadInput("error.store_address") from problem
    return sqlalchemy.create_engine(address, pool_size=10, pool_pre_ping=True)


def told(address: str) -> str:
    """A store's address as it may be told to people: without the password."""
    if not is_server(address):
        return address
    try:
        return sqlalchemy.make_url(address).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return address.partition(":")[0]


@contextmanager
def translated(address: str) -> Iterator[None]:
    """What a driver says about disk, damage or a lost server, as one of our own errors. Everything else is a bug and passes."""
    try:
        yield
    except DBAPIError as problem:
        known = _known(problem.orig, told(address), is_lost=problem.connection_invalidated)
        if known is None:
            raise
        raise known from problem
    except JSONDecodeError as problem:  # what we keep as JSON is none any more
        raise StoreDamaged("error.store_damaged", where=told(address)) from problem
    except Exception as problem:  # the bare drivers, where they are used for speed
        known = _known(problem, told(address)) if _is_driver_error(problem) else None
        if known is None:
            raise
        raise known from problem


def _is_driver_error(problem: BaseException) -> bool:
    return isinstance(problem, sqlite.Error) or type(problem).__module__.partition(".")[0] == "psycopg"


def _known(problem: BaseException | None, where: str, *, is_lost: bool = False) -> DiskError | StoreError | None:
    """A server tells by SQLSTATE what is wrong, SQLite in words alone. What it says about our statements is a bug, however operational."""
    if type(problem).__module__.partition(".")[0] != "psycopg":
        known = _known_words(str(problem), where)
        return StoreAway("error.store_away", where=where) if known is None and is_lost else known
    state = str(getattr(problem, "sqlstate", None) or "")
    if state in _DISK_STATES:
        return DiskError(_DISK_STATES[state], path=where, free_mb=0, need_mb=paths.megabytes(0), reason=str(problem))
    if state in _DAMAGED_STATES:
        return StoreDamaged("error.store_damaged", where=where)
    is_unnamed = not state and any(each.__name__ == "OperationalError" for each in type(problem).__mro__)
    if is_lost or is_unnamed or state.startswith(_AWAY_STATES):
        return StoreAway("error.store_away", where=where)
    return None


_AWAY_STATES = ("08", "57P")
"""SQLSTATE classes of a lost connection and of a server that is shutting down or starting (PostgreSQL manual, appendix A)."""
_DISK_STATES = {"53100": "error.disk_full", "25006": "error.disk_read_only", "58030": "error.disk_failed"}
_DAMAGED_STATES = ("XX001", "XX002")


_DAMAGED = ("malformed", "not a database", "corrupt", "unsupported file format", "vtable constructor failed", "could not decode to utf-8")


def _known_words(said: str, where: str) -> DiskError | StoreError | None:
    lower = said.lower()
    if "disk is full" in lower or "no space left" in lower:
        return paths.disk_error(OSError(errno.ENOSPC, said), Path(where))
    if "readonly" in lower or "read-only" in lower:
        return paths.disk_error(OSError(errno.EROFS, said), Path(where))
    if "disk i/o" in lower or "unable to open" in lower:  # SQLite tells no more: the disk itself is asked
        return paths.disk_error(paths.refusal(Path(where).parent) or OSError(errno.EIO, said), Path(where))
    if "database is locked" in lower:
        return StoreError("error.store_locked", where=where)
    if any(each in lower for each in _DAMAGED):
        return StoreDamaged("error.store_damaged", where=where)
    return None
