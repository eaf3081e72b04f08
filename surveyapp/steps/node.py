"""A node opened for work: a home or a city store, its photos, its origin, and the person who is working."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp.errors import HomeBusy, HomeMissing
from surveyapp.steps.clock import Clock, new_id
from surveyapp.store import journal, local
from surveyapp.store.blobs import Blobs
from surveyapp.store.connect import Transaction, is_server
from surveyapp.store.home import Home
from surveyapp.store.store import Store, open_store


@dataclass
class Node:
    """An open store with what belongs to it. `author` is the person record in whose name edits are made."""

    store: Store
    blobs: Blobs
    origin: str
    home: Home | None = None
    author: str = ""
    clock: Clock = field(default_factory=Clock)
    new_id: Callable[[], str] = new_id

    def close(self) -> None:
        """Remember how far this origin has come, give the database and the lock back."""
        if self.home and not self.store.read_only:
            with self.store.reading() as connection:
                self.home.remember(self.origin, journal.last_made_at(connection, self.origin))
        self.store.close()
        if self.home:
            self.home.unlock()

    @property
    def folder(self) -> Path:
        """The folder that this node keeps its files in."""
        return self.home.folder if self.home else self.blobs.root.parent


def open_home(folder: Path, *, clock: Clock | None = None, make: bool = True, wait_seconds: float = 2.0, or_read_only: bool = False) -> Node:
    """Open a laptop's home as its one writer. `or_read_only`: look at it when another program writes there, instead of HomeBusy.

    A home that was copied, cloned or put back from a backup goes on under a new origin.
    """
    home = Home(folder)
    if not make and not home.database.exists():
        raise HomeMissing("error.home_missing", path=str(home.folder))
    home.make()
    read_only = False
    try:
        home.lock(wait_seconds)
    except HomeBusy:
        if not or_read_only:
            raise
        read_only = True
    try:
        store = open_store(str(home.database), read_only=read_only)
        origin = _origin(store, home, clock or Clock())
    except BaseException:
        home.unlock()
        raise
    return Node(store, Blobs(home.photos), origin, home, author=_author(store), clock=clock or Clock())


def open_city(address: str, photos: Path | None = None, *, clock: Clock | None = None) -> Node:
    """Open a city store: a SQLite file or a PostgreSQL URL. Its photos lie in `photos`, by default in a folder beside the file."""
    store = open_store(address)
    folder = photos or (Path("city-photos") if is_server(address) else Path(address).with_suffix(".photos"))
    with store.writing() as connection:
        origin = local.get(connection, "origin") or _new_origin(connection)
    return Node(store, Blobs(folder.absolute()), origin, author=_author(store), clock=clock or Clock())


@contextmanager
def at_home(folder: Path, *, make: bool = False, clock: Clock | None = None) -> Iterator[Node]:
    """A home for the length of one command."""
    node = open_home(folder, make=make, clock=clock)
    try:
        yield node
    finally:
        node.close()


def _origin(store: Store, home: Home, clock: Clock) -> str:
    with store.reading() as connection:
        origin, fingerprint = local.get(connection, "origin"), local.get(connection, "fingerprint")
        came_to = journal.last_made_at(connection, origin) if origin else 0
    same = bool(origin) and fingerprint == home.fingerprint() and came_to >= home.witness(origin)
    if same or store.read_only:
        return origin
    with store.writing() as connection:
        fresh = _new_origin(connection)
        local.put(connection, "fingerprint", home.fingerprint())
        if origin:
            _note_end(connection, origin, clock)
    return fresh


def _new_origin(connection: Transaction) -> str:
    """Begin a new lifetime: a new id, and numbers from one again under its own prefix."""
    origin = new_id()
    local.put(connection, "origin", origin)
    for kind in ("community", "building", "defect", "need", "photo"):
        local.put(connection, f"counter.{kind}", "0")
    return origin


def _note_end(connection: Transaction, origin: str, clock: Clock) -> None:
    """Keep the earlier origins of this database, for `doctor` and for people who ask why the prefix changed."""
    earlier = json.loads(local.get(connection, "earlier_origins", "[]"))
    local.put(connection, "earlier_origins", json.dumps([*earlier, {"origin": origin, "until": clock.wall()}]))


def _author(store: Store) -> str:
    with store.reading() as connection:
        return local.get(connection, "setting.inspector")
