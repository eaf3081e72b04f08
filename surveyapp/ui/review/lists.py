"""The two short lists beside the table: what should be looked at, with the place to go to; and what was deleted, with the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from surveyapp.domain.review import Flaw, HiddenLine
from surveyapp.ui import icons, theme
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.review.value_words import field_words
from surveyapp.ui.sorts import SORTS
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT, place_parts
from surveyapp.ui.widgets.cells import draw, paint_tick
from surveyapp.ui.widgets.frames import Empty
from surveyapp.ui.widgets.labels import label
from surveyapp.words import has, say

Index = QModelIndex | QPersistentModelIndex


def kind_words(kind: str) -> str:
    """A kind of record in words; one of a newer version stands as it is."""
    return say(f"kind.{kind}") if has(f"kind.{kind}") else kind


def flaw_words(flaw: Flaw) -> tuple[str, str]:
    """(what is so, of which record) of a finding."""
    what = say(flaw.finding.code, **{"where": flaw.title, **flaw.finding.facts})
    field = field_words(flaw.kind, flaw.field) if flaw.field else ""
    spot = DOT.join(part for part in (flaw.spot.community, flaw.spot.building, say("ui.place.join").join(place_parts(flaw.spot))) if part)
    return what, DOT.join(part for part in (kind_words(flaw.kind), flaw.title, spot, field) if part)


def flaw_look(flaw: Flaw) -> tuple[str, str]:
    """(icon, colour) of a finding: as its sort looks on the overview; what cannot be is graver than the rest of what is doubtful."""
    return ("err", "err") if flaw.finding.code.startswith("finding.value.impossible.") else SORTS.get(flaw.sort, ("warn", "warn"))


_BOX = 36
"""What the boxes take at the left, in px."""
Line = tuple[str, str, str, str]
"""icon, token, what, of which."""


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.boxes: dict[int, bool] = {}
        """Rows with a box before them, and whether it is ticked."""

    def show_lines(self, lines: list[Line], boxes: Mapping[int, bool] | None = None) -> None:
        self.beginResetModel()
        self.lines, self.boxes = lines, dict(boxes or {})
        self.endResetModel()

    def tick(self, row: int, ticked: bool) -> None:
        if row in self.boxes:
            self.boxes[row] = ticked
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            _, _, what, which = self.lines[index.row()]
            return f"{what} {which}"
        if role == Qt.ItemDataRole.CheckStateRole and index.row() in self.boxes:
            return Qt.CheckState.Checked if self.boxes[index.row()] else Qt.CheckState.Unchecked
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Lines)
        icon, token, what, which = model.lines[index.row()]
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = model.boxes.get(index.row())
        if ticked or state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour("selected" if ticked or state & QStyle.StateFlag.State_Selected else "hover"))
        painter.setPen(QPen(theme.colour("line_soft"), 1))
        painter.drawLine(QPointF(rect.left() + px(16), rect.bottom() - 0.5), QPointF(rect.right() - px(16), rect.bottom() - 0.5))
        if ticked is not None:
            paint_tick(painter, rect.left() + px(18), rect.center().y() - px(9), ticked)
        left = rect.left() + (px(_BOX) if model.boxes else 0)
        icons.paint(painter, icon, left + px(18), rect.center().y() - px(10), px(20), token)
        words = QRectF(left + px(54), rect.top() + 7, rect.right() - left - px(110), px(22))
        draw(painter, words, what, "strong", bold=True)
        draw(painter, words.translated(0, px(21)), which, "dense", "text2")
        icons.paint(painter, "right", rect.right() - px(36), rect.center().y() - px(8), px(16), "text3")
        painter.restore()


class _View(QListView):
    """A press on the box of a row, or Space, turns its tick and does nothing else. `box_pressed(row)`."""

    box_pressed = Signal(int)

    def _box_at(self, event: QMouseEvent) -> int:
        index = self.indexAt(event.position().toPoint())
        model = self.model()
        assert isinstance(model, _Lines)
        return index.row() if event.position().x() < px(_BOX + 12) and index.row() in model.boxes else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._box_at(event)
        if row < 0:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.box_pressed.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event) if self._box_at(event) >= 0 else super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.box_pressed.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _ListPage(QStackedWidget):
    """A list, or what to say while it is empty. `taken(row)`: Enter or a press."""

    taken = Signal(int)

    def __init__(self, name: str, empty: Empty) -> None:
        super().__init__()
        self.view = _View()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(name)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines = _Lines(self)
        self.view.setModel(self.lines)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.clicked.connect(lambda index: self.taken.emit(index.row()))
        self.view.activated.connect(lambda index: self.taken.emit(index.row()))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 4, 16, 16)
        column.addWidget(empty)
        self.note = label("", "meta")
        self.note.setContentsMargins(px(18), px(6), px(18), px(8))
        self.note.hide()
        front = QWidget()
        both = QVBoxLayout(front)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.note)
        both.addWidget(self.view, 1)
        self.addWidget(front)
        self.addWidget(holder)
        self.setCurrentIndex(1)

    def show_lines(self, lines: list[Line], boxes: Mapping[int, bool] | None = None) -> None:
        """Show other lines, those of `boxes` with a box to tick."""
        self.lines.show_lines(lines, boxes)
        self.note.setVisible(bool(boxes))
        self.setCurrentIndex(0 if lines else 1)


class FlawList(_ListPage):
    """`flaw_wanted(flaw)`; `ticked_changed()`: other conflicts are ticked."""

    flaw_wanted = Signal(object)
    ticked_changed = Signal()

    def __init__(self) -> None:
        super().__init__(say("review.view.flaws"), Empty("check", say("review.flaws.none"), say("review.flaws.none_todo")))
        self.note.setText(say("review.flaws.boxes"))
        self.flaws: tuple[Flaw, ...] = ()
        self.counts: Mapping[str, int] = {}
        self.taken.connect(lambda row: self.flaw_wanted.emit(self.flaws[row]))
        self.view.box_pressed.connect(self._turn)

    def show_flaws(self, counts: Mapping[str, int], flaws: tuple[Flaw, ...]) -> None:
        """Show the findings. What was ticked and is still in conflict stays so, and so does the place that one was at."""
        held = {_torn(each) for each in self.ticked()}
        row = next((index.row() for index in self.view.selectedIndexes()), -1)
        self.counts, self.flaws = counts, flaws
        lines: list[Line] = [(*flaw_look(flaw), *flaw_words(flaw)) for flaw in flaws]
        self.show_lines(lines, {at: _torn(flaw) in held for at, flaw in enumerate(flaws) if flaw.sort == "conflict"})
        if row >= 0 and lines:
            self.view.setCurrentIndex(self.lines.index(min(row, len(lines) - 1)))
        self.ticked_changed.emit()

    def ticked(self) -> tuple[Flaw, ...]:
        """The conflicts that are ticked."""
        return tuple(self.flaws[row] for row, ticked in self.lines.boxes.items() if ticked)

    def tick_all(self, ticked: bool) -> None:
        """Tick every conflict, or none."""
        for row in self.lines.boxes:
            self.lines.tick(row, ticked)
        self.ticked_changed.emit()

    def tick_alike(self) -> None:
        """Tick every conflict of the same field as the first that is ticked; where all of those are, every conflict."""
        first = next(iter(self.ticked()), None)
        alike = [row for row in self.lines.boxes if first and (self.flaws[row].kind, self.flaws[row].field) == (first.kind, first.field)]
        rows = alike if not all(self.lines.boxes[row] for row in alike) else list(self.lines.boxes)
        for row in rows:
            self.lines.tick(row, True)
        self.ticked_changed.emit()

    def _turn(self, row: int) -> None:
        self.lines.tick(row, not self.lines.boxes.get(row, False))
        self.ticked_changed.emit()

    def show_sort(self, sort: str) -> None:
        """Bring the first finding of a sort to the top."""
        row = next((row for row, flaw in enumerate(self.flaws) if flaw.sort == sort), -1)
        if row >= 0:
            self.view.setCurrentIndex(self.lines.index(row))
            self.view.scrollTo(self.lines.index(row), QListView.ScrollHint.PositionAtTop)

    def step(self, by: int) -> Flaw | None:
        """The next or the previous finding."""
        if not self.flaws:
            return None
        row = self.view.currentIndex().row()
        row = (row + by) % len(self.flaws) if row >= 0 else (0 if by > 0 else len(self.flaws) - 1)
        self.view.setCurrentIndex(self.lines.index(row))
        return self.flaws[row]


def _torn(flaw: Flaw) -> tuple[str, str, str]:
    return flaw.stream, flaw.record, flaw.field


class HiddenList(_ListPage):
    """`line_wanted(line, is_deleted)`."""

    line_wanted = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__(say("review.view.hidden"), Empty("trash", say("review.hidden.none"), say("review.hidden.none_todo")))
        self.hidden: tuple[HiddenLine, ...] = ()
        self.unowned: tuple[HiddenLine, ...] = ()
        self.taken.connect(self._take)

    def show_hidden(self, hidden: Sequence[HiddenLine], unowned: Sequence[HiddenLine]) -> None:
        """Show what was deleted, then what lost its building."""
        self.hidden, self.unowned = tuple(hidden), tuple(unowned)
        lines: list[Line] = [("orphan", "warn", say("review.hidden.unowned"), _which(each)) for each in self.unowned]
        lines += [
            ("trash", "text2", say("review.hidden.deleted", who=each.author_name, when=day_and_clock(each.wall)), _which(each))
            for each in self.hidden
        ]
        self.show_lines(lines)

    def _take(self, row: int) -> None:
        if row < len(self.unowned):
            self.line_wanted.emit(self.unowned[row], False)
        else:
            self.line_wanted.emit(self.hidden[row - len(self.unowned)], True)


def _which(line: HiddenLine) -> str:
    return DOT.join((kind_words(line.kind), line.title))
