"""The communities with their progress, in columns: on wide screens, below the charts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.overview import Place
from surveyapp.ui import theme
from surveyapp.ui.overview.marks import bar, outlined, text
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.words import say

_COLUMNS = 3
_MOST = 120


class PlaceRow(Painted):
    """A community: its name, buildings done of all, defects."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.name)
        self.place = place
        self.setFixedHeight(px(40))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        done = place.buildings
        self._facts = say("overview.communities.line", done=done.done, total=done.total, defects=place.defects)
        self.setAccessibleName(f"{place.name} {self._facts}")

    def sizeHint(self) -> QSize:
        return QSize(px(220), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            self.frame(painter, "hover", "", theme.size("radius"))
        wide = text(painter, QRectF(self.width() - px(168), 2, px(160), px(24)), self._facts, "meta", "text2", right=True)
        text(painter, QRectF(px(8), 2, self.width() - wide - px(30), px(24)), self.text(), "dense", "text", bold=True)
        track = QRectF(px(8), px(29), self.width() - px(16), 5)
        bar(painter, track, "line_soft" if not outlined() else "sunken", outlined=outlined())
        done = self.place.buildings
        if done.total and done.done:
            bar(painter, QRectF(px(8), px(29), max(5, track.width() * done.done / done.total), 5), "accent")
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), theme.size("radius"))


class CommunityTable(QScrollArea):
    """`community_wanted(stream)`."""

    community_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_communities(self, places: tuple[Place, ...]) -> None:
        """Show them, the first ones where they are very many."""
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, each in enumerate(places[:_MOST]):
            row = PlaceRow(each)
            row.clicked.connect(lambda _checked=False, stream=each.stream: self.community_wanted.emit(stream))
            grid.addWidget(row, place // _COLUMNS, place % _COLUMNS)
        for column_number in range(_COLUMNS):
            grid.setColumnStretch(column_number, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)
