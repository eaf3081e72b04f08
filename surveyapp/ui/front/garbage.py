"""Who looks for cyclic garbage: the GUI thread, and no other.

Python looks for it on whichever thread happens to make the next object. What is found may hold widgets, timers and dialogs that were thrown away;
on a worker thread they would be taken apart while Qt destroys their other half, and the program would fall. So Python's own collector stays off,
and a timer of the window's thread does its work: soon where little is new, and where it would be felt in a moment when nobody does anything.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimerEvent

EVERY_MS = 200
FEW, MUCH, FAR = 2_000, 20_000, 2_000_000
"""So many new containers are worth a look. So many are somebody's long list: most of them go by themselves, and a look at them would be felt; it
waits until nobody does anything, or until there are so many that it must be."""
QUIET_TURNS, QUIET_SECONDS = 5, 0.005
"""Nobody does anything: no errand is under way, and in so many turns one after the other the GUI thread computed less than this."""
GROWN, FAR_GROWN = 0.25, 4.0
"""Among everything is looked in such a quiet moment, when so much more has come than was there the last time; when this much more, then at once."""
LEAST = 50_000
"""Fewer than this is never "everything"."""


class Collector(QObject):
    """Collects for as long as its parent lives. What was there before it was made stays for good and is never looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._grown = 0
        self._there = LEAST
        self._quiet = self._under_way = 0
        self._burnt = time.thread_time()
        gc.disable()
        gc.freeze()
        self.startTimer(EVERY_MS)

    def hear(self, under_way: int) -> None:
        """How many errands are under way."""
        self._under_way = under_way

    def timerEvent(self, event: QTimerEvent) -> None:
        """Look, where there is something to look at."""
        new = gc.get_count()[0]
        is_still = self._under_way == 0 and time.thread_time() - self._burnt < QUIET_SECONDS
        self._quiet = self._quiet + 1 if is_still else 0
        is_quiet = self._quiet >= QUIET_TURNS
        if FEW <= new < MUCH or new >= (MUCH if is_quiet else FAR):
            gc.collect(1)
            self._grown += new
        if self._grown > (GROWN if is_quiet else FAR_GROWN) * self._there:
            gc.collect()
            self._there = max(LEAST, len(gc.get_objects()))
            self._grown = 0
        self._burnt = time.thread_time()


def begin() -> Collector:
    """The first picture is painted: from now on there is a collector, one for each application."""
    app = QCoreApplication.instance()
    assert app is not None
    return app.findChild(Collector) or Collector(app)
