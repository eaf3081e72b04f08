"""What cells of painted tables and lists are made of: a line of text, a box with its tick."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_NEVER_FIRST = "，。、；：）》”？！"
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _percent() -> int:
    """The text size in use, by the height of a control: fonts are kept apart by it."""
    return theme.size("control")


@lru_cache(maxsize=64)
def _font(role: str, bold: bool, percent: int) -> QFont:
    return theme.font(role, bold=bold)


@lru_cache(maxsize=64)
def _metrics(role: str, bold: bool, percent: int) -> QFontMetricsF:
    return QFontMetricsF(_font(role, bold, percent))


@lru_cache(maxsize=8192)
def _elided(text: str, width: int, role: str, bold: bool, percent: int) -> str:
    return _metrics(role, bold, percent).elidedText(text, Qt.TextElideMode.ElideRight, width)


def width_of(text: str, role: str, bold: bool = False) -> float:
    """How wide a text is."""
    return _metrics(role, bold, _percent()).horizontalAdvance(text)


def draw(painter: QPainter, rect: QRectF, text: str, role: str = "dense", token: str = "text", bold: bool = False, right: bool = False) -> None:
    """A line of text in a cell, shortened where there is no room."""
    percent = _percent()
    painter.setFont(_font(role, bold, percent))
    painter.setPen(theme.colour(token))
    painter.drawText(rect, _RIGHT if right else _LEFT, _elided(text, int(rect.width()), role, bold, percent))


@lru_cache(maxsize=4096)
def _in_two(text: str, width: int, role: str, bold: bool, percent: int) -> tuple[str, str]:
    """A text as one line, or as two where it is too long: broken at a blank or between Chinese characters, the second one shortened."""
    metrics = _metrics(role, bold, percent)
    if metrics.horizontalAdvance(text) <= width:
        return text, ""
    at = joint = 0
    for place in range(1, len(text)):
        after = text[place - 1]
        between = after >= "\u2e80" or (after == "/" and text[place] >= "\u2e80")  # 1/2 is one thing
        if text[place] == " " or (between and text[place] not in _NEVER_FIRST):
            if metrics.horizontalAdvance(text[:place].rstrip()) > width:
                break
            at = place
            joint = place if text[place] == " " or after in "/、" else joint
    if joint and metrics.horizontalAdvance(text[joint:].lstrip(" ·")) <= width:
        at = _middle(text, joint, width, metrics) if text.isascii() else joint  # between things rather than inside a word
    if not at:
        return _elided(text, width, role, bold, percent), ""
    return text[:at].rstrip(" ·"), _elided(text[at:].lstrip(" ·"), width, role, bold, percent)


def _middle(text: str, last: int, width: int, metrics: QFontMetricsF) -> int:
    """Of the blanks up to the last that may break a text, the one that leaves two lines most alike: no word stands alone for want of a few dots."""
    halves = [(metrics.horizontalAdvance(text[:at]), metrics.horizontalAdvance(text[at + 1 :]), at) for at in range(1, last + 1) if text[at] == " "]
    fitting = [(abs(first - second), at) for first, second, at in halves if max(first, second) <= width]
    return min(fitting)[1] if fitting else last


def in_two(text: str, width: int, role: str, bold: bool = False) -> tuple[str, str]:
    """The one or two lines that a text in a cell so wide stands on."""
    return _in_two(text, width, role, bold, _percent())


def draw_wrapped(painter: QPainter, rect: QRectF, text: str, role: str = "dense", token: str = "text", bold: bool = False) -> None:
    """A text in a cell, on two dense lines where one is not enough."""
    if width_of(text, role, bold) <= rect.width():
        draw(painter, rect, text, role, token, bold)
        return
    high, middle = px(18), rect.center().y()
    first, second = in_two(text, int(rect.width()), "dense", bold)
    if not second:
        draw(painter, rect, first, "dense", token, bold)
        return
    draw(painter, QRectF(rect.left(), middle - high, rect.width() + 1, high), first, "dense", token, bold)
    draw(painter, QRectF(rect.left(), middle, rect.width() + 1, high), second, "dense", token, bold)


def paint_tick(painter: QPainter, x: float, y: float, ticked: bool, part: bool = False) -> None:
    """A box of 18 with or without its tick; with a bar where it stands for many of which a part is ticked."""
    box = QRectF(x, y, px(18), px(18))
    painter.setPen(QPen(theme.colour("accent" if ticked or part else "line_strong"), 1.5))
    painter.setBrush(theme.colour("accent" if ticked or part else "surface"))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    if ticked:
        icons.paint(painter, "check", x + 1.5, y + 1.5, px(15), "on_accent")
    elif part:
        painter.fillRect(QRectF(x + px(5), y + px(8), px(8), px(2)), theme.colour("on_accent"))
