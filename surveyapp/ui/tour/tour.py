"""The tour as it is seen: everything else is dimmed, a callout stands beside the thing. Next, back and leave by key, mouse and touch.

Nothing moves: a stop is there at once, so that reduced motion needs no other way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.tour.stops import Stop, stops
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.words import say

if TYPE_CHECKING:
    from surveyapp.ui.shell import Shell

_WIDE, _GAP, _ROUND, _RING = 380, 14, 10, 3
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_PageDown)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Backspace, Qt.Key.Key_PageUp)


class _Callout(QFrame):
    """The words of a stop and its three buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.title, self.count = label("", "card"), label("", "dense")
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        self.words = wrapped("", "body")
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.leave = button(say("craft.tour.leave"), "link")
        self.back = button(say("craft.tour.back"))
        self.next = button(say("craft.tour.next"), "primary")
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column.addSpacing(4)
        column.addLayout(row)


class Tour(QWidget):
    """A child of the shell over everything. `ended()` when it was gone through or left."""

    ended = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._stops: tuple[Stop, ...] = ()
        self._at = 0
        self._back_to: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.callout = _Callout(self)
        self.callout.next.clicked.connect(self.go_on)
        self.callout.back.clicked.connect(self.go_back)
        self.callout.leave.clicked.connect(self.leave)
        shell.installEventFilter(self)
        self.hide()

    @property
    def at(self) -> int:
        """The number of the stop, from 1; 0 while nothing is shown."""
        return self._at + 1 if self.isVisible() else 0

    @property
    def count(self) -> int:
        """How many stops there are."""
        return len(self._stops)

    def begin(self) -> None:
        """From the first stop on."""
        if self._shell.shown == "begin":
            return
        self._back_to = self._shell.window().focusWidget()
        self._stops = stops()
        self._show(0)

    def go_on(self) -> None:
        """The next stop; after the last one it is over."""
        self._show(self._at + 1) if self._at + 1 < len(self._stops) else self.leave()

    def go_back(self) -> None:
        """The stop before."""
        if self._at:
            self._show(self._at - 1)

    def leave(self) -> None:
        """Put it away; the focus goes back to where it was."""
        if self.isVisible():
            self.hide()
            if self._back_to is not None and self._back_to.isVisible():
                self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ended.emit()

    def _show(self, at: int) -> None:
        self._at = at
        stop = self._stops[at]
        if self._shell.shown != stop.page:
            self._shell.go(stop.page)
        if stop.page == "walk":
            self._shell.walk.show_tab("defects")
        callout = self.callout
        callout.title.setText(say(f"craft.tour.{stop.name}.title"))
        callout.words.setText(say(f"craft.tour.{stop.name}.words"))
        callout.count.setText(f"{at + 1} / {len(self._stops)}")
        callout.back.setEnabled(at > 0)
        callout.leave.setVisible(at + 1 < len(self._stops))  # on the last stop its way out is the button that ends it
        callout.next.setText(say("craft.tour.done" if at + 1 == len(self._stops) else "craft.tour.next"))
        self.setAccessibleName(f"{callout.count.text()} {callout.title.text()} {callout.words.text()}")
        self.setGeometry(self._shell.rect())
        self.show()
        self.raise_()
        self._stand()
        QTimer.singleShot(0, self._stand)  # a page that was just made finds its places in the next turn
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def target(self) -> QRect:
        """Where the thing of this stop is, in this widget; empty where it cannot be seen."""
        thing = self._stops[self._at].target(self._shell)
        if not thing.isVisible():
            return QRect()
        return QRect(thing.mapTo(self._shell, QPoint(0, 0)), thing.size()).intersected(self.rect())

    def hole(self) -> QRectF:
        """What is not dimmed: the thing with a margin, though nothing of another pane, so that the ring stays in its own; empty as the target."""
        thing, shell = self._stops[self._at].target(self._shell), self._shell
        pane = shell.rail if shell.rail.isAncestorOf(thing) else shell.page(self._stops[self._at].page)
        room = QRectF(QRect(pane.mapTo(shell, QPoint(0, 0)), pane.size()).intersected(self.rect()))
        half, target = _RING / 2, self.target()
        return QRectF(target.adjusted(-4, -4, 4, 4)).intersected(room.adjusted(half, half, -half, -half)) if not target.isEmpty() else QRectF()

    def _stand(self) -> None:
        """The callout stands beside the thing: right, left, below or above, where there is room for all of it."""
        if not self.isVisible():
            return
        thing, callout = self.target(), self.callout
        wide = min(px(_WIDE), self.width() - 4 * _GAP)
        callout.setFixedWidth(wide)
        high = max(callout.sizeHint().height(), callout.heightForWidth(wide))
        callout.resize(wide, high)
        middle = QPoint((self.width() - wide) // 2, (self.height() - high) // 2)
        top = max(_GAP, min(thing.top(), self.height() - high - _GAP))
        left = max(_GAP, min(thing.left(), self.width() - wide - _GAP))
        places = (
            QPoint(thing.right() + _GAP, top),
            QPoint(thing.left() - wide - _GAP, top),
            QPoint(left, thing.bottom() + _GAP),
            QPoint(left, thing.top() - high - _GAP),
        )
        room = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        fits = next((each for each in places if room.contains(QRect(each.x(), each.y(), wide, high))), middle)
        callout.move(fits if not thing.isEmpty() else middle)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NEXT:
            self.go_on()
        elif event.key() in _BACK:
            self.go_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among the three buttons: nothing behind the veil can be reached."""
        ring = [each for each in (self.callout.back, self.callout.next, self.callout.leave) if each.isEnabled() and not each.isHidden()]
        held = self.window().focusWidget()
        at = ring.index(held) if held in ring else -1 if forward else 0
        ring[(at + (1 if forward else -1)) % len(ring)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap beside the callout goes on, too; what lies under the veil is not touched."""
        event.accept()
        self.go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._shell.rect())
            self._stand()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole = self.hole()
        veil = QPainterPath()
        veil.addRect(QRectF(self.rect()))
        if not hole.isEmpty():
            inner = QPainterPath()
            inner.addRoundedRect(hole, _ROUND, _ROUND)
            veil = veil.subtracted(inner)
        ink = theme.colour("text") if theme.worn() in ("light", "hc") else theme.colour("rail")
        ink.setAlphaF(0.55 if theme.worn() in ("light", "hc") else 0.72)
        painter.fillPath(veil, ink)
        if not hole.isEmpty():
            painter.setPen(QPen(theme.colour("accent"), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(hole, _ROUND, _ROUND)
