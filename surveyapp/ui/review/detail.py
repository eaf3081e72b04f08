"""The panel beside the table: the record in hand, its conflict, its past; or the preview of a change of many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.review import Conflict, Event, Preview, ReviewRow
from surveyapp.ui import theme
from surveyapp.ui.review.conflict_view import ConflictView, Heading
from surveyapp.ui.review.history_view import HistoryView, change_words
from surveyapp.ui.review.lists import kind_words
from surveyapp.ui.review.sentences import row_name, row_place
from surveyapp.ui.review.value_words import value_words
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.frames import Empty
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.turns import Turns
from surveyapp.words import say

CONFLICT, HISTORY = "conflict", "history"
_MOST_CHANGES = 200
_RECENT = 3
_MARGIN = 16
_WALKED = ("defect", "building", "community")
"""Kinds of record that the walk shows."""


@dataclass(frozen=True, slots=True)
class Held:
    """The record in hand: a defect of the table, or one of any kind that a finding speaks of."""

    stream: str
    record: str
    kind: str
    title: str


class _ToTheEdge(QScrollArea):
    """Scrolls up and down to the edges of the panel; its bar stands in the margin at the right, and what is read keeps its width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paper = self.widget()
        inside = paper.layout() if paper is not None else None
        assert inside is not None
        inside.setContentsMargins(0, 0, _MARGIN - (self.width() - self.viewport().width()), 12)


def _scrolled(inside: QWidget) -> QScrollArea:
    inside.setObjectName("inside")
    scroll = _ToTheEdge()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll


class PreviewView(QWidget):
    """What a change of many would do, record by record. `confirmed()`, `dropped()`."""

    confirmed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, 0, 14)
        column.setSpacing(10)
        self._title = label(role="card")
        self._note = wrapped("", "dense")
        self._note.setContentsMargins(0, 0, _MARGIN, 0)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, _MARGIN, 0)
        buttons.setSpacing(8)
        self.confirm = button("", "primary", pressed=self.confirmed.emit)
        buttons.addWidget(self.confirm)
        self.drop = button(say("review.bulk.drop"), pressed=self.dropped.emit)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(_scrolled(inside), 1)
        column.addLayout(buttons)
        self.lines: list[str] = []

    def take_focus(self) -> None:
        """The keyboard goes on here: at what makes the change, where there is one."""
        (self.confirm if self.confirm.isEnabled() else self.drop).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(self, preview: Preview) -> None:
        """Show the changes; the first ones where they are very many."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        records = {(each.stream, each.record) for each in preview.changes}
        self._title.setText(say("review.bulk.preview", count=len(records)))
        notes = [say("bulkmend.settles", count=preview.settled)] if preview.settled else []
        notes += [say("tiers.preview.gone", count=preview.missing)] if preview.missing else []
        self._note.setText(say("ui.form.list_join").join(notes))
        self._note.setVisible(bool(notes))
        self.confirm.setText(say("review.bulk.confirm", count=len(records)))
        self.confirm.setEnabled(bool(records))
        self.lines = []
        for each in preview.changes[:_MOST_CHANGES]:
            changed = change_words("defect", each.field, each.before, each.after, rivals=each.rivals)
            self.lines.append(changed)
            self._rows.addWidget(ElideLabel(f"{each.number}  {each.name}", "strong"))
            self._rows.addWidget(wrapped(changed, "dense"))
        if len(preview.changes) > _MOST_CHANGES:
            self._rows.addWidget(label(say("review.history.cut", count=len(preview.changes) - _MOST_CHANGES), "meta"))
        if preview.same > len({each.number for each in preview.alike}):  # of all that are not named one by one
            self._rows.addWidget(wrapped(say("tiers.preview.same", count=preview.same), "dense"))
        for each in preview.alike:
            alike = say("review.bulk.alike", number=each.number, value=value_words("defect", each.field, each.after))
            self.lines.append(alike)
            self._rows.addWidget(wrapped(alike, "meta"))
        self._rows.addStretch(1)


class DetailPanel(QFrame):
    """`settled(values)`, `restore_wanted(edit)`, `walk_wanted()`, `folded()`; `previewing(bool)`: whether a preview stands."""

    settled = Signal(object)
    restore_wanted = Signal(str)
    walk_wanted = Signal()
    folded = Signal()
    previewing = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hand")
        self._row: ReviewRow | None = None
        self.held: Held | None = None
        self.preview = PreviewView()
        self.conflict, self.history = ConflictView(), HistoryView()
        self.conflict.settled.connect(self.settled)
        self.recent = HistoryView(most=_RECENT)
        for history in (self.history, self.recent):
            history.restore_wanted.connect(self.restore_wanted)
        record = QWidget()
        self._lay_out(record)
        self._stack = QStackedWidget()
        self._empty = Empty("list", say("review.detail.none"), say("review.detail.none_todo"))
        self._stack.addWidget(self._empty)
        self._stack.currentChanged.connect(lambda at: self.previewing.emit(self._stack.widget(at) is self.preview))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.tabs.chosen.connect(self._show_tab)
        self._turns = Turns(self, *(partial(self._stack.addWidget, each) for each in (record, self.preview)))

    def _lay_out(self, record: QWidget) -> None:
        column = QVBoxLayout(record)
        column.setContentsMargins(_MARGIN, 12, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, _MARGIN, 0)
        self.heading = Heading()
        self.walk = IconButton("walk", say("review.detail.walk"), px=36)
        self.walk.clicked.connect(self.walk_wanted)
        self.fold = IconButton("panel", say("review.detail.fold"), px=36)
        self.fold.clicked.connect(self.folded)
        for each in (self.walk, self.fold):
            each.outlined_in_high = True
        top.addWidget(self.heading, 1)
        top.addWidget(self.walk)
        top.addWidget(self.fold)
        self.tabs = Segmented([(CONFLICT, say("review.detail.conflict", count=0)), (HISTORY, say("review.detail.history", count=0))])
        self.tabs.choose(HISTORY)
        self._bodies = QStackedWidget()
        both = QWidget()
        under = QVBoxLayout(both)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(10)
        under.addWidget(self.conflict)
        self._recent_title = label(say("review.detail.recent"), "card")
        under.addWidget(self._recent_title)
        under.addWidget(self.recent)
        under.addStretch(1)
        self._bodies.addWidget(_scrolled(both))
        self._bodies.addWidget(_scrolled(self.history))
        self._not_ticked = label(say("review.detail.not_ticked"), "dense")
        theme.mark(self._not_ticked, "s", "warn")
        self._not_ticked.hide()
        column.addLayout(top)
        column.addWidget(self._not_ticked)
        column.addWidget(self.tabs)
        column.addWidget(self._bodies, 1)

    @property
    def row(self) -> ReviewRow | None:
        """The defect in hand."""
        return self._row

    def show_nothing(self) -> None:
        """No record is in hand."""
        self._row = self.held = None
        self._stack.setCurrentIndex(0)

    def show_row(self, row: ReviewRow) -> None:
        """Take a defect in hand; its past comes later."""
        self._row, self.held = row, Held(row.line.stream, row.line.record, "defect", row.line.number)
        self._show_held(f"{row.line.number} {row_name(row)}", row_place(row))

    def tell_apart(self, apart: bool) -> None:
        """Whether others are ticked and this one is not: what is done with them leaves it alone."""
        self._not_ticked.setVisible(apart)

    def show_record(self, held: Held) -> None:
        """Take a record of another kind in hand; its past comes later."""
        self._row, self.held = None, held
        self._show_held(held.title, kind_words(held.kind))

    def _show_held(self, title: str, place: str) -> None:
        self._turns.finish()
        self.heading.tell(title, place)
        self.walk.setVisible(self.held is not None and self.held.kind in _WALKED)
        self._stack.setCurrentIndex(1)

    def show_past(self, conflict: Conflict | None, events: tuple[Event, ...], writable: bool) -> None:
        """The conflict and the past of the record in hand."""
        kind, count = self.held.kind if self.held else "defect", len(conflict.fields) if conflict else 0
        self.tabs.rename(CONFLICT, say("review.detail.conflict", count=count))
        self.tabs.rename(HISTORY, say("review.detail.history", count=len(events)))
        self.conflict.show_conflict(conflict, writable)
        self.history.show_events(kind, events, writable)
        self.recent.show_events(kind, events, writable)
        self._show_tab(CONFLICT if count else HISTORY)

    def _show_tab(self, name: str) -> None:
        self.tabs.choose(name)
        self._bodies.setCurrentIndex(0 if name == CONFLICT else 1)

    def show_preview(self, preview: Preview) -> None:
        """Show what a change of many would do."""
        self._turns.finish()
        self.preview.show_preview(preview)
        self._stack.setCurrentIndex(2)

    def drop_preview(self) -> None:
        """Back to the record in hand."""
        self._stack.setCurrentIndex(1 if self.held else 0)
