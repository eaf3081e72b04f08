"""Where painted words break into lines: at a joint of the name where there is one, and never so that one character stands alone on the last."""

from __future__ import annotations

import re
from itertools import pairwise

from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

from surveyapp.ui.front.row_paint import DOT

_JOINT = re.compile(r"(?<=[、/])(?=.)(?![^()]*\))| (?=\()")
"""After a mark between things, though not within brackets; before a bracket."""
_NOT_FIRST = "，。；：、！？）”’》%)"
"""What never begins a line."""
_JOINED, _SPACE = "\u2060", "\u00a0"
"""No line breaks at a word joiner, which is not seen, nor at a space of this kind."""
_SEAM = re.compile(
    r"(?<=\d[年月])(?=\d)|(?<=（周)(?=[一二三四五六日]）)|(?<=\d)(?=[一-鿿㎡])"
    r"|(?<=照)(?=片)|(?<=照片)(?=文件)|(?<=文)(?=件)|(?<=PgUp、)(?=PgDn)"
    r"|(?<=[一-鿿])(?=[一-鿿][，。；：、！？）”’》%)]*$)",
    re.MULTILINE,
)
"""Within a date and its weekday; before a unit; within the words for photo and file; between a pair of keys; before the last character of a
text, so that it does not stand alone on a line."""
_LABEL = re.compile("[一-鿿]+(?=\u00a0)")
"""The name before a value that it is bound to."""
_GAP = re.compile(r"(?<=\d) (?=[A-Za-z一-鿿㎡])|(?<=至少) (?=\d)")
"""Between a number and its unit, or what bounds it."""
_CLAUSE = re.compile(r"[一二三四五六七八九十]+\([一二三四五六七八九十]+\)\d*|[一-鿿]{2,3}〔\d{4}〕\d+号")
"""The mark of a clause, as 二(一)1, and the number of a document."""
_PLACE = re.compile("（[一-鿿]{2,4}(?=\u00a0)")
"""The place that a bracket with a clause begins with."""
_BOUND = re.compile(r"[≥≤][\u00a0 ]\S+ 即至少 [\d,.]+ [㎡人]")
"""What a share comes to, as ≥ 2/3 即至少 92 人: it begins a line sooner than that it is broken."""
_BEFORE_CLAUSE = re.compile(r" (?=[一二三四五六七八九十]+(?:\(|[）；、，]|$))")
"""Between a place or a document and the mark of its clause."""


def together(text: str) -> str:
    """The words, bound where a line must not break: inside dates, the marks of clauses and names bound to a value, between a number and its
    unit, before a dot between two facts, and before the last character of all. They look and measure as before, whatever the width.
    """
    text = _LABEL.sub(lambda each: _JOINED.join(each[0]), text)
    text = _BEFORE_CLAUSE.sub(_SPACE, text)
    text = _BOUND.sub(lambda each: _JOINED.join(each[0].replace(" ", _SPACE)), text)
    for whole in (_CLAUSE, _PLACE):
        text = whole.sub(lambda each: _JOINED.join(each[0]), text)
    return _SEAM.sub(_JOINED, _GAP.sub(_SPACE, text)).replace(DOT, f"{_SPACE}· ")


def loose(line: str) -> str:
    """A line as it was before it was bound: nothing breaks in it any more."""
    return line.replace(_JOINED, "").replace(_SPACE, " ")


def broken(text: str, font: QFont, width: float) -> str:
    """The words with the break that two lines of this width (in px) should have, or with those of a list that needs more."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return text
    pairs = [(text[: each.start()], text[each.end() :]) for each in _JOINT.finditer(text)]
    wides = [(metrics.horizontalAdvance(first), metrics.horizontalAdvance(second), f"{first}\n{second}") for first, second in pairs]
    fitting = [(abs(first - second), both) for first, second, both in wides if max(first, second) <= width]
    return min(fitting)[1] if fitting else _things(text, metrics, width) or in_company(text, font, width)


def _things(text: str, metrics: QFontMetrics, width: float) -> str:
    """A list of things on as many lines as whole things need; "" where it has no joints, or one thing is longer than a line."""
    marks = [0, *(each.end() for each in _JOINT.finditer(text) if not each[0]), len(text)]
    lines = [""]
    for begin, end in pairwise(marks):
        thing = text[begin:end]
        if lines[-1] and metrics.horizontalAdvance(lines[-1] + thing) > width:
            lines.append("")
        lines[-1] += thing
    return "\n".join(lines) if len(marks) > 2 and max(map(metrics.horizontalAdvance, lines)) <= width else ""


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
