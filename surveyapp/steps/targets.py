"""Targets: what is written for others never goes over what a node keeps."""

from __future__ import annotations

from pathlib import Path

from surveyapp.errors import BadInput
from surveyapp.steps.node import Node
from surveyapp.store.connect import is_server
from surveyapp.store.home import Home

_BESIDE = ("", "-wal", "-shm", "-journal")


def check_target(node: Node, target: Path) -> None:
    """Raise BadInput where a file to be written is the node's own database, a file beside it, its lock, or lies inside its photos folder."""
    database = None if is_server(node.store.address) else Path(node.store.address)
    _check(target, database, node.blobs.root, node.home)


def check_home_target(folder: Path, target: Path) -> None:
    """The same for a home that need not be open, or be there at all."""
    home = Home(folder)
    _check(target, home.database, home.photos, home)


def _check(target: Path, database: Path | None, photos: Path, home: Home | None) -> None:
    given = target.expanduser().resolve()
    kept = [] if database is None else [database.with_name(database.name + end) for end in _BESIDE]
    kept += [] if home is None else [home.folder / "lock"]
    is_kept = any(given == each.resolve() or (given.exists() and each.exists() and given.samefile(each)) for each in kept)
    if is_kept or given.is_relative_to(photos.resolve()):
        raise BadInput("error.target_is_store", path=str(target))
