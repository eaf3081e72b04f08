"""The suggestion list under the quick-entry: at most three candidates and, last, the sentence as it was said.

A child of the window that never takes the focus: a pop-up would grab the mouse and break the composition of Chinese.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from surveyapp.domain.views import Suggestion
from surveyapp.ui import icons, theme
from surveyapp.ui.widgets.marks import badge_sentence, badge_width, paint_badge
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

_FOOT = 38


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the list: a candidate, or none for 按原话记下. `number` is the key that chooses it."""

    number: int
    suggestion: Suggestion | None


def choices(found: Sequence[Suggestion]) -> tuple[Choice, ...]:
    """The rows for what was found."""
    return (*(Choice(number, each) for number, each in enumerate(found, 1)), Choice(0, None))


class SuggestionList(QFrame):
    """`taken(choice)` by click; keys come from the quick-entry through `step`."""

    taken = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = _Rows(self)
        self._rows.taken.connect(self.taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(0)
        column.addWidget(self._rows)
        column.addWidget(_Foot())
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

    def show_choices(self, found: Sequence[Choice], anchor: QWidget) -> None:
        """Show rows right under the quick-entry, as wide as it is."""
        self._rows.show_choices(found)
        at = anchor.mapTo(self._window, anchor.rect().bottomLeft())
        height = len(found) * theme.size("suggestion") + _FOOT + 10
        self.setGeometry(at.x(), at.y() + 7, anchor.width(), height)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """One row down or up."""
        self._rows.step(by)


class _Rows(QWidget):
    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()
        self._at = 0
        self.setMouseTracking(True)

    @property
    def current(self) -> Choice | None:
        return self.choices[self._at] if self.choices else None

    def show_choices(self, found: Sequence[Choice]) -> None:
        self.choices, self._at = tuple(found), 0
        self.setFixedHeight(len(found) * theme.size("suggestion"))
        self._tell()

    def step(self, by: int) -> None:
        self._at = max(0, min(len(self.choices) - 1, self._at + by))
        self._tell()

    def _tell(self) -> None:
        current = self.current
        if current is not None:
            suggestion = current.suggestion
            self.setAccessibleName(f"{suggestion.name} {badge_sentence(suggestion.badge)}" if suggestion else say("ui.entry.as_said"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, len(self.choices) * theme.size("suggestion"))

    def _row_at(self, y: float) -> int:
        return max(0, min(len(self.choices) - 1, int(y // theme.size("suggestion"))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.choices and self.rect().contains(event.position().toPoint()):
            self.taken.emit(self.choices[self._row_at(event.position().y())])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.size("suggestion")
        for place, choice in enumerate(self.choices):
            _paint_choice(painter, QRectF(0, place * height, self.width(), height), choice, place == self._at)


def _paint_choice(painter: QPainter, rect: QRectF, choice: Choice, current: bool) -> None:
    if current:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected"))
        painter.drawRoundedRect(rect.adjusted(0, 2, 0, -2), theme.size("radius"), theme.size("radius"))
    _paint_number(painter, rect, choice.number, current)
    left, right = rect.left() + 52, rect.right() - 12
    found = choice.suggestion
    if found is None:
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour("text2"))
        later = say("ui.entry.later")
        width = painter.fontMetrics().horizontalAdvance(later)
        painter.drawText(QRectF(right - width - 2, rect.top(), width + 4, rect.height()), Qt.AlignmentFlag.AlignVCenter, later)
        _paint_two_lines(
            painter, QRectF(left, rect.top(), right - width - 12 - left, rect.height()), say("ui.entry.as_said"), "", say("ui.entry.as_said_why")
        )
        return
    if found.badge is not None:
        right = paint_badge(painter, right, rect.center().y(), found.badge, min(badge_width(found.badge), rect.width() * 0.45)) - 12
    why = say("ui.entry.why", words=say("ui.entry.why_join").join(found.why)) if found.why else found.code
    _paint_two_lines(painter, QRectF(left, rect.top(), right - left, rect.height()), found.name, found.item_name, why)


def _paint_number(painter: QPainter, rect: QRectF, number: int, current: bool) -> None:
    square = QRectF(rect.left() + 12, rect.center().y() - 13, 26, 26)
    painter.setPen(Qt.PenStyle.NoPen if current else QPen(theme.colour("line"), 1))
    painter.setBrush(theme.colour("accent" if current else "sunken"))
    painter.drawRoundedRect(square, 6, 6)
    painter.setFont(theme.font("dense", bold=True))
    painter.setPen(theme.colour("on_accent" if current else "text2"))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(number))


def _paint_two_lines(painter: QPainter, rect: QRectF, name: str, item: str, why: str) -> None:
    top, below = QRectF(rect.left(), rect.top() + 8, rect.width(), 22), QRectF(rect.left(), rect.top() + 30, rect.width(), 20)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.colour("text"))
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(top, middle, shown)
    used = painter.fontMetrics().horizontalAdvance(shown)
    if item and rect.width() - used > 70:
        icons.paint(painter, "arrow", top.left() + used + 9, top.center().y() - 7, 15, "text3")
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text2"))
        rest = rect.width() - used - 32
        painter.drawText(
            QRectF(top.left() + used + 31, top.top(), rest, 22),
            middle,
            painter.fontMetrics().elidedText(item, Qt.TextElideMode.ElideRight, int(rest)),
        )
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text2"))
    painter.drawText(below, middle, painter.fontMetrics().elidedText(why, Qt.TextElideMode.ElideRight, int(rect.width())))


class _Foot(QWidget):
    """The keys of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_FOOT)
        self.setAccessibleName(say("ui.entry.keys"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line_soft"), 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        x = 6.0
        painter.setFont(theme.font("meta"))
        for key in ("enter", "alt", "down", "esc"):
            cap, words = say(f"ui.key.{key}"), say(f"ui.entry.key.{key}")
            width = painter.fontMetrics().horizontalAdvance(cap) + 14
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(QRectF(x + 0.5, 8.5, width, 21), 5, 5)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(x, 8, width, 22), Qt.AlignmentFlag.AlignCenter, cap)
            advance = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.colour("text3"))
            painter.drawText(QRectF(x + width + 6, 8, advance + 4, 22), Qt.AlignmentFlag.AlignVCenter, words)
            x += width + advance + 22
