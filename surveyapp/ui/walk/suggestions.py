"""The suggestion list under the quick-entry: what was understood, at most three candidates and, last, the sentence as it was said.

A child of the window that never takes the focus: a pop-up would grab the mouse and break the composition of Chinese.
A row that a finger or a number key chooses is the row that stood there 150 ms before: nothing is swapped under the finger.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from surveyapp.domain.views import Suggestion, TierBadge
from surveyapp.ui import icons, theme
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.front.row_paint import paint_ground
from surveyapp.ui.theme import px
from surveyapp.ui.walk.choices import Choice
from surveyapp.ui.walk.tokens import HEIGHT, TokenBar
from surveyapp.ui.walk.understood import Token
from surveyapp.ui.widgets.marks import badge_sentence, badge_width, paint_badge
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

_FOOT = 38
_THIRD = 14
"""How much higher a row is whose renovation item stands on a line of its own."""
_SIDE = 8
_OVER = 2
"""How far the list reaches over the place of what lies below it: its round corner would let the line of a chosen chip look out."""
_WORDS, _END = 52, 12
"""Where the words of a row begin from the left, and end from the right, in px."""
STEADY = 0.15
"""Seconds for which a row must have stood where it is before it can be meant."""


class SuggestionList(QFrame):
    """`taken(choice)` by click; keys come from the quick-entry through `step`. `dropped(sort)` when a token was taken away."""

    taken = Signal(object)
    dropped = Signal(str)
    moved = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._before: tuple[Choice, ...] = ()
        self._since = 0.0
        self.tokens = TokenBar()
        self.tokens.removed.connect(self.dropped)
        self._rows = _Rows(self)
        self._rows.pressed_row.connect(self._press)
        self._foot = _Foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 4, _SIDE, 0)
        column.setSpacing(0)
        column.addWidget(self.tokens)
        column.addWidget(self._rows)
        column.addWidget(self._foot)
        self._shadow = Shadow(self, window)
        self.hide()

    @property
    def current(self) -> Choice | None:
        """The row that Enter takes."""
        return self._rows.current

    @property
    def shown(self) -> tuple[Choice, ...]:
        """All rows."""
        return self._rows.choices

    def meant(self, number: int) -> Choice | None:
        """The row that a person means by a number: the one that has stood there long enough to be seen."""
        late = time.monotonic() - self._since < STEADY and bool(self._before)
        rows = self._before if late else self.shown
        return next((row for row in rows if row.number == number), None)

    def show_choices(self, found: Sequence[Choice], anchor: QWidget, at: int = 0) -> None:
        """Show rows right under the quick-entry, as wide as it is; `at` is the one that Enter takes."""
        if not self.isVisible():
            self._before = ()
        elif tuple(found) != self.shown:
            self._before, self._since = self.shown, time.monotonic()
        self._rows.show_choices(found, at)
        self._foot.tell_recording(not found or found[0].answer is None)
        self.arm(True)
        corner = anchor.mapTo(self._window, anchor.rect().bottomLeft())
        wide = anchor.width() + 2 * _OVER
        self._rows.fit(wide - 2 * _SIDE)
        height = px(HEIGHT) + self._rows.height() + px(_FOOT) + 4
        self.setGeometry(corner.x() - _OVER, corner.y() + _OVER + 2, wide, height)
        self.show()
        self.raise_()

    def show_tokens(self, tokens: Sequence[Token]) -> None:
        """Show what was understood."""
        self.tokens.show_tokens(tokens)

    def arm(self, armed: bool) -> None:
        """Whether the current row is the answer to the very sentence that stands there: only then it is marked."""
        self._rows.arm(armed)

    def tell_kept(self, kept: bool) -> None:
        """Whether the sentence is kept as a draft."""
        self._foot.tell_kept(kept)

    def step(self, by: int) -> None:
        """One row down or up."""
        self._rows.step(by)
        self.moved.emit()

    def _press(self, row: int) -> None:
        number = self.shown[row].number
        choice = self.meant(number)
        if choice is not None:
            self.taken.emit(choice)


class _Rows(QWidget):
    pressed_row = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()
        self._at = 0
        self._armed = True
        self._tops = [0]
        self.setMouseTracking(True)

    @property
    def current(self) -> Choice | None:
        return self.choices[self._at] if self.choices else None

    def show_choices(self, found: Sequence[Choice], at: int) -> None:
        self.choices, self._at = tuple(found), at
        self.fit(self.width())
        self._tell()

    def fit(self, wide: int) -> None:
        """Where the rows begin in this width: those with a third line are higher."""
        self._tops = [0]
        for choice in self.choices:
            more = px(_THIRD) if _has_three(choice, wide) else 0
            self._tops.append(self._tops[-1] + theme.size("suggestion") + more)
        self.setFixedHeight(self._tops[-1])
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(event.size().width())

    def arm(self, armed: bool) -> None:
        if armed != self._armed:
            self._armed = armed
            self.update()

    def step(self, by: int) -> None:
        self._at = max(0, min(len(self.choices) - 1, self._at + by))
        self._tell()

    def _tell(self) -> None:
        current = self.current
        if current is not None:
            self.setAccessibleName(_spoken(current))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), self._tops[-1])

    def row_rect(self, place: int) -> QRectF:
        """Where a row stands."""
        return QRectF(0, self._tops[place], self.width(), self._tops[place + 1] - self._tops[place])

    def _row_at(self, y: float) -> int:
        return max(0, min(len(self.choices) - 1, bisect_right(self._tops, y) - 1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.choices and self.rect().contains(event.position().toPoint()):
            self.pressed_row.emit(self._row_at(event.position().y()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, choice in enumerate(self.choices):
            _paint_choice(painter, self.row_rect(place), choice, self._armed and place == self._at)


def _spoken(choice: Choice) -> str:
    """A row in words."""
    if choice.answer is not None:
        return f"{choice.answer.words} {choice.answer.why}"
    return f"{choice.suggestion.name} {badge_sentence(choice.suggestion.badge)}" if choice.suggestion else say("ui.entry.as_said")


def _badge_room(badge: TierBadge, wide: float) -> float:
    return min(badge_width(badge), wide * 0.45)


def _has_three(choice: Choice, wide: float) -> bool:
    """Whether name and renovation item of a candidate stand below one another in a row of this width."""
    found = choice.suggestion
    if found is None or choice.answer is not None:
        return False
    badge = _badge_room(found.badge, wide) + px(_END) if found.badge is not None else 0
    return _needs_two(found.name, found.item_name, wide - px(_WORDS) - px(_END) - badge)


def _needs_two(name: str, item: str, room: float) -> bool:
    metrics = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("body"))
    return bool(item) and metrics[0].horizontalAdvance(name) + px(32) + metrics[1].horizontalAdvance(item) > room


def _paint_choice(painter: QPainter, rect: QRectF, choice: Choice, current: bool) -> None:
    if current:
        paint_ground(Ink(painter), rect.adjusted(0, 2, 0, -2), True)
    _paint_number(painter, rect, choice.number, current)
    left, right = rect.left() + px(_WORDS), rect.right() - px(_END)
    found, answer = choice.suggestion, choice.answer
    if answer is not None:
        _paint_two_lines(painter, QRectF(left, rect.top(), right - left, rect.height()), answer.words, "", answer.why)
        return
    if found is None:
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour("text2"))
        later = say("ui.entry.later")
        width = painter.fontMetrics().horizontalAdvance(later)
        painter.drawText(QRectF(right - width - 2, rect.top(), width + 4, rect.height()), Qt.AlignmentFlag.AlignVCenter, later)
        _paint_two_lines(
            painter, QRectF(left, rect.top(), right - width - px(12) - left, rect.height()), say("ui.entry.as_said"), "", say("ui.entry.as_said_why")
        )
        return
    if found.badge is not None:
        right = paint_badge(painter, right, rect.center().y(), found.badge, _badge_room(found.badge, rect.width())) - px(_END)
    alarm = say("ui.entry.raises", trigger=found.warning) if found.warning else ""
    _paint_two_lines(painter, QRectF(left, rect.top(), right - left, rect.height()), found.name, found.item_name, reason(found), alarm)


def reason(found: Suggestion) -> str:
    """By which words of the sentence it is a candidate, in words."""
    if not found.why:
        return say("ui.entry.why_none")
    return say("ui.entry.why", words=say("ui.entry.why_join").join(say("ui.entry.why_word", word=each) for each in found.why))


def _paint_number(painter: QPainter, rect: QRectF, number: int, current: bool) -> None:
    square = QRectF(rect.left() + px(12), rect.center().y() - px(13), px(26), px(26))
    painter.setPen(Qt.PenStyle.NoPen if current else QPen(theme.colour("line"), theme.hair()))
    painter.setBrush(theme.colour("accent" if current else "sunken"))
    painter.drawRoundedRect(square, 6, 6)
    painter.setFont(theme.font("dense", bold=True))
    painter.setPen(theme.colour("on_accent" if current else "text2"))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(number))


def _paint_two_lines(painter: QPainter, rect: QRectF, name: str, item: str, why: str, alarm: str = "") -> None:
    three = _needs_two(name, item, rect.width())
    top = QRectF(rect.left(), rect.top() + px(6 if three else 8), rect.width(), px(22))
    below = QRectF(rect.left(), rect.top() + px(45 if three else 30), rect.width(), px(20))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.colour("text"))
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(top, middle, shown)
    used = painter.fontMetrics().horizontalAdvance(shown)
    if three:
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour("text2"))
        icons.paint(painter, "arrow", top.left() - 1, top.center().y() + px(19) - 6, px(13), "text3")
        line = QRectF(rect.left() + px(18), top.top() + px(20), rect.width() - px(18), px(20))
        painter.drawText(line, middle, painter.fontMetrics().elidedText(item, Qt.TextElideMode.ElideRight, int(line.width())))
    elif item:
        icons.paint(painter, "arrow", top.left() + used + px(9), top.center().y() - 7, px(15), "text3")
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text2"))
        rest = rect.width() - used - px(32)
        painter.drawText(
            QRectF(top.left() + used + px(31), top.top(), rest, px(22)),
            middle,
            painter.fontMetrics().elidedText(item, Qt.TextElideMode.ElideRight, int(rest)),
        )
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text2"))
    shown = painter.fontMetrics().elidedText(why, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(below, middle, shown)
    after = painter.fontMetrics().horizontalAdvance(shown) + px(18)
    painter.setFont(theme.font("meta", bold=True))
    if alarm and after + painter.fontMetrics().horizontalAdvance(alarm) <= rect.width():
        painter.setPen(theme.colour("err"))
        painter.drawText(below.adjusted(after, 0, 4, 0), middle, alarm)


class _Foot(QWidget):
    """The keys of the list, and whether the sentence is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = False
        self._records = True
        self.setFixedHeight(px(_FOOT))
        self.setAccessibleName(say("ui.entry.keys"))

    def tell_recording(self, records: bool) -> None:
        """Whether Enter records the first row; in a question it does not."""
        self._records = records
        self.update()

    def tell_kept(self, kept: bool) -> None:
        """Say that the draft is stored."""
        self._kept = kept
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line_soft"), 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        painter.setFont(theme.font("meta"))
        kept = say("ui.entry.kept") if self._kept else ""
        end = self.width() - px(8) - painter.fontMetrics().horizontalAdvance(kept)
        painter.setPen(theme.colour("text3"))
        painter.drawText(QRectF(end, px(8), self.width() - end, px(22)), Qt.AlignmentFlag.AlignVCenter, kept)
        x = 6.0
        for key in (*(("enter",) if self._records else ()), "alt", "tab", "esc"):
            cap, words = say(f"ui.key.{key}"), say(f"ui.entry.key.{key}")
            width = painter.fontMetrics().horizontalAdvance(cap) + px(14)
            advance = painter.fontMetrics().horizontalAdvance(words)
            if x + width + advance + px(14) > end:
                break
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(QRectF(x + 0.5, 8.5, width, px(21)), 5, 5)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(x, px(8), width, px(22)), Qt.AlignmentFlag.AlignCenter, cap)
            painter.setPen(theme.colour("text3"))
            painter.drawText(QRectF(x + width + 6, px(8), advance + 4, px(22)), Qt.AlignmentFlag.AlignVCenter, words)
            x += width + advance + px(22)
