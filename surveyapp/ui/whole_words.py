"""The whole of what is shown cut short, or told only under a pointer: for fingers by a long press, for the keyboard by the menu key."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip, QWidget

from surveyapp.ui.fingers import READ_MS
from surveyapp.ui.theme import px


def whole_words(widget: QWidget, at: QPoint | None = None) -> str:
    """The tool tip of a row at a point of a list, of the widget, or of the nearest thing around it; "" where nothing has one."""
    each: QWidget | None = widget
    while each is not None:
        if isinstance(each, QAbstractItemView):
            index = each.indexAt(each.viewport().mapFromGlobal(at)) if at is not None else each.currentIndex()
            if told := index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else "":
                return str(told)
        if each.toolTip():
            return each.toolTip()
        each = None if each.isWindow() else each.parentWidget()
    return ""


def words_inside(widget: QWidget) -> str:
    """The tool tips of everything in a widget that can be seen, each once, from top to bottom."""
    found = [each for each in widget.findChildren(QWidget) if each.isVisible() and each.toolTip() and not each.visibleRegion().isEmpty()]
    found.sort(key=lambda each: (each.mapTo(widget, QPoint(0, 0)).y(), each.mapTo(widget, QPoint(0, 0)).x()))
    return "\n".join(dict.fromkeys(each.toolTip() for each in found))


def show_asked(window: QWidget, event: QContextMenuEvent) -> bool:
    """Show what was asked for by the right button, a long press or the menu key, until something else is done; answers whether there was any."""
    by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
    asked = window.focusWidget() if by_key else window.childAt(event.pos())
    if asked is None:
        return False
    where = asked.mapToGlobal(asked.rect().center()) if by_key else event.globalPos()
    told = whole_words(asked, None if by_key else where)
    if by_key and not told:
        told = _words_around(asked)
    if told:
        QToolTip.showText(where + QPoint(0, px(24)), told, asked, QRect(), READ_MS)
    return bool(told)


def menu_by_key(event: QKeyEvent) -> bool:
    """Shift+F10 asks for the menu of what has the focus; answers whether that was the key. The menu key itself is the system's own affair, and so
    are both on Windows."""
    held = QApplication.focusWidget()
    asks = event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier and sys.platform != "win32"
    if not asks or held is None:
        return False
    middle = held.rect().center()
    QApplication.sendEvent(held, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, held.mapToGlobal(middle)))
    return True


def _words_around(widget: QWidget) -> str:
    """By key no pointer says what is meant: everything cut short in the card around."""
    each = widget.parentWidget()
    while each is not None and not each.isWindow():
        if told := words_inside(each):
            return told
        each = each.parentWidget()
    return ""
