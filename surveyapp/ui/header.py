"""The page header: what is open, and at the right what is saved, undo and redo, and the policy in use. The same place on every page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from surveyapp.domain.views import CommunityLine, UndoState
from surveyapp.ui import icons, theme
from surveyapp.ui.front.head_paint import jump_width, paint_jump, paint_title, title_inset
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.moments import clock, day_and_clock
from surveyapp.ui.policy_button import PolicyButton
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import IconButton, Painted, button, ring
from surveyapp.ui.widgets.labels import ElideLabel, IconMark
from surveyapp.ui.widgets.menus import open_below
from surveyapp.words import has, say

_GAP, _ARROW = 8, 16
"""Between the title and the arrow that opens the list, and the arrow itself."""


def act_words(act: str) -> str:
    """What an act did, in words; an act of a newer version stands under its own name."""
    return say(f"act.{act}") if has(f"act.{act}") else act


class _Title(Painted):
    """The name of the community with its facts; pressed, it lists the others."""

    def __init__(self) -> None:
        super().__init__()
        self._facts = ""
        self._choosable = True
        self.setFixedHeight(px(44))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def tell(self, name: str, facts: str, choosable: bool) -> None:
        """Show a name, its facts, and whether there is a list behind it."""
        self.setText(name)
        self._facts, self._choosable = facts, choosable
        self.setAccessibleName(f"{name} {facts}")
        self.setToolTip(f"{name} {facts}".strip())
        self.setEnabled(choosable)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font("page")).horizontalAdvance(self.text()) + title_inset()
        facts = QFontMetrics(theme.font("dense")).horizontalAdvance(self._facts)
        return QSize(wide + (facts + px(12) if facts else 0) + 2 + (self._behind() if self._choosable else px(12)), px(44))

    def _behind(self) -> int:
        """Px behind the words: a gap, the arrow, and as much air as before the words; the arrow has some of it in its own picture."""
        return px(_GAP) + px(_ARROW) + title_inset() - px(3)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._choosable and theme.is_high():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = "hover" if self.underMouse() else "surface"
            Ink(painter).box(QRectF(self.rect()).adjusted(0, px(2), 0, -px(2)), ground, "line_strong", theme.size("radius"), theme.hair())
        elif self._choosable and self.underMouse():
            self.frame(painter, "hover", "", theme.size("radius"))
        room = self.width() - (self._behind() if self._choosable else 0) + 6  # the title keeps 6 px of its room for itself
        end = paint_title(Ink(painter), QRectF(0, 0, room, self.height()), self.text(), self._facts)
        if self._choosable:
            last = self.width() - self._behind() + px(_GAP)
            icons.paint(painter, "down", min(last, end + px(_GAP)), px(14), px(_ARROW), "text")
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring(painter, QRectF(self.rect()), theme.size("radius"))


class _Jump(Painted):
    """The field that jumps anywhere: a button that looks like the field it opens."""

    def __init__(self) -> None:
        super().__init__(say("ui.header.jump"))
        self.setToolTip(self.text())
        self.setFixedSize(px(40), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_jump(Ink(painter), QRectF(self.rect()), self.underMouse() and self.isEnabled())
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), theme.size("radius"))


class Header(QWidget):
    """`undo_wanted`, `redo_wanted`, `community_wanted(stream)`, `new_community_wanted(point)`, `action_wanted`, `jump_wanted`."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    community_wanted = Signal(str)
    new_community_wanted = Signal(QPoint)
    action_wanted = Signal()
    jump_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("header"))
        self._communities: tuple[CommunityLine, ...] = ()
        self._stream = ""
        self._read_only = False
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 16, 0)
        row.setSpacing(8)
        self.title = _Title()
        self.title.clicked.connect(self._open_list)
        row.addWidget(self.title)
        self._bar: QWidget | None = None
        self._row = row
        self.action = button("", icon="compare", pressed=self.action_wanted.emit)
        self.action.hide()
        row.addWidget(self.action)
        row.addStretch(1)
        self._saved_icon = IconMark("", "accent_text", 16)
        self.saved = ElideLabel(role="body")
        row.addWidget(self._saved_icon)
        row.addWidget(self.saved)
        self.undo = IconButton("undo", say("ui.header.undo_nothing"))
        self.redo = IconButton("redo", say("ui.header.redo_nothing"))
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        self.policy = PolicyButton()
        self.policy.hide()
        row.addWidget(self.policy)
        self.jump = _Jump()
        self.jump.clicked.connect(self.jump_wanted)
        row.addWidget(self.jump)
        self.tell_undo(UndoState())

    def tell_title(self, name: str, facts: str = "", choosable: bool = False) -> None:
        """What is open."""
        self.title.tell(name, facts, choosable)

    def tell_action(self, icon: str, words: str) -> None:
        """What the page in front offers; nothing for no words."""
        self.action.setText(words)
        self.action.setIcon(icons.icon(icon, "text2"))
        self.action.setVisible(bool(words))

    def show_bar(self, bar: QWidget | None) -> None:
        """The page's own actions beside the title; None where it has none there."""
        if self._bar is not None and self._bar is not bar:
            self._bar.hide()
        if bar is not None and self._row.indexOf(bar) < 0:
            self._row.insertWidget(1, bar)
        self._bar = bar
        if bar is not None:
            bar.show()

    def tell_communities(self, communities: tuple[CommunityLine, ...], stream: str, read_only: bool) -> None:
        """What the list behind the title offers."""
        self._communities, self._stream, self._read_only = communities, stream, read_only

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.jump.setFixedWidth(jump_width(self.width()))

    def tell_saved(self, wall: str, today: str = "") -> None:
        """When the last write was committed; with its day where that is not `today`."""
        time = day_and_clock(wall) if today and wall[:10] != today else clock(wall)
        self._say_saved("check", "ok", say("ui.header.saved", time=time))

    def tell_unsaved(self) -> None:
        """That a write failed."""
        self._say_saved("err", "err", say("ui.header.unsaved"))
        self.show_saved(True)

    def _say_saved(self, icon: str, state: str, words: str) -> None:
        self._saved_icon.become(icon, "accent_text" if state == "ok" else state)
        self.saved.tell(words, state)

    def tell_undo(self, state: UndoState) -> None:
        """What undo and redo would do now."""
        for control, act, known, nothing in (
            (self.undo, state.undo, "ui.header.undo", "ui.header.undo_nothing"),
            (self.redo, state.redo, "ui.header.redo", "ui.header.redo_nothing"),
        ):
            words = say(known, act=act_words(act)) if act else say(nothing)
            control.setEnabled(bool(act))
            control.setToolTip(words)
            control.setAccessibleName(words)

    def show_undo(self, shown: bool) -> None:
        """Undo and redo stand when it is known what they would do."""
        self.undo.setVisible(shown)
        self.redo.setVisible(shown)

    def show_saved(self, shown: bool) -> None:
        """What is saved stands where there is something that it can be said of."""
        self._saved_icon.setVisible(shown)
        self.saved.setVisible(shown)

    def show_policy(self, shown: bool) -> None:
        """The policy in use, where it is known."""
        self.policy.setVisible(shown and bool(self.policy.text()))

    def _open_list(self) -> None:
        open_below(self.community_menu(), self.title)

    def community_menu(self) -> QMenu:
        """The communities to go to, and the way to a new one."""
        menu = QMenu(self)
        for each in self._communities:
            entry = menu.addAction(each.name)
            entry.setCheckable(True)
            entry.setChecked(each.stream == self._stream)
            entry.triggered.connect(lambda _checked=False, stream=each.stream: self.community_wanted.emit(stream))
        if not self._read_only:
            if self._communities:
                menu.addSeparator()
            added = menu.addAction(icons.icon("plus"), say("ui.walk.new_community"))
            added.triggered.connect(lambda: self.new_community_wanted.emit(self.title.mapTo(self.window(), QPoint(0, self.title.height() + 8))))
        return menu
