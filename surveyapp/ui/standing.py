"""Where the person stands: survey, community, building, and what the last write changed. Pages listen here and never ask each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from surveyapp import settings
from surveyapp.domain.views import BuildingLine, Changed, CommunityLine, SurveyLine, UndoState
from surveyapp.errors import Cancelled, SurveyError
from surveyapp.ui.errands import Errands, Failed
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.verbs import Verbs

COMMON = "common"
"""What is remembered as the last place when one stood on the common ground: its record is empty, and so is a home without a last place."""
_BEGINNINGS = frozenset({"new_survey", "new_person"})


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What is fetched once, when the verbs have been opened."""

    surveys: tuple[SurveyLine, ...]
    survey: SurveyLine | None
    policies: tuple[tuple[str, str, str], ...]
    read_only: bool
    stream: str
    building: str
    last_saved: str
    today: str


@dataclass(frozen=True, slots=True)
class _Aftermath:
    """What is looked up again after every write."""

    communities: tuple[CommunityLine, ...]
    buildings: tuple[BuildingLine, ...]
    undo: UndoState
    unsent: int


class Standing(QObject):
    """The survey in hand and the place in it."""

    survey_chosen = Signal(object)
    no_survey = Signal()
    listed = Signal()
    place_chosen = Signal()
    leaving = Signal()
    changed = Signal(object)
    taken_back = Signal(object, bool)
    saved = Signal(str)
    unsaved = Signal()
    undo_known = Signal(object)
    unsent_known = Signal(int)
    became_read_only = Signal()
    people_changed = Signal()

    def __init__(self, errands: Errands, page: FirstPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.errands = errands
        self.survey: SurveyLine | None = None
        self.surveys: tuple[SurveyLine, ...] = ()
        self.policies: tuple[tuple[str, str, str], ...] = ()
        self.communities: tuple[CommunityLine, ...] = ()
        self.buildings: tuple[BuildingLine, ...] = page.buildings
        self.stream = page.stream
        self.building = page.building if any(each.record == page.building for each in page.buildings) else ""
        self.undo_state = UndoState()
        self.unsent = 0
        self.read_only = False
        self.begun = False
        self.last_saved = self.today = ""

    def begin(self) -> None:
        """Open the verbs and fetch what the last session left: called after the first paint."""
        self.errands.ask(_begin, self._have_begun)

    def _have_begun(self, told: _Beginning) -> None:
        self.begun = True
        self.surveys, self.policies, self.read_only = told.surveys, told.policies, told.read_only
        self.last_saved, self.today = told.last_saved, told.today
        if told.read_only:
            self.became_read_only.emit()
        if told.survey is None:
            self.survey = None
            self.no_survey.emit()
            return
        self._take_survey(told.survey)
        self.choose_community(self.stream or told.stream, self.building or told.building)

    def _take_survey(self, survey: SurveyLine) -> None:
        self.survey = survey
        self.survey_chosen.emit(survey)

    def start_survey(self, name: str, policy: str, inspector: str) -> None:
        """The first survey of this home, or another one."""

        def started(survey: SurveyLine) -> None:
            self.surveys = (*self.surveys, survey)
            self._take_survey(survey)
            self.choose_community("")

        self.errands.ask(lambda verbs: verbs.choose_survey(verbs.new_survey(name, policy, inspector).id), started)

    def choose_survey(self, survey: str) -> None:
        """Work in another survey."""

        def chosen(line: SurveyLine) -> None:
            self._take_survey(line)
            self.choose_community("")

        self.leaving.emit()
        self.errands.ask(lambda verbs: verbs.choose_survey(survey), chosen)

    def work_as(self, person: str) -> None:
        """Record in this person's name from now on."""

        def chosen(line: SurveyLine) -> None:
            self.survey = line
            self.people_changed.emit()

        self.leaving.emit()
        self.errands.ask(lambda verbs: verbs.work_as(person), chosen)

    def add_inspector(self, name: str, unit: str, phone: str = "") -> None:
        """A further inspector of the survey; who records stays as it is."""
        self.write(lambda verbs: verbs.add_inspector(name, unit, phone), lambda _changed: self.people_changed.emit())

    def judge_by(self, policy: str | None, day: str | None, failed: Failed) -> None:
        """Judge the survey by another pack, or on another day, from now on: everything that stands on it is fetched again."""
        self.write(lambda verbs: verbs.judge_by(policy, day), self._follow_survey, failed)

    def _follow_survey(self, changed: Changed) -> None:
        """The survey itself was changed, or that was taken back."""
        survey = self.survey
        if survey is None or not any(kind == "survey" for _, _, kind in changed.records):
            return

        def again(line: SurveyLine) -> None:
            self._take_survey(line)
            self.choose_community(self.stream, self.building or COMMON)

        self.errands.ask(lambda verbs: verbs.choose_survey(survey.id), again)

    @property
    def community(self) -> CommunityLine | None:
        """The community in hand."""
        return next((each for each in self.communities if each.stream == self.stream), None)

    @property
    def line(self) -> BuildingLine | None:
        """The building in hand: its line in the list. That of the common ground has an empty record."""
        return next((each for each in self.buildings if each.record == self.building), None)

    def choose_community(self, stream: str, building: str = "") -> None:
        """Go to a community (the first one for "" or for one that is not there)."""
        self.leaving.emit()

        def listed(told: tuple[str, _Aftermath]) -> None:
            self.stream, after = told
            self._take(after)
            records = [each.record for each in self.buildings]
            first = next((record for record in records if record), "")
            here = "" if building == COMMON else building
            self._stand(here if building and here in records else first)

        def work(verbs: Verbs) -> tuple[str, _Aftermath]:
            streams = [each.stream for each in verbs.communities()]
            stood = verbs.home_of(stream) if stream and stream not in streams else stream
            chosen = stood if stood in streams else (streams[0] if streams else "")
            if not verbs.read_only:
                verbs.set_setting(settings.LAST_STREAM.name, chosen)
            return chosen, _look(verbs, chosen)

        self.errands.ask(work, listed, lane="listing")

    def choose_building(self, record: str) -> None:
        """Go to a building of the community in hand; "" is its common ground."""
        if record == self.building:
            return
        self.leaving.emit()
        self._stand(record)

    def _stand(self, record: str) -> None:
        self.building = record
        self.place_chosen.emit()
        if not self.read_only:
            self.errands.ask(lambda verbs: verbs.set_setting(settings.LAST_BUILDING.name, record or COMMON))

    def neighbour(self, step: int) -> BuildingLine | None:
        """The building before (-1) or after (1) the one in hand."""
        at = next((place for place, each in enumerate(self.buildings) if each.record == self.building), -1)
        there = at + step
        return self.buildings[there] if 0 <= there < len(self.buildings) else None

    def walk(self, step: int) -> None:
        """Go to the previous or next building."""
        there = self.neighbour(step)
        if there is not None:
            self.choose_building(there.record)

    def write(
        self,
        work: Callable[[Verbs], Changed],
        done: Callable[[Changed], None] | None = None,
        failed: Failed | None = None,
        *,
        aside: bool = False,
        own: bool = True,
    ) -> None:
        """Send a write away; when it is committed, everything that shows the records it changed hears of it.

        `own`: it is somebody's work here, of which nothing must be lost unsaid; a package from elsewhere can be received once more.
        """
        stream = self.stream

        def both(verbs: Verbs) -> tuple[Changed, _Aftermath]:
            changed = work(verbs)
            return changed, _look(verbs, stream)

        def home(told: tuple[Changed, _Aftermath]) -> None:
            changed, after = told
            if stream == self.stream:
                self._take(after)
            if changed.wall:
                self.last_saved = changed.wall
                self.saved.emit(changed.wall)
            if done is not None:
                done(changed)
            self.changed.emit(changed)

        self.errands.ask(both, home, self.telling_unsaved(failed) if own else failed, aside=aside)

    def telling_unsaved(self, failed: Failed | None = None) -> Failed:
        """Of a write that failed, unless somebody stopped it, it is also said that something is not saved."""

        def lost(problem: SurveyError) -> None:
            if not isinstance(problem, Cancelled):
                self.unsaved.emit()
            (failed or self.errands.failed.emit)(problem)

        return lost

    def add_community(self, name: str) -> None:
        """A new community, and go there."""

        def born(changed: Changed) -> None:
            stream = next((stream for stream, _, kind in changed.records if kind == "community"), "")
            self.choose_community(stream)

        self.write(lambda verbs: verbs.new_community({"name": name}), born)

    def add_building(self, name: str) -> None:
        """A new building in the community in hand, and go there."""
        stream = self.stream

        def born(changed: Changed) -> None:
            record = next((record for _, record, kind in changed.records if kind == "building"), "")
            if record and stream == self.stream:
                self.choose_building(record)

        self.write(lambda verbs: verbs.new_record(stream, "building", {"name": name, "community": stream}), born)

    def undo(self) -> None:
        """Take back the newest act."""
        self.leaving.emit()
        self.write(lambda verbs: verbs.undo(), lambda changed: self._after_undo(changed, False))

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self.leaving.emit()
        self.write(lambda verbs: verbs.redo(), lambda changed: self._after_undo(changed, True))

    def _after_undo(self, changed: Changed, again: bool) -> None:
        self.taken_back.emit(changed, again)
        self._follow_survey(changed)
        if self.line is None and self.buildings:
            self._stand(self.buildings[0].record)
        if any(kind == "community" for _, _, kind in changed.records) and self.community is None:
            self.choose_community("")

    def _take(self, after: _Aftermath) -> None:
        self.communities, self.buildings = after.communities, after.buildings
        self.undo_state, self.unsent = _without_beginnings(after.undo), after.unsent
        self.listed.emit()
        self.undo_known.emit(self.undo_state)
        self.unsent_known.emit(after.unsent)

    def look_again(self) -> None:
        """Fetch lists and counts again."""
        stream = self.stream
        self.errands.ask(lambda verbs: _look(verbs, stream), lambda after: self._take(after) if stream == self.stream else None, lane="listing")


def _begin(verbs: Verbs) -> _Beginning:
    surveys = verbs.surveys()
    chosen = _last_of(surveys, verbs.setting(settings.LAST_SURVEY.name))
    survey = verbs.choose_survey(chosen.id) if chosen else None
    names = (settings.LAST_STREAM.name, settings.LAST_BUILDING.name)
    stream, building = (verbs.setting(name) for name in names)
    return _Beginning(surveys, survey, verbs.policies(), verbs.read_only, stream, building, verbs.last_saved(), verbs.today())


def _without_beginnings(state: UndoState) -> UndoState:
    """The survey itself and its people are not taken back by Ctrl+Z: everything recorded stands on them."""
    return UndoState("" if state.undo in _BEGINNINGS else state.undo, "" if state.redo in _BEGINNINGS else state.redo)


def _last_of(surveys: Sequence[SurveyLine], last: str) -> SurveyLine | None:
    return next((each for each in surveys if each.id == last), surveys[0] if surveys else None)


def _look(verbs: Verbs, stream: str) -> _Aftermath:
    return _Aftermath(verbs.communities(), verbs.buildings(stream) if stream else (), verbs.undo_state(), verbs.unsent())
