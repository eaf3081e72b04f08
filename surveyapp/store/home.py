"""The home of a laptop's work: its folders, the lock that lets one program write, and how a copied or restored home shows.

An origin is one lifetime of one database on one machine. A home that was copied, cloned or put back from a backup must go on
under a new one: a restored home that went on counting would lose every new edit silently at the receivers.
"""

from __future__ import annotations

import json
import os
import socket
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from surveyapp import paths
from surveyapp.errors import HomeBusy, HomeUnsuitable

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs"})
_FAT = frozenset({"vfat", "msdos", "exfat", "fuseblk"})
_CLOUD = ("onedrive", "dropbox", "nutstore", "icloud", "baidunetdisk", "google drive")


@dataclass(frozen=True, slots=True)
class Witness:
    """What a machine remembers of an origin: the session in which it was last open, and the greatest logical time it had come to."""

    session: str
    made_at: int


class Home:
    """The folders of a home. `was_left_open`: whoever wrote here last did not close it (a crash, a power cut)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().absolute()
        self.database = self.folder / "journal.db"
        self.photos = self.folder / "photos"
        self.derived = self.folder / "derived"
        self.exports = self.folder / "exports"
        self.refused = self.folder / "refused"
        self.was_left_open = False
        self._lock: IO[str] | None = None

    def make(self) -> None:
        """Make the folder, or raise HomeUnsuitable where it could not keep a database safe."""
        problem = unsuitable(self.folder)
        if problem:
            raise HomeUnsuitable(problem, path=str(self.folder))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as refused:
            raise paths.disk_error(refused, self.folder) from refused

    def lock(self, wait_seconds: float = 2.0) -> None:
        """Become the one writer of this home. Waits, then raises HomeBusy naming who holds it."""
        try:
            handle = (self.folder / "lock").open("a+", encoding="utf-8")
        except OSError as refused:
            raise paths.disk_error(refused, self.folder / "lock") from refused
        end = time.monotonic() + wait_seconds
        while not _try_lock(handle):
            if time.monotonic() >= end:
                handle.seek(0)
                holder = handle.read().strip() or "?"
                handle.close()
                raise HomeBusy("error.home_busy", holder=holder, path=str(self.folder))
            time.sleep(0.05)
        handle.seek(0)
        self.was_left_open = bool(handle.read().strip())
        self._lock = handle
        self._sign(f"{socket.gethostname()} {os.getpid()}")

    def _sign(self, holder: str) -> None:
        """Say in the lock file who holds it. It is only told to people, so a full disk is no reason to stop."""
        assert self._lock is not None
        try:
            self._lock.truncate(0)
            self._lock.write(holder)
            self._lock.flush()
        except OSError:
            return

    def unlock(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._sign("")
            self._lock.close()
            self._lock = None

    def sweep(self) -> int:
        """Remove what a crash left half written beside the photos; answers how many files that were. Only while the lock is held."""
        left = ((self.folder, ".journal.db.*.new*"), (self.folder, ".*.part"), (self.exports, ".*.part"), (self.derived, "**/*.part"))
        return sum(paths.remove_left(folder, pattern) for folder, pattern in left)

    def fingerprint(self) -> str:
        """What changes when the database file is copied, cloned or put back: machine, place and the file's own identity."""
        held = self.database.stat()
        return json.dumps([_machine(), str(self.database), held.st_dev if os.name != "nt" else 0, held.st_ino])

    def witness(self, origin: str) -> Witness | None:
        """What this machine remembers of an origin, outside the home; None where it knows nothing."""
        try:
            session, made_at = self._witness(origin).read_text(encoding="ascii").split()
            return Witness(session, int(made_at))
        except (OSError, ValueError):
            return None

    def remember(self, origin: str, seen: Witness) -> None:
        """Note how far an origin has come, so that an older database put in its place shows. A best effort: losing it loses nothing."""
        file = self._witness(origin)
        part = file.with_name(f".{file.name}.{os.getpid()}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(f"{seen.session} {seen.made_at}", encoding="ascii")
            part.replace(file)
        except OSError:
            return

    def _witness(self, origin: str) -> Path:
        return paths.state_folder() / "origins" / origin


def unsuitable(folder: Path) -> str:
    """The code of the reason why a database is not safe in this folder; empty where it is."""
    kind = _file_system(folder)
    if kind in _NETWORK or str(folder).startswith("\\\\"):
        return "error.home_network"
    if kind in _FAT:
        return "error.home_fat"
    if any(name in part.lower() for part in folder.parts for name in _CLOUD):
        return "error.home_cloud"
    return ""


def _file_system(folder: Path) -> str:
    """The type of file system that holds a folder, where the system tells (Linux)."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        mounts = [[part.replace(r"\040", " ") for part in line.split()[1:3]] for line in lines]
    except OSError:
        return ""
    best = max((point for point, _ in mounts if folder.is_relative_to(point)), key=len, default="")
    return next((kind for point, kind in reversed(mounts) if point == best), "")


def _machine() -> str:
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except OSError:
        return f"{uuid.getnode():x}"


if os.name == "nt":
    import msvcrt

    def _try_lock(handle: IO[str]) -> bool:
        try:
            handle.seek(1 << 20)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: IO[str]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
