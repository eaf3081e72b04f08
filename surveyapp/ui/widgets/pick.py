"""A choice of many: a combo box that paints itself, and does not turn when the wheel only passes over it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from surveyapp.ui import fingers, icons, theme
from surveyapp.ui.theme import px

_AIR = 16
"""Above and below two lines of small words together: the widest line of the focus, and what keeps them off it."""
_FOLDED = 1.8
"""How much of two lines words fill that break between words only."""


class _Rows(QStyledItemDelegate):
    """The choices, each as high as a finger needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.size("control") + 2)


class Pick(QComboBox):
    """Add choices with `addItem(words, value)`. Widths follow the longest choice up to `widest` px."""

    def __init__(self, name: str, widest: int = 280, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = theme.px(widest)
        self.state = ""
        self.folds = False
        """Whether a name that is too long stands in two lines of small words: documents differ in how their names end."""
        self._laid_out = False
        self.currentIndexChanged.connect(lambda _index: self.updateGeometry())
        self._popup: QWidget | None = None
        self.least = self._widest
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list: QListView | None = None

    def view(self) -> QListView:
        """The list of choices: made when it is first wanted, for it costs more than all the rest and most are never opened."""
        if self._list is None:
            self._list = QListView(self)
            self._list.setAccessibleName(self.accessibleName())
            self.setView(self._list)
            self.setItemDelegate(_Rows(self._list))
        return self._list

    def value(self) -> str:
        """The value of the chosen item."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Show a value without saying so. A value that is not among the choices is added, for data may know more than this version."""
        self.blockSignals(True)
        at = self.findData(value)
        if at < 0:
            self.addItem(value, value)
            at = self.count() - 1
        self.setCurrentIndex(at)
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("body"))
        longest = max((metrics.horizontalAdvance(self.itemText(each)) for each in range(self.count())), default=px(60))
        return QSize(min(self._widest, max(px(120), longest + px(48))), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.least), self._high())

    def _high(self) -> int:
        """Where two lines of small words stand, there is room and air for them within the line of the focus, alike in every palette."""
        return max(theme.size("control") + 2, 2 * QFontMetrics(theme.font("meta")).height() + px(_AIR) if self._two_lines() else 0)

    def _two_lines(self) -> bool:
        """Whether the chosen name is too long for one line, in the width that it has or is going to have."""
        room = (self.width() if self._laid_out else self._widest) - px(46)
        return self.folds and QFontMetrics(theme.font("body")).horizontalAdvance(self.currentText()) > room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out = True
        if self.folds and event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def showPopup(self) -> None:
        held = self.view()
        super().showPopup()
        self._popup = held.window()  # kept: what Python lets go of takes the list inside with it
        fingers.follow(self._popup, over=self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused, hovered = self.hasFocus(), self.underMouse()
        width = theme.strong() if focused or self.state == "err" else theme.hair()
        line = self.state or ("focus_line" if focused else "text2" if hovered and self.isEnabled() else "line_strong")
        painter.setPen(QPen(theme.colour(line if self.isEnabled() else "line"), width))
        painter.setBrush(theme.colour("sunken" if not self.isEnabled() else "focus_ground" if focused else "surface"))
        rect = QRectF(self.rect())
        painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), theme.size("radius"), theme.size("radius"))
        painter.setFont(theme.font("body"))
        empty = not self.value()
        painter.setPen(theme.colour("disabled" if not self.isEnabled() else "text3" if empty else "text"))
        words = rect.adjusted(px(12), 0, -px(34), 0)
        self._paint_words(painter, words)
        icons.paint(painter, "down", rect.width() - px(28), (rect.height() - px(16)) / 2, px(16), "text2" if self.isEnabled() else "disabled")

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        text, room, middle = self.currentText(), int(rect.width()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if not self.folds or painter.fontMetrics().horizontalAdvance(text) <= room:
            painter.drawText(rect, middle, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
            return
        painter.setFont(theme.font("meta"))
        held = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(room * _FOLDED))
        painter.drawText(rect, int(middle | Qt.TextFlag.TextWordWrap), held)
