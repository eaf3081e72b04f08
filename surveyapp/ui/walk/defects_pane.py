"""问题: the place, the quick-entry, the defects of the building, and the one in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import CatalogueEntry, Changed, DefectLine, PhotoLine, Suggestion
from surveyapp.errors import SurveyError
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.defect_list import DefectList
from surveyapp.ui.walk.entry import QuickEntry
from surveyapp.ui.walk.facts import building_name
from surveyapp.ui.walk.in_hand import InHand
from surveyapp.ui.walk.place import PlaceRow
from surveyapp.ui.walk.suggestions import Choice
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.frames import Empty
from surveyapp.words import say


@dataclass(frozen=True, slots=True)
class _Look:
    defects: tuple[DefectLine, ...]
    catalogue: tuple[CatalogueEntry, ...]


class DefectsPane(QWidget):
    """`hand_changed(bool)`: whether a defect is in hand; `counted(int)`; `told(text)`: an act that undo can take back."""

    hand_changed = Signal(bool)
    counted = Signal(int)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, standing: Standing, thumbnails: Thumbnails, window: QWidget) -> None:
        super().__init__()
        self._standing, self._errands = standing, standing.errands
        self._units: dict[str, tuple[str, ...]] = {}
        self.hand = ""
        self.place = PlaceRow()
        self.entry = QuickEntry(window)
        self.list = DefectList()
        self.in_hand = InHand(thumbnails)
        self.empty = Empty("walk", "", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.place)
        column.addWidget(self.entry)
        column.addWidget(self._list_card(), 1)
        self._connect()

    def _list_card(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.addWidget(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)
        return self._stack

    def _connect(self) -> None:
        self.entry.suggest_wanted.connect(self._suggest)
        self.entry.recorded.connect(self.record)
        self.list.defect_wanted.connect(self.take)
        self.in_hand.set_wanted.connect(self.set_field)
        self.in_hand.delete_wanted.connect(self.delete)
        self.in_hand.attach_wanted.connect(self.attach)
        self._standing.changed.connect(self._changed)
        self._standing.leaving.connect(self.settle)

    def settle(self) -> None:
        """Finish what is half typed about the defect in hand."""
        if self.hand:
            self.in_hand.settle()

    def show_place(self) -> None:
        """Another building, or the same one seen anew."""
        line = self._standing.line
        self.place.show_building(line)
        self.entry.close_list()
        common = line is None or not line.record
        self.empty.tell(say("ui.walk.empty_common" if common else "ui.walk.empty_building"), say("ui.walk.empty_todo"))
        self._hold("")
        self.load()

    def follow_lines(self) -> None:
        """The lists came anew: the building may have other units and storeys now."""
        self.place.show_building(self._standing.line)

    def load(self) -> None:
        """Fetch the defects of the building."""
        stream, building = self._standing.stream, self._standing.building
        known = bool(self._units)

        def look(verbs: Verbs) -> _Look:
            return _Look(verbs.defects(stream, building) if stream else (), () if known else verbs.catalogue())

        self._errands.ask(look, self._show, lane="defects")

    def _show(self, look: _Look) -> None:
        self._units |= {entry.code: entry.units for entry in look.catalogue}
        if self.hand not in {line.record for line in look.defects}:
            self._hold(look.defects[0].record if look.defects else "", look.defects)
        else:
            self._show_hand(look.defects)
        self.list.show_lines(look.defects, self.hand)
        self._stack.setCurrentIndex(0 if look.defects else 1)
        self.counted.emit(len(look.defects))

    @property
    def line(self) -> DefectLine | None:
        """The defect in hand."""
        return next((line for line in self.list.defects.lines if line.record == self.hand), None)

    def take(self, record: str) -> None:
        """Take a defect in hand."""
        if record == self.hand:
            return
        self.settle()
        self._hold(record, self.list.defects.lines)

    def _hold(self, record: str, lines: Sequence[DefectLine] = ()) -> None:
        if record != self.hand:
            self.hand = record
            self.in_hand.forget_photos()
        self._show_hand(lines)
        self.hand_changed.emit(bool(record))
        self.load_photos()

    def _show_hand(self, lines: Sequence[DefectLine]) -> None:
        line = next((each for each in lines if each.record == self.hand), None)
        if line is None:
            return
        here = self._standing.line
        self.in_hand.show_defect(line, building_name(here) if here else "", self._units.get(line.code, ()))

    def load_photos(self) -> None:
        """Fetch the photos of the defect in hand, and those that belong to nothing yet."""
        stream, record = self._standing.stream, self.hand
        if not record:
            self._errands.forget("hand_photos")
            return

        def look(verbs: Verbs) -> tuple[tuple[PhotoLine, ...], tuple[PhotoLine, ...]]:
            return verbs.photos(stream, record), verbs.photos(stream, "")

        self._errands.ask(look, lambda told: self.in_hand.show_photos(told[0], told[1], not self._standing.read_only), lane="hand_photos")

    def _suggest(self, text: str) -> None:
        def home(found: tuple[Suggestion, ...]) -> None:
            self.entry.show_suggestions(text, found)

        self._errands.ask(lambda verbs: verbs.suggest(text), home, lane="suggest")

    def record(self, text: str, choice: Choice) -> None:
        """A sentence becomes a defect: committed, then in hand. A sentence that could not be stored goes back where it was typed."""
        stream, building = self._standing.stream, self._standing.building
        fields: dict[str, Value] = {"words": text, "source": "inspection", **self.place.fields()}
        if building:
            fields["building"] = building
        if choice.suggestion is not None:
            fields["code"] = choice.suggestion.code

        def born(changed: Changed) -> None:
            record = next((record for _, record, kind in changed.records if kind == "defect"), "")
            if record and building == self._standing.building:
                self.hand = record
                self.in_hand.forget_photos()
                self.in_hand.setFocus(Qt.FocusReason.OtherFocusReason)
                self.in_hand.severity.setFocus(Qt.FocusReason.OtherFocusReason)
                self.hand_changed.emit(True)

        def refused(problem: SurveyError) -> None:
            if not self.entry.text():
                self.entry.set_text(text)
            self.failed.emit(problem)

        self._standing.write(lambda verbs: verbs.new_record(stream, "defect", fields), born, refused)

    def set_field(self, name: str, value: Value) -> None:
        """Write a field of the defect in hand."""
        stream, record = self._standing.stream, self.hand
        if record:
            self._standing.write(lambda verbs: verbs.set_fields(stream, record, {name: value}), failed=self._refused)

    def delete(self) -> None:
        """Delete the defect in hand; its photos stay, and undo brings it back."""
        stream, record, line = self._standing.stream, self.hand, self.line
        if not record or self._standing.read_only:
            return
        name = (line.number or line.name) if line else ""
        self.hand = ""
        self._standing.write(
            lambda verbs: verbs.delete(stream, record), lambda _changed: self.told.emit(say("ui.hand.deleted", name=name)), self._refused
        )

    def attach(self, photo: PhotoLine) -> None:
        """A photo that belongs to nothing yet belongs to the defect in hand from now on."""
        stream, record = self._standing.stream, self.hand
        if record and not self._standing.read_only:
            self._standing.write(lambda verbs: verbs.set_fields(stream, photo.record, {"subject": record}), failed=self._refused)

    def attach_newest(self) -> None:
        """Attach the newest photo that belongs to nothing yet."""
        stream, record = self._standing.stream, self.hand
        if not record or self._standing.read_only:
            return

        def work(verbs: Verbs) -> Changed:
            waiting = verbs.photos(stream, "")
            return verbs.set_fields(stream, waiting[-1].record, {"subject": record}) if waiting else Changed("", "", (), "")

        self._standing.write(work, failed=self._refused)

    def _refused(self, problem: SurveyError) -> None:
        self.failed.emit(problem)
        self.load()

    def _changed(self, changed: Changed) -> None:
        kinds = {kind for stream, _, kind in changed.records if stream == self._standing.stream}
        if kinds & {"defect", "photo", "building"}:
            self.load()
        if "photo" in kinds or "defect" in kinds:
            self.load_photos()
