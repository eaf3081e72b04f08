"""What a household answers beside its wishes: rows that save themselves, in the language of the record form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.fields import field_of
from surveyapp.domain.views import FieldView
from surveyapp.ui import theme
from surveyapp.ui.form.row import FormRow
from surveyapp.ui.widgets.turns import Turns
from surveyapp.words import say

ROWS = (
    ("who",),
    ("consent",),
    ("willing_to_pay",),
    ("pay_by",),
    ("pay_most",),
    ("people", "elderly"),
    ("lift_view",),
    ("pays_fee",),
    ("fee_most",),
    ("covenant_signed",),
    ("acting",),
    ("area_m2",),
    ("infants", "disabled"),
    ("cars", "electric_bikes"),
    ("words",),
    ("asked_how",),
    ("asked_on",),
    ("form_no",),
)
_LABEL_AT_MOST = 132


class Answers(QWidget):
    """`save_wanted(name, value)`: a value that may be stored; `conflict_wanted()`: settle what several laptops answered differently;
    `half_typed(name, text)` as the rows say it.
    """

    save_wanted = Signal(str, object)
    conflict_wanted = Signal()
    half_typed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        metrics = QFontMetrics(theme.font("dense"))
        names = [" / ".join(say(f"field.interview.{name}") for name in row) for row in ROWS]
        width = max(theme.size("label_width"), min(_LABEL_AT_MOST, 4 + max(metrics.horizontalAdvance(name) for name in names)))
        self._column = column
        self._rows: list[FormRow] = []
        self._shown: Mapping[str, FieldView] = {}
        self._half: Mapping[str, str] = {}
        self._turns = Turns(self, *(partial(self._add_row, names, width) for names in ROWS))

    def _add_row(self, names: tuple[str, ...], width: int) -> None:
        """One more row, with what is shown."""
        fields = [field for name in names if (field := field_of("interview", name)) is not None]
        row = FormRow("interview", fields, width)
        row.save_wanted.connect(self.save_wanted)
        row.conflict_wanted.connect(self.conflict_wanted)
        row.half_typed.connect(self.half_typed)
        self._rows.append(row)
        self._column.addWidget(row)
        row.show_views(self._shown, (), {})
        row.give_back(self._half)

    def give_back(self, texts: Mapping[str, str]) -> None:
        """What is half typed of the talk that is shown, now and from now on."""
        self._half = texts
        for row in self._rows:
            row.give_back(texts)

    @property
    def rows(self) -> list[FormRow]:
        """All rows. They are made one a turn of the event loop; who needs them sooner has them at once."""
        self._turns.finish()
        return self._rows

    def show_values(self, values: Mapping[str, Value], unsettled: tuple[str, ...]) -> None:
        """Show what is stored of a talk."""
        views = {name: FieldView(name, value, "conflict" if name in unsettled else "settled") for name, value in values.items()}
        self._shown = views
        for row in self._rows:
            row.show_views(views, (), row.drafts())
            row.give_back(self._half)

    def forget_drafts(self) -> None:
        """Another door: what could not be stored belonged to the one before."""
        self._shown, self._half = {}, {}
        for row in self._rows:
            row.show_views({}, (), {})

    def tell_saved(self, name: str, wall: str) -> None:
        """Say beside a field that it is saved."""
        for row in self._rows:
            if name in row.controls:
                row.tell_saved(wall)

    def keep(self, name: str, value: Value) -> None:
        """A value that the disk refused stays where it was typed."""
        for row in self._rows:
            if name in row.controls:
                row.keep(name, value)

    def settle(self) -> None:
        """Finish what is half typed."""
        for row in self._rows:
            row.settle()
