"""The doors of a building: a list that shows who was reached, what they think of it, and which door is in hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from surveyapp.domain.interview_views import DoorLine
from surveyapp.ui import icons, theme
from surveyapp.ui.front import row_paint
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.theme import px
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
_ICONS = {"open": "open_circle", "answered": "check", "absent": "clock", "refused": "close", "vacant": "minus"}
_INKS = {"open": "text3", "answered": "accent_text", "absent": "warn", "refused": "warn", "vacant": "text3"}
ROW = 44
_LEAST_ROOM = 56
"""Below this width words that do not fit are left out: two letters and an ellipsis say nothing."""


def state_words(line: DoorLine) -> str:
    """The state of a door in words, with who answered."""
    if line.state == "answered" and line.who:
        return say(f"choice.who.{line.who}")
    return say("needs.state.open") if line.state == "open" else say(f"choice.outcome.{line.state}")


class DoorModel(QAbstractListModel):
    """The doors that the filter leaves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[DoorLine, ...] = ()

    def show_lines(self, lines: Sequence[DoorLine]) -> None:
        """Show other doors; the same doors in the same order only change their rows."""
        if [each.label for each in lines] == [each.label for each in self._lines]:
            self._lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> DoorLine:
        """The door of a row."""
        return self._lines[row]

    def row_of(self, label: str) -> int:
        """The row of a door, -1 where it is not shown."""
        return next((row for row, each in enumerate(self._lines) if each.label == label), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say(
                "needs.door_sentence",
                door=line.label,
                state=state_words(line),
                consent=say(f"choice.consent.{line.consent}") if line.consent else "-",
                wishes=" ".join(line.top) or "-",
            )
        return None


class DoorDelegate(QStyledItemDelegate):
    """A row: state mark, door, state in words or who answered, and the opinion on being renovated."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, DoorModel)
        line = model.line(index.row())
        ground = QRectF(option.rect).adjusted(px(8), 1, -px(8), -1)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            row_paint.paint_ground(Ink(painter), ground, chosen)
        icons.paint(
            painter, _ICONS.get(line.state, "question"), ground.left() + px(10), ground.center().y() - px(9), px(18), _INKS.get(line.state, "text3")
        )
        _paint_words(painter, ground, line, chosen)
        painter.restore()


def _paint_words(painter: QPainter, ground: QRectF, line: DoorLine, chosen: bool) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.colour("text"))
    label = painter.fontMetrics().elidedText(line.label, Qt.TextElideMode.ElideRight, 74)
    painter.drawText(QRectF(ground.left() + px(38), ground.top(), px(78), ground.height()), middle, label)
    left = ground.left() + px(38) + max(px(46), painter.fontMetrics().horizontalAdvance(label)) + px(8)
    painter.setFont(theme.font("meta"))
    consent = say(f"choice.consent.{line.consent}") if line.consent else ""
    width = painter.fontMetrics().horizontalAdvance(consent)
    painter.setPen(theme.colour("accent_text" if line.consent == "agree" else "warn" if line.consent == "disagree" else "text2"))
    painter.drawText(QRectF(ground.right() - width - px(10), ground.top(), width + 4, ground.height()), middle, consent)
    room = int(ground.right() - px(16 if width else 10) - width - left)
    painter.setPen(theme.colour("text2" if chosen else "text3"))
    words = state_words(line)
    if room >= min(px(_LEAST_ROOM), painter.fontMetrics().horizontalAdvance(words)):
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        # who answered stands beside the opinion at the right; where there is none, the state is what stands there
        align = middle if line.state == "answered" else Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(left, ground.top(), room, ground.height()), align, words)


class DoorList(QListView):
    """The list. `door_wanted(label)` when a person goes to a door."""

    door_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doors = DoorModel(self)
        self.setModel(self.doors)
        self.setItemDelegate(DoorDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say("needs.doors"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.selectionModel().currentChanged.connect(self._go)
        self._quiet = False

    def show_lines(self, lines: Sequence[DoorLine], chosen: str) -> None:
        """Show doors, one of them chosen."""
        self._quiet = True
        self.doors.show_lines(lines)
        row = self.doors.row_of(chosen)
        if row >= 0:
            self.setCurrentIndex(self.doors.index(row))
            self.scrollTo(self.doors.index(row))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._quiet = False

    def _go(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.door_wanted.emit(self.doors.line(current.row()).label)

    def keyboardSearch(self, search: str) -> None:
        """Digits belong to the tiles, not to the list."""
