"""Errands: what may take time runs on one worker thread, which alone touches the verbs; answers come home by one door.

`ask(work, done)` sends `work(verbs)` away; its answer reaches `done` on the GUI thread. Errands on the same lane supersede each other: an older
answer is dropped when a newer question on its lane has been asked (a record that is no longer open, a sentence that has changed).
Expected failures come home as SurveyError; anything else is a bug: it is written to a crash report whose name a sentence tells.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from surveyapp.errors import Cancelled, SurveyError
from surveyapp.ui.verbs import Verbs

T = TypeVar("T")
Done = Callable[[Any], None]
Failed = Callable[[SurveyError], None]


@dataclass(frozen=True, slots=True)
class _Home:
    """What comes through the door."""

    lane: str
    turn: int
    deliver: Callable[[], None]


class Errands(QObject):
    """The worker and its door. `failed` carries expected failures nobody asked for; `crashed` the path of a crash report."""

    failed = Signal(object)
    crashed = Signal(str)
    opened = Signal()
    busy_changed = Signal(int)
    _door = Signal(object)

    def __init__(self, open_verbs: Callable[[], Verbs], reports: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_verbs = open_verbs
        self._reports = reports
        self._verbs: Verbs | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="errands")
        self._turns: dict[str, int] = {}
        self._under_way = 0
        self._closed = False
        self._door.connect(self._come_home, Qt.ConnectionType.QueuedConnection)

    @property
    def under_way(self) -> int:
        """How many errands have not come home yet."""
        return self._under_way

    def ask(self, work: Callable[[Verbs], T], done: Callable[[T], None] | None = None, failed: Failed | None = None, *, lane: str = "") -> None:
        """Send `work` away. On a lane only the newest question counts: older ones are not even begun if they still wait."""
        if self._closed:
            return
        turn = self._turns[lane] = self._turns.get(lane, 0) + 1
        self._under_way += 1
        self.busy_changed.emit(self._under_way)
        self._pool.submit(self._run, work, done, failed, lane, turn)

    def forget(self, lane: str) -> None:
        """Drop what is under way on a lane."""
        self._turns[lane] = self._turns.get(lane, 0) + 1

    def close(self, last: Callable[[Verbs], None] = lambda verbs: verbs.close()) -> None:
        """Let everything that was asked end, close the verbs, and stop the thread. Nothing is left running."""
        if self._closed:
            return
        self._closed = True
        ending: Future[None] = self._pool.submit(self._end, last)
        self._pool.shutdown(wait=True)
        ending.result()

    def _end(self, last: Callable[[Verbs], None]) -> None:
        if self._verbs is not None:
            last(self._verbs)

    def _is_stale(self, lane: str, turn: int) -> bool:
        return bool(lane) and self._turns.get(lane, 0) != turn

    def _run(self, work: Callable[[Verbs], Any], done: Done | None, failed: Failed | None, lane: str, turn: int) -> None:
        if self._is_stale(lane, turn):
            self._door.emit(_Home(lane, turn, lambda: None))
            return
        try:
            answer = work(self._opened_verbs())
        except SurveyError as problem:
            told = problem
            self._door.emit(_Home("", 0, lambda: (failed or self._tell)(told)))
        except Exception:
            report = write_crash_report(self._reports, traceback.format_exc())
            self._door.emit(_Home("", 0, lambda: self.crashed.emit(str(report))))
        else:
            self._door.emit(_Home(lane, turn, (lambda: done(answer)) if done else (lambda: None)))

    def _opened_verbs(self) -> Verbs:
        if self._verbs is None:
            self._verbs = self._open_verbs()
            self._door.emit(_Home("", 0, self._tell_opened))
        return self._verbs

    def _tell_opened(self) -> None:
        self._under_way += 1
        self.opened.emit()

    def _tell(self, problem: SurveyError) -> None:
        if not isinstance(problem, Cancelled):
            self.failed.emit(problem)

    @Slot(object)
    def _come_home(self, home: _Home) -> None:
        self._under_way -= 1
        if not self._closed and not self._is_stale(home.lane, home.turn):
            home.deliver()
        self.busy_changed.emit(self._under_way)


def write_crash_report(folder: Path, trace: str) -> Path:
    """Keep what a bug left behind under the next free number, and answer its path. A folder that cannot be written falls back to stderr."""
    path = folder / "crash-0001.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = 1 + sum(1 for _ in folder.glob("crash-*.txt"))
        path = folder / f"crash-{number:04d}.txt"
        path.write_text(f"surveyapp, Python {sys.version}, {sys.platform}\n\n{trace}", "utf-8")
    except OSError:
        sys.stderr.write(trace)
    return path
