"""The review and the overview in their states, for pictures and for the checks that look at every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from surveyapp.ui.overview.page import OverviewPage
from surveyapp.ui.review.filters import FLAWS, HIDDEN, TABLE
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.shell import OVERVIEW, REVIEW
from surveyapp.ui.window import MainWindow


def whole_survey_pages(window: MainWindow, settle: Callable[[MainWindow], None]) -> Iterator[str]:
    """Go through them; yields a name when the page is ready to be looked at."""
    shell = window.shell
    shell.go(OVERVIEW)
    _settle_twice(window, settle)
    overview = shell.page(OVERVIEW)
    assert isinstance(overview, OverviewPage)
    yield "overview"
    overview.assign()
    _settle_twice(window, settle)
    sheet = overview.assigning.sheet
    sheet.list.places.toggle(1)
    yield "overview-assign"
    sheet.close_it()
    shell.go(REVIEW)
    _settle_twice(window, settle)
    page = shell.page(REVIEW)
    assert isinstance(page, ReviewPage)
    yield "review"
    page.conflicts.next_conflict()
    _settle_twice(window, settle)
    if page.detail.conflict.conflict is not None:
        yield "review-conflict"
    page.model.toggle(0)
    page.bulk.severity.setCurrentIndex(3)
    page.bulk.severity.activated.emit(3)
    _settle_twice(window, settle)
    yield "review-ticked"
    page.bulk.look.click()
    _settle_twice(window, settle)
    yield "review-preview"
    page.model.tick_all(False)
    for view in (FLAWS, HIDDEN):
        page.show_view(view)
        _settle_twice(window, settle)
        yield f"review-{view}"
    page.show_view(TABLE)


def _settle_twice(window: MainWindow, settle: Callable[[MainWindow], None]) -> None:
    """What comes home asks for more: the past of the row in hand, the catalogue."""
    settle(window)
    settle(window)
