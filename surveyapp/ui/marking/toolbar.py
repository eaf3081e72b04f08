"""The tools as buttons: icon and word, never an icon alone. In a row over the large view, or as a small panel beside the photo in hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.annotation_looks import INKS
from surveyapp.domain.annotations import COLOURS, TOOLS
from surveyapp.ui import icons, theme
from surveyapp.ui.marking.kit import SELECT, Kit
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

_WIDE, _HIGH = 48, 48
_DOT = 40
_TIGHT, _TIGHT_GAP, _FREE = 6, 4, 8
"""Air at both sides of a word and between two tools where room is scarce; both where there is more."""


def tool_words(tool: str) -> str:
    """The name of a tool."""
    return say("annotation.select") if tool == SELECT else say(f"choice.tool.{tool}")


class ToolButton(Painted):
    """A tool: icon over word; the key that takes it is in its tool tip and its accessible name."""

    def __init__(self, tool: str) -> None:
        super().__init__(tool_words(tool))
        self.tool = tool
        self._air = _TIGHT
        self.setCheckable(True)
        key = "V" if tool == SELECT else str(TOOLS.index(tool) + 1)
        self.setToolTip(say("annotation.tool_key", name=self.text(), key=key))
        self.setAccessibleName(self.toolTip())

    def sizeHint(self) -> QSize:
        return QSize(max(px(_WIDE), QFontMetrics(theme.font("meta", bold=True)).horizontalAdvance(self.text()) + 2 * self._air), px(_HIGH))

    def breathe(self, free: bool) -> None:
        """More air beside the word."""
        self._air = _FREE if free else _TIGHT
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen, radius = self.isChecked(), theme.size("radius")
        hovered = self.underMouse() and self.isEnabled()
        if chosen:
            self.frame(painter, "accent_tint", "accent", radius, theme.chosen_line())
        elif theme.is_high():
            self.frame(painter, "hover" if hovered else "surface", "line", radius, theme.hair())
        elif hovered:
            self.frame(painter, "hover", "", radius)
        token = ("accent_text" if chosen else "text") if self.isEnabled() else "disabled"
        icons.paint(painter, f"tool_{self.tool}", self.width() / 2 - px(10), px(6), px(20), token)
        painter.setPen(theme.colour(token))
        painter.setFont(theme.font("meta", bold=chosen))
        painter.drawText(QRectF(0, px(27), self.width(), px(18)), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring(painter, QRectF(self.rect()), radius)


class ColourButton(Painted):
    """A colour: a dot of its ink in its casing, a ring around the one in hand."""

    def __init__(self, colour: str) -> None:
        super().__init__(say(f"choice.colour.{colour}"))
        self.colour = colour
        self.setCheckable(True)
        self.setFixedSize(px(_DOT), px(_DOT))
        self.setToolTip(self.text())

    def sizeHint(self) -> QSize:
        return QSize(px(_DOT), px(_DOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, casing = (QColor(*each) for each in INKS[self.colour])
        middle = QRectF(self.rect()).center()
        painter.setPen(QPen(casing, 2))
        painter.setBrush(ink)
        painter.drawEllipse(middle, px(11), px(11))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.drawEllipse(middle, px(11) + 1.5, px(11) + 1.5)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("accent"), 2.5))
            painter.drawEllipse(middle, px(16), px(16))
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), theme.size("radius"))


class Tools(QWidget):
    """Buttons for tools and colours in step with the kit, in a row or in rows of `across`."""

    picked = Signal()

    def __init__(self, kit: Kit, tools: Sequence[str], across: int = 0) -> None:
        super().__init__()
        self._kit = kit
        self._held = ""
        self.tools = {tool: ToolButton(tool) for tool in tools}
        self.colours = {colour: ColourButton(colour) for colour in COLOURS}
        for group, buttons in ((QButtonGroup(self), self.tools), (QButtonGroup(self), self.colours)):
            for button in buttons.values():
                group.addButton(button)
        for tool, made in self.tools.items():
            made.clicked.connect(lambda _checked=False, each=tool: self._pick(each))
        for colour, dot in self.colours.items():
            dot.clicked.connect(lambda _checked=False, each=colour: kit.dip(each))
        self._lay_out(across or len(tools))
        kit.changed.connect(self.show_kit)
        self.show_kit()

    def _lay_out(self, across: int) -> None:
        rows = QVBoxLayout()
        rows.setSpacing(4)
        self._grid = grid = QGridLayout()
        grid.setSpacing(8 if across < len(self.tools) else _TIGHT_GAP)  # over the large view all stand in one row
        for place, button in enumerate(self.tools.values()):
            grid.addWidget(button, place // across, place % across)
        colours = QHBoxLayout()
        colours.setSpacing(0)
        for dot in self.colours.values():
            colours.addWidget(dot)
        if across < len(self.tools):
            colours.addStretch(1)
            rows.addLayout(grid)
            rows.addLayout(colours)
            rows.setContentsMargins(0, 0, 0, 0)
            self.setLayout(rows)
            return
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(grid)
        row.addLayout(colours)

    def offer_colours(self, offered: bool) -> None:
        """Show the colours, or leave their room to the tools."""
        for dot in self.colours.values():
            dot.setVisible(offered)

    def spread(self, free: bool) -> None:
        """More air in and between the tools of the row over the large view."""
        self._grid.setSpacing(_FREE if free else _TIGHT_GAP)
        for button in self.tools.values():
            button.breathe(free)

    def _pick(self, tool: str) -> None:
        self._kit.take(tool)
        self.picked.emit()

    def hold(self, colour: str) -> None:
        """The colour of what is chosen on the photo: it is shown instead of the one that the next stroke has; "" for nothing chosen."""
        self._held = colour
        self.show_kit()

    def show_kit(self) -> None:
        """Show what is in hand."""
        for tool, button in self.tools.items():
            button.setChecked(tool == self._kit.tool)
        for colour, dot in self.colours.items():
            dot.setChecked(colour == (self._held or self._kit.colour))


class ToolPanel(QFrame):
    """A small panel with all tools, beside the photo in hand. A child of the window: Esc or taking a tool puts it away."""

    def __init__(self, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self._window = window
        self.tools = Tools(kit, TOOLS, 4)
        self.tools.picked.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.addWidget(self.tools)
        self._shadow = Shadow(self, window)
        self.hide()

    def toggle(self, at: QPoint, lowest: int) -> None:
        """Show it with its top right at a point of the window, left of what opened it and not below `lowest`, or put it away."""
        if self.isVisible():
            self.hide()
            return
        self.adjustSize()
        self.move(max(8, at.x() - self.width()), max(8, min(at.y(), min(lowest, self._window.height() - 8) - self.height())))
        self.show()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
