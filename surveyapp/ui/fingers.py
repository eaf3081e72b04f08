"""One finger on the window: what scrolls follows it and runs on a little, a tap is a click, and a long press is what the right button is.

Qt makes a press of the button out of every touch at once. In a list that would choose the row that a finger only pushes upwards, so where there
is something to scroll the press waits until the finger is lifted where it came down. `QScroller` was tried: it loses the second of two quick taps.
What is drawn on (a photo, a map) and what scrolls nothing gets its press at once.
"""

from __future__ import annotations

from functools import partial
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent, QTouchEvent, QWindow
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QGraphicsView, QScrollBar, QStyle, QTextEdit, QToolTip, QWidget
from shiboken6 import isValid

LONG_PRESS_MS, READ_MS = 600, 60_000
"""How long a finger rests until it is a long press; and how long words stand that were asked for. Qt takes them away when the finger is lifted, so
that they are shown once more then: nobody reads what lies under a finger."""
_FRAME_MS, _SLOWS, _STANDS, _FASTEST = 16, 0.94, 0.02, 4.0
"""A flick: every frame it keeps this share of its speed, it ends below one speed and is never above another (px a millisecond)."""
_FAR = QPointF(-20_000, -20_000)
"""Where a press ends that shall not be a click: outside of everything."""
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Fingers(QObject):
    """Watches windows: the one it is made for, and the lists of choices that open over it (see `follow`)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._down = False
        self._told = ""
        self._tops: list[QWidget] = []
        self._bars: tuple[QScrollBar | None, QScrollBar | None] = (None, None)
        self._start = self._last = QPointF()
        self._when = 0.0
        self._speed = QPointF()
        self._waits = self._scrolls = self._done = self._pressed = False
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(LONG_PRESS_MS)
        self._hold.timeout.connect(self.press_long)
        self._flick = QTimer(self)
        self._flick.setInterval(_FRAME_MS)
        self._flick.timeout.connect(self.run_on)

    @property
    def resting(self) -> bool:
        """Whether a finger is down and has not moved: after a while it becomes a long press."""
        return self._hold.isActive()

    def follow(self, widget: QWidget) -> None:
        """Watch a window that is shown."""
        handle = window_of(widget)
        if handle is not None:
            handle.installEventFilter(self)
            self._tops = [*(each for each in self._tops if isValid(each) and each is not widget), widget]

    def _under(self, at: QPointF) -> QWidget | None:
        """What lies at a place of the screen: in the list that opened last, or in the window."""
        for top in reversed(self._tops):
            here = top.mapFromGlobal(at.toPoint()) if isValid(top) and top.isVisible() else QPoint(-1, -1)
            if isValid(top) and top.rect().contains(here):
                return top.childAt(here) or top
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QTouchEvent) and isinstance(watched, QWindow):
            self._touch(event)
            return False
        if not self._down or not isinstance(watched, QWindow) or not isinstance(event, QMouseEvent):
            return False
        if event.source() != Qt.MouseEventSource.MouseEventSynthesizedByQt:
            return False
        if kind in _PRESSES:
            self._pressed = not self._waits
            return self._waits
        if kind == QEvent.Type.MouseMove:
            return self._waits or self._scrolls or self._done
        return kind == QEvent.Type.MouseButtonRelease and self._lift(watched, event)

    def _touch(self, event: QTouchEvent) -> None:
        point = event.points()[0] if event.points() else None
        if event.type() == QEvent.Type.TouchBegin and point is not None:
            self._begin(point.globalPosition())
        elif len(event.points()) > 1 or event.type() == QEvent.Type.TouchCancel or point is None:
            self._hold.stop()
        elif event.type() == QEvent.Type.TouchUpdate:
            self._move(point.globalPosition())
        else:
            self._hold.stop()

    def _begin(self, at: QPointF) -> None:
        self._flick.stop()
        under = self._under(at)
        self._down, self._start, self._last, self._when = True, at, at, monotonic()
        self._speed = QPointF()
        self._told = ""
        self._bars = _what_scrolls(under)
        self._waits = any(self._bars)
        self._scrolls = self._done = self._pressed = False
        if under is not None and not _draws(under):
            self._hold.start()

    def _move(self, at: QPointF) -> None:
        way = at - self._start
        if not self._scrolls and way.manhattanLength() >= QApplication.startDragDistance():
            self._hold.stop()
            along = self._bars[1] if abs(way.y()) >= abs(way.x()) else self._bars[0]
            self._scrolls = self._waits and along is not None and not self._done
        if self._scrolls:
            now, step = monotonic(), at - self._last
            self._speed = _at_most(step / max(1.0, (now - self._when) * 1000))
            self._when = now
            self._scroll(step)
            self._last = at

    def _scroll(self, step: QPointF) -> bool:
        """Move what is under the finger; answers whether anything moved."""
        moved = False
        for bar, by in zip(self._bars, (step.x(), step.y()), strict=True):
            if bar is not None and by:
                before = bar.value()
                bar.setValue(round(before - by))
                moved = moved or bar.value() != before
        return moved

    def run_on(self) -> None:
        """One frame of a flick."""
        self._speed *= _SLOWS
        if self._speed.manhattanLength() < _STANDS or not self._scroll(self._speed * _FRAME_MS):
            self._flick.stop()

    def _lift(self, window: QWindow, event: QMouseEvent) -> bool:
        """The finger is lifted: a flick, a tap whose press has waited, or nothing more after a long press. Answers whether that was all of it."""
        self._hold.stop()
        scrolled, waits, done = self._scrolls, self._waits, self._done
        self._waits = self._scrolls = self._done = self._down = False
        if done and self._told:
            QTimer.singleShot(0, partial(QToolTip.showText, self._start.toPoint(), self._told, None, QRect(), READ_MS))
        if scrolled:
            stood = (monotonic() - self._when) * 1000 > 4 * _FRAME_MS
            if not stood and _may_run_on():
                self._flick.start()
            return True
        if waits and not done and (event.globalPosition() - self._start).manhattanLength() < QApplication.startDragDistance():
            _send(window, QEvent.Type.MouseButtonPress, event.globalPosition())
            return False
        return waits or done

    def press_long(self) -> None:
        """A finger has rested: the menu of what is under it, which for most things is their words in full."""
        self._hold.stop()
        self._done = True
        where = self._start.toPoint()
        under = self._under(self._start)
        window = window_of(under.window()) if under is not None else None
        if under is None or window is None:
            return
        if self._pressed:
            _send(window, QEvent.Type.MouseButtonRelease, _FAR)  # no click comes of it any more
        reason = QContextMenuEvent.Reason.Mouse
        QCoreApplication.sendEvent(under, QContextMenuEvent(reason, under.mapFromGlobal(where), where))
        self._told = QToolTip.text()


def window_of(top: QWidget) -> QWindow | None:
    """The window of the system that a shown widget is in. (`windowHandle` would tie what Python holds of it to the life of the widget.)"""
    return next((each for each in QGuiApplication.topLevelWindows() if each.isVisible() and each.winId() == top.winId()), None)


def _send(window: QWindow, kind: QEvent.Type, at: QPointF) -> None:
    """A press or a release of the left button, at a place of the screen."""
    held = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    here = at if at == _FAR else QPointF(window.mapFromGlobal(at.toPoint()))
    QCoreApplication.sendEvent(window, QMouseEvent(kind, here, at, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier))


def _may_run_on() -> bool:
    """Not where the system asks for less motion: there a list stands where the finger left it."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


def _at_most(speed: QPointF) -> QPointF:
    return QPointF(max(-_FASTEST, min(_FASTEST, speed.x())), max(-_FASTEST, min(_FASTEST, speed.y())))


def follow(popup: QWidget, over: QWidget) -> None:
    """A list has opened over a widget, in a window of its own: it scrolls by finger too."""
    watcher = over.window().findChild(Fingers, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if isinstance(watcher, Fingers):
        watcher.follow(popup)


def _draws(widget: QWidget) -> bool:
    """Whether strokes on it mean something: a photo, a map."""
    each: QWidget | None = widget
    while each is not None:
        if isinstance(each, QGraphicsView) or each.property("draws"):
            return True
        each = each.parentWidget()
    return False


def _what_scrolls(under: QWidget | None) -> tuple[QScrollBar | None, QScrollBar | None]:
    """The nearest bars, across and down, that have somewhere to go. A line of text is no place to scroll: there one chooses words."""
    across: QScrollBar | None = None
    down: QScrollBar | None = None
    if under is None or _draws(under) or isinstance(under, QScrollBar):
        return None, None
    each: QWidget | None = under
    while each is not None and not (across and down):
        if isinstance(each, QAbstractScrollArea) and not isinstance(each, QTextEdit):
            if isinstance(each, QAbstractItemView):
                _by_pixels(each)
            for_x, for_y = each.horizontalScrollBar(), each.verticalScrollBar()
            across = across or (for_x if for_x.maximum() > for_x.minimum() else None)
            down = down or (for_y if for_y.maximum() > for_y.minimum() else None)
        each = None if each.isWindow() else each.parentWidget()
    return across, down


def _by_pixels(view: QAbstractItemView) -> None:
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
