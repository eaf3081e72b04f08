"""Registration of a scanned site plan: from control points, the transformation of its pixels to the ground, and how far off it is.

Two or three points give a similarity (turn, scale, shift: a plan drawn to scale); four and more an affine transformation (a scan that was
stretched or sheared). Least squares both. The error is sqrt(Σ r² / (n - needed)), metres on the ground, with two points needed for a
similarity and three for an affine; there is none where no point is left over to contradict.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from surveyapp.domain.canonical import Value
from surveyapp.domain.geo import GEOGRAPHIC, Degrees, Position, number_text, read_position
from surveyapp.domain.mercator import Plane

_FEWEST, _FOR_AFFINE, _MOST = 2, 4, 50
_FLAT = 1e-4
"""Points whose spread across is below this part of their spread along are as good as on one line."""


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A point of the plan (px right, px down) and its place on the ground."""

    x: Decimal
    y: Decimal
    lon: Decimal
    lat: Decimal


@dataclass(frozen=True, slots=True)
class Fit:
    """x' = a x + b y + c, y' = d x + e y + f: pixels to metres of `plane`. `residuals` are metres, point by point; `error` as above."""

    crs: str
    plane: Plane
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    residuals: tuple[float, ...]
    error: float | None

    def metres(self, x: float, y: float) -> tuple[float, float]:
        """The point of the plane that a pixel lies on."""
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """The pixel that lies on a point of the plane."""
        det = self.a * self.e - self.b * self.d
        right, down = x - self.c, y - self.f
        return (self.e * right - self.b * down) / det, (self.a * down - self.d * right) / det

    @property
    def spare(self) -> int:
        """How many points there are beyond those that are needed: what the error is reckoned by, and why it may be larger than any residual."""
        return len(self.residuals) - _needed(len(self.residuals))

    @property
    def metres_per_pixel(self) -> float:
        """How much ground a pixel covers, along an edge."""
        return math.sqrt(abs(self.a * self.e - self.b * self.d))


def read_points(value: Value) -> tuple[str, tuple[ControlPoint, ...]]:
    """The system and the control points of a journal value {crs, points: [{x, y, lon, lat}]}. What is broken in it is left out."""
    if not isinstance(value, dict) or not isinstance(value.get("points"), list):
        return "", ()
    crs, listed = value.get("crs"), value.get("points")
    found = []
    for each in listed if isinstance(listed, list) else ():
        at = read_position({**each, "crs": crs}) if isinstance(each, dict) else None
        on = read_position({"lon": each.get("x"), "lat": each.get("y"), "crs": "local"}) if isinstance(each, dict) else None
        if at is not None and on is not None and at.is_geographic:
            found.append(ControlPoint(on.lon, on.lat, at.lon, at.lat))
    return (crs if isinstance(crs, str) and crs in GEOGRAPHIC else ""), tuple(found[:_MOST])


def points_value(crs: str, points: Sequence[ControlPoint]) -> Value:
    """The journal value of control points."""
    kept = (("x", Decimal("0.01")), ("y", Decimal("0.01")), ("lon", Decimal("0.0000001")), ("lat", Decimal("0.0000001")))
    return {"crs": crs, "points": [{name: number_text(getattr(each, name), places) for name, places in kept} for each in points]}


def fit(crs: str, points: Sequence[ControlPoint]) -> Fit | None:
    """The transformation that the points ask for; None with fewer than two, or where they lie too close together (for an affine: on one line)."""
    if crs not in GEOGRAPHIC or len(points) < _FEWEST:
        return None
    middle: Degrees = (sum(float(each.lon) for each in points) / len(points), sum(float(each.lat) for each in points) / len(points))
    plane = Plane(*middle)
    pixels = [complex(float(each.x), float(each.y)) for each in points]
    ground = [complex(*plane.point(float(each.lon), float(each.lat))) for each in points]
    solved = _affine(pixels, ground) if len(points) >= _FOR_AFFINE else _similarity(pixels, ground)
    if solved is None:
        return None
    a, b, c, d, e, f = solved
    off = tuple(math.hypot(a * p.real + b * p.imag + c - g.real, d * p.real + e * p.imag + f - g.imag) for p, g in zip(pixels, ground, strict=True))
    left_over = len(points) - _needed(len(points))
    error = math.sqrt(sum(each * each for each in off) / left_over) if left_over else None
    return Fit(crs, plane, a, b, c, d, e, f, off, error)


def _needed(points: int) -> int:
    """How many of so many points the transformation itself takes: three for an affine, two for a similarity."""
    return 3 if points >= _FOR_AFFINE else 2


_Six = tuple[float, float, float, float, float, float]


def _similarity(pixels: Sequence[complex], ground: Sequence[complex]) -> _Six | None:
    """Turn and scale are one complex number: the regression of ground on pixels."""
    n = len(pixels)
    centre, onto = sum(pixels) / n, sum(ground) / n
    spread = sum(abs(p - centre) ** 2 for p in pixels)
    turn = sum(((p - centre).conjugate() * (g - onto) for p, g in zip(pixels, ground, strict=True)), 0j) / spread if spread > 1 else 0j
    if abs(turn) < 1e-9:
        return None
    shift = onto - turn * centre
    return turn.real, -turn.imag, shift.real, turn.imag, turn.real, shift.imag


def _affine(pixels: Sequence[complex], ground: Sequence[complex]) -> _Six | None:
    n = len(pixels)
    centre, onto = sum(pixels) / n, sum(ground) / n
    ps, gs = [p - centre for p in pixels], [g - onto for g in ground]
    xx, yy = sum(p.real * p.real for p in ps), sum(p.imag * p.imag for p in ps)
    xy = sum(p.real * p.imag for p in ps)
    det = xx * yy - xy * xy
    if xx + yy <= 1 or det <= _FLAT * _FLAT * (xx + yy) ** 2:
        return None
    rows = []
    for part in ([g.real for g in gs], [g.imag for g in gs]):
        onto_x = sum(p.real * each for p, each in zip(ps, part, strict=True))
        onto_y = sum(p.imag * each for p, each in zip(ps, part, strict=True))
        rows.append(((yy * onto_x - xy * onto_y) / det, (xx * onto_y - xy * onto_x) / det))
    (a, b), (d, e) = rows
    if abs(a * e - b * d) < 1e-12:
        return None
    return a, b, onto.real - a * centre.real - b * centre.imag, d, e, onto.imag - d * centre.real - e * centre.imag


def control_point(x: float, y: float, at: Position) -> ControlPoint:
    """A control point from a click on the plan and a place."""
    pixel = Decimal("0.01")
    return ControlPoint(Decimal(repr(x)).quantize(pixel), Decimal(repr(y)).quantize(pixel), at.lon, at.lat)
