"""试用示例: a sample survey in a home of its own, made off the GUI thread with progress; nothing of it gets into real work."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp.errors import Cancelled, SurveyError
from surveyapp.ui.errands import Errands
from surveyapp.ui.handover.job import Bar
from surveyapp.ui.settings.paper import Paper
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import wrapped
from surveyapp.words import say

FOLDER = "sample"


class TryOut(Paper):
    """`made(Path)`: the sample home stands and can be opened; `failed(SurveyError)`."""

    made = Signal(object)
    failed = Signal(object)
    _moved = Signal(int, int, str)

    def __init__(self, errands: Errands, home: Path) -> None:
        super().__init__(say("craft.sample.title"))
        self._errands, self._folder = errands, home / FOLDER
        self._stop = threading.Event()
        self.running = False
        self._moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.words = wrapped(say("craft.sample.what"), "dense")
        self.column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.go = button(say("craft.sample.go"), "", "eye", self.begin)
        self.bar, self.cancel = Bar(), button(say("ui.handover.stop"), "", "close", self.stop)
        holder = QWidget()
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.bar)
        row.addWidget(self.go)
        row.addWidget(holder, 1)
        row.addWidget(self.cancel)
        self.column.addLayout(row)
        self._show(False)

    def begin(self) -> None:
        """Make it, or find it made."""
        if self.running:
            return
        self._stop = threading.Event()
        self._show(True)
        stop, moved, folder = self._stop, self._moved, self._folder

        def work(verbs: Verbs) -> Path:
            return verbs.make_sample(folder, moved.emit, stop.is_set)

        self._errands.ask(work, self._made, self._failed, aside=True)

    def stop(self) -> None:
        """Stop making it. Nothing of it is left."""
        self._stop.set()

    def _show(self, running: bool) -> None:
        self.running = running
        self.bar.move_to(0)
        self.go.setEnabled(not running)
        for part in (self.bar, self.cancel):
            part.setVisible(running)

    def _move(self, done: int, total: int, _code: str) -> None:
        self.bar.move_to(done / total if total else 0.0)

    def _made(self, folder: Path) -> None:
        self._show(False)
        self.made.emit(folder)

    def _failed(self, problem: SurveyError) -> None:
        self._show(False)
        if not isinstance(problem, Cancelled):
            self.failed.emit(problem)
