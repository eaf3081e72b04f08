"""A person at the review: filters, ticks, changes many and undoes it, settles conflicts, goes back in the past, follows findings."""

from __future__ import annotations

import itertools
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from surveyapp import words
from surveyapp.domain.review import Conflict, Event, Side
from surveyapp.ui import theme, to_check
from surveyapp.ui.review.columns import HEADS, widths
from surveyapp.ui.review.filters import FLAWS, HIDDEN, TABLE
from surveyapp.ui.review.history_view import change_words
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.review.table_paint import Frame, paint_row
from surveyapp.ui.shell import BEGIN, REVIEW, WALK
from surveyapp.ui.to_check import PAUSE_MS, SHARE
from surveyapp.ui.walk.page import PHOTOS
from surveyapp.ui.widgets.cells import in_two, width_of
from surveyapp.ui.window import MainWindow
from tests.pause import pause
from tests.ui.conftest import Person
from tests.ui.test_tokens import contrast
from tests.ui.worked_survey import worked_home


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A worked home, made once; tests copy it."""
    return worked_home(tmp_path_factory.mktemp("worked"))


@pytest.fixture
def at_review(person: Person, worked: Path) -> tuple[MainWindow, ReviewPage]:
    """The window on a copy of the worked home, at the review."""
    shutil.copytree(worked, person.home, dirs_exist_ok=True)
    return opened(person)


def opened(person: Person) -> tuple[MainWindow, ReviewPage]:
    """The window at the review, its first rows shown."""
    window = person.open()
    window.resize(1366, 768)
    window.shell.go(REVIEW)
    settle(person, window)
    page = window.shell.page(REVIEW)
    assert isinstance(page, ReviewPage)
    return window, page


def settle(person: Person, window: MainWindow) -> None:
    """Until nothing is under way, timers included."""
    pause(150)
    person.wait(window)
    pause(120)
    person.wait(window)


def test_the_table_shows_all_defects_in_groups(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    _window, page = at_review
    model = page.model
    assert model.found == 15
    groups = [group for row in range(model.rowCount()) if (group := model.group_at(row))]
    assert sum(group.count for group in groups) == 15
    assert sum(group.conflicts for group in groups) == 3
    rows = [model.row_at(row) for row in range(model.rowCount()) if model.id_at(row) is not None]
    assert all(row is not None for row in rows)
    assert page.detail.row is not None
    model.fold(groups[0], True)
    assert model.rowCount() == 15 + len(groups) - groups[0].count


def test_search_as_one_types_and_filters(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    QTest.keyClicks(page.filters.search, "wqss")
    settle(person, window)
    assert {row.line.code for row in shown(page)} == {"WL-01"}
    page.filters.clear_all()
    settle(person, window)
    assert page.model.found == 15
    page.filters.picks["severity"].setCurrentIndex(1)
    page.filters.picks["severity"].activated.emit(1)
    settle(person, window)
    assert {row.line.severity for row in shown(page)} == {4}
    page.filters.search.setText("没有这样的字")
    settle(person, window)
    assert page.model.found == 0
    assert page._empty.isVisible()


def shown(page: ReviewPage) -> list:  # type: ignore[type-arg]
    """The rows of the table."""
    return [row for at in range(page.model.rowCount()) if (row := page.model.row_at(at))]


def test_a_change_of_many_is_looked_at_made_and_undone_even_after_a_restart(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    page.table.setFocus()
    for row in range(page.model.rowCount()):
        if page.model.id_at(row) is not None and len(page.model.ticked) < 4:
            page.table.show_row(row)
            QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle(person, window)
    ticked = set(page.model.ticked)
    before = {row.id: row.line.severity for row in shown(page)}
    assert page.bulk.isVisible()
    page.bulk.severity.setCurrentIndex(4)
    page.bulk.severity.activated.emit(4)
    QTest.mouseClick(page.bulk.look, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert len(page.detail.preview.lines) == sum(before[each] != 4 for each in ticked)
    QTest.mouseClick(page.detail.preview.confirm, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert {row.line.severity for row in shown(page) if row.id in ticked} == {4}
    assert not page.bulk.isVisible()
    person.close(window)
    window, page = opened(person)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    assert {row.id: row.line.severity for row in shown(page)} == before


def test_the_bar_of_many_covers_no_row_and_no_row_is_cut(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    last = page.model.rowCount() - 1
    page.table.show_row(last)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle(person, window)
    table, height = page.table, page.table.verticalHeader().defaultSectionSize()
    lowest = table.viewport().mapTo(window, table.viewport().rect().bottomLeft()).y()
    assert page.bulk.isVisible()
    assert lowest < page.bulk.mapTo(window, page.bulk.rect().topLeft()).y()
    bottom = table.rowViewportPosition(last) + height
    assert bottom <= table.viewport().height()
    assert table.rowViewportPosition(table.rowAt(0)) == 0, "a row is cut at the top"


def test_nothing_of_the_table_stands_beside_the_findings(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    held = page.detail.row
    assert held is not None
    assert page.detail.isVisible()
    for view in (FLAWS, HIDDEN):
        page.show_view(view)
        settle(person, window)
        assert not page.filters.search.isVisible()
        assert not page.detail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F7)
    settle(person, window)
    flaw = page.flaws.flaws[page.flaws.view.currentIndex().row()]
    assert page.detail.isVisible() == (flaw.kind == "defect")
    page.show_view(TABLE)
    settle(person, window)
    assert page.filters.search.isVisible()
    assert page.detail.isVisible()
    assert page.detail.row == held


def test_conflicts_are_settled_by_a_side_and_field_by_field(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(person, window)
    first = page.detail.row
    assert first is not None and first.conflicts
    conflict = page.detail.conflict.conflict
    assert conflict is not None
    theirs = next(side for side in conflict.sides if not side.is_mine)
    their_card = next(card for side, card in page.detail.conflict.cards if side is theirs)
    QTest.mouseClick(their_card, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.detail.conflict.take, Qt.MouseButton.LeftButton)
    settle(person, window)
    now = next(row for row in shown(page) if row.id == first.id)
    assert now.line.severity == theirs.values["severity"]
    assert not now.conflicts
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(person, window)
    second = page.detail.row
    assert second is not None and second.id != first.id
    QTest.mouseClick(page.detail.conflict.single, Qt.MouseButton.LeftButton)
    rows = page.detail.conflict.rows
    rows["severity"].choose(1)
    if "words" in rows:
        rows["words"].typed.setFocus()
        QTest.keyClicks(rows["words"].typed, "third words")
    QTest.mouseClick(page.detail.conflict.take, Qt.MouseButton.LeftButton)
    settle(person, window)
    now = next(row for row in shown(page) if row.id == second.id)
    assert now.line.severity == 1
    assert not now.conflicts


@pytest.mark.parametrize(("hint", "first", "second"), [(2, "用我的", "用梁工的"), (4, "用梁工的", "用我的"), (0, "用梁工的", "用我的")])
def test_the_side_that_is_chosen_at_first_is_the_one_the_catalogue_proposes(
    at_review: tuple[MainWindow, ReviewPage], hint: int, first: str, second: str
) -> None:
    theirs = Side("e1", "p1", "梁工", "2026-01-01T08:00:00", "4C6", False, {"severity": 4})
    mine = Side("e2", "p2", "韦敏", "2026-01-01T08:01:00", "5QF", True, {"severity": 2})
    view = at_review[1].detail.conflict
    view.show_conflict(Conflict("s1", "r1", "defect", "5QF-0001", "踏步栏杆损坏", ("severity",), {"severity": 3}, (theirs, mine), {}, hint), True)
    other = next(each for each in view.takes if each is not view.take)
    assert (view.take.text(), other.text()) == (first, second)
    assert [each.text() for each in view.takes] == ["用梁工的", "用我的"], "each stands under its own card, whichever is chosen"
    settled: list[object] = []
    view.settled.connect(settled.append)
    view.take.click()
    other.click()
    assert settled == [dict(side.values) for side in ((mine, theirs) if hint == 2 else (theirs, mine))]
    view.single.click()
    assert view.rows["severity"].value() == (True, hint or 4)


def test_each_side_is_taken_by_the_button_under_its_card(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    theirs = Side("e1", "p1", "梁工", "2026-01-01T08:00:00", "4C6", False, {"severity": 4})
    mine = Side("e2", "p2", "韦敏", "2026-01-01T08:01:00", "5QF", True, {"severity": 2})
    window, page = at_review
    view = page.detail.conflict
    torn = Conflict("s1", "r1", "defect", "5QF-0001", "踏步栏杆损坏", ("severity",), {"severity": 3}, (theirs, mine), {}, 2, ("words",))
    page.detail.show_past(torn, (), True)
    settle(person, window)
    for (_side, card), button in zip(view.cards[1:], view.takes, strict=True):
        assert abs(card.mapTo(view, card.rect().center()).x() - button.mapTo(view, button.rect().center()).x()) <= 2
    assert view.single.y() >= view.takes[0].geometry().bottom(), "under what stood before it would read as letting that stand"
    assert view.single.text() == "另定一值", "there is one field only, of which another value can be given"
    assert view.takes[0].nextInFocusChain() is view.takes[1] and view.takes[1].nextInFocusChain() is view.single
    assert any(each.accessibleName() == "另有 1 栏只有对方改过，已合并：原话" for each in view.findChildren(QWidget))
    assert [each.property("k") for each in view.takes] == ["", "primary"]
    page.model.tick_all(True)
    settle(person, window)
    assert [each.property("k") for each in view.takes] == ["", ""], "what is done with many is what matters now"


def test_the_card_of_a_side_tells_its_time_whole_and_the_bar_stands_at_the_edge(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    theirs = Side("e1", "p1", "梁志强", "2026-01-01T08:00:00", "WWW", False, {"severity": 4})
    mine = Side("e2", "p2", "韦敏", "2026-01-01T08:01:00", "RAW", True, {"severity": 2})
    window, page = at_review
    window.resize(1366, 650)
    torn = Conflict("s1", "r1", "defect", "5QF-0001", "踏步栏杆损坏", ("severity", "words"), {"severity": 3}, (theirs, mine), {}, 2)
    past = tuple(Event(f"e{at}", "a1", "set", "韦敏", "2026-01-01T08:00:00", "RAW", True, (("severity", 3, 2),)) for at in range(5))
    settle(person, window)
    page.detail.show_past(torn, past, True)
    pause(100)
    metrics = QFontMetrics(theme.font("meta"))
    for _side, card in page.detail.conflict.cards:
        assert all(metrics.horizontalAdvance(line) <= card.width() - 18 for line in card.meta)
    assert page.detail.conflict.cards[2][1].meta[1].endswith("08:01")
    area = page.detail._bodies.currentWidget()
    assert isinstance(area, QScrollArea) and area.verticalScrollBar().maximum() > 0
    edge = area.mapTo(window, area.rect().bottomRight())
    assert (edge.x(), edge.y()) == (window.width() - 1, window.height() - 1), "what goes on is not cut off before the edge"
    assert page.detail.fold.mapTo(window, page.detail.fold.rect().topRight()).x() == window.width() - 17
    last = page.detail.conflict.cards[2][1]
    assert last.mapTo(window, last.rect().topRight()).x() == window.width() - 17


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_a_line_is_seen_between_two_that_are_ticked(at_review: tuple[MainWindow, ReviewPage], palette: str) -> None:
    model = at_review[1].model
    row = next(row for row in range(model.rowCount()) if model.id_at(row) is not None)
    model.tick((model.id_at(row) or 0,), True)
    picture = QImage(200, 40, QImage.Format.Format_RGB32)
    theme.choose(palette)
    try:
        painter = QPainter(picture)
        paint_row(painter, Frame((), 0, 200), model, row, 0, 40, current=False, hovered=False)
        painter.end()
        assert contrast(picture.pixelColor(100, 39).name(), picture.pixelColor(100, 20).name()) >= 2.5
    finally:
        theme.choose("light")


def test_a_name_in_two_lines_breaks_between_its_things(at_review: tuple[MainWindow, ReviewPage]) -> None:
    room = int(width_of("无充电设施/飞线充", "dense", bold=True)) + 2
    assert in_two("无充电设施/飞线充电", room, "dense", bold=True) == ("无充电设施/", "飞线充电")


def test_a_preview_names_what_stays_and_is_not_asked_for_twice(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    rows = [row for row in shown(page) if not row.conflicts and row.line.severity]
    one = rows[0]
    other = next(row for row in rows if row.line.severity != one.line.severity)
    page.model.tick((one.id, other.id), True)
    settle(person, window)
    page.bulk.severity.choose(str(one.line.severity))
    page.bulk.severity.activated.emit(page.bulk.severity.currentIndex())
    page.bulk.look.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.bulk.look, Qt.Key.Key_Space)
    settle(person, window)
    assert any(line.startswith(f"{one.line.number} 已是 {one.line.severity}") and line.endswith("不改") for line in page.detail.preview.lines)
    told = [each.text() for each in page.detail.preview.findChildren(QLabel) if each.isVisible()]
    assert not any("已是这个值" in each for each in told), "all that stay are named: they are not counted as well"
    assert not page.bulk.look.isEnabled() and page.detail.preview.confirm.hasFocus()
    page.bulk.severity.choose(str(5 - (one.line.severity or 1)))
    page.bulk.severity.activated.emit(page.bulk.severity.currentIndex())
    assert page.bulk.look.isEnabled(), "another value is worth a look"
    QTest.mouseClick(page.bulk.look, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert not page.bulk.look.isEnabled()
    page.model.tick((other.id,), False)
    assert page.bulk.look.isEnabled(), "other rows are too"


def test_what_is_to_be_decided_is_marked_where_the_time_has_no_room(at_review: tuple[MainWindow, ReviewPage]) -> None:
    model = at_review[1].model
    rows = {row: values for row in range(model.rowCount()) if model.id_at(row) is not None and (values := model.row_at(row)) is not None}
    torn = next(row for row, values in rows.items() if values.conflicts)
    calm = next(row for row, values in rows.items() if not values.conflicts and not values.findings)

    def warns(row: int, *names: str) -> bool:
        picture = QImage(200 * len(names), 40, QImage.Format.Format_RGB32)
        picture.fill(theme.colour("surface"))
        painter = QPainter(picture)
        cells = tuple((name, 200.0 * at, 200.0) for at, name in enumerate(names))
        paint_row(painter, Frame(cells, 0, picture.width()), model, row, 0, 40, current=False, hovered=False)
        painter.end()
        err = theme.colour("err").rgb()
        return any(picture.pixel(x, y) == err for x in range(200) for y in range(40))

    assert warns(torn, "name") and not warns(calm, "name")
    assert not warns(torn, "name", "time"), "beside the time, not twice"


def test_many_conflicts_are_settled_at_once_and_undone_at_once(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    page.model.tick_all(True)
    settle(person, window)
    page.bulk.settle.setCurrentIndex(2)
    page.bulk.settle.activated.emit(2)
    settle(person, window)
    assert not any(row.conflicts for row in shown(page))
    assert not page.model.ticked
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    assert page.model.found == 15
    assert sum(bool(row.conflicts) for row in shown(page)) == 3, "undoing a settlement brings the conflicts back"


def test_many_that_are_changed_tell_the_conflicts_that_this_settles(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    page.filters.show_only("in_conflict")
    settle(person, window)
    assert page.model.found == 3
    page.model.tick_all(True)
    settle(person, window)
    page.bulk.severity.setCurrentIndex(1)
    page.bulk.severity.activated.emit(1)
    QTest.mouseClick(page.bulk.look, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert sorted(page.detail.preview.lines) == [
        "严重度：3 严重 / 4 紧急（待定） → 1 轻微",
        "严重度：4 紧急 / 1 轻微（待定） → 1 轻微",
        "严重度：4 紧急 / 2 一般（待定） → 1 轻微",
    ]
    QTest.mouseClick(page.detail.preview.confirm, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert page.model.found == 1, "what is settled has left the table of what is not; of one the words are still in conflict"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    assert page.model.found == 3 and all("severity" in row.conflicts for row in shown(page))


def test_an_earlier_state_comes_back_from_the_history(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    row = next(row for row in shown(page) if not row.conflicts)
    page.show_record(row.line.stream, row.line.record)
    settle(person, window)
    window.shell.standing.write(lambda verbs: verbs.set_fields(row.line.stream, row.line.record, {"severity": 4 if row.line.severity != 4 else 1}))
    settle(person, window)
    assert len(page.detail.history.steps) == 2
    page.detail.tabs.parts()[1].click()
    QTest.mouseClick(page.detail.history.steps[1].back, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert next(each for each in shown(page) if each.id == row.id).line.severity == row.line.severity
    assert len(page.detail.history.steps) == 3


def test_findings_are_followed_and_the_deleted_comes_back(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    QTest.keyClick(window, Qt.Key.Key_F7)
    settle(person, window)
    assert page.filters.views.value() == FLAWS
    assert page.flaws.view.currentIndex().row() == 0
    assert page.flaws.note.isVisible() and page.flaws.note.text() == "有勾选框的可一起定"
    marks = [icon for icon, *_ in page.flaws.lines.lines]
    assert [icon == "split" for icon in marks] == [each.sort == "conflict" for each in page.flaws.flaws], "a conflict wears the fork everywhere"
    QTest.keyClick(window, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    settle(person, window)
    assert page.flaws.view.currentIndex().row() == len(page.flaws.flaws) - 1
    building = next(each for each in page.flaws.flaws if each.kind == "building")
    page.findings.go_to(building)
    settle(person, window)
    assert window.shell.shown == WALK
    assert window.shell.standing.building == building.record
    page.findings.go_to(next(each for each in page.flaws.flaws if each.sort == "photo_adrift"))
    settle(person, window)
    walk = window.shell.walk
    assert (window.shell.shown, walk.tab, window.shell.standing.building) == (WALK, PHOTOS, "")
    window.shell.go(REVIEW)
    settle(person, window)
    page.show_view(HIDDEN)
    settle(person, window)
    assert len(page.hidden.hidden) == 1
    page.hidden.taken.emit(len(page.hidden.unowned))
    settle(person, window)
    assert page.hidden.hidden == ()
    page.show_view(TABLE)
    settle(person, window)
    assert page.model.found == 16


def test_the_rail_counts_what_is_to_check_and_follows_what_is_changed(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    item, to_check = window.shell.rail.item(REVIEW), window.shell.to_check
    page.show_view(FLAWS)
    settle(person, window)
    first = sum(page.flaws.counts.values())
    assert first and item.count == first and item.accessibleName() == f"复核，{first} 条要看"
    window.shell.go(WALK)
    window.shell.standing.add_building("没有年份的楼")
    person.wait(window)
    to_check.count()
    person.wait(window)
    assert item.count == first + 1, "its year is missing"


def test_a_count_that_stood_in_line_is_no_slow_one_and_one_of_another_survey_is_dropped(
    person: Person, at_review: tuple[MainWindow, ReviewPage]
) -> None:
    window, _ = at_review
    window.shell.go(WALK)
    person.wait(window)
    standing, to_check = window.shell.standing, window.shell.to_check
    pause, told = to_check.findChild(QTimer), []
    assert pause is not None
    to_check.counted.connect(told.append)
    standing.errands.ask(lambda _verbs: time.sleep(1), aside=True)
    to_check.count()
    person.wait(window)
    assert len(told) == 1 and told[0] > 0 and PAUSE_MS <= pause.interval() < 1_000 * SHARE
    pause.stop()
    to_check.count()
    assert standing.survey is not None
    standing.survey_chosen.emit(replace(standing.survey, id="another"))
    person.wait(window)
    assert told[1:] == [0]


def test_what_is_to_check_is_counted_with_the_survey_and_not_after_a_pause(person: Person, worked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(worked, person.home, dirs_exist_ok=True)
    monkeypatch.setattr(to_check, "PAUSE_MS", 60_000)
    window = person.open()
    shell, item = window.shell, window.shell.rail.item(REVIEW)
    first, told = item.count, list[int]()
    assert first > 0
    shell.to_check.counted.connect(told.append)
    assert shell.standing.survey is not None
    shell.standing.survey_chosen.emit(shell.standing.survey)
    assert item.count == first and 0 not in told, "the last number stands until the new one is in"
    shell.go(BEGIN)
    assert item.accessibleName() == "复核" and "未交" not in shell.rail._link.accessibleName()
    shell.go(REVIEW)
    assert str(first) in item.accessibleName() and "未交" in shell.rail._link.accessibleName()


def test_a_finding_of_another_page_is_filtered_for(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    page.show_sort("without_photo")
    settle(person, window)
    assert shown(page)
    assert all(row.line.photos == 0 for row in shown(page))


def test_ten_acts_across_records_are_taken_back_after_a_restart(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    """One by one, in the order of their making, whatever they changed: defects of both communities, a building, a deletion, many at once."""
    window, page = at_review

    def state() -> dict[int, tuple[int | None, str, str]]:
        return {row.id: (row.line.severity, row.line.code, row.line.quantity) for row in shown(page)}

    states = [state()]
    rows = [page.model.id_at(row) for row in range(page.model.rowCount()) if page.model.id_at(row) is not None]
    standing = window.shell.standing
    for number in range(10):
        ids = tuple(rows[number : number + 1 + number % 3])
        changes: dict[str, object] = {"severity": 1 + number % 4} if number != 6 else {"deleted": True}
        if number == 3:
            changes = {"code": "RF-01"}
        standing.write(lambda verbs, ids=ids, changes=changes: verbs.change_many(ids, changes))
        settle(person, window)
        states.append(state())
    assert sum(one != other for one, other in itertools.pairwise(states)) >= 8, "the acts really changed something"
    person.close(window)
    window, page = opened(person)
    assert state() == states[10]
    for back in range(9, -1, -1):
        if states[back] == states[back + 1]:
            continue
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(person, window)
        assert state() == states[back], f"after {10 - back} acts were taken back"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(person, window)
    assert state() != states[0]


def test_somebody_is_sent_to_the_buildings_of_what_is_ticked(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    for row in range(page.model.rowCount()):
        found = page.model.row_at(row)
        if found is not None and found.building and len(page.model.ticked) < 2:
            page.model.toggle(row)
    QTest.mouseClick(page.bulk.assign, Qt.MouseButton.LeftButton)
    settle(person, window)
    sheet = page.assigning.sheet
    assert sheet.isVisible()
    wanted = {(row.line.stream, row.building) for row in shown(page) if row.id in page.model.ticked}
    assert set(sheet.list.places.ticked) == wanted
    QTest.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.standing.undo_state.undo == "assign"
    assert window.shell.undo_bar.isVisible()


def test_two_defects_that_are_one_are_joined_and_parted_by_undo(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    of_one = next(rows for rows in by_building(page) if len(rows) > 1)[:2]
    page.model.toggle(page.model.row_of_id(of_one[0].id))
    settle(person, window)
    assert not page.bulk.join.isVisible(), "one defect is joined to nothing"
    page.model.toggle(page.model.row_of_id(of_one[1].id))
    settle(person, window)
    QTest.mouseClick(page.bulk.join, Qt.MouseButton.LeftButton)
    settle(person, window)
    ask = page.findings.ask_join
    assert ask.isVisible() and not ask.look.isVisible()
    assert all(row.line.number in ask._title.text() for row in of_one)
    before = page.model.found
    QTest.mouseClick(ask.join, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert page.model.found == before - 1
    assert not page.bulk.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    assert page.model.found == before


def by_building(page: ReviewPage) -> list:  # type: ignore[type-arg]
    """The rows of the table by building."""
    rows = sorted((row for row in shown(page) if row.building), key=lambda row: row.building)
    return [list(group) for _, group in itertools.groupby(rows, key=lambda row: row.building)]


def test_what_is_ticked_out_of_sight_is_brought_into_sight(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    window.resize(1366, 650)
    settle(person, window)
    rows = [row for row in range(page.model.rowCount()) if page.model.id_at(row) is not None]
    first, last = rows[0], rows[-1]
    page.model.toggle(first)
    page.table.show_row(last)
    settle(person, window)
    assert not is_seen(page, first) and is_seen(page, last)
    QTest.mouseClick(page.bulk.count, Qt.MouseButton.LeftButton)
    assert is_seen(page, first) and page.table.currentIndex().row() == last, "looking changes nothing"
    page.table.show_row(last)
    page.table.scrollToBottom()
    group = page.model.group_at(0)
    assert group is not None
    page.model.fold(group, True)
    page.bulk.severity.choose(str(next(each for each in (4, 3) if each != shown(page)[0].line.severity)))
    page.bulk._chosen()
    QTest.mouseClick(page.bulk.look, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert not page.model.is_folded(group) and is_seen(page, first), "a preview shows what it is about"
    assert page.bulk.look.property("k") == "" and page.detail.preview.confirm.property("k") == "primary", "one primary button"
    page.detail.drop_preview()
    assert page.bulk.look.property("k") == "primary"


def is_seen(page: ReviewPage, row: int) -> bool:
    """Whether a row of the table is in sight."""
    return 0 <= page.table.rowViewportPosition(row) < page.table.viewport().height()


def test_the_panel_covers_nothing_in_a_small_window(person: Person, at_review: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_review
    window.resize(1280, 650)
    settle(person, window)
    page.show_detail(True)
    settle(person, window)
    edge = page.detail.mapTo(page, page.detail.rect().topLeft()).x()
    for part in (page.filters.search, page.filters.count, *page.filters.picks.values(), page.table):
        assert part.mapTo(page, part.rect().topRight()).x() < edge, part
    assert page.detail.mapTo(window, page.detail.rect().topRight()).x() < window.width()
    assert page.table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("room", [1000, 900, 820, 700, 560, 480])
def test_columns_go_by_importance_and_what_stays_fits(room: int) -> None:
    found = dict(zip((head.name for head in HEADS), widths(room, 1.0, wide=False), strict=True))
    assert sum(found.values()) <= room
    gone = [name for name, width in found.items() if not width and name != "words"]
    assert set(gone) == set(("author", "quantity", "photos", "number", "time")[: len(gone)])
    assert min(found["place"], found["name"]) >= 100


def test_a_sentence_of_changes_has_one_capital() -> None:
    words.use_language("en")
    try:
        assert change_words("defect", "words", None, "x").startswith("Wording: not filled")
        assert change_words("defect", "words", None, "x", begins=False).startswith("wording: not filled")
    finally:
        words.use_language("zh")
