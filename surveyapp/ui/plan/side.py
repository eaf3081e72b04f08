"""The left of the plan page: plan year, batch, the verdicts one below the other, and who goes first. In a small window it lies on top."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Assessment, Missing, Verdict, clauses
from surveyapp.domain.fields import field_of
from surveyapp.ui import theme
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.plan.marks import LOOKS, Entries, Strip, either, look_of
from surveyapp.ui.plan.record_rows import RecordRows
from surveyapp.ui.plan.told import PLAN, Told
from surveyapp.ui.plan.verdict_row import ROW, VerdictRow, sentence
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import say

WIDTH = 341
_LABEL = 76
_ANY = 16777215
"""What Qt takes for "no limit"."""
_USUAL_ROWS = 6
HIDDEN_RULES = frozenset({"document_validity", "priority"})
"""Verdicts that stand elsewhere on the page: the document's force on top, who goes first at the foot."""


class PlanSide(QWidget):
    """`save_wanted(kind, record, name, value)`, `rule_chosen(rule)`, `missing_wanted(Missing)`."""

    save_wanted = Signal(str, str, str, object)
    half_typed = Signal(str, object)
    rule_chosen = Signal(str)
    missing_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.chosen = ""
        self.compact = False
        self.folded = False
        """Whether what is chosen is neither marked nor told until a row is pressed again: something else fills the page."""
        self.told_by_card: Callable[[Verdict], bool] = lambda _verdict: False
        self._verdicts: tuple[Verdict, ...] = ()
        self._record = ""
        self._years: tuple[int, ...] = ()
        self.year = Segmented([])
        self.batch = Segmented(self._batches(), clearable=True)
        self.batch.setAccessibleName(say("field.plan_entry.batch"))
        self.batch.chosen.connect(lambda value: self.save_wanted.emit(PLAN, self._record, "batch", value or None))
        self.submitted = RecordRows(PLAN, ("submitted_on",), least_label=px(_LABEL))
        self.submitted.save_wanted.connect(self.save_wanted)
        self.submitted.half_typed.connect(self.half_typed)
        self.status = Strip()
        self.chosen_words = Strip()
        self.chosen_words.acted.connect(self._go_to_chosen)
        self.rows: list[VerdictRow] = []
        self.foot = Entries("dense")
        self._lay_out()
        for _ in range(_USUAL_ROWS):
            self._add_row()

    def _add_row(self) -> None:
        row = VerdictRow()
        row.chosen.connect(self.choose)
        row.missing_wanted.connect(self.missing_wanted)
        self.rows.append(row)
        self._list.insertWidget(len(self.rows) - 1, row)

    def _batches(self) -> list[tuple[str, str]]:
        field = field_of("plan_entry", "batch")
        return [(each, choice_words("batch", each)) for each in reversed(field.choices if field else ())]

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.hair(), 0)
        column.setSpacing(0)
        self._head = QWidget()
        self._controls = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._head)
        self._controls.setContentsMargins(16, 10, 16, 8)
        self._controls.setSpacing(8)
        self._year_row = QHBoxLayout()
        for name, control, row in (("year", self.year, self._year_row), ("batch", self.batch, QHBoxLayout())):
            row.setSpacing(8)
            title = label(say(f"field.plan_entry.{name}"), "dense")
            title.setFixedWidth(max(px(_LABEL), title.sizeHint().width()))
            row.addWidget(title)
            row.addWidget(control)
            row.addStretch(1)
            self._controls.addLayout(row)
            if title.width() + 8 + control.sizeHint().width() > px(WIDTH) - 32:
                title.hide()  # the parts say what they are, and the accessible name says it too
        self._controls.addWidget(self.submitted)
        column.addWidget(self._head)
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._list = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._inside)
        self._list.setContentsMargins(8, 4, 8, 4)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self.paper = QScrollArea()
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setWidgetResizable(True)
        self.paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper.setWidget(self._inside)
        column.addWidget(self.paper, 1)
        below = QWidget()
        below.setObjectName("foot")
        below.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QVBoxLayout(below)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.chosen_words)
        line.addWidget(self.status)
        self._foot_line = line
        line.addWidget(self.foot)
        self._below = below
        column.addWidget(below)

    def arrange(self, compact: bool) -> None:
        """Beside the cards, or on top of them in a small window."""
        self.compact = compact
        theme.mark(self, "s", "above" if compact else "")  # on top it ends in a line below, beside the cards in one at its right
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._list.setDirection(across if compact else down)
        self._controls.setDirection(across if compact else down)
        self._column.setContentsMargins(
            0, 0, 0 if compact else theme.hair(), theme.hair() if compact else 0
        )  # the line is drawn beside the foot as well
        self.setMinimumWidth(0 if compact else px(WIDTH))
        self.setMaximumWidth(_ANY if compact else px(WIDTH))
        if not compact:
            self._foot_line.addWidget(self.foot)
        self._show_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_paper()

    def _fit_paper(self) -> None:
        """On top of the cards all rows are as high as the highest, and nothing scrolls."""
        shown = self.rows[: len(self._verdicts)]
        high = px(ROW)
        if self.compact and shown:
            wide = (self.width() - 16) // len(shown)
            high = max(row.face.compact_height(wide) for row in shown)
        for row in shown:
            row.face.give_height(high)
        self.paper.setMinimumHeight(high + 8 if self.compact else 0)
        self.paper.setMaximumHeight(high + 8 if self.compact else _ANY)

    def show_told(self, told: Told) -> None:
        """Show the plan entry and all verdicts."""
        found = told.assessment
        self._record = found.plan.record
        self._show_years(found)
        self.batch.choose(found.plan.batch)
        self.submitted.show_record(found.plan.record, told.view(PLAN, found.plan.record))
        self._verdicts = tuple(each for each in found.verdicts if each.rule not in HIDDEN_RULES)
        self.status.tell(LOOKS["pending"], (found.status_words,))
        self._show_priority(found)
        self._show_rows()

    def _show_years(self, found: Assessment) -> None:
        """Three years to choose from: those after this one, or around the one that is set."""
        first = found.as_of.year + 1
        if found.plan.year is not None and not first <= found.plan.year <= first + 2:
            first = found.plan.year - 1
        years = tuple(range(first, first + 3))
        if years != self._years:
            self._years = years
            old, self.year = self.year, Segmented([(str(each), str(each)) for each in years], clearable=True)
            self.year.setAccessibleName(say("field.plan_entry.year"))
            self.year.chosen.connect(self._choose_year)
            self._year_row.replaceWidget(old, self.year)
            old.hide()
            old.deleteLater()
            before = self.batch.parts()[0].previousInFocusChain() or self
            for part in self.year.parts():
                QWidget.setTabOrder(before, part)
                before = part
        self.year.choose(str(found.plan.year or ""))

    def _choose_year(self, value: str) -> None:
        self.save_wanted.emit(PLAN, self._record, "year", int(value) if value else None)

    def _show_priority(self, found: Assessment) -> None:
        marks = {True: "plan.page.mark_yes", False: "plan.page.mark_no", None: "plan.page.mark_open"}
        parts = [say(marks[holds], name=name) for name, holds in found.priority]
        parts[:1] = [say("plan.page.priority", marks=each) for each in parts[:1]]
        self.foot.tell(parts or (say("plan.priority.silent"),), say("rule.sentence_mark"))

    def _show_rows(self) -> None:
        while len(self.rows) < len(self._verdicts):
            self._add_row()
        self._list.setStretch(len(self.rows), 0 if self.compact else 1)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(self._verdicts))
            self._list.setStretch(place, 1 if self.compact else 0)
            if place < len(self._verdicts):
                row.show_verdict(self._verdicts[place], chosen=self._verdicts[place].rule == self.shown_chosen(), compact=self.compact)

        self._fit_paper()
        self.tell_chosen()

    def tell_chosen(self) -> None:
        """On top of the cards there is no room below a row: the next steps and the clauses of what is chosen stand under all of them, with the way to
        what is missing; the whole sentence where there is no step, or its row is too low for it. What a card tells within reach is not told twice."""
        verdict = self._chosen_verdict() if self.compact and not self.folded else None
        if verdict is None or self.told_by_card(verdict):
            self.chosen_words.hide()
        else:
            fill = say("plan.page.fill", field=verdict.missing[0].words) if verdict.missing else ""
            self.chosen_words.tell(look_of(verdict), (self._more_of(verdict),), act=fill)
        self._below.setVisible(not (self.compact and self.chosen_words.isHidden() and self.status.isHidden()))

    def _more_of(self, verdict: Verdict) -> str:
        row = self.row_of(verdict.rule)
        if row is None or not verdict.next_steps or not row.face.holds_all():
            return sentence(verdict)
        steps = [either(verdict.next_steps)] if verdict.rule == "consent" else verdict.next_steps
        return DOT.join([*steps, *clauses(verdict.clause)])

    def _chosen_verdict(self) -> Verdict | None:
        return next((each for each in self._verdicts if each.rule == self.chosen), None)

    def _go_to_chosen(self) -> None:
        verdict = self._chosen_verdict()
        if verdict is not None and verdict.missing:
            self.missing_wanted.emit(verdict.missing[0])

    def choose(self, rule: str) -> None:
        """Choose a verdict: all its reasons are told, and its card comes into view. Chosen again, they are put away."""
        self.chosen = "" if self.shown_chosen() == rule else rule
        self.folded = False
        self._show_rows()
        self.rule_chosen.emit(rule)

    def shown_chosen(self) -> str:
        """The rule whose row is marked as chosen; "" for none, or while that is folded away."""
        return "" if self.folded else self.chosen

    def fold(self, folded: bool) -> None:
        """Fold away what is chosen while something else fills the page, or bring it back."""
        self.folded = folded
        self._show_rows()

    def row_of(self, rule: str) -> VerdictRow | None:
        """The row of a rule."""
        return next((row for row in self.rows if row.isVisible() and row.verdict is not None and row.verdict.rule == rule), None)

    def go_to(self, missing: Missing) -> bool:
        """Show what is missing if it is entered here: year, batch, day of submission."""
        if missing.kind != PLAN:
            return False
        if missing.field == "year" and self.year.parts():
            self.year.parts()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return self.submitted.go_to(missing.field)

    def settle(self) -> None:
        """Finish what is half typed."""
        self.submitted.settle()
