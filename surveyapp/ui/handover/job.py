"""A package in the list: its bar while it is being written, its figures when it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.views import Exported
from surveyapp.ui import theme
from surveyapp.ui.shares import percent_done
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label
from surveyapp.words import say


class Bar(QWidget):
    """How far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setFixedHeight(px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("ui.handover.progress"))

    def move_to(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self.share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setBrush(theme.colour("accent"))
        if self.share > 0:
            painter.drawRoundedRect(QRectF(0, 0, max(px(8), self.width() * self.share), px(8)), 4, 4)


class JobRow(QWidget):
    """`stop_wanted()` while it runs, `open_wanted()` when it stands."""

    stop_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, name: str, folder: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(14)
        self._icon = IconMark("box", "accent_text", 22)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        top = QHBoxLayout()
        self.name = ElideLabel(name, "strong")
        self.state = label(percent_done(0), "strong", "ok")
        top.addWidget(self.name, 1)
        top.addWidget(self.state)
        below = QHBoxLayout()
        self.facts = ElideLabel(folder, "dense")
        self.weight = label("", "dense")
        below.addWidget(self.facts, 1)
        below.addWidget(self.weight)
        column.addLayout(top)
        column.addLayout(below)
        self.sum = ElideLabel(role="meta")
        self.sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # to compare it with what the other side has
        self.sum.hide()
        column.addWidget(self.sum)
        self.bar = Bar()
        column.addSpacing(3)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        self.action = IconButton("close", say("ui.handover.stop"), framed=True)
        self.action.clicked.connect(self._press)
        self._done = False
        row.addWidget(self.action)

    def move_to(self, done: int, total: int, words: str) -> None:
        """How far it is, and what is being done."""
        share = done / total if total else 0.0
        self.bar.move_to(share)
        self.state.setText(percent_done(share))
        self.facts.tell(words)

    def end(self, exported: Exported) -> None:
        """It is written and stands."""
        self._done = True
        self.bar.hide()
        self._icon.become("check", "accent_text")
        self.state.setText(say("ui.handover.done"))
        self.facts.tell(say("ui.handover.facts", edits=f"{exported.edits:,}", photos=f"{exported.photos:,}"))
        self.sum.tell(f"sha256 {exported.sha256}")
        self.sum.show()
        self.weight.setText(size_words(exported.bytes))
        self.action.become("folder")
        self.action.setToolTip(say("ui.handover.open"))
        self.action.setAccessibleName(say("ui.handover.open"))

    def _press(self) -> None:
        (self.open_wanted if self._done else self.stop_wanted).emit()


def size_words(count: int) -> str:
    """Bytes as people read them; number and unit stay on one line."""
    if count < 1 << 20:
        return f"{max(1, round(count / 1024))}\u00a0KB"
    return f"{count / (1 << 20):.1f}\u00a0MB" if count < 1 << 30 else f"{count / (1 << 30):.1f}\u00a0GB"
