"""同样问题: the head of the list, with the button that says where the same problem goes before it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from surveyapp.domain.next_place import Step
from surveyapp.domain.views import DefectLine
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.words import say


def step_words(step: Step) -> str:
    """Where the same problem goes, in words."""
    if step.how == "up":
        return say("ui.again.up", storey=step.storey)
    if step.how == "unit":
        return say("ui.again.unit", unit=step.unit) if step.storey is None else say("ui.again.unit_storey", unit=step.unit, storey=step.storey)
    return say("ui.again.top" if step.how == "top" else "ui.again.here")


class AgainButton(Painted):
    """44 high: the words, and the key at its right end."""

    def __init__(self) -> None:
        super().__init__("")
        self._key = say("ui.key.again")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, step: Step | None) -> None:
        """Say where the same problem goes; nothing for None."""
        self.setVisible(step is not None)
        if step is not None:
            self.setText(step_words(step))
            self.setAccessibleName(f"{self.text()} {self._key}")
            self.updateGeometry()
            self.update()

    def _wide(self, with_key: bool) -> int:
        words = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text())
        key = QFontMetrics(theme.font("meta")).horizontalAdvance(self._key) + px(20)
        return px(44) + words + (key if with_key else 0) + px(14)

    def sizeHint(self) -> QSize:
        return QSize(self._wide(True), theme.size("touch") + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(False), theme.size("touch") + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = theme.size("radius")
        rect = self.frame(painter, "hover" if self.underMouse() else "accent_tint", "accent", radius, theme.chosen_line())
        icons.paint(painter, "again", px(14), (rect.height() - px(20)) / 2, px(20), "accent_text")
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("accent_text"))
        room = rect.adjusted(px(44), 0, -px(8), 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if rect.width() >= self._wide(True):
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.colour("text2"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(0, 0, rect.width() - px(12), rect.height()), right, self._key)
        if self.hasFocus():
            ring(painter, rect, radius)


class ListHead(QWidget):
    """本楼已记, how many, and the same again. `again_wanted()`."""

    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 4)
        row.setSpacing(10)
        self._title = label("", "card")
        self._facts = ElideLabel(role="dense")
        self.again = AgainButton()
        self.again.clicked.connect(self.again_wanted)
        row.addWidget(self._title)
        row.addWidget(self._facts, 1)
        row.addWidget(self.again)
        self.setFixedHeight(theme.size("touch") + 12)

    def tell(self, lines: Sequence[DefectLine], common: bool) -> None:
        """How many there are, and how many of them have no photo."""
        self._title.setText(say("ui.walk.here_common" if common else "ui.walk.here_building"))
        bare = sum(not line.photos for line in lines)
        self._facts.tell(say("ui.walk.here_bare", count=len(lines), bare=bare) if bare else say("ui.walk.here_count", count=len(lines)))
