"""Backup and restore of a home. A restored home goes on under a new origin, so that nothing recorded since is ever overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node, at_home
from surveyapp.store import new_file
from surveyapp.store.home import Home


def backup(node: Node, folder: Path) -> None:
    """Write a whole copy of this home: the database as one consistent file, and every original photo. The folder must not exist yet."""
    if node.home is None or folder.exists():
        raise BadInput("error.backup_exists", path=str(folder))
    if folder.absolute().is_relative_to(node.home.folder):
        raise BadInput("error.backup_inside", path=str(folder))
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        node.store.copy_to(part / "journal.db")
        if node.home.photos.is_dir():
            shutil.copytree(node.home.photos, part / "photos", copy_function=_copy_durably)
        part.replace(folder)
        paths.sync_folder(folder.parent)
    except OSError as problem:
        raise paths.disk_error(problem, folder) from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _copy_durably(source: str, target: str) -> None:
    def write(out: BinaryIO) -> None:
        with Path(source).open("rb") as file:
            shutil.copyfileobj(file, out)

    paths.write_durably(Path(target), write)


def restore(folder: Path, home: Path) -> str:
    """Make a home from a backup, where none is yet; answers its new origin.

    The backup is looked through first, and its database comes last: until then there is no home that could be taken for whole.
    """
    if not (folder / "journal.db").is_file():
        raise BadInput("error.backup_missing", path=str(folder))
    if Home(home).database.exists():
        raise BadInput("error.home_exists", path=str(home))
    new_file.check_whole(folder / "journal.db")
    Home(home).make()
    try:
        for source in sorted((folder / "photos").glob("??/*")):
            _copy_durably(str(source), str(home / source.relative_to(folder)))
        _copy_durably(str(folder / "journal.db"), str(home / "journal.db"))
    except OSError as problem:
        raise paths.disk_error(problem, home) from problem
    with at_home(home, put_back=True) as node:
        return node.origin
