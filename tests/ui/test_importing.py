"""A roster with errors, brought in as a person does it: dropped on the window, its words decided, its findings looked at, written, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from surveyapp import words
from surveyapp.domain.sheets.changes import Change
from surveyapp.domain.sheets.roster import Entry
from surveyapp.domain.sheets.table import is_wrong
from surveyapp.errors import Finding
from surveyapp.ui import theme
from surveyapp.ui.importing.lists import change_line, finding_line
from surveyapp.ui.importing.page import CHANGES, COLUMNS, FINDINGS, ImportPage
from surveyapp.ui.shell import IMPORT, SETTINGS
from surveyapp.ui.window import MainWindow
from tests.steps.sheets_made import book

from .conftest import Person, drop

Walked = tuple[Person, str, str]
HEADS = ["小区名称", "楼栋号", "建成年份", "结构", "层数", "单元数", "户数", "甲项"]
ROWS = [
    HEADS,
    ["柳北船厂宿舍", "3栋", 1994, "砖混", 6, 3, 37, 0.3],
    ["柳北船厂宿舍", "12栋", "90年代", "框架", 6, 3, 36, 0.28],
    ["食品厂宿舍", "1栋", 1988, "砖混", 5, 2, 20, 0.15],
    ["合计", None, None, None, None, None, 93, None],
]


@pytest.fixture
def dropped(walked: Walked, tmp_path: Path) -> tuple[Person, MainWindow, ImportPage]:
    """The table lies on the page."""
    person, _, _ = walked
    window = person.open()
    drop(window, [book(tmp_path / "花名册.xlsx", ROWS)])
    person.wait(window)
    page = window.shell.page(IMPORT)
    assert isinstance(page, ImportPage) and window.shell.shown == IMPORT
    return person, window, page


Dropped = tuple[Person, MainWindow, ImportPage]


def choose(person: Person, window: MainWindow, pick: object, value: str) -> None:
    at = pick.findData(value)  # type: ignore[attr-defined]
    assert at >= 0, value
    pick.setCurrentIndex(at)  # type: ignore[attr-defined]
    pick.activated.emit(at)  # type: ignore[attr-defined]
    person.wait(window)


def names(window: MainWindow) -> list[str]:
    return [each.name for each in window.shell.standing.communities]


def test_a_roster_with_errors_from_drop_to_undo(dropped: Dropped) -> None:
    person, window, page = dropped
    assert page.look is not None and [is_wrong(each) for each in page.look.findings] == [True, True, True]
    assert not page.go.isEnabled() and "3" in page._summary.whole()
    assert page.columns.questions[("structure", "砖混")].state == "err", "what is undecided is marked as what stands in the way"
    page.show_tab(FINDINGS)
    page.found.step(1)
    assert page.sheet.currentIndex().isValid()
    page.show_tab(CHANGES)
    assert not page.sheet.currentIndex().isValid(), "nothing of this list is chosen"
    assert "其中 2 处选定词义即可" in page._summary.whole()
    QTest.mouseClick(page.words, Qt.MouseButton.LeftButton)
    assert page.tabs.value() == COLUMNS and page.columns.questions[("structure", "砖混")].hasFocus()
    choose(person, window, page.columns.questions[("structure", "砖混")], "masonry_cast")
    assert page.columns.questions[("structure", "砖混")].state == "" and page.words.isHidden()
    assert len(page.look.wrong) == 1 and page.look.wrong[0].where == "C3"
    choose(person, window, page.columns.picks["甲项"], "building.area_m2")
    assert page.look.mapping.columns[-1].target == "building.area_m2" and len(page.look.wrong) == 4, "0.3 ㎡ is impossible"
    choose(person, window, page.columns.picks["甲项"], "")
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert page.tabs.value() == FINDINGS
    at = page.sheet.currentIndex()
    assert (at.row(), at.column()) == (2, 2) and page.sheet.sheet.mark_of(2, 2) == "err"
    page.leave_out.click()
    assert page.go.isEnabled()
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert names(window) == ["柳北船厂宿舍", "食品厂宿舍"]
    here = next(each for each in window.shell.standing.buildings if each.name == "3栋")
    assert (here.built, here.structure, here.households) == (1994, "masonry_cast", 37)
    page.show_tab(CHANGES)
    assert page.changes.lines.line(0).first == f"不变 {len(page.look.changes)} 条，不写", "the tab says 0: what it shows is not written"
    page.changes.setCurrentIndex(page.changes.lines.index(0))
    assert not page.sheet.currentIndex().isValid(), "a head is no place of the sheet"
    assert page.look.writes == 0 and not page.go.isEnabled(), "looked at again, the table is the same as what is here"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert names(window) == ["柳北船厂宿舍"]
    assert next(each for each in window.shell.standing.buildings if each.name == "3栋").households == 36


def test_the_next_table_of_this_form_is_read_as_it_was_decided(dropped: Dropped, tmp_path: Path) -> None:
    person, window, page = dropped
    choose(person, window, page.columns.questions[("structure", "砖混")], "masonry_cast")
    page.leave_out.click()
    page.write()
    person.wait(window)
    drop(window, [book(tmp_path / "下一份.xlsx", [HEADS, ["新村", "1栋", 1990, "砖混", 6, 2, 24, None]])])
    person.wait(window)
    assert page.look is not None and page.look.remembered and not page.look.findings and page.look.writes == 2
    assert "沿用" in page._facts.whole()


def test_only_empty_fields_are_filled_when_asked(dropped: Dropped) -> None:
    person, window, page = dropped
    page.only_empty.click()
    person.wait(window)
    assert page.look is not None
    change = next(each for each in page.look.changes if each.entry.name == "3栋")
    assert "households" not in change.fields and "built" in change.fields
    page.show_tab(CHANGES)
    heads = [row for row in range(page.changes.lines.rowCount()) if not page.changes.lines.line(row).icon]
    assert page.changes.lines.rowCount() == len(page.look.changes) + len(heads)
    assert any("3栋" in str(page.changes.lines.index(row).data()) for row in range(page.changes.lines.rowCount()))


def test_a_file_that_cannot_be_read_is_told_and_nothing_else_happens(walked: Walked, tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04")
    drop(window, [path])
    person.wait(window)
    assert "坏.xlsx" in window.shell.banner.words()
    page = window.shell.page(IMPORT)
    assert isinstance(page, ImportPage) and page.look is None and not page.busy and not page.go.isEnabled()


def test_from_the_settings_and_an_empty_table_to_start_from(walked: Walked) -> None:
    person, _, _ = walked
    window = person.open()
    window.shell.go(SETTINGS)
    person.wait(window)
    window.shell.page(SETTINGS).survey.tables.click()  # type: ignore[attr-defined]
    page = window.shell.page(IMPORT)
    assert isinstance(page, ImportPage) and window.shell.shown == IMPORT
    page.write_template()
    person.wait(window)
    made = person.home / "exports" / "花名册空表.xlsx"
    assert made.exists()
    page.take(made)
    person.wait(window)
    assert page.look is not None and page.look.writes == 0 and all(each.target for each in page.look.mapping.columns)
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert window.shell.shown == SETTINGS, "where one came from"


def test_reading_can_be_stopped_and_leaves_nothing(walked: Walked, tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    window.shell.go(IMPORT)
    page = window.shell.page(IMPORT)
    assert isinstance(page, ImportPage)
    rows = [HEADS, *(["新村", f"{number}栋", 1990, "框架", 6, 2, 24, None] for number in range(4000))]
    page.take(book(tmp_path / "长.xlsx", rows))
    assert page.busy and page.halt.isVisible()
    page.stop()
    person.wait(window)
    assert page.look is None and not page.busy and not page.halt.isVisible() and window.shell.banner.words() == ""


def test_photos_are_still_photos_when_dropped(walked: Walked, tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    file = tmp_path / "a.jpg"
    file.write_bytes(b"no photo at all")
    drop(window, [file])
    person.wait(window)
    assert window.shell.shown != IMPORT


def test_numbers_that_change_are_told_with_as_many_places() -> None:
    building = Entry(3, "building", ("", "柳北船厂宿舍"), "柳北船厂宿舍", "3栋", {})
    change = Change(building, "changed", fields={"area_m2": ("612.40", "3060.4"), "storeys": (6, 7)})
    told = change_line(change).second.replace("\u00a0", " ")
    assert "612.40 → 3060.40 ㎡" in told and told.endswith("6 → 7")
    plan = Change(Entry(3, "plan_entry", ("", "柳北船厂宿舍"), "柳北船厂宿舍", "2028", {}), "new", fields={"investment": (None, "300.5")})
    assert change_line(plan).second.replace("\u00a0", " ").endswith("300.5 万元")
    new = Change(building, "new", fields={"area_m2": (None, "1500")})
    assert change_line(new).second.replace("\u00a0", " ").endswith("1500.00 ㎡")
    words.use_language("en")
    try:
        assert change_line(plan).second.replace("\u00a0", " ").endswith("CNY 3.005 million")
        assert change_line(plan).second.replace("\u00a0", " ").startswith("Investment: CNY")
        whole = finding_line(Finding("finding.import.wrong.building_repeated", "7", {"line": 7, "name": "1号楼", "other": "1栋", "first": 6}))
        assert (whole.place, whole.second) == ("line 7", "Whole line"), "the number of the line is told once"
        assert finding_line(Finding("finding.import.wrong.unclear", "7", {"line": 7, "column": "D", "value": "x"})).place == "line 7"
    finally:
        words.use_language("zh")


def test_a_column_is_as_wide_as_its_words_and_heads_stand_over_their_numbers(dropped: Dropped) -> None:
    _person, _window, page = dropped
    assert page.look is not None
    view, model = page.sheet, page.sheet.sheet
    metrics = QFontMetrics(theme.font("dense", bold=True))
    row = page.look.head.first_line - 1
    for column in range(model.columnCount()):
        head = str(model.index(row, column).data() or "")
        assert view.columnWidth(column) >= min(theme.px(190), metrics.horizontalAdvance(head) + 2 * theme.px(10)), head
    assert len({view.columnWidth(each) for each in range(model.columnCount())}) > 2
    heads = {str(model.index(row, each).data()): model.is_number_head(row, each) for each in range(model.columnCount())}
    assert True in heads.values() and not heads["小区名称"]


def test_words_run_on_across_empty_cells_and_every_row_has_its_line(dropped: Dropped) -> None:
    _person, window, page = dropped
    window.resize(1366, 768)
    page.show_tab(FINDINGS)
    view, model = page.sheet, page.sheet.sheet
    last = model.rowCount() - 1
    assert model.run_of(last, 3) == (0, 5), "the note runs from its own cell to the next that holds something"
    assert model.run_of(last, 6) == (6, 7) and model.run_of(1, 3) == (3, 3)
    page.sheet.leave()
    picture = view.viewport().grab().toImage()
    below = view.rowViewportPosition(1) + view.rowHeight(1) - 1
    assert picture.pixelColor(2, below) == theme.colour("line_soft"), "the next row does not paint over it"


def test_the_column_of_a_finding_comes_into_sight_whole(dropped: Dropped) -> None:
    _person, window, page = dropped
    window.resize(1024, 700)
    page.show_tab(FINDINGS)
    view = page.sheet
    for column in range(view.sheet.columnCount()):
        view.jump(f"{chr(ord('A') + column)}3", 3)
        left = view.columnViewportPosition(column)
        assert left >= 0 and left + min(view.columnWidth(column), view.viewport().width()) <= view.viewport().width(), column
