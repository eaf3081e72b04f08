"""How far the counting is: a bar and a button to stop it, shown only once it has taken a while."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp.ui.handover.job import Bar
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.labels import ElideLabel
from surveyapp.words import say

SHOWN_AFTER_MS = 600


class Counting(QWidget):
    """`stopped()`: a person wants it to end. `moved(done, total, code)` may be emitted by any thread."""

    stopped = Signal()
    moved = Signal(int, int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words, self.bar = ElideLabel("", "meta"), Bar()
        self.words.setFixedWidth(px(96))
        self.bar.setFixedWidth(px(72))
        self.halt = IconButton("close", say("overview.stop_counting"), px=32)
        self.halt.clicked.connect(self.stopped)
        for each in (self.words, self.bar, self.halt):
            row.addWidget(each)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHOWN_AFTER_MS)
        self._soon.timeout.connect(self.show)
        self.moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.hide()

    def begin(self) -> None:
        """It has begun: shown if it is not over soon."""
        self.bar.move_to(0.0)
        if not self.isVisible():
            self._soon.start()

    def _move(self, done: int, total: int, code: str) -> None:
        self.bar.move_to(done / total if total else 0.0)
        self.words.tell(say(code))

    def end(self) -> None:
        """It is over."""
        self._soon.stop()
        self.hide()
