"""The first picture: rail, header and the building list of the last survey, painted by one widget where the real ones will stand.

What it cannot know yet (undo, the policy, what the catalogue offers) it leaves out; nothing that it paints moves when the shell takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QWidget

from surveyapp.domain.building_line import BuildingLine
from surveyapp.ui import theme
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.front import rail_paint
from surveyapp.ui.front.head_paint import jump_width, paint_jump, paint_title
from surveyapp.ui.front.ink import MIDDLE, Ink, elided, width
from surveyapp.ui.front.row_paint import building_name, paint_row, place_facts
from surveyapp.ui.pages import RAIL, WALK
from surveyapp.ui.theme import px
from surveyapp.words import say

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_SCROLL = 12
_COLOURS = ("text", "text2", "text3", "accent_text", "on_accent", "err", *(f"severity{each}_text" for each in (1, 2, 3, 4)))
"""Every colour that words of the first picture have."""

_Line = tuple[QRectF, int, str, str, bool | None]


class _Words(QWidget):
    """The words of one colour: a painter begins with the pen of its widget's palette, so none need be set."""

    def __init__(self, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(colour))
        self.setPalette(palette)
        self.lines: list[_Line] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for rect, flags, words, role, bold in self.lines:
            painter.setFont(theme.font(role, bold))
            painter.drawText(rect, flags, words)


class _FirstInk(Ink):
    """Shapes at once, words by colour into the widgets above."""

    def __init__(self, painter: QPainter, words: Mapping[str, _Words]) -> None:
        super().__init__(painter)
        self._words = words
        for each in words.values():
            each.lines.clear()

    def text(self, rect: QRectF, flags: int, words: str, role: str, token: str, bold: bool | None = None) -> None:
        self._words[token].lines.append((rect, flags, words, role, bold))


class FrontView(QWidget):
    """`painted` is emitted once, when the first picture has reached the screen."""

    painted = Signal()

    def __init__(self, page: FirstPage) -> None:
        super().__init__()
        self.page = page
        self.title = page.community or page.survey or say("ui.app.name")
        self.facts = facts_of(page)
        self.line = _in_hand(page)
        self._words = {colour: _Words(colour, self) for colour in _COLOURS}
        self._told = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        for each in self._words.values():
            each.resize(self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = _FirstInk(painter, self._words)
        rail, header = theme.size("rail_width"), theme.size("header")
        wide, high = self.width(), self.height()
        ink.fill(QRectF(0, 0, wide, high), "window")
        if self.page.survey:
            look = theme.look(wide)
            hand = theme.size(f"hand_{look}")
            side = QRectF(rail, header, theme.size(f"list_{look}"), high - header)
            _panel(ink, QRectF(wide - hand, header, hand, high - header), "surface", left=True)
            self._paint_side(ink, side)
            self._paint_head(ink, side.right() + 16, header + 12 + theme.size("touch") // 2 - 1, wide - hand - side.right() - 32)
        self._paint_header(ink, QRectF(rail, 0, wide - rail, header))
        self._paint_rail(ink, QRectF(0, 0, rail, high))
        painter.end()
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self.painted.emit)

    def _paint_rail(self, ink: Ink, rect: QRectF) -> None:
        _panel(ink, rect, "rail", right=True)
        rail_paint.paint_logo(ink, (rect.width() - px(40)) // 2, 12)
        item = QRectF(0, 28 + px(40), rect.width(), theme.size("rail_item"))
        for name in RAIL if self.page.survey else ():
            rail_paint.paint_item(ink, item, name, say(f"ui.rail.{name}"), name == WALK, False)
            item = item.translated(0, item.height())
        foot = QRectF(0, rect.bottom() - 8 - px(58), rect.width(), px(58))
        button = QRectF((rect.width() - px(44)) // 2, foot.top() - 10 - px(40), px(44), px(40))
        ink.box(button, "rail", "line", theme.size("radius"), theme.hair())
        ink.icon(theme.worn(), button.left() + px(12), button.top() + px(10), px(20), "text2")
        rail_paint.paint_link(ink, foot, None)

    def _paint_header(self, ink: Ink, rect: QRectF) -> None:
        _panel(ink, rect, "surface", bottom=True)
        wide = jump_width(rect.width())
        jump = QRectF(rect.right() - 16 - wide, (rect.height() - 1 - px(40)) // 2, wide, px(40))
        paint_jump(ink, jump)
        paint_title(ink, QRectF(rect.left() + 14, (rect.height() - 1 - px(44)) // 2, jump.left() - rect.left() - 30, px(44)), self.title, self.facts)

    def _paint_side(self, ink: Ink, rect: QRectF) -> None:
        radius, hair = theme.size("radius"), theme.hair()
        _panel(ink, rect, "surface", right=True)
        left, wide = rect.left() + 12, rect.width() - 25
        search = QRectF(left, rect.top() + 12, wide, theme.size("control") + 2)
        filters = QRectF(left, search.bottom() + 8, wide, theme.size("touch"))
        foot = QRectF(rect.left(), rect.bottom() - theme.size("touch") - 24, rect.width() - hair, theme.size("touch") + 24)
        add = QRectF(left, foot.top() - 8 - search.height(), wide, search.height())
        self._paint_rows(ink, QRectF(rect.left(), filters.bottom() + 8, rect.width() - 3, add.top() - filters.bottom() - 16))
        ink.box(search, "surface", "line_strong", radius, hair)
        ink.icon("search", left + px(13), search.top() + (search.height() - px(17)) / 2, px(17), "text3")
        ink.text(search.adjusted(px(41), 0, -px(12), 0), MIDDLE, say("ui.walk.search"), "body", "text3")
        ink.box(filters, "sunken", "line_soft", radius, hair)
        _panel(ink, foot, "surface", top=True)
        half = (wide - 8) // 2
        for box in (add, *(QRectF(x, foot.top() + 10, half, theme.size("touch") + 2) for x in (left, left + wide - half))):
            ink.box(box, "sunken", "line_soft", radius, hair)

    def _paint_rows(self, ink: Ink, rect: QRectF) -> None:
        """As many whole rows as there is room for, the building in hand among them."""
        lines, high = self.page.buildings, theme.size("list_row")
        wide = rect.width() - (_SCROLL if len(lines) * high > rect.height() else 0)
        at = next((place for place, each in enumerate(lines) if each is self.line), 0)
        top = rect.top() - max(0, (at + 1) * high - rect.height())
        for place, line in enumerate(lines):
            y = top + place * high
            if rect.top() <= y <= rect.bottom() - high:
                paint_row(ink, QRectF(rect.left(), y, wide, high), line, line is self.line, False)

    def _paint_head(self, ink: Ink, x: float, middle: float, room: float) -> None:
        """The name of the building in hand."""
        if self.line is not None:
            name = elided(building_name(self.line), "page", room)
            ink.text(QRectF(x, middle - px(20), width(name, "page") + px(8), px(40)), MIDDLE, name, "page", "text")


def facts_of(page: FirstPage) -> str:
    """What stands beside the title: of the community, of a survey without one nothing, on a fresh home what the program is."""
    if page.community:
        return place_facts(page.division, sum(1 for each in page.buildings if each.record), page.households)
    return "" if page.survey else say("ui.app.what")


def _panel(ink: Ink, rect: QRectF, token: str, *, left: bool = False, right: bool = False, top: bool = False, bottom: bool = False) -> None:
    """A plain surface with a hairline on one side."""
    hair = theme.hair()
    ink.fill(rect, token)
    edges = (
        (left, QRectF(rect.left(), rect.top(), hair, rect.height())),
        (right, QRectF(rect.right() - hair, rect.top(), hair, rect.height())),
        (top, QRectF(rect.left(), rect.top(), rect.width(), hair)),
        (bottom, QRectF(rect.left(), rect.bottom() - hair, rect.width(), hair)),
    )
    for wanted, edge in edges:
        if wanted:
            ink.fill(edge, "line_soft")


def _in_hand(page: FirstPage) -> BuildingLine | None:
    """The building one stood at; where there is none, the first one, as the shell will choose."""
    found = (each for each in page.buildings if each.record == page.building and page.building)
    return next(found, None) or next((each for each in page.buildings if each.record), None) or next(iter(page.buildings), None)
