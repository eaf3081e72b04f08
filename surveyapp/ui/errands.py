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
    generation: int
    ends: bool = True


@dataclass(frozen=True, slots=True)
class _Errand:
    """What goes out."""

    work: Callable[[Verbs], Any]
    done: Done | None
    failed: Failed | None
    lane: str
    turn: int
    generation: int


def _nothing() -> None:
    """No one waits for this answer."""


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
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="errands-aside")
        self._prompt = ThreadPoolExecutor(1, thread_name_prefix="errands-prompt")
        self._turns: dict[str, int] = {}
        self._generation = 0
        self._under_way = 0
        self._closed = False
        self._door.connect(self._come_home, Qt.ConnectionType.QueuedConnection)

    @property
    def under_way(self) -> int:
        """How many errands have not come home yet."""
        return self._under_way

    def ask(
        self,
        work: Callable[[Verbs], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        lane: str = "",
        aside: bool = False,
        promptly: bool = False,
    ) -> None:
        """Send `work` away. On a lane only the newest question counts: older ones are not even begun.

        `aside`: long work (a package, many photos) that must not keep a field from being saved; it runs beside the others, one at a time.
        `promptly`: a draft, read or written: it waits for nothing but other drafts; only once the verbs are open.
        """
        if self._closed:
            return
        turn = self._turns[lane] = self._turns.get(lane, 0) + 1
        errand = _Errand(work, done, failed, lane, turn, self._generation)
        self._under_way += 1
        self.busy_changed.emit(self._under_way)
        pool = self._aside if aside else self._prompt if promptly and self._verbs is not None else self._pool
        pool.submit(self._run, errand)

    def forget(self, lane: str) -> None:
        """Drop what is under way on a lane."""
        self._turns[lane] = self._turns.get(lane, 0) + 1

    def forget_all(self) -> None:
        """Drop every answer that is under way: those who asked are gone. The work itself is done all the same."""
        self._generation += 1

    def close(self, last: Callable[[Verbs], None] = lambda verbs: verbs.close()) -> None:
        """Let everything that was asked end, close the verbs, and stop the thread. Nothing is left running."""
        if self._closed:
            return
        self._closed = True
        self._aside.shutdown(wait=True)
        self._prompt.shutdown(wait=True)
        ending: Future[None] = self._pool.submit(self._end, last)
        self._pool.shutdown(wait=True)
        ending.result()

    def _end(self, last: Callable[[Verbs], None]) -> None:
        if self._verbs is not None:
            last(self._verbs)

    def _is_stale(self, lane: str, turn: int) -> bool:
        return bool(lane) and self._turns.get(lane, 0) != turn

    def _run(self, errand: _Errand) -> None:
        try:
            deliver = self._carry_out(errand)
        except SurveyError as problem:
            told = problem
            self._send_home(errand, lambda: (errand.failed or self._tell)(told))
        except Exception:
            report = write_crash_report(self._reports, traceback.format_exc())
            self._send_home(errand, lambda: self.crashed.emit(str(report)))
        else:
            self._door.emit(_Home(errand.lane, errand.turn, deliver, errand.generation))

    def _carry_out(self, errand: _Errand) -> Callable[[], None]:
        if self._is_stale(errand.lane, errand.turn):
            return _nothing
        answer = errand.work(self._opened_verbs())
        done = errand.done
        return (lambda: done(answer)) if done else _nothing

    def _send_home(self, errand: _Errand, deliver: Callable[[], None]) -> None:
        """A failure is told even when its question is no longer the newest."""
        self._door.emit(_Home("", 0, deliver, errand.generation))

    def _opened_verbs(self) -> Verbs:
        if self._verbs is None:
            self._verbs = self._open_verbs()
            self._door.emit(_Home("", 0, self.opened.emit, self._generation, ends=False))
        return self._verbs

    def _tell(self, problem: SurveyError) -> None:
        if not isinstance(problem, Cancelled):
            self.failed.emit(problem)

    @Slot(object)
    def _come_home(self, home: _Home) -> None:
        self._under_way -= home.ends
        if not self._closed and home.generation == self._generation and not self._is_stale(home.lane, home.turn):
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
