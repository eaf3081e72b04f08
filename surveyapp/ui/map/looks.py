"""How pins look: drops with the number of their severity, or the shape of their tier; signs for buildings; dots for photos."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache, QPolygonF

from surveyapp.domain.pins import Pin
from surveyapp.ui import icons, theme
from surveyapp.ui.widgets.marks import paint_severity

BY_SEVERITY, BY_TIER = "severity", "tier"
UNCLASSIFIED = "unclassified"
"""It has no tier yet: its shape is an outline, for a filled one would be read as a tier."""
HEAD = 15.0
"""Half the width of a drop: 30 px, and the number inside."""
_CHOSEN = 1.22
_DROP = 1.62
"""How far the middle of the head stands above the tip, in heads."""
_LIGHT = ("severity1", "severity2")


@lru_cache(maxsize=8)
def drop_path(radius: float) -> QPainterPath:
    """A drop whose tip is the origin."""
    middle = -_DROP * radius
    path = QPainterPath(QPointF(0, 0))
    path.cubicTo(QPointF(-0.35 * radius, -0.5 * radius), QPointF(-radius, middle + 0.75 * radius), QPointF(-radius, middle))
    path.arcTo(QRectF(-radius, middle - radius, 2 * radius, 2 * radius), 180, -180)
    path.cubicTo(QPointF(radius, middle + 0.75 * radius), QPointF(0.35 * radius, -0.5 * radius), QPointF(0, 0))
    path.closeSubpath()
    return path


@lru_cache(maxsize=32)
def shape_path(tier: str, radius: float, middle: float) -> QPainterPath:
    """The shape of a tier around (0, middle): square, diamond, circle; a bar where the city's document does not list it, and a hexagon
    that stands on its point where nobody has classified it."""
    path = QPainterPath()
    if tier == "basic":
        path.addRoundedRect(QRectF(-radius * 0.9, middle - radius * 0.9, radius * 1.8, radius * 1.8), 4, 4)
    elif tier == "improvement":
        reach = radius * 1.15
        path.addPolygon(QPolygonF([QPointF(0, middle - reach), QPointF(reach, middle), QPointF(0, middle + reach), QPointF(-reach, middle)]))
        path.closeSubpath()
    elif tier == "enhancement":
        path.addEllipse(QPointF(0, middle), radius, radius)
    elif tier == UNCLASSIFIED:
        corners = [math.radians(30 + 60 * each) for each in range(6)]
        path.addPolygon(QPolygonF([QPointF(radius * math.cos(each), middle + radius * math.sin(each)) for each in corners]))
        path.closeSubpath()
    else:
        path.addRoundedRect(QRectF(-radius * 1.15, middle - radius * 0.58, radius * 2.3, radius * 1.16), 3, 3)
    return path


def radius_of(chosen: bool) -> float:
    """Half the width of a pin."""
    return HEAD * (_CHOSEN if chosen else 1)


def outline_of(pin: Pin, mode: str, chosen: bool) -> QPainterPath:
    """What of a pin can be hit; its origin is the place."""
    radius = radius_of(chosen)
    if pin.kind == "building":
        path = QPainterPath()
        path.addRoundedRect(sign_rect(pin), 7, 7)
        return path
    if pin.kind == "photo":
        path = QPainterPath()
        path.addEllipse(QPointF(0, 0), 14, 14)
        return path
    return QPainterPath(drop_path(radius) if mode == BY_SEVERITY else _standing_shape(pin.tier, radius))


@lru_cache(maxsize=32)
def _standing_shape(tier: str, radius: float) -> QPainterPath:
    return shape_path(tier, radius, -_DROP * radius).united(_stem(radius))


@lru_cache(maxsize=8)
def _stem(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(-6, -1.15 * radius), QPointF(6, -1.15 * radius), QPointF(0, 0)]))  # into every shape, a bar too
    path.closeSubpath()
    return path


def sign_rect(pin: Pin) -> QRectF:
    """The sign of a building, standing on its place."""
    wide = min(150, QFontMetrics(theme.font("dense", bold=True)).horizontalAdvance(pin.name)) + 40 + (28 if pin.severity else 0)
    return QRectF(-wide / 2, -38, wide, 30)


def paint_pin(painter: QPainter, pin: Pin, mode: str, chosen: bool, here: bool) -> None:
    """Paint a pin whose place is the origin. `here`: it belongs to the building in hand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if pin.kind == "building":
        _paint_sign(painter, pin, chosen, here)
    elif pin.kind == "photo":
        _paint_photo(painter, chosen)
    else:
        _paint_kept(painter, pin, mode, chosen)


def _paint_kept(painter: QPainter, pin: Pin, mode: str, chosen: bool) -> None:
    """Defects of one severity and tier all look alike: each look is painted once and kept."""
    box = outline_of(pin, mode, chosen).boundingRect().adjusted(-4, -4, 4, 4)

    def paint(inner: QPainter) -> None:
        inner.translate(-box.topLeft())
        (_paint_tier if mode == BY_TIER else _paint_drop)(inner, pin, chosen)

    name = f"pin|{mode}|{pin.severity}|{pin.tier if mode == BY_TIER else ''}|{chosen}"
    painter.drawPixmap(box.topLeft(), _kept(painter, name, box.size(), paint))


def _paint_drop(painter: QPainter, pin: Pin, chosen: bool) -> None:
    radius, token = radius_of(chosen), f"severity{pin.severity}" if pin.severity else "surface"
    ink = theme.colour(f"{token}_text" if pin.severity else "text2")
    light = token in _LIGHT or not pin.severity
    rim = theme.colour("text") if chosen else ink if light else theme.colour("surface")
    wide = 2.4 if chosen else 1.6
    painter.setBrush(theme.colour(token))
    if not pin.severity:  # its dashes are read on any ground: they lie on a line as dark or as light as the pin
        painter.setPen(_rim(theme.colour("surface"), wide + 3))
        painter.drawPath(drop_path(radius))
        rim = theme.colour("text")
    painter.setPen(_rim(rim, wide, dashed=not pin.severity))
    painter.drawPath(drop_path(radius))
    _paint_number(painter, pin, ink, -_DROP * radius, chosen)


def _rim(colour: QColor, width: float, *, dashed: bool = False) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([2.4, 1.8])
    return pen


def _paint_tier(painter: QPainter, pin: Pin, chosen: bool) -> None:
    radius = radius_of(chosen)
    middle = -_DROP * radius
    outlined = pin.tier == UNCLASSIFIED
    fill = theme.colour("surface" if outlined else pin.tier)
    painter.setPen(_rim(theme.colour("text" if chosen else "text2" if outlined else "surface"), 2.4 if chosen else 1.6))
    painter.setBrush(fill)
    painter.drawPath(_standing_shape(pin.tier, radius))
    ink = max((theme.colour("surface"), theme.colour("text")), key=lambda each: _contrast(each, fill))
    _paint_number(painter, pin, ink, middle, chosen)


def _contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _paint_number(painter: QPainter, pin: Pin, ink: QColor, middle: float, chosen: bool) -> None:
    painter.setPen(ink)
    painter.setFont(theme.font("card" if chosen else "strong"))
    painter.drawText(QRectF(-HEAD, middle - HEAD, 2 * HEAD, 2 * HEAD), Qt.AlignmentFlag.AlignCenter, str(pin.severity) if pin.severity else "?")


def _paint_sign(painter: QPainter, pin: Pin, chosen: bool, here: bool) -> None:
    rect = sign_rect(pin)
    painter.setPen(_rim(theme.colour("text" if chosen else "accent" if here else "line_strong"), 2.4 if chosen else 2 if here else 1.2))
    painter.setBrush(theme.colour("selected" if chosen or here else "raised"))
    foot = QPainterPath()
    foot.addRoundedRect(rect, 7, 7)
    tip = QPainterPath()
    tip.addPolygon(QPolygonF([QPointF(-6, rect.bottom() - 1), QPointF(6, rect.bottom() - 1), QPointF(0, 0)]))
    tip.closeSubpath()
    painter.drawPath(foot.united(tip))
    icons.paint(painter, "building", rect.left() + 8, rect.top() + 7, 16, "text2")
    painter.setPen(theme.colour("text"))
    painter.setFont(theme.font("dense", bold=True))
    words = rect.adjusted(29, 0, -34 if pin.severity else -8, 0)
    name = painter.fontMetrics().elidedText(pin.name, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    if pin.severity:
        paint_severity(painter, rect.right() - 27, rect.top() + 4, pin.severity, 22)


def _paint_photo(painter: QPainter, chosen: bool) -> None:
    painter.setPen(_rim(theme.colour("text" if chosen else "line_strong"), 2 if chosen else 1.4))
    painter.setBrush(theme.colour("raised"))
    painter.drawEllipse(QPointF(0, 0), 13.5, 13.5)
    icons.paint(painter, "image", -8, -8, 16, "text2")


def count_rect(text: str, pin: Pin, mode: str, chosen: bool) -> QRectF:
    """The capsule ×n at the upper right of a pin."""
    wide = _count_width(text, theme.size("control"))
    if pin.kind == "photo":
        return QRectF(6, -24, wide, 20)
    radius = radius_of(chosen)
    return QRectF(radius * 0.55, -_DROP * radius - radius - 5, wide, 20)


@lru_cache(maxsize=512)
def _count_width(text: str, percent: int) -> int:
    return QFontMetrics(theme.font("meta", bold=True)).horizontalAdvance(text) + 14


def paint_count(painter: QPainter, rect: QRectF, text: str) -> None:
    """How many stand here. Painted once for each number and kept."""
    kept = _kept(painter, f"count|{text}", rect.size(), lambda inner: _paint_capsule(inner, QRectF(QPointF(0, 0), rect.size()), text))
    painter.drawPixmap(rect.topLeft(), kept)


def _paint_capsule(painter: QPainter, rect: QRectF, text: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawRoundedRect(rect, 10, 10)
    painter.setPen(theme.colour("surface"))
    painter.setFont(theme.font("meta", bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _kept(painter: QPainter, name: str, size: QSizeF, paint: Callable[[QPainter], object]) -> QPixmap:
    """A picture of this name in the palette, text size and resolution in use: painted when it is first asked for."""
    ratio = painter.device().devicePixelRatioF()
    key, kept = f"map|{name}|{theme.worn()}|{theme.size('control')}|{ratio}", QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = QPixmap((size * ratio).toSize() + QSize(1, 1))
        kept.setDevicePixelRatio(ratio)
        kept.fill(Qt.GlobalColor.transparent)
        inner = QPainter(kept)
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(inner)
        inner.end()
        QPixmapCache.insert(key, kept)
    return kept


def paint_mark(painter: QPainter, at: QPointF, number: int) -> None:
    """A numbered control point of a plan that is being registered: with a rim, so that it is seen on ink and on paper in every palette."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cross = [QLineF(at.x() - 18, at.y(), at.x() + 18, at.y()), QLineF(at.x(), at.y() - 18, at.x(), at.y() + 18)]
    for token, width in (("surface", 7), ("accent", 3)):
        pen = QPen(theme.colour(token), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines(cross)
    painter.setPen(QPen(theme.colour("surface"), 2))
    painter.setBrush(theme.colour("accent"))
    painter.drawEllipse(QPointF(at.x() + 15, at.y() - 15), 11, 11)
    painter.setPen(theme.colour("on_accent"))
    painter.setFont(theme.font("dense", bold=True))
    painter.drawText(QRectF(at.x() + 4, at.y() - 26, 22, 22), Qt.AlignmentFlag.AlignCenter, str(number))
