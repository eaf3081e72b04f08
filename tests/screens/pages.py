"""Every page and state of the window, one after the other: for the pictures of `make screens` and for the checks that look at every page.

To add a page: write a generator that shows it and yields a name for each state, and put it into PARTS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from surveyapp import words
from surveyapp.ui.handover.page import HandoverPage
from surveyapp.ui.plan.page import PlanPage
from surveyapp.ui.shell import HANDOVER, PLAN, WALK
from surveyapp.ui.walk.page import DEFECTS, PHOTOS, RECORD
from surveyapp.ui.widgets.turns import Turns
from surveyapp.ui.window import MainWindow
from tests.pause import pause
from tests.screens.map_pages import map_pages
from tests.screens.photo_pages import photo_pages
from tests.screens.settings_pages import begin_page, settings_pages, tour_pages
from tests.screens.survey import fill, open_sample
from tests.screens.table_pages import table_pages
from tests.screens.whole_survey_pages import whole_survey_pages

Settle = Callable[[MainWindow], None]
__all__ = ["PARTS", "fill", "open_sample", "pages", "settle"]


def turns_done(window: MainWindow) -> bool:
    """Whether every page has all its parts: some come one a turn of the event loop."""
    return all(each.done for each in window.findChildren(Turns))


def settle(window: MainWindow, longest_ms: int = 20_000) -> None:
    """Let the window work until nothing is under way, and then once more: what came last is laid out in the turns behind it."""
    still = 0
    for turn in range(longest_ms // 50):
        pause(50)
        done = turn > 3 and window.is_whole() and window.errands.under_way == 0 and window.thumbnails.is_idle() and turns_done(window)
        still = still + 1 if done else 0
        if still > 1:
            break
    QApplication.processEvents()


def to_the_building(window: MainWindow) -> None:
    """Stand before 3栋."""
    standing = window.shell.standing
    standing.choose_building(next(line.record for line in standing.buildings if line.name == "3栋"))


def walk_pages(window: MainWindow, settle: Settle) -> Iterator[str]:
    """The walk: defects, record, photos, a doubtful value, a sentence half typed, what floats above it, the common ground."""
    shell, walk = window.shell, window.shell.walk
    for tab in (DEFECTS, RECORD, PHOTOS):
        shell.go(WALK)
        walk.show_tab(tab)
        settle(window)
        yield f"walk-{tab}"
    yield from photo_pages(window, settle)
    walk.show_tab(RECORD)
    form = walk.record.form()
    height = form.row_of("height_m")
    if height is not None:
        height.controls["height_m"].left.emit("286")
        settle(window)
        yield "walk-record-doubt"
    walk.show_tab(DEFECTS)
    walk.defects.entry.setFocus()
    walk.defects.entry.set_text(words.pick("3单元楼梯间扶手松动 严重 2处", "Unit 3 stairwell handrail loose, severe, 2 places"))
    settle(window)
    yield "walk-entry"
    walk.defects.entry.set_text("")
    settle(window)
    yield from _overlays(window, settle)
    shell.standing.choose_building("")
    walk.show_tab(RECORD)
    settle(window)
    yield "walk-community"
    walk.show_tab(DEFECTS)


def plan_pages(window: MainWindow, settle: Settle) -> Iterator[str]:
    """The plan of the community, with its cards open, and compared with another document."""
    shell = window.shell
    shell.go(PLAN)
    settle(window)
    yield "plan"
    page = shell.page(PLAN)
    if isinstance(page, PlanPage):
        page.side.choose("consent")
        for card in page.cards.values():
            card.open()
        settle(window)
        yield "plan-entry"
        page.toggle_compare()
        settle(window)
        yield "plan-compare"
        page.toggle_compare()
        for card in page.cards.values():
            card.open(False)


def handover_pages(window: MainWindow, settle: Settle) -> Iterator[str]:
    """Nothing written yet, and a package that stands."""
    window.shell.go(HANDOVER)
    settle(window)
    yield "handover"
    page = window.shell.page(HANDOVER)
    assert isinstance(page, HandoverPage)
    page.begin()
    settle(window)
    yield "handover-written"


def _overlays(window: MainWindow, settle: Settle) -> Iterator[str]:
    """What floats above the walk page."""
    overlays = window.overlays
    overlays.jump()
    settle(window)
    yield "walk-jump"
    overlays.finder.close_it()
    for name, show in (("keys", overlays.show_keys), ("help", overlays.show_help), ("clause", overlays.show_clause)):
        show()
        settle(window)
        yield f"walk-{name}"
        overlays.close()


PARTS: tuple[Callable[[MainWindow, Settle], Iterator[str]], ...] = (
    walk_pages,
    plan_pages,
    table_pages,
    map_pages,
    whole_survey_pages,
    handover_pages,
    settings_pages,
    tour_pages,
    begin_page,
)


def pages(window: MainWindow) -> Iterator[str]:
    """Go through everything; yields a name when there is something ready to be looked at."""
    for part in PARTS:
        to_the_building(window)
        settle(window)
        yield from part(window, settle)


if __name__ == "__main__":
    from tests.screens.shoot import main

    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build") / "screens"))
