"""A SQLite file comes into being whole: made and filled under a temporary name, made durable, then given its own name.

So a file of length zero, or one without our tables, is never a store half made: it is damage, or somebody else's, and is refused.
"""

from __future__ import annotations

import os
from pathlib import Path

from surveyapp import paths
from surveyapp.errors import StoreDamaged, StoreError
from surveyapp.store import migrate
from surveyapp.store.connect import sqlite_engine, translated

_BESIDE = ("-wal", "-shm", "-journal")


def make(file: Path) -> None:
    """Make an empty store under this name. If another program was faster, its file stands. Raises DiskError, StoreDamaged."""
    if any(_beside(file, end).exists() for end in _BESIDE):
        raise StoreDamaged("error.store_half", where=str(file))
    part = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        part.touch()
        _fill(part)
        _name(part, file)
        paths.sync_folder(file.parent)
    except OSError as problem:
        raise paths.disk_error(problem, file) from problem
    finally:
        _remove(part)


def _fill(part: Path) -> None:
    engine = sqlite_engine(part, writes=True)
    try:
        with translated(str(part)), engine.connect() as connection, connection.begin():
            migrate.bring_up(connection)
    finally:
        engine.dispose()
    with part.open("r+b") as handle:
        os.fsync(handle.fileno())


def _name(part: Path, file: Path) -> None:
    """Give the finished file its name, without ever putting it over another one where the file system can promise that."""
    try:
        os.link(part, file)
    except FileExistsError:
        return
    except OSError:
        part.replace(file)


def _remove(part: Path) -> None:
    for end in ("", *_BESIDE):
        paths.remove(_beside(part, end))


def _beside(file: Path, end: str) -> Path:
    return file.with_name(file.name + end)


def check(file: Path) -> None:
    """Raise StoreError when there is no such file, StoreDamaged when nothing is in it. What is in it, the store looks at itself."""
    try:
        if file.stat().st_size == 0:
            raise StoreDamaged("error.store_empty", where=str(file))
    except FileNotFoundError as problem:
        raise StoreError("error.store_missing", where=str(file)) from problem
    except OSError as problem:
        raise paths.disk_error(problem, file) from problem


def check_whole(file: Path) -> None:
    """Let SQLite look through the whole of a file from elsewhere before it is trusted. Raises StoreDamaged, StoreError, DiskError."""
    check(file)
    engine = sqlite_engine(file, writes=False, read_only=True)
    try:
        with translated(str(file)), engine.connect() as connection:
            said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    finally:
        engine.dispose()
    if said != "ok":
        raise StoreDamaged("error.store_damaged", where=str(file))
