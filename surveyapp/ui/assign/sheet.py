"""指派: tick places, say who walks them and on which day. Floats over the page; nothing else is blocked, and undo takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp.domain.views import Changed
from surveyapp.domain.walk_views import PersonLine
from surveyapp.domain.worklist import Assignable, Place
from surveyapp.ui.assign.place_list import AssignList
from surveyapp.ui.moments import day_words
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.sheet import Sheet
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

WIDE = 520
_DAYS = 3
_HIGH, _REST = 360, 372
"""How high the list is, and what the sheet needs beside it."""


@dataclass(frozen=True, slots=True)
class _Told:
    today: str
    people: tuple[PersonLine, ...]
    lines: tuple[Assignable, ...]


class AssignSheet(Sheet):
    """`told(words)` after a write, `failed(SurveyError)`."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, window: QWidget, standing: Standing) -> None:
        super().__init__(window)
        self._standing = standing
        self._today = ""
        self.title.setText(say("assign.title"))
        self.search = TextLine()
        self.search.setPlaceholderText(say("assign.search"))
        self.search.setAccessibleName(say("assign.search"))
        self.list = AssignList()
        self.search.textChanged.connect(self.list.places.search)
        self.list.places.ticked_changed.connect(self._allow)
        self.who = Pick(say("assign.who"), widest=px(220))
        self.who.currentIndexChanged.connect(lambda _index: self._allow())
        self.day = Segmented([(str(each), say(f"assign.day.{each}")) for each in range(_DAYS)])
        self.day.fill_row()
        self.day.choose("0")
        self.day.chosen.connect(lambda _value: self._look(tuple(self.list.places.ticked)))
        self.note = TextLine()
        self.note.setPlaceholderText(say("assign.note"))
        self.note.setAccessibleName(say("assign.note"))
        self.note.setMaxLength(200)
        self.count = ElideLabel("", "dense")
        self.back = button(say("assign.take_back", count=0), "", "undo", self._take_back)
        self.go = button(say("assign.go", count=0), "primary", "person", self._assign, token="on_accent")
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        self.column.addSpacing(2)
        for name, widget in (("assign.who", self.who), ("assign.when", self.day), ("assign.word", self.note)):
            row = QHBoxLayout()
            row.setSpacing(12)
            title = label(say(name), "dense")
            title.setFixedWidth(px(64))
            title.setBuddy(widget)
            row.addWidget(title)
            row.addWidget(widget, 1)
            self.column.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.go)
        self.column.addLayout(foot)

    def ask(self, places: Sequence[Place] = ()) -> None:
        """Show it, with these places ticked."""
        self.search.clear()
        self.note.clear()
        self.list.setFixedHeight(max(px(160), min(px(_HIGH), self._window.height() - px(_REST))))
        self.open_at(px(WIDE))
        self.search.setFocus()
        self._look(tuple(places))

    def _look(self, ticked: tuple[Place, ...]) -> None:
        ahead = int(self.day.value() or 0)

        def work(verbs: Verbs) -> _Told:
            today = verbs.today()
            return _Told(today, verbs.people(), verbs.assignable(_day(today, ahead)))

        self._standing.errands.ask(work, lambda told: self._show(told, ticked), self.failed.emit, lane="assign")

    def _show(self, told: _Told, ticked: tuple[Place, ...]) -> None:
        self._today = told.today
        held = self.who.value()
        self.who.blockSignals(True)
        self.who.clear()
        for line in told.people:
            self.who.addItem(f"{line.name} {line.told_apart}".strip(), line.record)
        self.who.blockSignals(False)
        if held or told.people:
            self.who.choose(held or next((line.record for line in told.people if line.at_work), told.people[0].record))
        self.list.places.show_lines(told.lines, ticked)
        self._allow()

    def _allow(self) -> None:
        ticked, held = len(self.list.places.ticked), len(self.list.places.held())
        writes = not self._standing.read_only
        self.count.tell(say("assign.ticked", count=ticked))
        self.go.setText(say("assign.go", count=ticked))
        self.go.setEnabled(bool(ticked) and bool(self.who.value()) and writes)
        self.back.setText(say("assign.take_back", count=held))
        self.back.setVisible(held > 0)
        self.back.setEnabled(writes)

    def _assign(self) -> None:
        places, who, name = tuple(self.list.places.ticked), self.who.value(), self.who.currentText()
        day, note = _day(self._today, int(self.day.value() or 0)), self.note.text().strip()

        def done(changed: Changed) -> None:
            self.close_it()
            self.told.emit(say("assign.told", name=name, count=len(changed.records), day=day_words(day)))

        self._standing.write(lambda verbs: verbs.assign(places, who, day, note), done, self.failed.emit)

    def _take_back(self) -> None:
        held = self.list.places.held()

        def done(changed: Changed) -> None:
            self._look(())
            self.told.emit(say("assign.told_back", count=len(changed.records)))

        self._standing.write(lambda verbs: verbs.unassign(held), done, self.failed.emit)


def _day(today: str, ahead: int) -> str:
    return (date.fromisoformat(today) + timedelta(days=ahead)).isoformat() if today else ""
