"""A strip under the header of a sample home: nothing that is done here touches real work, and one tap leads back to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, IconMark
from surveyapp.words import say


class SampleStrip(QFrame):
    """`leave_wanted()`, `tour_wanted()`."""

    leave_wanted = Signal()
    tour_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(10)
        row.addWidget(IconMark("eye", "warn", 18))
        row.addWidget(ElideLabel(say("craft.sample.strip"), "body"), 1)
        self.tour = button(say("craft.tour.open"), "small", pressed=self.tour_wanted.emit)
        self.leave = button(say("craft.sample.leave"), "small", pressed=self.leave_wanted.emit)
        row.addWidget(self.tour)
        row.addWidget(self.leave)
