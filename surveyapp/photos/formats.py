"""Which files are photos at all: told by their first bytes, never by their names."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from surveyapp.domain.picture_formats import HEIF as HEIF
from surveyapp.domain.picture_formats import JPEG as JPEG
from surveyapp.domain.picture_formats import PNG as PNG
from surveyapp.domain.picture_formats import WEBP as WEBP
from surveyapp.domain.picture_formats import format_of as format_of

EXTENSIONS = {JPEG: "jpg", PNG: "png", WEBP: "webp", HEIF: "heic"}
UNKNOWN_EXTENSION = "bin"
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_START_OF_SCAN, _END = 0xDA, 0xD9
# Kept are JFIF, tables, frames and Adobe's colour transform; Exif, XMP, previews and second pictures are not needed to decode.
_NOT_FOR_DECODING = frozenset((*range(0xE1, 0xEE), 0xEF, 0xFE))


def extension(kind: str | None) -> str:
    """The extension an original of this format is kept under."""
    return EXTENSIONS[kind] if kind else UNKNOWN_EXTENSION


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of the segments before the first scan; the last one yielded starts the scan and runs to the end of the file."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _STANDALONE:
            at += 2
            continue
        if marker in (_START_OF_SCAN, _END):
            yield marker, at, len(data)
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        yield marker, at, end
        at = end


def open_jpeg(data: bytes) -> tuple[bytes, bytes]:
    """(Exif block, the same picture without its application segments). The pixels are the same bytes; what Pillow would warn of is gone."""
    exif = b""
    kept = [data[:2]]
    for marker, start, end in jpeg_segments(data):
        if marker == 0xE1 and not exif and data[start + 4 : start + 10] == b"Exif\0\0":
            exif = data[start + 4 : end]
        if marker not in _NOT_FOR_DECODING:
            kept.append(data[start:end])
    return exif, b"".join(kept)


def png_exif(data: bytes) -> bytes:
    """The Exif block of a PNG (PNG 1.6, eXIf): it may stand behind the pixels, where a reader comes only after decoding."""
    at = 8
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"eXIf":
            return data[at + 8 : at + 8 + length]
        at += 12 + length
    return b""
