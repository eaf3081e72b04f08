"""备份: write one now with progress, see when the last one was, and go on from one. Putting back tells first what will happen."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from surveyapp.domain.laptop import BackupFacts, Laptop
from surveyapp.errors import Cancelled, SurveyError
from surveyapp.ui.errands import Errands
from surveyapp.ui.handover.job import Bar
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.settings.paper import Paper
from surveyapp.ui.shares import percent_done
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.words import say


class BackupCard(Paper):
    """`failed(SurveyError)`; `busy(bool)` while a backup is being put back and nothing else may be done; `put_back(path)` when it is."""

    failed = Signal(object)
    busy = Signal(bool)
    put_back = Signal(str)
    changed = Signal()
    _moved = Signal(int, int, str)

    def __init__(self, errands: Errands) -> None:
        super().__init__(say("craft.backup"), say("craft.backup.scope"))
        self._errands = errands
        self._stop = threading.Event()
        self.running = False
        self.found: BackupFacts | None = None
        self._folder = Path()
        self._moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.last = wrapped("", "dense")
        self.column.addWidget(self.last)
        self._actions = QWidget()
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.now = button(say("craft.backup.now"), "", "box", self._choose_target)
        self.back = button(say("craft.backup.restore"), "", "restore", self._choose_source)
        row.addWidget(self.now)
        row.addWidget(self.back)
        row.addStretch(1)
        self.column.addWidget(self._actions)
        self.column.addWidget(self._make_progress())
        self.column.addWidget(self._make_question())
        self._promise = self.hint(say("craft.backup.hint"))

    def _make_progress(self) -> QWidget:
        self._progress = QWidget()
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.doing, self.bar, self._share = ElideLabel("", "dense"), Bar(), label(percent_done(0), "strong")
        self.cancel = button(say("ui.handover.stop"), "", "close", self.stop)
        row.addWidget(self.doing)
        row.addWidget(self.bar, 1)
        row.addWidget(self._share)
        row.addWidget(self.cancel)
        self._progress.hide()
        return self._progress

    def _make_question(self) -> QWidget:
        """What putting back would do, before it is done."""
        self._question = QWidget()
        row = QHBoxLayout(self._question)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.what = wrapped("", "body")
        self.go = button(say("craft.backup.go"), "danger", pressed=self.begin_putting_back)
        self.leave = button(say("craft.backup.leave"), "", pressed=self._forget)
        row.addWidget(self.what, 1)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        self._question.hide()
        return self._question

    def show_laptop(self, laptop: Laptop, writes: bool) -> None:
        """When the last backup was written, and where."""
        told = say("craft.backup.last", time=day_and_clock(laptop.backed_up), folder=laptop.backup) if laptop.backed_up else say("craft.backup.never")
        self.last.setText(told)
        self.back.setEnabled(writes)

    def _choose_target(self) -> None:
        name = QFileDialog.getExistingDirectory(self, say("craft.backup.where"), str(Path.home()))
        if name:
            self.back_up(Path(name))

    def _choose_source(self) -> None:
        name = QFileDialog.getExistingDirectory(self, say("craft.backup.which"), str(Path.home()))
        if name:
            self.look_into(Path(name))

    def back_up(self, folder: Path) -> None:
        """Write a backup into a folder. Recording goes on meanwhile."""
        if self.running:
            return
        stop, moved = self._begin(say("craft.backup.writing")), self._moved

        def work(verbs: Verbs) -> Path:
            return verbs.back_up(folder, moved.emit, stop.is_set)

        self._errands.ask(work, self._written, self._failed, aside=True)

    def look_into(self, folder: Path) -> None:
        """See what a backup holds, and say what putting it back would do."""
        self._errands.ask(lambda verbs: verbs.look_into_backup(folder), self._looked, self._failed, aside=True)

    def _looked(self, found: BackupFacts) -> None:
        self.found, self._folder = found, Path(found.folder)
        facts = say("craft.backup.facts", communities=found.communities, buildings=found.buildings, defects=found.defects, photos=found.photos)
        self.what.setText(say("craft.backup.question", until=day_and_clock(found.until), facts=facts))
        self._ask(True)
        self.first().setFocus(Qt.FocusReason.TabFocusReason)

    def first(self) -> QWidget:
        """What takes the focus here: while the question is open the answer that changes nothing."""
        return self.leave if not self._question.isHidden() else self.now

    def _ask(self, asked: bool) -> None:
        """The question promises itself what stands below the actions else."""
        self._question.setVisible(asked)
        self._promise.setHidden(asked)

    def _forget(self) -> None:
        self._ask(False)
        self.found = None

    def begin_putting_back(self) -> None:
        """Put it back: what is here now is backed up first. Nothing else is done meanwhile."""
        if self.running or self.found is None:
            return
        folder = self._folder
        self._ask(False)
        stop, moved = self._begin(say("craft.backup.restoring")), self._moved
        self.busy.emit(True)

        def work(verbs: Verbs) -> Path:
            return verbs.put_back(folder, moved.emit, stop.is_set)

        self._errands.ask(work, self._restored, self._failed)

    def stop(self) -> None:
        """Stop what is being written: nothing of it is left, and nothing has changed."""
        self._stop.set()

    def _begin(self, words: str) -> threading.Event:
        self._stop = threading.Event()
        self.running = True
        self.doing.tell(words)
        self.bar.move_to(0)
        self._share.setText(percent_done(0))
        self._progress.show()
        self.now.setEnabled(False)
        return self._stop

    def _move(self, done: int, total: int, _code: str) -> None:
        if self.running:
            share = done / total if total else 1.0
            self.bar.move_to(share)
            self._share.setText(percent_done(share))

    def _end(self) -> None:
        self.running = False
        self._progress.hide()
        self.now.setEnabled(True)
        self.busy.emit(False)

    def _written(self, _folder: Path) -> None:
        self._end()
        self.changed.emit()

    def _restored(self, before: Path) -> None:
        self._end()
        self.put_back.emit(str(before))

    def _failed(self, problem: SurveyError) -> None:
        self._end()
        if not isinstance(problem, Cancelled):
            self.failed.emit(problem)
