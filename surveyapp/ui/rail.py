"""The rail: pages with icon and words, the palette at one tap, and what is not handed over yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.ui import icons, theme
from surveyapp.ui.front import rail_paint
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, ring, ring_on_solid
from surveyapp.words import say


class _Logo(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(px(40), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        rail_paint.paint_logo(Ink(QPainter(self)), 0, 0)


_LEAST_ITEM = 44
"""How low the items become in a low window, so that all of them stay in sight."""


class RailItem(Painted):
    """A page in the rail."""

    def __init__(self, page: str, icon: str, text: str) -> None:
        super().__init__(text)
        self.page, self._icon, self.count, self.counts = page, icon, 0, True
        self.setCheckable(True)
        self.setFixedWidth(theme.size("rail_width"))
        self.setMinimumHeight(px(_LEAST_ITEM))
        self.setMaximumHeight(theme.size("rail_item"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def tell(self, count: int) -> None:
        """Show how many things are to do there."""
        self.count = count
        self.setAccessibleName(say("ui.rail.todo", page=self.text(), count=count) if count and self.counts else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("rail_width"), theme.size("rail_item"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        rail_paint.paint_item(Ink(painter), whole, self._icon, self.text(), self.isChecked(), self.underMouse(), self.count if self.counts else 0)
        if self.hasFocus():
            mark = ring_on_solid if self.isChecked() and theme.is_high() else ring
            mark(painter, rail_paint.item_frame(whole), theme.size("radius_card"))


class _PaletteButton(Painted):
    def __init__(self) -> None:
        super().__init__(say("ui.rail.palette"))
        self.setToolTip(self.text())
        self.setFixedSize(px(44), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.frame(painter, "hover" if self.underMouse() else "rail", "line", theme.size("radius"), theme.hair())
        icons.paint(painter, theme.worn(), px(12), px(10), px(20), "text2")
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), theme.size("radius"))


class _Link(QWidget):
    """What is not handed over yet: a number, not a notification."""

    def __init__(self) -> None:
        super().__init__()
        self._count: int | None = 0
        self.setFixedSize(theme.size("rail_width"), px(58))

    def tell(self, count: int | None) -> None:
        """Show how many edits no package carries yet; None where there is no survey that could have any."""
        self._count = count
        unsent = say("ui.rail.unsent", count=count) if count is not None else ""
        self.setAccessibleName(f"{say('ui.rail.local')} {unsent}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        rail_paint.paint_link(Ink(QPainter(self)), QRectF(self.rect()), self._count)


class Rail(QWidget):
    """`page_wanted(name)` and `palette_wanted()`."""

    page_wanted = Signal(str)
    palette_wanted = Signal()

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.size("rail_width"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(0)
        self._logo = QWidget()
        top = QVBoxLayout(self._logo)
        top.setContentsMargins(0, 0, 0, 16)
        top.addWidget(_Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._logo)
        self._group = QButtonGroup(self)
        self.items: list[RailItem] = []
        for page, text in pages:
            item = RailItem(page, page, text)
            item.clicked.connect(lambda _checked=False, each=page: self.page_wanted.emit(each))
            self._group.addButton(item)
            self.items.append(item)
            column.addWidget(item)
        column.addStretch(1)
        self._palette = _PaletteButton()
        self._palette.clicked.connect(self.palette_wanted)
        column.addWidget(self._palette, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        self._link = _Link()
        self._counts, self._unsent = True, 0
        self.tell_unsent(0)
        column.addWidget(self._link)

    def item(self, page: str) -> RailItem:
        """The item of a page."""
        return next(each for each in self.items if each.page == page)

    def show_page(self, page: str) -> None:
        """Mark the page that is shown; none for "" (nothing is begun yet)."""
        self._group.setExclusive(False)
        for item in self.items:
            item.setChecked(item.page == page)
        self._group.setExclusive(True)

    def enable(self, pages: bool) -> None:
        """Whether pages can be gone to: not before there is a survey."""
        for item in self.items:
            item.setEnabled(pages)
            item.setVisible(pages)

    def show_counts(self, shown: bool) -> None:
        """Whether counts are shown: not where a survey is begun, for they would be those of none or of another one."""
        self._counts = shown
        self.tell_unsent(self._unsent)
        for item in self.items:
            item.counts = shown
            item.tell(item.count)

    def tell_unsent(self, count: int) -> None:
        """Show how much is not handed over."""
        self._unsent = count
        self._link.tell(count if self._counts else None)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("rail_width"), px(600))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where not everything has room, the sign goes first: pages, palette and what is not handed over stay."""
        super().resizeEvent(event)
        least = len(self.items) * px(_LEAST_ITEM) + self._palette.height() + self._link.height() + self._logo.sizeHint().height() + 30
        self._logo.setVisible(self.height() >= least)
