"""The form of a record: cards of rows. It shows a RecordView and asks for single fields to be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import check_record
from surveyapp.domain.fields import field_of
from surveyapp.domain.views import FieldView, RecordView
from surveyapp.errors import Finding
from surveyapp.ui import theme
from surveyapp.ui.form.cards import CARDS, Card
from surveyapp.ui.form.row import FormRow
from surveyapp.ui.form.typed import draft_words, problems
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.turns import Turns
from surveyapp.ui.widgets.whole_inside import WholeInside
from surveyapp.words import say

_LABEL_AT_MOST = 150
_AT_ONCE = 3
"""Pieces (the head of a card, a row) that are made together with the form."""


class RecordForm(QScrollArea):
    """All fields of one kind of record. `save_wanted(name, value)`, `entered(name)` when a field gets the focus, `drafted` when more or fewer of
    them hold what cannot be stored, `conflict_wanted()`, `half_typed(name, text)` as the rows say it.

    The first rows are there at once, the others come one a turn of the event loop: sixty fields at a stroke would hold the window up.
    """

    save_wanted = Signal(str, object)
    entered = Signal(str)
    drafted = Signal()
    conflict_wanted = Signal()
    half_typed = Signal(str, object)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self._view: RecordView | None = None
        self._drafts: dict[tuple[str, str], tuple[Value, str]] = {}
        self._rows: list[FormRow] = []
        self._half: Mapping[str, str] = {}
        self._counts: list[tuple[Card, QLabel]] = []
        self._shown: tuple[Sequence[Finding], Mapping[str, tuple[Value, str]]] = ((), {})
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("inside")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 0, 4, 16)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._width = self._label_width()
        self.setWidget(inside)
        WholeInside(self)
        pieces = ((partial(self._add_card, card), *(partial(self._add_row, names) for names in card.rows)) for card in CARDS[kind])
        self._turns = Turns(self, *(piece for card in pieces for piece in card))
        for _ in range(_AT_ONCE):
            self._turns.do_next()

    def _add_card(self, card: Card) -> None:
        """One more card, without rows yet."""
        frame = QFrame()
        frame.setObjectName("card")
        self._column.insertWidget(self._column.count() - 1, frame)
        self._card = QVBoxLayout(frame)
        self._card.setContentsMargins(16, 12, 16, 14)
        self._card.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(say(card.title), "card"))
        head.addStretch(1)
        count = label(role="dense")
        head.addWidget(count)
        self._card.addLayout(head)
        self._counts.append((card, count))
        self._fill((), self._counts[-1:])

    def _add_row(self, names: Sequence[str]) -> None:
        """One more row of the newest card, with what is shown."""
        fields = [field for name in names if (field := field_of(self.kind, name)) is not None]
        row = FormRow(self.kind, fields, self._width)
        row.save_wanted.connect(self.save_wanted)
        row.entered.connect(self.entered)
        row.drafted.connect(self.drafted)
        row.conflict_wanted.connect(self.conflict_wanted)
        row.half_typed.connect(self.half_typed)
        row.setParent(self._card.parentWidget())
        for each in row.findChildren(QWidget):
            each.ensurePolished()  # its height is that of the style sheet from the first moment: nothing is squashed and then grows
        self._card.addWidget(row)
        self._rows.append(row)
        self._fill((row,), ())

    def _fill(self, rows: Sequence[FormRow], counts: Sequence[tuple[Card, QLabel]]) -> None:
        """Show what is stored in these rows and heads."""
        if self._view is None:
            return
        for row in rows:
            row.show_views(self._view.fields, *self._shown)
            row.give_back(self._half)
        for card, count in counts:
            filled = sum(self._view.value(name) is not None for name in card.names)
            count.setText(say("ui.form.filled", filled=filled, fields=len(card.names)))

    def _label_width(self) -> int:
        metrics = QFontMetrics(theme.font("dense"))
        rows = (row for card in CARDS[self.kind] for row in card.rows)
        longest = max(metrics.horizontalAdvance(" / ".join(say(f"field.{self.kind}.{name}") for name in row)) for row in rows)
        return max(theme.size("label_width"), min(_LABEL_AT_MOST, longest + 4))

    @property
    def view(self) -> RecordView | None:
        """The record that is shown."""
        return self._view

    def show_record(self, view: RecordView) -> None:
        """Show a record as it is stored. What could not be stored of it earlier stands again as a draft."""
        self._keep_drafts()
        self._view = view
        findings = check_record(view.kind, {name: held.value for name, held in view.fields.items()})
        drafts = {name: kept for (record, name), kept in self._drafts.items() if record == view.record}
        self._shown = findings, drafts
        self._fill(self._rows, self._counts)
        self.drafted.emit()

    def give_back(self, texts: Mapping[str, str]) -> None:
        """What is half typed of the record that is shown, now and from now on: the mapping is looked into again whenever the record is shown."""
        self._half = texts
        for row in self._rows:
            row.give_back(texts)

    @property
    def unsaved(self) -> int:
        """How many fields hold what cannot be stored."""
        return len(self.unstored())

    def unstored(self) -> dict[str, Value]:
        """What was typed into the record that is shown and could not be stored, by field."""
        self._keep_drafts()
        here = self._view.record if self._view is not None else ""
        return {name: value for (record, name), (value, _) in self._drafts.items() if here and record == here}

    def impossible(self) -> dict[str, Value]:
        """Of these what could never be stored as it stands. What only the disk refused is sent again by itself."""
        fields = {name: field_of(self.kind, name) for name in self.unstored()}
        return {name: value for name, value in self.unstored().items() if (field := fields[name]) is not None and problems(field, value)}

    def keep(self, record: str, name: str, value: Value) -> None:
        """A value that the disk refused stays where it was typed; of a record that is not open any more, until it is open again."""
        row = self.row_of(name)
        if self._view is None or record != self._view.record:
            self._drafts[record, name] = (value, say("ui.form.refused"))
        elif row is not None:
            row.keep(name, value)

    def try_again(self) -> None:
        """Send again what the disk refused."""
        for row in self._rows:
            row.try_again()

    def recall(self, record: str, values: Mapping[str, Value], stored: Mapping[str, FieldView]) -> None:
        """What of a record could not be stored when the window was last open: to be called before it is shown, once."""
        for name, value in values.items():
            field = field_of(self.kind, name)
            if field is not None and problems(field, value):
                now = stored[name].value if name in stored else None
                self._drafts[record, name] = (value, draft_words(self.kind, field, value, now))

    def settle(self) -> None:
        """Finish whatever is half typed."""
        for row in self._rows:
            row.settle()

    def tell_saved(self, name: str, wall: str) -> None:
        """Say beside a field that it is saved."""
        row = self.row_of(name)
        if row is not None:
            row.tell_saved(wall)

    def row_of(self, name: str) -> FormRow | None:
        """The row that holds a field."""
        while not self._turns.done and not any(name in row.controls for row in self._rows):
            self._turns.do_next()
        return next((row for row in self._rows if name in row.controls), None)

    def speak_of(self, name: str) -> None:
        """The panel beside the form speaks of this field; "" for none."""
        if name:
            self.row_of(name)  # made by now
        for row in self._rows:
            row.speak(name)

    def go_to(self, name: str) -> None:
        """Put the focus into a field."""
        row = self.row_of(name)
        if row is not None:
            control = row.controls[name]
            (control.focusProxy() or control).setFocus(Qt.FocusReason.ShortcutFocusReason)
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 80))  # when a card that was just made has its place

    def _keep_drafts(self) -> None:
        if self._view is None:
            return
        record = self._view.record
        made = {name for row in self._rows for name in row.controls}
        self._drafts = {key: kept for key, kept in self._drafts.items() if key[0] != record or key[1] not in made}
        for row in self._rows:
            self._drafts |= {(record, name): kept for name, kept in row.drafts().items()}
