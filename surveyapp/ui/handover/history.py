"""收发记录: the packages that were written and received in this home."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.handover import Withdrawal
from surveyapp.domain.walk_views import PackageLine
from surveyapp.ui import theme
from surveyapp.ui.handover.history_row import HistoryRow
from surveyapp.ui.widgets.frames import Empty, card
from surveyapp.words import say

_MOST = 100


class HistoryCard(QWidget):
    """The newest first. `look_wanted(sha256)`, `withdraw_wanted(sha256)`, `back_wanted(sha256)`."""

    look_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    back_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.writes = True
        self.rows: list[HistoryRow] = []
        frame, self._column = card(say("ui.handover.history"))
        column = self._column
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.lines: tuple[PackageLine, ...] = ()
        self._empty = Empty("box", say("ui.handover.none"), say("ui.handover.history_scope"))
        inside = QWidget()
        inside.setObjectName("inside")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 4, 16)
        self._rows.setSpacing(2)
        self._rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._scroll.hide()
        column.addWidget(self._empty, 1)
        column.addWidget(self._scroll, 1)

    def show_lines(self, lines: Sequence[PackageLine]) -> None:
        """Show the packages; nothing is rebuilt while they are the same."""
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [HistoryRow(line, self.writes) for line in self.lines[:_MOST]]
        for place, row in enumerate(self.rows):
            row.look_wanted.connect(self.look_wanted)
            row.withdraw_wanted.connect(self.withdraw_wanted)
            row.back_wanted.connect(self.back_wanted)
            self._rows.insertWidget(place, row)
        self._column.setContentsMargins(16, 14, 16, theme.hair() if lines else 16)  # what scrolls goes on to the edge of the card
        self._empty.setVisible(not lines)
        self._scroll.setVisible(bool(lines))

    def tell(self, told: Withdrawal) -> None:
        """Show what withdrawing a package would do, in its row."""
        for row in self.rows:
            if row.line.sha256 == told.sha256 and row.line.direction == "in":
                row.tell(told)
                self._scroll.ensureWidgetVisible(row)
