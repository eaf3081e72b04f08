"""The quick-entry files nothing silently where it does not belong: other buildings, several, a mere place, several problems, too many words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest

from surveyapp.domain.next_place import next_step
from surveyapp.domain.views import BuildingLine
from surveyapp.domain.walk_views import Heard
from surveyapp.steps import policies
from surveyapp.steps.hear import hear
from surveyapp.ui.walk.understood import BUILDING, PLACE, Site, doubt, fields, named_building, tokens
from surveyapp.ui.window import MainWindow
from tests.pause import pause

from .conftest import Person


def line(record: str, name: str) -> BuildingLine:
    return BuildingLine("s", record, name, None, "", 6, 3, 36, 0, 0, 0, 0, 0)


HOUSES = tuple(line(f"b{at}", name) for at, name in enumerate(("3栋", "1栋", "2栋", "三十栋", "A7栋", "红星里12号8栋", "12栋", "12号楼")))
HERE = Site("b0", {"unit": 1, "storey": 2}, HOUSES)
GROUND = Site("", {}, (line("", ""), *HOUSES))


@pytest.mark.parametrize(("said", "record"), [("30", "b3"), ("a7", "b4"), ("8", "b5"), ("1", "b1")])
def test_a_building_is_known_by_the_whole_number_before_its_house_word(said: str, record: str) -> None:
    there = named_building(Heard(building=said), HERE)
    assert there is not None
    assert there.record == record


@pytest.mark.parametrize(
    ("text", "site", "words"),
    [
        ("9栋2单元灯不亮", HERE, "9栋 未找到"),
        ("A9栋灯不亮", HERE, "A9栋 未找到"),
        ("1栋和2栋灯不亮", HERE, "说到 2 栋楼"),
        ("3栋和2栋灯不亮", HERE, "说到 2 栋楼"),
        ("12栋灯不亮", HERE, "说到 2 栋楼"),
        ("1栋和2栋灯不亮", GROUND, "说到 2 栋楼"),
        ("9栋前路灯不亮", GROUND, "9栋 未找到"),
    ],
)
def test_a_building_that_is_not_clear_is_told_before_enter(text: str, site: Site, words: str) -> None:
    heard = hear(policies.pack("liuzhou"), text).heard
    assert [(token.words, token.warns) for token in tokens(heard, None, site, frozenset()) if token.sort == BUILDING] == [(words, True)]
    assert doubt(heard, site, frozenset({BUILDING})) is doubt(heard, site, frozenset({PLACE})) is None


@pytest.mark.parametrize(
    ("text", "site"), [("3栋灯不亮", HERE), ("1栋灯不亮", HERE), ("灯不亮", HERE), ("1栋和2栋之间路灯不亮", GROUND), ("三栋楼都没电梯", HERE)]
)
def test_what_is_clear_is_not_asked(text: str, site: Site) -> None:
    heard = hear(policies.pack("liuzhou"), text).heard
    assert doubt(heard, site) is None
    assert not any(token.warns for token in tokens(heard, None, site, frozenset()))


@pytest.mark.parametrize(("text", "words"), [("9单元灯不亮", "本楼 3 个单元"), ("1单元12层灯不亮", "本楼 6 层"), ("99层灯不亮", "99层 读不成楼层")])
def test_a_place_that_the_building_does_not_have_is_told_and_can_be_recorded(text: str, words: str) -> None:
    heard = hear(policies.pack("liuzhou"), text).heard
    (told,) = (token for token in tokens(heard, None, HERE, frozenset()) if token.sort == PLACE)
    assert told.warns
    assert words in told.words
    assert fields(heard, None, HERE, frozenset())["building"] == "b0"


def test_an_answer_files_at_the_building_that_was_chosen() -> None:
    heard = Heard(buildings=("1", "2"), unit=2)
    assert fields(heard, None, HERE, frozenset(), "b2") == {"building": "b2", "unit": 2}
    assert fields(heard, None, HERE, frozenset(), "b0") == {"building": "b0", "unit": 2}


def test_at_the_top_without_a_unit_the_same_again_says_so() -> None:
    assert next_step(None, 6, 3, 6).how == "top"
    assert next_step(3, 6, 3, 6).how == "top"
    assert next_step(None, None, 3, 6).how == "here"


def typed(person: Person, window: MainWindow, sentence: str) -> None:
    entry = window.shell.walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText(sentence)
    pause(120)
    person.wait(window)


def press(person: Person, window: MainWindow, key: Qt.Key) -> None:
    pause(170)
    QTest.keyClick(window.shell.walk.defects.entry.line, key)
    person.wait(window)


@pytest.mark.parametrize("sentence", ["9栋2单元灯不亮", "3栋和12栋灯不亮"])
def test_enter_asks_where_it_belongs_and_enter_again_files_nothing(walked: tuple[Person, str, str], sentence: str) -> None:
    person, _, building = walked
    window = person.open()
    walk = window.shell.walk
    entry = walk.defects.entry
    typed(person, window, sentence)
    press(person, window, Qt.Key.Key_Return)
    assert walk.defects.list.defects.lines == ()
    assert entry.list.isVisible()
    press(person, window, Qt.Key.Key_Return)
    assert (walk.defects.list.defects.lines, entry.text()) == ((), sentence)
    press(person, window, Qt.Key.Key_Return)
    here = next(row.number for row in entry.list.shown if row.answer and row.answer.building == building)
    press(person, window, Qt.Key(Qt.Key.Key_0 + here))
    (told,) = walk.defects.list.defects.lines
    assert (told.words, bool(told.code), entry.text()) == (sentence, True, "")


def test_a_digit_pressed_too_soon_after_the_question_files_nothing(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "9栋2单元灯不亮")
    pause(170)
    QTest.keyClick(walk.defects.entry.line, Qt.Key.Key_Return)
    QTest.keyClick(walk.defects.entry.line, Qt.Key.Key_1)
    person.wait(window)
    assert walk.defects.list.defects.lines == ()


def test_one_of_several_named_buildings_is_chosen(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "3栋和12栋灯不亮")
    press(person, window, Qt.Key.Key_Return)
    press(person, window, Qt.Key.Key_1)
    assert walk.defects.list.defects.lines == ()
    assert next(each for each in window.shell.standing.buildings if each.name == "12栋").defects == 1


def test_a_place_alone_is_where_one_stands_and_no_record(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "2单元 4层")
    press(person, window, Qt.Key.Key_Return)
    assert (walk.defects.list.defects.lines, walk.defects.entry.text()) == ((), "")
    assert walk.defects.place.fields() == {"unit": 2, "storey": 4}
    typed(person, window, "9单元")
    press(person, window, Qt.Key.Key_Return)
    assert (walk.defects.list.defects.lines, walk.defects.entry.text()) == ((), "9单元")
    assert walk.defects.place.fields() == {"unit": 2, "storey": 4}


@pytest.mark.parametrize("sentence", ["9栋2单元", "99层", "3栋和12栋"])
def test_a_place_alone_that_is_not_clear_is_no_record_either(walked: tuple[Person, str, str], sentence: str) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, sentence)
    for _ in range(3):
        press(person, window, Qt.Key.Key_Return)
    assert (walk.defects.list.defects.lines, walk.defects.entry.text(), walk.defects.place.fields()) == ((), sentence, {})


def test_a_place_in_another_building_goes_there(walked: tuple[Person, str, str]) -> None:
    person, _, building = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "12栋")
    press(person, window, Qt.Key.Key_Return)
    assert (walk.title.whole(), walk.defects.entry.text()) == ("12栋", "")
    window.shell.standing.choose_building(building)
    person.wait(window)
    assert walk.defects.entry.text() == ""


def take_both(person: Person, window: MainWindow) -> None:
    """Press the key of the row that records two."""
    entry = window.shell.walk.defects.entry
    both = next(row.number for row in entry.list.shown if row.answer and row.answer.parts)
    pause(170)
    QTest.keyClick(entry.line, Qt.Key(Qt.Key.Key_0 + both), Qt.KeyboardModifier.AltModifier)
    person.wait(window)


def test_two_problems_become_two_records(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "3单元2楼扶手松动2处，灯不亮3盏")
    rows = walk.defects.entry.list.shown
    assert {row.suggestion.code for row in rows if row.suggestion} == {"CP-02", "CP-03"}
    take_both(person, window)
    assert {(each.code, each.unit, each.storey, each.words) for each in walk.defects.list.defects.lines} == {
        ("CP-02", 3, 2, "3单元2楼扶手松动2处"),
        ("CP-03", 3, 2, "灯不亮3盏"),
    }


def test_what_is_pasted_beyond_the_longest_sentence_is_told(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    mime = QMimeData()
    mime.setText("灯" * 800)
    walk.defects.entry.line.insertFromMimeData(mime)
    person.wait(window)
    assert len(walk.defects.entry.text()) == 500
    assert "500" in walk.foot.whole()


def test_a_floor_that_is_said_is_not_on_the_roof_where_one_stood() -> None:
    on_the_roof = Site("b0", {"place": "roof"}, HOUSES)
    assert fields(Heard(storey=2), None, on_the_roof, frozenset()) == {"building": "b0", "storey": 2}
    assert fields(Heard(storey=7, place="roof"), None, on_the_roof, frozenset()) == {"building": "b0", "storey": 7, "place": "roof"}


def test_one_stands_on_a_floor_or_at_a_part_also_after_the_same_again_and_at_a_tile(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    defects = window.shell.walk.defects
    person.say(window, "1单元2层扶手松动")
    defects.place.choose({"place": "roof"})
    window.again()
    person.wait(window)
    assert defects.place.fields() == {"unit": 1, "storey": 3}
    defects.tiles.choose_part("roof")
    defects.tiles.press(1)
    person.wait(window)
    assert defects.line is not None
    assert (defects.line.unit, defects.line.storey, defects.line.place) == (1, None, "roof")


def test_two_problems_in_two_buildings_are_filed_each_at_its_own(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "3栋2楼扶手松动2处，12栋灯不亮3盏")
    take_both(person, window)
    assert [line.words for line in walk.defects.list.defects.lines] == ["3栋2楼扶手松动2处"]
    assert {line.name: line.defects for line in window.shell.standing.buildings if line.record} == {"3栋": 1, "12栋": 1}
    assert "12栋" in window.shell.undo_bar.accessibleName()


def test_of_two_problems_only_the_one_that_is_unclear_goes_where_was_answered(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "12栋2楼扶手松动2处，9栋楼道灯不亮3盏")
    take_both(person, window)
    assert walk.defects.entry.list.isVisible()
    here = next(row.number for row in walk.defects.entry.list.shown if row.answer and row.answer.building == window.shell.standing.building)
    press(person, window, Qt.Key(Qt.Key.Key_0 + here))
    assert [line.words for line in walk.defects.list.defects.lines] == ["9栋楼道灯不亮3盏"]
    assert {line.name: line.defects for line in window.shell.standing.buildings if line.record} == {"3栋": 1, "12栋": 1}


def test_nobody_is_said_to_stand_at_a_part_that_no_chip_stands_for(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    walk = window.shell.walk
    typed(person, window, "2单元地下室")
    press(person, window, Qt.Key.Key_Return)
    assert (walk.defects.place.fields(), walk.defects.entry.text()) == ({}, "2单元地下室")
    assert "没有站到" in walk.foot.whole()
    walk.defects.entry.set_text("2单元 3楼 楼道")
    pause(120)
    person.wait(window)
    press(person, window, Qt.Key.Key_Return)
    assert walk.defects.place.fields() == {"unit": 2, "storey": 3}
