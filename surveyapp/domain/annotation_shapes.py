"""Shapes of annotations: made from a stroke or set down at a point, moved, scaled, pulled. All in ten-thousandths of width and height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

from surveyapp.domain.annotations import DRAWN, FULL, MOST_POINTS, SPANNED, Annotation, Point, Shape

_SMALLEST = 60
_NEAR_ENOUGH = 12
"""How far a drawn line may be from the line that is kept, in ten-thousandths."""


def inside(x: float, y: float) -> Point:
    """A point of the picture: what lies outside comes to its edge."""
    return min(FULL, max(0, round(x))), min(FULL, max(0, round(y)))


def drawn(tool: str, path: Sequence[Point]) -> Shape | None:
    """The shape of a stroke from its first to its last point; None for one too short to have been meant."""
    if tool not in DRAWN or len(path) < 2:
        return None
    xs, ys = [x for x, _ in path], [y for _, y in path]
    if max(max(xs) - min(xs), max(ys) - min(ys)) < _SMALLEST:
        return None
    return simplified(path) if tool == "freehand" else (path[0], path[-1])


def placed(tool: str, at: Point) -> Shape:
    """What a tool sets down at a point when nothing is drawn: by the keyboard, or with a tap."""
    x, y = at
    if tool in SPANNED:
        return held((x - 900, y - 900), (x + 900, y + 900))
    if tool == "arrow":
        return held((x - 1400, y - 1400), (x, y))
    if tool == "measure":
        return held((x - 1200, y), (x + 1200, y))
    if tool == "freehand":
        return held(*((x - 900 + 300 * step, y + (250 if step % 2 else -250)) for step in range(7)))
    return (inside(x, y),)


def held(*points: Point) -> Shape:
    """A shape shifted so far that all of it lies in the picture."""
    return moved(points, 0, 0)


def moved(shape: Shape, right: int, down: int) -> Shape:
    """A shape moved as a whole, as far as the picture goes."""
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    right = max(-min(xs), min(FULL - max(xs), right))
    down = max(-min(ys), min(FULL - max(ys), down))
    return tuple(inside(x + right, y + down) for x, y in shape)


def scaled(shape: Shape, percent: int) -> Shape:
    """A shape grown or shrunk about its middle, not below what can be seen."""
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    if percent < 100 and max(max(xs) - min(xs), max(ys) - min(ys)) * percent < 4 * _SMALLEST * 100:
        return shape
    return tuple(inside(middle_x + (x - middle_x) * percent / 100, middle_y + (y - middle_y) * percent / 100) for x, y in shape)


def handles(annotation: Annotation) -> Shape:
    """The points by which a shape is pulled: both ends of a line, the four corners of what is spanned."""
    if annotation.tool in SPANNED:
        (x1, y1), (x2, y2) = annotation.shape
        return (x1, y1), (x2, y1), (x2, y2), (x1, y2)
    return annotation.shape if annotation.tool in ("arrow", "measure") else ()


def pulled(annotation: Annotation, handle: int, to: Point) -> Annotation:
    """The annotation with one of its handles at another point."""
    if annotation.tool in SPANNED:
        opposite = handles(annotation)[(handle + 2) % 4]
        return replace(annotation, shape=(opposite, inside(*to)))
    return replace(annotation, shape=tuple(inside(*to) if number == handle else point for number, point in enumerate(annotation.shape)))


def simplified(path: Sequence[Point], near: float = _NEAR_ENOUGH) -> Shape:
    """A drawn line with the points left out that lie on it anyway (Douglas and Peucker), coarser until few enough are left."""
    kept = _peucker(path, near)
    while len(kept) > MOST_POINTS:
        near *= 1.6
        kept = _peucker(path, near)
    return kept


def _peucker(path: Sequence[Point], near: float) -> Shape:
    keep = {0, len(path) - 1}
    spans = [(0, len(path) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(((_off(path[each], path[first], path[last]), each) for each in range(first + 1, last)), default=(0.0, 0))
        if far > near:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return tuple(path[each] for each in sorted(keep))


def _off(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """How far a point is from a stretch."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = along_x * along_x + along_y * along_y
    part = 0.0 if not length else max(0.0, min(1.0, ((point[0] - start[0]) * along_x + (point[1] - start[1]) * along_y) / length))
    return hypot(point[0] - start[0] - part * along_x, point[1] - start[1] - part * along_y)


def distance(path: Sequence[tuple[float, float]], point: tuple[float, float]) -> float:
    """How far a point is from a line through points, in their unit."""
    if len(path) == 1:
        return hypot(point[0] - path[0][0], point[1] - path[0][1])
    return min(_off(point, start, end) for start, end in pairwise(path))
