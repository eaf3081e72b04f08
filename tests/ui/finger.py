"""One finger on the window, and nothing else: it taps, swipes, rests and draws by touch points, as the system sends them.

It can only reach what is seen: what is scrolled away is brought into sight by swiping, and what lies under something else cannot be hit.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractScrollArea, QApplication, QComboBox, QMenu, QWidget

from surveyapp.ui.window import MainWindow
from tests.pause import pause

from .conftest import Person

LEAST = 32
"""The smallest thing that a finger is asked to hit, in px."""


@cache
def _screen() -> QPointingDevice:
    return QTest.createTouchDevice()


class Finger:
    """A finger on one window. Everything is found by what a person sees or hears: words and accessible names."""

    def __init__(self, person: Person, window: MainWindow) -> None:
        self.person, self.window = person, window

    def button(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        """The one button that is seen and begins with these words."""
        found = [
            each
            for each in (inside or self.window).findChildren(QAbstractButton)
            if each.isVisible() and (each.accessibleName() or each.text()).startswith(words)
        ]
        exact = [each for each in found if (each.accessibleName() or each.text()) == words]
        assert len(exact or found) == 1, (words, [each.accessibleName() or each.text() for each in found])
        return (exact or found)[0]

    def tap(self, thing: QWidget | str, at: QPoint | None = None, inside: QWidget | None = None) -> None:
        """Down and up at one place."""
        widget = self.button(thing, inside) if isinstance(thing, str) else thing
        point = at or self._hittable(widget)
        self._reach(widget, point)
        self._down(widget, point)
        self._up(widget, point)
        self.settle()

    def tap_row(self, view: QAbstractItemView, row: int, column: int = 0, x: int | None = None) -> None:
        """A tap on a row of a list."""
        rect = self._row(view, row, column)
        self.tap(view.viewport(), QPoint(rect.left() + x, rect.center().y()) if x is not None else rect.center())

    def choose(self, pick: QComboBox, words: str) -> None:
        """Open a choice and take the one that begins with these words."""
        row = next(each for each in range(pick.count()) if pick.itemText(each).startswith(words))
        self.tap(pick)
        view = pick.view()
        assert view.isVisible()
        self.tap_row(view, row)
        assert not view.isVisible()

    def menu(self, opener: QWidget | str, words: str) -> None:
        """Open a menu and take the entry that begins with these words."""
        self.tap(opener)
        self.take(words)

    def take(self, words: str) -> None:
        """Take an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        rect = menu.actionGeometry(next(each for each in menu.actions() if each.text().startswith(words)))
        assert rect.height() >= LEAST
        self.tap(menu, rect.center())

    def swipe(self, view: QWidget, by: QPoint, start: QPoint | None = None, steps: int = 4, stands: bool = False) -> None:
        """Down, along, up. `stands`: the finger rests before it is lifted, so that nothing runs on."""
        begin = start or view.visibleRegion().boundingRect().center()
        self._down(view, begin)
        for step in range(1, steps + 1):
            self._move(view, begin + by * step / steps)
        if stands:
            pause(80)
        self._up(view, begin + by)
        self.settle()

    def draw(self, surface: QWidget, by: QPoint, start: QPoint) -> None:
        """A stroke on what is drawn on; what comes of it is stored."""
        self._reach(surface, start)
        self.swipe(surface, by, start)
        self.person.wait(self.window)

    def rest(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A long press: the finger rests until the time is over."""
        point = at or widget.rect().center()
        self._reach(widget, point)
        self._down(widget, point)
        assert self.window.fingers.resting
        self.window.fingers.press_long()
        self._up(widget, point)
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way."""
        idle = 0
        for _ in range(5000):
            pause(2)
            busy = self.window.errands.under_way or not self.window.thumbnails.is_idle()
            idle = 0 if busy else idle + 1
            if idle > 10:
                return
        raise AssertionError("something is still under way")

    def _row(self, view: QAbstractItemView, row: int, column: int) -> QRect:
        index = view.model().index(row, column)
        for _ in range(60):
            rect = view.visualRect(index)
            if view.viewport().rect().contains(rect.center()):
                break
            high = view.viewport().height()
            self.swipe(view.viewport(), QPoint(0, -high // 2 if rect.top() > 0 else high // 2), stands=True)
        assert view.viewport().rect().contains(rect.center())
        assert rect.height() >= LEAST, f"a row of {rect.height()} px in {view.accessibleName()}"
        return rect

    def _reach(self, widget: QWidget, point: QPoint) -> None:
        """Swipe what it lies on until the point is seen; it must be on top there."""
        paper = self._paper(widget)
        for _ in range(60):
            if paper is None or widget.visibleRegion().contains(point):
                break
            port = paper.viewport()
            away = widget.mapTo(port, point).y() - port.height() // 2
            self.swipe(port, QPoint(0, -max(-port.height() // 2, min(port.height() // 2, away))), self._still(port), stands=True)
        assert widget.visibleRegion().contains(point), f"out of sight: {widget.accessibleName()}"
        top = widget.window()
        under = top.childAt(widget.mapTo(top, point))
        hit = under is widget or widget is top or (under is not None and widget.isAncestorOf(under))
        assert hit, f"{under} lies over {widget.accessibleName()}"

    def _still(self, port: QWidget) -> QPoint:
        """A place of a paper where a swipe draws nothing."""
        seen = port.visibleRegion().boundingRect()
        for share in range(1, 16):
            point = QPoint(seen.left() + 5, seen.top() + seen.height() * share // 16)
            if port.visibleRegion().contains(point):
                return point
        return seen.center()

    def _paper(self, widget: QWidget) -> QAbstractScrollArea | None:
        each = widget.parentWidget()
        while each is not None and not each.isWindow():
            if isinstance(each, QAbstractScrollArea) and each.verticalScrollBar().maximum() > 0 and each.viewport() is not widget:
                return each
            each = each.parentWidget()
        return None

    def _hittable(self, widget: QWidget) -> QPoint:
        assert widget.isVisible() and widget.isEnabled(), widget.accessibleName()
        assert min(widget.width(), widget.height()) >= LEAST, f"too small for a finger: {widget.accessibleName()}"
        return widget.rect().center()

    def _down(self, widget: QWidget, point: QPoint) -> None:
        top = widget.window()
        QTest.touchEvent(top, _screen()).press(0, widget.mapTo(top, point), top)

    def _move(self, widget: QWidget, point: QPoint | QPointF) -> None:
        top = widget.window()
        QTest.touchEvent(top, _screen()).move(0, widget.mapTo(top, QPoint(round(point.x()), round(point.y()))), top)

    def _up(self, widget: QWidget, point: QPoint) -> None:
        top = widget.window()
        QTest.touchEvent(top, _screen()).release(0, widget.mapTo(top, point) if not _gone(widget) else QPoint(0, 0), top)


def _gone(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return not isValid(widget)


__all__ = ["Finger", "Qt"]
