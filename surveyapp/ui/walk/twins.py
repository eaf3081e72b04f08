"""重复记录: the duplicates that were joined to the record in hand, and joining it to another one. Undo takes either back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.review import Twin
from surveyapp.domain.views import Changed
from surveyapp.errors import SurveyError
from surveyapp.ui.standing import COMMON, Standing
from surveyapp.ui.walk.facts import building_name
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

_WIDEST = 236


class Twins(QWidget):
    """`failed(problem)`. Shows itself where there is something to join or to part."""

    failed = Signal(object)

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing
        self.twins: tuple[Twin, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(ElideLabel(say("joining.title"), "card"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        self.go = button(say("joining.join_these"), "", pressed=self.join)
        self.pick = Pick(say("joining.into"), _WIDEST)
        self.pick.currentIndexChanged.connect(lambda _at: self.go.setEnabled(bool(self.pick.value())))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.pick, 1)
        row.addWidget(self.go)
        column.addLayout(row)
        scope = label(say("joining.scope"), "dense")
        scope.setWordWrap(True)
        column.addWidget(scope)
        self.hide()

    @property
    def record(self) -> str:
        """The record in hand."""
        return self._standing.building or self._standing.stream

    def load(self) -> None:
        """Fetch what was joined to the record in hand, and offer what it could be joined to."""
        record = self.record
        self._standing.errands.ask(lambda verbs: verbs.twins(record), lambda told: self._show(record, told), lane="twins")

    def _show(self, record: str, told: tuple[Twin, ...]) -> None:
        if record != self.record:
            return
        self.twins = told
        self._fill_rows()
        others = self._others()
        self.pick.blockSignals(True)
        self.pick.clear()
        self.pick.addItem(say("joining.into"), "")
        for value, name in others:
            self.pick.addItem(name, value)
        self.pick.blockSignals(False)
        writes = not self._standing.read_only
        self.pick.setEnabled(writes and bool(others))
        self.go.setEnabled(False)
        self.setVisible(bool(told) or (writes and bool(others)))

    def _others(self) -> Sequence[tuple[str, str]]:
        standing = self._standing
        if standing.building:
            lines = [line for line in standing.buildings if line.record and line.record != standing.building]
            return [(line.record, building_name(line)) for line in lines]
        return [(line.stream, line.name) for line in standing.communities if line.stream != standing.stream]

    def _fill_rows(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for twin in self.twins:
            made = QWidget()
            row = QHBoxLayout(made)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(ElideLabel(twin.title, "body"), 1)
            if not self._standing.read_only:
                row.addWidget(button(say("joining.part"), "small", pressed=partial(self.part, twin)))
            self._rows.addWidget(made)

    def join(self) -> None:
        """The record in hand is the same as the chosen one: go on there."""
        duplicate, into, standing = self.record, self.pick.value(), self._standing
        is_building = bool(standing.building)
        if not into or standing.read_only:
            return

        def done(_changed: Changed) -> None:
            if is_building:
                standing.choose_building(into)
            else:
                standing.choose_community(into, COMMON)

        standing.write(lambda verbs: verbs.join(duplicate, into), done, self._refused)

    def part(self, twin: Twin) -> None:
        """A duplicate stands by itself again."""
        self._standing.write(lambda verbs: verbs.part(twin.record), lambda _changed: self.load(), self._refused)

    def _refused(self, problem: SurveyError) -> None:
        self.failed.emit(problem)
        self.load()
