"""A package that has passed every check, and its content, read again from the same file on demand.

Each reading is hashed once more: a file that changes after it was verified is noticed before its last byte is believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from surveyapp.errors import Finding, PackageError, PackageRefused
from surveyapp.packages import bag
from surveyapp.packages import zip_records as records
from surveyapp.packages.contents import Head, file_sha256
from surveyapp.packages.payload import Digests, Source, Unsound, unpacked
from surveyapp.paths import disk_error


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """A photo in a verified package; `size` in bytes."""

    sha256: str
    ext: str
    size: int


@dataclass(frozen=True, slots=True)
class Verified:
    """A whole package. `info` are the elements of bag-info.txt, `tags` the tag files by name, `line_count` the lines of the journal."""

    _source: Source
    _entries: Mapping[str, records.Entry]
    _manifest: Mapping[str, str]
    _photo_names: Mapping[str, str]
    info: tuple[tuple[str, str], ...]
    tags: Mapping[str, bytes]
    summary: Mapping[str, Any]
    heads: tuple[Head, ...]
    line_count: int
    findings: tuple[Finding, ...] = field(default=())

    @property
    def path(self) -> Path:
        """Where the package lies."""
        return self._source.path

    @property
    def size(self) -> int:
        """The length of the file in bytes."""
        return self._source.length

    @property
    def identity(self) -> str:
        """sha256 of the tag manifest, which vouches for every byte of content: equal content, equal identity."""
        return hashlib.sha256(self.tags[bag.TAG_MANIFEST]).hexdigest()

    @property
    def sha256(self) -> str:
        """sha256 of the file as it stands; reads it once more, so ask only when needed. Raises OSError."""
        return file_sha256(self.path)

    @property
    def signature(self) -> bytes | None:
        """The minisign signature of the tag manifest, not verified here, or None."""
        return self.tags.get(bag.SIGNATURE)

    @property
    def photos(self) -> tuple[PhotoEntry, ...]:
        """Every photo, by name."""
        return tuple(PhotoEntry(sha256, name.rpartition(".")[2], self._entries[name].size) for sha256, name in sorted(self._photo_names.items()))

    def lines(self) -> Iterator[bytes]:
        """The edit lines in order, without newline. Raises PackageRefused after the last if they are not the bytes that were verified."""
        held = b""
        for piece in self._pieces(bag.JOURNAL):
            *lines, held = (held + piece).split(b"\n")
            yield from lines

    def open_photo(self, sha256: str) -> BinaryIO:
        """A photo's bytes, hashed before any of them is handed out. Raises PackageError, PackageRefused."""
        memory = BytesIO()
        self.copy_photo(sha256, memory)
        memory.seek(0)
        return memory

    def copy_photo(self, sha256: str, file: BinaryIO) -> None:
        """Write a photo's bytes to a file, hashing them on the way. Raises PackageError, PackageRefused; what was written is void then."""
        name = self._photo_names.get(sha256)
        if name is None:
            raise PackageError("error.package.no_such_photo", photo=sha256)
        for piece in self._pieces(name):
            file.write(piece)

    def _pieces(self, name: str) -> Iterator[bytes]:
        entry, digests = self._entries[name], Digests()
        with self._source.open() as opened:
            try:
                yield from unpacked(opened, entry, digests)
            except Unsound as problem:
                raise PackageRefused((problem.finding,)) from problem
            except OSError as problem:
                raise disk_error(problem, self.path) from problem
        if digests.sha256 != self._manifest[name]:
            raise PackageRefused((Finding("finding.package.hash", name),))
