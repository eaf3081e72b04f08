"""A generator of hostile packages: each has one thing wrong, and says which finding must name it.

Everything else about them is right (manifests, oxum, hashes), so that nothing is refused for the wrong reason.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from tests.packages.package_samples import Raw, deflated, edit_lines, listing, raws, tagged, zip_bytes

PHOTO_BYTES = b"\xff\xd8\xff\xe0 not much of a picture " * 40
JOURNAL = "data/journal.jsonl"

Hostile = tuple[str, bytes, str]
"""(what it tries, the file, the finding that must be among those told)"""


def honest_payload() -> dict[str, bytes]:
    """A payload that is accepted."""
    lines = edit_lines(5)
    files = {
        JOURNAL: b"".join(line + b"\n" for line in lines),
        "data/heads.jsonl": b'{"id":"' + b"a" * 64 + b'","origin":"laptop-a","seq":5,"stream":"community-1"}\n',
        "data/summary.json": b'{"counts":{"defect":5}}\n',
    }
    return files | {photo_path(PHOTO_BYTES): PHOTO_BYTES}


def photo_path(data: bytes) -> str:
    """Where a photo of these bytes stands."""
    sha256 = listing({"x": data})[:64].decode()
    return f"data/photos/{sha256[:2]}/{sha256}.jpg"


def honest() -> bytes:
    """The package that all the others are made from; it is accepted."""
    return zip_bytes(raws(tagged(honest_payload())))


def with_standard_library() -> bytes:
    """The same written by `zipfile`: accepted too, for anyone may pack a good bag again."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in tagged(honest_payload()).items():
            archive.writestr(name, data)
    return memory.getvalue()


def all_hostile() -> Iterator[Hostile]:
    """Every attack, by family."""
    yield from _names()
    yield from _kinds()
    yield from _lies()
    yield from _layouts()
    yield from _bombs()
    yield from _bags()
    yield from _lines()


def _package() -> list[Raw]:
    return raws(tagged(honest_payload()))


def _one(changed: Raw, name: str) -> bytes:
    return zip_bytes([changed if each.name == name.encode() else each for each in _package()])


def _entry(name: str) -> Raw:
    return next(each for each in _package() if each.name == name.encode())


def _names() -> Iterator[Hostile]:
    wrong = {
        "../evil.txt": "name_parent",
        "data/../../evil.txt": "name_parent",
        "data/./journal.jsonl": "name_parent",
        "..\\evil.txt": "name_parent",
        "/etc/cron.d/evil": "name_absolute",
        "//server/share/evil": "name_absolute",
        "\\\\server\\share\\evil": "name_absolute",
        "~/.bashrc": "name_absolute",
        "C:\\Windows\\evil.dll": "name_backslash",
        "C:evil.dll": "name_drive",
        "data/summary.json:stream": "name_drive",
        "data/CON": "name_device",
        "aux.txt": "name_device",
        "data/photos/ab/COM1.jpg": "name_device",
        "data/evil\u202egpj.exe": "name_unprintable",
        "data/nul\0byte": "name_unprintable",
        "data/line\nbreak": "name_unprintable",
        "data/photos/": "name_folder",
        "data/extra.txt": "name_unknown",
        "run.exe": "name_unknown",
        "data/photos/zz/" + "a" * 64 + ".jpg": "name_unknown",
        "data/photos/aa/" + "A" * 64 + ".jpg": "name_unknown",
        "data/photos/aa/" + "a" * 64 + ".exe": "name_unknown",
        "data/summary.json.": "name_unknown",
        "a" * 900: "name_unknown",
        "fetch.txt": "fetch",
        "public.json": "public",
        "data/Journal.jsonl": "name_twin",
    }
    for name, finding in wrong.items():
        yield f"name {name[:40]!a}", zip_bytes([*_package(), Raw(name.encode(), b"x")]), f"finding.package.{finding}"
    yield "name not UTF-8", zip_bytes([*_package(), Raw(b"data/\xff\xfe", b"x")]), "finding.package.name_unprintable"
    twins = [Raw("data/é".encode(), b"x"), Raw("data/e\u0301".encode(), b"y")]
    yield "normalisation twins", zip_bytes([*_package(), *twins]), "finding.package.name_twin"
    yield "the same name twice", zip_bytes([*_package(), _entry(JOURNAL)]), "finding.package.name_twice"


def _kinds() -> Iterator[Hostile]:
    journal = _entry(JOURNAL)
    for kind, mode, finding in [
        ("symlink", 0o120777, "link"),
        ("fifo", 0o010644, "special"),
        ("device", 0o060644, "special"),
        ("socket", 0o140644, "special"),
        ("set-uid", 0o104755, "attributes"),
    ]:
        yield kind, _one(replace(journal, external=mode << 16), JOURNAL), f"finding.package.{finding}"
    yield "DOS folder bit", _one(replace(journal, external=0o100644 << 16 | 16), JOURNAL), "finding.package.attributes"
    yield "encrypted", _one(replace(journal, flags=1), JOURNAL), "finding.package.encrypted"
    yield "strong encryption", _one(replace(journal, flags=1 << 6 | 1), JOURNAL), "finding.package.encrypted"
    yield "data descriptor", _one(replace(journal, flags=8), JOURNAL), "finding.package.flags"
    for method in (1, 9, 12, 14, 93, 99):
        yield f"method {method}", _one(replace(journal, method=method), JOURNAL), "finding.package.method"
    yield "entry comment", _one(replace(journal, comment=b"hello"), JOURNAL), "finding.package.header"
    yield "extra field", _one(replace(journal, extra=b"UT\5\0\1abcd", central_extra=b"UT\5\0\1abcd"), JOURNAL), "finding.package.zip64"


def _lies() -> Iterator[Hostile]:
    journal = _entry(JOURNAL)
    packed = replace(journal, method=8)
    length = len(journal.data)
    yield "stored size too large", _one(replace(journal, size=length + 1), JOURNAL), "finding.package.size"
    yield "deflated size too small", _one(replace(packed, size=length - 1), JOURNAL), "finding.package.size"
    yield "deflated size too large", _one(replace(packed, size=length + 1), JOURNAL), "finding.package.size"
    yield "crc wrong twice", _one(replace(journal, crc=1), JOURNAL), "finding.package.crc"
    yield "crc wrong in a photo", _one(replace(_entry(photo_path(PHOTO_BYTES)), crc=1), photo_path(PHOTO_BYTES)), "finding.package.crc"
    yield "local size differs", _one(replace(journal, local_size=1), JOURNAL), "finding.package.headers_differ"
    yield "local crc differs", _one(replace(journal, local_crc=1), JOURNAL), "finding.package.headers_differ"
    yield "local name differs", _one(replace(journal, local_name=b"data/journal.jsonk"), JOURNAL), "finding.package.headers_differ"
    yield "deflate stream broken", _one(replace(packed, body=b"\xff" * 50), JOURNAL), "finding.package.unpack"
    yield "deflate stream cut", _one(replace(packed, body=deflated(journal.data)[:-3]), JOURNAL), "finding.package.unpack"
    yield "bytes behind the stream", _one(replace(packed, body=deflated(journal.data) + b"more"), JOURNAL), "finding.package.unpack"
    wide = struct.pack("<2H2Q", 1, 16, length, length)
    full = 0xFFFFFFFF
    yield "zip64 without need", _one(replace(journal, size=full, packed=full, extra=wide, central_extra=wide), JOURNAL), "finding.package.zip64"
    yield "zip64 promised, not there", _one(replace(journal, size=full, packed=full), JOURNAL), "finding.package.zip64"
    huge = struct.pack("<2H2Q", 1, 16, 1 << 60, 1 << 60)
    yield "zip64 of 2^60", _one(replace(journal, size=full, packed=full, extra=huge, central_extra=huge), JOURNAL), "finding.package.headers_differ"
    yield "offset outside", _one(replace(journal, header_at=0xFFFFFF00), JOURNAL), "finding.package.headers_differ"


def _layouts() -> Iterator[Hostile]:
    good = honest()
    yield "bytes before the zip", zip_bytes(_package(), before=b"MZ program"), "finding.package.gap"
    yield "bytes behind the zip", good + b"#!/bin/sh\n", "finding.package.trailing"
    yield "a zip behind the zip", good + good, "finding.package.end"
    yield "comment", zip_bytes(_package(), comment=b"hello"), "finding.package.trailing"
    yield "comment that looks like an end", zip_bytes(_package(), comment=good[-22:]), "finding.package.end"
    yield "hidden entry", zip_bytes([*_package(), Raw(b"evil", b"x", listed=False)]), "finding.package.gap"
    yield (
        "gap between entries",
        zip_bytes([replace(each, lead=b"\0" * 9) if index == 3 else each for index, each in enumerate(_package())]),
        ("finding.package.gap"),
    )
    first = _package()[0]
    yield (
        "two names for one place",
        zip_bytes([*_package(), replace(first, name=b"data/again", header_at=0, listed=True)]),
        ("finding.package.overlap"),
    )
    yield "count too small", zip_bytes(_package(), count=3), "finding.package.directory"
    yield "count too large", zip_bytes(_package(), count=30), "finding.package.directory"
    yield "70,000 entries", _many_entries(70_000), "finding.package.too_many"
    yield "60,001 entries", _many_entries(60_001), "finding.package.too_many"
    yield "zip64 end promised", zip_bytes(_package(), count=0xFFFF), "finding.package.end"
    yield "empty zip", zip_bytes([]), "finding.package.missing"
    yield "empty file", b"", "finding.package.cut_short"
    yield "a picture", PHOTO_BYTES, "finding.package.not_zip"


def _many_entries(count: int) -> bytes:
    """Written by the standard library, with its zip64 end records where the count calls for them."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for index in range(count):
            archive.writestr(f"data/{index}", b"")
    return memory.getvalue()


def _bombs() -> Iterator[Hostile]:
    zeros = deflated(bytes(30_000_000))
    bomb = Raw(JOURNAL.encode(), b"", 8, body=zeros, size=30_000_000)
    yield "bomb by ratio", _one(bomb, JOURNAL), "finding.package.ratio"
    yield "bomb with a small declared size", _one(replace(bomb, size=1000), JOURNAL), "finding.package.size"
    path = photo_path(PHOTO_BYTES)
    yield "photo bomb", _one(Raw(path.encode(), b"", 8, body=zeros, size=30_000_000), path), "finding.package.ratio"
    kernel = Raw(b"data/summary.json", b"", 8, body=zeros, size=30_000_000)
    overlapped = [*_package(), *(replace(kernel, body=b"", name=b"data/%d" % index, packed=len(zeros), header_at=0) for index in range(200))]
    yield "overlapping bomb", zip_bytes(overlapped), "finding.package.overlap"
    yield "declared 3 GiB", _one(replace(_entry("data/heads.jsonl"), size=3 << 30), "data/heads.jsonl"), "finding.package.entry_too_large"


def _bags() -> Iterator[Hostile]:
    payload = honest_payload()
    good = tagged(payload)
    yield "photo with other bytes", zip_bytes(raws(good | {photo_path(PHOTO_BYTES): PHOTO_BYTES[::-1]})), "finding.package.hash"
    other = {**payload, photo_path(b"other"): PHOTO_BYTES}
    yield "photo under another name", zip_bytes(raws(tagged(other))), "finding.package.photo_name"
    yield (
        "journal not listed",
        zip_bytes(raws(_listed_again(good, {name: data for name, data in payload.items() if name != JOURNAL}))),
        ("finding.package.unlisted"),
    )
    yield "listed, not there", zip_bytes(raws(_listed_again(good, {**payload, photo_path(b"lost"): b"lost"}))), "finding.package.missing"
    for name in (JOURNAL, "data/heads.jsonl", "data/summary.json", "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"):
        yield f"without {name}", zip_bytes(raws({each: data for each, data in good.items() if each != name})), "finding.package.missing"
    yield "tag file altered", zip_bytes(raws(good | {"bag-info.txt": good["bag-info.txt"] + b"X: y\n"})), "finding.package.hash"
    yield "listed twice", zip_bytes(raws(_with_tag(good, "manifest-sha256.txt", good["manifest-sha256.txt"] * 2))), "finding.package.manifest_line"
    yield "BagIt 0.97", zip_bytes(raws(_with_tag(good, "bagit.txt", good["bagit.txt"].replace(b"1.0", b"0.97")))), "finding.package.bagit"
    yield "oxum", zip_bytes(raws(_with_tag(good, "bag-info.txt", b"Payload-Oxum: 1.1\n"))), "finding.package.oxum"
    yield "bag-info not text", zip_bytes(raws(_with_tag(good, "bag-info.txt", b"\xff\xfe\n"))), "finding.package.bag_info"
    yield "a bag of another program", zip_bytes(raws(tagged({"data/letter.txt": b"dear reader"}))), "finding.package.foreign"
    yield "a bag in a folder", zip_bytes(raws({f"bag/{name}": data for name, data in good.items()})), "finding.package.foreign"
    yield "signature of 5 KB", zip_bytes(raws({**good, "tagmanifest-sha256.txt.minisig": b"x" * 5000})), "finding.package.signature_form"


def _listed_again(bag: dict[str, bytes], listed: dict[str, bytes]) -> dict[str, bytes]:
    return _with_tag(bag, "manifest-sha256.txt", listing(listed))


def _with_tag(bag: dict[str, bytes], name: str, data: bytes) -> dict[str, bytes]:
    tags = {each: data if each == name else bag[each] for each in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")}
    return {**bag, **tags, "tagmanifest-sha256.txt": listing(tags)}


def _lines() -> Iterator[Hostile]:
    wrong = {
        b'{"a":NaN}': "line_not_finite",
        b'{"a":-Infinity}': "line_not_finite",
        b'{"a":1e999}': "line_not_finite",
        b'{"a":1,"a":2}': "line_repeated_name",
        b'{"a":{"b":1,"b":1}}': "line_repeated_name",
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}": "line_deep",
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000: "line_deep",
        b'{"a":' + b"9" * 5_000 + b"}": "line_not_json",
        b'{"a":"\\ud800"}': "line_surrogate",
        b'{"\\udfff":1}': "line_surrogate",
        b'{"a":"\\u0000"}': "line_control",
        b'{"a":"\x00"}': "line_control",
        b'{"a":"\x01"}': "line_not_json",
        b'\xef\xbb\xbf{"a":1}': "line_bom",
        b'{"a":"\xff"}': "line_not_utf8",
        b'{"a":"\xed\xa0\x80"}': "line_not_utf8",
        b"[1]": "line_not_object",
        b"": "line_not_object",
        b'{"a":1}\r': "line_not_object",
        b'{"a":1}{"b":2}': "line_not_json",
        b"{'a':1}": "line_not_json",
        b'{"a":"' + b"x" * (1 << 20) + b'"}': "line_too_long",
        b'{"a":01}': "line_not_json",
    }
    good = edit_lines(3)
    for line, finding in wrong.items():
        journal = b"\n".join([good[0], line, *good[1:]]) + b"\n"
        name = f"line {line[:30]!r}"
        yield name, zip_bytes(raws(tagged(honest_payload() | {JOURNAL: journal}))), f"finding.package.{finding}"
    yield "no newline at the end", zip_bytes(raws(tagged(honest_payload() | {JOURNAL: good[0]}))), "finding.package.line_unended"
    yield "summary is a list", zip_bytes(raws(tagged(honest_payload() | {"data/summary.json": b"[]\n"}))), "finding.package.line_not_object"
    heads = honest_payload()["data/heads.jsonl"]
    for name, data in (
        ("head twice", heads * 2),
        ("head without id", b'{"origin":"a","stream":"b","seq":1}\n'),
        ("head seq true", heads.replace(b"5", b"true")),
    ):
        yield name, zip_bytes(raws(tagged(honest_payload() | {"data/heads.jsonl": data}))), "finding.package.head"
