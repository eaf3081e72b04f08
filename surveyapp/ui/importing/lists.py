"""Two painted lists: everything that was found, and everything that writing would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from surveyapp.domain.fields import field_of
from surveyapp.domain.money_words import money
from surveyapp.domain.sheets.changes import Change
from surveyapp.domain.sheets.table import is_wrong
from surveyapp.errors import Finding
from surveyapp.ui import icons, theme
from surveyapp.ui.form.typed import shown_value, unit_words
from surveyapp.ui.front import row_paint
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.line_breaks import loose, together
from surveyapp.words import has, language, say

Index = QModelIndex | QPersistentModelIndex
_ROW, _LINE, _HEAD = 50, 20, 36
_MOST_MEASURED = 500
"""Longer lists give every row the room of the longest, or are measured a batch at a time: to measure thousands at once would take too long."""
_PLACE = 90
"""How wide the place at the right may be, in px."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_FROM_TOP = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of either list: an icon in its ink, a first line, a second line, the place at the right, and the line of the sheet."""

    icon: str
    ink: str
    first: str
    second: str
    place: str
    where: str
    line: int


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group of rows: it stands for no place of the sheet."""

    words: str

    def line(self) -> Line:
        """As a row without an icon."""
        return Line("", "text2", self.words, "", "", "", 0)


def grouped(changes: Sequence[Change]) -> Sequence[Change | Head]:
    """The changes, which come in order of what they do, with a head before those that write nothing: the tab counts what is written."""
    same = [each for each in changes if each.status == "same"]
    if not same:
        return changes
    return [*(each for each in changes if each.status != "same"), Head(say("importing.unchanged", count=f"{len(same):,}")), *same]


def finding_line(finding: Finding) -> Line:
    """A finding: what is wrong with an error's icon, what is odd with a warning's."""
    state = "err" if is_wrong(finding) else "warn"
    place, _, rest = say(finding.code, **finding.facts).partition("：" if "：" in say(finding.code, **finding.facts) else ": ")
    where = say("importing.row", line=finding.where) if finding.where.isdecimal() else finding.where
    if finding.where.isdecimal() and "column" not in finding.facts:
        place = place and say("importing.whole_line")  # its number stands at the right
    first, second = (rest[:1].upper() + rest[1:], place) if rest else (place, "")
    return Line(state, state, first, second, where, finding.where, int(str(finding.facts.get("line", 0))))


def change_line(change: Change) -> Line:
    """A change: what is new, or which values would become which."""
    entry = change.entry
    icon, ink = {"new": ("plus", "accent_text"), "changed": ("pen", "warn"), "same": ("check", "text3")}[change.status]
    name = f"{entry.community_name} {entry.name}" if entry.kind != "community" else entry.name
    told = [
        _field(entry.kind, field, before, after, new=change.status == "new") for field, (before, after) in change.fields.items() if field != "name"
    ]
    second = say("importing.join").join(told) if change.status != "same" else say("importing.same")
    place = say(f"kind.{entry.kind}")
    return Line(icon, ink, name, second, place, str(entry.row + 1), entry.row + 1)


def _field(kind: str, field: str, before: object, after: object, *, new: bool) -> str:
    words = f"field.{kind}.{field}"
    name = say(words) if has(words) else field.removeprefix("wish.")
    value = shown_value(kind, field, after)
    if new or before is None:
        return say("importing.field", name=name, value=_with_unit(kind, field, value))
    old, value = _even(shown_value(kind, field, before), value)
    if _is_money(kind, field):
        return say("importing.field", name=name, value=f"{money(old)} → {_with_unit(kind, field, value)}")
    return say("importing.field", name=name, value=f"{_two_places(kind, field, old)} → {_with_unit(kind, field, value)}")


def _is_money(kind: str, field: str) -> bool:
    held = field_of(kind, field)
    return held is not None and held.unit == "wan_yuan"


def _two_places(kind: str, field: str, value: str) -> str:
    """An area has as many places as everywhere: `3060.40`."""
    held = field_of(kind, field)
    if held is None or held.unit != "m2" or not value.replace(".", "", 1).isdecimal():
        return value
    whole, _, rest = value.partition(".")
    return f"{whole}.{rest.ljust(2, '0')}"


def _with_unit(kind: str, field: str, value: str) -> str:
    """A measure with its unit, for 300.5 alone may be yuan or tens of thousands; what is counted says in its name what it counts."""
    held = field_of(kind, field)
    if held is None or held.type != "decimal" or not held.unit:
        return value
    if held.unit == "wan_yuan" and language() != "zh":
        return money(value)  # it names its own unit
    unit = unit_words(held.unit)
    return say("importing.times_unit" if unit[:1].isdigit() else "importing.with_unit", value=_two_places(kind, field, value), unit=unit)


def _even(before: str, after: str) -> tuple[str, str]:
    """Two decimal numbers with as many places each, so that they are compared at a glance: `612.40 → 3060.40`."""
    places = [len(each.partition(".")[2]) for each in (before, after)]
    if not all(each.replace(".", "", 1).isdecimal() for each in (before, after)) or places[0] == places[1]:
        return before, after
    most = max(places)
    one, two = (f"{each.partition('.')[0]}.{each.partition('.')[2].ljust(most, '0')}" for each in (before, after))
    return one, two


class LineModel(QAbstractListModel):
    """Lines, made when they are painted: ten thousand changes cost nothing until they are scrolled to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._things: Sequence[Finding | Change | Head] = ()

    def show_things(self, things: Sequence[Finding | Change | Head]) -> None:
        """Show findings or changes, and heads between them."""
        self.beginResetModel()
        self._things = things
        self.endResetModel()

    def line(self, row: int) -> Line:
        """The row in words."""
        thing = self._things[row]
        if isinstance(thing, Head):
            return thing.line()
        return finding_line(thing) if isinstance(thing, Finding) else change_line(thing)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._things)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A head cannot be chosen."""
        found = super().flags(index)
        return found & ~Qt.ItemFlag.ItemIsSelectable if index.isValid() and isinstance(self._things[index.row()], Head) else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            line = self.line(index.row())
            return loose(f"{line.second} {line.first}".strip())
        return None


class LineDelegate(QStyledItemDelegate):
    """Icon, words, the place at the right. `lines`: how many lines the first words may have; 0: all words have as many as they need."""

    def __init__(self, parent: QObject, lines: int) -> None:
        super().__init__(parent)
        self._more, self._whole = px(_LINE) * max(0, lines - 1), lines == 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        more = self._more
        view = self.parent()
        if self._whole and isinstance(view, QListView):
            model = index.model()
            assert isinstance(model, LineModel)
            line = model.line(index.row())
            if not line.icon:
                return QSize(px(100), px(_HEAD))
            first, second = self._heights(line, view.viewport().width() - 8)
            return QSize(px(100), px(_ROW) - px(22) - px(20) + first + second)
        if more and isinstance(view, QListView) and not view.uniformItemSizes():
            model = index.model()
            assert isinstance(model, LineModel)
            line = model.line(index.row())
            place = min(px(90), QFontMetrics(theme.font("meta")).horizontalAdvance(line.place))
            room = view.viewport().width() - 8 - px(40) - place - px(26)
            more = more if QFontMetrics(theme.font("body")).horizontalAdvance(line.first) > room else 0
        return QSize(px(100), px(_ROW) + more)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, LineModel)
        line, ground = model.line(index.row()), QRectF(option.rect).adjusted(4, 1, -4, -1)
        if not line.icon:
            self._paint_head(painter, ground, line.first)
            return
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            row_paint.paint_ground(Ink(painter), ground, chosen)
        icons.paint(painter, line.icon, ground.left() + px(10), ground.center().y() - px(9), px(18), line.ink)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        place = painter.fontMetrics().elidedText(line.place, Qt.TextElideMode.ElideRight, px(_PLACE))
        width = painter.fontMetrics().horizontalAdvance(place)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(ground.right() - width - px(12), ground.top() + 3, width + 4, px(22)), middle, place)
        room = int(ground.width() - px(40) - width - px(26))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        more = self._paint_first(painter, QRectF(ground.left() + px(38), ground.top() + 3, room, px(22)), line.first)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2" if chosen else "text3"))
        below = QRectF(ground.left() + px(38), ground.top() + px(25) + more, ground.width() - px(50), px(20))
        if self._whole:
            below.setHeight(ground.bottom() - below.top())
            painter.drawText(below, _FROM_TOP, together(line.second))
        else:
            painter.drawText(below, middle, painter.fontMetrics().elidedText(line.second, Qt.TextElideMode.ElideRight, int(below.width())))
        painter.restore()

    def _paint_head(self, painter: QPainter, ground: QRectF, words: str) -> None:
        painter.save()
        painter.fillRect(ground, theme.colour("sunken"))
        painter.setFont(theme.font("dense", bold=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(ground.adjusted(px(10), 0, -px(10), 0), _MIDDLE, words)
        painter.restore()

    def _heights(self, line: Line, wide: int) -> tuple[int, int]:
        """How high both words are in a row so wide."""
        place = min(px(_PLACE), QFontMetrics(theme.font("meta")).horizontalAdvance(line.place))
        first = _high("body", line.first, wide - px(40) - place - px(26))
        return max(px(22), first), max(px(20), _high("meta", together(line.second), wide - px(50)))

    def _paint_first(self, painter: QPainter, rect: QRectF, text: str) -> int:
        """The first words, in as many lines as they need and may have; answers how much higher than one line they are."""
        metrics = painter.fontMetrics()
        if self._whole:
            high = _high("body", text, int(rect.width()))
            more = max(0, high - int(rect.height()))
            painter.drawText(rect.adjusted(0, 0, 0, more), int(_MIDDLE | Qt.TextFlag.TextWordWrap), text)
            return more
        if not self._more or metrics.horizontalAdvance(text) <= rect.width():
            painter.drawText(rect, _MIDDLE, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width())))
            return 0
        painter.drawText(rect.adjusted(0, 0, 0, self._more), int(_MIDDLE | Qt.TextFlag.TextWordWrap), text)
        return self._more


def _high(role: str, text: str, wide: int) -> int:
    """How high a text is that breaks into lines of a width."""
    return QFontMetrics(theme.font(role)).boundingRect(QRect(0, 0, wide, 10_000), int(_FROM_TOP), text).height()


class LineList(QListView):
    """The list. `lines`: how many lines the first words of a row may have; 0: nothing is shortened. `place_wanted(where, line)` when a
    person goes to a row."""

    place_wanted = Signal(str, int)

    def __init__(self, name: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self, lines))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._most_lines = lines
        self.lines.modelReset.connect(self._measure)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.selectionModel().currentChanged.connect(self._go)

    def _measure(self) -> None:
        many = self.lines.rowCount() > _MOST_MEASURED
        self.setUniformItemSizes(self._most_lines == 1 or (self._most_lines > 1 and many))
        self.setLayoutMode(QListView.LayoutMode.Batched if many and not self._most_lines else QListView.LayoutMode.SinglePass)
        self._whole_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._whole_rows()

    def _whole_rows(self) -> None:
        """The list ends behind a whole row: half a row at its foot reads as a row that is broken."""
        over = self.height() % px(_ROW) if self.uniformItemSizes() else self._below_the_last()
        if self.viewportMargins().bottom() != over:
            self.setViewportMargins(0, 0, 0, over)

    def _below_the_last(self) -> int:
        """How much room rows of many heights leave below the last that fits; none where all fit, or not even one does."""
        end, option = 0, QStyleOptionViewItem()
        for row in range(self.lines.rowCount()):
            high = self.itemDelegate().sizeHint(option, self.lines.index(row)).height()
            if end + high > self.height():
                return self.height() - end if row else 0
            end += high
        return 0

    def step(self, by: int) -> None:
        """Go to the next or previous row, round and round."""
        count = self.lines.rowCount()
        if count:
            self.setCurrentIndex(self.lines.index((self.currentIndex().row() + by) % count))

    def _go(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and (line := self.lines.line(current.row())).line:
            self.place_wanted.emit(line.where, line.line)
