"""Two records that may be one: a small panel that asks whether they are one. Nothing is blocked; undo takes the answer back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.review import Flaw, ReviewRow
from surveyapp.ui.review.sentences import row_name
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

_WIDE = 400


class AskJoin(QFrame):
    """`join_wanted(duplicate, into)`, `look_wanted(flaw)`."""

    join_wanted = Signal(str, str)
    look_wanted = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("floating")
        self._over = over
        self._flaw: Flaw | None = None
        self._pair = ("", "")
        self._title = label(role="card")
        self._title.setWordWrap(True)
        scope = label(say("joining.scope"), "dense")
        scope.setWordWrap(True)
        self.join = button(say("joining.join_these"), "primary", pressed=self._join)
        self.look = button(say("joining.go"), "", pressed=self._look)
        self.away = button(say("joining.close"), "", pressed=self.hide)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.join, self.look, self.away):
            row.addWidget(each)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(scope)
        column.addLayout(row)
        self._shadow = Shadow(self, over)
        self.setFixedWidth(_WIDE)
        self.hide()

    def ask(self, flaw: Flaw) -> None:
        """Ask about a finding that speaks of two records."""
        self._flaw = flaw
        self._ask(say("joining.ask_community" if flaw.kind == "community" else "joining.ask", name=flaw.title), flaw.record, flaw.twin)

    def ask_two(self, one: ReviewRow, other: ReviewRow) -> None:
        """Ask about two defects: the one that was recorded first stands for both."""
        self._flaw = None
        into, duplicate = sorted((one, other), key=lambda row: (row.line.wall, row.line.number))
        names = {name: f"{row.line.number} {row_name(row)}" for name, row in (("duplicate", duplicate), ("into", into))}
        self._ask(say("lists.join.ask", **names), duplicate.line.record, into.line.record)

    def _ask(self, title: str, duplicate: str, into: str) -> None:
        self._pair = duplicate, into
        self._title.setText(title)
        self.look.setVisible(self._flaw is not None)
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, max(16, (self._over.height() - self.height()) // 3))
        self.show()
        self.raise_()
        self.join.setFocus(Qt.FocusReason.OtherFocusReason)

    def _join(self) -> None:
        self.hide()
        self.join_wanted.emit(*self._pair)

    def _look(self) -> None:
        self.hide()
        if self._flaw is not None:
            self.look_wanted.emit(self._flaw)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
