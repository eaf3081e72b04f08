"""Unpack and hash the entries of an untrusted archive straight from the zip, never more than was declared, never to the disk."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from surveyapp.errors import Finding, PackageError, system_reason
from surveyapp.packages import zip_records as records
from surveyapp.packages.contents import CHUNK

_PACKED_CHUNK = 1 << 16
CRC_CHECKED = 1 << 20
"""Stored entries up to this size have their CRC-32 computed too; above it SHA-256 alone speaks, which is the stronger of the two."""


class Unsound(Exception):
    """The bytes of an entry are not what its headers promise."""

    def __init__(self, code: str, entry: records.Entry, **facts: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, entry.name, facts)


@dataclass(frozen=True, slots=True)
class Source:
    """A file being read by several handles, which must all be the same file as at the start."""

    path: Path
    length: int
    _identity: tuple[int, ...]

    @classmethod
    def of(cls, path: Path) -> Source:
        """Raises PackageError if there is no ordinary file."""
        try:
            status = path.stat()
        except OSError as problem:
            raise PackageError("error.package.unreadable", path=str(path), reason=system_reason(problem)) from problem
        if not path.is_file():
            raise PackageError("error.package.not_a_file", path=str(path))
        return cls(path, status.st_size, (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))

    def open(self) -> FileIO:
        """A fresh handle. Raises PackageError when the file is gone or another stands there now."""
        try:
            file = FileIO(self.path)
            if self.of(self.path)._identity != self._identity:
                file.close()
                raise PackageError("error.package.changed", path=str(self.path))
        except OSError as problem:
            raise PackageError("error.package.unreadable", path=str(self.path), reason=system_reason(problem)) from problem
        return file


@dataclass(slots=True)
class Digests:
    """What flowed past while an entry was unpacked. Complete only when the iterator has ended."""

    sha256: str = ""
    packed_sha256: str = ""
    crc: int = 0


def unpacked(file: FileIO, entry: records.Entry, digests: Digests) -> Iterator[bytes]:
    """The content in pieces of at most 1 MiB, hashing both sides. Raises Unsound and OSError."""
    digest, packed_digest = hashlib.sha256(), hashlib.sha256()
    crc = 0
    packed = _packed(file, entry)
    for piece in packed if entry.method == records.STORED else _inflated(packed, entry, packed_digest):
        digest.update(piece)
        crc = zlib.crc32(piece, crc)
        yield piece
    digests.sha256, digests.packed_sha256, digests.crc = digest.hexdigest(), packed_digest.hexdigest(), crc
    if crc != entry.crc:
        raise Unsound("finding.package.crc", entry)


def stored_sha256(file: FileIO, entry: records.Entry, buffer: bytearray, step: Callable[[int], None]) -> str:
    """sha256 of a stored entry, read through a buffer that is used again; `step` hears of every piece. Raises Unsound and OSError."""
    digest, crc, left = hashlib.sha256(), 0, entry.size
    view = memoryview(buffer)
    file.seek(entry.data_at)
    while left:
        count = file.readinto(view[: min(left, len(buffer))])
        if not count:
            raise Unsound("finding.package.cut_short", entry)
        digest.update(view[:count])
        if entry.size <= CRC_CHECKED:
            crc = zlib.crc32(view[:count], crc)
        left -= count
        step(count)
    if entry.size <= CRC_CHECKED and crc != entry.crc:
        raise Unsound("finding.package.crc", entry)
    return digest.hexdigest()


def _packed(file: FileIO, entry: records.Entry) -> Iterator[bytes]:
    """The bytes as they lie in the zip."""
    at, end = entry.data_at, entry.end
    while at < end:
        file.seek(at)
        piece = file.read(min(_PACKED_CHUNK, end - at))
        if not piece:
            raise Unsound("finding.package.cut_short", entry)
        at += len(piece)
        yield piece


def _inflated(packed: Iterator[bytes], entry: records.Entry, packed_digest: hashlib._Hash) -> Iterator[bytes]:
    """Inflate, counting: a stream that gives more or less than declared, or does not end where its entry does, is unsound."""
    machine, count = zlib.decompressobj(wbits=-15), 0
    for piece in packed:
        packed_digest.update(piece)
        if machine.eof:
            raise Unsound("finding.package.unpack", entry)
        pending = piece
        while pending:
            try:
                out = machine.decompress(pending, CHUNK)
            except zlib.error as problem:
                raise Unsound("finding.package.unpack", entry) from problem
            count += len(out)
            if count > entry.size:
                raise Unsound("finding.package.size", entry, size=entry.size, found=count)
            if out:
                yield out
            pending = machine.unconsumed_tail
    yield from _drained(machine, entry, count)


def _drained(machine: zlib._Decompress, entry: records.Entry, count: int) -> Iterator[bytes]:
    """What the machine still holds once all input is in."""
    while not machine.eof:
        try:
            out = machine.decompress(b"", CHUNK)
        except zlib.error as problem:
            raise Unsound("finding.package.unpack", entry) from problem
        if not out:
            break
        count += len(out)
        if count > entry.size:
            raise Unsound("finding.package.size", entry, size=entry.size, found=count)
        yield out
    if not machine.eof or machine.unused_data:
        raise Unsound("finding.package.unpack", entry)
    if count != entry.size:
        raise Unsound("finding.package.size", entry, size=entry.size, found=count)
