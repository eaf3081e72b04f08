"""Positions: one value {lon, lat, crs, accuracy, how} that always says its coordinate system, and how systems relate.

A stored value is never converted in place. What is shown may be converted, and then says into what. Four systems:

- WGS84: what satellite receivers and EXIF give (EPSG:4326).
- CGCS2000: the national system (EPSG:4490). It differs from WGS84 by centimetres, far below what a survey on foot measures:
  here both are equal within the accuracy of collection, but the name is kept.
- GCJ-02: the obfuscated system of Chinese web maps, 50–700 m off WGS84. Its polynomial is published; it holds inside a rectangle
  around the mainland and leaves what is outside unchanged.
- local: no place on the earth. With `plan` it is a point of that scanned site plan, `lon` px to the right and `lat` px down; without, metres
  east and north on the community's own blank grid.

Degrees are decimal text with at most 7 places (1 cm) in the journal; arithmetic on them is floating point, for the polynomial is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from surveyapp.domain.canonical import Value
from surveyapp.errors import Finding

WGS84, CGCS2000, GCJ02, LOCAL = "WGS84", "CGCS2000", "GCJ-02", "local"
CRS = (WGS84, CGCS2000, GCJ02, LOCAL)
GEOGRAPHIC = (WGS84, CGCS2000, GCJ02)

Degrees = tuple[float, float]
"""(longitude, latitude)."""

_MAJOR, _ECCENTRICITY2 = 6378245.0, 0.00669342162296594323  # Krasovsky 1940, as the published polynomial has it
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
_MEAN_RADIUS = 6371008.8
_PLACES = {LOCAL: Decimal("0.01")}
_DEGREE_PLACES = Decimal("0.0000001")
_PLAUSIBLE = ((Decimal(73), Decimal(136)), (Decimal(3), Decimal(54)))


@dataclass(frozen=True, slots=True)
class Position:
    """A place as it was collected. `lon` and `lat` are degrees (for `local`: see above); `accuracy` is metres, None where unknown."""

    lon: Decimal
    lat: Decimal
    crs: str
    how: str = ""
    accuracy: Decimal | None = None
    plan: str = ""

    @property
    def degrees(self) -> Degrees:
        """Longitude and latitude for arithmetic."""
        return float(self.lon), float(self.lat)

    @property
    def is_geographic(self) -> bool:
        """Whether it is a place on the earth."""
        return self.crs in GEOGRAPHIC


def read_position(value: Value) -> Position | None:
    """The position of a journal value; None where it is unset, or cannot be placed: no numbers, no known system, off the globe."""
    if not isinstance(value, Mapping):
        return None
    lon, lat, crs = _number(value.get("lon")), _number(value.get("lat")), value.get("crs")
    if lon is None or lat is None or not isinstance(crs, str) or crs not in CRS or not _is_possible(lon, lat, crs):
        return None
    how, plan = value.get("how"), value.get("plan")
    return Position(
        lon, lat, crs, how if isinstance(how, str) else "", _number(value.get("accuracy")), plan if isinstance(plan, str) and crs == LOCAL else ""
    )


def position_value(position: Position) -> dict[str, Value]:
    """The journal value of a position; a key without a value is left out."""
    places = _PLACES.get(position.crs, _DEGREE_PLACES)
    told: dict[str, Value] = {"lon": number_text(position.lon, places), "lat": number_text(position.lat, places), "crs": position.crs}
    if position.accuracy is not None:
        told["accuracy"] = number_text(position.accuracy, Decimal("0.1"))
    told |= {name: text for name, text in (("how", position.how), ("plan", position.plan)) if text}
    return told


def position_from(lon: float, lat: float, crs: str, how: str, accuracy: float | None = None, plan: str = "") -> Position:
    """A position from arithmetic, rounded to what is kept: 7 places of a degree, 2 of a pixel or metre, 1 of the accuracy."""
    places = _PLACES.get(crs, _DEGREE_PLACES)
    within = None if accuracy is None else Decimal(repr(accuracy)).quantize(Decimal("0.1"))
    return Position(Decimal(repr(lon)).quantize(places), Decimal(repr(lat)).quantize(places), crs, how, within, plan)


def number_text(number: Decimal, places: Decimal) -> str:
    """A number as the journal writes it: no exponent, no trailing zeros, no minus before zero."""
    rounded = number.quantize(places)
    return format(rounded.normalize(), "f") if rounded else "0"


def _number(value: Value) -> Decimal | None:
    if type(value) is int:
        return Decimal(value) if abs(value) < 10**9 else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and (not number or number.adjusted() < 9) else None


def _is_possible(lon: Decimal, lat: Decimal, crs: str) -> bool:
    return crs == LOCAL or (abs(lon) <= 180 and abs(lat) <= 90)


def check_position(where: str, value: Value) -> tuple[Finding, ...]:
    """All findings of a position: numbers missing, system missing or unknown, off the globe; outside the country (lon 73–136, lat 3–54)."""
    if not isinstance(value, Mapping):
        return (Finding("finding.value.impossible.place", where, {"value": str(value)[:40]}),)
    lon, lat, crs = _number(value.get("lon")), _number(value.get("lat")), value.get("crs")
    found = []
    if lon is None or lat is None:
        found.append(Finding("finding.value.impossible.place", where, {"value": f"{value.get('lon')}, {value.get('lat')}"[:40]}))
    if crs not in CRS:
        found.append(Finding("finding.value.impossible.system", where, {"systems": ", ".join(CRS)}))
    if found or lon is None or lat is None:
        return tuple(found)
    if not _is_possible(lon, lat, str(crs)):
        return (Finding("finding.value.impossible.globe", where, {"lon": lon, "lat": lat}),)
    if crs != LOCAL and not all(least <= each <= most for each, (least, most) in zip((lon, lat), _PLAUSIBLE, strict=True)):
        return (Finding("finding.value.implausible.abroad", where, {"lon": lon, "lat": lat}),)
    return ()


def is_inside(lon: float, lat: float) -> bool:
    """Whether GCJ-02 differs from WGS84 here: inside the published rectangle."""
    return _WEST <= lon <= _EAST and _SOUTH <= lat <= _NORTH


def gcj02_from_wgs84(lon: float, lat: float) -> Degrees:
    """GCJ-02 of a WGS84 place; unchanged outside the rectangle."""
    if not is_inside(lon, lat):
        return lon, lat
    east, north = _offset(lon, lat)
    return lon + east, lat + north


def wgs84_from_gcj02(lon: float, lat: float) -> Degrees:
    """WGS84 of a GCJ-02 place, by iteration: the offset changes so slowly that each turn gains three digits."""
    if not is_inside(lon, lat):
        return lon, lat
    here = lon, lat
    for _ in range(12):
        east, north = _offset(*here)
        following = lon - east, lat - north
        if abs(following[0] - here[0]) < 1e-12 and abs(following[1] - here[1]) < 1e-12:
            return following
        here = following
    return here


def _offset(lon: float, lat: float) -> Degrees:
    """The published polynomial: degrees to add in longitude and latitude."""
    x, y = lon - 105.0, lat - 35.0
    root, ripple = math.sqrt(abs(x)), 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple * 2.0 / 3.0
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple * 2.0 / 3.0
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    bend = math.radians(lat)
    magic = 1 - _ECCENTRICITY2 * math.sin(bend) ** 2
    meridian = _MAJOR * (1 - _ECCENTRICITY2) / (magic * math.sqrt(magic)) * math.pi
    parallel = _MAJOR / math.sqrt(magic) * math.cos(bend) * math.pi
    return east * 180.0 / parallel, north * 180.0 / meridian


def convert(lon: float, lat: float, source: str, target: str) -> Degrees:
    """The same place in another system. Both must be geographic: ValueError where one is `local`."""
    if source not in GEOGRAPHIC or target not in GEOGRAPHIC:
        raise ValueError(source, target)
    if (source == GCJ02) == (target == GCJ02):
        return lon, lat
    return wgs84_from_gcj02(lon, lat) if source == GCJ02 else gcj02_from_wgs84(lon, lat)


def metres_between(one: Degrees, other: Degrees) -> float:
    """The distance of two places of one system on a sphere, in metres (haversine)."""
    (lon1, lat1), (lon2, lat2) = ((math.radians(each[0]), math.radians(each[1])) for each in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _MEAN_RADIUS * math.asin(min(1.0, math.sqrt(half)))
