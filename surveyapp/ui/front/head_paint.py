"""How the title in the header looks."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from surveyapp.ui import theme
from surveyapp.ui.front.ink import MIDDLE, Ink, elided, width
from surveyapp.ui.theme import px
from surveyapp.words import say

_ROOMY_FROM = 1120
"""In a narrower header (at the ordinary text size) the field that jumps is only its lens."""


def jump_width(header: float) -> int:
    """How wide the field that jumps anywhere is in a header."""
    if header < px(_ROOMY_FROM):
        return px(40)
    return px(40) + width(say("ui.header.go"), "dense") + px(24) + width(say("ui.header.go_key"), "meta") + px(12)


def paint_jump(ink: Ink, rect: QRectF, hovered: bool = False) -> None:
    """The field that jumps anywhere: lens, words and key; the lens alone where it is no wider than high."""
    line = "line_strong" if hovered or theme.worn().startswith("hc") else "line"
    ink.box(rect, "hover" if hovered else "sunken", line, theme.size("radius"), theme.hair())
    if rect.width() <= px(40):
        ink.icon("search", rect.left() + px(9), rect.top() + px(9), px(22), "text")
        return
    ink.icon("search", rect.left() + px(12), rect.top() + px(11), px(18), "text2")
    ink.text(QRectF(rect.left() + px(40), rect.top(), rect.width() - px(40), rect.height()), MIDDLE, say("ui.header.go"), "dense", "text2")
    key = say("ui.header.go_key")
    wide = width(key, "meta")
    ink.text(QRectF(rect.right() - px(12) - wide, rect.top(), wide + 2, rect.height()), MIDDLE, key, "meta", "text2")


def title_inset() -> int:
    """Px between the left end of the title and its words: in high contrast there is a line around it, as around everything that is pressed."""
    return 12 if theme.is_high() else 6


def paint_title(ink: Ink, rect: QRectF, name: str, facts: str) -> float:
    """The name of what is open with its facts, from the left end of `rect`; answers where they end."""
    inset = title_inset()
    shown = elided(name, "page", rect.width() - px(12) - (inset - 6))
    wide = width(shown, "page")
    ink.text(QRectF(rect.left() + inset, rect.top(), wide + px(8), rect.height()), MIDDLE, shown, "page", "text")
    x = rect.left() + inset + wide + px(12)
    told = elided(facts, "dense", max(0, rect.right() - 6 - x)) if facts else ""
    ink.text(QRectF(x, rect.top() + 1, max(0, rect.right() - x), rect.height()), MIDDLE, told, "dense", "text2")
    return x + width(told, "dense")
