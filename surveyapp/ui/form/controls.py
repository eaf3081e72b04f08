"""Controls of the form, one a type of field. Each shows a value, and says `left` with what a person made of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.fields import CRS, EVIDENCE, GRADES, Field
from surveyapp.ui import theme
from surveyapp.ui.form.typed import choice_words, decimal_text, text_of, tidy_number, unit_words, value_of, whole_number
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Chip
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

_NARROW, _MIDDLE, _DATE, _WIDE = 84, 120, 144, 248
_LEAST = 72
"""How narrow a field may become where large words leave it no more room."""
_SEGMENTED_AT_MOST = 330
"""How wide choices side by side may be, in px at the ordinary text size. Large words take the place that they have: they become a list earlier."""


class LeavingEdit(TextLine):
    """A text field that says when it is left with other words than it was given, and leaves Ctrl+Z to the journal unless something is half typed."""

    left = Signal()
    entered = Signal()
    finished = Signal()

    def __init__(self, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = ""
        if width:
            self.setMinimumWidth(min(width, _LEAST))
            self.setMaximumWidth(width)
        self.editingFinished.connect(self._finish)

    def _finish(self) -> None:
        """Left, or Enter: `finished` tells it when the words are those given."""
        if self.text() == self._given:
            self.finished.emit()
        self.settle()

    def give(self, text: str) -> None:
        """Show stored words. What is half typed meanwhile stays, and counts as other words when the field is left."""
        half_typed = self.hasFocus() and self.text() != self._given
        self._given = text
        if self.text() != text and not half_typed:
            self.setText(text)

    def give_back(self, text: str) -> bool:
        """Show words that were half typed when the program ended; answers whether they differ from those that are stored."""
        if text == self._given:
            return False
        if self.text() != text:
            self.setText(text)
        return True

    def settle(self) -> None:
        """Say that the field was left, if it holds other words than those given."""
        if self.text() != self._given:
            self._given = self.text()
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.settle()  # Qt says `editingFinished` only of what was typed, not of words that were given back

    def at_rest(self) -> bool:
        return self.text() == self._given


class Control(QWidget):
    """What all controls have: `left(value)` when a person is done, `entered` when the focus comes, `finished` when it goes and nothing is new,
    `half_typed(text)` while words are typed: None when they are again those that are stored.
    """

    left = Signal(object)
    entered = Signal()
    finished = Signal()
    half_typed = Signal(object)

    def __init__(self, field: Field, name: str) -> None:
        super().__init__()
        self.field, self.words = field, name
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)

    def show_value(self, value: Value) -> None:
        """Show a stored value."""
        raise NotImplementedError

    def show_draft(self, draft: Value) -> None:
        """Show what was typed but could not be stored."""
        self.show_value(draft)

    def give_back(self, text: str) -> bool:
        """Show words that were half typed earlier; answers whether they are other than what is stored, and are shown."""
        return False

    def typed(self) -> str | None:
        """The words that stand here; None where nothing is typed."""
        return None

    def settle(self) -> None:
        """Finish what is half typed."""

    def mark(self, state: str) -> None:
        """Show a state: "", `warn` or `err`."""

    def edit(self, width: int, name: str) -> LeavingEdit:
        """A text field of this control."""
        made = LeavingEdit(width)
        made.setAccessibleName(name)
        made.entered.connect(self.entered)
        made.finished.connect(self.finished)
        return made

    def after(self, text: str) -> None:
        """A unit behind the control."""
        if text:
            self.row.addWidget(label(text, "dense"))


class LineControl(Control):
    """Text, whole numbers, decimals, dates."""

    def __init__(self, field: Field, name: str, paired: bool = False) -> None:
        super().__init__(field, name)
        widths = {"integer": px(_NARROW), "decimal": px(_MIDDLE), "date": px(_DATE)}
        self.line = self.edit(widths.get(field.type, px(_WIDE) if field.longest < 100 else 420), name)
        if field.type == "text":
            self.line.setMaxLength(field.longest)
        if field.type == "date":
            self.line.setPlaceholderText(say("lists.form.date_hint"))
        self.line.left.connect(lambda: self.left.emit(value_of(field, self.line.text())))
        self.line.textEdited.connect(lambda text: self.half_typed.emit(None if self.line.at_rest() else text))
        self.row.addWidget(self.line)
        if not paired:
            self.after(unit_words(field.unit))
        self.setFocusProxy(self.line)

    def show_value(self, value: Value) -> None:
        self.line.give(text_of(value))

    def give_back(self, text: str) -> bool:
        return self.line.give_back(text)

    def typed(self) -> str | None:
        return self.line.text() or None

    def settle(self) -> None:
        self.line.settle()

    def mark(self, state: str) -> None:
        theme.mark(self.line, "s", state)


class ChoiceControl(Control):
    """One of several: side by side while that fits, else a list."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        words = [(value, choice_words(field.name, value)) for value in field.choices]
        metrics = QFontMetrics(theme.font("body", bold=True))
        self._parts: Segmented | None = None
        self._pick: Pick | None = None
        if sum(metrics.horizontalAdvance(text) + 36 for _, text in words) <= _SEGMENTED_AT_MOST * 100 / theme.text_size():
            self._parts = Segmented(words, clearable=True)
            self._parts.setAccessibleName(name)
            self._parts.chosen.connect(self._choose)
            self.row.addWidget(self._parts)
            self.setFocusProxy(self._parts.parts()[0])
        else:
            self._pick = Pick(name)
            self._pick.addItem(say("ui.form.empty"), "")
            for value, text in words:
                self._pick.addItem(text, value)
            self._pick.activated.connect(lambda: self._choose(self._pick.value() if self._pick else ""))
            self.row.addWidget(self._pick)
            self.setFocusProxy(self._pick)

    def _choose(self, value: str) -> None:
        self.entered.emit()
        self.left.emit(value or None)

    def show_value(self, value: Value) -> None:
        for each in (self._parts, self._pick):
            if each is not None:
                each.choose(text_of(value))

    def mark(self, state: str) -> None:
        if self._pick is not None:
            self._pick.state = state
            self._pick.update()


class ChoicesControl(Control):
    """Any of several, as chips in rows of four."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        grid = QGridLayout()
        grid.setSpacing(8)
        self._chips = [Chip(choice_words(field.name, value), value) for value in field.choices]
        widest = max(chip.sizeHint().width() + 8 for chip in self._chips)
        columns = 4 if theme.text_size() == 100 else max(1, min(4, _SEGMENTED_AT_MOST // widest))
        for place, chip in enumerate(self._chips):
            chip.setAccessibleName(f"{name} {chip.text()}")
            chip.clicked.connect(self._choose)
            grid.addWidget(chip, place // columns, place % columns)
        self.row.addLayout(grid)
        self.setFocusProxy(self._chips[0])

    def _choose(self) -> None:
        self.entered.emit()
        self.left.emit([chip.value for chip in self._chips if chip.isChecked()] or None)

    def show_value(self, value: Value) -> None:
        for chip in self._chips:
            chip.setChecked(isinstance(value, list) and chip.value in value)


class YearControl(Control):
    """A year with the kind of evidence beside it: one value together."""

    def __init__(self, field: Field, name: str, short: bool = False) -> None:
        super().__init__(field, name)
        self._value: Value = None
        self._said = False
        self.line = self.edit(px(_NARROW), name)
        self.line.left.connect(self._leave)
        self.row.addWidget(self.line)
        self._pick: Pick | None = None
        if short:
            self.line.setPlaceholderText(say("walkmend.form.year"))
        else:
            self._pick = Pick(say("ui.form.evidence", field=name))
            self._pick.addItem(say("ui.form.no_evidence"), "")
            for value in EVIDENCE:
                self._pick.addItem(choice_words("evidence", value), value)
            self._pick.activated.connect(self._leave)
            self.row.addWidget(self._pick)
        self.setFocusProxy(self.line)

    def _leave(self) -> None:
        self.entered.emit()
        year = whole_number(self.line.text(), "year")
        said, self._said = self._said, year is not None
        if year is None:
            if self._value is not None or said:  # what was said before is cleared as well: it must not be taken unseen
                self.left.emit(None)
            return
        told = dict(self._value) if isinstance(self._value, dict) else {}
        told |= {"value": year, "precision": told.get("precision") or "year"}
        if self._pick is not None:
            told["evidence"] = self._pick.value()
        self.left.emit(told)

    def show_value(self, value: Value) -> None:
        self._value, self._said = value, False
        self._fill(value)

    def show_draft(self, draft: Value) -> None:
        self._fill(draft)

    def _fill(self, value: Value) -> None:
        told = value if isinstance(value, dict) else {}
        self.line.give(text_of(told.get("value")))
        if self._pick is not None and (told or not self.line.text()):
            self._pick.choose(text_of(told.get("evidence")))

    def settle(self) -> None:
        self.line.settle()

    def mark(self, state: str) -> None:
        theme.mark(self.line, "s", state)


class GradeControl(Control):
    """A certified safety grade (JGJ 125-2016 6.1.4) with who certified it and the report's number: one value together."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        self._value: Value = None
        column = QVBoxLayout()
        column.setSpacing(8)
        self._parts = Segmented([(grade, choice_words("safety", grade)) for grade in GRADES], clearable=True)
        self._parts.setAccessibleName(name)
        self._parts.chosen.connect(lambda _value: self._leave())
        self._paper = QWidget()
        paper = QHBoxLayout(self._paper)
        paper.setContentsMargins(0, 0, 0, 0)
        self._edits = {each: self.edit(px(_MIDDLE), say(f"field.grade.{each}")) for each in ("body", "no", "date")}
        for each, line in self._edits.items():
            line.setPlaceholderText(say(f"field.grade.{each}"))
            line.left.connect(self._leave)
            paper.addWidget(line)
        column.addWidget(self._parts)
        column.addWidget(self._paper)
        self.row.addLayout(column)
        self._paper.hide()
        self.setFocusProxy(self._parts.parts()[0])

    def _leave(self) -> None:
        self.entered.emit()
        grade = self._parts.value()
        self._paper.setVisible(grade not in ("", "none"))
        if not grade:
            self.left.emit(None)
            return
        papers = {each: line.text().strip() for each, line in self._edits.items()} if grade != "none" else {}
        self.left.emit({"grade": grade} | {each: text for each, text in papers.items() if text})

    def show_value(self, value: Value) -> None:
        told = value if isinstance(value, dict) else {}
        self._parts.choose(text_of(told.get("grade")))
        self._paper.setVisible(told.get("grade", "none") != "none")
        for each, line in self._edits.items():
            line.give(text_of(told.get(each)))

    def settle(self) -> None:
        for line in self._edits.values():
            line.settle()


class PositionControl(Control):
    """A point typed by hand: nothing is stored before the coordinate system is chosen (GCJ-02 must never pass for WGS84)."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        self._lines = {each: self.edit(px(_MIDDLE), say(f"field.position.{each}")) for each in ("lon", "lat")}
        for each, line in self._lines.items():
            line.setPlaceholderText(say(f"field.position.{each}"))
            line.left.connect(self._leave)
            self.row.addWidget(line)
        self._pick = Pick(say("field.position.crs"), widest=150)
        self._pick.addItem(say("field.position.crs"), "")
        for value in CRS:
            self._pick.addItem(choice_words("crs", value), value)
        self._pick.activated.connect(self._leave)
        self.row.addWidget(self._pick)
        self.setFocusProxy(self._lines["lon"])

    def _leave(self) -> None:
        self.entered.emit()
        texts = {each: tidy_number(line.text()) for each, line in self._lines.items()}
        if not any(texts.values()):
            self.left.emit(None)
        elif all(texts.values()) and self._pick.value():
            self.left.emit({each: decimal_text(text) for each, text in texts.items()} | {"crs": self._pick.value(), "how": "typed"})

    def show_value(self, value: Value) -> None:
        told = value if isinstance(value, dict) else {}
        for each, line in self._lines.items():
            line.give(text_of(told.get(each)))
        self._pick.choose(text_of(told.get("crs")))

    def settle(self) -> None:
        for line in self._lines.values():
            line.settle()


_CONTROLS: dict[str, Callable[[Field, str], Control]] = {
    "choice": ChoiceControl,
    "choices": ChoicesControl,
    "year": YearControl,
    "grade": GradeControl,
    "position": PositionControl,
}


def control_for(field: Field, name: str, paired: bool = False) -> Control:
    """The control of a field; `paired` when it shares its row with another."""
    if field.type == "year" and paired:
        return YearControl(field, name, short=True)
    if field.type in _CONTROLS:
        return _CONTROLS[field.type](field, name)
    return LineControl(field, name, paired)
