"""One ratio of a vote as a bar with its threshold marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.assessment import VoteBar
from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.words import say

_HEIGHT = 56
_TOP, _THICK = 24, 12


class RatioBar(QWidget):
    """Name, figures, verdict; the bar; and the threshold below its mark."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: VoteBar | None = None
        self.setFixedHeight(px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bar(self, bar: VoteBar) -> None:
        """Show a ratio."""
        self._bar = bar
        self.setAccessibleName(f"{self.name} {self.figures} {bar.threshold} {self.verdict}")
        self.setToolTip(self.accessibleName())
        self.update()

    @property
    def name(self) -> str:
        """Areas or owners."""
        return say("plan.page.heads" if self._bar and self._bar.unit == "person" else "plan.page.area")

    @property
    def figures(self) -> str:
        """Part of whole."""
        bar = self._bar
        return f"{bar.part} / {bar.whole} {say(f'unit.{bar.unit}')}" if bar else ""

    @property
    def verdict(self) -> str:
        """Enough, how much is missing, or not known."""
        bar = self._bar
        if bar is None or bar.met is None:
            return "—"
        return say("plan.page.enough") if bar.met else say("plan.page.short", amount=bar.short) if bar.short else say("plan.page.not_enough")

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        bar = self._bar
        if bar is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter, bar)
        wide = self.width()
        outlined = theme.worn().startswith("hc")
        painter.setPen(QPen(theme.colour("line_soft"), 1) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken" if outlined else "line_soft"))
        painter.drawRoundedRect(QRectF(0.5, px(_TOP) + 0.5, wide - 1, px(_THICK) - 1), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line_strong" if bar.met is None else "accent" if bar.met else "severity3"))
        painter.drawRoundedRect(QRectF(0, px(_TOP), wide * bar.share, px(_THICK)), 3, 3)
        x = round(wide * bar.mark)
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLine(x, px(_TOP) - 4, x, px(_TOP) + px(_THICK) + 4)
        painter.setPen(theme.colour("text2"))
        painter.setFont(theme.font("meta"))
        label = painter.fontMetrics().horizontalAdvance(bar.threshold)
        painter.drawText(
            QRectF(min(wide - label - 2, max(0, x - label / 2)), px(_TOP) + px(_THICK) + 3, label + 2, px(17)),
            Qt.AlignmentFlag.AlignCenter,
            bar.threshold,
        )

    def _paint_words(self, painter: QPainter, bar: VoteBar) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        bold = theme.font("dense", bold=True)
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(0, 0, px(80), px(20)), middle, self.name)
        x = max(px(46), QFontMetrics(bold).horizontalAdvance(self.name) + px(14))
        right = QFontMetrics(bold).horizontalAdvance(self.verdict)
        painter.setPen(theme.colour("text2" if bar.met is None else "accent_text" if bar.met else "err"))
        painter.drawText(QRectF(self.width() - right - 2, 0, right + 2, px(20)), middle, self.verdict)
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour("text2"))
        room = self.width() - x - right - px(10)
        painter.drawText(QRectF(x, 0, room, px(20)), middle, painter.fontMetrics().elidedText(self.figures, Qt.TextElideMode.ElideRight, int(room)))
