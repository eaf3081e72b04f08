"""A pin on the canvas: always the same size on the screen, its tip on its place; spread from a crowd it keeps a thin line to it.

Pins are painted from plain values, not made as items of a scene: a community has thousands of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from surveyapp.domain.pins import Pin
from surveyapp.ui import theme
from surveyapp.ui.map.looks import count_rect, outline_of, paint_count, paint_pin
from surveyapp.words import say

_RING_PX, _NEAR_PX, _APART_PX, _PER_RING = 58.0, 26.0, 40.0, 10
_LEVEL = {"photo": 1.0, "building": 2.0, "defect": 3.0}
_CHOSEN_LEVEL = 9.0


class PinItem:
    """One pin, or the leader of `members` that stand at one place. `offset` is where it is painted, in px from its place."""

    def __init__(self, pin: Pin, mode: str, members: Sequence[Pin], spot: QPointF, offset: QPointF, chosen: bool, here: bool) -> None:
        self.pin, self.members = pin, tuple(members)
        self.offset = offset
        self._spot = spot
        self._mode, self._chosen, self._here = mode, chosen, here
        self.level = _CHOSEN_LEVEL if chosen else _LEVEL.get(pin.kind, 0.0) + (0.5 if here else 0.0)

    def pos(self) -> QPointF:
        """Its place in units of the frame."""
        return self._spot

    @property
    def count(self) -> int:
        """How many stand here."""
        return len(self.members)

    @cached_property
    def _words(self) -> str:
        return say("ui.map.times", count=self.count) if self.count > 1 else ""

    @cached_property
    def _outline(self) -> QPainterPath:
        path = outline_of(self.pin, self._mode, self._chosen)
        if self.count > 1:
            path.addRect(count_rect(self._words, self.pin, self._mode, self._chosen))
        return path

    @cached_property
    def _box(self) -> QRectF:
        return self._outline.boundingRect()

    def rect(self) -> QRectF:
        """What it covers, in px around its place."""
        return self._box.translated(self.offset).united(QRectF(-3, -3, 6, 6)).adjusted(-4, -4, 4, 4)

    def is_at(self, point: QPointF) -> bool:
        """Whether a point, in px from its place, lies on it."""
        held = point - self.offset
        return self._box.contains(held) and self._outline.contains(held)

    def paint_stem(self, painter: QPainter) -> None:
        """The line from its place to where it is painted, where those differ: under all pins, so that it crosses no number."""
        if not self.offset.isNull():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("line_strong"), 1.4))
            painter.drawLine(QPointF(0, 0), self.offset)
            painter.setBrush(theme.colour("line_strong"))
            painter.drawEllipse(QPointF(0, 0), 2, 2)

    def paint(self, painter: QPainter) -> None:
        """Paint it; its place is the origin."""
        painter.translate(self.offset)
        paint_pin(painter, self.pin, self._mode, self._chosen, self._here)
        if self.count > 1:
            words = self._words
            paint_count(painter, count_rect(words, self.pin, self._mode, self._chosen), words)
        painter.translate(-self.offset)


def spread_offsets(count: int) -> list[QPointF]:
    """Where the pins of a crowd go when it is spread: rings around the place, in px, the first at the top. Two stand close to it: the
    more room they took, the sooner one would seem to belong to the building next to it."""
    if count == 2:
        return [QPointF(0, -_NEAR_PX), QPointF(0, _NEAR_PX)]
    made: list[QPointF] = []
    ring = 0
    while len(made) < count:
        here = min(count - len(made), _PER_RING + ring * 7)
        radius = max(_RING_PX + ring * 52, here * _APART_PX / (2 * math.pi))
        for number in range(here):
            angle = 2 * math.pi * number / here - math.pi / 2
            made.append(QPointF(radius * math.cos(angle), radius * math.sin(angle)))
        ring += 1
    return made
