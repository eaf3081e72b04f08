"""A node opened for work: a home or a city store, its photos, its origin, and the person who is working."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp import paths
from surveyapp.errors import HomeBusy, HomeMissing
from surveyapp.steps.clock import Clock, new_id
from surveyapp.store import journal, local
from surveyapp.store.blobs import Blobs
from surveyapp.store.connect import Transaction, is_server
from surveyapp.store.home import Home, Witness
from surveyapp.store.store import Store, open_store

_NODE = "node"
"""The lock for what belongs to a node as a whole, beside those of the streams."""


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

    def remember(self) -> None:
        """Note outside the home how far this origin has come: before it is closed, and whenever edits have been handed over."""
        if self.home and not self.store.read_only:
            with self.store.reading() as connection:
                self.home.remember(self.origin, Witness(local.get(connection, "session"), journal.last_made_at(connection, self.origin)))

    def close(self) -> None:
        """Remember how far this origin has come, give the database and the lock back, even when the database is gone."""
        try:
            self.remember()
        finally:
            self.store.close()
            if self.home:
                self.home.unlock()

    def begin_lifetime(self, connection: Transaction) -> str:
        """A new origin for this database, from the commit of this transaction on; answers it. The caller sets it on the node then."""
        fresh = _new_origin(connection)
        _note_end(connection, self.origin, self.clock)
        return fresh

    def become(self, other: Node) -> None:
        """Go on with another opening of the same home: its database was closed for a while."""
        self.store, self.blobs, self.origin, self.author = other.store, other.blobs, other.origin, other.author

    @property
    def folder(self) -> Path:
        """The folder that this node keeps its files in."""
        return self.home.folder if self.home else self.blobs.root.parent


def open_home(
    folder: Path,
    *,
    clock: Clock | None = None,
    make: bool = True,
    wait_seconds: float = 2.0,
    or_read_only: bool = False,
    put_back: bool = False,
) -> Node:
    """Open a laptop's home as its one writer. `or_read_only`: look at it when another program writes there, instead of HomeBusy.
    `put_back`: its database was just put there from a backup.

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
        return _open_locked(home, read_only, clock or Clock(), put_back=put_back)
    except BaseException:
        home.unlock()
        raise


def _open_locked(home: Home, read_only: bool, clock: Clock, *, put_back: bool) -> Node:
    store = open_store(str(home.database), read_only=read_only)
    blobs = Blobs(home.photos)
    try:
        if home.was_left_open and not read_only:
            blobs.sweep()
            home.sweep()
        return Node(store, blobs, _origin(store, home, clock, put_back=put_back), home, author=_author(store), clock=clock)
    except BaseException:
        store.close()
        raise


def reopen(home: Home, clock: Clock, *, put_back: bool = False) -> Node:
    """Open the database of a home again whose lock is held already. `put_back`: another one was put there from a backup."""
    return _open_locked(home, False, clock, put_back=put_back)


def open_city(address: str, photos: Path | None = None, *, clock: Clock | None = None, make: bool = True) -> Node:
    """Open a city store: a SQLite file or a PostgreSQL URL. Its photos lie in `photos`, which is remembered; see `_city_photos`."""
    store = open_store(address, make=make)
    try:
        with store.reading() as connection:
            origin, kept = local.get(connection, "origin"), local.get(connection, "photos")
        folder = str((photos or Path(kept or _city_photos(address))).absolute())
        if not origin or folder != kept:
            with store.writing([_NODE]) as connection:
                origin = local.get(connection, "origin") or _new_origin(connection)
                local.put(connection, "photos", folder)
        return Node(store, Blobs(Path(folder)), origin, author=_author(store), clock=clock or Clock())
    except BaseException:
        store.close()
        raise


def _city_photos(address: str) -> Path:
    """Where a city's photos lie when nobody says: beside the file, or in this machine's data folder for a server."""
    return paths.default_home() / "city-photos" if is_server(address) else Path(address).with_suffix(".photos")


@contextmanager
def looking_at(folder: Path) -> Iterator[Node]:
    """A home for the length of a command that only reads: beside an open window too."""
    node = open_home(folder, make=False, wait_seconds=0.0, or_read_only=True)
    try:
        yield node
    finally:
        node.close()


@contextmanager
def at_home(folder: Path, *, make: bool = False, clock: Clock | None = None, put_back: bool = False) -> Iterator[Node]:
    """A home for the length of one command."""
    node = open_home(folder, make=make, clock=clock, put_back=put_back)
    try:
        yield node
    finally:
        node.close()


def _origin(store: Store, home: Home, clock: Clock, *, put_back: bool) -> str:
    """The origin to go on under. Each opening begins a session that the database and the machine both note: a database that
    knows another session than the machine remembers, or has come less far, was put back from somewhere."""
    with store.reading() as connection:
        origin, fingerprint = local.get(connection, "origin"), local.get(connection, "fingerprint")
        here = Witness(local.get(connection, "session"), journal.last_made_at(connection, origin) if origin else 0)
    if store.read_only:
        return origin
    seen = home.witness(origin) if origin else None
    same = bool(origin) and not put_back and fingerprint == home.fingerprint()
    if seen is not None:
        same = same and seen.session == here.session and seen.made_at <= here.made_at
    session = new_id()
    with store.writing() as connection:
        if not same:
            fresh = _new_origin(connection)
            local.put(connection, "fingerprint", home.fingerprint())
            if origin:
                _note_end(connection, origin, clock)
            origin = fresh
        local.put(connection, "session", session)
    home.remember(origin, Witness(session, here.made_at if same else 0))
    return origin


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
