"""The shell: rail, header, banner and pages of one language, over one Standing. A change of language makes a new shell; the errands stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Missing
from surveyapp.domain.laptop import SAMPLE_MARK, Basis
from surveyapp.domain.next_place import next_name
from surveyapp.domain.views import SurveyLine, UndoState
from surveyapp.errors import SurveyError
from surveyapp.ui.begin.sample_strip import SampleStrip
from surveyapp.ui.errands import Errands
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.front.view import facts_of
from surveyapp.ui.header import Header
from surveyapp.ui.page_makers import arrive, make
from surveyapp.ui.pages import BEGIN, HANDOVER, IMPORT, IN_RAIL_AS, MAP, NEEDS, OVERVIEW, PLAN, RAIL, REVIEW, SETTINGS, WALK
from surveyapp.ui.policy_button import BASIS, COMPARE
from surveyapp.ui.rail import Rail
from surveyapp.ui.standing import COMMON, Standing
from surveyapp.ui.taken_back import TakenBack
from surveyapp.ui.to_check import ToCheck
from surveyapp.ui.walk.facts import community_facts
from surveyapp.ui.walk.page import DEFECTS, PHOTOS, RECORD, WalkPage
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.frames import Banner
from surveyapp.ui.widgets.overlay import AskName, UndoBar
from surveyapp.words import say

_STATUS = {"in_force": "ui.document.in_force", "draft": "ui.document.draft", "expired": "ui.document.expired", "not_yet": "ui.document.not_yet"}


class Shell(QWidget):
    """`language_wanted(code)`, `palette_wanted(name)`: the window decides. `page_shown` names the page in front."""

    language_wanted = Signal(str)
    palette_wanted = Signal(str)
    text_size_wanted = Signal(int)
    put_back = Signal(str)
    home_wanted = Signal(object)
    next_palette_wanted = Signal()

    def __init__(self, errands: Errands, page: FirstPage, thumbnails: Thumbnails, home: Path) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._errands, self.home, self.thumbnails = errands, home, thumbnails
        self.standing = Standing(errands, page, self)
        self.shown = self.came_from = ""
        self._made: dict[str, QWidget] = {}
        self._page = page

    def build(self) -> Iterator[None]:
        """Make everything, in steps of some milliseconds each; the shell is to be used when the last has been taken."""
        page = self._page
        self.rail = Rail([(each, say(f"ui.rail.{each}")) for each in RAIL])
        self.header = Header()
        self.banner = Banner()
        self.pages = QStackedWidget()
        self._lay_out()
        yield
        self.undo_bar = UndoBar(self)
        self.ask_name = AskName(self)
        yield
        self.walk = WalkPage(self.standing, self.thumbnails, self)
        yield from self.walk.build()
        self._keep(WALK, self.walk)
        self._connect()
        self._connect_standing()
        self.go(WALK)
        self.header.tell_title(page.community or page.survey or say("ui.app.name"), facts_of(page))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        self.sample = SampleStrip()
        self.sample.setVisible(self.is_sample)
        self.sample.leave_wanted.connect(lambda: self.home_wanted.emit(self.home.parent))
        column.addWidget(self.sample)
        column.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    @property
    def is_sample(self) -> bool:
        """Whether this home is only for trying things out."""
        return (self.home / SAMPLE_MARK).exists()

    def try_out(self) -> None:
        """Make the sample home, and go there."""
        if not self.is_sample:
            self.go(BEGIN)
            self.page(BEGIN).try_out.begin()

    def _connect(self) -> None:
        self.rail.page_wanted.connect(self.go)
        self.rail.palette_wanted.connect(self.next_palette_wanted)
        self.header.undo_wanted.connect(self.undo)
        self.header.redo_wanted.connect(self.redo)
        self.header.community_wanted.connect(self.standing.choose_community)
        self.header.new_community_wanted.connect(self.ask_community)
        self.header.action_wanted.connect(self._act)
        self.header.policy.chosen.connect(self._follow_policy)
        self.walk.new_building_wanted.connect(self.ask_building)
        self.walk.new_community_wanted.connect(self.ask_community)
        self.walk.told.connect(self.undo_bar.tell)
        self.walk.failed.connect(self.tell_failure)
        self.walk.record.conflict_wanted.connect(self.open_conflict)
        self.walk.files_chosen.connect(self.take_files)
        self.undo_bar.undo_wanted.connect(self.undo)
        self._errands.failed.connect(self.tell_failure)
        self._errands.crashed.connect(self.tell_crash)

    def _connect_standing(self) -> None:
        standing = self.standing
        standing.no_survey.connect(self.begin_survey)
        standing.survey_chosen.connect(self._survey_chosen)
        standing.listed.connect(self.show_header)
        standing.place_chosen.connect(self.show_header)
        standing.undo_known.connect(self._tell_undo)
        standing.unsaved.connect(self.header.tell_unsaved)
        standing.unsent_known.connect(self.rail.tell_unsent)
        self.to_check = ToCheck(standing, self)
        self.to_check.counted.connect(self.rail.item(REVIEW).tell)
        standing.saved.connect(self.header.tell_saved)
        standing.taken_back.connect(TakenBack(self, self).tell)
        standing.became_read_only.connect(self._tell_read_only)

    def _keep(self, name: str, page: QWidget) -> None:
        self._made[name] = page
        self.pages.addWidget(page)

    def go(self, name: str) -> None:
        """Show a page; it is made when it is first gone to."""
        if self.shown in (WALK, NEEDS, PLAN) and name != self.shown:
            self.standing.leaving.emit()
        if name not in self._made:
            self._keep(name, make(self, name))
        self.came_from, self.shown = (self.shown if name != self.shown else self.came_from), name
        self.pages.setCurrentWidget(self._made[name])
        self.rail.enable(self.standing.survey is not None or name != BEGIN)
        self.rail.show_counts(name != BEGIN)
        self.rail.show_page(IN_RAIL_AS.get(name, name))
        self.ask_name.hide()
        self.walk.defects.entry.close_list()
        self.show_header()
        page: Any = self._made[name]
        if name == BEGIN:
            page.show_policies(self.standing.policies, [say(_STATUS[status]) if status in _STATUS else "" for _, _, status in self.standing.policies])
        arrive(name, page)

    def hold_still(self, busy: bool) -> None:
        """Nothing else may be done for a while."""
        for part in (self.rail, self.header):
            part.setEnabled(not busy)

    def take_files(self, files: Sequence[Path]) -> None:
        """Files from a dialog: they are looked at as those that are dropped are."""
        from surveyapp.ui.dropping import take_in

        take_in(self, files)

    def import_table(self, path: Path) -> None:
        """A table was dropped on the window: look at it."""
        self.go(IMPORT)
        self.page(IMPORT).take(path)

    def mend(self, sort: str) -> None:
        """A sort of finding that the overview counts: show it in the review."""
        self.go(REVIEW)
        self.page(REVIEW).show_sort(sort)

    def open_anywhere(self, stream: str, building: str, record: str) -> None:
        """A building or a defect of any community: go there, and take the defect in hand when its list has been fetched."""
        if stream != self.standing.stream:
            self.standing.choose_community(stream, building)
        else:
            self.standing.choose_building(building)
        self.go(WALK)
        self.walk.show_tab(DEFECTS)
        self._after_two(lambda: self._take_defect(record) if record else None)

    def open_field(self, stream: str, record: str, field: str) -> None:
        """A field of a building, or of a community for "", anywhere in the survey."""
        self.open_anywhere(stream, record, "")
        self.walk.show_tab(RECORD)
        self._after_two(lambda: self.walk.record.form().go_to(field) if field else None)

    def open_conflict(self, stream: str, record: str) -> None:
        """What is in conflict in a record, side by side, where it is settled."""
        self.go(REVIEW)
        self.page(REVIEW).conflicts.show_conflict(stream, record)

    def open_photos(self, stream: str) -> None:
        """The photos of a community that belong to nothing yet: they hang on its common ground."""
        if stream != self.standing.stream:
            self.standing.choose_community(stream, COMMON)
        else:
            self.standing.choose_building("")
        self.go(WALK)
        self.walk.show_tab(PHOTOS)

    def _after_two(self, act: Callable[[], object]) -> None:
        """When the place that was just chosen has been fetched, and then what stands in it."""
        ask = self._errands.ask

        def then(_nothing: None) -> None:
            act()

        ask(lambda _verbs: None, lambda _nothing: ask(lambda _verbs: None, then))

    def _take_defect(self, record: str) -> None:
        defects = self.walk.defects
        defects.take(record)
        defects.list.show_lines(defects.list.defects.lines, record)

    def tell_above_the_foot(self, text: str) -> None:
        """The line of system and registration error is never covered."""
        self.undo_bar.tell(text)
        self.undo_bar.move(self.undo_bar.x(), self.undo_bar.y() - self.undo_bar.height() - 8)

    def open_defect(self, building: str, record: str) -> None:
        """A defect that another page points at: go to its building and take it in hand, as soon as its list has been fetched."""
        self.standing.choose_building(building)
        self.go(WALK)
        self.walk.show_tab(DEFECTS)

        self._errands.ask(lambda _verbs: None, lambda _nothing: self._take_defect(record))

    def open_building(self, record: str) -> None:
        """The record of a building of this community."""
        self.standing.choose_building(record)
        self.go(WALK)
        self.walk.show_tab(RECORD)

    def page(self, name: str) -> Any:
        """A page that has been made: a widget with what its own class can do."""
        return self._made[name]

    def _act(self) -> None:
        """What the page in front offers in the header."""
        if self.shown == PLAN:
            self.page(PLAN).toggle_compare()
        elif self.shown == WALK:
            self.go(MAP)

    def go_to_field(self, missing: Missing) -> None:
        """A field that another page misses: open its record and put the focus into it, as soon as it has been fetched."""
        self.standing.choose_building(missing.record if missing.kind == "building" else "")
        self.go(WALK)
        self.walk.show_tab(RECORD)
        self._errands.ask(lambda _verbs: None, lambda _nothing: self.walk.record.form().go_to(missing.field))

    def open_survey(self, survey: str) -> None:
        """Work in another survey, beginning with the walk."""
        self.standing.choose_survey(survey)
        self.go(WALK)

    def begin_survey(self) -> None:
        """Where a survey is begun, the first or another one."""
        self.go(BEGIN)

    def _survey_chosen(self, _survey: SurveyLine) -> None:
        if self.shown == BEGIN:
            self.go(WALK)
        if self.standing.last_saved and not self.header.saved.whole():
            self.header.tell_saved(self.standing.last_saved, self.standing.today)
        self._errands.ask(lambda verbs: verbs.basis(), self._know_policy, lane="basis_in_use")
        self.show_header()

    def _know_policy(self, basis: Basis) -> None:
        self.header.policy.tell(basis)
        self.show_header()

    def _follow_policy(self, way: str) -> None:
        self.go(SETTINGS if way == BASIS else PLAN)
        if way == BASIS:
            self.page(SETTINGS).bring_up("survey")
        elif way == COMPARE and self.page(PLAN).compare.isHidden():
            self.page(PLAN).toggle_compare()

    def show_header(self) -> None:
        standing, survey = self.standing, self.standing.survey
        offers = {PLAN: ("compare", say("plan.page.compare")), WALK: ("map", say("ui.map.open_map"))}
        self.header.tell_action(*(offers.get(self.shown, ("", "")) if standing.stream and standing.begun else ("", "")))
        self.header.show_undo(standing.begun and self.shown != BEGIN)
        self.header.show_saved(self.shown != BEGIN)
        self.header.show_bar(self.page(MAP).bar if self.shown == MAP else None)
        here = standing.community
        if here is None and standing.stream and not standing.communities:
            pass  # the list is under way: the title of the first picture stands
        elif self.shown in (WALK, NEEDS, PLAN) and survey is not None:
            self.header.tell_title(
                here.name if here else say("ui.header.no_community"), community_facts(here) if here else survey.name, choosable=True
            )
        elif self.shown == MAP:
            self.header.tell_title(here.name if here else say("ui.header.no_community"), say("ui.map.title"), choosable=True)
        elif self.shown == IMPORT:
            self.header.tell_title(say("importing.page"), survey.name if survey else "")
        elif self.shown in (OVERVIEW, REVIEW, HANDOVER, SETTINGS):
            self.header.tell_title(say(f"ui.rail.{self.shown}"), survey.name if survey else "")
        elif self.shown == BEGIN:
            self.header.tell_title(say("ui.app.name"), say("ui.app.what"))
        self.header.tell_communities(standing.communities, standing.stream, standing.read_only)
        self.header.tell_undo(standing.undo_state)
        self.rail.tell_unsent(standing.unsent)
        self.header.show_policy(survey is not None and self.shown != BEGIN)

    def tell_failure(self, problem: SurveyError) -> None:
        """What could not be done, in calm words, where it stays until it is read."""
        self.banner.tell(say(problem.code, **problem.facts), "err")
        if BEGIN in self._made:
            self.page(BEGIN).again()

    def tell_crash(self, report: str) -> None:
        """A bug: what it left behind is in a file, and recording can go on."""
        self.banner.tell(say("ui.banner.crash", path=report), "err")
        self.header.tell_unsaved()

    def _tell_read_only(self) -> None:
        self.banner.tell(say("ui.banner.read_only"), "warn", closable=False)

    def _tell_undo(self, state: UndoState) -> None:
        self.header.tell_undo(state)

    def ask_community(self, point: QPoint) -> None:
        """Ask for the name of a new community."""
        self.ask_name.ask(point, say("ui.walk.new_community"), say("ui.ask.community_hint"), say("ui.ask.make"), "", self.standing.add_community)

    def ask_building(self, point: QPoint) -> None:
        """Ask for the name of a new building; the next number is proposed."""
        names = [each.name for each in self.standing.buildings if each.record]
        proposal = next_name(names) or say("ui.ask.first_building")
        self.ask_name.ask(point, say("ui.walk.new_building"), say("ui.ask.building_hint"), say("ui.ask.make"), proposal, self.standing.add_building)

    def undo(self) -> None:
        """Take back the newest act."""
        self.undo_bar.hide()
        if self.standing.undo_state.undo:
            self.standing.undo()

    def redo(self) -> None:
        """Bring back what was taken back last."""
        if self.standing.undo_state.redo:
            self.standing.redo()

    def show_palette(self) -> None:
        """The palette was changed."""
        if SETTINGS in self._made:
            self.page(SETTINGS).show_palette()

    def leave(self) -> None:
        """Finish what is half typed, and stop a package that is being written."""
        self.standing.leaving.emit()
        for name in (HANDOVER, MAP):
            if name in self._made:
                self.page(name).stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.undo_bar.place()
        self.ask_name.hide()
        self.walk.defects.entry.close_list()
