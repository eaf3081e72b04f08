"""Paint a display list over a photo: the window's thin painter. Reports paint the same list with Pillow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from surveyapp.domain.annotation_looks import DisplayList, Ink, Letters, Pixelated, Polygon, Polyline
from surveyapp.domain.annotations import Point
from surveyapp.ui import theme


def paint_shown(painter: QPainter, shown: DisplayList, picture: QPixmap | None, size: tuple[int, int]) -> None:
    """Paint in units of the frame: the painter's unit is a ten-thousandth of the longer edge, its origin the photo's top left.

    `picture` is the whole photo at any resolution, for the regions to be pixelated; without it they are filled.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for each in shown:
        if isinstance(each, Pixelated):
            _pixelate(painter, each, picture, size)
        elif isinstance(each, Polygon):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(each.ink))
            painter.drawPolygon(_polygon(each.points))
        elif isinstance(each, Polyline):
            _stroke(painter, each)
        else:
            _letters(painter, each)


def _colour(ink: Ink) -> QColor:
    return QColor(*ink)


def _polygon(points: Iterable[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _stroke(painter: QPainter, line: Polyline) -> None:
    painter.setPen(QPen(_colour(line.ink), line.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if line.closed:
        painter.drawPolygon(_polygon(line.points))
    else:
        painter.drawPolyline(_polygon(line.points))


def _letters(painter: QPainter, letters: Letters) -> None:
    scale = letters.height / theme.LETTERS_PX
    painter.save()
    painter.translate(*letters.at)
    painter.scale(scale, scale)
    painter.fillPath(_written(letters.text), _colour(letters.ink))
    painter.restore()


@lru_cache(maxsize=256)
def _written(text: str) -> QPainterPath:
    """A line of text as a path whose middle is the origin: half its advance, and between ascent and descent."""
    font = theme.letters_font()
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # strokes of a character overlap, and stay full where they do
    path.addText(-metrics.horizontalAdvance(text) / 2, (metrics.ascent() - metrics.descent()) / 2, font, text)
    return path


def _pixelate(painter: QPainter, region: Pixelated, picture: QPixmap | None, size: tuple[int, int]) -> None:
    target = QRectF(region.left, region.top, region.right - region.left, region.bottom - region.top)
    if picture is None or picture.isNull():
        painter.fillRect(target, theme.colour("sunken"))
        return
    scale = picture.width() / size[0]
    part = QRect(int(region.left * scale), int(region.top * scale), 0, 0)
    part.setRight(round(region.right * scale))
    part.setBottom(round(region.bottom * scale))
    part = part.intersected(picture.rect())
    if part.isEmpty():
        return
    across, along = (max(1, round(side / region.block)) for side in (target.width(), target.height()))
    ignore, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    blocks = picture.copy(part).toImage().scaled(across, along, ignore, smooth)
    blocks.setDevicePixelRatio(1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.drawImage(target, blocks, QRectF(blocks.rect()))
    painter.restore()
