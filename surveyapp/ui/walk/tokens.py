"""Row 0 of the suggestions: what was understood, as tokens that can be taken away by a tap, or by Tab and Delete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.walk.understood import PLACE, PROBLEM, REMOVABLE, Token
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.words import say

HEIGHT = 52
_CROSS = 20
_SIGN = 20


class _TokenChip(Painted):
    def __init__(self, token: Token) -> None:
        super().__init__(token.words)
        self.token = token
        self.marked = False
        self.brief = False
        """Without the name of its sort: where there is no room, what was understood matters more than what it is."""
        self.removable = token.sort in REMOVABLE
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setEnabled(self.removable)
        self.setAccessibleName(say("ui.token.remove" if self.removable else "ui.token.said", name=token.name, words=token.words))
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        name = 0 if self.brief else QFontMetrics(theme.font("meta")).horizontalAdvance(self.token.name)
        words = QFontMetrics(theme.font("dense", bold=True)).horizontalAdvance(self.text())
        return QSize(px(10) + self._sign + (name + px(8) if name else 0) + words + (px(_CROSS) if self.removable else 0) + px(10), px(40))

    @property
    def _sign(self) -> int:
        """The room of the sign that something cannot be quite right."""
        return px(_SIGN) if self.token.warns else 0

    def minimumSizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("dense", bold=True)).horizontalAdvance(self.text())
        bare = px(10) + self._sign + words + (px(_CROSS) if self.removable else 0) + px(10)
        yields = self.token.sort in (PLACE, PROBLEM) and not self.token.warns  # a grade, a count and a warning are read to their end
        return QSize(min(px(56), bare) if yields else bare, px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(1, 5.5, self.width() - 2, px(29))
        framed, warns = theme.is_high(), self.token.warns
        edge = "warn" if warns else "accent"
        painter.setPen(QPen(theme.colour(edge), 2) if framed else QPen(theme.colour("warn_line"), 1) if warns else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface" if framed else "warn_tint" if warns else "accent_tint"))
        painter.drawRoundedRect(inner, theme.size("radius"), theme.size("radius"))
        left = px(10) + self._sign
        if warns:
            icons.paint(painter, "warn", px(10), px(12), px(16), "warn")
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("warn" if warns else "accent_text"))
        name = painter.fontMetrics().horizontalAdvance(self.token.name) if not self.brief else -px(8)
        if name > 0:
            painter.drawText(QRectF(left, 0, name + 4, self.height()), middle, self.token.name)
        painter.setFont(theme.font("dense", bold=True))
        painter.setPen(theme.colour("text"))
        room = self.width() - left - name - px(8) - px(10) - (px(_CROSS) if self.removable else 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(QRectF(left + px(8) + name, 0, room + 2, self.height()), middle, words)
        if self.removable:
            icons.paint(painter, "close", self.width() - px(25), px(13), px(14), "text2")
        if self.marked:
            ring(painter, inner, theme.size("radius"))


class TokenBar(QWidget):
    """`removed(sort)` when one was taken away."""

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(px(HEIGHT))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 6)
        self._row.setSpacing(8)
        self._chips: list[_TokenChip] = []
        self._at = -1

    @property
    def tokens(self) -> tuple[Token, ...]:
        """What is shown."""
        return tuple(chip.token for chip in self._chips)

    def show_tokens(self, tokens: Sequence[Token]) -> None:
        """Show what was understood."""
        if tuple(tokens) == self.tokens:
            return
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        while self._row.takeAt(0) is not None:
            pass
        self._chips = [_TokenChip(token) for token in tokens]
        self._at = -1
        for chip in self._chips:
            chip.clicked.connect(lambda _checked=False, sort=chip.token.sort: self.removed.emit(sort))
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self._fit()
        self.setAccessibleName(say("ui.token.row", words=" ".join(f"{token.name} {token.words}" for token in tokens)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All names of the sorts, or none."""
        for brief in (False, True):
            for chip in self._chips:
                chip.brief = brief
            if sum(chip.sizeHint().width() + self._row.spacing() for chip in self._chips) <= self.width() - 16:
                break
        for chip in self._chips:
            chip.updateGeometry()

    @property
    def entered(self) -> bool:
        """Whether the keys are at a token."""
        return self._at >= 0

    def step(self, by: int) -> bool:
        """To the next token that can be taken away. Answers whether there is one: past the last one, and before the first, the focus goes on."""
        places = [place for place, chip in enumerate(self._chips) if chip.removable]
        if not places:
            return False
        at = places.index(self._at) + by if self._at in places else (0 if by > 0 else -1)
        self._mark(places[at] if 0 <= at < len(places) else -1)
        return self.entered

    def leave(self) -> None:
        """The keys go back to the sentence."""
        self._mark(-1)

    def remove(self) -> None:
        """Take the marked token away."""
        if self.entered:
            self.removed.emit(self._chips[self._at].token.sort)

    def _mark(self, at: int) -> None:
        self._at = at
        for place, chip in enumerate(self._chips):
            chip.marked = place == at
            chip.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("line_soft"), 1))
        painter.drawLine(-px(8), self.height() - 3, self.width() + px(8), self.height() - 3)
