"""Where things lie: the program's own resources, and the home of a laptop's work."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
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


def write_durably(target: Path, write: Callable[[BinaryIO], None]) -> None:
    """The one way in which user data becomes a file: temporary name beside it, fsync, rename, fsync of the folder.

    Either the whole new file stands under `target` or what stood there before. Raises DiskError; nothing temporary is left.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise disk_error(problem, target) from problem
    except BaseException:
        part.unlink(missing_ok=True)
        raise


_DISK_CODES = {
    errno.ENOSPC: "error.disk_full",
    errno.EDQUOT: "error.disk_full",
    errno.EFBIG: "error.disk_full",
    errno.EROFS: "error.disk_read_only",
    errno.EACCES: "error.disk_refused",
}


def disk_error(problem: OSError, target: Path) -> DiskError:
    """What the system said about a disk, as one of our own errors with the free space beside it."""
    import shutil

    from surveyapp.errors import DiskError, system_reason

    code = _DISK_CODES.get(problem.errno or 0, "error.disk_failed")
    try:
        free = shutil.disk_usage(target.parent).free // (1 << 20)
    except OSError:
        free = 0
    return DiskError(code, path=str(target), free_mb=free, reason=system_reason(problem))
