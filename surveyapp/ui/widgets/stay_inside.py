"""Tab stays inside what floats above a page while it is open: what lies under it cannot be seen, so it must not get the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from surveyapp.ui.reading_order import stops, usable


def step_inside(panel: QWidget, forward: bool) -> bool:
    """Tab inside a panel: to the next thing in it that takes the focus, round and round; answers whether there is one."""
    inside = [each for each in stops(panel) if each is not panel and usable(each)]
    held = panel.window().focusWidget()
    if not inside:
        return False
    at = inside.index(held) if held in inside else (-1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    inside[(at + (1 if forward else -1)) % len(inside)].setFocus(reason)
    return True
