"""The table: fixed sections, forty-high rows, sorting by its heads, ticking by Space, folding by Enter or a press on a heading."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from surveyapp.ui import theme
from surveyapp.ui.review.columns import HEADS, TICK, widths
from surveyapp.ui.review.row_menu import row_menu
from surveyapp.ui.review.table_head import HeadEnd, TableHead
from surveyapp.ui.review.table_model import TableModel
from surveyapp.ui.review.table_paint import Frame, paint_row
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.menus import open_menu
from surveyapp.words import say

WIDE_FROM = 1250


class DefectTable(QTableView):
    """`row_wanted(id)`: a defect became current (0: none). `sort_wanted(column)`. `opened(id)`: Enter or double press."""

    row_wanted = Signal(object)
    sort_wanted = Signal(str)
    opened = Signal(object)

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self._table = model
        self.setModel(model)
        self._hovered = self._last_ticked = -1
        self.head = TableHead(model, self)
        self.setHorizontalHeader(self.head)
        self.addScrollBarWidget(HeadEnd(self.head), Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say("review.table"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.size("control") + 2)
        self.verticalScrollBar().setSingleStep(rows.defaultSectionSize())  # by whole rows: none is cut at the top
        self.head.sectionClicked.connect(self._press_head)
        self.selectionModel().currentRowChanged.connect(self._take)

    def _take(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_wanted.emit(self._table.id_at(current.row()) or 0)

    def _press_head(self, section: int) -> None:
        if section == TICK:
            self._table.tick_all(len(self._table.ticked) < self._table.found)
            self.head.viewport().update()
        elif (column := HEADS[section].sorts_by) is not None:
            self.sort_wanted.emit(column)

    def show_row(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        if 0 <= row < self._table.rowCount():
            index = self._table.index(row, 1)
            self.setCurrentIndex(index)
            self._bring(index)

    def _bring(self, index: QModelIndex) -> None:
        """Into sight, with the heading of its group where that stands right above it."""
        if self._table.group_at(index.row() - 1) is not None:
            self.scrollTo(self._table.index(index.row() - 1, 1), QAbstractItemView.ScrollHint.EnsureVisible)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def show_ticked(self) -> None:
        """Bring the next ticked defect into sight, round and round; what is current stays so."""
        self._last_ticked = self._table.next_ticked(self._last_ticked)
        row = self._table.row_of_place(self._last_ticked) if self._last_ticked >= 0 else -1
        if row >= 0:
            self.scrollTo(self._table.index(row, 1), QAbstractItemView.ScrollHint.PositionAtCenter)

    def show_a_ticked(self) -> None:
        """The same, unless one of them is in sight."""
        seen = range(max(0, self.rowAt(0)), (self.rowAt(self.viewport().height() - 1) + 1) or self._table.rowCount())
        if not any(self._table.id_at(row) in self._table.ticked for row in seen):
            self.show_ticked()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cells = tuple(
            (head.name, float(self.columnViewportPosition(place)), float(self.columnWidth(place)))
            for place, head in enumerate(HEADS)
            if self.columnWidth(place)
        )
        frame = Frame(cells, cells[0][1] if cells else 0.0, sum(width for *_, width in cells))
        count, current, height = self._table.rowCount(), self.currentIndex().row(), self.verticalHeader().defaultSectionSize()
        row, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        for each in range(max(0, row), (last if last >= 0 else count - 1) + 1) if row >= 0 else ():
            paint_row(painter, frame, self._table, each, self.rowViewportPosition(each), height, each == current, each == self._hovered)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            height = self.verticalHeader().defaultSectionSize()
            for each in (self._hovered, row):
                if each >= 0:
                    self.viewport().update(0, self.rowViewportPosition(each), self.viewport().width(), height)
            self._hovered = row

    def resizeEvent(self, event: QResizeEvent) -> None:
        current = self.currentIndex()
        was_seen = current.isValid() and 0 <= self.rowViewportPosition(current.row()) < event.oldSize().height()
        super().resizeEvent(event)
        if was_seen:
            self._bring(current)
        room = self.viewport().width()
        wide = room >= px(WIDE_FROM)
        percent = theme.size("control") / 38
        for place, width in enumerate(widths(room, percent, wide)):
            self.setColumnHidden(place, not width)
            self.setColumnWidth(place, width)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        group = self._table.group_at(index.row())
        if group is not None:
            self._table.fold(group, not self._table.is_folded(group))
        elif index.column() == TICK:
            self._table.toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() != TICK and (found := self._table.id_at(index.row())) is not None:
            self.opened.emit(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        menu = row_menu(self, self._table, index.row(), self.opened.emit) if index.isValid() else None
        if menu is not None:
            self.setCurrentIndex(index)
            open_menu(menu, self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos())
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        key = event.key()
        if key == Qt.Key.Key_Space and row >= 0:
            self._table.toggle(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            group = self._table.group_at(row)
            if group is not None:
                self._table.fold(group, not self._table.is_folded(group))
            elif (found := self._table.id_at(row)) is not None:
                self.opened.emit(found)
        elif key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._table.tick_all(len(self._table.ticked) < self._table.found)
        elif key == Qt.Key.Key_Escape and self._table.ticked:
            self._table.tick_all(False)
        else:
            super().keyPressEvent(event)
