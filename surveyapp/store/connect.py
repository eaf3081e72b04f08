"""Connections: SQLite through the sqlcipher3 driver (one fixed SQLite on every system), PostgreSQL through psycopg.

SQLite runs in WAL with synchronous=FULL. There is one writer connection, which alone checkpoints; readers can only read.
Transactions are begun by us (BEGIN IMMEDIATE), for the driver's own way leaves tables behind when a migration is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from surveyapp.errors import DiskError, StoreAway, StoreDamaged, StoreError

_ALWAYS = ("PRAGMA busy_timeout=5000", "PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA mmap_size=0", "PRAGMA foreign_keys=OFF")
_WRITER = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=1000")
_READER = ("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0")


Transaction = Connection
"""What a reading or writing context hands out: rooms above pass it back, and look into it never."""


def is_server(url: str) -> bool:
    """Whether a store's address names a PostgreSQL server; anything else is the path of a SQLite file."""
    return url.startswith(("postgresql:", "postgres:", "postgresql+psycopg:"))


def sqlite_engine(file: Path, *, writes: bool) -> Engine:
    """An engine on a SQLite file: the one writer, or a few readers."""
    pragmas = (*_ALWAYS, *(_WRITER if writes else _READER))

    def connect() -> Any:
        connection = sqlite.connect(str(file), isolation_level=None, check_same_thread=False, timeout=5)
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
    """An engine on a PostgreSQL server."""
    address = sqlalchemy.make_url(url).set(drivername="postgresql+psycopg")
    return sqlalchemy.create_engine(address, pool_size=10, pool_pre_ping=True)


@contextmanager
def translated(where: str) -> Iterator[None]:
    """What a driver says about disk, damage or a lost server, as one of our own errors. Everything else is a bug and passes."""
    try:
        yield
    except DBAPIError as problem:
        known = _known(str(problem.orig), where)
        if known is None and problem.connection_invalidated:
            known = StoreAway("error.store_away", where=where)
        if known is None:
            raise
        raise known from problem
    except sqlite.DatabaseError as problem:
        known = _known(str(problem), where)
        if known is None:
            raise
        raise known from problem


def _known(said: str, where: str) -> DiskError | StoreError | None:
    lower = said.lower()
    if "disk is full" in lower or "no space left" in lower:
        return DiskError("error.disk_full", path=where, free_mb=0, reason=said)
    if "readonly" in lower or "read-only" in lower:
        return DiskError("error.disk_read_only", path=where, free_mb=0, reason=said)
    if "disk i/o" in lower or "unable to open" in lower:
        return DiskError("error.disk_failed", path=where, free_mb=0, reason=said)
    if "could not connect" in lower or "connection failed" in lower or "connection refused" in lower:
        return StoreAway("error.store_away", where=where)
    if "malformed" in lower or "not a database" in lower or "corrupt" in lower:
        return StoreDamaged("error.store_damaged", where=where)
    return None
