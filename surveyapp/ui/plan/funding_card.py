"""资金: the stacked bar, whether the share is reached, the open question; total and lines are entered here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.assessment import FundingLine
from surveyapp.domain.fields import FUNDING_SOURCES
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.plan.card import PlanCard
from surveyapp.ui.plan.marks import LOOKS, Strip
from surveyapp.ui.plan.record_rows import RecordRows
from surveyapp.ui.plan.stacked import StackedBar
from surveyapp.ui.plan.told import FUNDING, PLAN, Told
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

_UNCLEAR = frozenset({"former_owner", "public_owner", "private_capital"})


class FundingPart(PlanCard):
    """`line_wanted(source)`: a new line; `delete_wanted(record)`."""

    line_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("plan.rule.funding_floor"))
        self.stacked = StackedBar()
        self.strip, self.question = Strip(), Strip()
        for each in (self.stacked, self.strip, self.question):
            self.body.addWidget(each)
        self.total = self.add_form(PLAN, ("investment",))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.entries.addLayout(self._lines)
        self._kept: dict[str, _LineRows] = {}
        self._add_new_line()

    def _add_new_line(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(say("plan.page.new_line"), "dense"))
        self.new = Pick(say("plan.page.new_line"))
        self.new.addItem(say("plan.page.choose_source"), "")
        for source in FUNDING_SOURCES:
            self.new.addItem(choice_words("source", source), source)
        self.new.activated.connect(self._begin_line)
        row.addWidget(self.new)
        row.addStretch(1)
        self.entries.addLayout(row)

    def _begin_line(self) -> None:
        source = self.new.value()
        self.new.choose("")
        if source:
            self.line_wanted.emit(source)

    def show_told(self, told: Told) -> None:
        """Show all lines."""
        card, verdict = told.assessment.funding, told.assessment.verdict("funding_floor")
        if card is None or verdict is None:
            return
        self.scope.tell(card.scope)
        self.tags.tell(card.clauses)
        self.stacked.show_card(card)
        ways = verdict.next_steps if verdict.outcome == "fail" else ()
        self.strip.tell(LOOKS[verdict.outcome], (verdict.reason, *ways))
        self.question.tell(LOOKS["pending"], (card.open_question,), card.open_answer)
        self.total.show_record(told.assessment.plan.record, told.view(PLAN, told.assessment.plan.record))
        self._show_lines(told, card.lines)

    def _show_lines(self, told: Told, lines: tuple[FundingLine, ...]) -> None:
        held = {line.record for line in lines}
        for record in [each for each in self._kept if each not in held]:
            gone = self._kept.pop(record)
            self.forms = [form for form in self.forms if form not in (gone.main, gone.unclear)]
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for line in lines:
            if line.record not in self._kept:
                made = self._kept[line.record] = _LineRows(line.record)
                made.main.save_wanted.connect(self.save_wanted)
                made.unclear.save_wanted.connect(self.save_wanted)
                for rows in (made.main, made.unclear):
                    rows.half_typed.connect(self.half_typed)
                made.delete.clicked.connect(lambda _checked=False, record=line.record: self.delete_wanted.emit(record))
                self.forms += [made.main, made.unclear]
                self._lines.addWidget(made)
            self._kept[line.record].show_line(told)

    def go_to_line(self, record: str) -> None:
        """Put the focus into the amount of a line that was just made."""
        self.go_to(FUNDING, record, "amount")


class _LineRows(QWidget):
    """One line: source and amount, a way to delete it, and for an unclear source what decides whether it counts."""

    def __init__(self, record: str) -> None:
        super().__init__()
        self.record = record
        self.main = RecordRows(FUNDING, ("source+amount",), bare=True)
        self.unclear = RecordRows(FUNDING, ("former_owner_kind", "counted"))
        self.main.record = self.unclear.record = record
        self.delete = IconButton("trash", say("plan.page.delete_line"), px=32)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.main, 1)
        row.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.unclear)

    def show_line(self, told: Told) -> None:
        """Show the line as it is stored."""
        view = told.view(FUNDING, self.record)
        self.main.show_record(self.record, view)
        self.unclear.show_record(self.record, view)
        self.unclear.setVisible(view is not None and view.value("source") in _UNCLEAR)
