"""What can be done with a row of the table, by the right button, a long press or the menu key: it is ticked, looked at, or all are ticked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from surveyapp.ui.review.table_model import TableModel
from surveyapp.words import say


def row_menu(parent: QWidget, model: TableModel, row: int, look: Callable[[int], object]) -> QMenu | None:
    """The menu of a row; None for a heading, which only folds. `look` is told the id of the row."""
    found = model.id_at(row)
    if found is None:
        return None
    menu = QMenu(parent)
    ticked = found in model.ticked
    menu.addAction(say("touch.untick" if ticked else "touch.tick")).triggered.connect(lambda: model.toggle(row))
    every = len(model.ticked) >= model.found
    menu.addAction(say("touch.untick_all" if every else "touch.tick_all")).triggered.connect(lambda: model.tick_all(not every))
    menu.addSeparator()
    menu.addAction(say("touch.look")).triggered.connect(lambda: look(found))
    return menu
