"""What the keyboard needs to see: a ring around lists, and what has the focus always in sight.

Buttons and fields paint their own ring. A list paints its rows, and looks the same with the focus and without it: a ring is laid around it while
the focus came by key. A page that scrolls follows the focus also when it comes from outside of it, which Qt does only from inside.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QScrollArea, QWidget
from shiboken6 import isValid

from surveyapp.ui import theme
from surveyapp.ui.fingers import window_of
from surveyapp.ui.widgets.buttons import ring
from surveyapp.ui.widgets.sheet import Sheet

_SHOWN_BY_US = (QAbstractItemView, Sheet)
_ROOM = 24


class Ring(QWidget):
    """The ring around one widget, over everything in it; every click goes through."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(around.rect())
        around.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring(painter, QRectF(self.rect()), theme.size("radius"))


class FocusGuide(QObject):
    """Follows the focus of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._by_key = False
        self._ring: Ring | None = None
        handle = window_of(window)
        if handle is not None:
            handle.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._by_key = True
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._by_key = False
        return False

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None:
            if isValid(self._ring):
                self._ring.hide()
                self._ring.deleteLater()
            self._ring = None
        if now is None or not self._by_key or now.window() is not self._window:
            return
        into_sight(now)
        if isinstance(now, _SHOWN_BY_US) and not isinstance(now, QHeaderView):
            self._ring = Ring(now)


def into_sight(widget: QWidget) -> None:
    """Scroll every paper that a widget lies on until it is seen."""
    each = widget.parentWidget()
    while each is not None and not each.isWindow():
        if isinstance(each, QScrollArea):
            each.ensureWidgetVisible(widget, _ROOM, _ROOM)
        each = each.parentWidget()
