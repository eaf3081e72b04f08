"""The ways to a conflict: from another page, from the list of findings, and round and round with F8."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from surveyapp.domain.review import Conflict
from surveyapp.ui.review.detail import Held
from surveyapp.ui.review.reads import Reads


class ToConflict(QObject):
    """`defect_wanted(stream, record)`: show it in the table; `other_wanted(Held)`: show it beside the findings."""

    defect_wanted = Signal(str, str)
    other_wanted = Signal(object)

    def __init__(self, reads: Reads, parent: QObject) -> None:
        super().__init__(parent)
        self._reads = reads
        self._settling = ""

    def show_conflict(self, stream: str, record: str) -> None:
        """Show what is in conflict in a record of any kind; a record that agrees again is shown as well, where it is a defect."""
        self._reads.conflict(stream, record, lambda found: self.defect_wanted.emit(stream, record) if found is None else self._show(found))

    def next_conflict(self, nothing: Callable[[], object] = lambda: None) -> None:
        """The next record with a conflict, its cards in front; `nothing` where there is none."""

        def home(found: tuple[Conflict, ...]) -> None:
            places = [each.record for each in found]
            if not places:
                nothing()
                return
            at = (places.index(self._settling) + 1) % len(places) if self._settling in places else 0
            self._settling = places[at]
            self._show(found[at])

        self._reads.conflicts(home)

    def _show(self, found: Conflict) -> None:
        if found.kind == "defect":
            self.defect_wanted.emit(found.stream, found.record)
        else:
            self.other_wanted.emit(Held(found.stream, found.record, found.kind, f"{found.number} {found.title}".strip()))
