"""Icons: one set of line drawings (24 grid, 1.9 stroke) coloured by token at the moment of painting, sharp at any scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from surveyapp.ui.front.ink import icon as paint

__all__ = ("icon", "paint")


class _Engine(QIconEngine):
    """A drawing that looks up its colour when it is painted, so that a change of palette needs no new icons.

    In a room wider than high it stands at the left, or at the right where it follows the words: what is left over is the air between the two.
    """

    def __init__(self, name: str, token: str, at_end: bool) -> None:
        super().__init__()
        self._name, self._token, self._at_end = name, token, at_end

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        left = rect.x() + (rect.width() - side if self._at_end else 0)
        paint(painter, self._name, left, rect.y() + (rect.height() - side) / 2, side, token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token, self._at_end)


@lru_cache(maxsize=256)
def icon(name: str, token: str = "text2", *, at_end: bool = False) -> QIcon:
    """An icon for a button, drawn in a token's colour; `at_end`: at the right of its room."""
    return QIcon(_Engine(name, token, at_end))
