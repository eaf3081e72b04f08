"""公示: the calendar, when the notice may come down, and what the other way of counting would make of it; the dates are entered here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from surveyapp.ui.plan.calendar_view import CalendarView
from surveyapp.ui.plan.card import PlanCard
from surveyapp.ui.plan.marks import LOOKS, Strip
from surveyapp.ui.plan.told import NOTICE, Told
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.words import say


class NoticePart(PlanCard):
    """`another_wanted`: a further notice; `delete_wanted(record)`."""

    another_wanted = Signal()
    delete_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("plan.rule.publicity"))
        self.calendar = CalendarView()
        self.strip = Strip()
        self.aside = wrapped("", "meta")
        for each in (self.calendar, self.strip, self.aside):
            self.body.addWidget(each)
        self.form = self.add_form(NOTICE, ("posted_on", "removed_on", "counting", "objections", "objections_settled", "body", "place"))
        foot = QHBoxLayout()
        self.others = label("", "meta")
        self.another = button(say("plan.page.another_notice"), "", "plus", self.another_wanted.emit)
        self.delete = button(say("plan.page.delete"), "danger", "trash", lambda: self.delete_wanted.emit(self.form.record), token="err")
        foot.addWidget(self.others)
        foot.addStretch(1)
        foot.addWidget(self.another)
        foot.addWidget(self.delete)
        self.entries.addLayout(foot)

    def show_told(self, told: Told) -> None:
        """Show the newest notice."""
        card, verdict = told.assessment.notice, told.assessment.verdict("publicity")
        if card is None or verdict is None:
            return
        self.scope.tell(card.scope if card.days else "")
        self.tags.tell(card.clauses)
        self.calendar.show_days(card.days, card.sentence or card.scope)
        self.strip.tell(LOOKS[verdict.outcome], (card.sentence or verdict.reason,))
        self.aside.setText(card.aside)
        self.aside.setVisible(bool(card.aside))
        self.form.show_record(card.record, told.view(NOTICE, card.record))
        self.others.setText(say("plan.page.older", count=card.others) if card.others > 0 else "")
        self.another.setVisible(bool(card.record))
        self.delete.setVisible(bool(card.record))
