"""Watches the event loop: how long the GUI thread computes, by its own CPU time, between two turns of the loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

LIMIT = 0.100
"""Seconds of own CPU time between two turns that a person would feel."""
RUNS = 3

Act = tuple[str, Callable[[], object]]
"""A name and what a person does."""


class LoopWatch(QObject):
    """`longest`: the longest stretch since `begin`, from one wait for events to the next. Waiting itself burns nothing, so it need not be taken off:
    some dispatchers tell that they are awake only after they have handed their events out. What the test itself calls meanwhile is counted, too.
    """

    clock = staticmethod(time.thread_time)

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._last = self.clock()
        self.longest = 0.0
        self._dispatcher = app.eventDispatcher()
        self._dispatcher.aboutToBlock.connect(self._turn)

    def stop(self) -> None:
        """Watch no longer: a watch that were collected while the loop tells it something would take the program with it."""
        self._dispatcher.aboutToBlock.disconnect(self._turn)

    def begin(self) -> None:
        """Count from nothing."""
        self._last = self.clock()
        self.longest = 0.0

    def _turn(self) -> None:
        now = self.clock()
        self.longest = max(self.longest, now - self._last)
        self._last = now


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one act cost at worst, in seconds."""

    act: str
    seconds: float


def watched(watch: LoopWatch, acts: Iterable[Act], settle: Callable[[], None]) -> list[Stretch]:
    """Do every act, let the window come to rest after each, and answer what each cost. Acts are numbered: names may come again."""
    found = []
    for number, (name, act) in enumerate(acts, 1):
        watch.begin()
        act()
        settle()
        found.append(Stretch(f"{number} {name}", watch.longest))
    return found


def too_long(runs: Sequence[Sequence[Stretch]], limit: float = LIMIT) -> dict[str, list[float]]:
    """The acts that were over the limit in every run, with what they cost each time."""
    cost: dict[str, list[float]] = {}
    for run in runs:
        for each in run:
            cost.setdefault(each.act, []).append(round(each.seconds, 3))
    return {act: each for act, each in cost.items() if min(each) > limit}
