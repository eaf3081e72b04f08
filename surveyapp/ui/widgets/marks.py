"""Painted marks that rows share: tier badge, severity square, progress ring."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.views import TierBadge
from surveyapp.ui import theme
from surveyapp.ui.front import row_paint
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.theme import px
from surveyapp.words import say

TIERS = frozenset({"basic", "improvement", "enhancement"})
BADGE_HEIGHT = 26


def badge_words(badge: TierBadge) -> tuple[str, str]:
    """The two halves of a badge: the tier and its clause. Where the city's document is silent it says so, with the base tier beside it."""
    if badge.tier:
        return badge.tier_name, badge.clause
    if badge.base_tier:
        return badge.tier_name, say("ui.tier.base", tier=badge.base_tier_name)
    return badge.tier_name, badge.clause or say("ui.tier.base_silent")


def badge_sentence(badge: TierBadge | None) -> str:
    """The same as one line of words, for screen readers and tool tips."""
    return " ".join(badge_words(badge)) if badge else say("ui.tier.none")


def in_row(badge: TierBadge) -> TierBadge:
    """A badge as it stands in a row: brief where nothing is listed, and the clause without the name of the place, which is that of every row."""
    place, blank, clause = badge.clause.partition(" ")
    name = badge.tier_name
    if name == say("tier.silent"):
        name = say("ui.tier.brief.silent")
    return replace(badge, tier_name=name, clause=clause if blank and not any(each.isdigit() for each in place) else badge.clause)


def _badge_metrics() -> tuple[QFontMetrics, QFontMetrics]:
    return QFontMetrics(theme.font("dense", bold=True)), QFontMetrics(theme.font("dense"))


def badge_width(badge: TierBadge) -> int:
    """How wide a badge wants to be."""
    bold, plain = _badge_metrics()
    tier, clause = badge_words(badge)
    return px(25) + bold.horizontalAdvance(tier) + (px(17) + plain.horizontalAdvance(clause) + 1 if clause else 0) + px(9)


def paint_badge(painter: QPainter, right: float, middle: float, badge: TierBadge, most: float = 400) -> float:
    """Paint a badge whose right end is at `right`, at most `most` wide; answers the x of its left end. Shape, word and colour together."""
    look = badge.tier if badge.tier in TIERS else "unlisted"
    width = min(most, badge_width(badge))
    rect = QRectF(right - width, middle - px(BADGE_HEIGHT) / 2, width, px(BADGE_HEIGHT))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    framed = theme.is_high()
    painter.setPen(QPen(theme.colour(look), 2) if framed else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{look}_tint"))
    inner = rect.adjusted(1, 1, -1, -1) if framed else rect
    painter.drawRoundedRect(inner, theme.size("radius_badge"), theme.size("radius_badge"))
    paint_shape(painter, look, rect.left() + px(14), middle)
    _paint_badge_words(painter, look, rect, badge)
    painter.restore()
    return rect.left()


def _paint_badge_words(painter: QPainter, look: str, rect: QRectF, badge: TierBadge) -> None:
    tier, clause = badge_words(badge)
    centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    words = rect.adjusted(px(25), 0, -px(9), 0)
    painter.setPen(theme.colour(f"{look}_text"))
    painter.setFont(theme.font("dense", bold=True))
    painter.drawText(words, centre, tier)
    if clause:
        hairline = words.left() + painter.fontMetrics().horizontalAdvance(tier) + px(8)
        rest = QRectF(hairline + px(9), rect.top(), rect.right() - px(9) - hairline - px(9) + 1, rect.height())
        painter.setFont(theme.font("dense"))
        painter.drawText(rest, centre, painter.fontMetrics().elidedText(clause, Qt.TextElideMode.ElideRight, int(rest.width()) + 1))
        painter.setOpacity(0.35)
        painter.drawLine(QPointF(hairline, rect.top() + 6), QPointF(hairline, rect.bottom() - 6))
        painter.setOpacity(1)


def paint_shape(painter: QPainter, look: str, x: float, y: float) -> None:
    """The shape of a tier around a point: a square, a diamond, a disc; a dash for what is not listed."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(look))
    if look == "basic":
        painter.drawRoundedRect(QRectF(x - 4.5, y - 4.5, 9, 9), 1.5, 1.5)
    elif look == "improvement":
        painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + 6, y), QPointF(x, y + 6), QPointF(x - 6, y)]))
    elif look == "enhancement":
        painter.drawEllipse(QPointF(x, y), 5, 5)
    else:
        painter.drawRect(QRectF(x - 5, y - 1, 10, 2))


def paint_severity(painter: QPainter, x: float, y: float, severity: int, px: float = 0) -> None:
    """The square of a severity 1–4 with its number and a ladder of four steps; 0 paints the dashed square with "?" of "not judged yet". 24 px
    for the ordinary text size where nothing else is said."""
    px = px or theme.px(24)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(x, y, px, px)
    if severity not in (1, 2, 3, 4):
        painter.setPen(QPen(theme.colour("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(theme.font("dense", bold=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
        painter.restore()
        return
    row_paint.paint_judged(Ink(painter), x, y, severity, px)
    painter.restore()


def paint_ladder(painter: QPainter, centre: float, y: float, severity: int, token: str, step: float) -> None:
    """Four steps, `severity` of them full, in the colour of a token: the reading that needs no colour."""
    painter.save()
    row_paint.paint_ladder(Ink(painter), centre, y, severity, token, step)
    painter.restore()


def paint_ring(painter: QPainter, x: float, y: float, share: float) -> None:
    """How much of a building's record is filled: a ring, a full disc with a tick when all of it is."""
    px = theme.px(32)
    painter.save()
    row_paint.paint_ring(Ink(painter), x, y, share, px)
    painter.restore()


class BadgeView(QWidget):
    """A tier badge that stands by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge: TierBadge | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_badge(self, badge: TierBadge | None) -> None:
        """Show a badge, or nothing."""
        self._badge = badge
        self.setAccessibleName(badge_sentence(badge))
        self.setToolTip(badge_sentence(badge))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._badge) if self._badge else px(10), px(BADGE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(px(120), self.sizeHint().width()), px(BADGE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._badge:
            width = min(self.width(), badge_width(self._badge))
            paint_badge(QPainter(self), width, self.height() / 2, self._badge, width)
