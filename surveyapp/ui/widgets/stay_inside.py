"""Tab stays inside what floats above a page while it is open: what lies under it cannot be seen, so it must not get the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def step_inside(panel: QWidget, forward: bool) -> bool:
    """Tab inside a panel: to the next thing in it that takes the focus, round and round; answers whether there is one."""
    stops = [each for each in _chain(panel) if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()]
    held = panel.window().focusWidget()
    if not stops:
        return False
    at = stops.index(held) if held in stops else (-1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _chain(panel: QWidget) -> list[QWidget]:
    """Everything in a panel in the order of Tab."""
    found, each = [], panel.nextInFocusChain()
    while each is not None and each is not panel:
        if panel.isAncestorOf(each) and each.focusProxy() is None:
            found.append(each)
        each = each.nextInFocusChain()
    return found
