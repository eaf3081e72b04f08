"""How the parts of the rail look."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from surveyapp.ui import theme
from surveyapp.ui.front.ink import CENTRE, Ink, width
from surveyapp.ui.theme import px
from surveyapp.words import say

_MOST = 99
"""Up to so many a bubble counts."""


def paint_logo(ink: Ink, x: float, y: float) -> None:
    """The mark of the program, 40 px square."""
    ink.fill(QRectF(x, y, px(40), px(40)), "accent", px(9))
    ink.icon("building", x + px(8), y + 7, px(24), "on_accent")


def paint_item(ink: Ink, rect: QRectF, icon: str, words: str, chosen: bool, hovered: bool, count: int = 0) -> None:
    """A page in the rail, `rect` wide and high; `count` things are to do there."""
    solid = chosen and theme.is_high()
    if chosen or hovered:
        ink.fill(item_frame(rect), "accent" if solid else "selected" if chosen else "hover", theme.size("radius_card"))
    if chosen and not solid:
        ink.fill(QRectF(rect.left() - 3, rect.top() + rect.height() / 2 - px(14), 6, px(28)), "accent", 3)
    token = "on_accent" if solid else "accent_text" if chosen else "text2"
    top = rect.top() + (rect.height() - theme.size("rail_item")) / 2  # in a low window the items are lower than usual
    ink.icon(icon, rect.left() + (rect.width() - px(23)) / 2, top + px(9), px(22), token)
    ink.text(QRectF(rect.left(), top + px(35), rect.width() - 1, px(20)), CENTRE, words, "meta", token, chosen)
    if count:
        _paint_count(ink, rect, top, f"{count}" if count <= _MOST else f"{_MOST}+", solid)


def _paint_count(ink: Ink, rect: QRectF, top: float, words: str, solid: bool) -> None:
    """A bubble over the right corner of the icon; on a filled item its colours are those of the item, turned round."""
    high = px(18)
    wide = max(high, width(words, "meta", bold=True) + px(10))
    left = min(rect.left() + rect.width() / 2 + px(5), item_frame(rect).right() - wide - 1)
    bubble = QRectF(left, top + px(4), wide, high)
    ink.fill(bubble, "on_accent" if solid else "warn", high / 2)
    ink.text(bubble, CENTRE, words, "meta", "accent" if solid else "surface", bold=True)


def item_frame(rect: QRectF) -> QRectF:
    """What of a page in the rail is filled when it is chosen."""
    return rect.adjusted(4, 2, -5, -2)


def paint_link(ink: Ink, rect: QRectF, count: int | None) -> None:
    """What is not handed over yet; None where it is not counted yet."""
    ink.icon("laptop", rect.left() + (rect.width() - px(21)) / 2, rect.top(), px(20), "text3")
    line = QRectF(rect.left(), rect.top() + px(20), rect.width() - 1, px(18))
    ink.text(line, CENTRE, say("ui.rail.local"), "meta", "text2")
    if count is not None:
        ink.text(line.translated(0, px(17)), CENTRE, say("ui.rail.unsent", count=count), "meta", "text2")
