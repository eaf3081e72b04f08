"""Photo files named by their sha256: `photos/<first two>/<sha256>.<ext>`. An original is written once and never altered."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths

_HASH = re.compile(r"[0-9a-f]{64}")
_SAFE_EXT = re.compile(r"[a-z0-9]{1,8}")


class Blobs:
    """A folder of originals."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str, ext: str) -> Path:
        """Where a photo lies, or would lie. The extension is only a hint for people; an odd one becomes `bin`.

        What a record calls its hash comes from anywhere: one that is none leads to a name that is never there.
        """
        if not is_hash(sha256):
            return self.root / "none" / "none.bin"
        exact = self.root / sha256[:2] / f"{sha256}.{safe_ext(ext)}"
        return exact if exact.is_file() else next(iter(sorted(exact.parent.glob(f"{sha256}.*"))), exact)

    def has(self, sha256: str, ext: str, size: int) -> bool:
        """Whether the photo is held, whole as far as its size in bytes tells."""
        try:
            return self.path(sha256, ext).stat().st_size == size
        except OSError:
            return False

    def is_sound(self, sha256: str, ext: str, size: int) -> bool:
        """Whether the photo is held and its bytes are those of its name: reads them all. Asked when the same photo comes in again, to mend it."""
        try:
            return self.has(sha256, ext, size) and hash_file(self.path(sha256, ext)) == sha256
        except OSError:
            return False

    def put(self, data: bytes, sha256: str, ext: str) -> Path:
        """Keep these bytes durably under their hash. Bytes that are held already are not written again; a file that was cut or altered is mended."""
        target = self.path(sha256, ext)
        if not self.is_sound(sha256, ext, len(data)):
            paths.write_durably(target, lambda file: _write(file, data))
        return target

    @contextmanager
    def arriving(self) -> Iterator[Arriving]:
        """A place for photos that may yet be refused or stopped: what was not kept when the block ends is gone."""
        coming = Arriving(self)
        try:
            yield coming
        finally:
            coming.clear()

    def sweep(self) -> int:
        """Remove what a crash left half written; answers how many files that were."""
        return paths.remove_left(self.root, "??/.*.part")

    def __iter__(self) -> Iterator[tuple[str, Path]]:
        """(sha256 that the name claims, path) of every photo held."""
        for file in sorted(self.root.glob("??/*.*")):
            if not file.name.startswith("."):
                yield file.stem, file


class Arriving:
    """Photos that lie durably beside where they will be kept, under a name that counts for nothing until `keep`."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._waiting: list[tuple[Path, Path]] = []

    def add(self, sha256: str, ext: str, write: Callable[[BinaryIO], None]) -> None:
        """Write a photo. Raises DiskError."""
        target = self._blobs.path(sha256, ext)
        here = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.part")
        paths.write_durably(here, write)
        self._waiting.append((here, target))

    def keep(self) -> int:
        """Give all of them their names, durably; answers how many. Raises DiskError."""
        kept = len(self._waiting)
        try:
            for here, target in self._waiting:
                here.replace(target)
            for folder in {target.parent for _, target in self._waiting}:
                paths.sync_folder(folder)
        except OSError as problem:
            raise paths.disk_error(problem, self._blobs.root) from problem
        self._waiting.clear()
        return kept

    def clear(self) -> None:
        """Remove what was not kept."""
        for here, _ in self._waiting:
            paths.remove(here)
            with suppress(OSError):
                here.parent.rmdir()
        self._waiting.clear()


def is_hash(sha256: str) -> bool:
    """Whether this is a sha256 in lower hex."""
    return bool(_HASH.fullmatch(sha256))


def safe_ext(ext: str) -> str:
    """An extension that may stand in a file name."""
    lower = ext.lower().lstrip(".")
    return lower if _SAFE_EXT.fullmatch(lower) else "bin"


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)


def hash_file(file: Path) -> str:
    """sha256 of a file, in hex."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
