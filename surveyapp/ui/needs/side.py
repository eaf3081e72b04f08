"""The left of the page: which building, which doors, and a field to go to any door by its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.interview_views import DoorLine
from surveyapp.domain.views import BuildingLine
from surveyapp.ui import theme
from surveyapp.ui.needs.door_list import DoorList
from surveyapp.ui.walk.facts import building_name
from surveyapp.ui.walk.side import SearchField
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.frames import Empty
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import say

ALL, OPEN = "all", "open"


class DoorSide(QWidget):
    """`building_wanted(record)`, `door_wanted(label)`, `typed_door(text)`, `step_wanted(±1)`."""

    building_wanted = Signal(str)
    door_wanted = Signal(str)
    typed_door = Signal(str)
    step_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.size("list_normal"))
        self._lines: tuple[DoorLine, ...] = ()
        self._chosen = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 3, 0)
        column.setSpacing(8)
        self.building = Pick(say("needs.building"), widest=400)
        self.building.activated.connect(lambda _index: self._pick())
        self.door = SearchField()
        self.door.setMaxLength(20)
        self.door.setPlaceholderText(say("needs.go_to_door"))
        self.door.setAccessibleName(say("needs.go_to_door"))
        self.door.returnPressed.connect(self._type)
        self.filter = Segmented([(ALL, say("needs.filter.all", count=0)), (OPEN, say("needs.filter.open", count=0))])
        self.filter.fill_row()
        self.filter.choose(ALL)
        self.filter.chosen.connect(lambda _value: self._show())
        for each in (self.building, self.door, self.filter):
            row = QHBoxLayout()
            row.setContentsMargins(12, 0, 11, 0)
            row.addWidget(each, 1)
            column.addLayout(row)
        self.list = DoorList()
        self.list.door_wanted.connect(self.door_wanted)
        self._empty = Empty("question", say("needs.no_doors"), say("needs.no_doors_todo"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 10, 11, 12)
        row.setSpacing(8)
        self.previous = button("", "touch", "left", lambda: self.step_wanted.emit(-1))
        self.next = button("", "touch", "right", lambda: self.step_wanted.emit(1), icon_last=True)
        row.addWidget(self.previous, 1)
        row.addWidget(self.next, 1)
        return foot

    def _give_keys_back(self) -> None:
        """The keys belong to the tiles again: as soon as the Enter that was pressed here has gone its way."""
        QTimer.singleShot(0, lambda: self.window().setFocus(Qt.FocusReason.OtherFocusReason))

    def _pick(self) -> None:
        self._give_keys_back()
        self.building_wanted.emit(self.building.value())

    def _type(self) -> None:
        text = self.door.text().strip()
        if text:
            self.door.clear()
            self._give_keys_back()
            self.typed_door.emit(text)

    def show_buildings(self, lines: Sequence[BuildingLine], chosen: str) -> None:
        """Offer the buildings of the community."""
        self.building.blockSignals(True)
        self.building.clear()
        for line in lines:
            if line.record:
                self.building.addItem(building_name(line), line.record)
        self.building.blockSignals(False)
        if chosen:
            self.building.choose(chosen)
        self.building.setEnabled(self.building.count() > 0)
        self.door.setEnabled(bool(chosen))
        at = self.building.currentIndex()
        for each, there in ((self.previous, at - 1), (self.next, at + 1)):
            fits = 0 <= there < self.building.count()
            name = self.building.itemText(there) if fits else ""
            each.setEnabled(fits)
            each.setText(each.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 62))
            each.setAccessibleName(say("ui.walk.previous" if each is self.previous else "ui.walk.next", name=name))

    def show_doors(self, lines: Sequence[DoorLine], chosen: str) -> None:
        """Show the doors of the building."""
        self._lines, self._chosen = tuple(lines), chosen
        self._show()

    def _show(self) -> None:
        waiting = [line for line in self._lines if line.state == "open"]
        self.filter.rename(ALL, say("needs.filter.all", count=len(self._lines)))
        self.filter.rename(OPEN, say("needs.filter.open", count=len(waiting)))
        shown = waiting if self.filter.value() == OPEN else self._lines
        self.list.show_lines(shown, self._chosen)
        self._stack.setCurrentWidget(self.list if self._lines else self._empty)
