"""The left side: search, building list, a new building, previous and next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.addresses import Address, address, is_of, within
from surveyapp.domain.views import BuildingLine
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.walk.building_list import BuildingList
from surveyapp.ui.walk.facts import building_name
from surveyapp.ui.walk.initials import matches
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

ALL, TO_DO, TO_FIX = "all", "to_do", "to_fix"


def is_to_do(line: BuildingLine) -> bool:
    """A building where nothing has been recorded yet: not walked, by the rule of the work list."""
    return bool(line.record) and not line.is_walked


def is_to_fix(line: BuildingLine) -> bool:
    """A building or the common ground with defects that have no photo."""
    return line.without_photo > 0


FILTERS: Mapping[str, Callable[[BuildingLine], bool]] = {ALL: lambda _line: True, TO_DO: is_to_do, TO_FIX: is_to_fix}


def _answers(text: str, sought: Address | None, line: BuildingLine) -> bool:
    """Whether a building answers what is typed: the one that an address names, or any whose name holds the text or its initials do."""
    if sought is not None and line.record:
        return is_of(sought, line.name)
    return matches(text, building_name(line))


def _has(line: BuildingLine, place: Address, in_hand: str) -> bool:
    """Whether a building has such a unit and such a floor. Of the one in hand it is believed where nobody recorded how many there are."""
    if not line.record:
        return False
    unknown = 99 if line.record == in_hand else 0
    return (place.unit or 0) <= (line.units or unknown) and (place.storey or 0) <= (line.storeys or unknown)


class SearchField(TextLine):
    """A line edit with the lens painted inside."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText(say("ui.walk.search"))
        self.setAccessibleName(say("ui.walk.search"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icons.paint(QPainter(self), "search", px(13), (self.height() - px(17)) / 2, px(17), "text3")


class Side(QWidget):
    """`building_wanted(record)`, `step_wanted(±1)`, `new_building_wanted(point)`, `address_wanted(record, Address)`: Enter on 3-2-501."""

    building_wanted = Signal(str)
    step_wanted = Signal(int)
    new_building_wanted = Signal(QPoint)
    address_wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.size("list_normal"))
        self._lines: tuple[BuildingLine, ...] = ()
        self._chosen = ""
        self._place: Address | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 3, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 11, 0)
        self.search = SearchField()
        self.search.textChanged.connect(lambda _text: self._filter())
        self.search.returnPressed.connect(self._enter)
        head.addWidget(self.search)
        column.addLayout(head)
        filters = QHBoxLayout()
        filters.setContentsMargins(12, 0, 11, 0)
        self.filter = Segmented([(each, say(f"ui.walk.filter.{each}", count=0)) for each in FILTERS])
        self.filter.fill_row()
        self.filter.choose(ALL)
        self.filter.chosen.connect(lambda _value: self._filter())
        filters.addWidget(self.filter)
        column.addLayout(filters)
        self.list = BuildingList()
        self.list.building_wanted.connect(self.building_wanted)
        column.addWidget(self.list, 1)
        self._nothing = label("", "meta")
        self._nothing.setContentsMargins(16, 0, 12, 0)
        self._nothing.hide()
        column.addWidget(self._nothing)
        adding = QHBoxLayout()
        adding.setContentsMargins(12, 0, 11, 0)
        self.add = button(say("ui.walk.new_building"), "", "plus", self._add)
        adding.addWidget(self.add)
        column.addLayout(adding)
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

    def show_place(self, lines: Sequence[BuildingLine], chosen: str, before: BuildingLine | None, after: BuildingLine | None) -> None:
        """Show the buildings of a community, the one in hand, and its neighbours."""
        self._lines, self._chosen = tuple(lines), chosen
        self._filter()
        for each, line, code, bare in (
            (self.previous, before, "ui.walk.previous", "ui.walk.previous_none"),
            (self.next, after, "ui.walk.next", "ui.walk.next_none"),
        ):
            each.setEnabled(line is not None)
            name = building_name(line) if line else ""
            shown = each.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 62)
            each.setText(shown or say(bare))
            each.setAccessibleName(say(code, name=name) if line else each.text())
            each.setToolTip(each.accessibleName())

    def begin_search(self) -> None:
        """Put the focus into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def allow_adding(self, allowed: bool) -> None:
        """Whether buildings can be added here and now."""
        self.add.setEnabled(allowed)

    def _filter(self) -> None:
        text = self.search.text().strip()
        for name, kept in FILTERS.items():
            self.filter.rename(
                name, say(f"ui.walk.filter.{name}", count=sum(1 for each in self._lines if kept(each) and (each.record or name == TO_FIX)))
            )
        kept = FILTERS[self.filter.value()]
        sought = address(text)
        found = [each for each in self._lines if kept(each) and (not text or _answers(text, sought, each))]
        place = within(text) if text and not found else None
        if place is not None:  # no building is called so: where it is in the one in hand, or which buildings have it
            found = [each for each in self._lines if kept(each) and _has(each, place, self._chosen)]
            found.sort(key=lambda each: each.record != self._chosen)
        self._place = place or sought
        self.list.show_lines(found, self._chosen)
        self._nothing.setVisible(bool(self._lines) and not found)
        self._nothing.setText(say("ui.walk.nothing_found"))

    def _enter(self) -> None:
        """Enter in the search: go to the first building that answers, and to the unit and floor where they were said."""
        found = self.list.buildings.rowCount()
        if not found or not self.search.text().strip():
            return
        record = self.list.buildings.line(0).record
        place = self._place
        self.building_wanted.emit(record)
        if place is not None:
            self.address_wanted.emit(record, place)

    def _add(self) -> None:
        self.new_building_wanted.emit(self.add.mapTo(self.window(), QPoint(0, -120)))
