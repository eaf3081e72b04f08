"""The scrim: dims the page under a large panel, so that the panel alone is read. A tap on it puts the panel away, as Esc does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from surveyapp.ui import theme


class Scrim(QWidget):
    """Covers `window` while `panel`, a child of it, is shown; lies under the panel and its shadow. `close` puts the panel away."""

    def __init__(self, panel: QWidget, shadow: QWidget, window: QWidget, close: Callable[[], object]) -> None:
        super().__init__(window)
        self.panel, self._shadow, self._window, self._close = panel, shadow, window, close
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        panel.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.panel and kind in (QEvent.Type.Show, QEvent.Type.ZOrderChange):
            self._cover()
        elif watched is self.panel and kind == QEvent.Type.Hide:
            self.hide()
        elif kind == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    def _cover(self) -> None:
        if self.panel.isHidden():
            return
        self.setGeometry(self._window.rect())
        self.show()
        self._shadow.stackUnder(self.panel)
        self.stackUnder(self._shadow)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.scrim())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._close()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
