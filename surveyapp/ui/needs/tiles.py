"""The sixteen wishes as tiles under one hand: four rows of four, as the keys 1 2 3 4, Q W E R, A S D F, Z X C V lie on the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from surveyapp.domain.interview_views import WishEntry
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.ui.widgets.line_breaks import broken
from surveyapp.words import say

BLOCK = "1234qwerasdfzxcv"
DIGITS = "1234567890"
RANKED = 3
_COLUMNS = 4
_HEIGHT, _LOW = 58, 53
_WORDS_FROM = 42
"""Where the words of a tile begin: its keys, and its rank above them, stand before them with air at both sides."""
_TALLER = (0, 5, 10, 20)
"""By how much all tiles grow, step by step, until the longest name fits."""
_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class WishTile(Painted):
    """A wish: its keys, its name, and once it is said its rank among the first three."""

    def __init__(self, entry: WishEntry, key: str, digit: str) -> None:
        super().__init__(entry.name)
        self.code, self._key, self._digit, self._rank = entry.code, key.upper(), digit, 0
        self._role = "dense"
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
        rect = self.frame(painter, fill, line, radius, 3 if chosen and theme.is_high() else 1.5 if chosen else theme.hair())
        self._paint_mark(painter)
        words = rect.adjusted(*_room())
        font, text = self._fitting(words)
        painter.setFont(font)
        painter.setPen(theme.colour(("accent_text" if chosen else "text") if self.isEnabled() else "disabled"))
        painter.drawText(words, _WRAPPED, text)
        if self.hasFocus():
            ring(painter, rect, radius)

    def stand(self, role: str, height: int) -> None:
        """The size of the words, which all tiles share, and the height."""
        self._role = role
        self.setFixedHeight(height)
        self.update()

    def fits(self, role: str, width: int, height: int) -> bool:
        """Whether the whole name fits in a tile of this size, said or not said."""
        room = QRectF(0, 0, width, height).adjusted(*_room()).toRect()
        font = theme.font(role, bold=True)
        bounds = QFontMetrics(font).boundingRect(room, int(_WRAPPED), broken(self.text(), font, room.width()))
        return bounds.height() <= room.height() and bounds.width() <= room.width()

    def _fitting(self, room: QRectF) -> tuple[QFont, str]:
        """The font of the board, and the name: where it does not fit, without what stands in brackets, and then shortened."""
        font = theme.font(self._role, bold=self.isChecked())
        for name in (self.text(), self.text().partition(" (")[0]):
            text = broken(name, font, room.width())
            if QFontMetrics(font).boundingRect(room.toRect(), int(_WRAPPED), text).height() <= room.height():
                return font, text
        return font, _shortened(self.text().partition(" (")[0], font, room)

    def _paint_mark(self, painter: QPainter) -> None:
        """The key as a cap with a thick foot; above it, once it is said, the rank in words or a tick, on a full ground."""
        middle = self.height() / 2
        if self._rank:
            said = QRectF(px(8), middle - px(23), px(28), px(20))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(said, px(10), px(10))
            if self._rank <= RANKED:
                painter.setFont(theme.font("meta", bold=True))
                painter.setPen(theme.colour("on_accent"))
                painter.drawText(said, Qt.AlignmentFlag.AlignCenter, say(f"lists.wish.rank.{self._rank}"))
            else:
                icons.paint(painter, "check", said.center().x() - px(7), said.center().y() - px(7), px(14), "on_accent")
        self._paint_cap(painter, QRectF(px(7), middle + px(3) if self._rank else middle - px(10), px(22), px(20)))

    def _paint_cap(self, painter: QPainter, cap: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line_strong"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(cap.adjusted(1, 1, -1, -3), 3, 3)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2" if self.isEnabled() else "disabled"))
        painter.drawText(cap.adjusted(0, 0, 0, -2), Qt.AlignmentFlag.AlignCenter, self._key)


def _room() -> tuple[int, int, int, int]:
    """What of a tile is not for the words: the mark at the left, and air."""
    return px(_WORDS_FROM), 3, -px(8), -3


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
        self._low = low
        self._fit()
        return changed

    def _fit(self) -> None:
        """One size of words for the whole board, the larger one if that fits without the tiles growing much; else taller tiles."""
        wide = (self.width() - (_COLUMNS - 1) * self._grid.spacing()) // _COLUMNS
        least = px(_LOW if self._low else _HEIGHT)
        choices = [(role, least + px(more)) for more in _TALLER for role in ("dense", "meta")]
        chosen = next((each for each in choices if all(tile.fits(each[0], wide, each[1]) for tile in self.tiles)), choices[-1])
        for tile in self.tiles:
            tile.stand(*chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

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
