"""The policy in use: place and document in two words in the header; pressed, its whole title, how it stands, and where to go with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy

from surveyapp.domain.laptop import Basis
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.words import has, say

PLAN, COMPARE, BASIS = "plan", "compare", "basis"
"""Where the menu leads: the plan of the community, the comparison with another document, the settings of document and day."""
_BEFORE, _AFTER = 38, 34
"""Room for the icon and for the chevron."""


class PolicyButton(Painted):
    """`chosen(PLAN | COMPARE | BASIS)`. Hidden until something is known."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self.setFixedHeight(px(40))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def tell(self, basis: Basis) -> None:
        """The document that the survey is judged by; a draft or one that is not in force says so beside its name."""
        code = f"ui.policy.{basis.status}"
        self.setText(DOT.join(part for part in (basis.short, say(code) if has(code) else "") if part))
        self._title = basis.title
        self.setAccessibleName(say("ui.policy.in_use", name=self.text(), title=basis.title))
        self.setToolTip(basis.title)
        self.updateGeometry()
        self.update()

    def menu(self) -> QMenu:
        """The whole title, and the ways on."""
        made = QMenu(self)
        made.addAction(self._title).setEnabled(False)
        made.addSeparator()
        for icon, way in (("plan", PLAN), ("compare", COMPARE), ("settings", BASIS)):
            made.addAction(icons.icon(icon), say(f"ui.policy.to.{way}")).triggered.connect(lambda _checked=False, each=way: self.chosen.emit(each))
        return made

    def _open(self) -> None:
        menu = self.menu()
        menu.exec(self.mapToGlobal(QPoint(0, self.height() + 2)))
        menu.deleteLater()

    def sizeHint(self) -> QSize:
        return QSize(px(_BEFORE) + QFontMetrics(theme.font("body")).horizontalAdvance(self.text()) + 2 + px(_AFTER), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hovered, radius = self.underMouse(), theme.size("radius")
        rect = self.frame(painter, "hover" if hovered else "surface", "line_strong" if hovered else "line", radius, theme.hair())
        middle = rect.center().y()
        icons.paint(painter, "book", px(12), middle - px(9), px(18), "text2")
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(px(_BEFORE), 0, rect.width() - px(_BEFORE + _AFTER) + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        icons.paint(painter, "down", rect.width() - px(26), middle - px(7), px(14), "text2")
        if self.hasFocus():
            ring(painter, rect, radius)
