"""An interview round as a person makes it: door by door with one hand, on a real store."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from surveyapp.steps.desk import Desk
from surveyapp.store import find
from surveyapp.ui.needs.page import WHOLE, NeedsPage
from surveyapp.ui.shell import NEEDS
from surveyapp.ui.window import MainWindow

from .conftest import Person, write

Walked = tuple[Person, str, str]


@pytest.fixture
def round_(walked: Walked) -> tuple[Person, MainWindow, NeedsPage, str, str]:
    """The page of needs at 3栋 (3 units, 6 storeys, 36 homes)."""
    person, stream, building = walked
    window = person.open()
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    page = window.shell.page(NEEDS)
    assert isinstance(page, NeedsPage) and window.shell.shown == NEEDS
    return person, window, page, stream, building


Round = tuple[Person, MainWindow, NeedsPage, str, str]


def keys(window: MainWindow, person: Person, text: str) -> None:
    for each in text:
        if each == "\n":
            QTest.keyClick(window, Qt.Key.Key_Return)
            person.wait(window)
        else:
            QTest.keyClicks(window, each)
    person.wait(window)


def talks(desk: Callable[[], Desk], stream: str) -> dict[str, tuple[str, ...]]:
    """What the store holds: door → wishes, read by another opening of the home."""
    opened = desk()
    try:
        with opened.node.store.reading() as connection:
            rows = find.of_kind(connection, "interview", stream)
        return {str(row.get("door")): opened.interview(stream, row.record).wishes for row in rows}
    finally:
        opened.close()


def test_three_doors_with_the_keyboard_alone(round_: Round, desk: Callable[[], Desk]) -> None:
    person, window, page, stream, _ = round_
    assert len(page.side.list.doors._lines) == 36 and page.hand is not None and page.hand.door == "1-101"
    keys(window, person, "r1s\n")
    assert page.hand.door == "1-102"
    keys(window, person, "1r\n2\n")
    assert page.hand.door == "1-202"
    tally = page.tally._tally
    assert tally is not None and (tally.answered, tally.households, tally.top_three) == (3, 36, ("N01", "N08", "N02"))
    person.close(window)
    assert talks(desk, stream) == {"1-101": ("N08", "N01", "N10"), "1-102": ("N01", "N08"), "1-201": ("N02",)}


def test_taps_quicker_than_the_disk_make_one_talk_and_lose_nothing(round_: Round, desk: Callable[[], Desk]) -> None:
    person, window, page, stream, _ = round_
    for key in "1234qwerasdfzxcv":
        QTest.keyClicks(window, key)
    person.wait(window)
    QTest.keyClicks(window, "2")
    person.wait(window)
    expected = ("N01", "N03", "N04", *(f"N{number:02d}" for number in range(5, 17)))
    assert tuple(page.tiles.order) == expected
    person.close(window)
    held = talks(desk, stream)
    assert list(held) == ["1-101"] and held["1-101"][:3] == expected[:3] and set(held["1-101"]) == set(expected)


def test_wishes_beyond_the_first_are_counted_and_one_press_shows_them(round_: Round) -> None:
    person, window, page, _, _ = round_
    keys(window, person, "1234qwerasd")
    last = page.tiles.tiles[10].text()
    low, more = page.tally.sizeHint().height(), page.tally.more
    picture = more.grab().toImage()
    ground = picture.pixel(picture.width() - 1, picture.height() // 2)
    inked = [x for x in range(picture.width()) if any(picture.pixel(x, y) != ground for y in range(4, picture.height() - 4))]
    assert inked[0] <= 4, "the link begins where the names begin"
    assert more.isVisible() and more.text() == "另有 3 项" and last not in page.tally.accessibleName()
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert page.tally.sizeHint().height() > low and last in page.tally.accessibleName() and more.text() == "只看前几项"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert page.tally.sizeHint().height() == low


def test_by_touch_alone_absent_doors_and_answers_save_themselves(round_: Round) -> None:
    person, window, page, _, _ = round_
    absent = page.outcome.parts()[1]
    QTest.mouseClick(absent, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert page.side.list.doors.line(0).state == "absent"
    QTest.mouseClick(page.next, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert page.hand is not None and page.hand.door == "1-102"
    QTest.mouseClick(page.tiles.tiles[7], Qt.MouseButton.LeftButton)
    person.wait(window)
    consent = next(row for row in page.answers.rows if "consent" in row.controls)
    QTest.mouseClick(consent.findChild(type(page.outcome)).parts()[1], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    person.wait(window)
    assert "已存" in consent.message()
    line = page.side.list.doors.line(1)
    assert (line.state, line.consent, line.top) == ("answered", "disagree", ("N08",))
    page.scope.parts()[1].click()
    assert page.scope.value() == WHOLE and page.tally._tally is not None and dict(page.tally._tally.consent) == {"disagree": 1}
    assert "不是表决" in page.tally.accessibleName()


def test_undo_takes_back_what_was_said_last_and_a_new_talk_can_begin(round_: Round) -> None:
    person, window, page, _, _ = round_
    keys(window, person, "1")
    keys(window, person, "2")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert page.tiles.order == ["N01"]
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert page.tiles.order == [] and page.side.list.doors.line(0).state == "open"
    keys(window, person, "3")
    assert page.tiles.order == ["N03"] and page.side.list.doors.line(0).top == ("N03",)


def test_going_to_a_door_by_its_number_and_to_one_that_nobody_knew(round_: Round) -> None:
    person, window, page, _, _ = round_
    for typed, door in (("2-302", "2-302"), ("后院", "后院")):
        write(page.side.door, typed)
        QTest.keyClick(page.side.door, Qt.Key.Key_Return)
        person.wait(window)
        assert page.hand is not None and page.hand.door == door
        keys(window, person, "1")
    assert [line.label for line in page.side.list.doors._lines][-1] == "后院" and page.side.list.doors.rowCount() == 37


def test_digits_in_a_field_are_digits(round_: Round) -> None:
    person, window, page, _, _ = round_
    row = next(row for row in page.answers.rows if "pay_most" in row.controls)
    line = row.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    write(line, "3000")
    QTest.keyClick(line, Qt.Key.Key_Return)
    person.wait(window)
    assert page.tiles.order == [] and page.hand is not None and page.hand.record
    write(line, "-5")
    QTest.keyClick(line, Qt.Key.Key_Return)
    person.wait(window)
    assert "应在" in row.message() and "3000" in row.message()


def test_the_results_are_written_beside_the_packages(round_: Round) -> None:
    person, window, page, _, _ = round_
    keys(window, person, "1")
    page.write_results()
    person.wait(window)
    assert [each.name for each in page.exports.iterdir()] == ["柳北船厂宿舍-居民意愿汇总.xlsx"]


def test_a_building_without_figures_says_what_to_do(round_: Round) -> None:
    person, window, page, _, _ = round_
    page.side.next.click()
    person.wait(window)
    assert window.shell.standing.line is not None and window.shell.standing.line.name == "12栋"
    assert page.side._stack.currentWidget() is page.side._empty and not page.tiles.isEnabled()
    write(page.side.door, "302")
    QTest.keyClick(page.side.door, Qt.Key.Key_Return)
    person.wait(window)
    keys(window, person, "1")
    assert page.side.list.doors.line(0).label == "302" and page.side.list.doors.line(0).state == "answered"


def test_a_second_window_only_looks(round_: Round) -> None:
    person, _, _, _, _ = round_
    other = person.open()
    other.shell.go(NEEDS)
    person.wait(other)
    page = other.shell.page(NEEDS)
    assert isinstance(page, NeedsPage) and not page.tiles.isEnabled() and not page.bring_in.isEnabled()
    QTest.keyClicks(other, "1")
    person.wait(other)
    assert page.tiles.order == []


def test_every_answer_is_reached_on_one_paper(round_: Round) -> None:
    person, window, page, _, _ = round_
    window.resize(1366, 768)
    assert page.answers.findChild(QScrollArea) is None, "a paper within the paper"
    last = page.answers.rows[-1]
    person.wait(window)
    page.talk.ensureWidgetVisible(last)
    QApplication.processEvents()
    assert page.talk.viewport().rect().contains(last.geometry().translated(page.answers.mapTo(page.talk.viewport(), QPoint())))
    assert all(row.height() >= row.minimumSizeHint().height() for row in page.answers.rows), "a row is cut"
