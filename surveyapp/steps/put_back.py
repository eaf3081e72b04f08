"""Put back: this home goes on from a backup, under a new origin. What it held until then is backed up first, beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from surveyapp import paths
from surveyapp.errors import BadInput, HomeBusy
from surveyapp.steps.backup import Progress, backup, check_backup, copy_file, copy_photos, free_name
from surveyapp.steps.node import Node, reopen
from surveyapp.store.home import Home


def put_back(node: Node, folder: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] = lambda: False) -> Path:
    """Put a backup in the place of an open home, which is open on it from then on; answers the backup of what it held before.

    Until the one moment in which the database changes its name, everything is as it was: a failure or Cancelled before it
    changes nothing. Photos are only added: their names are their hashes.
    Raises BadInput, StoreDamaged, DiskError, HomeBusy while another window is open on this home, Cancelled.
    """
    home = node.home
    if home is None or node.store.read_only:
        raise BadInput("error.home_read_only")
    if folder.absolute() == home.folder:
        raise BadInput("error.backup_itself", path=str(folder))
    check_backup(folder)
    before = free_name(home.folder.parent, node.clock.wall())
    backup(node, before, progress=progress, cancelled=cancelled, linked=True)
    copy_photos(folder / "photos", home.photos, progress, cancelled)
    fresh, old = home.folder / ".journal.db.fresh", home.folder / ".journal.db.before"
    try:
        copy_file(folder / "journal.db", fresh)
        _swap(node, home, fresh, old)
    except OSError as problem:
        raise paths.disk_error(problem, home.folder) from problem
    finally:
        for left in (fresh, old):
            paths.remove(left)
    return before


def _swap(node: Node, home: Home, fresh: Path, old: Path) -> None:
    """Give the fresh database the name of the old one. What cannot be opened then gives way to the old one again."""
    node.remember()
    node.store.close()
    try:
        _leave_nothing_beside(home)
        old.unlink(missing_ok=True)
        os.link(home.database, old)
        fresh.replace(home.database)
        paths.sync_folder(home.folder)
    except BaseException:
        node.become(reopen(home, node.clock))
        raise
    try:
        node.become(reopen(home, node.clock, put_back=True))
    except BaseException:
        old.replace(home.database)
        node.become(reopen(home, node.clock))
        raise


def _leave_nothing_beside(home: Home) -> None:
    """The write-ahead log belongs to the old database: SQLite removes it with the last window that closes, and only then may another come."""
    log = home.database.with_name(f"{home.database.name}-wal")
    if log.exists() and log.stat().st_size:
        raise HomeBusy("error.home_looked_at", path=str(home.folder))
