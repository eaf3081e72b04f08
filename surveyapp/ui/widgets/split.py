"""Two parts side by side with a grip between them, which is seen in every palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from surveyapp.ui import theme

_GRIP = (3, 24)
"""Width and height of the grip, in px."""


class _Handle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text2" if self.underMouse() else "text3"))
        wide, high = _GRIP
        painter.drawRoundedRect(QRectF((self.width() - wide) // 2, (self.height() - high) // 2, wide, high), wide / 2, wide / 2)


class Split(QSplitter):
    """Left and right; neither can be pushed out of sight."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)
