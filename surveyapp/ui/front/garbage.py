"""Who looks for cyclic garbage: the GUI thread, and no other.

Python looks for it on whichever thread happens to make the next object. What is found may hold widgets, timers and dialogs that were thrown away;
on a worker thread they would be taken apart while Qt destroys their other half, and the program would fall. So Python's own collector stays off,
and a timer of the window's thread does its work: often among what is young, seldom among everything.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimerEvent

EVERY_MS = 500
YOUNG = 2_000
"""So many more containers than at the last look are worth another look."""
ROUNDS = 20
"""So many looks among the young before one among everything."""
SHARE = 50
"""A look among everything rests this many times as long as it took."""


class Collector(QObject):
    """Collects for as long as the application lives. What was there before it was made stays for good and is never looked at."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._rounds = 0
        self._rests_until = 0.0
        gc.disable()
        gc.freeze()
        self.startTimer(EVERY_MS)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Look, where there is something to look at."""
        if gc.get_count()[0] < YOUNG:
            return
        started = time.monotonic()
        if self._rounds < ROUNDS or started < self._rests_until:
            gc.collect(1)
            self._rounds += 1
            return
        gc.collect()
        self._rounds = 0
        ended = time.monotonic()
        self._rests_until = ended + SHARE * (ended - started)


def begin() -> None:
    """The first picture is painted: from now on there is a collector, once for each application."""
    app = QCoreApplication.instance()
    if app is not None and app.findChild(Collector) is None:
        Collector(app)
