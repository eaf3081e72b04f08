"""Frames: card, empty state, banner."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from surveyapp.ui import theme
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.labels import IconMark, label, wrapped
from surveyapp.ui.widgets.whole_inside import WholeInside
from surveyapp.words import say


def card(title: str = "", scope: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A card with its title and grey scope; answers the frame and the column inside."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 14, 16, 16)
    column.setSpacing(10)
    if title:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(title, "card"))
        if scope:
            head.addWidget(label(scope, "dense"))
        head.addStretch(1)
        column.addLayout(head)
    return frame, column


def scrolled(inside: QWidget) -> QScrollArea:
    """What may be higher than its place, in a paper that scrolls up and down; the paper itself never takes the focus."""
    inside.setObjectName("inside")
    paper = QScrollArea()
    paper.setFrameShape(QFrame.Shape.NoFrame)
    paper.setWidgetResizable(True)
    paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    paper.setWidget(inside)
    WholeInside(paper)
    return paper


def foot_bar() -> tuple[QWidget, QHBoxLayout]:
    """The strip at the foot of a pane, with a line on top where what scrolls above it ends; answers it and the row inside."""
    foot = QWidget()
    foot.setObjectName("foot")
    foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(foot)
    row.setContentsMargins(16, 14, 16, 12)
    row.setSpacing(8)
    return foot, row


class Empty(QFrame):
    """Nothing here yet: one sentence what is so, one what to do."""

    def __init__(self, icon: str, what: str, todo: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        margin = 28 if theme.text_size() == 100 else 10
        column.setContentsMargins(24, margin, 24, margin)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(IconMark(icon, "text3", 30), 0, Qt.AlignmentFlag.AlignHCenter)
        self._what, self._todo = label(what, "card"), wrapped(todo, "dense")
        for each in (self._what, self._todo):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("line_strong"), 1.2)
        pen.setDashPattern([5, 3.5])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.size("radius_card"), theme.size("radius_card"))

    def tell(self, what: str, todo: str) -> None:
        """Other words."""
        self._what.setText(what)
        self._todo.setText(todo)


class Banner(QFrame):
    """A sentence under the header that stays until it is read: what failed and what to do, or that this window only looks."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 4, 2)
        row.setSpacing(10)
        self._icon = IconMark("warn", "warn", 18)
        self._words: QLabel = wrapped("", "body")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = IconButton("close", say("ui.banner.close"), px=40)
        self._close.clicked.connect(self.put_away)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()

    def tell(self, words: str, state: str = "warn", closable: bool = True) -> None:
        """Show a sentence."""
        theme.mark(self, "s", state)
        self._icon.become("err" if state == "err" else "warn", state)
        self._words.setText(words)
        self.setAccessibleName(words)
        self._close.setVisible(closable)
        self.show()

    def words(self) -> str:
        """What stands there."""
        return self._words.text() if self.isVisible() else ""

    def put_away(self) -> None:
        """It has been read."""
        self.hide()
        self.closed.emit()


def upright() -> QWidget:
    """A soft line from top to bottom, between things of two kinds."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedWidth(theme.hair())
    return line


def rule() -> QWidget:
    """A soft line across."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
