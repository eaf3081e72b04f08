"""我在: the sticky place. Unit, floor and part of the building as chips, made from what the building's record says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import BuildingLine
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.widgets.buttons import Chip
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

_MOST_CHIPS = 3
_BUILDING_PARTS = ("stairwell", "roof", "facade", "entrance", "household", "basement", "pipes", "other")
_GROUND_PARTS = ("courtyard", "road", "green", "pipes", "wall", "entrance", "other")


class _Several(QWidget):
    """One of several: chips while they are few, else a list. Nothing chosen is a choice, too."""

    chosen = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, Value]], empty: str, few: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._chips: list[Chip] = []
        self._pick: Pick | None = None
        if few:
            group = QButtonGroup(self)
            group.setExclusive(False)
            for text, value in choices:
                chip = Chip(text, value)
                chip.setAccessibleName(f"{name} {text}")
                chip.clicked.connect(lambda _checked=False, each=chip: self._press(each))
                self._chips.append(chip)
                row.addWidget(chip)
        else:
            self._pick = Pick(name, widest=150)
            self._pick.addItem(empty, "")
            for text, value in choices:
                self._pick.addItem(text, str(value))
            self._pick.activated.connect(lambda _index: self.chosen.emit())
            row.addWidget(self._pick)

    def _press(self, chip: Chip) -> None:
        for each in self._chips:
            each.setChecked(each is chip and chip.isChecked())
        self.chosen.emit()

    def value(self) -> str:
        """The chosen value as text, "" for none."""
        if self._pick is not None:
            return self._pick.value()
        return next((str(chip.value) for chip in self._chips if chip.isChecked()), "")

    def choose(self, value: str) -> None:
        """Show a choice."""
        if self._pick is not None:
            self._pick.choose(value)
        for chip in self._chips:
            chip.setChecked(bool(value) and str(chip.value) == value)

    def step(self, by: int) -> None:
        """The next or previous choice."""
        values = [str(chip.value) for chip in self._chips]
        if self._pick is not None:
            values = [str(self._pick.itemData(each)) for each in range(1, self._pick.count())]
        if values:
            at = values.index(self.value()) + by if self.value() in values else 0
            self.choose(values[max(0, min(len(values) - 1, at))])
            self.chosen.emit()


class PlaceRow(QWidget):
    """The chips. They stay chosen from one defect to the next; another building keeps the part but asks for unit and floor anew."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._made_for: tuple[object, ...] = ()
        self._unit: _Several | None = None
        self._storey: _Several | None = None
        self._part: _Several | None = None

    def show_building(self, line: BuildingLine | None) -> None:
        """Offer the places of a building; nothing is rebuilt while its units and storeys stay the same."""
        wanted = (line.record, line.units, line.storeys) if line else ()
        if wanted == self._made_for:
            return
        kept = self.fields() if self._made_for and wanted and self._made_for[0] == wanted[0] else {}
        self._made_for = wanted
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._unit = self._storey = self._part = None
        if line is not None:
            self._fill(line)
        for several, name in ((self._unit, "unit"), (self._storey, "storey"), (self._part, "place")):
            if several is not None and name in kept:
                several.choose(str(kept[name]))

    def _fill(self, line: BuildingLine) -> None:
        self._row.addWidget(label(say("ui.walk.i_am_at"), "dense"))
        if line.record:
            units, storeys = line.units or 0, line.storeys or 0
            self._unit = self._several("ui.place.which_unit", "ui.place.any_unit", _numbered("ui.place.unit", units), units <= _MOST_CHIPS)
            self._storey = self._several("ui.place.which_storey", "ui.place.any_storey", _numbered("ui.place.storey", storeys), False)
        parts = [(choice_words("place", part), part) for part in (_BUILDING_PARTS if line.record else _GROUND_PARTS)]
        self._part = self._several("ui.place.which_part", "ui.place.any_part", parts, False)
        self._row.addStretch(1)

    def _several(self, name: str, empty: str, choices: Sequence[tuple[str, Value]], few: bool) -> _Several | None:
        if not choices:
            return None
        made = _Several(say(name), choices, say(empty), few)
        self._row.addWidget(made)
        return made

    def fields(self) -> dict[str, Value]:
        """The place as fields of a defect."""
        told: dict[str, Value] = {}
        if self._unit is not None and self._unit.value():
            told["unit"] = int(self._unit.value())
        if self._storey is not None and self._storey.value():
            told["storey"] = int(self._storey.value())
        if self._part is not None and self._part.value():
            told["place"] = self._part.value()
        return told

    def step_storey(self, by: int) -> None:
        """One floor up or down."""
        if self._storey is not None:
            self._storey.step(by)

    def step_unit(self, by: int) -> None:
        """One unit on or back."""
        if self._unit is not None:
            self._unit.step(by)


def _numbered(code: str, count: int) -> list[tuple[str, Value]]:
    return [(say(code, number=number), number) for number in range(1, count + 1)]
