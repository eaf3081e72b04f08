"""The plan page: verdicts at the left, cards at the right, all from one assessment that is fetched off the GUI thread after every write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Comparison, Missing, Verdict
from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed
from surveyapp.errors import SurveyError
from surveyapp.ui import theme
from surveyapp.ui.form.typed import text_of
from surveyapp.ui.half_typed import HalfTyped
from surveyapp.ui.plan.card import PlanCard
from surveyapp.ui.plan.compare_card import ComparePart
from surveyapp.ui.plan.costs_card import ConditionsPart, CostsPart
from surveyapp.ui.plan.funding_card import FundingPart
from surveyapp.ui.plan.household_votes import HouseholdVotes
from surveyapp.ui.plan.notice_card import NoticePart
from surveyapp.ui.plan.side import PlanSide
from surveyapp.ui.plan.told import COMMUNITY, FUNDING, NOTICE, PLAN, VOTE, Told, look
from surveyapp.ui.plan.vote_card import VotePart
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.frames import Empty
from surveyapp.ui.widgets.turns import Turns
from surveyapp.ui.widgets.whole_inside import WholeInside
from surveyapp.words import say

_PLACE = "plan"
"""Where what is half typed in the plan of a community is kept."""
_LOW = 760
"""A page that is lower (in px at the ordinary text size) has no room to say above its cards what a card of it says already."""
Part = PlanSide | VotePart | NoticePart | FundingPart | CostsPart | ConditionsPart


class PlanPage(QWidget):
    """`field_wanted(Missing)`: a field that is entered on another page; `failed(SurveyError)`; `told(text)` for the undo bar."""

    field_wanted = Signal(object)
    failed = Signal(object)
    told = Signal(str)

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing = standing
        self._born: dict[tuple[str, str], str] = {}
        self._shown_for = self._saved_act = ""
        self._size = ""
        self.now: Told | None = None
        self.half = HalfTyped(standing, self)
        self.side = PlanSide()
        self.compare = ComparePart()
        self.vote, self.notice, self.funding = VotePart(), NoticePart(), FundingPart()
        self.costs, self.conditions = CostsPart(), ConditionsPart()
        self.cards: dict[str, PlanCard] = {
            "consent": self.vote,
            "publicity": self.notice,
            "funding_floor": self.funding,
            "six_preconditions": self.conditions,
        }
        self.side.told_by_card = self._told_by_card
        self._parts: tuple[Part, ...] = (self.side, self.vote, self.notice, self.funding, self.costs, self.conditions)
        self._lay_out()
        self._connect()
        self._turns = Turns(
            self,
            lambda: self._main.insertWidget(0, self.compare),
            lambda: self._main.insertWidget(1, self.vote),
            lambda: self._pair.insertWidget(0, self.notice, 43),
            lambda: self._pair.addWidget(self.funding, 47),
            lambda: self._arrange(theme.look(self.window().width())),
        )

    def _lay_out(self) -> None:
        """From the outside in, so that each part is polished once; the cards come one a turn of the event loop."""
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._whole = QWidget()
        self._stack.addWidget(Empty("plan", say("plan.page.no_community"), say("plan.page.no_community_todo")))
        self._stack.addWidget(self._whole)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._whole)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self.side)
        self.paper = QScrollArea(self._whole)
        self._outer.addWidget(self.paper, 1)
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._columns = QHBoxLayout(self._inside)
        self._columns.setContentsMargins(16, 12, 16, 12)
        self._columns.setSpacing(12)
        self._main, self._aside = QVBoxLayout(), QVBoxLayout()
        self._pair, self._last = QHBoxLayout(), QHBoxLayout()
        for each in (self._main, self._aside, self._pair, self._last):
            each.setSpacing(12)
        self._main.addLayout(self._pair)
        self._main.addLayout(self._last)
        self._main.addStretch(1)
        self._columns.addLayout(self._main, 1)
        self._columns.addLayout(self._aside)
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setWidgetResizable(True)
        self.paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper.setWidget(self._inside)
        WholeInside(self.paper)
        self.compare.hide()

    def _connect(self) -> None:
        for part in (self.side, self.vote, self.notice, self.funding, self.conditions):
            part.save_wanted.connect(self.save)
            part.half_typed.connect(self.half.note)
        self.half.found.connect(self._give_back)
        self.side.rule_chosen.connect(self.show_card)
        self.side.missing_wanted.connect(self.go_to)
        self.vote.another_wanted.connect(lambda: self.add(VOTE, {"held_from": self._today()}))
        self.notice.another_wanted.connect(lambda: self.add(NOTICE, {"posted_on": self._today()}))
        self.funding.line_wanted.connect(self._add_line)
        for part in (self.vote, self.notice, self.funding):
            part.delete_wanted.connect(self.delete)
        households = HouseholdVotes(self, self._standing, self.vote)
        households.failed.connect(self.failed)
        households.told.connect(self.told)
        self.compare.compare_wanted.connect(self._compare)
        self.compare.closed.connect(partial(self._show_compare, False))
        for card in self.cards.values():
            card.drawer_moved.connect(self.side.tell_chosen)
        self._standing.changed.connect(self._changed)
        self._standing.place_chosen.connect(self._moved)
        self._standing.leaving.connect(self.settle)

    def _today(self) -> str:
        return self.now.assessment.as_of.isoformat() if self.now else ""

    def show_place(self) -> None:
        """The page came to the front, or another community was chosen."""
        self.load()

    def _moved(self) -> None:
        if self.isVisible() and self._standing.stream != self._shown_for:
            self._show_compare(False)
            self.load()

    def _changed(self, changed: Changed) -> None:
        """Something was written. What was saved here is fetched by `save` already."""
        here, self._saved_act = self._saved_act, ""
        if self.isVisible() and not (here and here == changed.act):
            self.load()

    def load(self, then: Callable[[], None] | None = None) -> None:
        """Fetch the assessment of the community in hand."""
        stream = self._standing.stream
        self._stack.setCurrentIndex(1 if stream else 0)
        if not stream:
            return

        def home(told: Told) -> None:
            if self._turns.done:
                self.show_told(told)
            else:  # the page is still being made: what it shows comes after its cards, one a turn of the event loop as well
                self._turns.then(*(partial(self.show_told, told, (part,)) for part in self._parts))
            if then is not None:
                self._turns.finish()
                then()

        self._standing.errands.ask(lambda verbs: look(verbs, stream), home, self.failed.emit, lane="" if then else "plan")

    def show_told(self, told: Told, parts: Sequence[Part] | None = None) -> None:
        """Show everything, or these parts."""
        if told.assessment.stream != self._standing.stream:
            return
        self.now, self._shown_for = told, told.assessment.stream
        self.half.open(told.assessment.stream, _PLACE)
        self._give_back()
        for part in self._parts if parts is None else parts:
            part.show_told(told)
            part.setEnabled(True)
        for card in self.cards.values():
            card.drawer.setEnabled(not self._standing.read_only)
        self.vote.doors.read_only = self._standing.read_only
        self._give_back()
        for control in (self.side.year, self.side.batch, self.side.submitted):
            control.setEnabled(not self._standing.read_only)

    def _give_back(self) -> None:
        """Funding lines come with what is shown, so this is asked again after each showing."""
        self.side.submitted.give_back(self.half.texts)
        for card in self.cards.values():
            card.give_back(self.half.texts)

    def save(self, kind: str, record: str, name: str, value: Value) -> None:
        """Store a field that was left. The first field of a record makes it; those that follow at once find it."""
        stream, born = self._standing.stream, self._born

        def work(verbs: Verbs) -> Changed:
            known = record or born.get((stream, kind), "")
            if known and (record or verbs.record(stream, known).presence != "hidden"):
                return verbs.set_fields(stream, known, {name: value})
            made = verbs.new_record(stream, kind, {name: value})
            born[stream, kind] = next(each for _, each, made_kind in made.records if made_kind == kind)
            return made

        def saved(changed: Changed) -> None:
            self._saved_act = changed.act
            self.load(lambda: self._tell_saved(kind, record, name, changed))

        def refused(problem: SurveyError) -> None:
            self._refused(problem)
            if stream == self._standing.stream:
                self._keep(kind, record, name, value)
            elif isinstance(value, str | int):
                self.half.refused(stream, _PLACE, f"{kind}/{record}/{name}", text_of(value))

        self._standing.write(work, saved, refused)

    def _keep(self, kind: str, record: str, name: str, value: Value) -> None:
        """A value that the disk refused stays where it was typed."""
        if kind == PLAN:
            self.side.submitted.keep(name, value)
        for card in self.cards.values():
            card.keep(kind, record, name, value)

    def _tell_saved(self, kind: str, record: str, name: str, changed: Changed) -> None:
        if not changed.act:
            return
        known = record or next((each for _, each, made in changed.records if made == kind), "")
        if kind == PLAN:
            self.side.submitted.tell_saved(name, changed.wall)
        for card in self.cards.values():
            card.tell_saved(kind, known, name, changed.wall)

    def _refused(self, problem: SurveyError) -> None:
        self.failed.emit(problem)
        if self.now is not None:
            self.show_told(self.now)

    def add(self, kind: str, fields: dict[str, Value], then: Callable[[str], None] | None = None) -> None:
        """A further record of a kind."""
        stream = self._standing.stream

        def made(changed: Changed) -> None:
            self._saved_act = changed.act
            record = next((each for _, each, born in changed.records if born == kind), "")
            self.load((lambda: then(record)) if then else None)

        self._standing.write(lambda verbs: verbs.new_record(stream, kind, fields), made, self._refused)

    def _add_line(self, source: str) -> None:
        self.add(FUNDING, {"source": source}, self.funding.go_to_line)

    def delete(self, record: str) -> None:
        """Delete a vote, a notice or a line; the undo bar brings it back."""
        stream = self._standing.stream
        if not record:
            return

        def gone(_changed: Changed) -> None:
            self.told.emit(say("plan.page.deleted"))

        self._standing.write(lambda verbs: verbs.delete(stream, record), gone, self._refused)

    def show_card(self, rule: str) -> None:
        """Bring the card of a rule into view: whole, or with its head on top, never sliced."""
        card = self.cards.get(rule)
        if card is not None:
            QTimer.singleShot(0, partial(self._bring, card))

    def _bring(self, card: QWidget) -> None:
        bar, top = self.paper.verticalScrollBar(), card.mapTo(self._inside, QPoint(0, 0)).y()
        if top < bar.value() or top + card.height() > bar.value() + self.paper.viewport().height():
            bar.setValue(top - 12)

    def go_to(self, missing: Missing) -> None:
        """Go to a field that is missing: here, or on the page where it is entered."""
        if self.side.go_to(missing):
            return
        for card in self.cards.values():
            if card.go_to(missing.kind, missing.record, missing.field):
                QTimer.singleShot(0, partial(self.paper.ensureWidgetVisible, card.drawer, 0, 40))
                return
        if missing.kind == FUNDING:
            self.funding.open()
            self.funding.new.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QTimer.singleShot(0, lambda: self.paper.ensureWidgetVisible(self.funding.new, 0, 40))
        elif missing.kind in (COMMUNITY, "building"):
            self.field_wanted.emit(missing)

    def toggle_compare(self) -> None:
        """Open or close the comparison."""
        self._turns.finish()
        opened = self.compare.isHidden()
        self._show_compare(opened)
        if opened:
            survey = self._standing.survey
            self.compare.offer(self._standing.policies, survey.policy if survey else "")
            self.paper.verticalScrollBar().setValue(0)
            self.compare.policy.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.compare.ask()

    def _show_compare(self, shown: bool) -> None:
        """What was chosen before has no bearing on a comparison: it is folded away meanwhile."""
        self.compare.setVisible(shown)
        self.side.fold(shown)

    def _told_by_card(self, verdict: Verdict) -> bool:
        """Whether a low page leaves a verdict to its card: choosing brings it into view, and what is missing is asked for in its open drawer."""
        card = self.cards.get(verdict.rule)
        return card is not None and self.height() < px(_LOW) and (not card.drawer.isHidden() or not verdict.missing)

    def _compare(self, policy: str, day: date | None) -> None:
        stream = self._standing.stream

        def home(told: Comparison) -> None:
            self.compare.show_comparison(told)

        self._standing.errands.ask(lambda verbs: verbs.compare(stream, policy, day), home, self.failed.emit, lane="compare")

    def settle(self) -> None:
        """Finish whatever is half typed."""
        self.side.settle()
        for card in self.cards.values():
            card.settle()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self.side, self.paper)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._size:  # else its turn comes when the cards have been made
            self._arrange(theme.look(self.window().width()))
            self.side.tell_chosen()

    def _arrange(self, size: str) -> None:
        """Three classes by the width of the window."""
        if size == self._size:
            return
        self._size = size
        compact, wide = size == "compact", size == "wide"
        self._outer.setDirection(QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight)
        for part in (self.costs, self.conditions):
            self._last.removeWidget(part)
            self._aside.removeWidget(part)
        while self._aside.count():
            self._aside.takeAt(0)
        if wide:
            self._aside.addWidget(self.costs)
            self._aside.addWidget(self.conditions)
            self._aside.addStretch(1)
            self.costs.setFixedWidth(px(520))
        else:
            self.costs.setMinimumWidth(0)
            self.costs.setMaximumWidth(16777215)
            self._last.addWidget(self.costs, 59)
            self._last.addWidget(self.conditions, 32)
        if compact:  # there it scrolls with the cards, which have little enough room
            self._main.insertWidget(self._main.indexOf(self.compare) + 1, self.side.foot)
        self.side.arrange(compact)
