"""A way of working that is on or off: a box with its tick and words, so that it is not taken for a button that does something."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.ui.widgets.cells import paint_tick

_BOX, _GAP, _AIR = 18, 8, 8


class Tick(Painted):
    """A check box that paints itself, as high as a finger needs."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(self.text())
        return QSize(px(_BOX) + px(_GAP) + words + 2 * px(_AIR), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(rect, theme.size("radius"), theme.size("radius"))
        if not self.isEnabled():
            painter.setOpacity(0.5)
        paint_tick(painter, px(_AIR), (self.height() - px(_BOX)) / 2, self.isChecked())
        painter.setOpacity(1)
        painter.setFont(theme.font("body", bold=self.isChecked()))
        painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
        painter.drawText(
            rect.adjusted(px(_AIR) + px(_BOX) + px(_GAP), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        if self.hasFocus():
            ring(painter, rect, theme.size("radius"))
