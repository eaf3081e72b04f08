"""Ink: the few strokes that painted widgets and the first picture share.

Nothing here names `Qt`, nor calls what would: making that namespace costs Qt for Python a tenth of the time to the first paint, and it is made as
soon as an overload with one of its enumerations is looked at (`fillRect`, `setBrush`, `QColor(colour)` …). So flags are plain numbers, shapes are
filled as paths, and only `Ink.text` sets a pen: the first picture (ui.front.view) puts its words down in another way.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtSvg import QSvgRenderer

from surveyapp import paths
from surveyapp.ui import theme

LEFT, MIDDLE, CENTRE = 0x01, 0x80, 0x84
"""Qt.AlignmentFlag: AlignLeft, AlignVCenter, AlignCenter."""


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = paths.resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def icon(painter: QPainter, name: str, x: float, y: float, px: float, token: str) -> None:
    """Draw an icon px by px large with its top left at (x, y), in a token's colour."""
    _renderer(name, theme.colour(token).name()).render(painter, QRectF(x, y, px, px))


def _pen(token: str, width: float = 1) -> QPen:
    made = QPen()
    made.setColor(theme.colour(token))
    made.setWidthF(width)
    return made


def _brush(token: str) -> QBrush:
    return _pen(token).brush()


class Ink:
    """Strokes on a painter, in the colours of tokens. Edges are smooth."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def fill(self, rect: QRectF, token: str, radius: float = 0) -> None:
        """A rounded rectangle without a line."""
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        self.painter.fillPath(path, _brush(token))

    def box(self, rect: QRectF, token: str, line: str, radius: float, width: float = 1) -> None:
        """A rounded rectangle with a line just inside it."""
        path, half = QPainterPath(), width / 2
        path.addRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
        self.painter.fillPath(path, _brush(token))
        self.painter.strokePath(path, _pen(line, width))

    def icon(self, name: str, x: float, y: float, px: float, token: str) -> None:
        """An icon px by px large with its top left at (x, y)."""
        icon(self.painter, name, x, y, px, token)

    def disc(self, rect: QRectF, token: str) -> None:
        """A filled circle."""
        path = QPainterPath()
        path.addEllipse(rect)
        self.painter.fillPath(path, _brush(token))

    def arc(self, middle: QPointF, radius: float, width: float, share: float, token: str) -> None:
        """A part of a ring, from the top clockwise."""
        outer, inner = (QRectF(middle.x() - r, middle.y() - r, 2 * r, 2 * r) for r in (radius + width / 2, radius - width / 2))
        path = QPainterPath()
        path.arcMoveTo(outer, 90)
        path.arcTo(outer, 90, -360 * share)
        path.arcTo(inner, 90 - 360 * share, 360 * share)
        path.closeSubpath()
        self.painter.fillPath(path, _brush(token))

    def text(self, rect: QRectF, flags: int, words: str, role: str, token: str, bold: bool | None = None) -> None:
        """A line of words in a role and a colour."""
        self.painter.setFont(theme.font(role, bold))
        self.painter.setPen(theme.colour(token))
        self.painter.drawText(rect, flags, words)


def width(words: str, role: str, bold: bool | None = None) -> int:
    """How wide a line of words in a role is."""
    return QFontMetrics(theme.font(role, bold)).horizontalAdvance(words)


def elided(words: str, role: str, room: float, bold: bool | None = None) -> str:
    """The words, or as many of them as fit before an ellipsis."""
    metrics = QFontMetrics(theme.font(role, bold))
    if metrics.horizontalAdvance(words) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if metrics.horizontalAdvance(f"{words[:middle]}…") <= room else (low, middle - 1)
    return f"{words[:low]}…"
