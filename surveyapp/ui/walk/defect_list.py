"""The defects of a building: rows painted with severity, place, name, tier with clause, photos and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from surveyapp.domain.views import DefectLine, TierBadge
from surveyapp.ui import icons, theme
from surveyapp.ui.moments import clock
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import defect_sentence, place_parts
from surveyapp.ui.walk.tiles import two_lines
from surveyapp.ui.widgets.marks import badge_sentence, badge_width, in_row, paint_badge, paint_severity
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
_BADGE_AT_MOST = 0.42
_NAME = 120
"""What the name of a defect has at least, before the clause gives way."""
_PITCH = 17
"""From line to line where place or name stand on two."""


class DefectModel(QAbstractListModel):
    """The defects, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[DefectLine, ...] = ()

    def show_lines(self, lines: Sequence[DefectLine]) -> None:
        """Show other defects; the same ones only change their rows."""
        if [each.record for each in lines] == [each.record for each in self._lines]:
            self._lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    @property
    def lines(self) -> tuple[DefectLine, ...]:
        """All rows."""
        return self._lines

    def row_of(self, record: str) -> int:
        """The row of a defect, -1 when it is not there."""
        return next((row for row, each in enumerate(self._lines) if each.record == record), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name or line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return defect_sentence(line, badge_sentence(line.badge))
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.words or None
        return None


class DefectDelegate(QStyledItemDelegate):
    """Paints a row of 44."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), theme.size("defect_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, DefectModel)
        line = model.lines[index.row()]
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("selected" if chosen else "hover"))
        if chosen and theme.is_high():
            painter.setPen(QPen(theme.colour("line_strong"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if chosen:
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), theme.colour("accent"))
        elif index.row():
            painter.setPen(QPen(theme.colour("line_soft"), 1))
            painter.drawLine(QPointF(rect.left() + px(16), rect.top() + 0.5), QPointF(rect.right() - px(16), rect.top() + 0.5))
        middle = rect.center().y() + 0.5
        paint_severity(painter, rect.left() + px(16), middle - px(12), line.severity or 0)
        right = _paint_right(painter, rect, middle, line, chosen)
        _paint_words(painter, rect.left() + px(52), right - px(10), rect, line, chosen)
        painter.restore()


def _paint_right(painter: QPainter, rect: QRectF, middle: float, line: DefectLine, chosen: bool) -> float:
    """Time, photos and badge from the right; answers where they begin."""
    right = rect.right() - px(16)
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text2" if chosen else "text3"))
    painter.drawText(
        QRectF(right - px(44), rect.top(), px(44), rect.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, clock(line.wall)
    )
    left = right - px(96)
    token = "text2" if line.photos else "err"
    icons.paint(painter, "image" if line.photos else "image_off", left, middle - px(9), px(18), token)
    painter.setFont(theme.font("dense", bold=not line.photos))
    painter.setPen(theme.colour(token))
    painter.drawText(QRectF(left + px(22), rect.top(), px(24), rect.height()), Qt.AlignmentFlag.AlignVCenter, str(line.photos))
    right = left - px(12)
    if line.badge is None:
        return _paint_unclassified(painter, right, rect)
    badge = _badge_in(right - rect.left() - px(52) - place_width() - px(_NAME), line.badge)
    return paint_badge(painter, right, middle, badge, min(badge_width(badge), rect.width() * _BADGE_AT_MOST))


def _paint_unclassified(painter: QPainter, right: float, rect: QRectF) -> float:
    """The word of the review where a tier would be: an empty place would be read as something forgotten."""
    words = say("ui.tier.none")
    painter.setFont(theme.font("dense"))
    painter.setPen(theme.colour("text2"))
    left = right - painter.fontMetrics().horizontalAdvance(words) - px(9)
    painter.drawText(QRectF(left, rect.top(), right - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
    return left


def _badge_in(room: float, whole: TierBadge) -> TierBadge:
    """The badge of a row; the clause is left to F2 where the name of the defect has no room beside it: half a number would be a wrong one."""
    badge = in_row(whole)
    return badge if badge_width(badge) <= room or not badge.tier else replace(badge, clause="")


def place_width() -> int:
    """The column of the place, the same in every row: as wide as a unit and a floor."""
    longest = say("ui.place.join").join((say("ui.place.unit", number=3), say("ui.place.storey", number=18)))
    return QFontMetrics(theme.font("dense")).horizontalAdvance(longest) + 2


def place_lines(line: DefectLine, metrics: QFontMetrics, room: int) -> tuple[str, ...]:
    """The place on one line or, where that is too short, on two: unit and floor, and below them the part. Nothing of it is left out."""
    parts, join = place_parts(line), say("ui.place.join")
    if metrics.horizontalAdvance(join.join(parts)) <= room or len(parts) < 2:
        return (join.join(parts),) if parts else ()
    return join.join(parts[:-1]), parts[-1]


def _paint_words(painter: QPainter, left: float, right: float, rect: QRectF, line: DefectLine, chosen: bool) -> None:
    painter.setFont(theme.font("dense"))
    painter.setPen(theme.colour("text2"))
    wide = place_width()
    _paint_lines(painter, QRectF(left, rect.top(), wide, rect.height()), place_lines(line, painter.fontMetrics(), wide))
    name, begin = line.name or line.words, left + wide + px(10)
    room = max(0, int(right - begin))
    painter.setPen(theme.colour("text"))
    painter.setFont(theme.font("strong", bold=bool(line.name)))
    lines: tuple[str, ...] = (name,)
    if painter.fontMetrics().horizontalAdvance(name) > room:
        painter.setFont(theme.font("dense", bold=bool(line.name)))
        lines = two_lines(name, painter.fontMetrics(), room)
    _paint_lines(painter, QRectF(begin, rect.top(), room, rect.height()), lines)


def _paint_lines(painter: QPainter, rect: QRectF, lines: Sequence[str]) -> None:
    """One line, or two close together, about the middle of a row."""
    centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    metrics, room = painter.fontMetrics(), int(rect.width()) + 1
    for number, words in enumerate(lines):
        down = (number - (len(lines) - 1) / 2) * px(_PITCH)
        painter.drawText(rect.translated(0, down), centre, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))


class DefectList(QListView):
    """`defect_wanted(record)` when a person takes a defect in hand."""

    defect_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.defects = DefectModel(self)
        self.setModel(self.defects)
        self.setItemDelegate(DefectDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(say("ui.walk.defects"))
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._take)

    def updateGeometries(self) -> None:
        """Where not all rows are seen, as many whole ones as there is room for: scrolled to a row, the first one is not cut under the head."""
        model, row, room = self.model(), theme.size("defect_row"), self.height() - 2 * self.frameWidth()
        rows = model.rowCount() if model is not None else 0
        rest = room % row if rows * row > room > row else 0
        if rest != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, rest)
        super().updateGeometries()

    def show_lines(self, lines: Sequence[DefectLine], chosen: str) -> None:
        """Show defects, with one in hand ("" for none)."""
        self._quiet = True
        self.defects.show_lines(lines)
        row = self.defects.row_of(chosen)
        if row >= 0:
            self.setCurrentIndex(self.defects.index(row))
            self.scrollTo(self.defects.index(row))
        else:
            self.selectionModel().clear()
        self._quiet = False

    def _take(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.defect_wanted.emit(self.defects.lines[current.row()].record)
