"""The building list: a model over plain values and a delegate that paints the rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from surveyapp.domain.views import BuildingLine
from surveyapp.ui import icons, theme
from surveyapp.ui.walk.facts import building_name, list_facts
from surveyapp.ui.widgets.marks import paint_ring, paint_severity
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
        return QSize(100, theme.size("list_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BuildingModel)
        line = model.line(index.row())
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rect.adjusted(8, 2, -8, -2)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(ground, theme.size("radius"), theme.size("radius"))
        self._paint_mark(painter, ground, line)
        left = _paint_counts(painter, ground, line)
        _paint_names(painter, QRectF(ground.left() + 54, ground.top() + 5, left - ground.left() - 60, 44), line, chosen, ground.right() - 10)
        painter.restore()

    def _paint_mark(self, painter: QPainter, ground: QRectF, line: BuildingLine) -> None:
        if line.record:
            share = line.filled / line.fields if line.fields else 0
            paint_ring(painter, ground.left() + 11, ground.center().y() - 16, share)
        else:
            icons.paint(painter, "trees", ground.left() + 15, ground.center().y() - 12, 24, "text2")


def _paint_counts(painter: QPainter, ground: QRectF, line: BuildingLine) -> float:
    """The right end of the first line; answers where it begins."""
    if not line.defects:
        return ground.right() - 4
    painter.setFont(theme.font("body", bold=True))
    painter.setPen(theme.colour("text2"))
    text = str(line.defects)
    width = painter.fontMetrics().horizontalAdvance(text)
    painter.drawText(QRectF(ground.right() - 12 - width, ground.top() + 5, width + 2, 22), Qt.AlignmentFlag.AlignVCenter, text)
    if not line.worst:
        return ground.right() - 16 - width
    paint_severity(painter, ground.right() - 46 - max(0, width - 9), ground.top() + 4, line.worst, 22)
    return ground.right() - 52 - max(0, width - 9)


def _paint_names(painter: QPainter, rect: QRectF, line: BuildingLine, chosen: bool, end: float) -> None:
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.colour("text"))
    name = painter.fontMetrics().elidedText(building_name(line), Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), 22), Qt.AlignmentFlag.AlignVCenter, name)
    painter.setFont(theme.font("meta"))
    missing = say("ui.walk.missing_photos", count=line.without_photo) if line.without_photo else ""
    room = end - rect.left()
    if missing:
        painter.setFont(theme.font("meta", bold=True))
        painter.setPen(theme.colour("err"))
        width = painter.fontMetrics().horizontalAdvance(missing)
        painter.drawText(QRectF(end - width, rect.top() + 23, width + 2, 20), Qt.AlignmentFlag.AlignVCenter, missing)
        room -= width + 8
        painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text2" if chosen else "text3"))
    facts = painter.fontMetrics().elidedText(list_facts(line), Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(QRectF(rect.left(), rect.top() + 23, room, 20), Qt.AlignmentFlag.AlignVCenter, facts)


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
