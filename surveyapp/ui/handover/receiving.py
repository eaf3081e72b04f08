"""收包: a package from elsewhere is looked into first, then taken or left. Both can be stopped; what is stopped leaves nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.handover import Incoming, incoming_sentences
from surveyapp.domain.views import Changed
from surveyapp.errors import Cancelled, PackageRefused, SurveyError
from surveyapp.ui import theme
from surveyapp.ui.handover.job import JobRow, size_words
from surveyapp.ui.handover.told import refusal_words, spoken
from surveyapp.ui.standing import Standing
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label, wrapped
from surveyapp.words import say

_REASONS = 3
"""So many reasons stand there before anybody asks."""


class IncomingRow(QWidget):
    """A package that was looked into: what it would change. `take_wanted()`, `leave_wanted()`."""

    take_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, told: Incoming, writes: bool) -> None:
        super().__init__()
        self.told = told
        self.sentences = spoken(incoming_sentences(told))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(14)
        self._icon = IconMark("receive", "accent_text", 22)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(ElideLabel(Path(told.path).name, "strong"), 1)
        self.state = label(say("incoming.ready"), "dense")
        top.addWidget(self.state)
        column.addLayout(top)
        for sentence in (size_words(told.bytes), *self.sentences):
            line = label(sentence, "dense")
            line.setWordWrap(True)
            column.addWidget(line)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.take = button(say("incoming.take"), "primary", pressed=self.take_wanted.emit)
        self.leave = button(say("incoming.leave"), "", pressed=self.leave_wanted.emit)
        self.take.setEnabled(writes and not told.changes_nothing)
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)
        row.addLayout(column, 1)

    def end(self) -> None:
        """It is received."""
        self._icon.become("check", "accent_text")
        self.state.setText(say("incoming.taken"))
        self.take.hide()
        self.leave.hide()


class RefusedRow(QWidget):
    """A package that is refused, with every reason: the first ones at once, the others behind a press. `read()`: it may go."""

    read = Signal()

    def __init__(self, name: str, refused: PackageRefused) -> None:
        super().__init__()
        self.sentences = [refusal_words(each) for each in refused.findings]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(14)
        row.addWidget(IconMark("err", "err", 22), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(ElideLabel(name, "strong"))
        what = wrapped(say(refused.code, **refused.facts), "dense")
        theme.mark(what, "s", "err")
        column.addWidget(what)
        self.reasons = [wrapped(sentence, "dense") for sentence in self.sentences]
        for at, reason in enumerate(self.reasons):
            column.addWidget(reason)
            reason.setVisible(at < _REASONS)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.more = button(say("bulkmend.refused.all", count=len(self.reasons)), "", pressed=self._show_all)
        self.more.setVisible(len(self.reasons) > _REASONS)
        buttons.addWidget(self.more)
        self.done = button(say("bulkmend.refused.read"), "", pressed=self.read.emit)
        buttons.addWidget(self.done)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)
        row.addLayout(column, 1)

    def _show_all(self) -> None:
        self.more.hide()
        for reason in self.reasons:
            reason.show()


class Receiving(QObject):
    """Looks into packages and receives them, one at a time. Rows come and go through `put` and `drop`.

    `failed(problem)`; `ended()`: nothing is under way any more; `received()`: a package was taken.
    """

    failed = Signal(object)
    ended = Signal()
    received = Signal()
    _moved = Signal(int, int, str)

    def __init__(self, standing: Standing, put: Callable[[QWidget], None], drop: Callable[[QWidget], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._standing, self._put, self._drop = standing, put, drop
        self._stop = threading.Event()
        self._moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.running = False
        self.job: JobRow | None = None
        self.row: IncomingRow | None = None
        self.refused: RefusedRow | None = None

    def choose(self) -> None:
        """Ask for a file and look into it."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        name, _ = QFileDialog.getOpenFileName(parent, say("incoming.choose_title"), str(Path.home()), say("incoming.filter"))
        if name:
            self.look_into(Path(name))

    def look_into(self, package: Path) -> None:
        """Show what receiving it would change."""
        if self.running:
            return
        if self.row is not None:
            self.leave()
        self.forget_refused()
        self._begin(package.name, say("incoming.looking"))
        stop, moved = self._stop, self._moved
        self._standing.errands.ask(
            lambda verbs: verbs.look_into(package, moved.emit, stop.is_set), self._looked, partial(self._refused, package), aside=True
        )

    def _looked(self, told: Incoming) -> None:
        self._end_job()
        self.row = IncomingRow(told, not self._standing.read_only)
        self.row.take_wanted.connect(self.take)
        self.row.leave_wanted.connect(self.leave)
        self._put(self.row)
        self.ended.emit()

    def leave(self) -> None:
        """Do not receive it."""
        row, self.row = self.row, None
        if row is not None:
            self._drop(row)

    def take(self) -> None:
        """Receive what was looked into."""
        row = self.row
        if row is None or self.running:
            return
        told = row.told
        row.hide()
        self._begin(Path(told.path).name, say("progress.receive"))
        stop, moved = self._stop, self._moved
        send = partial(self._standing.write, own=False) if self._standing.survey is not None else self._standing.errands.ask
        send(
            lambda verbs: verbs.receive(Path(told.path), told.sha256, moved.emit, stop.is_set),
            self._received,
            partial(self._refused, Path(told.path)),
            aside=True,
        )

    def _received(self, _changed: Changed) -> None:
        self._end_job()
        if self.row is not None:
            self.row.end()
            self.row.show()
            self.row = None
        self.ended.emit()
        self.received.emit()

    def stop(self) -> None:
        """Stop what runs. Nothing of it is left."""
        self._stop.set()

    def _begin(self, name: str, words: str) -> None:
        self._stop = threading.Event()
        self.running = True
        self.job = JobRow(name, words)
        self.job.stop_wanted.connect(self.stop)
        self._put(self.job)

    def _end_job(self) -> None:
        self.running = False
        if self.job is not None:
            self._drop(self.job)
            self.job = None

    def _move(self, done: int, total: int, code: str) -> None:
        if self.job is not None and self.running:
            self.job.move_to(done, total, say(code))

    def _refused(self, package: Path, problem: SurveyError) -> None:
        self._end_job()
        if isinstance(problem, PackageRefused):
            self.leave()
            self.refused = RefusedRow(package.name, problem)
            self.refused.read.connect(self.forget_refused)
            self._put(self.refused)
        elif self.row is not None:
            self.row.show()
        self.ended.emit()
        if not isinstance(problem, Cancelled | PackageRefused):
            self.failed.emit(problem)

    def forget_refused(self) -> None:
        """What was refused is read."""
        row, self.refused = self.refused, None
        if row is not None:
            self._drop(row)
