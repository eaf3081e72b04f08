"""The building list: a model over plain values and a delegate that paints the rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from surveyapp.domain.views import BuildingLine
from surveyapp.ui import theme
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.front.row_paint import building_name, list_facts, paint_row
from surveyapp.ui.theme import px
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex


class BuildingModel(QAbstractListModel):
    """The buildings that the search leaves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[BuildingLine, ...] = ()

    def show_lines(self, lines: Sequence[BuildingLine]) -> None:
        """Show other buildings. Equal records in equal order only change their rows, so that nothing jumps."""
        if [each.record for each in lines] == [each.record for each in self._lines]:
            self._lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> BuildingLine:
        """The building of a row."""
        return self._lines[row]

    def row_of(self, record: str) -> int:
        """The row of a building, -1 where the search hides it."""
        return next((row for row, each in enumerate(self._lines) if each.record == record), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return building_name(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say("ui.walk.building_sentence", name=building_name(line), facts=list_facts(line), defects=line.defects, photos=line.without_photo)
        return None


class BuildingDelegate(QStyledItemDelegate):
    """A row: how far the record is, name and facts, worst severity, number of defects, missing photos."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), theme.size("list_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BuildingModel)
        line = model.line(index.row())
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint_row(Ink(painter), rect, line, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        painter.restore()


class BuildingList(QListView):
    """The list. `building_wanted(record)` when a person goes to a building."""

    building_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buildings = BuildingModel(self)
        self.setModel(self.buildings)
        self.setItemDelegate(BuildingDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say("ui.walk.buildings"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.selectionModel().currentChanged.connect(self._go)
        self._quiet = False

    def show_lines(self, lines: Sequence[BuildingLine], chosen: str) -> None:
        """Show buildings, with one of them chosen."""
        self._quiet = True
        self.buildings.show_lines(lines)
        row = self.buildings.row_of(chosen)
        if row >= 0:
            self.setCurrentIndex(self.buildings.index(row))
            self.scrollTo(self.buildings.index(row))
        else:
            self.clearSelection()
        self._quiet = False

    def _go(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.building_wanted.emit(self.buildings.line(current.row()).record)
