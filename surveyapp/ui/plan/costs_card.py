"""谁出钱: the payer of what the defects call for, in the document's words; and 对照: the six conditions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.assessment import CostRow
from surveyapp.ui import theme
from surveyapp.ui.plan.card import PlanCard
from surveyapp.ui.plan.told import COMMUNITY, Told
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.frames import rule
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, KeptLabel, label, wrapped
from surveyapp.ui.widgets.marks import paint_shape
from surveyapp.words import say

_CONDITION_ROWS = ("party_branch", "talks", "covenant", "illegal_cleared", "residents_pay", "accepts_management", "complete_community")


class _TierShape(QWidget):
    """The shape of a tier beside its words."""

    def __init__(self, tier: str) -> None:
        super().__init__()
        self._tier = tier
        self.setFixedSize(px(16), px(20))
        self.setAccessibleName(say(f"plan.tier.{tier}") if tier else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shape(painter, self._tier or "unlisted", 7, px(10))


class CostsPart(PlanCard):
    """A row for every payer and clause."""

    def __init__(self) -> None:
        super().__init__(say("plan.page.costs"), enters=False)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._shown: list[QWidget] = []

    def show_told(self, told: Told) -> None:
        """Show all rows, or that there is nothing to pay for yet."""
        for each in self._shown:
            self._rows.removeWidget(each)
            each.hide()
            each.deleteLater()
        rows = told.assessment.costs
        self._shown = [wrapped(say("plan.page.no_costs"), "dense")] if not rows else []
        metrics = QFontMetrics(theme.font("meta"))
        width = max((metrics.horizontalAdvance(row.clause or say("plan.page.no_clause")) for row in rows), default=0) + 4
        for row in rows:
            self._shown += [rule(), self._row(row, width)] if self._shown else [self._row(row, width)]
        for each in self._shown:
            self._rows.addWidget(each)
        self.scope.tell(say("plan.page.costs_scope", count=sum(row.defects for row in rows)) if rows else "")

    def _row(self, row: CostRow, width: int) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{row.items} {row.payer} {row.clause}")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 3, 0, 3)
        line.setSpacing(8)
        line.addWidget(_TierShape(row.tier), 0, Qt.AlignmentFlag.AlignTop)
        for text, role, share in ((row.items, "strong", 5), (row.payer, "dense", 6)):
            words = KeptLabel(text, role)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            line.addWidget(words, share)
        clause = label(row.clause or say("plan.page.no_clause"), "meta")
        clause.setFixedWidth(width)
        clause.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        line.addWidget(clause, 0, Qt.AlignmentFlag.AlignTop)
        return made


class ConditionsPart(PlanCard):
    """Six conditions, each held, lost or not known. Their title says whose document asks for them."""

    def __init__(self) -> None:
        super().__init__("")
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(12)
        self.body.addLayout(self._grid)
        self.note = wrapped("", "meta")
        self.body.addWidget(self.note)
        self._marks: list[tuple[IconMark, ElideLabel]] = []
        self.form = self.add_form(COMMUNITY, _CONDITION_ROWS)

    def show_told(self, told: Told) -> None:
        """Show the conditions, or nothing where no document asks for any."""
        card = told.assessment.conditions
        self.setVisible(card is not None)
        if card is None:
            return
        self.title.setText(card.title)
        self.note.setText(card.sentence)
        while len(self._marks) < len(card.conditions):
            self._add_mark()
        half = (len(card.conditions) + 1) // 2
        for place, condition in enumerate(card.conditions):
            icon, name = self._marks[place]
            look = {True: ("holds", "accent_text", ""), False: ("err", "err", "err"), None: ("open_circle", "text3", "quiet")}[condition.holds]
            icon.become(look[0], look[1])
            icon.setAccessibleName(say({True: "plan.page.held", False: "plan.page.lost", None: "plan.word.pending"}[condition.holds]))
            name.tell(condition.name, look[2])
            row = self._grid
            row.addWidget(icon, place % half, place // half * 2)
            row.addWidget(name, place % half, place // half * 2 + 1)
            row.setColumnStretch(place // half * 2 + 1, 1)
        self.form.show_record(told.assessment.stream, told.view(COMMUNITY, told.assessment.stream))

    def _add_mark(self) -> None:
        self._marks.append((IconMark("open_circle", "text3", 18), ElideLabel(role="body")))
