"""What lies under the pins: tiles, a scanned plan, or a blank grid."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from surveyapp.domain.mercator import Plane, Tile, round_length, tiles_over, zoom_for
from surveyapp.domain.pins import PLAN, TILES, BaseMap, MapView, SitePlan
from surveyapp.ui import theme
from surveyapp.ui.map.loading import Loader

_GRID_PX = 44
_MOST_TILES = 160
_DIMMED = {"dark": 0.8, "hcd": 0.8}
"""How bright white paper is in the dark palettes: it must not dazzle in a stairwell at night, and what is printed on it must still be read."""
_FAINT = 0.3


def paint_ground(painter: QPainter, rect: QRectF, scale: float, view: MapView, loader: Loader) -> None:
    """Paint what can be seen of the base. `rect` is the part of the scene that shows, `scale` px to a unit of the scene."""
    painter.fillRect(rect, theme.colour("sunken"))
    _paint_grid(painter, rect, scale)
    painter.save()
    if view.base == PLAN and view.plan is not None:
        _paint_plan(painter, view.plan, on_ground=view.frame.fit is not None, loader=loader)
    elif view.base == TILES and view.base_map is not None and view.frame.plane is not None:
        _paint_tiles(painter, rect, scale, view.base_map, view.frame.plane, loader)
    painter.restore()


def _light() -> float:
    return _DIMMED.get(theme.worn(), 1.0)


def grid_step(scale: float) -> float:
    """How far apart the lines of the grid are, in units of the scene: a round length."""
    return round_length(_GRID_PX * 2 / scale)


def _paint_grid(painter: QPainter, rect: QRectF, scale: float) -> None:
    step = grid_step(scale)
    if not step:
        return
    ink = theme.colour("line_soft")
    if theme.worn().startswith("hc"):
        ink.setAlphaF(_FAINT)
    pen = QPen(ink, 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    lines = []
    for number in range(math.floor(rect.left() / step), math.ceil(rect.right() / step) + 1):
        lines.append(QLineF(number * step, rect.top(), number * step, rect.bottom()))
    for number in range(math.floor(rect.top() / step), math.ceil(rect.bottom() / step) + 1):
        lines.append(QLineF(rect.left(), number * step, rect.right(), number * step))
    painter.drawLines(lines)


def plan_transform(plan: SitePlan, *, on_ground: bool) -> QTransform:
    """From the pixels of a plan to the scene."""
    fit = plan.fit
    return QTransform(fit.a, fit.d, fit.b, fit.e, fit.c, fit.f) if fit is not None and on_ground else QTransform()


def plan_rect(plan: SitePlan, *, on_ground: bool) -> QRectF:
    """The part of the scene that a plan covers."""
    return plan_transform(plan, on_ground=on_ground).mapRect(QRectF(0, 0, plan.width, plan.height))


def _paint_plan(painter: QPainter, plan: SitePlan, *, on_ground: bool, loader: Loader) -> None:
    picture = loader.plan(plan.picture)
    painter.setTransform(plan_transform(plan, on_ground=on_ground), True)
    sheet = QRectF(0, 0, plan.width, plan.height)
    painter.fillRect(sheet, theme.colour("surface"))
    _paint_edge(painter, sheet)
    if picture is None:
        return
    painter.setOpacity(_light())
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(sheet, picture, QRectF(picture.rect()))


def _paint_edge(painter: QPainter, sheet: QRectF) -> None:
    """Where the sheet ends: white paper on a white page has no edge of its own. Half of the line lies under the picture."""
    edge = QPen(theme.colour("line_strong"), 3)
    edge.setCosmetic(True)
    painter.setPen(edge)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(sheet)


def _paint_tiles(painter: QPainter, rect: QRectF, scale: float, base: BaseMap, plane: Plane, loader: Loader) -> None:
    west, north = plane.place(rect.left(), rect.top())
    east, south = plane.place(rect.right(), rect.bottom())
    painter.setOpacity(_light())
    zoom = zoom_for(1 / scale, plane.lat, base.least_zoom, base.most_zoom)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, tile in enumerate(tiles_over(west, south, east, north, zoom)):
        if number >= _MOST_TILES:
            return
        _paint_tile(painter, tile, base, plane, loader)


def _paint_tile(painter: QPainter, tile: Tile, base: BaseMap, plane: Plane, loader: Loader) -> None:
    """A tile, or the part of a coarser one that stands in for it while it is read or where it is missing."""
    left, top, side = plane.square(tile)
    target = QRectF(left, top, side, side)
    picture, held, part = loader.tile(tile), tile, QRectF(0, 0, 1, 1)
    while picture is None and held.zoom > max(base.least_zoom, tile.zoom - 5):
        part = QRectF((held.column % 2 + part.x()) / 2, (held.row % 2 + part.y()) / 2, part.width() / 2, part.height() / 2)
        missing, held = loader.knows(held), held.parent
        picture = loader.tile(held) if missing or loader.knows(held) else None
    if picture is not None:
        size = picture.width()
        painter.drawPixmap(target, picture, QRectF(part.x() * size, part.y() * size, part.width() * size, part.height() * size))
