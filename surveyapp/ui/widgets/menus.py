"""Menus open and let go: one that waited for its answer would stand in the middle of the touch that opened it, and get no other touch."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget


def open_menu(menu: QMenu, at: QPoint) -> None:
    """Open a menu at a place of the screen; it is gone when it was closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def open_below(menu: QMenu, anchor: QWidget) -> None:
    """Open a menu right below what was pressed."""
    open_menu(menu, anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
