"""The past of a record: what changed, who, when, on which laptop; each step can be gone back to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.review import Event
from surveyapp.ui import theme
from surveyapp.ui.header import act_words
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.review.value_words import field_words, value_words
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.words import say

_MOST = 60
_MOST_CHANGES = 4


def event_words(kind: str, event: Event) -> str:
    """What an edit did, in a line: the fields from what to what; a birth names the act."""
    if event.is_birth:
        born = say("review.history.born", act=act_words(event.act_name))
        return born[:1].upper() + born[1:]
    told = [change_words(kind, name, before, after, begins=not place) for place, (name, before, after) in enumerate(event.changes[:_MOST_CHANGES])]
    more = len(event.changes) - _MOST_CHANGES
    return say("ui.form.list_join").join([*told, *([say("review.history.more", count=more)] if more > 0 else [])])


def change_words(kind: str, name: str, before: Value, after: Value, begins: bool = True, rivals: tuple[Value, ...] = ()) -> str:
    """A field from what to what, from all the values of a conflict where it has `rivals`; in the middle of a sentence its name begins small."""
    field = field_words(kind, name)
    empty = say("ui.form.empty")
    values = (value_words(kind, name, value) for value in (after, before, *rivals))
    stands, first, *others = [empty[:1].lower() + empty[1:] if each == empty else each for each in values]
    torn = say("bulkmend.torn", values=" / ".join([first, *others])) if others else first
    return say("review.history.change", field=field if begins else field[:1].lower() + field[1:], before=torn, after=stands)


class _Step(QWidget):
    """A step of the way: its dot, the line to the one before, words, and the way back."""

    def __init__(self, kind: str, event: Event, is_last: bool) -> None:
        super().__init__()
        self._stands, self._is_last = event.stands, is_last
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 2, 0, 10)
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.what = wrapped(event_words(kind, event), "dense")
        theme.mark(self.what, "s", "text")
        who = DOT.join([event.author_name or say("review.author_unknown"), day_and_clock(event.wall), _device(event)])
        words.addWidget(self.what)
        words.addWidget(ElideLabel(who, "meta"))
        row.addLayout(words, 1)
        self.back = button(say("review.history.restore"), "link")
        self.back.setAccessibleName(say("review.history.restore_to", moment=day_and_clock(event.wall)))
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._is_last:
            painter.setPen(QPen(theme.colour("line"), 2))
            painter.drawLine(px(8), px(20), px(8), self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if self._stands else "line_strong"))
        painter.drawEllipse(QRectF(3, 7, px(10), px(10)))


def _device(event: Event) -> str:
    return say("review.history.this_laptop") if event.is_mine else say("review.history.laptop", device=event.device)


class HistoryView(QWidget):
    """`restore_wanted(edit)`: go back to right after this edit."""

    restore_wanted = Signal(str)

    def __init__(self, most: int = _MOST) -> None:
        super().__init__()
        self._most = most
        self.steps: list[_Step] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body = QWidget()
        self._column.addWidget(self._body)
        self._column.addStretch(1)

    def show_events(self, kind: str, events: tuple[Event, ...], writable: bool) -> None:
        """Show the past, newest first. The newest step is where the record stands: there is nothing to go back to."""
        old = self._body
        self._body = QWidget()
        self._column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        shown = events[: self._most]
        self.steps = [_Step(kind, event, place == len(shown) - 1) for place, event in enumerate(shown)]
        for place, (step, event) in enumerate(zip(self.steps, shown, strict=True)):
            column.addWidget(step)
            step.back.setVisible(writable and place > 0)
            step.back.clicked.connect(lambda _checked=False, each=event.edit: self.restore_wanted.emit(each))
        if len(events) > self._most:
            column.addWidget(label(say("review.history.cut", count=len(events) - self._most), "meta"))
