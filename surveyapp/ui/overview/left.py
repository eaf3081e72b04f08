"""The left column: how far the survey is, today's list, what is left to mend."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.overview import Progress, Stop
from surveyapp.ui import icons, theme
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.front.row_paint import paint_ground
from surveyapp.ui.moments import day_words
from surveyapp.ui.overview.marks import bar, outlined, text
from surveyapp.ui.sorts import SORTS
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.buttons import Painted, ring
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.ui.widgets.marks import paint_ring
from surveyapp.words import say

_TODO = 36
_RING = 46
"""So wide is the part of a stop that marks it."""


class Figure(QWidget):
    """One number of a whole, with its bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self.progress = name, Progress(0, 0)
        self.setFixedHeight(px(64))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, progress: Progress) -> None:
        """Show so many of so many."""
        self.progress = progress
        self.setAccessibleName(f"{self._name} {progress.done} / {progress.total}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(90), px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text(painter, QRectF(0, 0, self.width(), px(18)), self._name, "dense", "text2")
        wide = text(painter, QRectF(0, px(18), self.width(), px(34)), f"{self.progress.done:,}", "page", "text")
        text(painter, QRectF(wide + 6, px(22), self.width() - wide - 6, px(30)), f"/ {self.progress.total:,}", "meta", "text2")
        track = QRectF(0, px(56), self.width() - px(8), 6)
        bar(painter, track, "line_soft" if not outlined() else "sunken", outlined=outlined())
        if self.progress.total and self.progress.done:
            bar(painter, QRectF(0, px(56), max(6, track.width() * min(1, self.progress.done / self.progress.total)), 6), "accent")


class StopRow(Painted):
    """A place on today's list: pressed, it is walked. `marked(done)`: its ring was pressed, or Space: an assignment is done or not."""

    marked = Signal(bool)

    def __init__(self, stop: Stop, is_current: bool) -> None:
        super().__init__(f"{stop.community_name} {stop.name}".strip())
        self.stop, self._is_current = stop, is_current
        self.setFixedHeight(px(52))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = (self.text(), stop_facts(stop), say(f"overview.stop.{stop.state}"), stop.note, self._offer() if stop.task else "")
        self.setAccessibleName(DOT.join(part for part in told if part))
        self.setToolTip(stop.note)

    def _offer(self) -> str:
        return say("overview.stop.unmark" if self.stop.state == "done" else "overview.stop.mark")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The ring of an assignment is a target of its own."""
        if self.stop.task and event.position().x() < px(_RING):
            self.marked.emit(self.stop.state != "done")
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.stop.task and event.key() == Qt.Key.Key_Space:
            self.marked.emit(self.stop.state != "done")
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        going = self._is_current
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if going or self.underMouse():
            paint_ground(Ink(painter), QRectF(self.rect()), going)
        done = self.stop.state == "done"
        paint_ring(painter, px(10), px(10), 1.0 if done else self.stop.filled / self.stop.fields if self.stop.fields else 0)
        words = say(f"overview.stop.{self.stop.state}")
        right = QRectF(self.width() - px(90), 0, px(80), self.height())
        acts = self.stop.state == "going"
        wide = text(painter, right, words, "dense", "accent_text" if going else "text2", bold=going, right=True, acts=acts)
        room = self.width() - px(54) - wide - px(24)
        text(painter, QRectF(px(54), 5, room, px(22)), self.text(), "body", "text2" if self.stop.state == "done" else "text", bold=True)
        text(painter, QRectF(px(54), px(26), room, px(20)), stop_facts(self.stop), "meta", "text2")
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), theme.size("radius"))


def stop_facts(stop: Stop) -> str:
    """What is known of a stop: since when it waits and who has it, what was found there, where it was left, or how large it is."""
    since = say("overview.stop.since", day=day_words(stop.since)) if stop.since else ""
    return DOT.join(part for part in (stop.assignee_name, since, _progress(stop)) if part)


def _progress(stop: Stop) -> str:
    if stop.task and not stop.building:
        if not stop.houses[1]:
            return say("overview.stop.no_houses")
        return say("overview.stop.houses", done=stop.houses[0], total=stop.houses[1])
    if stop.state == "done":
        parts = [say("overview.stop.defects", count=stop.defects)]
        return DOT.join([*parts, *([say("overview.stop.bare", count=stop.without_photo)] if stop.without_photo else [])])
    if stop.state == "going" and (stop.last_unit is not None or stop.last_storey is not None):
        unit = say("ui.place.unit", number=stop.last_unit) if stop.last_unit is not None else ""
        storey = say("ui.place.storey", number=stop.last_storey) if stop.last_storey is not None else ""
        return say("overview.stop.last", place=say("ui.place.join").join(part for part in (unit, storey) if part))
    sizes = (("ui.facts.storeys", stop.storeys), ("ui.facts.units", stop.units), ("ui.facts.households", stop.households))
    known = [say(code, count=count) for code, count in sizes if count is not None]
    return DOT.join(known) or say("overview.stop.filled", filled=stop.filled, fields=stop.fields)


class TodoRow(Painted):
    """A sort of finding: how many, what, and where to go."""

    def __init__(self, sort: str, count: int) -> None:
        what = say(f"overview.todo_one.{sort}" if count == 1 else f"overview.todo.{sort}")
        super().__init__(what)
        self.sort, self.count = sort, count
        self.setFixedHeight(px(_TODO))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{count} {what}, {say(f'overview.go.{sort}')}")

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(_TODO))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if self.underMouse():
            self.frame(painter, "hover", "", theme.size("radius"))
        icon, token = SORTS[self.sort]
        icons.paint(painter, icon, 2, (px(_TODO) - px(20)) / 2, px(20), token)
        wide = text(painter, QRectF(px(34), 0, px(90), self.height()), f"{self.count:,}", "card", token, bold=True)
        go = text(
            painter,
            QRectF(self.width() - px(120), 0, px(98), self.height()),
            say(f"overview.go.{self.sort}"),
            "dense",
            "accent_text",
            bold=True,
            right=True,
            acts=True,
        )
        room = self.width() - px(34) - wide - px(10) - go - px(34)
        text(painter, QRectF(px(34) + wide + px(10), 0, room, self.height()), self.text(), "body", "text")
        icons.paint(painter, "right", self.width() - px(18), (px(_TODO) - px(16)) / 2, px(16), "text2")
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), theme.size("radius"))


class Rows(QWidget):
    """Rows under each other, made anew when they change; a sentence while there are none."""

    pressed = Signal(object)
    marked = Signal(object, bool)
    gap = 2
    """Between two rows."""

    def __init__(self, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        self.rows: list[Painted] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.gap)

    def show_rows(self, rows: list[Painted]) -> None:
        """Show other rows."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = rows
        for row in rows:
            row.clicked.connect(lambda _checked=False, each=row: self.pressed.emit(each))
            if isinstance(row, StopRow):
                row.marked.connect(lambda done, each=row: self.marked.emit(each, done))
            self._column.addWidget(row)
        if not rows:
            self._column.addWidget(wrapped(self._nothing, "dense"))
        self._column.addStretch(1)


def todo_rows(todo: Mapping[str, int]) -> list[Painted]:
    """The rows of what is left, in order; sorts with nothing left are not shown."""
    return [TodoRow(sort, todo[sort]) for sort in SORTS if todo.get(sort)]


def figures(names: tuple[str, ...]) -> tuple[QWidget, dict[str, Figure]]:
    """The figures side by side."""
    holder, made = QWidget(), {}
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    for place, name in enumerate(names):
        made[name] = Figure(say(f"overview.figure.{name}"))
        grid.addWidget(made[name], 0, place)
    return holder, made


def heading(title: str) -> tuple[QWidget, list[QLabel]]:
    """A card's title with two grey notes: beside it and at the right."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    beside, right = ElideLabel("", "dense"), label("", "dense")
    row.addWidget(label(title, "card"))
    row.addWidget(beside, 1)
    row.addWidget(right)
    return holder, [beside, right]
