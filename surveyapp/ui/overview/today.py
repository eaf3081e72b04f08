"""今天: whose list it is, the places on it, and what one does with the list: give places away, print it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.overview import Overview
from surveyapp.ui.overview.left import Rows
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

EVERYBODY = "*"
_LEAST = 106
"""Two whole rows: where much is left to mend, today is scrolled and not the page."""


class _WholeRows(QScrollArea):
    """Shows whole rows only, and scrolls by them: what is left below the last one stays empty."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leave room for as many whole rows as there is height for."""
        shown = self._rows.rows
        row = shown[0].height() + self._rows.gap if shown else 0
        whole = row and (self.height() + self._rows.gap) // row
        over = self.height() - (whole * row - self._rows.gap) if whole and whole < len(shown) else 0
        if self.viewportMargins().bottom() != over:
            self.setViewportMargins(0, 0, 0, over)
        if row:
            self.verticalScrollBar().setSingleStep(row)


class TodayList(QWidget):
    """`person_wanted()`: somebody else's list; `assign_wanted()`; `list_wanted()`: write it, for paper and as a sheet."""

    person_wanted = Signal()
    assign_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, standing: Standing, rows: Rows) -> None:
        super().__init__()
        self._standing = standing
        self.person: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.who = Pick(say("overview.person"), widest=140)
        self.who.least = 90
        self.who.activated.connect(lambda _index: self._choose())
        self.assign = button(say("overview.assign"), "", "person", self.assign_wanted.emit)
        top.addWidget(self.who, 1)
        self.write = button(say("overview.list"), "", "table", self.list_wanted.emit)
        top.addWidget(self.assign)
        top.addWidget(self.write)
        column.addLayout(top)
        scroll = self.view = _WholeRows(rows)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(px(_LEAST))
        rows.setObjectName("inside")
        scroll.setWidget(rows)
        column.addWidget(scroll, 1)

    def _choose(self) -> None:
        value = self.who.value()
        self.person = "" if value == EVERYBODY else value
        self.person_wanted.emit()

    def show_people(self, found: Overview) -> None:
        """Offer the inspectors; the one whose list is shown stands chosen."""
        self.who.blockSignals(True)
        self.who.clear()
        for record, name in found.people:
            self.who.addItem(name, record)
        self.who.addItem(say("overview.person.all"), EVERYBODY)
        self.who.blockSignals(False)
        self.who.choose(found.person or EVERYBODY)
        self.assign.setEnabled(not self._standing.read_only)

    def fit(self) -> None:
        """Other rows are shown: no half one among them."""
        self.view.fit()
