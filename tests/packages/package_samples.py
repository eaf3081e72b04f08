"""Small real content to pack, and bags built by hand so that exactly one thing is wrong with them."""

from __future__ import annotations

import hashlib
import random
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from surveyapp.domain.canonical import canonical
from surveyapp.packages.contents import Head, PackageContent, PhotoSource

MADE_AT = "2026-03-05T09:30:00+08:00"


def edit_lines(count: int, seed: int = 1) -> list[bytes]:
    """Canonical lines that look like edits."""
    chance = random.Random(seed)
    made = []
    for seq in range(1, count + 1):
        value = {
            "changes": {"title": chance.choice(["屋面漏雨", "扶手松动", "飞线"]), "quantity": {"n": str(chance.randrange(99)), "unit": "处"}},
            "kind": "defect",
            "made_at": 1_770_000_000_000 + seq,
            "origin": "laptop-a",
            "prev": f"{chance.getrandbits(256):064x}",
            "record": f"{chance.getrandbits(128):032x}",
            "seq": seq,
            "stream": "community-1",
        }
        made.append(canonical(value))
    return made


def photo_files(folder: Path, sizes: Iterable[int], seed: int = 2) -> list[PhotoSource]:
    """Files of random bytes, named as the photo store names them."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for size in sizes:
        data = chance.randbytes(size)
        sha256 = hashlib.sha256(data).hexdigest()
        path = folder / sha256
        path.write_bytes(data)
        made.append(PhotoSource(sha256, "jpg", size, path))
    return made


def content(lines: list[bytes], photos: list[PhotoSource], **changes: object) -> PackageContent:
    """Content with one head and a summary that speaks of the lines."""
    heads = [Head("laptop-a", "community-1", len(lines), hashlib.sha256(lines[-1] if lines else b"").hexdigest())]
    summary = {"counts": {"defect": len(lines)}, "partial": False, "ranges": {"community-1": {"laptop-a": [[1, len(lines)]]}}}
    made = PackageContent(lambda: iter(lines), heads, photos, summary, MADE_AT, "surveyapp test")
    return replace(made, **changes)  # type: ignore[arg-type]


def tagged(payload: Mapping[str, bytes], extra: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """A whole bag around this payload, with right manifests; `extra` files stand at the root and are listed nowhere."""
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Bagging-Date: 2026-03-05\nPayload-Oxum: {oxum}\n".encode(),
        "manifest-sha256.txt": listing(payload),
    }
    return {**tags, "tagmanifest-sha256.txt": listing(tags), **payload, **(extra or {})}


def listing(files: Mapping[str, bytes]) -> bytes:
    """A sha256 manifest of these files."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry of a hand-made zip; every field of both headers can be made to lie."""

    name: bytes
    data: bytes
    method: int = 0
    flags: int = 0
    external: int = 0o100644 << 16
    extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    needed: int = 20
    made_by: int = 3 << 8 | 20
    internal: int = 0
    body: bytes | None = None
    size: int | None = None
    packed: int | None = None
    crc: int | None = None
    local_name: bytes | None = None
    local_size: int | None = None
    local_crc: int | None = None
    header_at: int | None = None
    lead: bytes = b""
    listed: bool = True


def raws(files: Mapping[str, bytes]) -> list[Raw]:
    """Honest stored entries."""
    return [Raw(name.encode(), data) for name, data in files.items()]


def deflated(data: bytes) -> bytes:
    """A raw deflate stream."""
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


def zip_bytes(entries: Iterable[Raw], *, count: int | None = None, comment: bytes = b"", before: bytes = b"", behind: bytes = b"") -> bytes:
    """The zip file of these entries, faithfully including every lie."""
    out, directory, listed = bytearray(before), bytearray(), 0
    for each in entries:
        out += each.lead
        body = each.body if each.body is not None else (deflated(each.data) if each.method == 8 else each.data)
        size = len(each.data) if each.size is None else each.size
        packed = len(body) if each.packed is None else each.packed
        crc = zlib.crc32(each.data) if each.crc is None else each.crc
        local = each.name if each.local_name is None else each.local_name
        at = len(out)
        fixed = (each.needed, each.flags, each.method, 0x4BC0, 0x5C65)
        out += struct.pack("<4s5H", b"PK\3\4", *fixed)
        out += struct.pack(
            "<3L2H",
            crc if each.local_crc is None else each.local_crc,
            packed,
            size if each.local_size is None else each.local_size,
            len(local),
            len(each.extra),
        )
        out += local + each.extra + body
        if not each.listed:
            continue
        listed += 1
        directory += struct.pack("<4s6H3L", b"PK\1\2", each.made_by, *fixed, crc, packed, size)
        directory += struct.pack(
            "<5H2L",
            len(each.name),
            len(each.central_extra),
            len(each.comment),
            0,
            each.internal,
            each.external,
            at if each.header_at is None else each.header_at,
        )
        directory += each.name + each.central_extra + each.comment
    at = len(out)
    number = listed if count is None else count
    out += directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(directory), at, len(comment)) + comment + behind
    return bytes(out)
