"""我在: the sticky place. Unit, floor and part of the building as chips, made from what the building's record says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import BuildingLine
from surveyapp.ui import theme
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Chip
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

_MOST_CHIPS = 12
_GAP, _TIGHT = 6, 4
"""Between two chips; where room is scarce, for the lines between the groups are worth more."""
_RULE, _RULE_HIGH = 1, 24
BUILDING_PARTS = ("roof", "facade")
"""Where one stands instead of on a floor. The stairwell is where every floor is; the rest of the parts come with their tiles."""
GROUND_PARTS = ("courtyard", "road", "green", "pipes", "wall", "entrance")
LONG, SHORT, BARE, PICK = 0, 1, 2, 3
"""Looks of a group: all spelt out; only the chosen one; none, all being numbers; a list."""


_LOOKS = (
    *((LONG, SHORT, LONG, tells, True, _GAP) for tells in (True, False)),
    *((SHORT, SHORT, LONG, tells, True, _GAP) for tells in (True, False)),
    *((SHORT, floors, LONG, False, True, _TIGHT) for floors in (SHORT, BARE)),
    (SHORT, BARE, LONG, False, False, _TIGHT),
    *((SHORT, PICK, LONG, False, ruled, _GAP) for ruled in (True, False)),
    *((PICK, PICK, LONG, False, ruled, _GAP) for ruled in (True, False)),
    *((PICK, PICK, PICK, False, ruled, _GAP) for ruled in (True, False)),
)
"""How units, floors and parts may look, whether the first number says of what it is one, whether lines stand between, and how far chips stand
apart: the first one that there is room for."""


@dataclass(frozen=True, slots=True)
class _Option:
    value: str
    short: str
    long: str


class _Several(QWidget):
    """One of several, or none: chips while there is room for them, else a list. In little room only the chosen chip is spelt out."""

    chosen = Signal()

    def __init__(self, name: str, options: Sequence[_Option], empty: str) -> None:
        super().__init__()
        self._look = LONG
        self._tells = False
        self._options = tuple(options)
        self._line = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._chips: list[Chip] = []
        group = QButtonGroup(self)
        group.setExclusive(False)
        for option in self._options if len(self._options) <= _MOST_CHIPS else ():
            chip = Chip(option.long, option.value)
            chip.setAccessibleName(f"{name} {option.long}")
            chip.clicked.connect(lambda _checked=False, each=chip: self._press(each))
            self._chips.append(chip)
            row.addWidget(chip)
        self._pick = Pick(name, widest=120)
        self._pick.addItem(empty, "")
        for option in self._options:
            self._pick.addItem(option.long, option.value)
        self._pick.activated.connect(lambda _index: self._picked())
        row.addWidget(self._pick)
        self._value = ""
        self.wear(LONG)

    def width_of(self, look: int, tells: bool, gap: int = _GAP) -> int:
        """How wide it becomes in a look, its chips so far apart; the widest chosen chip is counted in. `tells`: the first short one says of what
        all are numbers.
        """
        if look == PICK or not self._chips:
            return self._pick.sizeHint().width()
        short = [chip.width_of(option.long if look == LONG else option.short) for chip, option in zip(self._chips, self._options, strict=True)]
        if tells:
            short[0] = self._chips[0].width_of(self._options[0].long)
        if look == BARE:
            return sum(short) + gap * (len(short) - 1)
        spelt = [chip.width_of(option.long) for chip, option in zip(self._chips, self._options, strict=True)]
        return sum(short) + max(long - each for long, each in zip(spelt, short, strict=True)) + gap * (len(short) - 1)

    def wear(self, look: int, tells: bool = False, gap: int = _GAP) -> None:
        """Take a look."""
        self._line.setSpacing(gap)
        self._tells = tells
        self._look = look if self._chips else PICK
        for chip in self._chips:
            chip.setVisible(self._look != PICK)
        self._pick.setVisible(self._look == PICK)
        self._show()

    def _show(self) -> None:
        for chip, option in zip(self._chips, self._options, strict=False):
            chosen = option.value == self._value
            chip.setChecked(chosen)
            first = self._tells and option is self._options[0]
            chip.setText(option.long if self._look == LONG or (chosen and self._look == SHORT) or first else option.short)
            chip.updateGeometry()
        if self._pick.value() != self._value:
            self._pick.choose(self._value)

    def _press(self, chip: Chip) -> None:
        self._value = str(chip.value) if chip.isChecked() else ""
        self._show()
        self.chosen.emit()

    def _picked(self) -> None:
        self._value = self._pick.value()
        self._show()
        self.chosen.emit()

    def value(self) -> str:
        """The chosen value, "" for none."""
        return self._value

    def choose(self, value: str) -> None:
        """Show a choice without saying so; a value that is not offered is none."""
        self._value = value if any(option.value == value for option in self._options) else ""
        self._show()

    def step(self, by: int) -> None:
        """The next or previous choice; the first one where none is chosen."""
        values = [option.value for option in self._options]
        if values:
            at = values.index(self._value) + by if self._value in values else 0
            self.choose(values[max(0, min(len(values) - 1, at))])
            self.chosen.emit()


class _Rule(QWidget):
    """A line between two groups of chips."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_RULE, px(_RULE_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("line"))


class PlaceRow(QWidget):
    """The chips. They stay chosen from one defect to the next, and each building keeps its own until the window is closed; where none is
    chosen the row says so. `moved` when a person chose another place.
    """

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._made_for: tuple[object, ...] = ()
        self._left: dict[object, dict[str, Value]] = {}
        self._title = label("", "dense")
        self._unit: _Several | None = None
        self._storey: _Several | None = None
        self._part: _Several | None = None
        self._rules: list[_Rule] = []

    def show_building(self, line: BuildingLine | None) -> None:
        """Offer the places of a building; nothing is rebuilt while its units and storeys stay the same."""
        wanted = (line.record, line.units, line.storeys) if line else ()
        if wanted == self._made_for:
            return
        if self._made_for and self._made_for[0]:  # the common ground of every community has the same empty record
            self._left[self._made_for[0]] = self.fields()
        same = bool(self._made_for and wanted and self._made_for[0] == wanted[0])
        kept = self.fields() if same else self._kept_for(wanted[0]) if wanted else {}
        self._made_for = wanted
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._unit = self._storey = self._part = None
        if line is not None:
            self._fill(line)
        self.choose(kept)
        self._fit()

    def _kept_for(self, record: object) -> dict[str, Value]:
        """What was chosen there last. The common ground keeps its own only over one change of the row itself."""
        return self._left.get(record, {}) if record else self._left.pop(record, {})

    def go_on_from(self, other: PlaceRow) -> None:
        """This row stands in the place of another (other words, or larger ones): one stands where one stood, here and in the other buildings."""
        self._left = dict(other._left)
        if other._made_for:
            self._left[other._made_for[0]] = other.fields()

    def _fill(self, line: BuildingLine) -> None:
        self._rules = []
        self._title = label("", "dense")
        self._title.setMinimumWidth(max(self._title.fontMetrics().horizontalAdvance(say(code)) for code in ("ui.walk.i_am_at", "ui.walk.place_open")))
        self._row.addWidget(self._title)
        if line.record:
            self._unit = self._several("ui.place.which_unit", "ui.place.any_unit", _numbered("ui.place.unit", "ui.place.unit.short", line.units or 0))
            self._storey = self._several(
                "ui.place.which_storey", "ui.place.any_storey", _numbered("ui.place.storey", "ui.place.storey.short", line.storeys or 0)
            )
        named = [(part, choice_words("place", part)) for part in (BUILDING_PARTS if line.record else GROUND_PARTS)]
        parts = [_Option(part, name, name) for part, name in named]
        self._part = self._several("ui.place.which_part", "ui.place.any_part", parts)
        self._row.addStretch(1)

    def _several(self, name: str, empty: str, options: Sequence[_Option]) -> _Several | None:
        if not options:
            return None
        if self._row.count() > 1:
            self._rules.append(_Rule())
            self._row.addWidget(self._rules[-1])
        made = _Several(say(name), options, say(empty))
        made.chosen.connect(lambda: self._chosen(made))
        self._row.addWidget(made)
        return made

    def _chosen(self, several: _Several) -> None:
        """One stands on a floor or at a part, not at both."""
        if several.value() and several is self._part and self._storey is not None:
            self._storey.choose("")
        elif several.value() and several is self._storey and self._part is not None:
            self._part.choose("")
        self._show_title()
        self.moved.emit()

    def _show_title(self) -> None:
        """我在, or that no place is chosen yet: what is recorded now has none."""
        stands = bool(self.fields())
        self._title.setText(say("ui.walk.i_am_at" if stands else "ui.walk.place_open"))
        self._title.setToolTip("" if stands else say("ui.walk.place_open_why"))
        self._title.setAccessibleName(self._title.toolTip() or self._title.text())

    def _fit(self) -> None:
        """Spell out what there is room for: the units first, then only what is chosen, then lists. Where there is more room, the first number
        says of what it is one. Before the lines between units, floors and parts are given up, the chips move together.
        """
        all_three = (self._unit, self._storey, self._part)
        title = self._row.itemAt(0)
        if title is None:
            return
        room = self.width() - title.sizeHint().width() - 8 * (1 + sum(each is not None for each in all_three))
        for look in _LOOKS:
            *worn, tells, ruled, gap = look
            pairs = [(each, how) for each, how in zip(all_three, worn, strict=True) if each is not None]
            wide = sum(each.width_of(how, tells, gap) for each, how in pairs) + ruled * len(self._rules) * (_RULE + 8)
            if wide <= room or look is _LOOKS[-1]:
                for each, how in pairs:
                    each.wear(how, tells, gap)
                for rule in self._rules:
                    rule.setVisible(ruled)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Another building may have come while another page was in front."""
        super().showEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The row fits itself to its place; it never makes the page wider."""
        return QSize(0, px(40))

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(40))

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

    def choose(self, place: Mapping[str, Value]) -> None:
        """Stand at a place given as fields of a defect; what they do not say is not chosen."""
        for several, name in ((self._unit, "unit"), (self._storey, "storey"), (self._part, "place")):
            if several is not None:
                several.choose(str(place.get(name) or ""))
        self._show_title()

    def step_storey(self, by: int) -> None:
        """One floor up or down."""
        if self._storey is not None:
            self._storey.step(by)

    def step_unit(self, by: int) -> None:
        """One unit on or back."""
        if self._unit is not None:
            self._unit.step(by)


def _numbered(code: str, short: str, count: int) -> list[_Option]:
    return [_Option(str(number), say(short, number=number), say(code, number=number)) for number in range(1, count + 1)]
