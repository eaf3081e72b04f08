"""Severity 1–4: four buttons of 48, each with number, word and ladder, and the keys 1–4 while nothing is typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.ui.widgets.marks import paint_ladder
from surveyapp.words import say

_GAP = 4
_EDGE = 8
"""From the words to the line on either side."""
_NEAR = 6
"""Where even small words would come nearer than this, they stand below their numbers."""


class _Step(Painted):
    def __init__(self, severity: int) -> None:
        super().__init__(say(f"ui.severity.{severity}"))
        self.severity = severity
        self.setCheckable(True)
        self.role = "dense"
        self.stacked = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("ui.severity.named", number=severity, name=self.text()))

    def sizeHint(self) -> QSize:
        return QSize(max(px(60), self.words_width("dense") + px(16)), theme.size("severity"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.words_width("meta") + 2 * theme.hair(), theme.size("severity"))

    def words_width(self, role: str) -> int:
        """Number and word in a size of text."""
        number = QFontMetrics(theme.font("card")).horizontalAdvance(str(self.severity))
        return number + _GAP + QFontMetrics(theme.font(role, bold=True)).horizontalAdvance(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen, radius = self.isChecked(), theme.size("radius")
        hovered = self.underMouse() and self.isEnabled()
        fill = f"severity{self.severity}" if chosen else "hover" if hovered else "surface"
        rect = self.frame(painter, fill, "line_strong" if hovered or (chosen and self.severity < 3) else "line", radius, theme.hair())
        token = f"severity{self.severity}_text" if chosen else "text" if self.isEnabled() else "disabled"
        number, name = str(self.severity), self.text()
        big, small = theme.font("card"), theme.font(self.role, bold=chosen)
        middle = Qt.AlignmentFlag.AlignVCenter
        wide = QFontMetrics(big).horizontalAdvance(number)
        width = wide + _GAP + QFontMetrics(small).horizontalAdvance(name)
        left = (rect.width() - width) / 2
        places = (QRectF(left, -3, wide + 4, rect.height()), QRectF(left + wide + _GAP, -2, rect.width(), rect.height()))
        if self.stacked:
            middle |= Qt.AlignmentFlag.AlignHCenter
            places = (QRectF(0, px(1), rect.width(), px(22)), QRectF(0, px(19), rect.width(), px(18)))
        painter.setPen(theme.colour(token))
        painter.setFont(big)
        painter.drawText(places[0], middle, number)
        painter.setFont(small)
        painter.drawText(places[1], middle, name)
        paint_ladder(painter, rect.center().x(), rect.bottom() - (7 if self.stacked else 9), self.severity, token, 5)
        if self.hasFocus():
            ring(painter, rect, radius, "text")


class SeverityRow(QWidget):
    """`chosen(severity)`: 1–4 by a person."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._steps = [_Step(each) for each in (1, 2, 3, 4)]
        for step in self._steps:
            row.addWidget(step, 1)
            step.clicked.connect(lambda _checked=False, each=step.severity: self._press(each))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Four buttons of one width with words of one size."""
        super().resizeEvent(event)
        wide = (self.width() - 6 * (len(self._steps) - 1)) // len(self._steps)
        role = "dense" if max(step.words_width("dense") for step in self._steps) <= wide - 2 * _EDGE else "meta"
        stacked = max(step.words_width(role) for step in self._steps) > wide - 2 * _NEAR
        for step in self._steps:
            step.role, step.stacked = role, stacked
            step.update()

    def show_severity(self, severity: int | None) -> None:
        """Show the severity of the record."""
        for step in self._steps:
            step.setChecked(step.severity == severity)

    def _press(self, severity: int) -> None:
        self.show_severity(severity)
        self.chosen.emit(severity)
