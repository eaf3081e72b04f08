"""A verdict as a row: icon, title, word, one reason with the figure, clause; and beside it the way to what is missing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Verdict, clauses
from surveyapp.ui import icons, theme
from surveyapp.ui.front import row_paint
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.plan.marks import look_of
from surveyapp.ui.plan.reasons import Reasons
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, button, ring
from surveyapp.ui.widgets.line_breaks import loose, together
from surveyapp.words import say

ROW = 80
_LEFT = 48
_LINE = 19
_COMPACT_TOP = 31
_MOST_WORDS, MOST_REASON = 2, 4
"""On top of the cards the word and the reason break into so many lines at most; what is still longer is told in full when it is chosen."""


def sentence(verdict: Verdict) -> str:
    """The whole row as one sentence."""
    facts = {"title": verdict.title, "word": verdict.word, "reason": verdict.reason, "clauses": " · ".join(clauses(verdict.clause))}
    return say("plan.page.verdict_sentence", **facts)


def broken(text: str, room: int, most: int, bold: bool | None = None) -> list[str]:
    """A text in lines that are no wider than `room` px, `most` of them; the last one holds all the rest, to be shortened when it is painted."""
    text = together(text)
    layout = QTextLayout(text, theme.font("dense", bold=bold))
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, room))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:most], len(text)]
    return [loose(text[start:end]).strip() for start, end in zip(starts[:most], ends, strict=True)]


class VerdictButton(Painted):
    """The painted row; pressed, its card comes into view."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self._compact = False
        self.setCheckable(True)
        self._tall = False
        self._given = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_verdict(self, verdict: Verdict, compact: bool = False) -> None:
        """Show a verdict; in a small window the word stands below the title, and the clause on the card only."""
        self._verdict, self._compact = verdict, compact
        self.setText(verdict.title)
        self.setAccessibleName(sentence(verdict))
        self.setToolTip("\n".join([sentence(verdict), *verdict.reasons]))
        self._measure()
        self.update()

    def room(self) -> int:
        """Px for words."""
        return self.width() - px(_LEFT) - px(8)

    def _measure(self) -> None:
        """Beside the cards a reason that is too long for one line has a second one: its figures are what is read here."""
        verdict = self._verdict
        tall = verdict is not None and not self._compact and QFontMetrics(theme.font("dense")).horizontalAdvance(verdict.reason) > self.room()
        if tall != self._tall:
            self._tall = tall
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def compact_height(self, width: int) -> int:
        """How high the row is on top of the cards, if it is so wide."""
        verdict, room = self._verdict, width - px(_LEFT) - px(8)
        if verdict is None:
            return px(ROW)
        lines = len(broken(verdict.word, room, _MOST_WORDS, bold=True)) + len(broken(verdict.reason, room, MOST_REASON))
        return max(px(ROW), px(_COMPACT_TOP) + px(2) + lines * px(_LINE) + px(10))

    def holds_all(self) -> bool:
        """Whether word and reason stand whole in the row on top of the cards."""
        verdict, metrics = self._verdict, QFontMetrics(theme.font("dense", bold=True))
        if verdict is None:
            return True
        lines = [broken(verdict.word, self.room(), _MOST_WORDS, bold=True)[-1], broken(verdict.reason, self.room(), MOST_REASON)[-1]]
        return all(metrics.horizontalAdvance(line) <= self.room() for line in lines)

    def give_height(self, high: int) -> None:
        """The height that all rows on top of the cards have: that of the highest."""
        if high != self._given:
            self._given = high
            self.updateGeometry()

    def _high(self) -> int:
        return self._given if self._compact and self._given else px(ROW) + (px(_LINE) if self._tall else 0)

    def sizeHint(self) -> QSize:
        return QSize(px(180), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self._high())

    def paintEvent(self, event: QPaintEvent) -> None:
        verdict = self._verdict
        if verdict is None:
            return
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            row_paint.paint_ground(Ink(painter), rect, self.isChecked())
        look = look_of(verdict)
        icons.paint(painter, look.icon, px(13), px(12), px(24), look.token)
        self._paint_words(painter, verdict, look.token)
        if self.hasFocus():
            ring(painter, rect, theme.size("radius_card"))

    def _paint_words(self, painter: QPainter, verdict: Verdict, token: str) -> None:
        room, more = self.room(), px(_LINE) if self._tall else 0
        fits = QFontMetrics(theme.font("strong")).horizontalAdvance(verdict.title) <= room
        self._line(painter, QRectF(px(_LEFT), px(9), room, px(22)), "strong" if fits else "dense", "text", verdict.title, bold=None if fits else True)
        if self._compact:
            self._paint_below(painter, verdict, token)
            return
        beside = QFontMetrics(theme.font("strong")).horizontalAdvance(verdict.title) + 10.0
        self._line(painter, QRectF(px(_LEFT) + beside, px(9), room - beside, px(22)), "dense", token, verdict.word, bold=True)
        if self._tall:
            self._two_lines(painter, QRectF(px(_LEFT), px(33), room, 2 * px(_LINE)), verdict.reason)
        else:
            self._line(painter, QRectF(px(_LEFT), px(33), room, px(18)), "dense", "text2", verdict.reason)
        self._line(painter, QRectF(px(_LEFT), px(54) + more, room, px(18)), "meta", "text2", " · ".join(clauses(verdict.clause)))

    def _paint_below(self, painter: QPainter, verdict: Verdict, token: str) -> None:
        """The word and the reason below the title, each in as many lines as it needs."""
        room, top = self.room(), px(_COMPACT_TOP) + px(2)
        for text, ink, most, bold in ((verdict.word, token, _MOST_WORDS, True), (verdict.reason, "text2", MOST_REASON, None)):
            for line in broken(text, room, most, bold=bold):
                self._line(painter, QRectF(px(_LEFT), top, room, px(_LINE)), "dense", ink, line, bold=bold)
                top += px(_LINE)

    def _two_lines(self, painter: QPainter, rect: QRectF, text: str) -> None:
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(rect, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), together(text))

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
        self._reasons = Reasons()
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
        self._reasons.show_verdict(verdict)
        missing = verdict.missing[0] if verdict.missing else None
        self.fill.setText(say("plan.page.fill", field=missing.words) if missing else "")
        self.fill.setVisible(missing is not None)
        self.details.setVisible(chosen and not compact)
