"""What goes into a package and what comes of writing it: plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[int, int, str], None]
"""(done, total, code): bytes done, bytes in all, and the code of the sentence that says what is being done."""

CHUNK = 1 << 20
"""Bytes read at a time: large enough that the interpreter lock is seldom asked for, small enough to stay in the cache."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last edit of one origin in one stream that the sender holds. `alg` and `signature` stay empty until heads are signed."""

    origin: str
    stream: str
    seq: int
    id: str
    alg: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class PhotoSource:
    """One original to pack: its name (sha256 in lower hex), extension without dot, size in bytes, and where it lies now."""

    sha256: str
    ext: str
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class PackageContent:
    """All that a package says.

    lines: called for a fresh iterator of canonical edit lines, without their newline
    summary: JSON values: counts by kind, ranges {stream: {origin: [[from, to], …]}}, partial, follows, policies
    made_at: ISO 8601 with offset; it becomes Bagging-Date and the time of every entry, so equal content gives equal bytes
    group, index, count: Bag-Group-Identifier and Bag-Count ("2 of 3") of a hand-over in several bags; an empty group leaves both out
    """

    lines: Callable[[], Iterator[bytes]]
    heads: Sequence[Head]
    photos: Sequence[PhotoSource]
    summary: Mapping[str, object]
    made_at: str
    software: str
    group: str = ""
    index: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A package that now stands on the disk. `identity` is the sha256 of its tag manifest, which vouches for every byte of content."""

    path: Path
    bytes: int
    identity: str
    payload_count: int
    payload_bytes: int

    @property
    def oxum(self) -> str:
        """Payload-Oxum: bytes.files (RFC 8493 §2.2.2)."""
        return f"{self.payload_bytes}.{self.payload_count}"

    @property
    def sha256(self) -> str:
        """sha256 of the file as it stands; reads it once more, so ask only when needed."""
        return file_sha256(self.path)


def file_sha256(path: Path) -> str:
    """sha256 of a whole file in lower hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
