"""换文件或日期对照: what another document, or another day, would change. A panel on the page, never a dialog; nothing is changed by looking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Change, Comparison
from surveyapp.ui import theme
from surveyapp.ui.form.controls import LeavingEdit
from surveyapp.ui.plan.change_row import ChangeRow, HeadRow
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import policy_title
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.frames import rule
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.turns import Turns
from surveyapp.words import say

_A_TURN = 8
"""Rows that come in one turn of the event loop."""
_OWN_STANDING = re.compile(r"[（(]([^（）()]+)[）)]$")
"""What a draft calls itself, in the bracket that its title ends with."""


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
        self.policy = Pick(say("plan.page.compare_with"), widest=480)
        self.policy.least = px(240)
        self.policy.folds = True  # a draft says so at the end of its name
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
        self.shared = wrapped("", "dense")
        self.shared.hide()
        column.addWidget(self.shared)
        self._drafts: frozenset[str] = frozenset()
        self._column = column
        self._rows = QWidget()
        column.addWidget(self._rows)
        self._turns = Turns(self)

    def offer(self, policies: Sequence[tuple[str, str, str]], mine: str) -> None:
        """The documents to compare with; the one in use stands among them, for another day."""
        if self.policy.count() != len(policies):
            self.policy.clear()
            for policy, name, _status in policies:
                self.policy.addItem(policy_title(name), policy)
        self._drafts = frozenset(policy for policy, _, status in policies if status == "draft" and policy != mine)
        other = next((policy for policy, _, _ in reversed(policies) if policy != mine), mine)
        self.policy.choose(other)

    def ask(self) -> None:
        """Ask for the comparison, if the day can be read."""
        text = self.day.text().strip().replace("/", "-")
        self.shared.hide()
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
        moved = [each for each in told.changes if each.moves]
        self.counts.setText(_counted(told, len(moved)))
        shared = _said_of_all(moved)
        standing = self._standing()
        draft = say("policy.status.draft", place=told.second.partition(" ")[0]) if standing else ""
        said = [each for each in (standing, *shared) if each and each != draft]  # from the document itself, instead of what every row says of it
        self.shared.setText(say("rule.sentence_mark").join(said))
        self.shared.setVisible(bool(said))
        moved = [replace(each, reasons=tuple(reason for reason in each.reasons if reason not in (*shared, draft))) for each in moved]
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if moved:
            column.addWidget(HeadRow(*_sides(told)))
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        self._turns.drop()
        self._turns.then(*(partial(self._add, column, each) for each in (moved[at : at + _A_TURN] for at in range(0, len(moved), _A_TURN))))

    def _standing(self) -> str:
        """That another city's document is a draft, by the word that it uses itself; "" where it is none."""
        if self.policy.value() not in self._drafts:
            return ""
        own = _OWN_STANDING.search(self.policy.currentText())
        return say("plan.page.compare_draft", standing=own[1] if own else say("plan.status.draft"))

    def _add(self, column: QVBoxLayout, changes: Sequence[Change]) -> None:
        """Some more rows, laid out whole before they are shown: rows that came one by one would each lay out all before them."""
        rows = QWidget()
        lines = QVBoxLayout(rows)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for change in changes:
            lines.addWidget(rule())
            lines.addWidget(ChangeRow(change))
        column.addWidget(rows)


def _counted(told: Comparison, moved: int) -> str:
    """Which documents, and how many conclusions differ, rest on another clause, or are alike. What there is none of goes without saying."""
    counts = {"moved": moved, "clause": len(told.changes) - moved, "same": told.same}
    said = [say(f"plan.page.compare_{name}", count=count) for name, count in counts.items() if count or name == "moved"]
    first, second = policy_title(told.first), policy_title(told.second)
    (one, _, version), (two, _, other) = first.rpartition(" "), second.rpartition(" ")
    if one and two and version == other:
        first, second = say("plan.page.compare_both", name=one, version=version), two
    return say("plan.page.compare_counts", first=first, second=second, counts=say("plan.page.compare_mark").join(said))


def _sides(told: Comparison) -> tuple[str, str]:
    """What stands above each side: the place of its document, or the document with its day where both are of one place."""
    first, second = told.first.partition(" ")[0], told.second.partition(" ")[0]
    return (first, second) if first != second else (policy_title(told.first), policy_title(told.second))


def _said_of_all(changes: Sequence[Change]) -> tuple[str, ...]:
    """What would stand in the row of every kind of defect: of the document, then, not of the defect."""
    rows = [each.reasons for each in changes if each.kind == "defect"]
    return tuple(reason for reason in rows[0] if all(reason in row for row in rows)) if len(rows) > 1 else ()
