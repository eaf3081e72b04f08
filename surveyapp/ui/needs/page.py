"""居民需求: door by door with one hand. A tap or a key says a wish and saves it; Enter goes to the next door that was not reached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.interview_views import DoorLine, Interview, PlaceTally, WishEntry
from surveyapp.domain.interviews import door_of, next_open
from surveyapp.domain.views import Changed
from surveyapp.errors import SurveyError
from surveyapp.ui import theme
from surveyapp.ui.form.typed import text_of
from surveyapp.ui.half_typed import HalfTyped
from surveyapp.ui.needs.answers import Answers
from surveyapp.ui.needs.door_list import state_words
from surveyapp.ui.needs.hand import Hand
from surveyapp.ui.needs.side import DoorSide
from surveyapp.ui.needs.tally_view import TallyView
from surveyapp.ui.needs.tiles import WishGrid
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.in_hand import has_typed_focus
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.fold import Fold
from surveyapp.ui.widgets.frames import Empty, card, foot_bar, scrolled
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import say

_LOW = 720
_OUTCOMES = ("answered", "absent", "refused", "vacant")
HERE, WHOLE = "here", "whole"
_KINDS = frozenset({"interview", "need", "building", "community"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What is fetched together whenever the place or a talk changed."""

    building: str
    wishes: tuple[WishEntry, ...]
    doors: tuple[DoorLine, ...]
    tallies: tuple[PlaceTally, ...]
    interview: Interview | None
    label: str


class NeedsPage(QWidget):
    """`failed(SurveyError)`, `told(words)` for the undo bar, `import_wanted()`, `conflict_wanted(stream, record)`."""

    failed = Signal(object)
    told = Signal(str)
    import_wanted = Signal()
    conflict_wanted = Signal(str, str)

    def __init__(self, standing: Standing, home: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._standing, self.exports = standing, home / "exports"
        self.hand: Hand | None = None
        self._doors: tuple[DoorLine, ...] = ()
        self._tallies: tuple[PlaceTally, ...] = ()
        self._names: dict[str, str] = {}
        self._place = ("", "")
        self._saved: tuple[tuple[str, ...], str] = ((), "")
        self.side, self.tiles, self.answers, self.tally = DoorSide(), WishGrid(), Answers(), TallyView()
        self.half = HalfTyped(standing, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(self._middle(), 1)
        self._aside = self._right()
        row.addWidget(self._aside)
        self.aside = Fold(self._aside)
        self._head.addWidget(self.aside.button)

    def _middle(self) -> QVBoxLayout:
        whole, column = QVBoxLayout(), QVBoxLayout()
        whole.setSpacing(0)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._title, self._state = label(role="page"), ElideLabel(role="dense")
        self.outcome = Segmented([(each, say(f"choice.outcome.{each}")) for each in _OUTCOMES])
        self.outcome.chosen.connect(lambda value: self.save({"outcome": value}))
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        head.addWidget(self.outcome)
        column.addLayout(head)
        self._head = head
        self._tile_card, inside = card(say("needs.wishes"), say("needs.wishes_scope"))
        inside.addWidget(self.tiles)
        self._answer_card, inside = card(say("needs.answers"), say("needs.answers_scope"))
        inside.addWidget(self.answers)
        self._paper = QWidget()
        both = QVBoxLayout(self._paper)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addWidget(self._tile_card)
        both.addWidget(self._answer_card)
        both.addStretch(1)
        self.talk = scrolled(self._paper)
        column.addWidget(self.talk, 1)
        self._empty = Empty("building", say("needs.no_building"), say("needs.no_building_todo"))
        self._empty.hide()
        column.addWidget(self._empty, 1)
        bar, foot = foot_bar()
        foot.setSpacing(12)
        self._hint = ElideLabel(say("needs.keys"), "meta")
        self.next = button(say("needs.next"), "primary", "right", self.go_next, token="on_accent")
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.next)
        whole.addLayout(column, 1)
        whole.addWidget(bar)
        return whole

    def _right(self) -> QWidget:
        hand = QWidget()
        hand.setObjectName("hand")
        hand.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        hand.setFixedWidth(theme.size("hand_normal"))
        whole, column = QVBoxLayout(hand), QVBoxLayout()
        whole.setContentsMargins(theme.hair(), 0, 0, 0)  # the line at the left is drawn beside the foot as well
        whole.setSpacing(0)
        column.setContentsMargins(16 - theme.hair(), 12, 16, 0)
        column.setSpacing(12)
        self.scope = Segmented([(HERE, say("needs.scope.here")), (WHOLE, say("needs.scope.whole"))])
        self.scope.fill_row()
        self.scope.choose(HERE)
        self.scope.chosen.connect(lambda _value: self._show_tally())
        column.addWidget(self.scope)
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 8, 0)
        stack.addWidget(self.tally)
        stack.addStretch(1)
        column.addWidget(scrolled(inside), 1)
        bar, row = foot_bar()
        row.setContentsMargins(row.contentsMargins() - QMargins(theme.hair(), 0, 0, 0))
        self.bring_in = button(say("needs.import"), "", "folder", self.import_wanted.emit)
        self.export = button(say("needs.export"), "", "box", self.write_results)
        row.addWidget(self.bring_in)
        row.addWidget(self.export)
        row.addStretch(1)
        whole.addLayout(column, 1)
        whole.addWidget(bar)
        return hand

    def _connect(self) -> None:
        standing = self._standing
        standing.place_chosen.connect(self.show_place)
        standing.listed.connect(self._list_buildings)
        standing.changed.connect(self._after_change)
        standing.leaving.connect(self.answers.settle)
        standing.became_read_only.connect(self._allow)
        self.side.building_wanted.connect(standing.choose_building)
        self.side.step_wanted.connect(self._step_building)
        self.side.door_wanted.connect(self.go_to)
        self.side.typed_door.connect(lambda text: self.go_to(self._known(text)))
        self.tiles.said.connect(lambda codes: self._write({}, tuple(codes)))
        self.answers.half_typed.connect(self.half.note)
        self.half.found.connect(lambda: self.answers.give_back(self.half.texts))
        self.answers.save_wanted.connect(lambda name, value: self.save({name: value}))
        self.answers.conflict_wanted.connect(lambda: self.conflict_wanted.emit(self.hand.stream, self.hand.record) if self.hand else None)

    def _list_buildings(self) -> None:
        self.side.show_buildings(self._standing.buildings, self._standing.building)

    def _step_building(self, step: int) -> None:
        at = self.side.building.currentIndex() + step
        if 0 <= at < self.side.building.count():
            self._standing.choose_building(str(self.side.building.itemData(at)))

    def _building(self) -> str:
        """The building in hand; the common ground has no doors, so the first building stands in for it."""
        standing = self._standing
        return standing.building or next((line.record for line in standing.buildings if line.record), "")

    def show_place(self) -> None:
        """Another building, or the page came to the front."""
        if not self.isVisible():
            return
        if not has_typed_focus(QApplication.focusWidget()) or self.side.building.hasFocus():
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self._list_buildings()
        place = (self._standing.stream, self._building())
        if place != self._place:
            self._place, self.hand = place, None
            self.answers.forget_drafts()
        self._fetch()

    def _fetch(self) -> None:
        stream, building = self._place
        hand = self.hand

        def look(verbs: Verbs) -> _Told:
            doors = verbs.doors(stream, building) if building else ()
            label = hand.door if hand else next((line.label for line in doors if line.state == "open"), doors[0].label if doors else "")
            record = next((line.record for line in doors if line.label == label), "")
            interview = verbs.interview(stream, record) if record else None
            return _Told(building, verbs.wishes(), doors, verbs.tallies(stream) if stream else (), interview, label)

        self._standing.errands.ask(look, self._take, lane="needs")

    def _take(self, told: _Told) -> None:
        if told.building != self._place[1]:
            return
        self._doors, self._tallies = told.doors, told.tallies
        self._names = {each.code: each.name for each in told.wishes}
        self.tiles.show_entries(told.wishes)
        if self.hand is None and told.label:
            self.hand = Hand(self._place[0], told.building, told.label)
        if self.hand is not None and self.hand.door == told.label:
            self.hand.record = told.interview.record if told.interview else self.hand.record
            self._show_talk(told.interview)
            names, wall = self._saved
            for name in names:
                self.answers.tell_saved(name, wall)
            self._saved = ((), "")
        self.side.show_doors(self._lines(), told.label)
        self._show_tally()
        self._allow()

    def _lines(self) -> tuple[DoorLine, ...]:
        """The doors, with the one in hand among them even before anything is known of it."""
        label = self.hand.door if self.hand else ""
        if not label or any(line.label == label for line in self._doors):
            return self._doors
        door = door_of(label)
        return (*self._doors, DoorLine(door.label, door.unit, door.storey))

    def _show_talk(self, interview: Interview | None) -> None:
        assert self.hand is not None
        name = next((line.name for line in self._standing.buildings if line.record == self.hand.building), "")
        line = next((line for line in self._lines() if line.label == self.hand.door), None)
        self._title.setText(f"{name} {self.hand.door}")
        self._state.tell(state_words(line) if line else "")
        self.tiles.show_order(interview.wishes if interview else ())
        values = interview.values if interview else {}
        self.outcome.choose(str(values.get("outcome") or ""))
        self.answers.show_values(values, interview.unsettled if interview else ())
        self.half.open(self.hand.stream, _place_of(self.hand))
        self.answers.give_back(self.half.texts)

    def _show_tally(self) -> None:
        building = self._place[1] if self.scope.value() == HERE else ""
        found = next((each for each in self._tallies if each.building == building), None)
        self.tally.show_tally(found.tally if found else None, self._names)

    def _allow(self) -> None:
        able = self.hand is not None and not self._standing.read_only
        for each in (self.tiles, self.answers, self.outcome, self.next):
            each.setEnabled(able)
        self.talk.setVisible(bool(self._place[1]))
        self._empty.setVisible(not self._place[1])
        self.export.setEnabled(bool(self._standing.stream))
        self.bring_in.setEnabled(not self._standing.read_only)

    def _known(self, text: str) -> str:
        """The door that was typed: 302 is the one door that ends so, if there is only one."""
        units = next((line.units for line in self._standing.buildings if line.record == self._place[1]), None)
        label = door_of(text, units=units).label
        ends = [line.label for line in self._doors if line.label == label or line.label.endswith(f"-{label}")]
        return ends[0] if len(ends) == 1 else label

    def go_to(self, label: str) -> None:
        """Go to a door. What was half typed at the last one is saved first."""
        if not self._place[1] or not label:
            return
        self.answers.settle()
        self.answers.forget_drafts()
        line = next((line for line in self._doors if line.label == label), None)
        self.hand = Hand(*self._place, label, line.record if line else "")
        self.side.show_doors(self._lines(), label)
        self.talk.verticalScrollBar().setValue(0)
        self._show_talk(None)
        self._fetch()

    def go_next(self) -> None:
        """The next door that nobody was reached at; where all were asked, say so."""
        if self.hand is None:
            return
        labels = [line.label for line in self._lines()]
        done = [line.label for line in self._doors if line.state != "open"]
        there = next_open(labels, done, self.hand.door)
        if there:
            self.go_to(there)
        else:
            self.told.emit(say("needs.building_done"))

    def save(self, fields: dict[str, Value]) -> None:
        """Write fields of the talk in hand."""
        self._write(fields, None)

    def _write(self, fields: dict[str, Value], wished: tuple[str, ...] | None) -> None:
        """Send a write away. What was being fetched meanwhile is older than what was just said: it is dropped, and fetched anew afterwards."""
        hand = self.hand
        if hand is None:
            return

        def done(changed: Changed) -> None:
            if hand is self.hand and not changed.records:
                self._fetch()
            elif hand is self.hand:
                self._saved = (tuple(fields), changed.wall)

        def refused(problem: SurveyError) -> None:
            for name, value in fields.items():
                if hand is self.hand:
                    self.answers.keep(name, value)
                elif isinstance(value, str | int):
                    self.half.refused(hand.stream, _place_of(hand), name, text_of(value))
            self._fail(problem)

        self._saved = ((), "")
        self._standing.errands.forget("needs")
        self._standing.write(lambda verbs: hand.write(verbs, fields, wished), done, refused)

    def _fail(self, problem: SurveyError) -> None:
        self.failed.emit(problem)
        self._fetch()

    def _after_change(self, changed: Changed) -> None:
        if self.isVisible() and any(kind in _KINDS for _, _, kind in changed.records):
            self._fetch()

    def write_results(self) -> None:
        """Write the results of the community in hand as a workbook."""
        standing = self._standing
        here, stream = standing.community, standing.stream
        name = "".join(each if each.isalnum() else "-" for each in (here.name if here else "")) or "community"
        target = self.exports / f"{say('needs.file', name=name)}.xlsx"

        def written(_count: int) -> None:
            self.told.emit(say("needs.exported", path=target))

        standing.errands.ask(lambda verbs: verbs.write_results(target, [stream]), written, self._fail, aside=True)

    def press(self, event: QKeyEvent) -> bool:
        """A key of the window while this page is in front. Answers whether it acted."""
        if has_typed_focus(QApplication.focusWidget()) or self.hand is None or self._standing.read_only:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_next()
            return True
        modified = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return not modified and self.tiles.press(event.text())

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self.side, self, self._aside)

    def search_field(self) -> QWidget:
        """What `/` goes to."""
        return self.side.door

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = theme.look(self.window().width())
        self.side.setFixedWidth(theme.size(f"list_{size}"))
        self._aside.setFixedWidth(theme.size(f"hand_{size}"))
        self.aside.arrange(size == "compact" and theme.text_size() > 100)
        if self.tiles.stand(self.window().height() < _LOW):
            self._make_room()

    def _make_room(self) -> None:
        """The tiles have become higher or lower: the paper follows at once, from the inside out, so that no row is squeezed for a moment."""
        for part in (self.tiles, self._tile_card, self._paper):
            layout = part.layout()
            if layout is not None:
                layout.activate()
        QApplication.sendEvent(self._paper, QEvent(QEvent.Type.LayoutRequest))


def _place_of(hand: Hand) -> str:
    """Where what is half typed at a door is kept."""
    return f"{hand.building}/{hand.door}"
