"""The overview shows what the command prints, and every row leads to where the work is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from sqlalchemy import text

from surveyapp import words
from surveyapp.domain.overview import UNCLASSIFIED, Account, ItemCount, Overview, Progress, TierCount
from surveyapp.steps.flaws import flaws
from surveyapp.steps.node import open_home
from surveyapp.ui import theme
from surveyapp.ui.overview.accounts_card import MAIN, AccountsTable, account_sentence, lines_of
from surveyapp.ui.overview.charts import TierChart
from surveyapp.ui.overview.left import StopRow, TodoRow
from surveyapp.ui.overview.page import OverviewPage
from surveyapp.ui.overview.scopes import households_base, severity_scope, tiers_scope, wishes_scope
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.shell import HANDOVER, OVERVIEW, REVIEW, WALK
from surveyapp.ui.sorts import SORTS
from surveyapp.ui.window import MainWindow
from tests.pause import pause
from tests.ui.conftest import Person
from tests.ui.test_review_page import settle, shown
from tests.ui.worked_survey import worked_home


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A worked home, made once."""
    return worked_home(tmp_path_factory.mktemp("worked"))


@pytest.fixture
def at_overview(person: Person, worked: Path) -> tuple[MainWindow, OverviewPage, Overview]:
    """The window at the overview."""
    shutil.copytree(worked, person.home, dirs_exist_ok=True)
    window = person.open()
    window.resize(1366, 768)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    page = window.shell.page(OVERVIEW)
    assert isinstance(page, OverviewPage)
    for _ in range(100):  # on a busy machine what is asked for may be asked a turn later
        if page.overview is not None:
            break
        pause(50)
    assert page.overview is not None
    return window, page, page.overview


def test_figures_accounts_and_charts_are_shown(at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    _window, page, found = at_overview
    assert page.figures["buildings"].progress == found.buildings
    assert page.accounts.accounts == found.accounts
    for account in found.accounts:
        assert account_sentence(account) in page.accounts.accessibleName()
    assert "— " in page.accounts.accessibleName(), "receipts are not known: never a 0"
    for chart in page.charts.values():
        assert chart.accessibleName()
        assert chart.grab().toImage().constBits() is not None
    assert [row.sort for row in page.todo.rows if isinstance(row, TodoRow)] == [
        "without_photo",
        "photo_adrift",
        "photo_unreadable",
        "conflict",
        "no_year",
        "doubtful",
        "unsent",
    ]


def test_what_is_left_leads_to_the_review(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, found = at_overview
    row = next(row for row in page.todo.rows if isinstance(row, TodoRow) and row.sort == "conflict")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.shown == REVIEW
    review = window.shell.page(REVIEW)
    assert isinstance(review, ReviewPage)
    conflicts = [each for each in review.flaws.flaws if each.sort == "conflict"]
    assert len(conflicts) == found.todo["conflict"], "of every kind of record, where many of them can be ticked"
    assert review.flaws.flaws[review.flaws.view.currentIndex().row()] == conflicts[0]


@pytest.mark.parametrize("sort", ["without_photo", "photo_adrift", "photo_unreadable", "no_year", "doubtful", "unsent"])
def test_every_sort_of_what_is_left_leads_somewhere(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview], sort: str) -> None:
    window, page, found = at_overview
    row = next(row for row in page.todo.rows if isinstance(row, TodoRow) and row.sort == sort)
    assert row.count == found.todo[sort]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(person, window)
    if sort == "unsent":
        assert window.shell.shown == HANDOVER
        return
    review = window.shell.page(REVIEW)
    assert isinstance(review, ReviewPage) and window.shell.shown == REVIEW
    if sort == "without_photo":
        assert len(shown(review)) == row.count
    else:
        current = review.flaws.flaws[review.flaws.view.currentIndex().row()]
        assert current.sort == sort


def test_what_must_be_reported_today_leads_to_exactly_those(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, told = at_overview
    page.show_overview(replace(told, urgent_today=0))
    assert page.urgent.isHidden()
    window.shell.standing.write(lambda verbs: verbs.new_record(window.shell.standing.stream, "defect", {"code": "RF-01", "severity": 4}))
    pause(500)
    person.wait(window)
    assert page.overview is not None and page.overview.urgent_today and not page.urgent.isHidden()
    assert page.urgent.text() == f"{page.overview.urgent_today} 条须当日报告"
    count = page.overview.urgent_today
    QTest.mouseClick(page.urgent, Qt.MouseButton.LeftButton)
    settle(person, window)
    review = window.shell.page(REVIEW)
    assert isinstance(review, ReviewPage) and window.shell.shown == REVIEW
    assert len(shown(review)) == count and {row.line.severity for row in shown(review)} == {4}


def test_a_stop_leads_to_the_walk_of_its_building(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, found = at_overview
    assert found.today
    row = page.today.rows[-1]
    assert isinstance(row, StopRow)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.shown == WALK
    assert (window.shell.standing.stream, window.shell.standing.building) == (row.stop.stream, row.stop.building)


def test_a_package_moves_the_numbers(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, found = at_overview
    assert any(each.state == "unpacked" for each in found.accounts)
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.shown == HANDOVER
    window.errands.ask(lambda verbs: verbs.export(person.home / "all.zip", [], lambda *_: None, lambda: False))
    settle(person, window)
    window.shell.go(OVERVIEW)
    settle(person, window)
    assert page.overview is not None
    assert {each.state for each in page.overview.accounts} == {"equal"}


def test_a_day_is_given_away_and_the_list_follows(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, _found = at_overview
    QTest.mouseClick(page.list.assign, Qt.MouseButton.LeftButton)
    settle(person, window)
    sheet = page.assigning.sheet
    assert sheet.isVisible() and not sheet.go.isEnabled()
    QTest.keyClicks(sheet.search, "lbcc")
    rows = [line.name for line in sheet.list.places.lines]
    assert rows == ["柳北船厂宿舍", "1栋", "2栋", "3栋", "4栋"]
    for row in (1, 3):
        at = sheet.list.visualRect(sheet.list.places.index(row)).center()
        QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    community = next(line for line in sheet.list.places.lines if not line.building)
    assert sheet.list.places.state_of(community) == Qt.CheckState.PartiallyChecked, "some of its buildings are ticked"
    sheet.search.clear()
    sheet.search.insert("雀儿山")
    assert [line.name for line in sheet.list.places.lines][:2] == ["1栋", "3栋"], "what is ticked stays in sight"
    sheet.list.setFocus()
    sheet.list.setCurrentIndex(sheet.list.places.index(2))
    QTest.keyClick(sheet.list, Qt.Key.Key_Space)
    assert "3" in sheet.go.text()
    QTest.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    settle(person, window)
    pause(600)
    settle(person, window)
    assert not sheet.isVisible() and page.overview is not None and page.overview.is_assigned
    assert [row.stop.name for row in page.today.rows if isinstance(row, StopRow)] == ["1栋", "3栋", "雀儿山路12号院"]
    row = page.today.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 25))
    pause(600)
    settle(person, window)
    assert window.shell.shown == OVERVIEW
    assert page.today.rows[0].stop.state == "done"  # type: ignore[attr-defined]
    page.list.write.click()
    settle(person, window)
    assert {each.suffix for each in page.exports.iterdir()} == {".pdf", ".xlsx"}
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    pause(600)
    settle(person, window)
    assert page.overview is not None and not page.overview.is_assigned


def test_the_list_of_somebody_else_and_of_everybody(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, _found = at_overview
    names = [page.list.who.itemText(row) for row in range(page.list.who.count())]
    assert names == ["韦敏", "覃志强", "全部"] and page.list.who.currentText() == "韦敏"
    for row in (1, 2):
        page.list.who.setCurrentIndex(row)
        page.list.who.activated.emit(row)
        settle(person, window)
        assert page.overview is not None and page.list.who.currentIndex() == row
    assert page.overview.person == ""


def test_a_loss_turns_the_panel_red_and_names_it(person: Person, worked: Path) -> None:
    shutil.copytree(worked, person.home, dirs_exist_ok=True)
    node = open_home(person.home)
    with node.store.writing() as connection:
        connection.execute(text("DELETE FROM journal WHERE seq = 5 AND stream IN (SELECT stream FROM rows WHERE name = '柳北船厂宿舍')"))
    node.close()
    window = person.open()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    page = window.shell.page(OVERVIEW)
    assert isinstance(page, OverviewPage)
    lines = page.accounts.accounts[-1]
    assert lines.state == "alarm" and "柳北船厂宿舍" in page.accounts.accessibleName()
    assert "对不上" in page.checked.whole()
    with_red = page.accounts.grab().toImage()
    shown = {with_red.pixelColor(20, y).name() for y in range(with_red.height())}
    assert theme.colour("err_tint").name() in shown


def test_every_sort_that_is_counted_has_a_line_and_words(person: Person, worked: Path) -> None:
    shutil.copytree(worked, person.home, dirs_exist_ok=True)
    node = open_home(person.home)
    sorts = {*flaws(node).counts, "unsent"}
    node.close()
    assert sorts == set(SORTS)
    for language in words.LANGUAGES:
        words.use_language(language)
        assert all(words.has(f"{code}.{sort}") for sort in sorts for code in ("overview.todo", "overview.todo_one", "overview.go"))


def test_one_of_a_sort_reads_as_one() -> None:
    words.use_language("en")
    assert TodoRow("no_year", 1).text() == "building without a year"
    assert TodoRow("no_year", 2).text() == "buildings without a year"


def test_kinds_that_agree_share_a_line_and_can_be_looked_at_one_by_one(at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    _window, page, told = at_overview
    *kinds, lines = told.accounts
    found = replace(told, accounts=(*kinds, Account("notice", 3, 3, 3, None, "equal"), Account("funding", 7, 7, 7, None, "equal"), lines))
    page.show_overview(found)
    others = [each for each in found.accounts if each.kind not in MAIN and each.state == "equal"]
    assert page.accounts.is_short and len(page.accounts.lines) == len(found.accounts) - len(others) + 1
    together = next(account for _, account in page.accounts.lines if not account.kind)
    assert (together.captured, together.journal) == (sum(each.captured for each in others), sum(each.journal for each in others))
    QTest.mouseClick(page.every, Qt.MouseButton.LeftButton)
    assert [account for _, account in page.accounts.lines] == list(found.accounts)


def test_what_differs_never_shares_a_line() -> None:
    alike, lost = (Account(kind, 2, 2, 2, None, "equal") for kind in ("notice", "ballot")), Account("vote", 1, 2, 1, None, "alarm")
    odd = Account("idle_asset", 3, 4, 3, None, "alarm")
    lines = [account for _, account in lines_of((*alike, lost, odd), every=False)]
    assert lost in lines and odd in lines
    assert [(each.captured, each.state) for each in lines if not each.kind] == [(4, "equal")]


def test_the_page_needs_no_scrolling_on_a_small_laptop(at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    _window, page, _found = at_overview
    scroll = next(each for each in page.findChildren(QScrollArea) if each.parent() is page)
    assert scroll.verticalScrollBar().maximum() == 0


def test_neither_does_it_in_high_contrast(person: Person, worked: Path) -> None:
    shutil.copytree(worked, person.home, dirs_exist_ok=True)
    window = person.open()
    window.resize(1366, 768)
    window.use_palette("hc")
    window.shell.go(OVERVIEW)
    settle(person, window)
    page = window.shell.page(OVERVIEW)
    assert isinstance(page, OverviewPage)
    scroll = next(each for each in page.findChildren(QScrollArea) if each.parent() is page)
    over, urgent = scroll.verticalScrollBar().maximum(), page.urgent.palette().buttonText().color()
    err = theme.colour("err")
    window.use_palette("light")
    assert urgent == err, "what must be reported today is no calm green link"
    assert over == 0, "its lines are thicker, and the cards make room for them"


def test_today_shows_as_many_rows_in_high_contrast(at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, told = at_overview
    found = replace(told, today=(told.today * 5)[:5], todo=dict.fromkeys(list(SORTS)[:6], 1))
    rows = {}
    for palette in ("light", "hc"):
        window.use_palette(palette)
        page.show_overview(found)
        pause(80)
        rows[palette] = (page.list.view.viewport().height() + page.today.gap) // (page.today.rows[0].height() + page.today.gap)
    window.use_palette("light")
    assert rows == {"light": 3, "hc": 3}


def test_the_words_beside_the_titles_say_of_what_the_figures_are(at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    _window, page, told = at_overview
    tiers = (TierCount("basic", "基础类", 7), TierCount("silent", "本市文件未列", 2), TierCount(UNCLASSIFIED, "未归类", 1))
    found = replace(told, tiers=tiers, defects=10, severities={4: 3, 2: 6, 0: 1}, answered=8, unanswered=2)
    page.show_overview(found)
    chart = page.charts["tiers"]
    assert "本市文件未列 2" in chart.accessibleName() and "未归类 1" in chart.accessibleName()
    assert tiers_scope(found) == "9 条已归类，1 条待复核"
    assert severity_scope(found) == "已评 9 条，未评 1 条"
    assert wishes_scope(found) == "8 户答了，另 2 户未答"
    assert wishes_scope(replace(found, absent=1)) == "8 户答了，另 2 户未答", "one of them would not answer"
    assert wishes_scope(replace(found, absent=2)) == "8 户答了，另 2 户无人"
    base = replace(found, households=Progress(8, 142), known_households=Progress(4, 5), counted=136, registered=142)
    assert households_base(base) == "按小区登记 142 户；5 栋中 4 栋已填，共 136 户"
    whole = replace(base, households=Progress(8, 136), known_households=Progress(5, 5))
    assert households_base(whole) == "5 栋中 5 栋已填，共 136 户；小区登记 142 户"
    assert households_base(replace(whole, registered=136)) == ""
    mixed = replace(base, households=Progress(8, 140))
    assert households_base(mixed) == "填全的小区按楼栋，其余按登记；5 栋中 4 栋已填", "neither sum is the total that stands there"


def test_what_is_left_adds_up_to_its_head(at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    _window, page, _found = at_overview
    rows = [row for row in page.todo.rows if isinstance(row, TodoRow)]
    assert "unsent" in {row.sort for row in rows}
    assert page._titles["todo"][0].text() == f"{len(rows)} 类 {sum(row.count for row in rows)} 处"


def test_photos_that_share_a_file_are_told_in_both_units() -> None:
    shared = Account("photo", 19, 19, 19, None, "equal", files=12)
    assert lines_of((shared,), every=True)[0][0] == "照片（12 个文件）"
    assert lines_of((replace(shared, files=19),), every=True)[0][0] == "照片"


@pytest.mark.parametrize("height", [650, 700, 768, 833])
def test_the_list_of_today_shows_whole_rows(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview], height: int) -> None:
    window, page, found = at_overview
    page.show_overview(replace(found, today=found.today[:1] * 8))
    window.resize(1366, height)
    person.wait(window)
    row, gap = page.today.rows[0].height(), page.today.gap
    shown = page.list.view.viewport().height()
    assert (shown + gap) % (row + gap) == 0 and shown >= row


@pytest.mark.parametrize(("size", "width"), [(100, 680), (130, 680), (130, 420)])
def test_no_name_of_an_account_overlaps_its_figures(app: QApplication, size: int, width: int) -> None:
    table = AccountsTable()
    try:
        theme.wear(app, "light", size)
        table.resize(width, 300)
        table.show_accounts((Account("photo", 19, 19, 19, None, "equal", files=12), Account("building", 5, 5, 4, None, "unpacked")))
        rights = table.rights()
        body, strong = (QFontMetrics(theme.font("body", bold=bold)) for bold in (False, True))
        name = table.lines[0][0]
        assert "12" in name
        gaps = [after - before for before, after in pairwise(rights)]
        assert min(gaps) > strong.horizontalAdvance("19")
        assert rights[-1] < width
        if width == 680:
            assert rights[0] - body.horizontalAdvance("19") > 6 + body.horizontalAdvance(name)
    finally:
        theme.wear(app, "light", 100)


class Watched(TierChart):
    """A chart that remembers how many items it had room for."""

    rows = 0

    def rows_in(self, height: float) -> int:
        self.rows = super().rows_in(height)
        return self.rows


@pytest.mark.parametrize("wide", [280, 420, 560])
@pytest.mark.parametrize("size", [100, 130])
def test_the_tiers_leave_three_items_their_room(app: QApplication, size: int, wide: int) -> None:
    """However narrow the card and large the text: of a list of which nothing but "8 more" is left nobody learns anything."""
    try:
        theme.wear(app, "light", size)
        chart = Watched()
        chart.resize(wide, 10)
        items = tuple(ItemCount(f"a{number}", f"item {number}", "basic", 9 - number) for number in range(8))
        chart.show_tiers((TierCount("basic", "Basic", 70), TierCount("improve", "Improve", 30), TierCount(UNCLASSIFIED, "Unclassified", 10)), items)
        for more in (0, 20, 40, 80):
            chart.resize(wide, chart.minimumHeight() + more)
            chart.grab()
            assert chart.rows >= 3, more
    finally:
        theme.wear(app, "light", 100)
