"""Asks in which coordinate system a base map was cut. The file cannot be trusted to know, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from surveyapp.domain.geo import GEOGRAPHIC
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

_WORDS = {"WGS84": "ui.map.system.wgs84", "CGCS2000": "ui.map.system.cgcs2000", "GCJ-02": "ui.map.system.gcj02"}


class AskSystem(QFrame):
    """A small panel with one button for each system. Esc puts it away; nothing is written then. `ended` either way."""

    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        self._then: Callable[[str], None] = lambda crs: None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(label(say("ui.map.system.ask"), "card"))
        self._file = ElideLabel("", "dense")
        column.addWidget(self._file)
        self.buttons = {crs: button(say(_WORDS[crs]), "touch", pressed=lambda each=crs: self._take(each)) for crs in GEOGRAPHIC}  # type: ignore[misc]
        for each in self.buttons.values():
            column.addWidget(each)
        column.addWidget(wrapped(say("ui.map.system.why"), "meta"))
        self._shadow = Shadow(self, parent)
        self.setFixedWidth(px(420))
        self.hide()

    def ask(self, anchor: QPoint, file: str, then: Callable[[str], None]) -> None:
        """Ask at a point of the parent; `then` gets the system."""
        self._then = then
        self._file.tell(file)
        self.adjustSize()
        self.move(anchor)
        self.show()
        self.raise_()
        next(iter(self.buttons.values())).setFocus()

    def _away(self) -> None:
        self.hide()
        self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._away()
        else:
            super().keyPressEvent(event)

    def _take(self, crs: str) -> None:
        self._away()
        self._then(crs)
