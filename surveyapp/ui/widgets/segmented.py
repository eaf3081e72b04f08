"""A choice of few: parts side by side, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring, ring_on_solid

_PAD, _NARROW, _INSET = 17, 8, 3


class _Part(Painted):
    def __init__(self, text: str, value: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.value = value
        self.narrow = False
        self.role = "body"
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        advance = QFontMetrics(theme.font(self.role, bold=True)).horizontalAdvance(self.text())
        return QSize(advance + 2 * (_NARROW if self.narrow else _PAD), theme.size("touch"))

    def minimumSizeHint(self) -> QSize:
        return (
            QSize(QFontMetrics(theme.font("dense", bold=True)).horizontalAdvance(self.text()) + 6, theme.size("touch"))
            if self.narrow
            else self.sizeHint()
        )

    def words_begin(self) -> float:
        """Where its words begin, in the frame."""
        return self.geometry().center().x() - self._words_width() / 2

    def words_end(self) -> float:
        """Where its words end, in the frame."""
        return self.geometry().center().x() + self._words_width() / 2

    def _words_width(self) -> int:
        return QFontMetrics(theme.font(self.role, bold=self.isChecked())).horizontalAdvance(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = theme.size("radius") - 2
        rect = QRectF(self.rect()).adjusted(0, _INSET, 0, -_INSET)  # as high as the frame for the finger, less high for the eye
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = theme.hair() / 2
        solid = self.isChecked() and theme.is_high()
        if self.isChecked():
            painter.setPen(QPen(theme.colour("accent" if solid else "line_strong"), theme.hair()))
            painter.setBrush(theme.colour("accent" if solid else "hover" if theme.worn() == "dark" else "raised"))
            painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
        elif self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(rect, radius, radius)
        token = "on_accent" if solid else "text" if self.isChecked() else "text2"
        painter.setPen(theme.colour(token if self.isEnabled() or solid else "disabled"))
        painter.setFont(theme.font(self.role, bold=self.isChecked()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            (ring_on_solid if solid else ring)(painter, rect, radius)


class Segmented(QWidget):
    """Parts in one frame. `chosen(value)` is emitted by a person's choice only; "" when a clearable choice was taken back."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[tuple[str, str]], clearable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clearable = clearable
        self._value = ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 3, 0)
        row.setSpacing(2)
        self._parts: list[_Part] = []
        for value, text in parts:
            part = _Part(text, value, self)
            self._group.addButton(part)
            self._parts.append(part)
            row.addWidget(part)
            part.clicked.connect(lambda _checked=False, each=part: self._press(each))
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)
        self._show()

    def fill_row(self) -> None:
        """Take the whole width there is, the parts sharing it."""
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        for part in self._parts:
            part.narrow = True
            self._row.setStretchFactor(part, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Each part of a filled row as wide as its words need; smaller words for all where the row is too narrow for them."""
        if not any(part.narrow for part in self._parts):
            return
        metrics = QFontMetrics(theme.font("body", bold=True))
        widths = [metrics.horizontalAdvance(part.text()) + 2 * _NARROW + 2 for part in self._parts]
        role = "body" if sum(widths) + 4 <= self.width() else "dense"
        for part, width in zip(self._parts, widths, strict=True):
            self._row.setStretchFactor(part, width)
            if part.role != role:
                part.role = role
                part.updateGeometry()
                part.update()

    def value(self) -> str:
        """The chosen value, "" for none."""
        return self._value

    def choose(self, value: str) -> None:
        """Show a choice without saying so."""
        self._value = value
        self._show()

    def rename(self, value: str, text: str) -> None:
        """Give a part other words (a count that changed)."""
        for part in self._parts:
            if part.value == value and part.text() != text:
                part.setText(text)
                part.setAccessibleName(text)
                part.updateGeometry()
                self._fit()

    def parts(self) -> Sequence[Painted]:
        """The buttons, in order."""
        return tuple(self._parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        at = next((place for place, part in enumerate(self._parts) if part.hasFocus()), None)
        if not step or at is None:
            super().keyPressEvent(event)
            return
        part = self._parts[(at + step) % len(self._parts)]
        part.setFocus(Qt.FocusReason.TabFocusReason)

    def _press(self, part: _Part) -> None:
        value = "" if self._clearable and part.value == self._value else part.value
        changed = value != self._value
        self._value = value
        self._show()
        if changed:
            self.chosen.emit(value)

    def _show(self) -> None:
        for part in self._parts:
            part.setChecked(part.value == self._value)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = theme.hair() / 2
        painter.setPen(QPen(theme.colour("line_strong" if theme.is_high() else "line_soft"), theme.hair()))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), theme.size("radius"), theme.size("radius"))
        if theme.is_high():
            self._paint_dividers(painter)

    def _paint_dividers(self, painter: QPainter) -> None:
        """In high contrast a part that is not chosen has no ground of its own: a line tells where it ends and the next begins, in the middle
        between the words of both."""
        for part, after in pairwise(self._parts):
            if not part.isChecked() and not after.isChecked() and not after.isHidden():
                x = (part.words_end() + after.words_begin()) / 2
                painter.drawLine(QPointF(x, px(10)), QPointF(x, self.height() - px(10)))
