"""One press of the pointer on a photo, from where it went down to where it was let go: a stroke, a move, a pull at a handle, or a tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Literal

from surveyapp.domain.annotation_looks import from_frame, is_hit, on_frame
from surveyapp.domain.annotation_shapes import drawn, handles, inside, moved, placed, pulled
from surveyapp.domain.annotations import DRAWN, TOOLS, Annotation, Point, Shape

Spot = tuple[float, float]
_LARGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Hand:
    """What a press begins with: the tool and colour in hand, what is drawn, which of it is chosen, and how near counts as on it (units)."""

    tool: str
    colour: str
    annotations: Sequence[Annotation]
    chosen: str
    size: tuple[int, int]
    slack: float
    may_draw: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a press came to. `drawn` and `moved` carry the annotation; `tapped` what was hit (None: the photo), and where."""

    kind: Literal["drawn", "moved", "tapped", "nothing"]
    annotation: Annotation | None = None
    at: Point = (0, 0)


@dataclass
class Gesture:
    """A press that is under way. Points are in units of the frame; `far` is how far counts as a drag."""

    hand: Hand
    start: Spot
    far: float
    path: list[Spot] = field(default_factory=list)
    dragging: bool = False
    held: Annotation | None = None
    handle: int | None = None

    def __post_init__(self) -> None:
        self.path.append(self.start)
        if self.hand.may_draw:
            self._take_hold()

    def _take_hold(self) -> None:
        """The handles of what is chosen come first; its body, where nothing is drawn over it: with the hand, or a mark that is set down."""
        hand = self.hand
        chosen = next((each for each in hand.annotations if each.record == hand.chosen), None) if hand.chosen else None
        if chosen is not None:
            near = [(hypot(x - self.start[0], y - self.start[1]), number) for number, (x, y) in enumerate(on_frame(handles(chosen), hand.size))]
            best = min(near, default=(float("inf"), 0))
            if best[0] <= hand.slack:
                self.held, self.handle = chosen, best[1]
                return
        found = self.hit(self.start)
        if found is not None and (hand.tool not in TOOLS or (found is chosen and found.tool not in DRAWN)):
            self.held = found

    def hit(self, at: Spot) -> Annotation | None:
        """What is drawn here, the topmost first."""
        return next((each for each in reversed(self.hand.annotations) if is_hit(each, at, self.hand.size, self.hand.slack)), None)

    def move(self, at: Spot) -> None:
        """The pointer is here now."""
        self.path.append(at)
        self.dragging = self.dragging or hypot(at[0] - self.start[0], at[1] - self.start[1]) >= self.far

    @property
    def pans(self) -> bool:
        """Whether the drag takes hold of nothing: it moves the view."""
        return self.held is None and (self.hand.tool not in TOOLS or not self.hand.may_draw)

    def ghost(self) -> Annotation | None:
        """What the press would come to if it ended here: with the record of what it changes, or "" for something new."""
        if not self.dragging:
            return None
        if self.held is not None:
            return self._shifted(self.held)
        if self.pans:
            return None
        shape = self._shape()
        return Annotation("", self.hand.tool, shape, self.hand.colour) if shape is not None else None

    def _shape(self) -> Shape | None:
        if self.hand.tool not in DRAWN:
            return placed(self.hand.tool, self._on_photo(self.path[-1]))
        return drawn(self.hand.tool, [self._on_photo(each) for each in self.path])

    def _shifted(self, held: Annotation) -> Annotation:
        if self.handle is not None:
            return pulled(held, self.handle, self._on_photo(self.path[-1]))
        (x1, y1), (x2, y2) = (from_frame(*each, self.hand.size) for each in (self.start, self.path[-1]))
        right, down = (round(max(-_LARGE, min(_LARGE, each))) for each in (x2 - x1, y2 - y1))
        return replace(held, shape=moved(held.shape, right, down))

    def _on_photo(self, at: Spot) -> Point:
        return inside(*from_frame(*at, self.hand.size))

    def end(self) -> Outcome:
        """The pointer was let go."""
        at, ghost = self._on_photo(self.path[-1]), self.ghost()
        if self.dragging:
            if ghost is None:
                return Outcome("nothing", at=at)
            return Outcome("moved" if self.held is not None else "drawn", ghost, at)
        found = self.held or self.hit(self.start)
        if found is None and self.hand.may_draw and self.hand.tool in TOOLS and self.hand.tool not in DRAWN:
            return Outcome("drawn", Annotation("", self.hand.tool, placed(self.hand.tool, at), self.hand.colour), at)
        return Outcome("tapped", found, at)
