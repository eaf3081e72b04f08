"""The bar at the foot of the findings while conflicts are ticked: all of them settled at once, by a side, or by one value of the field they share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.fields import Field, field_of
from surveyapp.domain.review import Flaw
from surveyapp.ui.form.controls import Control, control_for
from surveyapp.ui.form.typed import problem_words, problems
from surveyapp.ui.review.value_words import field_words
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.labels import label
from surveyapp.words import say


class ConflictBar(QFrame):
    """`side_wanted(mine or theirs)`, `value_wanted(value)`, `more_wanted()`: tick more of them; `closed()`."""

    side_wanted = Signal(str)
    value_wanted = Signal(object)
    more_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._of: tuple[str, str] = ("", "")
        self._field: Field | None = None
        self._given: tuple[Value, ...] = ()
        self.control: Control | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 10, 12, 10)
        lines.setSpacing(8)
        lines.addLayout(self._sides())
        lines.addWidget(self._third())
        self.hide()

    def _sides(self) -> QHBoxLayout:
        """How many are ticked, and the sides."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self.count = label("", "strong")
        self.more = button(say("bulkmend.conflicts.more"), "link", pressed=self.more_wanted.emit)
        self.mine = button(say("review.conflict.take_mine"), pressed=lambda: self.side_wanted.emit("mine"))
        self.theirs = button(say("bulkmend.conflicts.theirs"), pressed=lambda: self.side_wanted.emit("theirs"))
        close = IconButton("close", say("review.bulk.close"), px=36)
        close.clicked.connect(self.closed)
        row.addWidget(self.count)
        row.addWidget(self.more)
        row.addStretch(1)
        for each in (self.theirs, self.mine, close):
            row.addWidget(each)
        return row

    def _third(self) -> QWidget:
        """A value of one's own."""
        self.third = QWidget()
        self._row = QHBoxLayout(self.third)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._name, self._wrong = label("", "dense"), label("", "dense", "err")
        self.take = button(say("bulkmend.conflicts.take"), pressed=self._take)
        for each in (self._name, self.take, self._wrong):
            self._row.addWidget(each)
        self._row.addStretch(1)
        return self.third

    def show_ticked(self, flaws: Sequence[Flaw], writable: bool) -> None:
        """Stand there while conflicts are ticked; a value of one's own can be given where all of them are of one field."""
        self.count.setText(say("bulkmend.conflicts.ticked", count=len(flaws)))
        fields = {(flaw.kind, flaw.field) for flaw in flaws}
        self._ask_for(*(fields.pop() if len(fields) == 1 else ("", "")))
        for each in (self.mine, self.theirs, self.third):
            each.setEnabled(writable)
        self.setVisible(bool(flaws))

    def _ask_for(self, kind: str, name: str) -> None:
        field = field_of(kind, name)
        self.third.setVisible(field is not None)
        if (kind, name) == self._of or field is None:
            return
        self._of, self._field, self._given = (kind, name), field, ()
        if self.control is not None:
            self._row.removeWidget(self.control)
            self.control.hide()
            self.control.deleteLater()
        self.control = control_for(field, say("review.conflict.third_of", field=field_words(kind, name)))
        self.control.left.connect(self._give)
        self._row.insertWidget(1, self.control)
        self._name.setText(say("bulkmend.conflicts.third", field=field_words(kind, name)))
        self._wrong.setText("")

    def _give(self, value: Value) -> None:
        wrong = problems(self._field, value) if self._field is not None else ()
        self._given = () if wrong else (value,)
        self._wrong.setText(problem_words(self._field, wrong[0]) if self._field is not None and wrong else "")
        if self.control is not None:
            self.control.mark("err" if wrong else "")

    def _take(self) -> None:
        """Nothing is settled before a value was given."""
        if self.control is None:
            return
        self.control.settle()
        if self._given:
            self.value_wanted.emit(self._given[0])
        else:
            self.control.setFocus()
