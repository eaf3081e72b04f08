"""Small painted parts of the overview: a line of text, a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from surveyapp.domain.overview import UNCLASSIFIED
from surveyapp.ui import theme
from surveyapp.ui.map.looks import shape_path
from surveyapp.ui.widgets.marks import paint_shape

TIERS = frozenset({"basic", "improvement", "enhancement"})


def look(tier: str) -> str:
    """The colour and shape of a tier; everything that is no tier looks unlisted."""
    return tier if tier in TIERS else "unlisted"


def fill(tier: str) -> str:
    """What a bar of a tier is filled with: with nothing where nobody has classified it, for that is no finding about the document."""
    return "surface" if tier == UNCLASSIFIED else look(tier)


def tier_shape(painter: QPainter, tier: str, x: float, y: float) -> None:
    """The shape of a tier around a point; of what nobody has classified an open hexagon, as on the map."""
    if tier != UNCLASSIFIED:
        paint_shape(painter, look(tier), x, y)
        return
    painter.setPen(QPen(theme.colour("text2"), 1.6))
    painter.setBrush(theme.colour("surface"))
    painter.drawPath(shape_path(tier, 6.0, 0.0).translated(x, y))


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    role: str = "dense",
    token: str = "text",
    bold: bool | None = None,
    right: bool = False,
    acts: bool = False,
) -> float:
    """A line of text, shortened where there is no room; answers how wide it is. `acts`: it says what a press does, and looks as a link does."""
    font = theme.font(role, bold=bold)
    font.setUnderline(acts and theme.is_high())
    painter.setFont(font)
    painter.setPen(theme.colour(token))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side, shown)
    return metrics.horizontalAdvance(shown)


def outlined() -> bool:
    """Whether tracks need an outline: in high contrast, where all grounds are alike."""
    return theme.worn().startswith("hc")


def bar(painter: QPainter, rect: QRectF, token: str, outlined: bool = False) -> None:
    """A bar; light ones have an outline, so that they are seen on white."""
    painter.setPen(QPen(theme.colour("line_strong"), 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    painter.drawRoundedRect(rect, min(4, rect.width() / 2), min(4, rect.height() / 2))
