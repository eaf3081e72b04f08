"""The finder: a line and a list that floats above the page. What is typed leaves the entries that match; Enter or a tap takes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from surveyapp.ui import icons, theme
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.front.row_paint import paint_ground
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.ui.widgets.scrim import Scrim
from surveyapp.ui.widgets.stay_inside import step_inside
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
_WIDE, _MOST = 620, 200


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to take: its icon, name, a grey line beside it, a key that does the same, and what happens. `also`: other words it is sought by."""

    icon: str
    name: str
    facts: str
    key: str
    act: Callable[[], object]
    also: tuple[str, ...] = ()


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (entry.name, entry.facts, entry.key) if part)
        return None


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), theme.size("defect_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Entries)
        entry = model.entries[index.row()]
        rect, state = QRectF(option.rect).adjusted(2, 1, -2, -1), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            paint_ground(Ink(painter), rect, chosen)
        icons.paint(painter, entry.icon, rect.left() + px(12), rect.center().y() - px(10), px(20), "accent_text" if chosen else "text2")
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font("meta"))
        key = painter.fontMetrics().horizontalAdvance(entry.key) + px(20) if entry.key else px(8)
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(rect.right() - key, rect.top(), key - px(12), rect.height()), Qt.AlignmentFlag.AlignVCenter, entry.key)
        _paint_words(painter, QRectF(rect.left() + px(44), rect.top(), rect.width() - px(52) - key, rect.height()), entry, middle)
        painter.restore()


def _paint_words(painter: QPainter, room: QRectF, entry: Entry, middle: Qt.AlignmentFlag) -> None:
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.colour("text"))
    name = painter.fontMetrics().elidedText(entry.name, Qt.TextElideMode.ElideRight, int(room.width()))
    used = painter.fontMetrics().horizontalAdvance(name) + px(12)
    painter.drawText(room, middle, name)
    painter.setFont(theme.font("dense"))
    painter.setPen(theme.colour("text2"))
    facts = painter.fontMetrics().elidedText(entry.facts, Qt.TextElideMode.ElideRight, max(0, int(room.width() - used)))
    painter.drawText(room.adjusted(used, 0, 0, 0), middle, facts)


class _Line(TextLine):
    """Keys that go through the list are handed on: the list never has the focus."""

    def __init__(self, keys: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._keys = keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys(event):
            super().keyPressEvent(event)


class Finder(QFrame):
    """Opened with `ask`. `find(text)` answers the entries for what is typed, best first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self._window = window
        self._find: Callable[[str], Sequence[Entry]] = lambda _text: ()
        self._back: QWidget | None = None
        self.line = _Line(self._key)
        self.line.textChanged.connect(lambda _text: self.look())
        self._entries = _Entries(self)
        self.list = QListView()
        self.list.setModel(self._entries)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self.take(index.row()))
        self._nothing = label(say("ui.finder.nothing"), "dense")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self._shadow = Shadow(self, window)
        self.scrim = Scrim(self, self._shadow, window, self.close_it)
        self.hide()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is offered now."""
        return self._entries.entries

    def ask(self, name: str, hint: str, find: Callable[[str], Sequence[Entry]]) -> None:
        """Open it in the upper middle of the window."""
        if not self.isVisible():
            self._back = self._window.window().focusWidget()
        self._find = find
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(name)
        self.list.setAccessibleName(name)
        self.line.clear()
        self.look()
        wide = min(px(_WIDE), self._window.width() - 48)
        self.setGeometry((self._window.width() - wide) // 2, 64, wide, min(470, self._window.height() - 120))
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look(self) -> None:
        """Look again for what is typed."""
        self._entries.show_entries(self._find(self.line.text().strip())[:_MOST])
        self._nothing.setVisible(not self.entries)
        if self.entries:
            self.list.setCurrentIndex(self._entries.index(0))

    def take(self, row: int) -> None:
        """Do what a row says."""
        if 0 <= row < len(self.entries):
            entry = self.entries[row]
            self.close_it()
            entry.act()

    def close_it(self) -> None:
        """Put it away; the focus goes back to where it was."""
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_inside(self, forward) or super().focusNextPrevChild(forward)

    def _key(self, event: QKeyEvent) -> bool:
        key, at = event.key(), self.list.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take(at)
        elif key == Qt.Key.Key_Escape:
            self.close_it()
        elif key in steps and self.entries:
            self.list.setCurrentIndex(self._entries.index(max(0, min(len(self.entries) - 1, at + steps[Qt.Key(key)]))))
        else:
            return False
        return True
