"""The tiles: the catalogue for the finger, by part of the building. A tap records; order and places stay as they are while one is in a building."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.views import DefectLine
from surveyapp.domain.walk_views import Tile, TileGroup
from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.ui.widgets.menus import open_below
from surveyapp.words import say

MOST = 9
"""Tiles of a part; the tenth place is 全部…, so that every place has its digit."""
_GAP = 8
_LOW = 58
"""The height of a tile in a small window."""
_PITCH, _LOW_PITCH = 17, 16
"""From line to line of a name on two lines; in a low tile."""
_MANY_FROM = 1000


def part_of(groups: Sequence[TileGroup], place: str, code: str) -> str:
    """The part that a recorded defect is counted with, exactly one for each: that of its place; without a place that of its tile, rather a
    part that records none; the last part for what no tile stands for.
    """
    named = next((group.part for group in groups if place and group.place == place), "")
    with_tile = sorted((group for group in groups if code in {tile.code for tile in group.tiles}), key=lambda group: bool(group.place))
    return named or (with_tile[0].part if with_tile and not place else groups[-1].part if groups else "")


class PartChip(Painted):
    """A part of the building with how many defects it has here."""

    def __init__(self, group: TileGroup) -> None:
        super().__init__(say(f"ui.tiles.{group.part}"))
        self.part = group.part
        self.count = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, count: int) -> None:
        """Show how many there are."""
        self.count = count
        self.setAccessibleName(say("ui.tiles.part_sentence", name=self.text(), count=count))
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(self.text())
        return QSize(max(px(40), words + px(15) + QFontMetrics(theme.font("dense")).horizontalAdvance("0") + 6), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen, radius = self.isChecked(), theme.size("radius")
        hovered = self.underMouse() and self.isEnabled()
        fill = "accent_tint" if chosen else "hover" if hovered else "surface"
        rect = self.frame(
            painter, fill, "accent" if chosen else "line_strong" if hovered else "line", radius, theme.chosen_line() if chosen else theme.hair()
        )
        painter.setFont(theme.font("body", bold=chosen))
        advance = painter.fontMetrics().horizontalAdvance(self.text())
        count = str(self.count) if self.count else ""
        small = QFontMetrics(theme.font("dense")).horizontalAdvance(count)
        left = (rect.width() - advance - (small + 6 if count else 0)) / 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.colour(("accent_text" if chosen else "text") if self.isEnabled() else "disabled"))
        painter.drawText(QRectF(left, 0, advance + 4, rect.height()), middle, self.text())
        if count:
            painter.setFont(theme.font("dense"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(left + advance + 6, 0, small + 4, rect.height()), middle, count)
        if self.hasFocus():
            ring(painter, rect, radius)


class TileButton(Painted):
    """A defect to tap: its name, its key, and how often it is recorded here."""

    def __init__(self, text: str, digit: int, code: str = "") -> None:
        super().__init__(text)
        self.digit, self.code = digit, code
        self.count = 0
        self.held = False
        self.role = "body"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def tell(self, count: int, held: bool) -> None:
        """How many of it there are here, and whether the defect in hand is one."""
        self.count, self.held = count, held
        self.setAccessibleName(say("ui.tiles.sentence", name=self.text(), digit=self.digit, count=count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(110), theme.size("tile"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), theme.size("tile"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = theme.size("radius_card") - 1
        hovered, enabled = (self.underMouse() or self.isDown()) and self.isEnabled(), self.isEnabled()
        fill = "accent_tint" if self.held or (self.isDown() and enabled) else "hover" if hovered else "surface" if enabled else "sunken"
        line = "accent" if self.held else "line_strong" if hovered else "line"
        rect = self.frame(painter, fill, line, radius, theme.chosen_line() if self.held else theme.hair())
        self._paint_name(painter, rect)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2" if self.held else "text3"))
        low = rect.height() <= px(_LOW)  # there the second line of a name reaches down to where the count would begin
        foot = QRectF(px(11), rect.bottom() - px(22 if low else 23), rect.width() - px(20), px(17))
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, say("ui.tiles.key", digit=self.digit))
        if self.count:
            text = str(self.count)
            width = max(px(20), painter.fontMetrics().horizontalAdvance(text) + px(11))
            bubble = QRectF(rect.right() - width - px(8), 0, width, px(15 if low else 17))
            bubble.moveCenter(QPointF(bubble.center().x(), foot.center().y()))
            painter.setPen(Qt.PenStyle.NoPen if self.held else QPen(theme.colour("line"), 1))  # else it is hardly seen in the dark
            painter.setBrush(theme.colour("accent" if self.held else "sunken"))
            painter.drawRoundedRect(bubble, bubble.height() / 2, bubble.height() / 2)
            painter.setFont(theme.font("meta", bold=True))
            painter.setPen(theme.colour("on_accent" if self.held else "text2"))
            painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, text)
        if self.hasFocus():
            ring(painter, rect, radius)

    def room(self) -> int:
        """The width that its name has."""
        return self.width() - px(11) - px(8)

    def _paint_name(self, painter: QPainter, rect: QRectF) -> None:
        """The name on one line or on two, as large as all names of the board."""
        token = "disabled" if not self.isEnabled() else "text" if self.code else "accent_text"
        painter.setPen(theme.colour(token))
        font = theme.font(self.role, bold=self.held)
        painter.setFont(font)
        lines = two_lines(self.text(), painter.fontMetrics(), self.room())
        low = rect.height() <= px(_LOW)
        pitch, top = px(_LOW_PITCH if low else _PITCH), px(8 if len(lines) == 1 else 2 if low else 3)
        for number, line in enumerate(lines):
            row = QRectF(px(11), top + number * pitch, rect.width() - px(11), px(20))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


def two_lines(text: str, metrics: QFontMetrics, room: int) -> tuple[str, ...]:
    """A name on one line where it fits, else on two that are as equally long as its words allow: broken between English words, in Chinese
    rather behind a stroke or a comma than inside a word. What does not fit on two ends in …"""
    if metrics.horizontalAdvance(text) <= room:
        return (text,)
    pairs: list[tuple[str, str]] = []
    for places in breaks(text):
        pairs = [(text[:at].rstrip(), text[at:].lstrip()) for at in places] or pairs
        fitting = [pair for pair in pairs if max(map(metrics.horizontalAdvance, pair)) <= room]
        if fitting:
            return min(fitting, key=lambda pair: abs(metrics.horizontalAdvance(pair[0]) - metrics.horizontalAdvance(pair[1])))
    first, rest = next((pair for pair in reversed(pairs) if metrics.horizontalAdvance(pair[0]) <= room), pairs[0] if pairs else (text, ""))
    return tuple(metrics.elidedText(each, Qt.TextElideMode.ElideRight, room) for each in (first, rest) if each)


def breaks(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where a name may be broken, the better places first: behind strokes, commas and blanks; in Chinese else between any characters, but so that
    none stands alone."""
    between = tuple(at for at in range(1, len(text)) if text[at - 1] in "/、，, ")
    return between, () if text.isascii() else tuple(range(2, len(text) - 1))


class TileBoard(QWidget):
    """`tapped(Tile, place)` when a defect is recorded by its tile, `all_wanted()` for the last one."""

    tapped = Signal(object, str)
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[TileGroup, ...] = ()
        self._lines: tuple[DefectLine, ...] = ()
        self._held = ""
        self.part = ""
        self.parts: list[PartChip] = []
        self.buttons: list[TileButton] = []
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._part_row = QHBoxLayout()
        self._part_row.setSpacing(6)
        self._field = QWidget()
        column.addLayout(self._part_row)
        column.addWidget(self._field)
        self._high = theme.size("tile")
        self._take_height()
        self._more = _More()
        self._more.clicked.connect(self._open_more)

    def show_groups(self, groups: Sequence[TileGroup]) -> None:
        """The groups of another building. The part that was open stays open where there is one of this name."""
        if tuple(groups) == self._groups:
            return
        self._groups = tuple(groups)
        for chip in self.parts:
            chip.hide()
            chip.deleteLater()
        while self._part_row.takeAt(0) is not None:
            pass
        self.parts = [PartChip(group) for group in self._groups]
        for chip in self.parts:
            chip.clicked.connect(lambda _checked=False, part=chip.part: self.choose_part(part))
            self._part_row.addWidget(chip)
        self._part_row.addWidget(self._more)
        self._part_row.addStretch(1)
        known = [group.part for group in self._groups]
        self.choose_part(self.part if self.part in known else known[0] if known else "")
        self.show_defects(self._lines, self._held)
        self._fit()

    def show_defects(self, lines: Sequence[DefectLine], held: str) -> None:
        """What is recorded here, and the code of the defect in hand."""
        self._lines, self._held = tuple(lines), held
        parts = Counter(part_of(self._groups, line.place, line.code) for line in lines)
        counts = Counter(line.code for line in lines if line.code)
        for chip in self.parts:
            chip.tell(parts[chip.part])
        for button in self.buttons:
            button.tell(counts.get(button.code, 0) if button.code else 0, bool(held) and button.code == held)

    @property
    def group(self) -> TileGroup | None:
        """The part that is open."""
        return next((group for group in self._groups if group.part == self.part), None)

    def choose_part(self, part: str) -> None:
        """Open the tiles of a part."""
        self.part = part
        for chip in self.parts:
            chip.setChecked(chip.part == part)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        group = self.group
        tiles = group.tiles[:MOST] if group else ()
        self.buttons = [TileButton(tile.name, number, tile.code) for number, tile in enumerate(tiles, 1)]
        if group:
            self.buttons.append(TileButton(say("ui.tiles.all"), 0))
        for button, tile in zip(self.buttons, [*tiles, None], strict=False):
            button.setParent(self._field)
            button.clicked.connect(lambda _checked=False, each=tile: self._tap(each))
            button.show()
        self.show_defects(self._lines, self._held)
        self._place_tiles()
        self._fit()

    def open_place(self, place: str) -> None:
        """Open the part that belongs to a place, where there is one."""
        part = next((group.part for group in self._groups if place and group.place == place), "")
        if part and part != self.part:
            self.choose_part(part)

    def press(self, digit: int) -> bool:
        """The tile that carries this digit; answers whether there is one."""
        button = next((each for each in self.buttons if each.digit == digit), None)
        if button is None or not button.isEnabled():
            return False
        button.click()
        return True

    def _tap(self, tile: Tile | None) -> None:
        group = self.group
        if tile is None:
            self.all_wanted.emit()
        elif group is not None:
            self.tapped.emit(tile, group.place)

    def _take_height(self) -> None:
        """Chips and two rows of tiles; lower ones in a small window."""
        self._high = px(_LOW) if theme.look(self.window().width()) == "compact" else theme.size("tile")
        self.setFixedHeight(px(40) + self._column.spacing() + 2 * self._high + _GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()
        self._fit()
        self._place_tiles()

    def _place_tiles(self) -> None:
        columns = 5 if self.width() < _MANY_FROM else 7
        height = self._high
        wide = (self.width() - _GAP * (columns - 1)) / columns
        for place, button in enumerate(self.buttons):
            row, column = divmod(place, columns)
            left = round(column * (wide + _GAP))
            button.setGeometry(left, row * (height + _GAP), round((column + 1) * (wide + _GAP)) - _GAP - left, height)
        role = self._role()
        for button in self.buttons:
            button.role = role

    def _role(self) -> str:
        """The largest text in which every name of the board is whole: names of two sizes side by side would look like two kinds of thing."""
        for role in ("body", "dense", "meta"):
            metrics = QFontMetrics(theme.font(role, bold=True))
            if all("".join(two_lines(each.text(), metrics, each.room())).replace(" ", "") == each.text().replace(" ", "") for each in self.buttons):
                return role
        return "dense"

    def _fit(self) -> None:
        """Parts that find no room go behind the last chip; the open one is always seen."""
        room = self.width()
        widths = [chip.sizeHint().width() + 6 for chip in self.parts]
        fits = sum(widths) <= room + 6
        left = room - 46
        for chip, width in zip(self.parts, widths, strict=True):
            if chip.isChecked():
                left -= width
        for chip, width in zip(self.parts, widths, strict=True):
            seen = fits or chip.isChecked() or left >= width
            left -= 0 if chip.isChecked() else width
            chip.setVisible(seen)
        self._more.setVisible(not fits)

    def _open_more(self) -> None:
        menu = QMenu(self)
        for chip in self.parts:
            if not chip.isVisible():
                menu.addAction(f"{chip.text()} {chip.count or ''}".strip(), partial(self.choose_part, chip.part))
        open_below(menu, self._more)

    def minimumSizeHint(self) -> QSize:
        """The board fits itself to its place."""
        return QSize(0, self.height())


class _More(Painted):
    def __init__(self) -> None:
        super().__init__(say("ui.tiles.more"))
        self.setToolTip(self.text())
        self.setFixedSize(px(40), px(40))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.frame(painter, "hover" if self.underMouse() else "surface", "line", theme.size("radius"), theme.hair())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        for step in (-7, 0, 7):
            painter.drawEllipse(QRectF(rect.center().x() + step - 2, rect.center().y() - 2, 4, 4))
        if self.hasFocus():
            ring(painter, rect, theme.size("radius"))
