"""The two short lists beside the table: what should be looked at, with the place to go to; and what was deleted, with the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from surveyapp.domain.review import Flaw, HiddenLine
from surveyapp.ui import icons, theme
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.review.value_words import field_words
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.cells import draw
from surveyapp.ui.widgets.frames import Empty
from surveyapp.words import has, say

Index = QModelIndex | QPersistentModelIndex
_GRAVE = frozenset({"finding.review.conflict", "finding.review.forked", "finding.review.kind_differs", "finding.review.returned"})


def kind_words(kind: str) -> str:
    """A kind of record in words; one of a newer version stands as it is."""
    return say(f"kind.{kind}") if has(f"kind.{kind}") else kind


def flaw_words(flaw: Flaw) -> tuple[str, str]:
    """(what is so, of which record) of a finding."""
    what = say(flaw.finding.code, **{"where": flaw.title, **flaw.finding.facts})
    field = field_words(flaw.kind, flaw.field) if flaw.field else ""
    return what, DOT.join(part for part in (kind_words(flaw.kind), flaw.title, field) if part)


Line = tuple[str, str, str, str]
"""icon, token, what, of which."""


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            _, _, what, which = self.lines[index.row()]
            return f"{what} {which}"
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Lines)
        icon, token, what, which = model.lines[index.row()]
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour("selected" if state & QStyle.StateFlag.State_Selected else "hover"))
        painter.setPen(QPen(theme.colour("line_soft"), 1))
        painter.drawLine(QPointF(rect.left() + px(16), rect.bottom() - 0.5), QPointF(rect.right() - px(16), rect.bottom() - 0.5))
        icons.paint(painter, icon, rect.left() + px(18), rect.center().y() - px(10), px(20), token)
        words = QRectF(rect.left() + px(54), rect.top() + 7, rect.width() - px(110), px(22))
        draw(painter, words, what, "strong", bold=True)
        draw(painter, words.translated(0, px(21)), which, "dense", "text2")
        icons.paint(painter, "right", rect.right() - px(36), rect.center().y() - px(8), px(16), "text3")
        painter.restore()


class _ListPage(QStackedWidget):
    """A list, or what to say while it is empty. `taken(row)`: Enter or a press."""

    taken = Signal(int)

    def __init__(self, name: str, empty: Empty) -> None:
        super().__init__()
        self.view = QListView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(name)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines = _Lines(self)
        self.view.setModel(self.lines)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.clicked.connect(lambda index: self.taken.emit(index.row()))
        self.view.activated.connect(lambda index: self.taken.emit(index.row()))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 4, 16, 16)
        column.addWidget(empty)
        self.addWidget(self.view)
        self.addWidget(holder)
        self.setCurrentIndex(1)

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines."""
        self.lines.show_lines(lines)
        self.setCurrentIndex(0 if lines else 1)


class FlawList(_ListPage):
    """`flaw_wanted(flaw)`."""

    flaw_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(say("review.view.flaws"), Empty("check", say("review.flaws.none"), say("review.flaws.none_todo")))
        self.flaws: tuple[Flaw, ...] = ()
        self.counts: Mapping[str, int] = {}
        self.taken.connect(lambda row: self.flaw_wanted.emit(self.flaws[row]))

    def show_flaws(self, counts: Mapping[str, int], flaws: tuple[Flaw, ...]) -> None:
        """Show the findings."""
        self.counts, self.flaws = counts, flaws
        lines: list[Line] = []
        for flaw in flaws:
            grave = flaw.finding.code in _GRAVE or flaw.finding.code.startswith("finding.value.impossible.")
            lines.append(("err" if grave else "warn", "err" if grave else "warn", *flaw_words(flaw)))
        self.show_lines(lines)

    def show_sort(self, sort: str) -> None:
        """Bring the first finding of a sort to the top."""
        row = next((row for row, flaw in enumerate(self.flaws) if flaw.sort == sort), -1)
        if row >= 0:
            self.view.setCurrentIndex(self.lines.index(row))
            self.view.scrollTo(self.lines.index(row), QListView.ScrollHint.PositionAtTop)

    def step(self, by: int) -> Flaw | None:
        """The next or the previous finding."""
        if not self.flaws:
            return None
        row = self.view.currentIndex().row()
        row = (row + by) % len(self.flaws) if row >= 0 else (0 if by > 0 else len(self.flaws) - 1)
        self.view.setCurrentIndex(self.lines.index(row))
        return self.flaws[row]


class HiddenList(_ListPage):
    """`line_wanted(line, is_deleted)`."""

    line_wanted = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__(say("review.view.hidden"), Empty("trash", say("review.hidden.none"), say("review.hidden.none_todo")))
        self.hidden: tuple[HiddenLine, ...] = ()
        self.unowned: tuple[HiddenLine, ...] = ()
        self.taken.connect(self._take)

    def show_hidden(self, hidden: Sequence[HiddenLine], unowned: Sequence[HiddenLine]) -> None:
        """Show what was deleted, then what lost its building."""
        self.hidden, self.unowned = tuple(hidden), tuple(unowned)
        lines: list[Line] = [("orphan", "warn", say("review.hidden.unowned"), _which(each)) for each in self.unowned]
        lines += [
            ("trash", "text2", say("review.hidden.deleted", who=each.author_name, when=day_and_clock(each.wall)), _which(each))
            for each in self.hidden
        ]
        self.show_lines(lines)

    def _take(self, row: int) -> None:
        if row < len(self.unowned):
            self.line_wanted.emit(self.unowned[row], False)
        else:
            self.line_wanted.emit(self.hidden[row - len(self.unowned)], True)


def _which(line: HiddenLine) -> str:
    return DOT.join((kind_words(line.kind), line.title))
