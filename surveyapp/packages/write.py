"""Write a package: one pass into a temporary file beside the target, made durable, then renamed.

The sizes and names of the photos are known before they are read, so the place of every entry is planned first and several
workers copy photos to their places at once, hashing and comparing on the way. Equal content gives equal bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths
from surveyapp.domain.canonical import canonical
from surveyapp.errors import PackageError
from surveyapp.packages import bag
from surveyapp.packages import zip_records as records
from surveyapp.packages.contents import Head, PackageContent, PhotoSource, Progress, Written
from surveyapp.packages.meter import Meter
from surveyapp.packages.photo_copy import copy_photos

_LARGEST_DEFLATED = records.FULL32 - 1


def write_package(
    target: Path,
    content: PackageContent,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    limits: bag.Limits = bag.DEFAULT_LIMITS,
) -> Written:
    """Write the bag of RFC 8493 as a zip under `target`, replacing what stood there only when the new file is complete and durable.

    Raises Cancelled, PackageError (a photo that is gone or is no longer what its name says, or more than a reader would take)
    and DiskError; nothing is left behind then.
    """
    photos = _planned(content, limits)
    writing = _Writing(content, photos, limits, Meter(progress, cancelled, sum(each.size for each in photos), "package.progress.writing"))
    paths.write_durably(target, writing.run, sum(each.size for each in photos))
    return Written(target, writing.length, writing.identity, len(photos) + 3, writing.payload_bytes)


def _planned(content: PackageContent, limits: bag.Limits) -> list[PhotoSource]:
    """The photos by name, each once; refused here if a reader would refuse the package."""
    photos = list({each.sha256: each for each in sorted(content.photos, key=lambda each: each.sha256)}.values())
    for photo in photos:
        if not bag.SHA256.fullmatch(photo.sha256):
            raise ValueError(photo.sha256)
        if photo.size > limits.photo:
            raise PackageError("error.package.photo_too_large", photo=photo.sha256, size=photo.size, limit=limits.photo)
    if len(photos) + len(bag.REQUIRED) + 1 > limits.entries:
        raise PackageError("error.package.too_many", count=len(photos), limit=limits.entries - len(bag.REQUIRED) - 1)
    if sum(each.size for each in photos) + limits.text > limits.total:
        raise PackageError("error.package.too_large", limit=limits.total)
    return photos


@dataclass(slots=True)
class _Writing:
    """One package under way: the entries placed so far and the hashes that the manifests need."""

    content: PackageContent
    photos: list[PhotoSource]
    limits: bag.Limits
    meter: Meter
    entries: list[records.Entry] = field(default_factory=list)
    payload: dict[str, str] = field(default_factory=dict)
    packed: list[tuple[str, str]] = field(default_factory=list)
    payload_bytes: int = 0
    identity: str = ""
    length: int = 0

    def run(self, file: BinaryIO) -> None:
        """Text first (its size is known only afterwards), then the photos at planned places, then the directory."""
        when = _stamp(self.content.made_at)
        self._store(file, bag.BAGIT, bag.BAGIT_TEXT, when)
        self._deflate(file, bag.JOURNAL, self._journal, when)
        self._deflate(file, bag.HEADS, lambda: _head_lines(self.content.heads), when)
        self._deflate(file, bag.SUMMARY, lambda: iter((canonical(dict(self.content.summary)), b"\n")), when)
        self._write_tags(file, when)
        self._copy_photos(file, when)
        directory_at = file.seek(0, 2)
        for entry in self.entries:
            file.write(records.central_header(entry, when))
        file.write(records.end_records(len(self.entries), directory_at, file.tell() - directory_at))
        self.length = file.tell()

    def _journal(self) -> Iterator[bytes]:
        for line in self.content.lines():
            if len(line) > self.limits.line:
                raise PackageError("error.package.line_too_long", size=len(line), limit=self.limits.line)
            yield line
            yield b"\n"

    def _write_tags(self, file: BinaryIO, when: records.Stamp) -> None:
        for photo in self.photos:
            self.payload[bag.photo_name(photo.sha256, photo.ext)] = photo.sha256
            self.payload_bytes += photo.size
        tags = {
            bag.BAGIT: bag.BAGIT_TEXT,
            bag.BAG_INFO: bag.bag_info_text(self._bag_info()),
            bag.MANIFEST: bag.manifest_text(self.payload.items()),
        }
        listing = bag.manifest_text((name, hashlib.sha256(text).hexdigest()) for name, text in tags.items())
        self.identity = hashlib.sha256(listing).hexdigest()
        self._store(file, bag.BAG_INFO, tags[bag.BAG_INFO], when)
        self._store(file, bag.MANIFEST, tags[bag.MANIFEST], when)
        self._store(file, bag.TAG_MANIFEST, listing, when)

    def _bag_info(self) -> list[tuple[str, str]]:
        content = self.content
        elements = [
            ("Bag-Software-Agent", content.software),
            ("Bagging-Date", content.made_at[:10]),
            ("Payload-Oxum", f"{self.payload_bytes}.{len(self.payload)}"),
        ]
        if content.group:
            elements += [("Bag-Group-Identifier", content.group), ("Bag-Count", f"{content.index} of {content.count}")]
        return elements + [(bag.PACKED, f"{sha256} {name}") for name, sha256 in self.packed]

    def _store(self, file: BinaryIO, name: str, data: bytes, when: records.Stamp) -> None:
        at = file.tell()
        entry = records.Entry(name, records.STORED, zlib.crc32(data), len(data), len(data), at, at + records.header_length(name, len(data)))
        file.write(records.local_header(entry, when))
        file.write(data)
        self.entries.append(entry)

    def _deflate(self, file: BinaryIO, name: str, pieces: Callable[[], Iterator[bytes]], when: records.Stamp) -> None:
        """A text entry: deflated, or stored where a reader would take the ratio for a bomb. The header is written when its numbers are known."""
        at = file.tell()
        data_at = at + records.header_length(name, 0)
        done = _pour(file, data_at, pieces(), self.meter, deflate=True)
        if self.limits.swells(done.size, done.packed):
            file.truncate(data_at)
            done = _pour(file, data_at, pieces(), self.meter, deflate=False)
        if done.size > min(self.limits.of(name), _LARGEST_DEFLATED):
            raise PackageError("error.package.text_too_large", name=name, size=done.size, limit=self.limits.of(name))
        method = records.DEFLATED if done.packed_sha256 else records.STORED
        entry = records.Entry(name, method, done.crc, done.packed, done.size, at, data_at)
        file.seek(at)
        file.write(records.local_header(entry, when))
        file.seek(entry.end)
        self.entries.append(entry)
        self.payload[name] = done.sha256
        self.payload_bytes += done.size
        if done.packed_sha256:
            self.packed.append((name, done.packed_sha256))

    def _copy_photos(self, file: BinaryIO, when: records.Stamp) -> None:
        """Give each photo its place and let the workers fill the places; the first failure stops them all."""
        file.flush()
        at, jobs = file.tell(), []
        for photo in self.photos:
            name = bag.photo_name(photo.sha256, photo.ext)
            data_at = at + records.header_length(name, photo.size)
            jobs.append((photo, records.Entry(name, records.STORED, 0, photo.size, photo.size, at, data_at)))
            at = data_at + photo.size
        self.entries += copy_photos(Path(file.name), jobs, when, self.meter)


@dataclass(frozen=True, slots=True)
class _Poured:
    size: int
    packed: int
    crc: int
    sha256: str
    packed_sha256: str


def _pour(file: BinaryIO, data_at: int, pieces: Iterable[bytes], meter: Meter, *, deflate: bool) -> _Poured:
    """Write text at a place, deflated or as it is, hashing both what comes in and what goes out."""
    file.seek(data_at)
    packer = zlib.compressobj(wbits=-15)
    digest, packed_digest = hashlib.sha256(), hashlib.sha256()
    size = packed = crc = 0
    for block in _blocks(pieces):
        digest.update(block)
        crc = zlib.crc32(block, crc)
        size += len(block)
        out = packer.compress(block) if deflate else block
        packed_digest.update(out)
        packed += file.write(out)
        meter.step(0)
    if deflate:
        out = packer.flush()
        packed_digest.update(out)
        packed += file.write(out)
    return _Poured(size, packed, crc, digest.hexdigest(), packed_digest.hexdigest() if deflate else "")


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Small pieces joined into blocks of about 64 KiB."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= 1 << 16:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)


def _head_lines(heads: Iterable[Head]) -> Iterator[bytes]:
    for head in sorted(heads, key=lambda each: (each.stream, each.origin, each.seq, each.id)):
        line: dict[str, object] = {"id": head.id, "origin": head.origin, "seq": head.seq, "stream": head.stream}
        if head.signature:
            line |= {"alg": head.alg, "signature": head.signature}
        yield canonical(line) + b"\n"


def _stamp(made_at: str) -> records.Stamp:
    made = datetime.fromisoformat(made_at)
    return records.stamp(made.year, made.month, made.day, made.hour, made.minute, made.second)
