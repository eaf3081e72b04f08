"""F6: the focus goes from pane to pane in reading order: those of the page, then the header, then the rail. What is folded away unfolds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from surveyapp.ui.widgets.fold import Fold


def panes_of(page: QWidget) -> tuple[QWidget, ...]:
    """The panes of a page in reading order: what its `panes()` names, or the page as a whole."""
    told = getattr(page, "panes", None)
    return tuple(told()) if told is not None else (page,)


def step(page: QWidget, around: Sequence[QWidget], by: int) -> QWidget | None:
    """Put the focus into the next pane (-1: the one before) that can take it; answers what has it now, None where nothing can."""
    panes = (*panes_of(page), *around)
    at = _pane_at(panes, page.window().focusWidget())
    for distance in range(1, len(panes) + 1):
        pane = panes[(at + by * distance) % len(panes)]
        _unfold(page, pane)
        taker = first_in(pane, panes)
        if taker is not None:
            taker.setFocus(Qt.FocusReason.TabFocusReason)
            return taker
    return None


def _pane_at(panes: Sequence[QWidget], held: QWidget | None) -> int:
    """The innermost pane that holds a widget; -1 for one that is in none."""
    widget = held
    while widget is not None:
        if widget in panes:
            return panes.index(widget)
        widget = widget.parentWidget()
    return -1


def first_in(pane: QWidget, panes: Sequence[QWidget]) -> QWidget | None:
    """The first thing in a pane that takes the focus by Tab and does not belong to a pane inside it."""
    if not pane.isVisible() or not pane.isEnabled():
        return None
    if _takes_focus(pane):
        return pane
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if pane.isAncestorOf(widget) and _takes_focus(widget) and panes[_pane_at(panes, widget)] is pane:
            return widget
        widget = widget.nextInFocusChain()
    return None


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _unfold(page: QWidget, pane: QWidget) -> None:
    fold = getattr(page, "aside", None)
    if isinstance(fold, Fold) and fold.panel is pane:
        fold.open()
