"""Photo files named by their sha256: `photos/<first two>/<sha256>.<ext>`. An original is written once and never altered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths

_SAFE_EXT = re.compile(r"[a-z0-9]{1,8}")


class Blobs:
    """A folder of originals."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str, ext: str) -> Path:
        """Where a photo lies, or would lie. The extension is only a hint for people; an odd one becomes `bin`."""
        return self.root / sha256[:2] / f"{sha256}.{safe_ext(ext)}"

    def has(self, sha256: str, ext: str) -> bool:
        """Whether the photo is held."""
        return self.path(sha256, ext).is_file()

    def put(self, data: bytes, sha256: str, ext: str) -> Path:
        """Keep these bytes durably under their hash. Bytes that are held already are not written again."""
        target = self.path(sha256, ext)
        if not target.is_file():
            paths.write_durably(target, lambda file: _write(file, data))
        return target

    def __iter__(self) -> Iterator[tuple[str, Path]]:
        """(sha256 that the name claims, path) of every photo held."""
        for file in sorted(self.root.glob("??/*.*")):
            if not file.name.startswith("."):
                yield file.stem, file


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
