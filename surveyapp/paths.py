"""Where things lie: the program's own resources, and the home of a laptop's work."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from surveyapp.errors import DiskError


def program_root() -> Path:
    """The folder that holds `resources/` and `db/`: the checkout, or the folder of the frozen app."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """A file or folder below `resources/`."""
    return program_root().joinpath("resources", *parts)


def migrations() -> Path:
    """The folder of the Alembic history."""
    return program_root() / "db"


def default_home() -> Path:
    """SURVEYAPP_HOME, or the platform's folder for a user's data."""
    given = os.environ.get("SURVEYAPP_HOME")
    if given:
        return Path(given).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("surveyapp", appauthor=False))


def state_folder() -> Path:
    """Where this machine remembers which homes it has seen: outside every home, so that a copied home shows."""
    given = os.environ.get("SURVEYAPP_STATE")
    if given:
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_state_dir("surveyapp", appauthor=False))


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable. Windows does this with the rename itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(target: Path, write: Callable[[BinaryIO], None], need: int = 0) -> None:
    """The one way in which user data becomes a file: temporary name beside it, fsync, rename, fsync of the folder.

    Either the whole new file stands under `target` or what stood there before. Raises DiskError; nothing temporary is left.
    `need`: how many bytes it will take, as far as that is known; told where the disk is full.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as problem:
        remove(part)
        raise disk_error(problem, target, need) from problem
    except BaseException:
        remove(part)
        raise


def remove(file: Path) -> None:
    """Remove a file that counts for nothing. A disk that has gone, or is read-only, is no reason to stop: it has its own sentence."""
    with suppress(OSError):
        file.unlink()


def remove_left(folder: Path, pattern: str) -> int:
    """Remove what a crash left half written in a folder; answers how many files that were. `pattern` names only what counts for nothing."""
    try:
        left = [file for file in folder.glob(pattern) if file.is_file()]
    except OSError:
        return 0
    for file in left:
        remove(file)
    return len(left)


_DISK_CODES = {
    errno.ENOSPC: "error.disk_full",
    errno.EDQUOT: "error.disk_full",
    errno.EFBIG: "error.disk_full",
    errno.EROFS: "error.disk_read_only",
    errno.EACCES: "error.disk_refused",
}


ROOM = 100 << 20
"""Bytes that should be free to go on: a day's recording with its photos. What is told where a disk is full and nothing larger was to be written."""


def megabytes(need: int) -> int:
    """How many MB should be free where so many bytes are to be written."""
    return -(-max(need, ROOM) // (1 << 20))


def disk_error(problem: OSError, target: Path, need: int = 0) -> DiskError:
    """What the system said about a disk, as one of our own errors, with the free space beside it and the space that is needed."""
    import shutil

    from surveyapp.errors import DiskError, system_reason

    code = _DISK_CODES.get(problem.errno or 0, "error.disk_failed")
    folder = next((each for each in target.absolute().parents if each.is_dir()), target.parent)
    try:
        free = shutil.disk_usage(folder).free // (1 << 20)
    except OSError:
        free = 0
    return DiskError(code, path=str(target), free_mb=free, need_mb=megabytes(need), reason=system_reason(problem))


def refusal(folder: Path) -> OSError | None:
    """Why nothing can be written into a folder now: a nameless file is tried. None where it can be written to."""
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            file.write(bytes(1 << 16))
            os.fsync(file.fileno())
    except OSError as problem:
        return problem
    return None
