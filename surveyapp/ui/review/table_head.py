"""The heads of the table: a press sorts, and so does Enter at the head that the arrows have gone to; the sorted one carries an arrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from surveyapp.ui import icons, theme
from surveyapp.ui.review.columns import AFTER_NUMBERS, HEADS, TICK
from surveyapp.ui.review.table_model import TableModel
from surveyapp.ui.review.table_paint import line_under
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import ring
from surveyapp.ui.widgets.cells import draw, paint_tick, width_of
from surveyapp.words import say

_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TableHead(QHeaderView):
    """The heads of all columns; `sectionClicked` for a press by pointer, finger or key."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._at = TICK
        self.sorted_by, self.descending = "time", True
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(say("review.heads"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.size("control") - 4)

    def show_sort(self, column: str, descending: bool) -> None:
        """Mark the column that the table is sorted by."""
        self.sorted_by, self.descending = column, descending
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        sorted_at = next((place for place, head in enumerate(HEADS) if head.name == self.sorted_by), TICK)
        self._go_to(sorted_at if self._seen(sorted_at) else TICK)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        seen = [place for place in range(len(HEADS)) if self._seen(place)]
        if key in _STEPS:
            self._go_to(seen[max(0, min(len(seen) - 1, seen.index(self._at) + _STEPS[key]))])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(seen[0 if key == Qt.Key.Key_Home else -1])
        elif key in _PRESS:
            self.sectionClicked.emit(self._at)
        else:
            event.ignore()

    def _seen(self, place: int) -> bool:
        return self.sectionSize(place) > 0 and not self.isSectionHidden(place)

    def _go_to(self, place: int) -> None:
        self._at = place
        self.setAccessibleName(f"{say('review.heads')} {HEADS[place].words or say('touch.tick_all')}")
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        head, whole = HEADS[section], QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(whole, theme.colour("window"))
        line_under(painter, whole)
        if section == TICK:
            ticked = len(self._model.ticked)
            all_are = 0 < ticked == self._model.found
            paint_tick(painter, whole.left() + px(13), whole.center().y() - px(9), all_are, part=ticked > 0)
        else:
            chosen = head.name == self.sorted_by
            spare = px(AFTER_NUMBERS) if head.numbers else 0
            cell = whole.adjusted(6, 0, -6 - spare - (px(16) if chosen else 0), 0)
            draw(painter, cell, head.words, "dense", "text" if chosen else "text2", bold=chosen, right=head.numbers)
            if chosen:
                after = cell.width() if head.numbers else min(cell.width(), width_of(head.words, "dense", bold=True))
                arrow = "sort_down" if self.descending else "sort_up"
                icons.paint(painter, arrow, cell.left() + after + px(2), whole.center().y() - px(8), px(15), "text2")
        if self.hasFocus() and section == self._at:
            ring(painter, whole, theme.size("radius_badge"))
        painter.restore()


class HeadEnd(QWidget):
    """Above the bar that scrolls the table: the heads go on to its right edge."""

    def __init__(self, head: TableHead) -> None:
        super().__init__()
        self.setFixedHeight(head.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        line_under(painter, QRectF(self.rect()))
