"""A package in 收发记录. A received one can be withdrawn: what that does is told first, in the row itself; and brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from surveyapp.domain.handover import Withdrawal, withdrawal_sentences
from surveyapp.domain.walk_views import PackageLine
from surveyapp.ui.handover.job import size_words
from surveyapp.ui.handover.told import spoken
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label, wrapped
from surveyapp.words import say


def facts_of(line: PackageLine) -> tuple[str, str]:
    """When and how big; how much is in it."""
    when = say("ui.handover.history_when", time=day_and_clock(line.wall), size=size_words(line.bytes))
    told = {"edits": f"{line.edits:,}", "photos": f"{line.photos:,}"}
    if line.direction == "in":
        return when, say("ui.handover.history_in", **told, new=f"{line.new_edits:,}")
    return when, say("ui.handover.history_out", **told)


def _lines(words: str) -> QLabel:
    """Words that break into lines and ask for no more height than those take here: not for what they would take in a narrower list."""
    made = wrapped(words, "dense")
    made.setMinimumHeight(1)
    return made


class HistoryRow(QWidget):
    """`look_wanted(sha256)` before a withdrawal, `withdraw_wanted(sha256)`, `back_wanted(sha256)`."""

    look_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    back_wanted = Signal(str)

    def __init__(self, line: PackageLine, writes: bool) -> None:
        super().__init__()
        self.line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        row.addWidget(IconMark("receive" if line.direction == "in" else "box", "text2", 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(ElideLabel(line.name, "strong"), 1)
        top.addWidget(label(say(f"ui.handover.direction.{line.direction}"), "dense"))
        column.addLayout(top)
        for facts in facts_of(line):
            column.addWidget(ElideLabel(facts, "dense"))
        if line.withdrawn:
            column.addWidget(ElideLabel(say("withdraw.state", count=f"{line.aside:,}"), "dense"))
        self._told = QVBoxLayout()
        self._told.setSpacing(2)
        column.addLayout(self._told)
        self.withdraw = button(say("withdraw.press"), "small", pressed=self._press)
        self.keep = button(say("withdraw.keep"), "small", pressed=self._fold)
        self.back = button(say("withdraw.bring_back"), "small", pressed=lambda: self.back_wanted.emit(line.sha256))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.withdraw, self.keep, self.back):
            buttons.addWidget(each)
        buttons.addStretch(1)
        offers = writes and (line.can_withdraw or line.withdrawn)
        if offers:
            column.addSpacing(4)
            column.addLayout(buttons)
        row.addLayout(column, 1)
        for each, shown in ((self.withdraw, line.can_withdraw), (self.keep, False), (self.back, line.withdrawn)):
            each.setParent(self)  # before it is shown: what has no place yet would stand on the screen by itself for a moment
            each.setVisible(offers and shown)
        self.told: Withdrawal | None = None

    def tell(self, told: Withdrawal) -> None:
        """What withdrawing would do; the next press does it."""
        self._fold()
        self.told = told
        for sentence in spoken(withdrawal_sentences(told, done=False)):
            self._told.addWidget(_lines(sentence))
        self.withdraw.setProperty("k", "danger")
        self.withdraw.style().polish(self.withdraw)
        self.withdraw.setEnabled(not told.does_nothing)
        self.keep.show()

    def sentences(self) -> list[str]:
        """What is told."""
        return [] if self.told is None else spoken(withdrawal_sentences(self.told, done=False))

    def _press(self) -> None:
        (self.look_wanted if self.told is None else self.withdraw_wanted).emit(self.line.sha256)

    def _fold(self) -> None:
        self.told = None
        while self._told.count():
            item = self._told.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.withdraw.setProperty("k", "small")
        self.withdraw.style().polish(self.withdraw)
        self.withdraw.setEnabled(True)
        self.keep.hide()
