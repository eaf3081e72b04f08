"""How the title in the header looks."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from surveyapp.ui.front.ink import MIDDLE, Ink, elided, width
from surveyapp.ui.theme import px


def paint_title(ink: Ink, rect: QRectF, name: str, facts: str) -> float:
    """The name of what is open with its facts, from the left end of `rect`; answers where they end."""
    shown = elided(name, "page", rect.width() - px(12))
    wide = width(shown, "page")
    ink.text(QRectF(rect.left() + 6, rect.top(), wide + px(8), rect.height()), MIDDLE, shown, "page", "text")
    x = rect.left() + 6 + wide + px(12)
    told = elided(facts, "dense", max(0, rect.right() - 6 - x)) if facts else ""
    ink.text(QRectF(x, rect.top() + 1, max(0, rect.right() - x), rect.height()), MIDDLE, told, "dense", "text2")
    return x + width(told, "dense")
