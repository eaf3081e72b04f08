"""A field of a conflict by itself: the values of the sides, and a third one where the field can hold another."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.fields import field_of
from surveyapp.domain.review import Conflict, Side
from surveyapp.ui import theme
from surveyapp.ui.form.controls import Control, control_for
from surveyapp.ui.form.typed import problem_words, problems, value_of
from surveyapp.ui.review.value_words import field_words, value_words
from surveyapp.ui.widgets.buttons import Chip
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

_TYPED = ("text", "integer", "decimal", "date")
_MADE = ("choice", "choices", "year", "grade", "position")
"""Types of which a third value is made with the control of the form."""


def proposed(conflict: Conflict) -> Side | None:
    """The side that is chosen at first: the one that says what the catalogue proposes, or else the first."""
    told = (side for side in conflict.sides if conflict.hint and side.values.get("severity") == conflict.hint)
    return next(told, next(iter(conflict.sides), None))


class FieldRow(QWidget):
    """One field of a conflict: the values of the sides to choose from, and a third one to type where the field can be typed."""

    def __init__(self, conflict: Conflict, name: str) -> None:
        super().__init__()
        self._field = field_of(conflict.kind, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(field_words(conflict.kind, name), "dense"))
        self.chips: list[Chip] = []
        column.addLayout(self._add_chips(conflict, name))
        self.typed = TextLine()
        self.typed.setPlaceholderText(say("review.conflict.third"))
        self.typed.setAccessibleName(say("review.conflict.third_of", field=field_words(conflict.kind, name)))
        self.typed.textEdited.connect(lambda _text: self._press(None))
        column.addWidget(self.typed)
        self.typed.setVisible(self._field is not None and self._field.type in _TYPED and name != "severity")
        self.made: Control | None = None
        self._made: Value = None
        if self._field is not None and self._field.type in _MADE:
            column.addWidget(label(say("bulkmend.third_made"), "meta"))
            self.made = control_for(self._field, self.typed.accessibleName())
            self.made.left.connect(self._make)
            column.addWidget(self.made)
        self._message = wrapped("", "meta")
        column.addWidget(self._message)
        self._message.hide()
        self._choose_first(conflict, name)

    def _add_chips(self, conflict: Conflict, name: str) -> QBoxLayout:
        """Every offered value once."""
        values = QHBoxLayout() if name == "severity" else QVBoxLayout()
        values.setSpacing(4)
        offered: dict[bytes, Value] = {}
        for value in self._offered(conflict, name):
            offered.setdefault(canonical(value), value)
        for value in offered.values():
            chip = Chip(value_words(conflict.kind, name, value), value)
            chip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            chip.setToolTip(chip.text())
            chip.clicked.connect(lambda _checked=False, each=chip: self._press(each))
            self.chips.append(chip)
            values.addWidget(chip)
        return values

    def _choose_first(self, conflict: Conflict, name: str) -> None:
        likely = proposed(conflict)
        sides = (likely, *conflict.sides) if likely else conflict.sides
        first = next((side.values[name] for side in sides if name in side.values), None)
        self._press(next((chip for chip in self.chips if canonical(chip.value) == canonical(first)), self.chips[0]))

    def _offered(self, conflict: Conflict, name: str) -> list[Value]:
        if name == "severity":
            return [1, 2, 3, 4]
        return [side.values[name] for side in conflict.sides if name in side.values] + [conflict.base.get(name)]

    def choose(self, value: Value) -> None:
        """Choose an offered value."""
        self._press(next(chip for chip in self.chips if canonical(chip.value) == canonical(value)))

    def _press(self, chosen: Chip | None) -> None:
        for chip in self.chips:
            chip.setChecked(chip is chosen)
        if chosen is not None:
            self.typed.clear()
        if chosen is not None and self.made is not None:
            self.made.show_value(None)
        self._message.hide()

    def _make(self, value: Value) -> None:
        """A third value was made with the control of the form."""
        self._made = value
        self._press(None)

    def value(self) -> tuple[bool, Value]:
        """Whether it can stand, and the value."""
        if self.made is not None:
            self.made.settle()
        chosen = next((chip for chip in self.chips if chip.isChecked()), None)
        if chosen is not None:
            return True, cast(Value, chosen.value)
        if self._field is None:
            return False, None
        value = value_of(self._field, self.typed.text()) if self.made is None else self._made
        wrong = problems(self._field, value)
        if wrong:
            self._message.setText(problem_words(self._field, wrong[0]))
            theme.mark(self._message, "s", "err")
            self._message.show()
        return not wrong, value
