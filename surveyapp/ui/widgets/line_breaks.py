"""Where painted words break into lines: at a joint of the name where there is one, and never so that one character stands alone on the last."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

_JOINT = re.compile(r"(?<=[、/])(?=.)(?![^()]*\))| (?=\()")
"""After a mark between things, though not within brackets; before a bracket."""
_NOT_FIRST = "，。；：、！？）”’》%)"
"""What never begins a line."""


def broken(text: str, font: QFont, width: float) -> str:
    """The words with the break that two lines of this width (in px) should have; unchanged where one line or many are needed."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return text
    pairs = [(text[: each.start()], text[each.end() :]) for each in _JOINT.finditer(text)]
    wides = [(metrics.horizontalAdvance(first), metrics.horizontalAdvance(second), f"{first}\n{second}") for first, second in pairs]
    fitting = [(abs(first - second), both) for first, second, both in wides if max(first, second) <= width]
    return min(fitting)[1] if fitting else in_company(text, font, width)


def in_company(text: str, font: QFont, width: float) -> str:
    """The words, broken a character earlier where only one would stand on the last line. Words between spaces stay whole."""
    start = _last_line(text, font, width)
    alone = text[start:].rstrip(_NOT_FIRST)
    if not start or len(alone) > 1 or not _is_free(text[start]):
        return text
    at = start - 1
    while at > 0 and text[at] in _NOT_FIRST:
        at -= 1
    return f"{text[:at]}\n{text[at:]}" if at and _is_free(text[at]) else text


def _is_free(character: str) -> bool:
    """Whether a line may be broken before it: a Han character."""
    return "一" <= character <= "鿿"


def _last_line(text: str, font: QFont, width: float) -> int:
    """Where the last line begins; 0 where there is only one."""
    layout, start = QTextLayout(text, font), 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
    layout.endLayout()
    return start
