"""Icons: one set of line drawings (24 grid, 1.9 stroke) coloured by token at the moment of painting, sharp at any scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from surveyapp import paths
from surveyapp.ui import theme


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = paths.resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint(painter: QPainter, name: str, x: float, y: float, px: float, token: str) -> None:
    """Draw an icon px by px large with its top left at (x, y), in a token's colour."""
    _renderer(name, theme.colour(token).name()).render(painter, QRectF(x, y, px, px))


class _Engine(QIconEngine):
    """A drawing that looks up its colour when it is painted, so that a change of palette needs no new icons."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        paint(painter, self._name, rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)


@lru_cache(maxsize=256)
def icon(name: str, token: str = "text2") -> QIcon:
    """An icon for a button, drawn in a token's colour."""
    return QIcon(_Engine(name, token))
