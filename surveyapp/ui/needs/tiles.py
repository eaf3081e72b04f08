"""The sixteen wishes as tiles under one hand: four rows of four, as the keys 1 2 3 4, Q W E R, A S D F, Z X C V lie on the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from surveyapp.domain.interview_views import WishEntry
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.words import say

BLOCK = "1234qwerasdfzxcv"
DIGITS = "1234567890"
RANKED = 3
_COLUMNS = 4
_HEIGHT, _LOW = 58, 53
_MARK = 34
_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class WishTile(Painted):
    """A wish: its keys, its name, and once it is said its rank among the first three."""

    def __init__(self, entry: WishEntry, key: str, digit: str) -> None:
        super().__init__(entry.name)
        self.code, self._key, self._digit, self._rank = entry.code, key.upper(), digit, 0
        self.setCheckable(True)
        self.setToolTip(f"{entry.code} {entry.name}")
        self.tell(0)

    def tell(self, rank: int) -> None:
        """Show the place among what was said, from 1; 0 for not said."""
        self._rank = rank
        self.setChecked(rank > 0)
        said = say("needs.tile.ranked", rank=rank) if 0 < rank <= RANKED else say("needs.tile.said") if rank else say("needs.tile.not_said")
        self.setAccessibleName(f"{self.code} {self.text()} {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(140), px(_LOW))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(110), px(_LOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen, hovered, radius = self.isChecked(), self.underMouse() and self.isEnabled(), theme.size("radius") + 1
        fill = "accent_tint" if chosen else "hover" if hovered else "surface" if self.isEnabled() else "sunken"
        line = "accent" if chosen else "line_strong" if hovered else "line"
        rect = self.frame(painter, fill, line, radius, 1.5 if chosen else theme.hair())
        self._paint_mark(painter)
        words = rect.adjusted(px(_MARK), 1, -4, -1)
        font, text = self._fitting(words)
        painter.setFont(font)
        painter.setPen(theme.colour(("accent_text" if chosen else "text") if self.isEnabled() else "disabled"))
        painter.drawText(words, _WRAPPED, text)
        if self.hasFocus():
            ring(painter, rect, radius)

    def _fitting(self, room: QRectF) -> tuple[QFont, str]:
        """The largest of two fonts in which the whole name fits; where none does, the name without what stands in brackets."""
        short = self.text().partition(" (")[0]
        choices = [(role, text) for text in (self.text(), short) for role in ("dense", "meta")]
        for role, text in choices:
            font = theme.font(role, bold=self.isChecked())
            if QFontMetrics(font).boundingRect(room.toRect(), int(_WRAPPED), text).height() <= room.height():
                return font, text
        font = theme.font("meta", bold=self.isChecked())
        return font, _shortened(short, font, room)

    def _paint_mark(self, painter: QPainter) -> None:
        """The rank in a disc once it is said; the keys below it, always in the same place."""
        if self._rank:
            disc = QRectF(7, self.height() / 2 - px(23), px(21), px(21))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(disc)
            if self._rank <= RANKED:
                painter.setFont(theme.font("dense", bold=True))
                painter.setPen(theme.colour("on_accent"))
                painter.drawText(disc.adjusted(0, -1, 0, 0), Qt.AlignmentFlag.AlignCenter, str(self._rank))
            else:
                icons.paint(painter, "check", px(11), self.height() / 2 - px(19), px(13), "on_accent")
        cap = QRectF(px(8), self.height() / 2 + 3, px(19), px(18)) if self._rank else QRectF(px(8), (self.height() - px(18)) / 2, px(19), px(18))
        painter.setPen(QPen(theme.colour("line"), theme.hair()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2" if self.isEnabled() else "disabled"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


def _shortened(text: str, font: QFont, room: QRectF) -> str:
    """As many words of a name as fit, with … at the end; the tool tip and the accessible name keep all of them."""
    metrics = QFontMetrics(font)
    while text and metrics.boundingRect(room.toRect(), int(_WRAPPED), f"{text}…").height() > room.height():
        text = text[:-1]
    return f"{text}…"


class WishGrid(QWidget):
    """All tiles. `said(codes)`: the wishes in the order in which they were said, after a tap or a key."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.tiles: list[WishTile] = []
        self.order: list[str] = []
        self._low = False

    def stand(self, low: bool) -> bool:
        """Low tiles where the window is low: still above 40 px for the finger. Answers whether that is new."""
        changed = low != self._low
        self._grid.setSpacing(6 if low else 8)
        for tile in self.tiles:
            tile.setFixedHeight(px(_LOW) if low else px(_HEIGHT))
        self._low = low
        return changed

    def show_entries(self, entries: Sequence[WishEntry]) -> None:
        """Make the tiles: once, when the catalogue is known."""
        if self.tiles:
            return
        for at, entry in enumerate(entries[: len(BLOCK)]):
            tile = WishTile(entry, BLOCK[at], DIGITS[at] if at < len(DIGITS) else "")
            tile.clicked.connect(lambda _checked=False, code=entry.code: self.toggle(code))
            self.tiles.append(tile)
            self._grid.addWidget(tile, at // _COLUMNS, at % _COLUMNS)
        self.stand(self._low)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def show_order(self, codes: Sequence[str]) -> None:
        """Show what was said, in its order."""
        self.order = list(codes)
        for tile in self.tiles:
            tile.tell(self.order.index(tile.code) + 1 if tile.code in self.order else 0)

    def toggle(self, code: str) -> None:
        """Say a wish, or take it back; those said after it move up."""
        order = [each for each in self.order if each != code] if code in self.order else [*self.order, code]
        self.show_order(order)
        self.said.emit(tuple(order))

    def press(self, key: str) -> bool:
        """A key of the block, or a digit for the first ten. Answers whether it meant a tile."""
        at = BLOCK.find(key.lower()) if key else -1
        at = DIGITS.find(key) if at < 0 and key else at
        if at < 0 or at >= len(self.tiles) or not self.tiles[at].isEnabled():
            return False
        self.toggle(self.tiles[at].code)
        return True
