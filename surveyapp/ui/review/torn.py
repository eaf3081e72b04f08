"""Conflicts among the findings that are ticked, and what settles all of them at once. One act, told when it is committed."""

from __future__ import annotations

from typing import Literal, cast

from PySide6.QtCore import QObject, Signal

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed
from surveyapp.ui.review.conflict_bar import ConflictBar
from surveyapp.ui.review.lists import FlawList
from surveyapp.ui.standing import Standing
from surveyapp.words import say


class TornOnes(QObject):
    """The bar is there while its list is `in_front` and something is ticked. `told(words)` after a write, `failed(problem)`."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, standing: Standing, flaws: FlawList, parent: QObject) -> None:
        super().__init__(parent)
        self._standing, self._flaws = standing, flaws
        self._in_front = False
        self.bar = ConflictBar()
        flaws.ticked_changed.connect(self._show)
        self.bar.more_wanted.connect(flaws.tick_alike)
        self.bar.closed.connect(lambda: flaws.tick_all(False))
        self.bar.side_wanted.connect(self._settle_side)
        self.bar.value_wanted.connect(self._settle_value)

    def show_list(self, in_front: bool) -> None:
        """The list came to the front, or went."""
        self._in_front = in_front
        self._show()

    def _show(self) -> None:
        self.bar.show_ticked(self._flaws.ticked() if self._in_front else (), not self._standing.read_only)

    def _settle_side(self, whose: str) -> None:
        torn, side = self._torn(), cast(Literal["mine", "theirs"], whose)
        self._standing.write(lambda verbs: verbs.settle_side(torn, side), self._settled, self.failed.emit)

    def _settle_value(self, value: Value) -> None:
        torn = self._torn()
        self._standing.write(lambda verbs: verbs.settle_value(torn, value), self._settled, self.failed.emit)

    def _torn(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((flaw.stream, flaw.record, flaw.field) for flaw in self._flaws.ticked())

    def _settled(self, changed: Changed) -> None:
        count = len(changed.records)
        self.told.emit(say("bulkmend.told.settled", count=count) if count else say("bulkmend.told.none"))
