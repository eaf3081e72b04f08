"""The flats of a vote as a list: where, whose, how large, what was voted. Keys 1 to 4 give the rows that are chosen a vote."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from surveyapp.domain.assessment import DoorVote
from surveyapp.domain.ballots import CHOICES, NOT_VOTED
from surveyapp.ui import icons, theme
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
ROW = 36
_LOOKS = {"agree": ("holds", "accent_text"), "disagree": ("err", "err"), "abstain": ("silent", "text2"), "not_voted": ("question", "warn")}
_KEYS = {Qt.Key.Key_1: CHOICES[0], Qt.Key.Key_2: CHOICES[1], Qt.Key.Key_3: CHOICES[2], Qt.Key.Key_4: CHOICES[3]}


def choice_word(choice: str) -> str:
    """What was voted, in words."""
    return say(f"choice.choice.{choice}") if choice in CHOICES else "—"


def sentence(line: DoorVote) -> str:
    """A row as one sentence, for screen readers and tool tips."""
    place = " ".join(part for part in (line.building, line.door) if part) or "—"
    owner = line.owner or say("plan.page.no_owner")
    return say("plan.page.door_vote_row", place=place, owner=owner, area=line.area_m2 or "—", choice=choice_word(line.choice))


class DoorVotesModel(QAbstractListModel):
    """Flats, all of them or only those that have not voted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.every: tuple[DoorVote, ...] = ()
        self.lines: tuple[DoorVote, ...] = ()

    def show_lines(self, lines: Sequence[DoorVote], only_missing: bool) -> None:
        """Show other flats."""
        self.beginResetModel()
        self.every = tuple(lines)
        self.lines = tuple(each for each in lines if not only_missing or each.choice in ("", NOT_VOTED))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        return sentence(line) if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(line, DoorVote):
            return
        state = option.state
        ground = QRectF(option.rect)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(ground, theme.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(ground, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line_soft"), theme.hair()))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        _paint_line(painter, ground.adjusted(8, 0, -8, 0), line)
        painter.restore()


def _paint_line(painter: QPainter, ground: QRectF, line: DoorVote) -> None:
    """Place, owner, area right-aligned, vote: in shares of the width, each cut where it does not fit."""
    wide = ground.width()
    choice = line.choice if line.choice in CHOICES else NOT_VOTED
    icon, token = _LOOKS[choice]
    mark = 92.0
    area = min(110.0, wide * 0.2)
    place = min(190.0, (wide - mark - area) * 0.45)
    left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    where = " ".join(part for part in (line.building, line.door) if part) or "—"
    columns = (
        (where, "strong", "text", ground.left(), place, left),
        (line.owner or say("plan.page.no_owner"), "dense", "text2", ground.left() + place, wide - place - area - mark - 12, left),
        (f"{line.area_m2 or '—'} {say('unit.m2')}", "dense", "text2", ground.right() - mark - area - 12, area, right),
        (choice_word(line.choice), "dense", token, ground.right() - mark + 24, mark - 24, left),
    )
    for text, role, ink, x, room, align in columns:
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(x, ground.top(), room, ground.height()), align, shown)
    icons.paint(painter, icon, ground.right() - mark, ground.center().y() - 8, 16, token)


class DoorVotesView(QListView):
    """`choice_wanted(records, choice)`: what the chosen rows voted."""

    choice_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = DoorVotesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say("plan.page.door_votes"))

    def chosen(self) -> list[str]:
        """The records of the rows that are chosen."""
        return [self.lines.lines[index.row()].record for index in self.selectionModel().selectedIndexes()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = _KEYS.get(Qt.Key(event.key()))
        if choice and self.chosen():
            self.choice_wanted.emit(self.chosen(), choice)
            return
        super().keyPressEvent(event)
