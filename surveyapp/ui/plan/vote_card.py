"""表决: four bars with their thresholds, and both next steps; the tallies are entered here, and the list of households opens here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from surveyapp.domain.assessment import Verdict, VoteCard
from surveyapp.ui.plan.bars import RatioBar
from surveyapp.ui.plan.card import PlanCard
from surveyapp.ui.plan.door_votes import DoorVotes
from surveyapp.ui.plan.marks import LOOKS, Strip, either
from surveyapp.ui.plan.told import VOTE, Told
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import label
from surveyapp.words import say

_ROWS = ("total_area_m2+total_owners", "held_from+held_to", "voted_area_m2+voted_owners", "method", "agree_area_m2+agree_owners", "matter")
_PLACES = {"voted_area": (1, 0), "voted_heads": (2, 0), "agree_area": (1, 1), "agree_heads": (2, 1)}


class VotePart(PlanCard):
    """`another_wanted`: a further vote; `delete_wanted(record)`; `doors_wanted(vote)`: the list of households; `take_wanted(vote)`: their sums."""

    another_wanted = Signal()
    delete_wanted = Signal(str)
    doors_wanted = Signal(str)
    take_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("plan.rule.consent"))
        self._told: tuple[VoteCard, Verdict] | None = None
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(2)
        grid.addWidget(label(say("plan.page.voted"), "dense"), 0, 0)
        grid.addWidget(label(say("plan.page.agreed"), "dense"), 0, 1)
        self.bars = {key: RatioBar() for key in _PLACES}
        for key, bar in self.bars.items():
            grid.addWidget(bar, *_PLACES[key])
        self.body.addLayout(grid)
        self.strip = Strip()
        self.strip.acted.connect(self.toggle_doors)
        self.body.addWidget(self.strip)
        self.differs = Strip()
        self.differs.acted.connect(self._take)
        self.body.addWidget(self.differs)
        self.doors = DoorVotes()
        self.body.addWidget(self.doors)
        self.form = self.add_form(VOTE, _ROWS, columns=2)
        foot = QHBoxLayout()
        self.others = label("", "meta")
        self.another = button(say("plan.page.another_vote"), "", "plus", self.another_wanted.emit)
        self.delete = button(say("plan.page.delete"), "danger", "trash", lambda: self.delete_wanted.emit(self.form.record), token="err")
        foot.addWidget(self.others)
        foot.addStretch(1)
        foot.addWidget(self.another)
        foot.addWidget(self.delete)
        self.entries.addLayout(foot)

    def show_told(self, told: Told) -> None:
        """Show the newest vote."""
        card, verdict = told.assessment.vote, told.assessment.verdict("consent")
        if card is None or verdict is None:
            return
        self.scope.tell(card.scope)
        self.tags.tell(card.clauses)
        for bar in card.bars:
            if bar.key in self.bars:
                self.bars[bar.key].show_bar(bar)
        self._tell(card, verdict)
        more = say("plan.page.more_differ", count=len(card.differs) - 1) if len(card.differs) > 1 else ""
        self.differs.tell(LOOKS["pending"], card.differs[:1], aside=more, act=say("plan.page.take_tally"))
        self.differs.setToolTip(" ".join(card.differs))
        if not card.record:
            self.doors.hide()
        elif not self.doors.isHidden():
            self.doors_wanted.emit(card.record)
        self.form.show_record(card.record, told.view(VOTE, card.record))
        self.others.setText(say("plan.page.older", count=card.others) if card.others > 0 else "")
        self.another.setVisible(bool(card.record))
        self.delete.setVisible(bool(card.record))

    def _tell(self, card: VoteCard, verdict: Verdict) -> None:
        act = "" if not card.record else say("plan.page.not_voted" if self.doors.isHidden() else "plan.page.hide_not_voted")
        if verdict.outcome in ("fail", "running"):
            ways = [each for each in (card.changed, card.added) if each]
            self.strip.tell(LOOKS[verdict.outcome], (either(ways) or verdict.reason,), act=act)
        else:
            self.strip.tell(LOOKS[verdict.outcome], (verdict.reason,), act=act)
        self._told = (card, verdict)

    def _take(self) -> None:
        self.take_wanted.emit(self.form.record)

    def toggle_doors(self) -> None:
        """Open or close the list of households."""
        opened = self.doors.isHidden()
        self.doors.setVisible(opened)
        if opened:
            self.doors_wanted.emit(self.form.record)
        if self._told is not None:
            self._tell(*self._told)
        self.drawer_moved.emit()
