"""The few fields that are entered on the plan page: rows of the house's form for one record, which may not exist yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import check_record
from surveyapp.domain.fields import field_of
from surveyapp.domain.views import FieldView, RecordView
from surveyapp.errors import Finding
from surveyapp.ui import theme
from surveyapp.ui.form.row import FormRow
from surveyapp.ui.widgets.turns import Turns
from surveyapp.words import has, say


class RecordRows(QWidget):
    """Rows for the fields of one record. `save_wanted(kind, record, name, value)`; `record` is empty for one that the first field makes.

    `half_typed(where, text)`: as a row says it, `where` being the field among all those of the plan.

    `shown()`: a record is; `holds` says whether it has a value for any of the fields.

    `bare`: without titles, where a list of records says once what its rows hold.
    """

    save_wanted = Signal(str, str, str, object)
    half_typed = Signal(str, object)
    shown = Signal()

    def __init__(self, kind: str, rows: Sequence[str], columns: int = 1, least_label: int = 0, bare: bool = False) -> None:
        super().__init__()
        self.kind = kind
        self.record = ""
        self._rows: list[FormRow] = []
        self._shown: tuple[Mapping[str, FieldView], tuple[Finding, ...]] = ({}, ())
        self._half: Mapping[str, str] = {}
        self._bare = bare
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        names = [row.split("+") for row in rows]
        self._names, self.holds = tuple(name for each in names for name in each), False
        width = max(least_label, self._label_width(names))
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        places = (divmod(place, columns) for place in range(len(names)))
        self._turns = Turns(self, *(partial(self._add_row, each, *place, width) for each, place in zip(names, places, strict=True)))

    def _add_row(self, names: Sequence[str], line: int, column: int, width: int) -> None:
        """One more row, with what is shown."""
        fields = [field for name in names if (field := field_of(self.kind, name)) is not None]
        row = FormRow(self.kind, fields, width)
        row.save_wanted.connect(self._save)
        row.half_typed.connect(lambda name, text: self.half_typed.emit(f"{self._where}{name}", text))
        row.title.setText(self._title(names))
        row.title.setVisible(not self._bare)
        self._rows.append(row)
        self._grid.addWidget(row, line, column)
        row.show_views(*self._shown, {})
        row.give_back(self._half_here())

    @property
    def _where(self) -> str:
        return f"{self.kind}/{self.record}/"

    def _half_here(self) -> dict[str, str]:
        return {name.removeprefix(self._where): text for name, text in self._half.items() if name.startswith(self._where)}

    def give_back(self, texts: Mapping[str, str]) -> None:
        """What is half typed anywhere in the plan that is shown, now and from now on."""
        self._half = texts
        for row in self._rows:
            row.give_back(self._half_here())

    @property
    def rows(self) -> list[FormRow]:
        """All rows. They are made one a turn of the event loop; who needs them sooner has them at once."""
        self._turns.finish()
        return self._rows

    def _label_width(self, rows: Sequence[Sequence[str]]) -> int:
        metrics = QFontMetrics(theme.font("dense"))
        return max(metrics.horizontalAdvance(self._title(row)) for row in rows) + 4

    def _title(self, names: Sequence[str]) -> str:
        """What a row holds. Fields that share one stand without their units: where they have some, the title tells them."""
        pair = f"lists.pair.{names[0]}"
        return say(pair) if len(names) > 1 and has(pair) else " / ".join(say(f"field.{self.kind}.{name}") for name in names)

    def _save(self, name: str, value: Value) -> None:
        self.save_wanted.emit(self.kind, self.record, name, value)

    def show_record(self, record: str, view: RecordView | None) -> None:
        """Show a record as it is stored, or empty rows. What could not be stored of the same record stays as a draft."""
        same = record == self.record or not self.record
        if same and record != self.record:
            self._take_along(record)
        self.record = record
        values = {name: held.value for name, held in view.fields.items()} if view else {}
        findings = check_record(self.kind, values)
        self._shown = view.fields if view else {}, findings
        self.holds = any(values.get(name) is not None for name in self._names)
        for row in self._rows:
            row.show_views(*self._shown, row.drafts() if same else {})
            row.give_back(self._half_here())
        self.shown.emit()

    def _take_along(self, record: str) -> None:
        """The first field made the record: what is half typed in the others belongs to it from now on."""
        for name, text in self._half_here().items():
            self.half_typed.emit(f"{self._where}{name}", None)
            self.half_typed.emit(f"{self.kind}/{record}/{name}", text)

    def row_of(self, name: str) -> FormRow | None:
        """The row that holds a field."""
        return next((row for row in self.rows if name in row.controls), None)

    def go_to(self, name: str) -> bool:
        """Put the focus into a field; answers whether it is here."""
        row = self.row_of(name)
        if row is None:
            return False
        control = row.controls[name]
        (control.focusProxy() or control).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def tell_saved(self, name: str, wall: str) -> None:
        """Say beside a field that it is saved."""
        row = self.row_of(name)
        if row is not None and wall:
            row.tell_saved(wall)

    def keep(self, name: str, value: Value) -> None:
        """A value that the disk refused stays where it was typed."""
        row = self.row_of(name)
        if row is not None:
            row.keep(name, value)

    def settle(self) -> None:
        """Finish whatever is half typed."""
        for row in self._rows:
            row.settle()
