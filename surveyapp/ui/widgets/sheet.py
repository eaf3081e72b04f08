"""A sheet that floats above a dimmed page and goes away by Esc, its cross or a tap beside it; the focus goes back to where it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.labels import wrapped
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.ui.widgets.scrim import Scrim
from surveyapp.ui.widgets.stay_inside import step_inside
from surveyapp.words import say


def shell_of(page: QWidget) -> QWidget:
    """What holds all pages, the rail and the header: a sheet lies over all of it, for all of it is dimmed. The page itself where nothing does."""
    found: QWidget | None = page
    while found is not None and found.objectName() != "shell":
        found = found.parentWidget()
    return found or page


class Sheet(QFrame):
    """A floating panel with a title. `closed` when it was put away."""

    closed = Signal()

    def __init__(self, page: QWidget) -> None:
        window = shell_of(page)
        super().__init__(window)
        self.setObjectName("floating")
        self._window, self._page = window, page
        page.installEventFilter(self)
        self._back: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 18)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        self.title = wrapped("", "card")
        self.close_button = IconButton("close", say("ui.sheet.close"))
        self.close_button.clicked.connect(self.close_it)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.column.addLayout(head)
        self._shadow = Shadow(self, window)
        self.scrim = Scrim(self, self._shadow, window, self.close_it)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page that it belongs to goes: so does it."""
        if watched is self._page and event.type() == QEvent.Type.Hide:
            self.hide()
        return False

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

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_inside(self, forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)
