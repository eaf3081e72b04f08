"""What the talks add up to, painted: who was reached, the wishes by rank, consent apart from any vote, willingness to pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.interviews import Tally
from surveyapp.ui import theme
from surveyapp.ui.shares import percent_reached
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.walk.tiles import two_lines
from surveyapp.ui.widgets.buttons import button
from surveyapp.words import say

_SHOWN = 8
_ROW = 34
_PITCH = 17
"""From line to line of a wish on two lines."""
_NUMBER, _FIGURES = 18, 52
"""The room of the rank before a wish, and of its figures behind it."""
_WISHES = 80
"""Where the wishes begin, from the top."""
_LINK = 34
_CONSENT = ("agree", "disagree", "abstain")
_FILLS = {
    "agree": ("accent", Qt.BrushStyle.SolidPattern),
    "disagree": ("warn", Qt.BrushStyle.BDiagPattern),
    "abstain": ("line_strong", Qt.BrushStyle.NoBrush),
}
_WILLING = ("yes", "no", "depends")
_WAYS = ("direct", "maintenance_fund", "provident_fund", "public_income", "donation")
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def reached_words(tally: Tally) -> str:
    """12 / 36 户已答."""
    if tally.households is None:
        return say("needs.tally.reached_unknown", answered=tally.answered)
    return say("needs.tally.reached", answered=tally.answered, households=tally.households)


def base_words(tally: Tally) -> str:
    """Which households the share is of, where that is not said by the place itself."""
    return say(f"needs.tally.base.{tally.base}") if tally.base else ""


def percent(tally: Tally) -> str:
    """The share of households reached in percent with one place, rounded down: it never says more than there is."""
    return percent_reached(tally.reached) if tally.reached is not None else ""


def counts_words(group: str, names: Sequence[str], counts: Mapping[str, int]) -> str:
    """愿 3 · 不愿 1: only what was said."""
    return DOT.join(f"{say(f'choice.{group}.{name}')} {counts[name]}" for name in names if counts.get(name))


class TallyView(QWidget):
    """One tally. The whole of it is also its accessible name. Of many wishes the first are shown, and a link with the count of the others."""

    def __init__(self) -> None:
        super().__init__()
        self._tally: Tally | None = None
        self._names: Mapping[str, str] = {}
        self._every = False
        self.more = button("", "link", pressed=self.show_every)
        self.more.setProperty("flush", True)  # it begins where the names above it begin
        self.more.setParent(self)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tally(self, tally: Tally | None, names: Mapping[str, str]) -> None:
        """Show a tally; `names` are those of the wishes."""
        self._tally, self._names = tally, names
        self._arrange()

    def show_every(self) -> None:
        """Show all wishes, or the first of them again."""
        self._every = not self._every
        self._arrange()

    def _arrange(self) -> None:
        self.setAccessibleName(self.sentence())
        wishes = len(self._tally.wishes) if self._tally else 0
        self.more.setText(say("needs.tally.fewer") if self._every else say("needs.tally.more", count=wishes - _SHOWN))
        self.more.setVisible(wishes > _SHOWN)
        self._place_more()
        self.updateGeometry()
        self.update()

    def _place_more(self) -> None:
        wide = min(self.more.sizeHint().width(), self.width())
        self.more.setGeometry(0, px(_WISHES + 24) + self._wishes_height(), wide, px(_LINK))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_more()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _shown(self) -> int:
        """How many wishes are painted."""
        wishes = len(self._tally.wishes) if self._tally else 0
        return wishes if self._every else min(_SHOWN, wishes)

    def _lines(self) -> list[tuple[str, ...]]:
        """The names that are painted, each on one line or on two."""
        wishes = self._tally.wishes[: self._shown()] if self._tally else ()
        metrics = QFontMetrics(theme.font("dense", bold=True))
        return [two_lines(self._names.get(each.code, each.code), metrics, self.width() - px(_NUMBER + _FIGURES)) for each in wishes]

    def _wishes_height(self) -> int:
        """Of the painted wishes."""
        return self._shown() * px(_ROW) + sum(len(lines) - 1 for lines in self._lines()) * px(_PITCH)

    def _link_height(self) -> int:
        return px(_LINK) if self._tally and len(self._tally.wishes) > _SHOWN else 0

    def sentence(self) -> str:
        """Everything that is painted, in words."""
        tally = self._tally
        if tally is None:
            return say("needs.tally.nothing")
        wishes = [f"{self._names.get(each.code, each.code)} {each.among_three}" for each in tally.wishes[: self._shown()]]
        parts = [reached_words(tally), base_words(tally), *wishes, counts_words("consent", _CONSENT, tally.consent), say("needs.tally.no_vote")]
        return "; ".join(filter(None, parts))

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(96) + max(px(_ROW), self._wishes_height()) + self._link_height() + px(30) + px(96) + px(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tally is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width()
        y = self._reached(painter, self._tally, width)
        y = self._wishes(painter, self._tally, width, y + px(10))
        y = self._consent(painter, self._tally, width, y + px(12))
        self._paying(painter, self._tally, width, y + px(12))

    def _reached(self, painter: QPainter, tally: Tally, width: int) -> float:
        _text(painter, QRectF(0, 0, width, px(26)), reached_words(tally), "card")
        _text(painter, QRectF(0, 0, width, px(26)), percent(tally), "strong", "accent_text", _RIGHT)
        share = float(tally.reached) if tally.reached is not None else 0.0
        _bar(painter, QRectF(0, px(32), width, px(10)), [(min(1.0, share), "accent")])
        others = counts_words("outcome", ("absent", "refused", "vacant"), tally.outcomes)
        base = base_words(tally)
        _text(painter, QRectF(0, px(48), width, px(20)), base, "meta", "text3", _RIGHT)
        taken = painter.fontMetrics().horizontalAdvance(base) + px(12) if base else 0
        _text(painter, QRectF(0, px(48), width - taken, px(20)), others or say("needs.tally.no_others"), "meta", "text3")
        return px(70)

    def _wishes(self, painter: QPainter, tally: Tally, width: int, y: float) -> float:
        _text(painter, QRectF(0, y, width, px(22)), say("needs.tally.wishes"), "strong")
        _text(painter, QRectF(0, y, width, px(22)), say("needs.tally.among_three"), "meta", "text3", _RIGHT)
        y += px(24)
        if not tally.wishes:
            _text(painter, QRectF(0, y, width, px(_ROW)), say("needs.tally.no_wishes"), "dense", "text3")
            return y + px(_ROW)
        most, others = max(1, tally.answered), "line_soft" if theme.is_high() else "line_strong"  # never stronger than the first three
        for place, (each, lines) in enumerate(zip(tally.wishes, self._lines(), strict=False)):
            first = each.code in tally.top_three
            ink = "text" if first else "text2"
            _text(painter, QRectF(0, y, px(_NUMBER), px(20)), str(place + 1), "dense", ink, bold=first)
            for at, line in enumerate(lines):
                _text(painter, QRectF(px(_NUMBER), y + at * px(_PITCH), width - px(_NUMBER), px(20)), line, "dense", ink, bold=first)
            figures = say("needs.tally.of", count=each.among_three, wished=each.wished)
            _text(painter, QRectF(0, y, width, px(20)), figures, "meta", ink, _RIGHT)
            y += (len(lines) - 1) * px(_PITCH)
            _bar(painter, QRectF(0, y + px(21), width, 6), [(each.among_three / most, "accent" if first else others)])
            y += px(_ROW)
        return y + self._link_height()

    def _consent(self, painter: QPainter, tally: Tally, width: int, y: float) -> float:
        _text(painter, QRectF(0, y, width, px(22)), say("needs.tally.consent"), "strong")
        said = [name for name in _CONSENT if tally.consent.get(name)]
        if said:
            _stack(painter, QRectF(0, y + px(25), width, px(14)), [(name, tally.consent[name]) for name in said])
            _key(painter, QRectF(0, y + px(42), width, px(20)), [(name, tally.consent[name]) for name in said])
        else:
            _text(painter, QRectF(0, y + px(40), width, px(20)), say("needs.tally.nothing"), "dense", "text2")
        _text(painter, QRectF(0, y + px(62), width, px(20)), say("needs.tally.no_vote"), "meta", "text3")
        return y + px(82)

    def _paying(self, painter: QPainter, tally: Tally, width: int, y: float) -> None:
        _text(painter, QRectF(0, y, width, px(22)), say("needs.tally.paying"), "strong")
        words = counts_words("willing_to_pay", _WILLING, tally.willing_to_pay) or say("needs.tally.nothing")
        _text(painter, QRectF(0, y + px(24), width, px(20)), words, "dense", "text2")
        _text(painter, QRectF(0, y + px(44), width, px(20)), counts_words("pay_by", _WAYS, tally.pay_by), "meta", "text3")


def _paint_part(painter: QPainter, rect: QRectF, name: str) -> None:
    """A part of the bar of consent. It is told by how it is filled, full, hatched or empty, and not by its colour alone."""
    ink, brush = _FILLS[name]
    painter.setPen(QPen(theme.colour(ink), 1.4))
    painter.setBrush(theme.colour("surface"))
    inside = rect.adjusted(0.7, 0.7, -0.7, -0.7)
    painter.drawRoundedRect(inside, 3, 3)
    painter.setBrush(QBrush(theme.colour(ink), brush))
    painter.drawRoundedRect(inside, 3, 3)


def _stack(painter: QPainter, rect: QRectF, parts: Sequence[tuple[str, int]]) -> None:
    """The parts from the left, each as wide as its share of the room and never too narrow to be seen."""
    total, least, gap = sum(count for _, count in parts), px(10), 3
    room = rect.width() - gap * (len(parts) - 1)
    wides = [max(least, room * count / total) for _, count in parts]
    left, squeeze = rect.left(), room / sum(wides)
    for (name, _), wide in zip(parts, wides, strict=True):
        _paint_part(painter, QRectF(left, rect.top(), wide * squeeze, rect.height()), name)
        left += wide * squeeze + gap


def _key(painter: QPainter, rect: QRectF, parts: Sequence[tuple[str, int]]) -> None:
    """What each filling means, with its count."""
    left = rect.left()
    for name, count in parts:
        words = f"{say(f'choice.consent.{name}')} {count}"
        _paint_part(painter, QRectF(left, rect.center().y() - px(6), px(12), px(12)), name)
        _text(painter, QRectF(left + px(18), rect.top(), rect.right() - left - px(18), rect.height()), words, "dense", "text2")
        left += px(18) + painter.fontMetrics().horizontalAdvance(words) + px(14)


def _text(
    painter: QPainter, rect: QRectF, words: str, role: str, ink: str = "text", align: Qt.AlignmentFlag = _LEFT, bold: bool | None = None
) -> None:
    painter.setFont(theme.font(role, bold))
    painter.setPen(theme.colour(ink))
    painter.drawText(rect, align, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width())))


def _bar(painter: QPainter, rect: QRectF, parts: Sequence[tuple[float, str]]) -> None:
    """A bar with its parts from the left; what is left over is the ground."""
    painter.setPen(theme.colour("line_strong") if theme.worn().startswith("hc") else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    left = rect.left()
    for share, ink in parts:
        if share > 0:
            painter.setBrush(theme.colour(ink))
            painter.drawRoundedRect(
                QRectF(left, rect.top(), max(rect.height(), rect.width() * share), rect.height()), rect.height() / 2, rect.height() / 2
            )
            left += rect.width() * share
