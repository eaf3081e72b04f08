"""The stage: the canvas, and what floats over it. Where each part stands, and which of them cover pins."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from surveyapp.ui import theme
from surveyapp.ui.map.ask_system import AskSystem
from surveyapp.ui.map.canvas import MapCanvas
from surveyapp.ui.map.card import Hint, PinCard
from surveyapp.ui.map.foot import Foot, Legend
from surveyapp.ui.map.loading import Loader
from surveyapp.ui.map.registering import Registering
from surveyapp.ui.theme import px
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.frames import Empty, rule
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

EDGE = 16
_DOCKED, _FLOATING = 380, 352
_STEP = 1.4


class ZoomStack(QFrame):
    """Nearer, farther, everything."""

    def __init__(self, parent: QWidget, canvas: MapCanvas) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.nearer = IconButton("plus", say("ui.map.nearer"), px=44)
        self.farther = IconButton("minus", say("ui.map.farther"), px=44)
        self.everything = IconButton("target", say("ui.map.everything"), px=44)
        self.nearer.clicked.connect(lambda: canvas.zoom(_STEP))
        self.farther.clicked.connect(lambda: canvas.zoom(1 / _STEP))
        self.everything.clicked.connect(canvas.fit)
        for number, each in enumerate((self.nearer, self.farther, self.everything)):
            if number:
                column.addWidget(rule())
            each.outlined_by_panel = True
            column.addWidget(each)
        self._shadow = Shadow(self, parent)


class Stage(QWidget):
    """Canvas and floating parts."""

    def __init__(self, loader: Loader, thumbnails: Thumbnails) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.canvas = MapCanvas(loader)
        column.addWidget(self.canvas)
        self.nothing = Empty("map", say("ui.map.nothing"), say("ui.map.nothing_todo"))
        self.nothing.setParent(self)
        self.nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.nothing.hide()
        self.legend, self.foot = Legend(self), Foot(self)
        self._shadows = [Shadow(self.legend, self), Shadow(self.foot, self)]
        self.zooming = ZoomStack(self, self.canvas)
        self.card = PinCard(self, thumbnails)
        self.hint = Hint(self)
        self.ask_system = AskSystem(self)
        self.registering = Registering(self)

    def arrange(self) -> None:
        """Put every floating part where it belongs."""
        wide, high = self.width(), self.height()
        docked = theme.look(self.window().width()) == "wide"
        self.card.setFixedWidth(px(_DOCKED) if docked else px(_FLOATING))
        tall = _height(self.card)
        self.card.setGeometry(wide - self.card.width() - EDGE, EDGE if docked else high - tall - EDGE, self.card.width(), tall)
        self.legend.resize(min(self.legend.sizeHint().width(), wide - 96), self.legend.height())
        self.legend.move(EDGE, EDGE)
        beside = self.card.width() + EDGE if docked and self.card.isVisible() else 0
        self.zooming.adjustSize()
        self.zooming.move(wide - self.zooming.width() - EDGE - beside, EDGE)
        taken = self.card.width() + EDGE if self.card.isVisible() and not docked else 0
        self.foot.resize(min(self.foot.wanted_width(), wide - 2 * EDGE - taken), self.foot.height())
        self.foot.move(EDGE, high - self.foot.height() - EDGE)
        self.hint.resize(min(self.hint.wanted_width(), wide - 160), 44)
        self.hint.move((wide - self.hint.width()) // 2, 2 * EDGE + self.legend.height())
        self.nothing.setGeometry((wide - 460) // 2, (high - 180) // 2, 460, 180)
        self._arrange_registering(wide)

    def _arrange_registering(self, wide: int) -> None:
        tall = _height(self.registering)
        self.registering.setGeometry(wide - self.registering.width() - 2 * EDGE - self.zooming.width(), EDGE, self.registering.width(), tall)

    def beside_registering(self) -> int:
        """How much at the right the panel takes from the plan that is registered, with air before it, in px."""
        return self.width() - self.registering.x() + EDGE

    def covers(self) -> list[QRect]:
        """What lies over the canvas, in its coordinates."""
        parts = (self.card, self.foot, self.legend, self.zooming)
        return [each.geometry().adjusted(-8, -8, 8, 8) for each in parts if each.isVisible()]

    def anchor(self) -> QPoint:
        """Where a small panel stands."""
        return QPoint(EDGE, 2 * EDGE + self.legend.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


def _height(panel: QWidget) -> int:
    """How high a panel must be for its width: some of its words break into lines."""
    return panel.heightForWidth(panel.width()) if panel.hasHeightForWidth() else panel.sizeHint().height()
