"""Backup and restore of a home. A restored home goes on under a new origin, so that nothing recorded since is ever overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node, open_home
from surveyapp.store.home import Home


def backup(node: Node, folder: Path) -> None:
    """Write a whole copy of this home: the database as one consistent file, and every original photo. The folder must not exist yet."""
    if node.home is None or folder.exists():
        raise BadInput("error.backup_exists", path=str(folder))
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
        shutil.rmtree(part, ignore_errors=True)
        raise paths.disk_error(problem, folder) from problem


def _copy_durably(source: str, target: str) -> None:
    def write(out: BinaryIO) -> None:
        with Path(source).open("rb") as file:
            shutil.copyfileobj(file, out)

    paths.write_durably(Path(target), write)


def restore(folder: Path, home: Path) -> str:
    """Make a home from a backup, where none is yet; answers its new origin."""
    if not (folder / "journal.db").is_file():
        raise BadInput("error.backup_missing", path=str(folder))
    if Home(home).database.exists():
        raise BadInput("error.home_exists", path=str(home))
    Home(home).make()
    for source in sorted(folder.rglob("*")):
        if source.is_file():
            _copy_durably(str(source), str(home / source.relative_to(folder)))
    node = open_home(home)
    try:
        return node.origin
    finally:
        node.close()
