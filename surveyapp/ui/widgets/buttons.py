"""Buttons: the ordinary ones are styled, those that repeat or carry state are painted. All keep their role for keyboard and screen reader.

A button takes the focus by Tab only: a click must not take it from the sentence or the field in hand, and a ring then always means the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px

_AIR = 4
"""So much wider than its icon is the room of an icon before words: Qt itself puts 4 px between them, which reads as one word."""


def button(
    text: str, kind: str = "", icon: str = "", pressed: Callable[[], object] | None = None, token: str = "text2", *, icon_last: bool = False
) -> QPushButton:
    """An ordinary button: kind is `primary`, `quiet`, `danger`, `link`, `small`, `touch` or nothing. `icon_last`: the icon follows the words."""
    made = QPushButton(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setProperty("k", kind)
    if icon:
        made.setIcon(icons.icon(icon, token, at_end=icon_last))
        made.setIconSize(QSize(px(18) + px(_AIR), px(18)))
        if icon_last:
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    if pressed:
        made.clicked.connect(lambda: pressed())
    return made


def ring(painter: QPainter, rect: QRectF, radius: float, token: str = "focus_line") -> None:
    """The mark of keyboard focus: a strong line just inside a painted control, twice as thick as its own line in every palette."""
    wide = theme.strong()
    painter.setPen(QPen(theme.colour(token), wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), radius, radius)


def ring_on_solid(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The same on a control that is filled with the accent: a line of its own words' colour within its edge."""
    painter.setPen(QPen(theme.colour("on_accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), max(2.0, radius - 3), max(2.0, radius - 3))


class Painted(QAbstractButton):
    """A button that paints itself: only `paintEvent` and `sizeHint` are ours."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def frame(self, painter: QPainter, fill: str, line: str, radius: float, width: float = 1, *, dashed: bool = False) -> QRectF:
        """Fill and outline the whole button; answers the rectangle."""
        rect = QRectF(self.rect())
        half = width / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour(line), width, style) if line else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
        return rect


class IconButton(Painted):
    """A square button with an icon; its words are the accessible name and the tool tip."""

    def __init__(self, icon: str, text: str, px: int = 40, framed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon, self._framed, self._px = icon, framed, theme.px(px)
        self.outlined_in_high = self.outlined_by_panel = False
        self.setToolTip(text)
        self.setFixedSize(self._px, self._px)

    def become(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._px, self._px)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = theme.size("radius")
        hovered = self.underMouse() and self.isEnabled()
        off = theme.is_high() and not self.isEnabled()  # a dashed line, as every button has there that is off
        if self._framed or (self.outlined_in_high and theme.is_high()):
            self.frame(painter, "hover" if hovered else "surface", "line_strong" if hovered else "line", radius, theme.hair(), dashed=off)
        elif theme.is_high() and not self.outlined_by_panel:  # in the sun an icon alone does not look like something to press
            line = "line_soft" if off else "line"
            self.frame(painter, "hover" if hovered else "surface", line, radius, theme.hair(), dashed=off)
        elif hovered:
            self.frame(painter, "hover", "", radius)
        side = theme.px(22) if self._px >= theme.px(36) else theme.px(18)
        token = "text" if self.isEnabled() else "disabled"
        icons.paint(painter, self._icon, (self.width() - side) / 2, (self.height() - side) / 2, side, token)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring(painter, QRectF(self.rect()), radius)


class Chip(Painted):
    """A choice of a place: 40 high; chosen is tint, a stronger line and bold words, so that it reads without colour."""

    def __init__(self, text: str, value: object = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.value = value
        self.setCheckable(True)

    def width_of(self, text: str) -> int:
        """How wide the chip is with these words."""
        return max(px(40), QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(text) + px(24))

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(self.text()), px(40))

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
        painter.setPen(theme.colour(("accent_text" if chosen else "text") if self.isEnabled() else "disabled"))
        painter.setFont(theme.font("body", bold=chosen))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            ring(painter, rect, radius)
