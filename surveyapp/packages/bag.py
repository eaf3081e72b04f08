"""The names and tag files of our bag (RFC 8493), shared by the writer and the reader.

    bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt  tagmanifest-sha256.txt.minisig
    data/journal.jsonl  data/heads.jsonl  data/summary.json  data/photos/<first two>/<sha256>.<ext>

Beside the reserved elements bag-info.txt carries `Packed-SHA256: <sha256> <path>` for each deflated entry: two different
deflate streams can unpack to the same bytes, and a flipped bit must show even there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.minisig"
JOURNAL = "data/journal.jsonl"
HEADS = "data/heads.jsonl"
SUMMARY = "data/summary.json"
PHOTOS = "data/photos/"
FETCH = "fetch.txt"
PUBLIC_MARK = "public.json"
"""Stands at the root of a public export, which is redacted and is never received."""

TAGS = (BAGIT, BAG_INFO, MANIFEST)
"""The tag files that the tag manifest lists."""
REQUIRED = (*TAGS, TAG_MANIFEST, JOURNAL, HEADS, SUMMARY)

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PACKED = "Packed-SHA256"
EXTENSIONS = frozenset({"jpg", "jpeg", "png", "heic", "heif", "webp", "gif", "tif", "tiff", "bmp", "dng", "bin"})

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PHOTO = re.compile(r"data/photos/([0-9a-f]{2})/(\1[0-9a-f]{62})\.([a-z]{3,4})", re.ASCII)
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  ([\x21-\x7e]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader is willing to unpack, and so what a writer may put in. Bytes, but for `entries`, `ratio` and `findings`."""

    entries: int = 60_000
    photo: int = 256 << 20
    journal: int = 4 << 30
    text: int = 16 << 20
    summary: int = 4 << 20
    total: int = 64 << 30
    line: int = 1 << 20
    ratio: int = 200
    ratio_free: int = 1 << 20
    findings: int = 1_000

    def of(self, name: str) -> int:
        """The most bytes that the entry of this name may unpack to."""
        if name in (JOURNAL, SUMMARY):
            return self.journal if name == JOURNAL else self.summary
        return self.photo if name.startswith(PHOTOS) else self.text

    def swells(self, size: int, packed: int) -> bool:
        """Whether an entry unpacks to suspiciously more than it takes."""
        return size > self.ratio_free and size > packed * self.ratio


DEFAULT_LIMITS = Limits()


def safe_ext(ext: str) -> str:
    """The extension under which an original travels: lower case, `bin` for whatever is not a known kind of picture."""
    lowered = ext.lower().lstrip(".")
    return lowered if lowered in EXTENSIONS else "bin"


def photo_name(sha256: str, ext: str) -> str:
    """data/photos/<first two>/<sha256>.<ext>"""
    return f"{PHOTOS}{sha256[:2]}/{sha256}.{safe_ext(ext)}"


def photo_of(name: str) -> tuple[str, str] | None:
    """(sha256, extension) if this is exactly the name of a photo entry."""
    match = _PHOTO.fullmatch(name)
    return (match[2], match[3]) if match and match[3] in EXTENSIONS else None


def allowed(name: str) -> bool:
    """Whether an entry of this name may stand in a package."""
    return name in REQUIRED or name == SIGNATURE or photo_of(name) is not None


def manifest_text(hashes: Iterable[tuple[str, str]]) -> bytes:
    """A manifest of (path, sha256), sorted by path. Our paths need no percent-encoding: they hold neither CR, LF nor %."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(hashes)).encode("ascii")


def manifest_entries(untrusted: bytes) -> tuple[dict[str, str], tuple[int, ...]]:
    """path → sha256 of a manifest of ours, and the numbers of the lines that are not exactly as we write them or repeat a path."""
    entries: dict[str, str] = {}
    bad = []
    text = untrusted.decode("ascii", errors="replace")
    for number, line in enumerate(text.split("\n")[:-1], 1):
        match = _MANIFEST_LINE.fullmatch(line)
        if match is None or match[2] in entries:
            bad.append(number)
        else:
            entries[match[2]] = match[1]
    if text and not text.endswith("\n"):
        bad.append(text.count("\n") + 1)
    return entries, tuple(bad)


def bag_info_text(elements: Sequence[tuple[str, str]]) -> bytes:
    """bag-info.txt, one element a line. A line break inside a value becomes a space."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in elements).encode("utf-8")


def bag_info_elements(untrusted: bytes) -> list[tuple[str, str]] | None:
    """The elements of a bag-info.txt of ours (no folded lines), or None if it is not one."""
    try:
        lines = untrusted.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    pairs = [line.partition(": ") for line in lines[:-1]]
    if lines[-1] or not all(label and colon for label, colon, _ in pairs):
        return None
    return [(label, value) for label, _, value in pairs]
