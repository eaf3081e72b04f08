"""The table's model: an array of row ids and pages of frozen values, fetched when they come into sight. `data()` never waits.

Groups are rows of their own; a group that is folded hides its defects. Places of rows are found by bisection, so that a hundred thousand
defects in thousands of groups need no row objects.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from surveyapp.domain.review import Group, Listing, ReviewRow
from surveyapp.ui.review.columns import HEADS, TICK
from surveyapp.ui.review.sentences import row_sentence
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
PAGE = 128
_KEPT_PAGES = 24


class TableModel(QAbstractTableModel):
    """`rows_wanted(ids)`: values that came into sight and are not held. `ticked_changed(count)`."""

    rows_wanted = Signal(object)
    ticked_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: array[int] = array("q")
        self._groups: tuple[Group, ...] = ()
        self._folded: set[str] = set()
        self._tops: list[int] = []
        self._count = 0
        self.total = 0
        self.ticked: set[int] = set()
        self._pages: OrderedDict[int, dict[int, ReviewRow]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    def show_listing(self, listing: Listing) -> None:
        """Show another answer. Ticks on defects that it does not hold are taken off."""
        self.beginResetModel()
        self._ids, self._groups, self.total = listing.ids, listing.groups, listing.total
        self._folded &= {group.key for group in listing.groups}
        self._forget()
        if self.ticked:
            self.ticked &= set(listing.ids)
        self._lay_out()
        self.endResetModel()
        self.ticked_changed.emit(len(self.ticked))

    def _forget(self) -> None:
        self._pages.clear()
        self._stale.clear()
        self._asked.clear()
        self._wanted.clear()

    def _lay_out(self) -> None:
        """Where each group's heading stands among the rows."""
        self._tops, place = [], 0
        for group in self._groups:
            self._tops.append(place)
            place += 1 + (0 if group.key in self._folded else group.count)
        self._count = place if self._groups else len(self._ids)

    @property
    def found(self) -> int:
        """How many defects the query answers."""
        return len(self._ids)

    def group_at(self, row: int) -> Group | None:
        """The group whose heading stands in a row."""
        if not self._groups:
            return None
        at = bisect_right(self._tops, row) - 1
        return self._groups[at] if self._tops[at] == row else None

    def is_folded(self, group: Group) -> bool:
        """Whether the defects of a group are hidden."""
        return group.key in self._folded

    def place_of(self, row: int) -> int:
        """The place among the ids of a row of the table; -1 for a heading."""
        if not self._groups:
            return row
        at = bisect_right(self._tops, row) - 1
        return -1 if self._tops[at] == row else self._groups[at].start + row - self._tops[at] - 1

    def row_of_place(self, place: int) -> int:
        """The row of the table of a place among the ids; -1 where its group is folded."""
        if not self._groups:
            return place
        at = bisect_right(self._groups, place, key=lambda group: group.start) - 1
        group = self._groups[at]
        return -1 if group.key in self._folded else self._tops[at] + 1 + place - group.start

    def row_of_id(self, wanted: int) -> int:
        """The row of the table of a defect, its group unfolded; -1 where the query does not answer it."""
        try:
            place = self._ids.index(wanted)
        except ValueError:
            return -1
        row = self.row_of_place(place)
        if row < 0:
            at = bisect_right(self._groups, place, key=lambda group: group.start) - 1
            self.fold(self._groups[at], False)
            row = self.row_of_place(place)
        return row

    def id_at(self, row: int) -> int | None:
        """The defect in a row of the table."""
        place = self.place_of(row) if 0 <= row < self._count else -1
        return self._ids[place] if place >= 0 else None

    def row_at(self, row: int) -> ReviewRow | None:
        """The values in a row; None for a heading and for what has not come yet, which is then asked for."""
        place = self.place_of(row)
        if place < 0:
            return None
        number = place // PAGE
        page = self._pages.get(number)
        if page is None or number in self._stale:
            self._want(number)
        return page.get(self._ids[place]) if page is not None else None

    def _want(self, number: int) -> None:
        if number not in self._asked:
            self._asked.add(number)
            self._wanted.append(number)
            self._soon.start()

    def _ask(self) -> None:
        """The newest wish first: whoever scrolls on wants what is in sight now, and what was passed is not fetched at all."""
        if self._wanted:
            number = self._wanted.pop()
            self._wanted.clear()
            self._asked = {number}
            self.rows_wanted.emit((number, tuple(self._ids[number * PAGE : (number + 1) * PAGE])))

    def take_rows(self, number: int, ids: Sequence[int], rows: Iterable[ReviewRow]) -> None:
        """The values of a page have come home. Those of an older answer are dropped."""
        self._asked.discard(number)
        if tuple(self._ids[number * PAGE : (number + 1) * PAGE]) != tuple(ids):
            return
        self._pages[number] = {row.id: row for row in rows}
        self._stale.discard(number)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        self.repaint_all()

    def refresh(self, ids: Iterable[int]) -> None:
        """Values have changed: their pages are fetched again, without a reset. What is shown stays until they come."""
        touched = set(ids)
        self._stale |= {number for number, page in self._pages.items() if touched & page.keys()}
        self.repaint_all()

    def repaint_all(self) -> None:
        """Every row may look different."""
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(HEADS) - 1))

    def fold(self, group: Group, folded: bool) -> None:
        """Hide or show the defects of a group."""
        self.layoutAboutToBeChanged.emit()
        (self._folded.add if folded else self._folded.discard)(group.key)
        self._lay_out()
        self.layoutChanged.emit()

    def tick(self, ids: Iterable[int], ticked: bool) -> None:
        """Tick defects, or take the ticks off."""
        (self.ticked.update if ticked else self.ticked.difference_update)(ids)
        self.repaint_all()
        self.ticked_changed.emit(len(self.ticked))

    def toggle(self, row: int) -> None:
        """Turn the tick of a defect, or of all of a group."""
        group = self.group_at(row)
        if group is not None:
            ids = self._ids[group.start : group.start + group.count]
            self.tick(ids, not all(each in self.ticked for each in ids))
        elif (found := self.id_at(row)) is not None:
            self.tick((found,), found not in self.ticked)

    def next_ticked(self, after: int) -> int:
        """The place among the ids of the next ticked defect after one, its group unfolded; from the first on after the last; -1: none is."""
        places = itertools.chain(range(after + 1, len(self._ids)), range(min(after + 1, len(self._ids))))
        found = next((place for place in places if self._ids[place] in self.ticked), -1)
        if found >= 0 and self.row_of_place(found) < 0:
            self.row_of_id(self._ids[found])
        return found

    def tick_all(self, ticked: bool) -> None:
        """Tick everything that the query answers."""
        self.tick(self._ids, ticked)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return HEADS[section].words or say("review.column.tick")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.CheckStateRole):
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            if index.column() != TICK:
                return None
            return Qt.CheckState.Checked if self.id_at(index.row()) in self.ticked else Qt.CheckState.Unchecked
        group = self.group_at(index.row())
        if group is not None:
            return say("review.group_sentence", title=group.title, count=group.count, conflicts=group.conflicts)
        row = self.row_at(index.row())
        if row is None:
            return None
        return row.line.words or None if role == Qt.ItemDataRole.ToolTipRole else row_sentence(row)
