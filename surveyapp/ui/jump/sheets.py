"""Sheets that float above the page and go away by Esc or a tap: the keys, and the help of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

KEYS = (
    "pages", "jump", "search", "entry", "building", "floor", "unit", "number", "severity", "quantity", "photo", "mark", "large", "again",
    "paste", "clause", "undo", "delete", "full", "help",
)  # fmt: skip
"""Every key of the window, in the order in which they are met."""


class Sheet(QFrame):
    """A floating panel with a title. `closed` when it was put away."""

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self._window = window
        self._back: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 18)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        self.title = label("", "card")
        self.close_button = IconButton("close", say("ui.sheet.close"))
        self.close_button.clicked.connect(self.close_it)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.column.addLayout(head)
        self._shadow = Shadow(self, window)
        self.hide()

    def open_at(self, wide: int, at: QPoint | None = None) -> None:
        """Show it: at a point, or in the middle."""
        if not self.isVisible():
            self._back = self._window.window().focusWidget()
        self.setFixedWidth(min(wide, self._window.width() - 48))
        self.setAccessibleName(self.title.text())
        self.adjustSize()
        if self.hasHeightForWidth():
            self.resize(self.width(), min(self.heightForWidth(self.width()), self._window.height() - 40))
        room = self._window.rect().adjusted(16, 16, -16, -16)
        corner = at or QPoint((self._window.width() - self.width()) // 2, (self._window.height() - self.height()) // 2)
        self.move(max(room.left(), min(corner.x(), room.right() - self.width())), max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_it(self) -> None:
        """Put it away; the focus goes back to where it was."""
        if self.isVisible():
            self.hide()
            if self._back is not None and self._back.isVisible():
                self._back.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)


class KeysSheet(Sheet):
    """Ctrl+/: every key and what it does, in two columns."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.title.setText(say("ui.keys.title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        half = (len(KEYS) + 1) // 2
        for place, name in enumerate(KEYS):
            row, column = place % half, place // half * 2
            cap = label(say(f"ui.keys.{name}.cap"), "dense")
            cap.setProperty("role", "strong")
            grid.addWidget(cap, row, column)
            grid.addWidget(label(say(f"ui.keys.{name}.what"), "dense"), row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.column.addLayout(grid)
        self.column.addWidget(wrapped(say("ui.keys.letters"), "meta"))


class HelpSheet(Sheet):
    """F1: what one does on this page, in a few lines. `keys_wanted()`."""

    keys_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.column.addLayout(self._lines)
        self.keys = button(say("ui.help.keys"), "", pressed=self.keys_wanted.emit)
        self.column.addWidget(self.keys, 0, Qt.AlignmentFlag.AlignLeft)

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Show the help of a page."""
        self.title.setText(title)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._lines.addWidget(wrapped(line, "body"))
        self.open_at(520)
