"""What the review writes: changes of many, settled conflicts, what comes back from the past. Each is one act, told when it is committed."""

from __future__ import annotations

from typing import Literal, cast

from PySide6.QtCore import QObject, Signal

from surveyapp.domain.canonical import Value
from surveyapp.domain.edits import DELETED
from surveyapp.domain.review import HiddenLine, Preview
from surveyapp.domain.views import Changed
from surveyapp.ui.review.detail import DetailPanel
from surveyapp.ui.review.table_model import TableModel
from surveyapp.ui.standing import Standing
from surveyapp.words import say


class Writes(QObject):
    """`told(words)` after a write, `failed(problem)`, `previewed()` when there is something to look at."""

    told = Signal(str)
    failed = Signal(object)
    previewed = Signal()

    def __init__(self, standing: Standing, model: TableModel, detail: DetailPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._standing, self._model, self._detail = standing, model, detail
        self._pending: tuple[tuple[int, ...], dict[str, Value]] = ((), {})

    @property
    def looked_at(self) -> dict[str, Value]:
        """The change that was looked at last."""
        return self._pending[1]

    def preview(self, changes: dict[str, Value]) -> None:
        """Look at what a change of everything ticked would do."""
        ids = tuple(self._model.ticked)
        self._pending = (ids, dict(changes))

        def home(preview: Preview) -> None:
            self._detail.show_preview(preview)
            self.previewed.emit()

        self._standing.errands.ask(lambda verbs: verbs.preview_change(ids, changes), home, self.failed.emit, lane="review:preview")

    def confirm(self) -> None:
        """Make the change that was looked at."""
        ids, changes = self._pending

        def done(changed: Changed) -> None:
            self._detail.drop_preview()
            self._model.tick_all(False)
            self._count("review.told.deleted" if DELETED in changes else "review.told.changed", changed)

        self._standing.write(lambda verbs: verbs.change_many(ids, changes), done, self.failed.emit)

    def join(self, duplicate: str, into: str) -> None:
        """Say that two records are one."""

        def done(_changed: Changed) -> None:
            self._model.tick_all(False)
            self.told.emit(say("joining.told"))

        self._standing.write(lambda verbs: verbs.join(duplicate, into), done, self.failed.emit)

    def settle_many(self, whose: str) -> None:
        """Let one side stand in everything that is ticked."""
        ids, side = tuple(self._model.ticked), cast(Literal["mine", "theirs"], whose)

        def done(changed: Changed) -> None:
            self._model.tick_all(False)
            self._count("review.told.changed", changed)

        self._standing.write(lambda verbs: verbs.settle_many(ids, side), done, self.failed.emit)

    def settle(self, values: dict[str, Value]) -> None:
        """Let values stand for the fields in conflict of the record in hand."""
        held = self._detail.held
        if held is None:
            return

        def done(changed: Changed) -> None:
            if changed.records:
                self.told.emit(say("review.told.settled", number=held.title))

        self._standing.write(lambda verbs: verbs.settle(held.stream, held.record, values), done, self.failed.emit)

    def restore(self, edit: str) -> None:
        """Bring the record in hand back to right after an edit."""
        held = self._detail.held
        if held is not None:
            self._standing.write(lambda verbs: verbs.restore(held.stream, held.record, edit), lambda _: self._restored(held.title), self.failed.emit)

    def undelete(self, line: HiddenLine) -> None:
        """Bring a deleted record back."""
        self._standing.write(lambda verbs: verbs.restore(line.stream, line.record), lambda _: self._restored(line.title), self.failed.emit)

    def _restored(self, name: str) -> None:
        self.told.emit(say("review.told.restored", number=name))

    def _count(self, code: str, changed: Changed) -> None:
        self.told.emit(say(code, count=len(changed.records)))
