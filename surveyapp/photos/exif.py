"""What a camera wrote into a photo: orientation, time, place. Read from untrusted bytes, tag by tag.

Exif 2.32 (CIPA DC-008) in TIFF 6.0 form. Pillow's own reader warns, raises a dozen kinds of errors and turns coordinates into floats;
here a broken tag is simply absent, coordinates stay exact, and nothing is ever raised.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

_MAX_TAGS = 512
_MAX_TEXT = 128
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_ORIENTATION, _MAKE, _MODEL, _EXIF_IFD, _GPS_IFD = 0x0112, 0x010F, 0x0110, 0x8769, 0x8825
_ORIGINAL, _DIGITIZED, _OFFSET_ORIGINAL, _OFFSET_DIGITIZED = 0x9003, 0x9004, 0x9011, 0x9012
_LAT_REF, _LAT, _LON_REF, _LON, _DATUM = 1, 2, 3, 4, 18
_PLACES = Decimal("0.0000001")

Values = tuple[int | Fraction, ...] | bytes


@dataclass(frozen=True, slots=True)
class Exif:
    """What could be read. `orientation` 1–8; `taken_at` ISO 8601, with an offset only where the camera gave one;
    `lon` and `lat` are WGS 84 degrees as decimal text with at most 7 places (1 cm)."""

    orientation: int = 1
    taken_at: str | None = None
    lon: str | None = None
    lat: str | None = None
    camera: str | None = None
    notes: tuple[str, ...] = ()


def read_exif(untrusted: bytes) -> Exif:
    """Read an Exif block (with or without its "Exif\\0\\0" head). Whatever is broken in it is left out; never raises."""
    block = untrusted.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None or len(block) < 8:
        return Exif(notes=("photo.note.exif_broken",)) if block else Exif()
    main = _directory(block, order, struct.unpack_from(order + "I", block, 4)[0])
    sub = _directory(block, order, _number(main, _EXIF_IFD) or 0)
    gps = _directory(block, order, _number(main, _GPS_IFD) or 0)
    orientation = _number(main, _ORIENTATION)
    lon, lat, place_note = _place(gps)
    return Exif(
        orientation=orientation if orientation is not None and 1 <= orientation <= 8 else 1,
        taken_at=_taken_at(sub),
        lon=lon,
        lat=lat,
        camera=_camera(main),
        notes=(place_note,) if place_note else (),
    )


def _directory(block: bytes, order: str, at: int) -> Mapping[int, Values]:
    if not 8 <= at <= len(block) - 2:
        return {}
    count = min(struct.unpack_from(order + "H", block, at)[0], _MAX_TAGS, (len(block) - at - 2) // 12)
    found: dict[int, Values] = {}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, length = struct.unpack_from(order + "HHI", block, entry)
        size = _SIZES.get(kind, 0) * length
        if not size or size > 8 * _MAX_TEXT:
            continue
        start = entry + 8 if size <= 4 else struct.unpack_from(order + "I", block, entry + 8)[0]
        if start + size <= len(block):
            found.setdefault(tag, _values(block[start : start + size], order, kind))
    return found


def _values(raw: bytes, order: str, kind: int) -> Values:
    if kind in (1, 2, 7):
        return raw
    if kind in (3, 4, 9):
        letter = {3: "H", 4: "I", 9: "i"}[kind]
        return struct.unpack(f"{order}{len(raw) // _SIZES[kind]}{letter}", raw)
    numbers = struct.unpack(f"{order}{len(raw) // 4}{'I' if kind == 5 else 'i'}", raw)
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    return tuple(Fraction(above, below) for above, below in pairs) if all(below for _, below in pairs) else ()


def _number(tags: Mapping[int, Values], tag: int) -> int | None:
    value = tags.get(tag)
    return value[0] if isinstance(value, tuple) and value and isinstance(value[0], int) else None


def _text(tags: Mapping[int, Values], tag: int) -> str:
    value = tags.get(tag)
    if not isinstance(value, bytes):
        return ""
    said = value[:_MAX_TEXT].split(b"\0", 1)[0].decode("utf-8", "replace")
    return " ".join("".join(each for each in said if each.isprintable()).split())


def _camera(main: Mapping[int, Values]) -> str | None:
    make, model = _text(main, _MAKE), _text(main, _MODEL)
    return (model if model.startswith(make) else f"{make} {model}").strip() or None


def _taken_at(sub: Mapping[int, Values]) -> str | None:
    """DateTimeOriginal, else DateTimeDigitized. Not DateTime: that is when the file was last changed."""
    for stamp, offset in ((_ORIGINAL, _OFFSET_ORIGINAL), (_DIGITIZED, _OFFSET_DIGITIZED)):
        told, zone = _text(sub, stamp), _text(sub, offset)
        for text, form in ((told + zone, "%Y:%m:%d %H:%M:%S%z"), (told, "%Y:%m:%d %H:%M:%S")):
            try:
                return datetime.strptime(text, form).isoformat()  # noqa: DTZ007 - a camera without an offset gives local time, and so do we
            except ValueError:
                continue
    return None


def _place(gps: Mapping[int, Values]) -> tuple[str | None, str | None, str]:
    """(lon, lat, note). A datum other than WGS 84 is not passed off as it: the place is then left out and said."""
    lat = _degrees(gps.get(_LAT), _text(gps, _LAT_REF).upper(), "NS", 90)
    lon = _degrees(gps.get(_LON), _text(gps, _LON_REF).upper(), "EW", 180)
    if lat is None or lon is None or (not lat and not lon):
        return None, None, ""
    datum = "".join(each for each in _text(gps, _DATUM).upper() if each.isalnum())
    if datum and not datum.startswith("WGS84"):
        return None, None, "photo.note.datum"
    return _decimal_text(lon), _decimal_text(lat), ""


def _degrees(value: Values | None, reference: str, letters: str, limit: int) -> Fraction | None:
    if not isinstance(value, tuple) or not 1 <= len(value) <= 3 or reference not in tuple(letters):
        return None
    parts = [Fraction(each) for each in value]
    if any(part < 0 for part in parts) or any(part > 60 for part in parts[1:]):
        return None
    degrees = sum((part / 60**power for power, part in enumerate(parts)), Fraction(0))
    if degrees > limit:
        return None
    return -degrees if reference == letters[1] else degrees


def _decimal_text(degrees: Fraction) -> str:
    exact = (Decimal(degrees.numerator) / Decimal(degrees.denominator)).quantize(_PLACES)
    return format(exact.normalize(), "f") if exact else "0"
