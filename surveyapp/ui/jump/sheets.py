"""Sheets that float above the page and go away by Esc or a tap: the keys, and the help of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from surveyapp.ui.key_table import EVERYWHERE, MAP_GROUP, NEEDS_GROUP, REVIEW_GROUP, SETTINGS_GROUP, WALK_GROUP, Key, cap
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.frames import scrolled
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.sheet import Sheet
from surveyapp.words import say

_AROUND = 174
"""Margins of the sheet, the air in it, and around it so much that the head of the page stays whole, in px; its own head and foot are 60 more,
which grow with the words."""
_SIDES = 58
"""What the margins of the sheet and the bar of its paper take from its width, in px."""


class KeysSheet(Sheet):
    """Ctrl+/: every key and what it does, by where it acts, in two columns."""

    def __init__(self, window: QWidget, keys: Sequence[Key]) -> None:
        super().__init__(window)
        self.title.setText(say("ui.keys.title"))
        self.shown = tuple(keys)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(28)
        halves = ((EVERYWHERE, MAP_GROUP, NEEDS_GROUP), (WALK_GROUP, REVIEW_GROUP, SETTINGS_GROUP))
        for groups in halves:
            column = QVBoxLayout()
            column.setSpacing(6)
            for number, group in enumerate(groups):
                column.addSpacing(8 if number else 0)
                self._add_group(column, group, [key for key in keys if key.group == group])
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._inside, self._paper = inside, scrolled(inside)
        self.column.addWidget(self._paper, 1)
        self.column.addWidget(wrapped(say("ui.keys.letters"), "meta"))

    def _add_group(self, column: QVBoxLayout, group: str, keys: Sequence[Key]) -> None:
        column.addWidget(label(say(f"ui.keys.group.{group}"), "card"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for row, key in enumerate(keys):
            shown = label(cap(key), "strong")
            grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(wrapped(say(f"ui.keys.{key.name}.what"), "dense"), row, 1)
        grid.setColumnMinimumWidth(0, px(158))
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def open_at(self, wide: int, at: QPoint | None = None) -> None:
        """As high as it needs to be, and no higher than the window: there it ends between two lines."""
        inside = min(wide, self._window.width() - 48) - _SIDES
        needed = max(self._inside.heightForWidth(inside), 0) or self._inside.sizeHint().height()
        room = self._window.height() - px(60) - _AROUND
        self._inside.setMaximumHeight(needed)  # its labels ask for more, as if it were as narrow as it may become
        self._inside.resize(inside, needed)
        bar = Qt.ScrollBarPolicy
        self._paper.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if needed <= room else bar.ScrollBarAsNeeded)  # its width would break a line
        self._paper.setFixedHeight(min(needed, room))
        super().open_at(wide, at)
        if needed > room:  # its lines have their places only now
            self._paper.setFixedHeight(self._whole_lines(room))
            super().open_at(wide, at)

    def _whole_lines(self, room: int) -> int:
        """The most of `room` that ends through no line of either column."""
        layout = self._inside.layout()
        assert layout is not None
        layout.activate()
        lines = [each.geometry() for each in self._inside.findChildren(QLabel)]
        return max(
            (at for at in {each.bottom() + 1 for each in lines} if at <= room and not any(r.top() < at <= r.bottom() for r in lines)), default=room
        )


class HelpSheet(Sheet):
    """F1: what one does on this page, in a few lines. `keys_wanted()`, `tour_wanted()`."""

    keys_wanted = Signal()
    tour_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.column.addLayout(self._lines)
        self.keys = button(say("ui.help.keys"), "", pressed=self.keys_wanted.emit)
        self.tour = button(say("craft.tour.open"), "", pressed=self.tour_wanted.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keys)
        row.addWidget(self.tour)
        row.addStretch(1)
        self.column.addLayout(row)

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Show the help of a page."""
        self.title.setText(title)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._lines.addWidget(wrapped(line, "body"))
        self.open_at(px(520))
