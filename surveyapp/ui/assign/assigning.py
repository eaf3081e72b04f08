"""The way to the sheet of assignments from a page: the sheet is made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from surveyapp.ui.standing import Standing

if TYPE_CHECKING:
    from surveyapp.ui.assign.sheet import AssignSheet


class Assigning(QObject):
    """`told(words)` after a write, `failed(SurveyError)`, as the sheet says them."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, page: QWidget, standing: Standing) -> None:
        super().__init__(page)
        self._page, self._standing = page, standing
        self._sheet: AssignSheet | None = None

    @property
    def sheet(self) -> AssignSheet:
        """The one sheet of this page."""
        if self._sheet is None:
            from surveyapp.ui.assign.sheet import AssignSheet

            self._sheet = AssignSheet(self._page, self._standing)
            self._sheet.told.connect(self.told)
            self._sheet.failed.connect(self.failed)
        return self._sheet
