"""The room of the table: as high as whole rows fill."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from surveyapp.ui import theme
from surveyapp.ui.review.table_view import DefectTable


class WholeRows(QWidget):
    """Holds the table, as high as whole rows fill: at either end of the way no row is cut."""

    def __init__(self, table: DefectTable) -> None:
        super().__init__()
        self._table = table
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        rest = (self.height() - self._table.head.sizeHint().height()) % self._table.verticalHeader().defaultSectionSize()
        self._column.setContentsMargins(0, 0, 0, max(0, rest))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("surface"))
