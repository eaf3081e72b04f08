"""Backup and restore of a home. A restored home goes on under a new origin, so that nothing recorded since is ever overwritten."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths
from surveyapp.errors import BadInput, Cancelled, DiskError
from surveyapp.steps.node import Node, at_home
from surveyapp.store import lifetimes, new_file
from surveyapp.store.home import Home

Progress = Callable[[int, int, str], None]
COPYING = "backup.photos"


def free_name(folder: Path, stamp: str) -> Path:
    """A name for a backup in this folder that nothing has yet; `stamp` is the wall time."""
    base = f"surveyapp-backup-{stamp[:10]}"
    names = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def backup(
    node: Node,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    linked: bool = False,
) -> None:
    """Write a whole copy of this home: the database as one consistent file, and every original photo. The folder must not exist yet.

    `linked`: originals are named a second time instead of copied where the file system can do that, for they are never altered in place.
    Raises BadInput, DiskError, and Cancelled, after which nothing is left.
    """
    if node.home is None or folder.exists():
        raise BadInput("error.backup_exists", path=str(folder))
    if folder.absolute().is_relative_to(node.home.folder):
        raise BadInput("error.backup_inside", path=str(folder))
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        made = part.stat()
        node.store.copy_to(part / "journal.db")
        copy_photos(node.home.photos, part / "photos", progress, cancelled, linked)
        if not os.path.samestat(made, part.stat()):  # the disk was pulled: the folder was made anew where it had been, for a part of the files
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        part.replace(folder)
        paths.sync_folder(folder.parent)
    except OSError as problem:
        raise paths.disk_error(problem, folder, _size(node.home)) from problem
    except DiskError as problem:  # of one of its files: what is told is the backup and what all of it takes
        need = paths.megabytes(_size(node.home))
        raise DiskError(problem.code, **problem.facts | {"path": str(folder), "need_mb": need}) from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)
    if not node.store.read_only:
        with node.store.writing() as connection:
            lifetimes.note_backup(connection, node.clock.wall(), str(folder))


def _size(home: Home) -> int:
    """Bytes that a backup of this home takes."""
    return sum(file.stat().st_size for file in (home.database, *home.photos.glob("??/*")))


def copy_photos(source: Path, target: Path, progress: Progress | None, cancelled: Callable[[], bool], linked: bool = False) -> None:
    """Copy every original that is not there already."""
    files = sorted(source.glob("??/*"))
    for done, file in enumerate(files):
        if cancelled():
            raise Cancelled()
        if progress:
            progress(done, len(files), COPYING)
        there = target / file.relative_to(source)
        if there.exists() and there.stat().st_size == file.stat().st_size:
            continue
        if not (linked and _link(file, there)):
            copy_file(file, there)
    if progress:
        progress(len(files), len(files), COPYING)


def _link(file: Path, there: Path) -> bool:
    try:
        there.parent.mkdir(parents=True, exist_ok=True)
        os.link(file, there)
    except OSError:
        return False
    return True


def copy_file(source: Path, target: Path) -> None:
    """Copy a file so that it stands whole or not at all."""

    def write(out: BinaryIO) -> None:
        with source.open("rb") as file:
            shutil.copyfileobj(file, out)

    paths.write_durably(target, write)


def check_backup(folder: Path) -> None:
    """Look through a backup before it is trusted. Raises BadInput where there is none, StoreDamaged."""
    if not (folder / "journal.db").is_file():
        raise BadInput("error.backup_missing", path=str(folder))
    new_file.check_whole(folder / "journal.db")


def restore(folder: Path, home: Path) -> str:
    """Make a home from a backup, where none is yet; answers its new origin.

    The backup is looked through first, and its database comes last: until then there is no home that could be taken for whole.
    """
    check_backup(folder)
    if Home(home).database.exists():
        raise BadInput("error.home_exists", path=str(home))
    Home(home).make()
    try:
        for source in sorted((folder / "photos").glob("??/*")):
            copy_file(source, home / source.relative_to(folder))
        copy_file(folder / "journal.db", home / "journal.db")
    except OSError as problem:
        raise paths.disk_error(problem, home) from problem
    with at_home(home, put_back=True) as node:
        return node.origin
