"""The records of a zip file (APPNOTE 6.3.10 §4.3), as bytes: shared by the writer and the strict reader.

One profile only: no extra fields but zip64's, no data descriptors, no comments, names in ASCII.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

STORED = 0
DEFLATED = 8

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
END64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR = struct.Struct("<4sLQL")

LOCAL_MARK = b"PK\x03\x04"
CENTRAL_MARK = b"PK\x01\x02"
END_MARK = b"PK\x05\x06"
END64_MARK = b"PK\x06\x06"
LOCATOR_MARK = b"PK\x06\x07"

FULL16 = 0xFFFF
FULL32 = 0xFFFFFFFF
ZIP64_TAG = 1
UNIX = 3
REGULAR_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive. `header_at` and `data_at` are offsets in the zip; `packed` and `size` are bytes before and after unpacking."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    header_at: int
    data_at: int

    @property
    def end(self) -> int:
        """The offset just behind the data."""
        return self.data_at + self.packed


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as zip keeps it: local, two-second steps, 1980–2107."""

    time: int
    date: int


def stamp(year: int, month: int, day: int, hour: int, minute: int, second: int) -> Stamp:
    """A zip time; years outside 1980–2107 are moved to the nearest one."""
    return Stamp(hour << 11 | minute << 5 | second // 2, (min(max(year, 1980), 2107) - 1980) << 9 | month << 5 | day)


def zip64_field(values: list[int]) -> bytes:
    """The zip64 extra field of these values, in the order of APPNOTE §4.5.3; empty for none."""
    return struct.pack(f"<2H{len(values)}Q", ZIP64_TAG, 8 * len(values), *values) if values else b""


def header_length(name: str, size: int) -> int:
    """Bytes of the local header of an entry of this name and declared size."""
    return LOCAL.size + len(name) + (20 if size >= FULL32 else 0)


def local_header(entry: Entry, when: Stamp) -> bytes:
    """The header that stands before the data."""
    large = entry.size >= FULL32 or entry.packed >= FULL32
    extra = zip64_field([entry.size, entry.packed]) if large else b""
    packed, size = (FULL32, FULL32) if large else (entry.packed, entry.size)
    name = entry.name.encode("ascii")
    needed = 45 if large else 20
    fixed = LOCAL.pack(LOCAL_MARK, needed, 0, entry.method, when.time, when.date, entry.crc, packed, size, len(name), len(extra))
    return fixed + name + extra


def central_header(entry: Entry, when: Stamp) -> bytes:
    """The entry's line in the directory at the end."""
    large = entry.size >= FULL32 or entry.packed >= FULL32
    far = entry.header_at >= FULL32
    extra = zip64_field([entry.size, entry.packed] * large + [entry.header_at] * far)
    packed, size = (FULL32, FULL32) if large else (entry.packed, entry.size)
    name = entry.name.encode("ascii")
    needed = 45 if large else 20
    fixed = CENTRAL.pack(
        CENTRAL_MARK, UNIX << 8 | 20, needed, 0, entry.method, when.time, when.date, entry.crc, packed, size,
        len(name), len(extra), 0, 0, 0, REGULAR_FILE, FULL32 if far else entry.header_at,
    )  # fmt: skip
    return fixed + name + extra


def end64_record(count: int, directory_at: int, directory_size: int) -> bytes:
    """The zip64 end record, exactly as Python's zipfile writes it too."""
    return END64.pack(END64_MARK, END64.size - 12, 45, 45, 0, 0, count, count, directory_size, directory_at)


def end_records(count: int, directory_at: int, directory_size: int) -> bytes:
    """What closes the archive; with zip64 records in front when a number does not fit."""
    if count < FULL16 and directory_at < FULL32 and directory_size < FULL32:
        return END.pack(END_MARK, 0, 0, count, count, directory_size, directory_at, 0)
    made = end64_record(count, directory_at, directory_size)
    locator = LOCATOR.pack(LOCATOR_MARK, 0, directory_at + directory_size, 1)
    short = END.pack(END_MARK, 0, 0, min(count, FULL16), min(count, FULL16), min(directory_size, FULL32), min(directory_at, FULL32), 0)
    return made + locator + short
