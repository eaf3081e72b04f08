"""Annotations on a photo: what a person points at, as data. Originals are never altered; every screen and report paints the list made here.

An annotation is a record of its own, so that shapes of two inspectors unite. Its `shape` is a flat list of whole numbers x1, y1, x2, y2 …
in ten-thousandths of the width and of the height of the upright picture (as EXIF turns it). Lengths of the painted things (strokes, discs,
letters) are in ten-thousandths of the longer edge, so that a portrait and a landscape photo of one camera look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from surveyapp.domain.canonical import Value
from surveyapp.errors import Finding

FULL = 10_000
"""The whole width, and the whole height, of a picture."""
TOOLS = ("arrow", "box", "ellipse", "freehand", "text", "number", "measure", "pixelate")
"""In the order of the keys 1–8."""
COLOURS = ("yellow", "white", "red")
WEIGHTS = (1, 2, 3)
USUAL_WEIGHT = 2
LONGEST_TEXT = 60
MOST_POINTS = 200
"""A line drawn by hand keeps so many points at most: more cannot be told apart on a photo, and an edit has a longest line."""
MOST_NUMBER = 999
SPANNED = frozenset({"box", "ellipse", "pixelate"})
"""Tools whose two points are opposite corners."""
DRAWN = frozenset({"arrow", "measure", "freehand"}) | SPANNED
"""Tools that are drawn with a stroke; the others are set down with a tap."""
_POINTS = {"text": (1, 1), "number": (1, 1), "freehand": (2, MOST_POINTS)}
_PAIR = (2, 2)

Point = tuple[int, int]
Shape = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation of a photo. `record` is "" for one that is only being drawn.

    `number` is what a numbered mark shows: the field `mark` of its record, for `number` is what people call records by.
    """

    record: str
    tool: str
    shape: Shape
    colour: str = "yellow"
    text: str = ""
    number: int | None = None
    weight: int = USUAL_WEIGHT
    author_name: str = ""
    wall: str = ""

    def fields(self, photo: str) -> dict[str, Value]:
        """The fields of its record, where it is drawn on this photo."""
        told: dict[str, Value] = {"photo": photo, "tool": self.tool, "shape": flat(self.shape), "colour": self.colour, "weight": self.weight}
        if self.text:
            told["text"] = self.text
        if self.number is not None:
            told["mark"] = self.number
        return told


def flat(shape: Iterable[Point]) -> list[Value]:
    """A shape as its record holds it."""
    return [part for point in shape for part in point]


def read_shape(value: object) -> Shape | None:
    """The points of a shape as a record holds it; None for what is none: pairs of whole numbers inside the picture, and not too many."""
    if not isinstance(value, list) or not 2 <= len(value) <= 2 * MOST_POINTS or len(value) % 2:
        return None
    if not all(type(each) is int and 0 <= each <= FULL for each in value):
        return None
    return tuple(zip(value[::2], value[1::2], strict=True))


def read_annotation(record: str, values: Mapping[str, Any], author_name: str = "", wall: str = "") -> Annotation | None:
    """The annotation of a record; None where it cannot be painted (it is kept all the same, and a finding says why)."""
    tool, shape = values.get("tool"), read_shape(values.get("shape"))
    if tool not in TOOLS or shape is None or not fits(str(tool), shape):
        return None
    colour, weight, number, text = (values.get(name) for name in ("colour", "weight", "mark", "text"))
    return Annotation(
        record,
        str(tool),
        shape,
        colour if colour in COLOURS else COLOURS[0],
        text[:LONGEST_TEXT] if isinstance(text, str) else "",
        number if type(number) is int and 0 <= number <= MOST_NUMBER else None,
        weight if weight in WEIGHTS else USUAL_WEIGHT,
        author_name,
        wall,
    )


def needed(tool: str) -> tuple[int, int]:
    """The fewest and the most points of a tool's shape."""
    return _POINTS.get(tool, _PAIR)


def fits(tool: str, shape: Shape) -> bool:
    """Whether a tool can paint a shape of so many points."""
    fewest, most = needed(tool)
    return fewest <= len(shape) <= most


def check_annotation(values: Mapping[str, Value]) -> tuple[Finding, ...]:
    """What is wrong between the fields of an annotation: points that its tool does not take, a text without words."""
    tool, shape = values.get("tool"), read_shape(values.get("shape"))
    found = []
    if tool in TOOLS and shape is not None and not fits(str(tool), shape):
        fewest, most = needed(str(tool))
        found.append(Finding("finding.annotation.points", "shape", {"fewest": fewest, "most": most, "count": len(shape)}))
    if tool == "text" and not values.get("text"):
        found.append(Finding("finding.annotation.no_text", "text", {}))
    return tuple(found)


def next_number(annotations: Iterable[Annotation]) -> int:
    """The number of the next numbered mark on a photo."""
    return min(MOST_NUMBER, 1 + max((each.number or 0 for each in annotations if each.tool == "number"), default=0))
