"""The window stays free on a big survey: 60 communities, 3,000 buildings, 100,000 defects, one community with 500 buildings and 12,000 defects.

Every page does what a person does there; the GUI thread must not compute for more than 100 ms (80 on most) between two turns of the loop. An act
fails only when it was over the limit in each of three windows; the first window in which nothing is over it ends the test.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from surveyapp.ui.handover.page import HandoverPage
from surveyapp.ui.importing.page import CHANGES, COLUMNS, FINDINGS, ImportPage
from surveyapp.ui.map.looks import BY_SEVERITY, BY_TIER
from surveyapp.ui.map.page import MapPage
from surveyapp.ui.needs.page import HERE, WHOLE, NeedsPage
from surveyapp.ui.overview.page import OverviewPage
from surveyapp.ui.pages import HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.ui.plan.page import PlanPage
from surveyapp.ui.review.filters import FLAWS, HIDDEN, TABLE
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.walk.page import DEFECTS, PHOTOS, RECORD
from surveyapp.ui.window import MainWindow
from tests.pause import pause
from tests.steps.sheets_made import text

from .conftest import Person
from .loop_watch import LIMIT, RUNS, Act, LoopWatch, too_long, watched


def scrolls(view: object) -> Iterator[Act]:
    """Through a list, far and near."""
    bar = view.verticalScrollBar()  # type: ignore[attr-defined]
    for share in (0.5, 1.0, 0.26):
        yield f"scroll {share}", lambda share=share: bar.setValue(int(bar.maximum() * share))


def typed(edit: object, text: str) -> Iterator[Act]:
    """Type as one types, then take it away."""
    for each in text:
        yield f"type {each}", lambda each=each: QTest.keyClicks(edit, each) if each.isascii() else edit.insert(each)  # type: ignore[attr-defined]
    yield "clear", lambda: edit.clear()  # type: ignore[attr-defined]


def key(window: MainWindow, chord: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable[[], object]:
    return lambda: QTest.keyClick(window, chord, modifiers)


def walk(window: MainWindow, _files: Path) -> Iterator[Act]:
    shell, page, standing = window.shell, window.shell.walk, window.shell.standing
    yield "go", lambda: shell.go(WALK)
    yield from scrolls(page.side.list)
    yield from typed(page.side.search, "d栋")
    yield from typed(page.side.search, "3-2")
    yield "filter", lambda: page.side.filter.parts()[1].click()
    yield "all again", lambda: page.side.filter.parts()[0].click()
    yield "next building", key(window, Qt.Key.Key_PageDown)
    yield "previous building", key(window, Qt.Key.Key_PageUp)
    yield "common ground", lambda: standing.choose_building("")
    yield from scrolls(page.defects.list)
    yield "a building", lambda: standing.choose_building(standing.buildings[200].record)
    yield "say", lambda: page.defects.entry.line.insertPlainText("3单元楼梯间扶手松动 严重 2处")
    yield "record", lambda: QTest.keyClick(page.defects.entry.line, Qt.Key.Key_Return)
    yield "severity", lambda: page.defects.set_field("severity", 3)
    yield "the record", lambda: page.show_tab(RECORD)
    yield "record of the community", lambda: standing.choose_building("")
    yield "record of a building again", lambda: standing.choose_building(standing.buildings[201].record)
    yield "save a field", lambda: page.record.save("storeys", 7)
    yield "photos", lambda: page.show_tab(PHOTOS)
    yield "defects", lambda: page.show_tab(DEFECTS)
    yield "undo", key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    yield "another community", lambda: standing.choose_community(next(each.stream for each in standing.communities if each.stream != standing.stream))
    yield "the large one again", lambda: standing.choose_community(max(standing.communities, key=lambda each: each.buildings).stream)
    yield "jump", lambda: window.overlays.jump()
    yield from list(typed(window.overlays.finder.line, "3-d"))
    yield "close", lambda: window.overlays.finder.close_it()


def map_of(window: MainWindow, _files: Path) -> Iterator[Act]:
    shell = window.shell
    yield "go", lambda: shell.go(MAP)
    page = shell.page(MAP)
    assert isinstance(page, MapPage)
    assert page.view is not None and len(page.view.placed) > 4_000
    yield "by tier", lambda: page.show_mode(BY_TIER)
    yield "by severity", lambda: page.show_mode(BY_SEVERITY)
    pins = [each for each in page.view.placed if each.kind == "defect"]
    yield "choose a pin", lambda: page.canvas.choose(pins[0].record)
    yield "zoom", lambda: page.canvas.zoom(1.5)
    yield "zoom out", lambda: page.canvas.zoom(0.3)
    yield "move a pin", lambda: page.move_pin(pins[5].record, 10.0, 10.0)
    yield "another building", lambda: shell.standing.choose_building(shell.standing.buildings[100].record)
    yield from scrolls(page.side.list)


def needs(window: MainWindow, _files: Path) -> Iterator[Act]:
    shell = window.shell
    yield "go", lambda: shell.go(NEEDS)
    page = shell.page(NEEDS)
    assert isinstance(page, NeedsPage)
    yield "the community", lambda: page.scope.parts()[1].click()
    assert page.scope.value() in (HERE, WHOLE)
    yield "a building", lambda: shell.standing.choose_building(shell.standing.buildings[3].record)
    yield from scrolls(page.side.list)
    yield "wish", lambda: QTest.keyClicks(window, "1")
    yield "next door", key(window, Qt.Key.Key_Return)
    yield "wish again", lambda: QTest.keyClicks(window, "2")
    yield "next building", lambda: page.side.next.click()
    yield "results", page.write_results


def review(window: MainWindow, _files: Path) -> Iterator[Act]:
    yield "go", lambda: window.shell.go(REVIEW)
    page = window.shell.page(REVIEW)
    assert isinstance(page, ReviewPage)
    assert page.model.found >= 100_000
    yield from scrolls(page.table)
    for column in ("severity", "place", "tier", "author", "time"):
        yield f"sort {column}", lambda column=column: page.table.sort_wanted.emit(column)
    group = page.filters.picks["group"]
    for at in range(group.count()):
        yield f"group {group.itemData(at)}", lambda at=at: (group.setCurrentIndex(at), group.activated.emit(at))
    yield "group building", lambda: (group.choose("building"), group.activated.emit(group.currentIndex()))
    yield from typed(page.filters.search, "扶手晃动")
    yield from typed(page.filters.search, "fshd")
    for name in ("community", "severity", "tier", "author", "only"):
        pick = page.filters.picks[name]
        yield f"filter {name}", lambda pick=pick: (pick.setCurrentIndex(1), pick.activated.emit(1))
        yield f"no filter {name}", page.filters.clear_all
    yield "open a record", lambda: QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 70))
    yield "fold", lambda: page.model.fold(page.model.group_at(0), True)  # type: ignore[arg-type]
    yield "unfold", lambda: page.model.fold(page.model.group_at(0), False)  # type: ignore[arg-type]
    yield "tick all", lambda: page.table.head.sectionClicked.emit(0)
    yield "no ticks", lambda: page.model.tick_all(False)
    assert len(page.model._pages) <= 24, "pages that were passed are let go"
    for row in range(1, 40):
        page.model.toggle(row)
    yield "change of some", lambda: page.writes.preview({"severity": 2})
    yield "made", page.writes.confirm
    yield "taken back", key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    yield "findings", lambda: page.show_view(FLAWS)
    yield from scrolls(page.flaws.view)
    yield "next finding", lambda: page.step_flaw(1)
    yield "deleted", lambda: page.show_view(HIDDEN)
    yield "table", lambda: page.show_view(TABLE)


def overview(window: MainWindow, _files: Path) -> Iterator[Act]:
    yield "go", lambda: window.shell.go(OVERVIEW)
    page = window.shell.page(OVERVIEW)
    assert isinstance(page, OverviewPage)
    assert page.overview is not None and page.overview.defects >= 100_000
    yield "wide", lambda: window.resize(1920, 1080)
    yield "normal", lambda: window.resize(1366, 768)
    yield "again", page.load


def plan(window: MainWindow, _files: Path) -> Iterator[Act]:
    yield "go", lambda: window.shell.go(PLAN)
    page = window.shell.page(PLAN)
    assert isinstance(page, PlanPage)
    yield "year", lambda: page.save("plan_entry", "", "year", 2028)
    yield "a line of money", lambda: page.add("funding", {"source": "city"})
    yield "compare", page.toggle_compare
    yield "no comparison", page.toggle_compare
    standing = window.shell.standing
    yield "another community", lambda: standing.choose_community(standing.communities[7].stream)
    yield "the large one", lambda: standing.choose_community(max(standing.communities, key=lambda each: each.buildings).stream)


def handover(window: MainWindow, files: Path) -> Iterator[Act]:
    yield "go", lambda: window.shell.go(HANDOVER)
    page = window.shell.page(HANDOVER)
    assert isinstance(page, HandoverPage)
    yield "one", lambda: page.scope.parts()[1].click()
    page.use_folder(files / "out")
    yield "write", page.begin


def settings(window: MainWindow, _files: Path) -> Iterator[Act]:
    yield "go", lambda: window.shell.go(SETTINGS)


def importing(window: MainWindow, files: Path) -> Iterator[Act]:
    yield "go", lambda: window.shell.go(IMPORT)
    page = window.shell.page(IMPORT)
    assert isinstance(page, ImportPage)
    head = ["小区名称", "楼栋号", "建成年份", "结构", "层数", "单元数", "户数", "建筑面积"]
    rows = [head, *([f"新村{row // 50}", f"{row % 50}栋", 1960 + row % 70, "砖混", 6, 3, 36 + row % 3, 2000 + row] for row in range(5_000))]
    table = text(files / "花名册.csv", rows)
    yield "take", lambda: page.take(table)
    for tab in (FINDINGS, CHANGES, COLUMNS):
        yield tab, lambda tab=tab: page.show_tab(tab)
    yield "only empty", lambda: page.only_empty.click()
    yield "leave out", lambda: page.leave_out.click()
    yield "write", page.write
    yield "taken back", key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


TIGHT = 0.080
"""For the pages that keep well below the limit: they are held to that."""
LIMITS = dict.fromkeys((walk, needs, overview, handover, settings), TIGHT)
PAGES = (walk, map_of, needs, review, overview, plan, handover, settings, importing)


@pytest.fixture(scope="module")
def home(big: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the big home that may be written to."""
    folder = tmp_path_factory.mktemp("worked-big") / "home"
    shutil.copytree(big, folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def leave_what_was_before() -> None:
    """As in a process of its own: what other tests have left is not looked at while the window works."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def watch(person: Person) -> Iterator[LoopWatch]:
    """Somebody who looks at the loop."""
    made = LoopWatch(person.app)
    yield made
    made.stop()


@pytest.mark.timeout(1_500)
@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.__name__)
def test_the_window_stays_free(
    page: Callable[[MainWindow, Path], Iterator[Act]], person: Person, watch: LoopWatch, home: Path, tmp_path: Path
) -> None:
    person.home = home
    limit = LIMITS.get(page, LIMIT)
    runs = []
    for _ in range(RUNS):
        leave_what_was_before()
        watch.begin()
        window = person.open()
        window.resize(1366, 768)
        standing = window.shell.standing
        standing.choose_community(max(standing.communities, key=lambda each: each.buildings).stream)

        def settle(window: MainWindow = window) -> None:
            pause(130)
            person.wait(window, 60_000)

        settle()
        runs.append(watched(watch, page(window, tmp_path), settle))
        person.close(window)
        if os.environ.get("SHOW_STRETCHES"):
            print(*(f"{each.act:28} {each.seconds * 1000:7.0f} ms" for each in sorted(runs[-1], key=lambda each: -each.seconds)[:12]), sep="\n")
        if not too_long(runs, limit):
            break
    assert too_long(runs, limit) == {}, f"over {limit * 1000:.0f} ms of own CPU time in {RUNS} of {RUNS} windows"


def test_the_watch_sees_what_a_person_would_feel(watch: LoopWatch) -> None:
    def spin() -> None:
        end = watch.clock() + 0.15
        while watch.clock() < end:
            pass

    found = watched(watch, [("work", spin), ("nothing", lambda: None)], lambda: pause(30))
    late = watched(watch, [("a timer", lambda: QTimer.singleShot(0, spin))], lambda: pause(30))
    assert too_long([late]).keys() == {"1 a timer"}, "what the loop itself hands out is seen, too"
    assert too_long([found]).keys() == {"1 work"}
    assert too_long([found, watched(watch, [("work", lambda: None)], lambda: pause(30))]) == {}, "one good run is enough"
