"""Read the structure of an untrusted zip by rules stricter than the format's.

The central directory and the local headers must agree in every field; the entries lie side by side from the first byte to the
directory, without overlap, gap, prefix or suffix; nothing is hidden in extra fields or comments. Nothing is unpacked here.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from surveyapp.errors import Finding
from surveyapp.packages import zip_records as records
from surveyapp.packages.bag import Limits, allowed
from surveyapp.packages.untrusted_names import decoded, name_finding, shown, twin_findings

_LONGEST_NAME = 1024
_SYSTEMS = (0, records.UNIX)
_MADE_BY = (20, 30, 45, 63)
_NEEDED = (10, 20, 45)
_ENCRYPTED = 1 | 1 << 6 | 1 << 13


@dataclass(frozen=True, slots=True)
class Archive:
    """What the structure says: whether there is a directory to speak of, the entries that may be read in the order of the file,
    every allowed name met, and every finding."""

    readable: bool
    entries: tuple[records.Entry, ...]
    names: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _End:
    """The closing records: how many entries, where their directory lies and ends."""

    count: int
    directory_at: int
    directory_size: int
    starts_at: int


@dataclass(frozen=True, slots=True)
class _Listed:
    """One line of the central directory, as found."""

    raw_name: bytes
    made_by: int
    needed: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    extra: bytes
    comment_length: int
    disk: int
    internal: int
    external: int
    header_at: int

    @property
    def name(self) -> str:
        return decoded(self.raw_name)


def read_archive(file: BinaryIO, length: int, limits: Limits) -> Archive:
    """The entries and findings of a zip of `length` bytes. Raises OSError."""
    end = _read_end(file, length)
    if isinstance(end, Finding):
        return Archive(False, (), frozenset(), (end,))
    if end.count > limits.entries:
        return _refused("finding.package.too_many", count=end.count, limit=limits.entries)
    listed = _read_directory(file, end)
    if listed is None:
        return _refused("finding.package.directory")
    names = [each.name for each in listed]
    findings = [*twin_findings(names), *_uniform(listed)]
    entries = []
    for each in listed:
        found = [*_listed_findings(each), *_size_findings(each, limits)]
        findings += found
        entry, differing = _located(file, each, length)
        findings += differing
        if entry is not None and not found and not differing:
            entries.append(entry)
    if not any(differing.code == "finding.package.zip64" for differing in findings):
        findings += _layout_findings(file, listed, end)
    if sum(each.size for each in entries) > limits.total:
        findings.append(Finding("finding.package.too_large", "", {"limit": limits.total}))
        entries = []
    entries.sort(key=lambda each: each.header_at)
    return Archive(True, tuple(entries), frozenset(name for name in names if allowed(name)), tuple(findings))


def _refused(code: str, **facts: object) -> Archive:
    return Archive(False, (), frozenset(), (Finding(code, "", facts),))


def _read_end(file: BinaryIO, length: int) -> _End | Finding:
    """The closing records, which must be the last bytes of the file, or why they are not."""
    fixed = _bytes_at(file, length - records.END.size, records.END.size) if length >= records.END.size else b""
    if fixed[:4] != records.END_MARK:
        return _without_end(file, length)
    _, disk, directory_disk, here, count, size, at, comment = records.END.unpack(fixed)
    starts_at = length - records.END.size
    if disk or directory_disk or here != count or comment:
        return Finding("finding.package.end")
    if count == records.FULL16 or records.FULL32 in (size, at):
        return _read_end64(file, (count, size, at), starts_at)
    if at + size != starts_at:
        return Finding("finding.package.end")
    return _End(count, at, size, starts_at)


def _without_end(file: BinaryIO, length: int) -> Finding:
    """Nothing closes the archive where it should: cut short, something behind it, or no zip at all."""
    tail = _bytes_at(file, max(0, length - (1 << 16) - records.END.size), (1 << 16) + records.END.size)
    if records.END_MARK in tail:
        return Finding("finding.package.trailing")
    starts = _bytes_at(file, 0, 4)
    return Finding("finding.package.cut_short" if starts == records.LOCAL_MARK[: len(starts)] else "finding.package.not_zip")


def _read_end64(file: BinaryIO, short: tuple[int, int, int], starts_at: int) -> _End | Finding:
    """The zip64 records: they may only say what the short one could not, and must stand directly before it."""
    lies = Finding("finding.package.end")
    at64 = starts_at - records.LOCATOR.size - records.END64.size
    if at64 < 0:
        return lies
    raw = _bytes_at(file, at64, records.END64.size + records.LOCATOR.size)
    made, locator = raw[: records.END64.size], raw[records.END64.size :]
    if locator != records.LOCATOR.pack(records.LOCATOR_MARK, 0, at64, 1):
        return lies
    _, _, _, _, _, _, _, count, size, at = records.END64.unpack(made)
    full = (min(count, records.FULL16), min(size, records.FULL32), min(at, records.FULL32))
    if made != records.end64_record(count, at, size) or short != full or at + size != at64:
        return lies
    return _End(count, at, size, at64)


def _read_directory(file: BinaryIO, end: _End) -> list[_Listed] | None:
    """Every line of the central directory, or None where it does not parse to exactly its declared length and count."""
    if end.directory_size > end.count * (records.CENTRAL.size + _LONGEST_NAME):
        return None
    raw = _bytes_at(file, end.directory_at, end.directory_size)
    if len(raw) != end.directory_size:
        return None
    at, listed = 0, []
    for _ in range(end.count):
        if raw[at : at + 4] != records.CENTRAL_MARK or at + records.CENTRAL.size > len(raw):
            return None
        _, made, needed, flags, method, time, date, crc, packed, size, names, extras, comments, disk, internal, external, header_at = (
            records.CENTRAL.unpack_from(raw, at)
        )
        at += records.CENTRAL.size
        name, extra = raw[at : at + names], raw[at + names : at + names + extras]
        at += names + extras + comments
        listed.append(_Listed(name, made, needed, flags, method, time, date, crc, packed, size, extra, comments, disk, internal, external, header_at))
    return listed if at == len(raw) else None


def _listed_findings(each: _Listed) -> Iterator[Finding]:
    """What a line of the directory says about itself that a package of ours never says."""
    where = shown(each.name)
    if (fault := name_finding(each.name)) is not None:
        yield fault
    if each.flags & _ENCRYPTED:
        yield Finding("finding.package.encrypted", where)
    elif each.flags:
        yield Finding("finding.package.flags", where, {"flags": f"{each.flags:#06x}"})
    if each.method not in (records.STORED, records.DEFLATED):
        yield Finding("finding.package.method", where, {"method": each.method})
    kind = stat.S_IFMT(each.external >> 16)
    if kind == stat.S_IFLNK:
        yield Finding("finding.package.link", where)
    elif kind not in (0, stat.S_IFREG):
        yield Finding("finding.package.special", where)
    elif each.external & 0xFFFF or each.internal or each.external >> 16 & 0o7000:
        yield Finding("finding.package.attributes", where)
    if each.comment_length or each.disk or each.needed not in _NEEDED or each.made_by >> 8 not in _SYSTEMS or each.made_by & 0xFF not in _MADE_BY:
        yield Finding("finding.package.header", where)


def _uniform(listed: list[_Listed]) -> Iterator[Finding]:
    """One program writes one kind of attributes: the entries that differ from the most common are named."""
    kinds: dict[tuple[int, int], list[str]] = {}
    for each in listed:
        kinds.setdefault((each.external, each.made_by >> 8), []).append(each.name)
    for names in sorted(kinds.values(), key=len)[:-1]:
        yield from (Finding("finding.package.attributes", shown(name)) for name in names)


def _size_findings(each: _Listed, limits: Limits) -> Iterator[Finding]:
    sizes = _true_numbers(each)
    if sizes is None:
        return
    packed, size, _ = sizes
    if size > limits.of(each.name):
        yield Finding("finding.package.entry_too_large", shown(each.name), {"size": size, "limit": limits.of(each.name)})
    if limits.swells(size, packed):
        yield Finding("finding.package.ratio", shown(each.name), {"size": size, "packed": packed})
    if each.method == records.STORED and size != packed:
        yield Finding("finding.package.size", shown(each.name), {"size": size, "found": packed})


def _true_numbers(each: _Listed) -> tuple[int, int, int] | None:
    """(packed, size, header_at) with zip64's numbers put in, or None where the extra field is not exactly what is called for."""
    full = [value == records.FULL32 for value in (each.size, each.packed, each.header_at)]
    wanted = sum(full)
    if len(each.extra) != (4 + 8 * wanted if wanted else 0):
        return None
    values = list(struct.unpack(f"<{wanted}Q", each.extra[4:])) if wanted else []
    if each.extra != records.zip64_field(values) or full[0] != full[1] or (full[2] and values[-1] < records.FULL32):
        return None
    if full[0] and max(values[:2]) < records.FULL32:
        return None
    size, packed = (values[0], values[1]) if full[0] else (each.size, each.packed)
    return packed, size, values[-1] if full[2] else each.header_at


def _located(file: BinaryIO, each: _Listed, length: int) -> tuple[records.Entry | None, list[Finding]]:
    """The entry with the place of its data, once its local header says the same as the directory in every field."""
    where = shown(each.name)
    numbers = _true_numbers(each)
    if numbers is None:
        return None, [Finding("finding.package.zip64", where)]
    packed, size, header_at = numbers
    large = each.size == records.FULL32
    extra = records.zip64_field([size, packed]) if large else b""
    expected = (
        records.LOCAL.pack(
            records.LOCAL_MARK, each.needed, each.flags, each.method, each.time, each.date, each.crc, each.packed, each.size,
            len(each.raw_name), len(extra),
        )
        + each.raw_name
        + extra
    )  # fmt: skip
    data_at = header_at + len(expected)
    if data_at + packed > length or _bytes_at(file, header_at, len(expected)) != expected:
        return None, [Finding("finding.package.headers_differ", where)]
    return records.Entry(each.name, each.method, each.crc, packed, size, header_at, data_at), []


def _layout_findings(file: BinaryIO, listed: list[_Listed], end: _End) -> Iterator[Finding]:
    """From the first byte to the directory, each entry begins where the one before ends."""
    at = 0
    places = sorted((numbers[2], numbers[0], each.name) for each in listed if (numbers := _true_numbers(each)) is not None)
    for header_at, packed, name in places:
        if header_at != at:
            yield Finding("finding.package.overlap" if header_at < at else "finding.package.gap", shown(name))
        at = max(at, header_at + _header_length(file, header_at) + packed)
    if at != end.directory_at:
        yield Finding("finding.package.overlap" if at > end.directory_at else "finding.package.gap", "")


def _header_length(file: BinaryIO, header_at: int) -> int:
    fixed = _bytes_at(file, header_at, records.LOCAL.size)
    if len(fixed) < records.LOCAL.size:
        return records.LOCAL.size
    names, extras = struct.unpack("<2H", fixed[-4:])
    return records.LOCAL.size + int(names) + int(extras)


def _bytes_at(file: BinaryIO, at: int, count: int) -> bytes:
    file.seek(at)
    return file.read(count)
