"""The sheet as it was read, with the cells that something was found about marked, so that every finding can be looked at where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from surveyapp.domain.sheets.look import Look
from surveyapp.domain.sheets.table import address, column_name, is_wrong, shown
from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
_ROW, _LEAST, _MOST = 34, 56, 190
"""How high a row is; how wide a column is at the least and at the most, in px."""
_FAR = 16
"""Over so many columns words may run: a wide sheet is not looked through for every cell."""
_MEASURED = 200
"""So many lines say how wide a column must be and whether it holds numbers: in a long table the rest is like them."""


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdecimal()


class SheetModel(QAbstractTableModel):
    """The cells. Everything is in memory already: `data` never waits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self.marks: Mapping[str, str] = {}
        self._width = 0
        self.numbers: frozenset[int] = frozenset()

    def show_look(self, look: Look | None) -> None:
        """Show a table and mark what was found: cells by their address, whole lines by their number."""
        self.beginResetModel()
        self._look = look
        self._width = look.table.width if look else 0
        marks: dict[str, str] = {}
        for each in look.findings if look else ():
            if marks.get(each.where) != "err":
                marks[each.where] = "err" if is_wrong(each) else "warn"
        self.marks = marks
        self.numbers = frozenset(each for each in range(self._width) if self._holds_numbers(each))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return len(self._look.table.rows) if self._look and not parent.isValid() else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else self._width

    def texts(self, column: int) -> list[str]:
        """The head of a column and what stands under it, as far as it is measured."""
        if self._look is None:
            return []
        first = max(0, self._look.head.first_line - 1)
        last = min(self.rowCount(), first + _MEASURED)
        lines = [first, *(row for row in range(first + 1, last) if not self._is_note(row))]
        return [shown(self._look.table.cell(row, column)) for row in lines]

    def _is_note(self, row: int) -> bool:
        """Whether a line holds one cell only: a note runs across the columns, it does not make one wide."""
        assert self._look is not None
        return sum(1 for column in range(self._width) if shown(self._look.table.cell(row, column))) < 2

    def _holds_numbers(self, column: int) -> bool:
        """Whether most of what stands under a head are numbers."""
        told = [each for each in self.texts(column)[1:] if each]
        return sum(map(_is_number, told)) * 2 > len(told)

    def is_number_head(self, row: int, column: int) -> bool:
        """Whether a cell is the head of a column of numbers: it stands at the right, as they do."""
        return self._look is not None and row == self._look.head.first_line - 1 and column in self.numbers

    def run_of(self, row: int, column: int) -> tuple[int, int]:
        """First and last column of what is written in a cell, or before it, and the empty cells that follow, as far as words may run."""
        first = last = column
        while first > max(0, column - _FAR) and not self._text(row, first):
            first -= 1
        while last + 1 < min(self._width, column + _FAR) and not self._text(row, last + 1):
            last += 1
        return first, last

    def _text(self, row: int, column: int) -> str:
        return shown(self._look.table.cell(row, column)) if self._look is not None else ""

    def mark_of(self, row: int, column: int) -> str:
        """`err`, `warn` or nothing."""
        return self.marks.get(address(row, column)) or self.marks.get(str(row + 1), "")

    def is_head(self, row: int) -> bool:
        """Whether a row belongs to the head or stands above it."""
        return self._look is not None and row < self._look.head.first_line

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._look is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(self._look.table.cell(index.row(), index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = shown(self._look.table.cell(index.row(), index.column()))
            return say("importing.cell_sentence", line=index.row() + 1, column=column_name(index.column()), text=text)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return column_name(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return None


class SheetDelegate(QStyledItemDelegate):
    """A cell: its text, numbers to the right; a tint and a line where something was found."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, SheetModel)
        rect, mark = QRectF(option.rect), model.mark_of(index.row(), index.column())
        state: QStyle.StateFlag = option.state
        head = model.is_head(index.row())
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        fill = f"{mark}_tint" if mark else "selected" if chosen else "sunken" if head else "surface"
        painter.fillRect(rect, theme.colour(fill))
        _line_below(painter, option.rect)
        if mark and state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.colour(mark), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        source, room = self._text_of(index, rect)
        text, ink = str(source.data() or ""), model.mark_of(source.row(), source.column())
        painter.setFont(theme.font("dense", bold=head or None))
        painter.setPen(theme.colour(ink or ("text2" if head else "text")))
        number = _is_number(text)
        right = model.is_number_head(source.row(), source.column()) if head else number
        align = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        inner = room.adjusted(px(10), 0, -px(10), 0)
        painter.setClipRect(rect)
        view = self.parent()
        if isinstance(view, QTableView):  # a number cut at the edge would be read as another number
            inner.setRight(max(inner.left(), min(inner.right(), view.viewport().width() - px(4))))
        metrics = painter.fontMetrics()
        if number and metrics.horizontalAdvance(text) > inner.width():
            text = "…"
        if metrics.horizontalAdvance("…") <= inner.width():
            painter.drawText(inner, align, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width())))
        painter.restore()

    def _text_of(self, index: Index, rect: QRectF) -> tuple[Index, QRectF]:
        """Whose text stands in a cell, and the room of it: words run on across empty cells, as in every spreadsheet; numbers do not."""
        model, view = index.model(), self.parent()
        assert isinstance(model, SheetModel)
        first, last = model.run_of(index.row(), index.column())
        source = index if first == index.column() else model.index(index.row(), first)
        if not isinstance(view, QTableView) or first == last or model.is_number_head(index.row(), first) or _is_number(str(source.data() or "")):
            return index, rect
        wide = sum(view.columnWidth(each) for each in range(first, last + 1))
        return source, QRectF(view.columnViewportPosition(first), rect.top(), wide, rect.height())


def _line_below(painter: QPainter, rect: QRect) -> None:
    """The line under a row: on its own last line of dots, where the next row does not paint over it; one for cells and numbers."""
    painter.setPen(QPen(theme.colour("line_soft"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class Header(QHeaderView):
    """Letters above, numbers at the left: quiet, so that the cells are read."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        painter.save()
        painter.fillRect(rect, theme.colour("sunken"))
        _line_below(painter, rect)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text3"))
        of_column = self.orientation() == Qt.Orientation.Horizontal  # of one that is half in sight the letter stands in that half
        seen = rect.intersected(self.viewport().rect()) if of_column else rect
        painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, str(model.headerData(section, self.orientation()) or ""))
        painter.restore()


class Corner(QWidget):
    """Lies over the corner where the headers meet: Qt paints a button there, though it is not to be pressed, in colours of its own."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        _line_below(painter, self.rect())


class SheetView(QTableView):
    """The table. `jump` goes to what a finding speaks of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel(self)
        self.setModel(self.sheet)
        self.setItemDelegate(SheetDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(say("importing.sheet"))
        across, down = Header(Qt.Orientation.Horizontal, self), Header(Qt.Orientation.Vertical, self)
        across.setAccessibleName(say("importing.letters"))
        down.setAccessibleName(say("importing.numbers"))
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        down.setFixedWidth(px(44))
        across.setFixedHeight(px(30))
        self.setCornerWidget(QWidget())
        self._corner = Corner(self)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(px(_ROW))
        down.setHighlightSections(False)
        self.setCornerButtonEnabled(False)

    def show_look(self, look: Look | None) -> None:
        """Show a table; every column is as wide as what stands in it, within bounds."""
        self.sheet.show_look(look)
        metrics = QFontMetrics(theme.font("dense", bold=True))
        for column in range(self.sheet.columnCount()):
            longest = max((metrics.horizontalAdvance(each) for each in self.sheet.texts(column)), default=0)
            self.setColumnWidth(column, min(px(_MOST), max(px(_LEAST), longest + 2 * px(10) + 2)))

    def updateGeometries(self) -> None:
        super().updateGeometries()
        corner = getattr(self, "_corner", None)  # Qt lays the headers out before the corner is made
        if corner is not None:
            across, down = self.horizontalHeader().geometry(), self.verticalHeader().geometry()
            corner.setGeometry(down.left(), across.top(), down.width(), across.height())
            corner.raise_()

    def leave(self) -> None:
        """No cell is looked at: the names at the left are in sight again."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        self.horizontalScrollBar().setValue(0)

    def jump(self, where: str, line: int) -> None:
        """Put the current cell where a finding is: at its address, or at the start of its line."""
        column = 0
        for each in range(self.sheet.columnCount()):
            if address(line - 1, each) == where:
                column = each
        place = self.sheet.index(line - 1, column)
        self.setCurrentIndex(place)
        across = self.horizontalScrollBar()
        across.setValue(0)
        self.scrollTo(place, QAbstractItemView.ScrollHint.EnsureVisible)
        nearest = across.value()  # no further than needed, so that the names stay in sight where they can
        self.scrollTo(place, QAbstractItemView.ScrollHint.PositionAtCenter)
        across.setValue(nearest)
