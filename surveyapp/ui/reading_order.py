"""The order of Tab is the order of reading, whatever was made first.

Qt passes the focus on in the order in which widgets were made. Rows that come a turn later, and lines that are added by hand, would come last;
so the order is taken from the layouts when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QGraphicsView)
"""What is inside of these is their own affair."""


def step(window: QWidget, parts: Sequence[QWidget], forward: bool) -> bool:
    """Pass the focus on to the next thing that is seen and can be used, through the parts of a window as they are read, and round again.

    Answers whether that was done: not when what had the focus has just gone. Of the buttons of a group only the chosen one is stopped at, as
    everywhere: arrows go to the others.
    """
    held = window.focusWidget()
    ring = stops(*parts)
    if held is None or held is window:
        after = ring
    elif held in ring:
        at = ring.index(held)
        after = [*ring[at + 1 :], *ring[:at]]
    else:
        return False
    taker = next((each for each in (after if forward else reversed(after)) if usable(each)), None)
    if taker is not None:
        taker.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return taker is not None


def usable(widget: QWidget) -> bool:
    """Whether a person can see it and use it now; of a group of buttons, whether it is the one that stands for it."""
    return widget.isVisible() and widget.isEnabled() and _stands_for_its_group(widget)


def _stands_for_its_group(widget: QWidget) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None:
        return True
    buttons = [each for each in group.buttons() if each.isVisible() and each.isEnabled()]
    return widget is next((each for each in buttons if each.isChecked()), buttons[0])


def stops(*parts: QWidget) -> list[QWidget]:
    """Everything that Tab may stop at, each once: part after part, in the order of their layouts; what is in no layout (it floats) comes last."""
    met: dict[QWidget, bool] = {}
    for part in parts:
        _meet(part, met)
    return [each for each, stop in met.items() if stop]


def _meet(widget: QWidget, met: dict[QWidget, bool]) -> None:
    """Go through a widget and what is in it. All of it is kept until the end: what Python lets go of it would meet again as another."""
    if widget in met:
        return
    if isinstance(widget, QTableView):
        _meet(widget.horizontalHeader(), met)
    met[widget] = _is_stop(widget)
    if not isinstance(widget, _WHOLE) and not widget.isHidden():
        for child in (*_laid_out(widget), *_children(widget)):
            _meet(child, met)


def _is_stop(widget: QWidget) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) or group is not None
    return takes and widget.focusProxy() is None and not widget.isHidden()


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inside: list[QWidget | None] = [widget.widget()]
    elif isinstance(widget, QStackedWidget):
        inside = [widget.currentWidget()]
    elif isinstance(widget, QSplitter):
        inside = [widget.widget(place) for place in range(widget.count())]
    else:
        layout = widget.layout()
        inside = [*_items(layout)] if layout is not None else []
    yield from (each for each in inside if each is not None)


def _items(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        places = sorted(places, key=lambda place: tuple(layout.getItemPosition(place))[:2])  # type: ignore[assignment,arg-type]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.widget()) is not None:
            yield inner
        elif (nested := item.layout()) is not None:
            yield from _items(nested)


def _children(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield child
