"""逐户票: who has not voted, and what every flat voted; opened from the strip of the vote card, entered here or read from a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.assessment import DoorVote
from surveyapp.domain.ballots import CHOICES
from surveyapp.ui.plan.door_list import ROW, DoorVotesView, choice_word
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.frames import rule
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import say

_MOST_ROWS = 8
_MISSING, _EVERY = "missing", "every"


class DoorVotes(QWidget):
    """`choice_wanted(records, choice)`, `list_wanted`: a list is to be read from a file."""

    choice_wanted = Signal(object, str)
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        head = QHBoxLayout()
        head.setSpacing(10)
        self.scope = ElideLabel(role="dense")
        self.only = Segmented([(_MISSING, say("plan.page.only_missing")), (_EVERY, say("plan.page.every_flat"))])
        self.only.setAccessibleName(say("plan.page.door_votes"))
        self.only.choose(_MISSING)
        self.only.chosen.connect(lambda _value: self._show())
        self.read = button(say("plan.page.read_list"), "small", "table", self.list_wanted.emit)
        head.addWidget(label(say("plan.page.door_votes"), "strong"))
        head.addWidget(self.scope, 1)
        head.addWidget(self.only)
        head.addWidget(self.read)
        column.addLayout(head)
        self.empty = wrapped("", "dense")
        column.addWidget(self.empty)
        self.view = DoorVotesView()
        self.view.choice_wanted.connect(self.choice_wanted)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._can())
        column.addWidget(self.view)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.hint = label(say("plan.page.vote_hint"), "meta")
        self.choices = [
            button(f"{number} {choice_word(choice)}", "small", pressed=partial(self._choose, choice))
            for number, choice in enumerate(CHOICES, start=1)
        ]
        foot.addWidget(self.hint)
        foot.addStretch(1)
        for each in self.choices:
            foot.addWidget(each)
        column.addLayout(foot)
        self.read_only = False
        self.hide()

    def show_lines(self, lines: Sequence[DoorVote]) -> None:
        """Show these flats."""
        self.view.lines.every = tuple(lines)
        self._show()

    def _show(self) -> None:
        every = self.view.lines.every
        missing = sum(each.choice in ("", "not_voted") for each in every)
        self.scope.tell(say("plan.page.door_votes_scope", flats=len(every), missing=missing) if every else "")
        self.view.lines.show_lines(every, self.only.value() == _MISSING)
        shown = self.view.lines.rowCount()
        self.empty.setText(say("plan.page.no_door_votes") if not every else "" if shown else say("plan.page.all_voted"))
        self.empty.setVisible(not shown)
        self.view.setVisible(bool(shown))
        self.view.setFixedHeight(ROW * min(_MOST_ROWS, max(1, shown)) + 2)
        for each in (self.hint, *self.choices):
            each.setVisible(bool(shown))
        self.only.setVisible(bool(every))
        self._can()

    def _can(self) -> None:
        """Nothing chosen, nothing to give a vote to."""
        self.read.setEnabled(not self.read_only)
        for each in self.choices:
            each.setEnabled(bool(self.view.chosen()) and not self.read_only)

    def _choose(self, choice: str) -> None:
        self.choice_wanted.emit(self.view.chosen(), choice)
