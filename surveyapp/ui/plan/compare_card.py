"""换文件或日期对照: what another document, or another day, would change. A panel on the page, never a dialog; nothing is changed by looking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Comparison
from surveyapp.ui import theme
from surveyapp.ui.form.controls import LeavingEdit
from surveyapp.ui.plan.change_row import ChangeRow
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.frames import rule
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say


class ComparePart(QFrame):
    """`compare_wanted(policy, date | None)`, `closed`."""

    compare_wanted = Signal(str, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(say("plan.page.compare"), "card"))
        head.addStretch(1)
        close = IconButton("close", say("plan.page.close_compare"), px=32)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.policy = Pick(say("plan.page.compare_with"), widest=360)
        self.day = LeavingEdit(130)
        self.day.setPlaceholderText(say("plan.page.day_hint"))
        self.day.setAccessibleName(say("plan.page.day"))
        self.go = button(say("plan.page.compare_go"), "", "compare", self.ask)
        self.day.returnPressed.connect(self.ask)
        for each in (label(say("plan.page.compare_with"), "dense"), self.policy, label(say("plan.page.day"), "dense"), self.day, self.go):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        self.counts = wrapped("", "dense")
        column.addWidget(self.counts)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self._rows: list[QWidget] = []

    def offer(self, policies: Sequence[tuple[str, str, str]], mine: str) -> None:
        """The documents to compare with; the one in use stands among them, for another day."""
        if self.policy.count() != len(policies):
            self.policy.clear()
            for policy, name, _status in policies:
                self.policy.addItem(name, policy)
        other = next((policy for policy, _, _ in reversed(policies) if policy != mine), mine)
        self.policy.choose(other)

    def ask(self) -> None:
        """Ask for the comparison, if the day can be read."""
        text = self.day.text().strip().replace("/", "-")
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            theme.mark(self.day, "s", "err")
            self.counts.setText(say("plan.page.day_unreadable"))
            return
        theme.mark(self.day, "s", "")
        self.compare_wanted.emit(self.policy.value(), day)

    def show_comparison(self, told: Comparison) -> None:
        """Show what changes; what rests on another clause only is counted."""
        for each in self._rows:
            self._list.removeWidget(each)
            each.hide()
            each.deleteLater()
        moved = [each for each in told.changes if each.moves]
        self.counts.setText(
            say("plan.page.compare_counts", second=told.second, moved=len(moved), clause=len(told.changes) - len(moved), same=told.same)
        )
        self._rows = []
        for change in moved:
            self._rows += [rule(), ChangeRow(change)]
        for each in self._rows:
            self._list.addWidget(each)
