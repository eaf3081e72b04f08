"""The list of communities and buildings with boxes to tick: a community's box stands for the whole of it, a building's for itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from surveyapp.domain.worklist import Assignable, Place
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.walk.initials import matches
from surveyapp.ui.widgets.cells import draw, paint_tick
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
_ROW = 44


def facts(line: Assignable) -> str:
    """How far it is, and who has it."""
    if not line.building and not line.fields:
        done = say("overview.stop.no_houses")
    else:
        done = say("assign.houses" if not line.building else "assign.filled", done=line.filled, total=line.fields)
    return f"{done}  {say('assign.has', names=say('assign.join').join(line.assigned))}" if line.assigned else done


class PlaceModel(QAbstractListModel):
    """The places that the search leaves, and which of all are ticked."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Assignable, ...] = ()
        self.lines: tuple[Assignable, ...] = ()
        self.ticked: dict[Place, None] = {}
        self._wanted = ""

    def show_lines(self, lines: Sequence[Assignable], ticked: Iterable[Place]) -> None:
        """Show other places; those that are ticked stay so where they are still there."""
        self._all = tuple(lines)
        known = {(line.stream, line.building) for line in lines}
        self.ticked = {place: None for place in ticked if place in known}
        self.search(self._wanted)
        self.ticked_changed.emit()

    def search(self, wanted: str) -> None:
        """Leave those whose name, or whose community's, answers; what is ticked always stays in sight."""
        self._wanted = wanted
        parts = wanted.split()
        found = (
            line
            for line in self._all
            if (line.stream, line.building) in self.ticked or all(matches(part, f"{line.community} {line.name}") for part in parts)
        )
        self.beginResetModel()
        self.lines = tuple(found)
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Turn a tick."""
        line = self.lines[row]
        place = (line.stream, line.building)
        if place in self.ticked:
            del self.ticked[place]
        else:
            self.ticked[place] = None
        self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))  # its community's box tells of it, too
        self.ticked_changed.emit()

    def state_of(self, line: Assignable) -> Qt.CheckState:
        """Whether a place is ticked; a community in part, where only some of its buildings are."""
        if (line.stream, line.building) in self.ticked:
            return Qt.CheckState.Checked
        some = not line.building and any(stream == line.stream for stream, _ in self.ticked)
        return Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked

    def held(self) -> tuple[Place, ...]:
        """The assignments, by (stream, record), that the ticked places have on the day."""
        return tuple(task for line in self._all if (line.stream, line.building) in self.ticked for task in line.tasks)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.community} {line.name if line.building else ''} {facts(line)}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.state_of(line)
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, PlaceModel)
        line, rect = model.lines[index.row()], QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        box = model.state_of(line)
        ticked = box == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ticked or state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            strong = ticked and theme.is_high()
            painter.setPen(QPen(theme.colour("line_strong"), theme.hair()) if strong else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if ticked else "hover"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.size("radius"), theme.size("radius"))
        left = rect.left() + px(8 if not line.building else 30)
        paint_tick(painter, left, rect.center().y() - px(9), ticked, part=box == Qt.CheckState.PartiallyChecked)
        icons.paint(painter, "building" if line.building else "trees", left + px(28), rect.center().y() - px(9), px(18), "text2")
        words = QRectF(left + px(54), rect.top() + 3, rect.right() - left - px(66), px(20))
        draw(painter, words, line.name, "strong", bold=not line.building)
        draw(painter, words.translated(0, px(19)), facts(line), "meta", "text2")
        painter.restore()


class AssignList(QListView):
    """Ticks by a press, by Space or by Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.places = PlaceModel(self)
        self.setModel(self.places)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say("assign.places"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.places.toggle(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.places.toggle(index.row())
        else:
            super().keyPressEvent(event)
