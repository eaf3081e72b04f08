"""How many actions a defect with a photo takes, counted where Qt hands events to the window; and the same again one floor up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from surveyapp.domain.views import DefectLine
from surveyapp.ui.walk.defects_pane import DefectsPane

from .conftest import Person, drop, photo, shell_of
from .hands import Hands

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def hands(walked: tuple[Person, str, str], tmp_path: Path) -> Iterator[Hands]:
    """Hands at 3栋, unit 3, floor 3, with two photos just arrived."""
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    drop(window, [photo(tmp_path / "card", 1), photo(tmp_path / "card", 2)])
    person.wait(window)
    walk.defects.place.choose({"unit": 3, "storey": 3})
    made = Hands(person, window)
    yield made
    made.close()


def pane_of(hands: Hands) -> DefectsPane:
    """The pane of the defects."""
    return hands.window.shell.walk.defects


def line_of(hands: Hands) -> DefectLine:
    """The defect in hand."""
    line = pane_of(hands).line
    assert line is not None
    return line


def control(parent: QWidget, name: str) -> QAbstractButton:
    """A button by the beginning of its accessible name."""
    found = [each for each in parent.findChildren(QAbstractButton) if each.accessibleName().startswith(name) and each.isVisible()]
    assert len(found) == 1, name
    return found[0]


def photos_of(hands: Hands) -> int:
    """How many photos the store has for the defect in hand."""
    return line_of(hands).photos


MOST_FOR_A_DEFECT, MOST_FOR_THE_SAME_AGAIN = 5, 2
"""The issue's limits, with photo and one mark in the first."""


def drawn_on(hands: Hands) -> list[tuple[str, int]]:
    """(tool, how many of its points) of what the store holds on the photo in hand."""
    photo = pane_of(hands).in_hand.pad.photo
    assert photo is not None
    return [(each.tool, len(each.shape)) for each in photo.annotations]


def test_by_finger_a_complete_defect_with_photo_and_mark_is_five_at_most(hands: Hands) -> None:
    pane = pane_of(hands)
    hands.tap(control(pane.place, "楼层 4层"))
    hands.tap(pane.tiles.buttons[0])
    hands.tap(control(pane.in_hand.severity, "严重度 3"))
    newest = pane.in_hand.arrivals
    hands.tap(newest.viewport(), QPoint(20, 20))
    line = line_of(hands)
    assert (line.code, line.unit, line.storey, line.place) == ("CP-02", 3, 4, "stairwell")
    assert (line.severity, line.quantity, line.quantity_unit, line.photos) == (3, "1", "step", 1)
    pad = pane.in_hand.pad
    middle = pad.rect().center()
    hands.drag(pad, middle - QPoint(40, 30), middle + QPoint(40, 30))
    assert drawn_on(hands) == [("ellipse", 2)]
    assert hands.counted() <= MOST_FOR_A_DEFECT


def test_by_keyboard_a_complete_defect_with_photo_and_mark_is_five_at_most(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Up, CTRL)
    hands.press(Qt.Key.Key_1, ALT)
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_P)
    line = line_of(hands)
    assert (line.code, line.unit, line.storey, line.severity, line.photos) == ("CP-02", 3, 4, 3, 1)
    hands.press(Qt.Key.Key_M)
    assert drawn_on(hands) == [("number", 1)]
    assert hands.counted() <= MOST_FOR_A_DEFECT


def test_one_action_more_than_allowed_is_counted(hands: Hands) -> None:
    """The count is no rubber stamp: a tap that was not needed breaks the limit."""
    pane = pane_of(hands)
    hands.tap(control(pane.place, "楼层 5层"))
    hands.tap(control(pane.place, "楼层 4层"))
    hands.tap(pane.tiles.buttons[0])
    hands.tap(control(pane.in_hand.severity, "严重度 3"))
    hands.tap(pane.in_hand.arrivals.viewport(), QPoint(20, 20))
    middle = pane.in_hand.pad.rect().center()
    hands.drag(pane.in_hand.pad, middle - QPoint(40, 30), middle + QPoint(40, 30))
    assert hands.counted() == MOST_FOR_A_DEFECT + 1


def test_photo_and_mark_may_be_struck_at_once(hands: Hands) -> None:
    """Nobody waits for a photo to be shown: M after P is kept until it is."""
    hands.press(Qt.Key.Key_1, ALT)
    QTest.keyClick(hands.window, Qt.Key.Key_P)
    QTest.keyClick(hands.window, Qt.Key.Key_M)
    hands.person.wait(hands.window)
    hands.person.wait(hands.window)
    assert drawn_on(hands) == [("number", 1)]


def test_by_sentence(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Escape)
    hands.begin_again()
    hands.type("3单元楼梯间扶手松动 严重 2处")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_P)
    line = line_of(hands)
    assert (line.code, line.unit, line.storey, line.place) == ("CP-02", 3, 3, "stairwell")
    assert (line.severity, line.quantity, line.quantity_unit, line.photos) == (3, "2", "spot", 1)
    pad = pane_of(hands).in_hand.pad
    middle = pad.rect().center()
    hands.drag(pad, middle - QPoint(40, 30), middle + QPoint(40, 30))
    assert drawn_on(hands) == [("ellipse", 2)]
    assert hands.counted() == 4, "one sentence and three"


def test_the_same_again_one_floor_up_with_a_photo_is_two(hands: Hands) -> None:
    pane = pane_of(hands)
    hands.press(Qt.Key.Key_1, ALT)
    hands.press(Qt.Key.Key_4)
    hands.press(Qt.Key.Key_Plus)
    first = line_of(hands)
    assert pane.head.again.text() == "同样问题，上到 4层"
    hands.begin_again()
    hands.press(Qt.Key.Key_D, CTRL)
    assert photos_of(hands) == 0
    hands.press(Qt.Key.Key_P)
    second = line_of(hands)
    assert (second.code, second.severity, second.quantity, second.quantity_unit) == (first.code, 4, "2", "step")
    assert (second.unit, second.storey, second.photos) == (3, 4, 1)
    assert pane.place.fields() == {"unit": 3, "storey": 4}
    assert hands.counted() <= MOST_FOR_THE_SAME_AGAIN


def test_at_the_top_floor_the_same_again_goes_to_the_next_unit_and_says_so_before(hands: Hands) -> None:
    pane = pane_of(hands)
    pane.place.choose({"unit": 2, "storey": 6})
    hands.press(Qt.Key.Key_2, ALT)
    assert pane.head.again.text() == "同样问题，到 3单元 1层"
    hands.tap(pane.head.again)
    assert (line_of(hands).unit, line_of(hands).storey) == (3, 1)
    pane.place.choose({"unit": 3, "storey": 6})
    hands.press(Qt.Key.Key_1, ALT)
    assert pane.head.again.text() == "同样问题，已到顶层，此处再记"


def test_a_digit_is_a_digit_while_a_sentence_is_typed(hands: Hands) -> None:
    hands.press(Qt.Key.Key_1, ALT)
    hands.press(Qt.Key.Key_Escape)
    before = line_of(hands).severity
    hands.press(Qt.Key.Key_4)
    assert pane_of(hands).entry.text() == "4"
    assert line_of(hands).severity == before
