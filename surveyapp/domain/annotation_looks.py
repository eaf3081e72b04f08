"""What annotations look like: a display list of polygons, polylines, lines of text and pixelated regions, which two thin painters paint.

Coordinates are whole ten-thousandths of the longer edge of the upright picture, from its top left: `frame` tells how wide and high it then is.
Each stroke lies on a wider one of the opposite lightness, so that it is seen on any background.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.domain.annotation_shapes import distance
from surveyapp.domain.annotations import FULL, Annotation, Point

Ink = tuple[int, int, int]
"""Red, green, blue, 0–255. The same in every palette and in print: it lies on a photo, not on the window."""

_DARK: Ink = (16, 26, 24)
_WHITE: Ink = (255, 255, 255)
INKS: Mapping[str, tuple[Ink, Ink]] = {"yellow": ((255, 212, 0), _DARK), "white": (_WHITE, _DARK), "red": ((215, 25, 32), _WHITE)}
"""Ink and the casing around it."""
_STROKE = {1: 45, 2: 75, 3: 120}
_CASING = {1: 26, 2: 34, 3: 44}
_LETTERS = {1: 250, 2: 320, 3: 420}
_HEAD = {1: 300, 2: 420, 3: 600}
_DISC = {1: 230, 2: 300, 3: 390}
_BLOCK = 250
"""The edge of a block of a pixelated region: a face of a tenth of the picture becomes four blocks across."""
_WIDEST_LINE = 16.0
"""Letters of full width in a line of text, before it is broken."""
_ELLIPSE_SIDES = 64
_DASH, _GAP = 150, 110


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon."""

    points: tuple[Point, ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Polyline:
    """A stroke with round ends and joints."""

    points: tuple[Point, ...]
    ink: Ink
    width: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of bold text, its middle at a point; `height` is the size of the font (an em)."""

    text: str
    at: Point
    height: int
    ink: Ink


@dataclass(frozen=True, slots=True)
class Pixelated:
    """A region whose picture is replaced by blocks, so that nobody can be recognised in it."""

    left: int
    top: int
    right: int
    bottom: int
    block: int = _BLOCK


Shown = Polygon | Polyline | Letters | Pixelated
DisplayList = tuple[Shown, ...]


def frame(width: int, height: int) -> tuple[int, int]:
    """How wide and high an upright picture of so many pixels is, its longer edge being 10,000. Unknown sizes count as 4:3."""
    if width <= 0 or height <= 0:
        width, height = 4, 3
    longest = max(width, height)
    return max(1, round(width * FULL / longest)), max(1, round(height * FULL / longest))


def display_list(annotations: Iterable[Annotation], size: tuple[int, int]) -> DisplayList:
    """What to paint for annotations, in this order, on a picture of this frame. Pixelated regions come first: nothing drawn is lost in them."""
    shown = [each for annotation in annotations for each in _looks(annotation, size)]
    return (*(each for each in shown if isinstance(each, Pixelated)), *(each for each in shown if not isinstance(each, Pixelated)))


def on_frame(shape: Iterable[Point], size: tuple[int, int]) -> tuple[Point, ...]:
    """Points of a shape on the frame."""
    return tuple((round(x * size[0] / FULL), round(y * size[1] / FULL)) for x, y in shape)


def from_frame(x: float, y: float, size: tuple[int, int]) -> tuple[float, float]:
    """A point of the frame as a point of a shape."""
    return x * FULL / size[0], y * FULL / size[1]


def is_hit(annotation: Annotation, at: tuple[float, float], size: tuple[int, int], slack: float) -> bool:
    """Whether a point of the frame hits an annotation, `slack` units beside it counted in."""
    for each in _looks(annotation, size):
        if isinstance(each, Polyline):
            path = (*each.points, each.points[0]) if each.closed else each.points
            if distance(path, at) <= each.width / 2 + slack:
                return True
        elif isinstance(each, Pixelated):
            if each.left - slack <= at[0] <= each.right + slack and each.top - slack <= at[1] <= each.bottom + slack:
                return True
        elif isinstance(each, Polygon) and _box_holds(each.points, at, slack):
            return True
    return False


def bounds(annotation: Annotation, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of everything that an annotation paints, on the frame."""
    xs: list[int] = []
    ys: list[int] = []
    for each in _looks(annotation, size):
        if isinstance(each, Pixelated):
            points: Sequence[Point] = ((each.left, each.top), (each.right, each.bottom))
            out = 0
        else:
            points = (each.at,) if isinstance(each, Letters) else each.points
            out = each.width // 2 + 1 if isinstance(each, Polyline) else 0
        xs += [x + side for x, _ in points for side in (-out, out)]
        ys += [y + side for _, y in points for side in (-out, out)]
    return min(xs), min(ys), max(xs), max(ys)


def _box_holds(points: Sequence[Point], at: tuple[float, float], slack: float) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - slack <= at[0] <= max(xs) + slack and min(ys) - slack <= at[1] <= max(ys) + slack


def _looks(annotation: Annotation, size: tuple[int, int]) -> tuple[Shown, ...]:
    return _LOOKS[annotation.tool](annotation, on_frame(annotation.shape, size), size)


def _stroke(annotation: Annotation, points: Sequence[Point], closed: bool = False) -> tuple[Polyline, Polyline]:
    ink, casing = INKS[annotation.colour]
    width = _STROKE[annotation.weight]
    path = tuple(points)
    return Polyline(path, casing, width + 2 * _CASING[annotation.weight], closed), Polyline(path, ink, width, closed)


def _line(annotation: Annotation, points: Sequence[Point], _size: tuple[int, int]) -> tuple[Shown, ...]:
    return _stroke(annotation, points)


def _box(annotation: Annotation, points: Sequence[Point], _size: tuple[int, int]) -> tuple[Shown, ...]:
    (x1, y1), (x2, y2) = points
    return _stroke(annotation, ((x1, y1), (x2, y1), (x2, y2), (x1, y2)), closed=True)


def _ellipse(annotation: Annotation, points: Sequence[Point], _size: tuple[int, int]) -> tuple[Shown, ...]:
    (x1, y1), (x2, y2) = points
    return _stroke(annotation, _oval((x1 + x2) / 2, (y1 + y2) / 2, abs(x2 - x1) / 2, abs(y2 - y1) / 2), closed=True)


def _oval(x: float, y: float, across: float, along: float) -> tuple[Point, ...]:
    turns = (2 * math.pi * step / _ELLIPSE_SIDES for step in range(_ELLIPSE_SIDES))
    return tuple((round(x + across * math.cos(turn)), round(y + along * math.sin(turn))) for turn in turns)


def _arrow(annotation: Annotation, points: Sequence[Point], _size: tuple[int, int]) -> tuple[Shown, ...]:
    """From the first point to the second, which is the tip. A short arrow has a small head."""
    (x1, y1), (x2, y2) = points
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    along_x, along_y = (x2 - x1) / length, (y2 - y1) / length
    head = min(_HEAD[annotation.weight], length * 0.6)
    back_x, back_y = x2 - along_x * head, y2 - along_y * head
    wide = head * 0.46
    tip = (
        (x2, y2),
        (round(back_x - along_y * wide), round(back_y + along_x * wide)),
        (round(back_x + along_y * wide), round(back_y - along_x * wide)),
    )
    ink, casing = INKS[annotation.colour]
    under, over = _stroke(annotation, ((x1, y1), (round(x2 - along_x * head * 0.7), round(y2 - along_y * head * 0.7))))
    return under, Polyline(tip, casing, 2 * _CASING[annotation.weight], closed=True), over, Polygon(tip, ink)


def _measure(annotation: Annotation, points: Sequence[Point], size: tuple[int, int]) -> tuple[Shown, ...]:
    """A line between two ticks, with the measured length on it."""
    (x1, y1), (x2, y2) = points
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    across_x, across_y = -(y2 - y1) / length, (x2 - x1) / length
    tick = _HEAD[annotation.weight] / 2.4
    parts: list[tuple[Point, Point]] = [((x1, y1), (x2, y2))]
    for x, y in points:
        start = (round(x - across_x * tick), round(y - across_y * tick))
        parts.append((start, (round(x + across_x * tick), round(y + across_y * tick))))
    strokes = [_stroke(annotation, part) for part in parts]
    words = _plate(annotation, ((x1 + x2) // 2, (y1 + y2) // 2), size) if annotation.text else ()
    return (*(under for under, _ in strokes), *(over for _, over in strokes), *words)


def _number(annotation: Annotation, points: Sequence[Point], _size: tuple[int, int]) -> tuple[Shown, ...]:
    ink, casing = INKS[annotation.colour]
    (x, y), radius = points[0], _DISC[annotation.weight]
    words = "" if annotation.number is None else str(annotation.number)
    disc = [Polygon(_oval(x, y, radius + edge, radius + edge), each) for edge, each in ((_CASING[annotation.weight], casing), (0, ink))]
    height = round(radius * (1.25 if len(words) < 2 else 1.1 if len(words) == 2 else 0.85))
    return (*disc, Letters(words, (x, y), height, casing)) if words else tuple(disc)


def _text(annotation: Annotation, points: Sequence[Point], size: tuple[int, int]) -> tuple[Shown, ...]:
    return _plate(annotation, points[0], size)


def _plate(annotation: Annotation, at: Point, size: tuple[int, int]) -> tuple[Shown, ...]:
    """Words on a plate in the colour of the casing, the whole kept in the picture where it fits."""
    ink, casing = INKS[annotation.colour]
    em = _LETTERS[annotation.weight]
    lines = _broken(annotation.text) or ["…"]
    across = round(max(map(_ems, lines)) * em / 2 + em * 0.42)
    along = round(len(lines) * em * 0.62 + em * 0.2)
    x = max(across, min(size[0] - across, at[0])) if 2 * across <= size[0] else size[0] // 2
    y = max(along, min(size[1] - along, at[1])) if 2 * along <= size[1] else size[1] // 2
    plate = Polygon(_rounded(x, y, across, along, round(em * 0.24)), casing)
    top = y - (len(lines) - 1) * em * 0.62
    return plate, *(Letters(line, (x, round(top + number * em * 1.24)), em, ink) for number, line in enumerate(lines))


def _rounded(x: int, y: int, across: int, along: int, radius: int) -> tuple[Point, ...]:
    corners = ((1, 1, 0), (-1, 1, 1), (-1, -1, 2), (1, -1, 3))
    points = []
    for right, down, quarter in corners:
        for step in range(5):
            turn = math.pi / 2 * (quarter + step / 4)
            middle_x, middle_y = x + right * (across - radius), y + down * (along - radius)
            points.append((round(middle_x + radius * math.cos(turn)), round(middle_y + radius * math.sin(turn))))
    return tuple(points)


def _broken(text: str) -> list[str]:
    """A text in lines that are not too wide, broken at blanks where there are any."""
    lines: list[str] = []
    for given in text.split("\n"):
        line = ""
        for word in _words(given):
            if line and _ems(line + word) > _WIDEST_LINE:
                lines.append(line.rstrip())
                line = ""
            line += word if line else word.lstrip()
        lines.append(line.rstrip())
    return [line for line in lines if line]


def _words(text: str) -> Iterable[str]:
    """Pieces that may stand on different lines: words with the blank after them, and every wide character; none longer than a line."""
    piece = ""
    for character in text:
        if piece and (_is_wide(character) or piece.endswith(" ") or _is_wide(piece[-1]) or len(piece) >= _WIDEST_LINE):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _ems(text: str) -> float:
    """How wide a line is, in ems, generously: no font is at hand here, and the plate must hold the words."""
    return sum(1.0 if _is_wide(each) else 0.95 if each in "mwMW@%—…" else 0.36 if each in " .,:;'|!ilj()" else 0.66 for each in text)


def _pixelated(annotation: Annotation, points: Sequence[Point], _size: tuple[int, int]) -> tuple[Shown, ...]:
    """The region, and a dashed edge that says that it was done on purpose."""
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    dashes = [Polyline(each, _WHITE, 26) for start, end in zip(corners, (*corners[1:], corners[0]), strict=True) for each in _dashes(start, end)]
    return Pixelated(left, top, right, bottom), Polyline(corners, _DARK, 46, closed=True), *dashes


def _dashes(start: Point, end: Point) -> Iterable[tuple[Point, Point]]:
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    at = 0.0
    while at < length:
        to = min(length, at + _DASH)
        yield _between(start, end, at / length), _between(start, end, to / length)
        at = to + _GAP


def _between(start: Point, end: Point, part: float) -> Point:
    return round(start[0] + (end[0] - start[0]) * part), round(start[1] + (end[1] - start[1]) * part)


_LOOKS: Mapping[str, Callable[[Annotation, Sequence[Point], tuple[int, int]], tuple[Shown, ...]]] = {
    "arrow": _arrow,
    "box": _box,
    "ellipse": _ellipse,
    "freehand": _line,
    "text": _text,
    "number": _number,
    "measure": _measure,
    "pixelate": _pixelated,
}
