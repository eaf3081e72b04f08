"""A verdict as a row: icon, title, word, one reason with the figure, clause; and beside it the way to what is missing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Verdict, clauses
from surveyapp.ui import icons, theme
from surveyapp.ui.plan.marks import LOOKS
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, button, ring
from surveyapp.ui.widgets.labels import wrapped
from surveyapp.words import say

ROW = 80
_LEFT = 48


def sentence(verdict: Verdict) -> str:
    """The whole row as one sentence."""
    facts = {"title": verdict.title, "word": verdict.word, "reason": verdict.reason, "clauses": " · ".join(clauses(verdict.clause))}
    return say("plan.page.verdict_sentence", **facts)


class VerdictButton(Painted):
    """The painted row; pressed, its card comes into view."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self._compact = False
        self.setCheckable(True)
        self.setMinimumHeight(px(ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_verdict(self, verdict: Verdict, compact: bool = False) -> None:
        """Show a verdict; in a small window the word stands below the title, and the clause on the card only."""
        self._verdict, self._compact = verdict, compact
        self.setText(verdict.title)
        self.setAccessibleName(sentence(verdict))
        self.setToolTip("\n".join([sentence(verdict), *verdict.reasons]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(180), px(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        verdict = self._verdict
        if verdict is None:
            return
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if self.isChecked() else "hover"))
            painter.drawRoundedRect(rect, theme.size("radius_card"), theme.size("radius_card"))
        look = LOOKS[verdict.outcome]
        icons.paint(painter, look.icon, px(13), px(12), px(24), look.token)
        self._paint_words(painter, verdict, look.token)
        if self.hasFocus():
            ring(painter, rect, theme.size("radius_card"))

    def _paint_words(self, painter: QPainter, verdict: Verdict, token: str) -> None:
        room = self.width() - px(_LEFT) - px(8)
        painter.setFont(theme.font("strong"))
        beside = 0.0 if self._compact else painter.fontMetrics().horizontalAdvance(verdict.title) + 10.0
        self._line(painter, QRectF(px(_LEFT), px(9), room, px(22)), "strong", "text", verdict.title)
        self._line(
            painter, QRectF(px(_LEFT) + beside, px(31) if self._compact else px(9), room - beside, px(22)), "dense", token, verdict.word, bold=True
        )
        self._line(painter, QRectF(px(_LEFT), px(54) if self._compact else px(33), room, px(18)), "dense", "text2", verdict.reason)
        if not self._compact:
            self._line(painter, QRectF(px(_LEFT), px(54), room, px(18)), "meta", "text2", " · ".join(clauses(verdict.clause)))

    def _line(self, painter: QPainter, rect: QRectF, role: str, ink: str, text: str, bold: bool | None = None) -> None:
        painter.setFont(theme.font(role, bold=bold))
        painter.setPen(theme.colour(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class VerdictRow(QWidget):
    """`chosen(rule)`; `missing_wanted(Missing)` for the first thing that is missing. Chosen, it tells all its reasons."""

    chosen = Signal(str)
    missing_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.verdict: Verdict | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.face = VerdictButton()
        self.face.clicked.connect(self._choose)
        column.addWidget(self.face)
        self.details = QWidget()
        inside = QVBoxLayout(self.details)
        inside.setContentsMargins(px(_LEFT), 4, 8, 8)
        inside.setSpacing(4)
        self._reasons = wrapped("", "dense")
        self.fill = button("", "small", "pen", self._go)
        inside.addWidget(self._reasons)
        inside.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.details)
        self.details.hide()

    def _choose(self) -> None:
        if self.verdict is not None:
            self.chosen.emit(self.verdict.rule)

    def _go(self) -> None:
        if self.verdict is not None and self.verdict.missing:
            self.missing_wanted.emit(self.verdict.missing[0])

    def show_verdict(self, verdict: Verdict, *, chosen: bool, compact: bool) -> None:
        """Show a verdict; chosen, all its reasons and the contradictions that touch it stand below."""
        self.verdict = verdict
        self.face.show_verdict(verdict, compact)
        self.face.setChecked(chosen)
        notes = [say("plan.page.contradiction", text=each) for each in verdict.contradictions]
        self._reasons.setText("\n".join([*verdict.next_steps, *(each for each in verdict.reasons if each != verdict.reason), *notes]))
        missing = verdict.missing[0] if verdict.missing else None
        self.fill.setText(say("plan.page.fill", field=missing.words) if missing else "")
        self.fill.setVisible(missing is not None)
        self.details.setVisible(chosen and not compact)
