"""How each page of the shell is made when it is first gone to, and what it does when it is gone to again.

The modules of the pages are imported here when they are needed: for the first paint none is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from surveyapp.ui.pages import BEGIN, HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from surveyapp.domain.assessment import Missing
    from surveyapp.errors import SurveyError
    from surveyapp.ui.standing import Standing
    from surveyapp.ui.to_check import ToCheck
    from surveyapp.ui.walk.thumbnails import Thumbnails
    from surveyapp.ui.widgets.overlay import UndoBar


MODULES = (
    "surveyapp.ui.walk.photo_viewer",
    "surveyapp.ui.overview.page",
    "surveyapp.ui.review.page",
    "surveyapp.ui.needs.page",
    "surveyapp.ui.plan.page",
    "surveyapp.ui.map.page",
    "surveyapp.ui.handover.page",
    "surveyapp.ui.settings.page",
    "surveyapp.ui.importing.page",
)
"""What the pages are made of: imported on a thread once the walk stands, so that the first visit of a page has not to wait for that too."""


class Frame(Protocol):
    """What pages are made with and send their wishes to: the shell."""

    standing: Standing
    thumbnails: Thumbnails
    home: Path
    undo_bar: UndoBar
    to_check: ToCheck
    language_wanted: Any
    palette_wanted: Any
    text_size_wanted: Any
    put_back: Any
    home_wanted: Any

    came_from: str

    def go(self, name: str) -> None: ...
    def tell_failure(self, problem: SurveyError) -> None: ...
    def tell_above_the_foot(self, text: str) -> None: ...
    def go_to_field(self, missing: Missing) -> None: ...
    def open_anywhere(self, stream: str, building: str, record: str) -> None: ...
    def open_field(self, stream: str, record: str, field: str) -> None: ...
    def open_photos(self, stream: str) -> None: ...
    def open_defect(self, building: str, record: str) -> None: ...
    def open_building(self, record: str) -> None: ...
    def open_conflict(self, stream: str, record: str) -> None: ...
    def open_survey(self, survey: str) -> None: ...
    def hold_still(self, busy: bool) -> None: ...
    def mend(self, sort: str) -> None: ...


def make(shell: Frame, name: str) -> QWidget:
    """The page of that name, connected."""
    return _MAKERS[name](shell)


def arrive(name: str, page: Any) -> None:
    """A page is gone to: it looks again at what may have changed meanwhile."""
    act = {PLAN: "show_place", NEEDS: "show_place", REVIEW: "show_page", HANDOVER: "show_page", OVERVIEW: "show_page", BEGIN: "ready"}.get(name)
    if act:
        getattr(page, act)()


def _begin(shell: Frame) -> QWidget:
    from surveyapp.ui.begin.page import BeginPage

    page = BeginPage(shell.standing, shell.home)
    page.begun.connect(shell.standing.start_survey)
    page.receive.begun.connect(shell.standing.begin)
    page.receive.failed.connect(shell.tell_failure)
    page.try_out.made.connect(shell.home_wanted)
    page.try_out.failed.connect(shell.tell_failure)
    return page


def _plan(shell: Frame) -> QWidget:
    from surveyapp.ui.plan.page import PlanPage

    page = PlanPage(shell.standing)
    page.failed.connect(shell.tell_failure)
    page.told.connect(shell.undo_bar.tell)
    page.field_wanted.connect(shell.go_to_field)
    return page


def _map(shell: Frame) -> QWidget:
    from surveyapp.ui.map.page import MapPage

    page = MapPage(shell.standing, shell.thumbnails)
    page.failed.connect(shell.tell_failure)
    page.told.connect(shell.tell_above_the_foot)
    page.walk_wanted.connect(lambda: shell.go(WALK))
    page.defect_opened.connect(shell.open_defect)
    page.building_opened.connect(shell.open_building)
    return page


def _review(shell: Frame) -> QWidget:
    from surveyapp.ui.review.page import ReviewPage

    page = ReviewPage(shell.standing)
    page.findings.flaws_counted.connect(shell.to_check.counted)
    page.failed.connect(shell.tell_failure)
    page.told.connect(shell.undo_bar.tell)
    page.record_wanted.connect(shell.open_anywhere)
    page.field_wanted.connect(shell.open_field)
    page.photos_wanted.connect(shell.open_photos)
    return page


def _overview(shell: Frame) -> QWidget:
    from surveyapp.ui.overview.page import OverviewPage

    page = OverviewPage(shell.standing, shell.home)
    page.failed.connect(shell.tell_failure)
    page.told.connect(shell.undo_bar.tell)
    page.handover_wanted.connect(lambda: shell.go(HANDOVER))
    page.place_wanted.connect(lambda stream, building: shell.open_anywhere(stream, building, ""))
    page.todo_wanted.connect(shell.mend)
    return page


def _needs(shell: Frame) -> QWidget:
    from surveyapp.ui.needs.page import NeedsPage

    page = NeedsPage(shell.standing, shell.home)
    page.failed.connect(shell.tell_failure)
    page.told.connect(shell.undo_bar.tell)
    page.import_wanted.connect(lambda: shell.go(IMPORT))
    page.conflict_wanted.connect(shell.open_conflict)
    return page


def _import(shell: Frame) -> QWidget:
    from surveyapp.ui.importing.page import ImportPage

    page = ImportPage(shell.standing, shell.home)
    page.back_wanted.connect(lambda: shell.go(shell.came_from or SETTINGS))
    page.failed.connect(shell.tell_failure)
    page.told.connect(shell.undo_bar.tell)
    return page


def _handover(shell: Frame) -> QWidget:
    from surveyapp.ui.handover.page import HandoverPage

    page = HandoverPage(shell.standing, shell.home)
    page.failed.connect(shell.tell_failure)
    return page


def _settings(shell: Frame) -> QWidget:
    from surveyapp.ui.settings.page import SettingsPage

    page = SettingsPage(shell.standing)
    page.text_size_wanted.connect(shell.text_size_wanted)
    page.failed.connect(shell.tell_failure)
    page.busy.connect(shell.hold_still)
    page.put_back.connect(shell.put_back)
    page.language_wanted.connect(shell.language_wanted)
    page.palette_wanted.connect(shell.palette_wanted)
    page.survey_wanted.connect(shell.open_survey)
    page.new_survey_wanted.connect(lambda: shell.go(BEGIN))
    page.import_wanted.connect(lambda: shell.go(IMPORT))
    return page


_MAKERS: Mapping[str, Callable[[Frame], QWidget]] = {
    BEGIN: _begin,
    PLAN: _plan,
    MAP: _map,
    REVIEW: _review,
    OVERVIEW: _overview,
    NEEDS: _needs,
    IMPORT: _import,
    HANDOVER: _handover,
    SETTINGS: _settings,
}
