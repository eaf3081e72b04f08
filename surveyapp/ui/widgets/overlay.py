"""What floats above the pages: the undo bar, and a small panel that asks for one name. Children of the window, never dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, button
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.stay_inside import step_inside
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

_SHADOW = 14


def paint_shadow(painter: QPainter, rect: QRect, radius: int) -> None:
    """A soft shadow under a floating panel, painted as steps: an effect would rasterise the panel. None in high contrast: there the panel's line
    tells it from the page, and nothing beside it is cut."""
    if theme.is_high():
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ink = theme.colour("text") if theme.worn() == "light" else theme.colour("rail")
    for step in range(_SHADOW, 0, -2):
        ink.setAlphaF((0.018 if theme.worn() == "light" else 0.05) * (1 - step / (_SHADOW + 2)) * 2)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(rect).adjusted(-step, -step + 4, step, step + 4), radius + step, radius + step)


class Shadow(QWidget):
    """The shadow of a floating panel: lies under it and lets every click through."""

    def __init__(self, panel: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._panel = panel
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide) and watched is self._panel:
            self.setVisible(self._panel.isVisible())
            self.setGeometry(self._panel.geometry().adjusted(-_SHADOW - 2, -_SHADOW - 2, _SHADOW + 2, _SHADOW + 8))
            self.stackUnder(self._panel)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = QRect(QPoint(_SHADOW + 2, _SHADOW + 2), self._panel.size())
        paint_shadow(QPainter(self), inner, theme.size("radius_pop"))


class _BarButton(Painted):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("surface"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)


class UndoBar(QWidget):
    """What happened, and the way back: bottom centre, six seconds, longer while the pointer or the focus is on it."""

    undo_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._text = ""
        self._go: Callable[[], object] | None = None
        self._undo = _BarButton(say("ui.undo_bar.undo"), self)
        self._undo.clicked.connect(self._press)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(6000)
        self._timer.timeout.connect(self._end)
        self.hide()

    def tell(self, text: str, undo: bool = True, go: Callable[[], object] | None = None) -> None:
        """Show what happened, and the way back where there is one; with `go` a way to where it happened stands in its place."""
        self._go = go
        self._undo.setText(say("undone.look") if go is not None else say("ui.undo_bar.undo"))
        self._undo.setVisible(undo or go is not None)
        self._text = text
        self.setAccessibleName(text)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Stand at the bottom centre of the window."""
        window = self._window
        words = self.fontMetrics().horizontalAdvance(self._text)
        action = self.fontMetrics().horizontalAdvance(self._undo.text()) + px(40)
        width = min(window.width() - px(40), words + action + px(84))
        self.setGeometry((window.width() - width) // 2, window.height() - px(46) - px(24), width, px(46))
        self._stand_clear()
        self._undo.setGeometry(width - action - px(8), 5, action, px(36))

    def _stand_clear(self) -> None:
        """Above what stands at the foot of the page: its buttons are never covered."""
        for bar in self._window.findChildren(QWidget, "foot"):
            at = QRect(bar.mapTo(self._window, QPoint(0, 0)), bar.size())
            if bar.isVisible() and bar.height() < 2 * self.height() and at.intersects(self.geometry()):
                self.move(self.x(), at.top() - self.height() - 8)

    def _press(self) -> None:
        self.hide()
        go, self._go = self._go, None
        if go is not None:
            go()
        else:
            self.undo_wanted.emit()

    def _end(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        painter.drawRoundedRect(self.rect(), theme.size("radius_card"), theme.size("radius_card"))
        icons.paint(painter, "check", px(16), px(13), px(20), "surface")
        painter.setPen(theme.colour("surface"))
        painter.setFont(theme.font("body"))
        words = self.rect().adjusted(px(48), 0, -self._undo.width() - px(16), 0)
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def make_way(bar: QWidget) -> None:
    """A bar came to the foot of the page: the undo bar stands above it from now on."""
    for undo in bar.window().findChildren(UndoBar):
        if undo.isVisible():
            undo.place()


class AskName(QFrame):
    """A small panel that asks for one name beside what was pressed. Enter takes it, Esc puts it away; nothing else is blocked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self._window = window
        self._then: Callable[[str], None] = lambda name: None
        self._back: QWidget | None = None
        self._title = label(role="card")
        self._hint = label(role="meta")
        self.name = TextLine()
        self.name.setMaxLength(60)
        self.name.returnPressed.connect(self._take)
        self._go = button("", "primary", pressed=self._take)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._hint)
        self._shadow = Shadow(self, window)
        self.hide()

    def ask(self, anchor: QPoint, title: str, hint: str, go: str, proposal: str, then: Callable[[str], None]) -> None:
        """Ask at a point of the window; `then` gets the name."""
        if not self.isVisible():
            self._back = self._window.window().focusWidget()
        self._then = then
        self._title.setText(title)
        self._hint.setText(hint)
        self._go.setText(go)
        self.name.setText(proposal)
        self.name.setAccessibleName(title)
        self.setFixedWidth(px(360))
        self.adjustSize()
        window = self._window
        left = min(anchor.x(), window.width() - self.width() - 16)
        top = min(anchor.y(), window.height() - self.height() - 16)
        self.move(max(16, left), max(16, top))
        self.show()
        self.raise_()
        self.name.setFocus()
        self.name.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_inside(self, forward) or super().focusNextPrevChild(forward)

    def close_it(self) -> None:
        """Put it away; the focus goes back to where it was."""
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None

    def _take(self) -> None:
        name = self.name.text().strip()
        if name:
            self.close_it()
            self._then(name)
