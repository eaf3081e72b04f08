"""Where the defect in hand is: unit, floor and part of the building, to be put right after it was recorded."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp.domain.checks import beyond
from surveyapp.domain.fields import PLACES
from surveyapp.domain.views import BuildingLine, DefectLine
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

LEAST_UNITS, LEAST_STOREYS = 3, 7
"""What is offered where the building's record does not say how many it has."""


class WhereRow(QWidget):
    """`changed(name, value)`: the field `unit`, `storey` or `place` by a person; None takes it away."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.unit = Pick(say("ui.place.which_unit"), widest=110)
        self.storey = Pick(say("ui.place.which_storey"), widest=110)
        self.part = Pick(say("ui.place.which_part"), widest=140)
        for pick, name, share in ((self.unit, "unit", 6), (self.storey, "storey", 5), (self.part, "place", 6)):
            pick.least = 82
            row.addWidget(pick, share)
            pick.activated.connect(lambda _index, each=pick, field=name: self._tell(each, field))

    def show_place(self, line: DefectLine, building: BuildingLine | None) -> None:
        """Show the place of a defect, with what its building has to offer. The common ground has neither units nor floors."""
        inside = building is not None and bool(building.record)
        self.unit.setVisible(inside)
        self.storey.setVisible(inside)
        units = max(LEAST_UNITS, (building.units or 0) if building else 0, line.unit or 0)
        storeys = max(LEAST_STOREYS, (building.storeys or 0) if building else 0, line.storey or 0)
        _offer(self.unit, "ui.place.any_unit", [(say("ui.place.unit", number=each), each) for each in range(1, units + 1)], line.unit)
        floors = [*([line.storey] if line.storey is not None and line.storey < 1 else []), *range(1, storeys + 1)]
        _offer(self.storey, "ui.place.any_storey", [(say("ui.place.storey", number=each), each) for each in floors], line.storey)
        sizes = (building.units, building.storeys) if building and inside else (None, None)
        doubts = {found.where: say(found.code, **found.facts) for found in beyond(line.unit, line.storey, line.place, *sizes)}
        for pick, name in ((self.unit, "unit"), (self.storey, "storey")):
            doubt(pick, doubts.get(name, ""))
        _offer(self.part, "ui.place.any_part", [(choice_words("place", each), each) for each in PLACES], line.place)

    def _tell(self, pick: Pick, name: str) -> None:
        value = pick.value()
        self.changed.emit(name, None if not value else value if name == "place" else int(value))


def doubt(pick: Pick, words: str) -> None:
    """Say of a choice that it is strange; "" says no more of it."""
    pick.state = "warn" if words else ""
    pick.setToolTip(words)
    pick.setAccessibleDescription(words)
    pick.update()


def _offer(pick: Pick, empty: str, choices: list[tuple[str, int]] | list[tuple[str, str]], chosen: int | str | None) -> None:
    pick.blockSignals(True)
    pick.clear()
    pick.addItem(say(empty), "")
    for words, value in choices:
        pick.addItem(words, str(value))
    pick.blockSignals(False)
    pick.choose("" if chosen is None else str(chosen))
    pick.updateGeometry()
