"""问题: the place, the quick-entry, the tiles, the defects of the building, and the one in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.next_place import Step, next_step
from surveyapp.domain.views import CatalogueEntry, Changed, DefectLine, PhotoLine
from surveyapp.domain.walk_views import Sentence, Tile
from surveyapp.errors import SurveyError
from surveyapp.ui import theme
from surveyapp.ui.drafts import Drafts
from surveyapp.ui.half_typed import HalfTyped
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import Kit
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.again import ListHead
from surveyapp.ui.walk.coming import Coming
from surveyapp.ui.walk.defect_list import DefectList
from surveyapp.ui.walk.entry import LONGEST, QuickEntry
from surveyapp.ui.walk.in_hand import InHand
from surveyapp.ui.walk.place import PlaceRow
from surveyapp.ui.walk.recording import Recording
from surveyapp.ui.walk.sense import Here
from surveyapp.ui.walk.taken import Taken
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.walk.tiles import TileBoard
from surveyapp.ui.walk.understood import Site
from surveyapp.ui.widgets.frames import Empty
from surveyapp.words import say


@dataclass(frozen=True, slots=True)
class _Look:
    defects: tuple[DefectLine, ...]
    catalogue: tuple[CatalogueEntry, ...]


class DefectsPane(QWidget):
    """`hand_changed(bool)`: whether a defect is in hand; `counted(int)`; `told(text)`: an act that undo can take back; `all_wanted()`.
    `said(text, state)`: what the foot tells.
    """

    hand_changed = Signal(bool)
    counted = Signal(int)
    told = Signal(str)
    said = Signal(str, str)
    failed = Signal(object)
    all_wanted = Signal()

    def __init__(self, standing: Standing, thumbnails: Thumbnails, window: QWidget, kit: Kit, drawing: Drawing) -> None:
        super().__init__()
        self.coming = Coming()
        self._standing, self._errands = standing, standing.errands
        self._units: dict[str, tuple[str, ...]] = {}
        self.hand = ""
        self.place = PlaceRow()
        self.entry = QuickEntry(window)
        self._here = Here(standing, self.place, self.said.emit)
        self.tiles = TileBoard()
        self.head = ListHead()
        self.list = DefectList()
        self.list.setMinimumHeight(theme.size("defect_row") // 2)
        self.in_hand = InHand(thumbnails, kit, drawing)
        self.recording = Recording(standing, self)
        self.drafts = Drafts(standing, self)
        self.half = HalfTyped(standing, self)
        self.empty = Empty("walk", "", "")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.place)
        column.addWidget(self.entry)
        column.addWidget(self.tiles)
        column.addWidget(self._list_card(), 1)
        self.in_hand.pad.keep_tools_above(self._stack)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window what is between the parts goes to the list of what was recorded."""
        super().resizeEvent(event)
        compact = theme.look(self.window().width()) == "compact"
        self._column.setSpacing(6 if compact else 10)
        self._column.setContentsMargins(16, 0, 16, 8 if compact else 12)

    def _list_card(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 6)
        inner.setSpacing(0)
        inner.addWidget(self.head)
        inner.addWidget(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)
        return self._stack

    def _connect(self) -> None:
        self.entry.sense = self._here
        self.entry.too_long.connect(lambda: self.said.emit(say("ui.entry.too_long", count=LONGEST), "warn"))
        self.entry.suggest_wanted.connect(self._suggest)
        self.entry.recorded.connect(self.record)
        self.entry.line.textChanged.connect(lambda: self.drafts.note(self.entry.text()))
        self.drafts.found.connect(self.entry.set_text)
        self.drafts.refused.connect(self.failed)
        self.drafts.kept.connect(self.entry.list.tell_kept)
        self.tiles.tapped.connect(self.record_tile)
        self.tiles.all_wanted.connect(self.all_wanted)
        self.place.moved.connect(lambda: self.tiles.open_place(str(self.place.fields().get("place", ""))))
        self.head.again_wanted.connect(self.again)
        self.list.defect_wanted.connect(self.take)
        self.in_hand.set_wanted.connect(self.set_field)
        self.in_hand.words.half_typed.connect(lambda text: self.half.note("words", text))
        self.half.found.connect(lambda: self.in_hand.give_back(self.half.texts))
        self.in_hand.delete_wanted.connect(self.delete)
        self.in_hand.attach_wanted.connect(self.attach)
        self.recording.born.connect(self._born)
        self.recording.told.connect(self.told)
        self.recording.given_back.connect(self.drafts.give_back)
        self.recording.unchanged.connect(self._keep)
        self.recording.sentence_kept.connect(self.drafts.recorded)
        self.recording.failed.connect(self._refused)
        self._standing.changed.connect(self._changed)
        self._standing.leaving.connect(self.settle)

    def settle(self) -> None:
        """Finish what is half typed: a value of the defect in hand, and the sentence as a draft of its building."""
        self.drafts.flush()
        if self.hand:
            self.in_hand.settle()

    @property
    def site(self) -> Site:
        """Where the person stands."""
        return self._here.site

    def show_place(self) -> None:
        """Another building, or the same one seen anew: its chips, its own half-typed sentence, its tiles in their order."""
        line = self._standing.line
        self.place.show_building(line)
        self.entry.close_list()
        self._open_draft()
        common = line is None or not line.record
        self.empty.tell(say("ui.walk.empty_common" if common else "ui.walk.empty_building"), say("ui.walk.empty_todo"))
        self._hold("")
        self.load()
        if self._standing.stream and self._standing.begun:
            self._errands.ask(lambda verbs: verbs.tiles(common), self.tiles.show_groups, lane="tiles")

    def _open_draft(self) -> None:
        typed = "" if self.drafts.is_placed else self.entry.text()
        self.drafts.open("", "")
        if not typed:
            self.entry.set_text("")
        self.drafts.open(self._standing.stream, self._standing.building, typed)

    def follow_lines(self) -> None:
        """The lists came anew: the building may have other units and storeys now."""
        self.place.show_building(self._standing.line)
        self._tell_again()

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
        self._show_counts(look.defects)
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
        self.in_hand.settle()
        self._hold(record, self.list.defects.lines)
        self._show_counts(self.list.defects.lines)

    def _show_counts(self, lines: Sequence[DefectLine]) -> None:
        held = next((line.code for line in lines if line.record == self.hand), "")
        self.tiles.show_defects(lines, held)
        self.head.tell(lines, not self._standing.building)
        self._tell_again()

    @property
    def next_step(self) -> Step | None:
        """Where the same problem goes; None while nothing is in hand."""
        line, here = self.line, self._standing.line
        if line is None or self._standing.read_only:
            return None
        return next_step(line.unit, line.storey, here.units if here else None, here.storeys if here else None)

    def _tell_again(self) -> None:
        self.head.again.tell(self.next_step)

    def _hold(self, record: str, lines: Sequence[DefectLine] = ()) -> None:
        if record != self.hand:
            self.hand = record
            self.coming.forget()
            self.in_hand.forget_photos()
        self._show_hand(lines)
        self.hand_changed.emit(bool(record))
        self.load_photos()

    def _show_hand(self, lines: Sequence[DefectLine]) -> None:
        line = next((each for each in lines if each.record == self.hand), None)
        if line is None:
            return
        self.half.open(self._standing.stream, line.record)
        self.in_hand.show_defect(line, self._standing.line, self._units.get(line.code, ()))
        self.in_hand.give_back(self.half.texts)

    def load_photos(self) -> None:
        """Fetch the photos of the defect in hand, and those that belong to nothing yet."""
        stream, record = self._standing.stream, self.hand
        if not record:
            self._errands.forget("hand_photos")
            return

        def look(verbs: Verbs) -> tuple[tuple[PhotoLine, ...], tuple[PhotoLine, ...]]:
            return verbs.photos(stream, record), verbs.photos(stream, "")

        def home(told: tuple[tuple[PhotoLine, ...], tuple[PhotoLine, ...]]) -> None:
            self.in_hand.show_photos(told[0], told[1], not self._standing.read_only)
            self.coming.shown(record)

        self._errands.ask(look, home, lane="hand_photos")

    def _suggest(self, text: str) -> None:
        def home(found: Sentence) -> None:
            self.entry.show_sentence(text, found)

        self._errands.ask(lambda verbs: verbs.hear(text), home, lane="suggest")

    def record(self, taken: Taken) -> None:
        """A sentence becomes a defect: committed, then in hand."""
        self.recording.sentence(taken, self.site)

    def record_tile(self, tile: Tile, place: str = "") -> None:
        """A tap on a tile records it."""
        if self._standing.stream and not self._standing.read_only:
            self.in_hand.settle()
            self.recording.tile(tile, place, self.site)

    def again(self) -> None:
        """The same problem at the next place; one stands there from now on."""
        line, step = self.line, self.next_step
        if line is None or step is None:
            return
        self.in_hand.settle()
        if step.how in ("up", "unit"):
            self.place.choose({"unit": step.unit, "storey": step.storey})
        self.recording.again(line, step)

    def _born(self, record: str) -> None:
        self.hand = record
        self.coming.forget()
        self.in_hand.forget_photos()
        self.in_hand.setFocus(Qt.FocusReason.OtherFocusReason)
        self.in_hand.severity.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hand_changed.emit(True)

    def set_field(self, name: str, value: Value) -> None:
        """Write a field of the defect in hand."""
        self.recording.change(self.hand, {name: value})

    def _keep(self, stream: str, record: str, changes: Mapping[str, Value]) -> None:
        """What the disk refused stays with its defect: in hand, or once it is in hand again."""
        if record == self.hand:
            self.in_hand.keep(record, changes)
        elif changes.get("words"):
            self.half.refused(stream, record, "words", str(changes["words"]))

    def delete(self) -> None:
        """Delete the defect in hand."""
        record, line = self.hand, self.line
        if not record or self._standing.read_only:
            return
        self.hand = ""
        self.recording.delete(record, (line.number or line.name) if line else "")

    def attach(self, photo: PhotoLine) -> None:
        """A photo that belongs to nothing yet belongs to the defect in hand from now on."""
        self._attach(photo)

    def attach_newest(self) -> None:
        """P: attach the newest photo that belongs to nothing yet."""
        self._attach(None)

    def _attach(self, photo: PhotoLine | None) -> None:
        record = self.hand
        if record and not self._standing.read_only:
            self.coming.expect(record)
            self.recording.attach(record, photo, lambda changed: self.coming.stored(record, changed))

    def mark(self) -> None:
        """M: a numbered mark in the middle of the photo in hand, or of the one that is on its way."""
        self.coming.ask(self.hand, self.in_hand.pad.mark_middle)

    def enlarge(self) -> None:
        """A: the photo in hand, large."""
        pad = self.in_hand.pad
        if pad.photo is not None:
            pad.large_wanted.emit(pad.photo)

    def photo_keys(self) -> dict[str, Callable[[], object]]:
        """Single letters for the photos of the defect in hand."""
        return {"p": self.attach_newest, "P": self.attach_newest, "m": self.mark, "M": self.mark, "a": self.enlarge, "A": self.enlarge}

    def _refused(self, problem: SurveyError) -> None:
        self.coming.forget()
        self.failed.emit(problem)
        self.load()

    def _changed(self, changed: Changed) -> None:
        kinds = {kind for _, _, kind in changed.records}  # of any stream: what belongs here may be filed in a community that was joined
        if kinds & {"defect", "photo", "building"}:
            self.load()
        if kinds & {"photo", "defect", "annotation"}:
            self.load_photos()
