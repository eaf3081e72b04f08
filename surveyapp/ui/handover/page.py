"""交付: write a package of what is recorded. Progress is shown and can be stopped; a stopped package leaves nothing behind."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.views import Changed, Exported
from surveyapp.errors import Cancelled, SurveyError
from surveyapp.ui import theme
from surveyapp.ui.handover.history import HistoryCard
from surveyapp.ui.handover.job import JobRow
from surveyapp.ui.handover.receiving import Receiving
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.frames import Empty, card, upright
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import say

ALL, ONE = "all", "one"
_SET_APART = re.compile(r"(?<=[一-鿿]) (?=\d)|(?<=\d) (?=[一-鿿])")
_NAMED = 240
_SIDE = {"compact": 340, "normal": 380, "wide": 560}


class HandoverPage(QWidget):
    """What is waiting, the package that is being written, and those that were written in this sitting."""

    failed = Signal(object)
    _moved = Signal(int, int, str)

    def __init__(self, standing: Standing, home: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing = standing
        self.folder = home / "exports"
        self._stop = threading.Event()
        self._moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.running = False
        self._current: JobRow | None = None
        self.jobs: list[JobRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 16, 16, 16)
        self._grid.setSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
        self._size = ""
        self._waiting, self._jobs, self.history = self._waiting_card(), self._jobs_card(), HistoryCard()
        self._arrange("normal")
        self.receiving = Receiving(standing, self._put_row, self._drop_row, self)
        self.receiving.failed.connect(self.failed)
        self.receiving.ended.connect(self._count_again)
        self.receiving.received.connect(standing.look_again)
        self.history.look_wanted.connect(self._look_at)
        self.history.withdraw_wanted.connect(lambda sha256: self._take_back(lambda verbs: verbs.withdraw(sha256)))
        self.history.back_wanted.connect(lambda sha256: self._take_back(lambda verbs: verbs.bring_back(sha256)))
        standing.listed.connect(self.show_waiting)
        standing.place_chosen.connect(self.show_waiting)
        standing.unsent_known.connect(lambda _count: self._count_again())
        self.show_waiting()

    def _arrange(self, size: str) -> None:
        """Low windows: figures and choice in one line, the choice at its end, over the buttons. Wide ones: what was sent and received stands
        beside everything else."""
        if size == self._size:
            return
        self._size = size
        row, rows, columns = (0, 2, 1) if size == "wide" else (1, 1, 2)
        self._grid.addWidget(self._waiting, 0, 0, 1, columns)
        self._grid.addWidget(self._jobs, 1, 0)
        self._grid.addWidget(self.history, row, 1, rows, 1)
        self.history.setFixedWidth(px(_SIDE[size]))
        beside = size == "compact"
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._top.setStretch(1, 1 if beside else 0)
        self._choice.setDirection(QBoxLayout.Direction.RightToLeft if beside else QBoxLayout.Direction.LeftToRight)
        self._scope_words.setAlignment(Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(theme.look(self.window().width()))

    def _count_again(self) -> None:
        """Something was written, sent or received."""
        self.show_waiting()
        if self.isVisible():
            self.load_history()

    def load_history(self) -> None:
        """Fetch the packages that were written and received here."""
        self._standing.errands.ask(lambda verbs: verbs.package_history(), self.history.show_lines, lane="packages")

    def show_page(self) -> None:
        """The page came to the front: the focus is on it and not on its first control, which would wear a ring that nobody asked for."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load_history()

    def _waiting_card(self) -> QWidget:
        frame, column = card(say("ui.handover.waiting"), say("ui.handover.waiting_scope"))
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        figures = QHBoxLayout()
        figures.setSpacing(40)
        self._figures = {}
        for name in ("communities", "buildings", "defects", "unsent"):
            stack = QVBoxLayout()
            stack.setSpacing(0)
            role = "figure" if theme.text_size() == 100 else "page"
            number, words = label("0", role), label(say(f"ui.handover.figure.{name}"), "dense")
            number.setMinimumHeight(QFontMetrics(theme.font(role)).height())
            self._figures[name] = number
            stack.addWidget(number)
            stack.addWidget(words)
            if name == "unsent":  # the others are all that goes along; this is what nobody has yet
                figures.addWidget(upright())
            figures.addLayout(stack)
        figures.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._top.setSpacing(14)
        self._top.addLayout(figures)
        column.addLayout(self._top)
        self._choice = choice = QHBoxLayout()
        choice.setSpacing(12)
        self.scope = Segmented([(ALL, say("ui.handover.all")), (ONE, say("ui.handover.one"))])
        self.scope.choose(ALL)
        self._scope_words = ElideLabel(role="dense")
        self.scope.chosen.connect(lambda _value: self.show_waiting())
        choice.addWidget(self.scope)
        choice.addWidget(self._scope_words, 1)
        self._top.addLayout(choice)
        target = QHBoxLayout()
        target.setSpacing(8)
        target.addWidget(label(say("ui.handover.folder"), "dense"))
        self._folder_words = ElideLabel(str(self.folder), "body")
        target.addWidget(self._folder_words, 1)
        self.choose = button(say("ui.handover.choose"), "", "folder", self._choose_folder)
        self.write = button(say("ui.handover.write"), "primary", "box", self.begin, token="on_accent")
        self.receive = button(say("incoming.choose"), "", "receive", lambda: self.receiving.choose())
        target.addWidget(self.choose)
        target.addWidget(self.receive)
        target.addWidget(self.write)
        column.addLayout(target)
        return frame

    def _jobs_card(self) -> QWidget:
        frame, column = card(say("ui.handover.written"), say("ui.handover.written_scope"))
        self._empty = Empty("box", say("handover.none_now"), say("ui.handover.none_todo"))
        inside = QWidget()
        inside.setObjectName("inside")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.hide()
        column.addWidget(self._empty, 1)
        column.addWidget(self._scroll, 1)
        return frame

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self, self.history)

    def show_waiting(self) -> None:
        """What would go into the package, in figures."""
        standing = self._standing
        one = self.scope.value() == ONE
        here = standing.community
        chosen = [here] if one and here else list(standing.communities)
        told = {
            "communities": len(chosen),
            "buildings": sum(each.buildings for each in chosen),
            "defects": sum(each.defects for each in chosen),
            "unsent": standing.unsent,
        }
        for name, count in told.items():
            self._figures[name].setText(f"{count:,}")
        theme.mark(self._figures["unsent"], "s", "warn" if standing.unsent else "")
        self.scope.rename(ONE, _short(say("handover.one_named", name=here.name)) if here else say("ui.handover.one"))
        words = say("lists.handover.one", name=here.name) if one and here else say("ui.handover.all_words")
        self._scope_words.tell(say("handover.only_looks") if standing.read_only else words, "warn" if standing.read_only else "")
        # A package that this window wrote would stand in no list, and what it carries would count as waiting still.
        self.write.setEnabled(bool(chosen) and not self.running and not standing.read_only)
        self.receive.setEnabled(not standing.read_only and not self.receiving.running)
        self.history.writes = not standing.read_only

    def use_folder(self, folder: Path) -> None:
        """Write packages there from now on."""
        self.folder = folder
        self._folder_words.tell(str(folder))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, say("ui.handover.choose_title"), str(self.folder if self.folder.exists() else Path.home()))
        if name:
            self.use_folder(Path(name))

    def begin(self) -> None:
        """Write a package. It runs beside everything else: recording goes on."""
        if self.running or not self._standing.communities or self._standing.read_only:
            return
        streams = [self._standing.stream] if self.scope.value() == ONE else []
        survey = self._standing.survey
        target = free_name(self.folder, survey.name if survey else "")
        row = JobRow(target.name, str(target.parent))
        row.stop_wanted.connect(self.stop)
        self.jobs.append(row)
        self._put_row(row)
        self._stop = threading.Event()
        self.running, self._current = True, row
        self.show_waiting()
        stop, moved = self._stop, self._moved

        def work(verbs: Verbs) -> Exported:
            return verbs.export(target, streams, moved.emit, stop.is_set)

        self._standing.errands.ask(work, self._ended, self._failed, aside=True)

    def _put_row(self, row: QWidget) -> None:
        self._rows.insertWidget(0, row)
        self._empty.hide()
        self._scroll.show()

    def _drop_row(self, row: QWidget) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        if self._rows.count() <= 1:
            self._scroll.hide()
            self._empty.show()

    def _look_at(self, sha256: str) -> None:
        """Tell what withdrawing a package would do."""
        self._standing.errands.ask(lambda verbs: verbs.withdrawal(sha256), self.history.tell, self.failed.emit, lane="withdrawal")

    def _take_back(self, work: Callable[[Verbs], Changed]) -> None:
        self._standing.write(work, lambda _changed: self._standing.look_again(), self.failed.emit)

    def stop(self) -> None:
        """Stop the package that is being written or received. Nothing of it is left."""
        self._stop.set()
        self.receiving.stop()

    def _move(self, done: int, total: int, code: str) -> None:
        if self._current is not None and self.running:
            self._current.move_to(done, total, say(code))

    def _ended(self, exported: Exported) -> None:
        self.running = False
        if self._current is not None:
            self._current.end(exported)
            self._current.open_wanted.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(exported.path).parent))))
        self._current = None
        self.show_waiting()
        self._standing.look_again()

    def _failed(self, problem: SurveyError) -> None:
        self.running = False
        row, self._current = self._current, None
        if row is not None and row in self.jobs:
            self.jobs.remove(row)
            self._drop_row(row)
        self.show_waiting()
        if not isinstance(problem, Cancelled):
            self.failed.emit(problem)


def _short(words: str) -> str:
    """As much of a name as a button of a choice has room for."""
    return QFontMetrics(theme.font("body", bold=True)).elidedText(words, Qt.TextElideMode.ElideRight, px(_NAMED))


def free_name(folder: Path, survey: str) -> Path:
    """The next free name of a package of this survey: 名称-0001.zip. A gap that only sets figures apart from Chinese words is no part of the name."""
    survey = _SET_APART.sub("", survey)
    plain = "".join(each if each.isalnum() else "-" for each in survey).strip("-")[:40] or "survey"
    number = 1
    while (folder / f"{plain}-{number:04d}.zip").exists():
        number += 1
    return folder / f"{plain}-{number:04d}.zip"
