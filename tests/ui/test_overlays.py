"""What floats: the command palette, all tiles, the keys, the help and the clause; switching the inspector; the late swap of a candidate."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from surveyapp import words
from surveyapp.domain.views import Suggestion
from surveyapp.domain.walk_views import Heard, PersonLine, Sentence
from surveyapp.steps.desk import Desk
from surveyapp.ui.jump.overlays import PAGES
from surveyapp.ui.settings.page import SettingsPage
from surveyapp.ui.shell import BEGIN, IMPORT, MAP, SETTINGS, WALK
from surveyapp.ui.walk.page import PHOTOS
from surveyapp.ui.walk.suggestions import STEADY, reason
from surveyapp.ui.window import MainWindow
from tests.pause import pause

from .conftest import Person, shell_of, write

CTRL = Qt.KeyboardModifier.ControlModifier


def jump(person: Person, window: MainWindow, text: str) -> list[str]:
    """Ctrl+K and what it finds."""
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    person.wait(window)
    write(window.overlays.finder.line, text)
    return [entry.name for entry in window.overlays.finder.entries]


@pytest.mark.parametrize(("text", "first"), [("sz", "设置"), ("12", "12栋"), ("lbcc", "柳北船厂宿舍"), ("jf", "交付"), ("设", "设置")])
def test_the_palette_finds_by_characters_and_initials(walked: tuple[Person, str, str], text: str, first: str) -> None:
    person, _, _ = walked
    window = person.open()
    found = jump(person, window, text)
    assert first in found[:2]


def test_the_palette_goes_to_a_page_a_building_and_a_door(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    shell, walk = shell_of(window)
    jump(person, window, "设置")
    QTest.keyClick(window.overlays.finder.line, Qt.Key.Key_Return)
    assert shell.shown == SETTINGS
    assert not window.overlays.finder.isVisible()
    jump(person, window, "12栋")
    QTest.keyClick(window.overlays.finder.line, Qt.Key.Key_Return)
    person.wait(window)
    assert (shell.shown, walk.title.whole()) == (WALK, "12栋")
    assert jump(person, window, "3-2-501")[0] == "3栋 · 2单元 · 5层 · 501"
    QTest.keyClick(window.overlays.finder.line, Qt.Key.Key_Return)
    person.wait(window)
    assert walk.title.whole() == "3栋"
    assert walk.defects.place.fields() == {"unit": 2, "storey": 5}


def test_all_tiles_record_like_a_tile(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    person.wait(window)
    write(window.overlays.finder.line, "WL-03")
    QTest.keyClick(window.overlays.finder.line, Qt.Key.Key_Return)
    person.wait(window)
    assert walk.defects.line is not None
    assert walk.defects.line.code == "WL-03"
    assert walk.defects.tiles.buttons[0].isVisible()


def test_keys_help_and_clause_open_and_close_by_keys(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    shell, _ = shell_of(window)
    person.say(window, "屋面漏雨")
    for key, modifiers, sheet in (
        (Qt.Key.Key_Slash, CTRL, window.overlays.keys),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, window.overlays.help),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, window.overlays.clause),
    ):
        QTest.keyClick(window, key, modifiers)
        assert sheet.isVisible()
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        assert not sheet.isVisible()
    for page in (BEGIN, MAP, IMPORT, *(page for page, _ in PAGES)):
        assert words.say(f"ui.help.{page}")
        assert words.say(f"ui.help.title.{page}")
    assert shell.shown == WALK


def test_the_inspector_is_switched_in_two_actions(walked: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person, _, _ = walked
    before = desk()
    before.choose_survey(before.surveys()[0].id)
    before.add_inspector("韦敏", "柳南分队")
    before.close()
    window = person.open()
    shell, walk = shell_of(window)
    QTest.keyClick(window, Qt.Key.Key_8, CTRL)
    person.wait(window)
    page = shell.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    names = [each.accessibleName() for each in page.people.buttons]
    assert len(set(names)) == 2
    QTest.mouseClick(page.people.buttons[1], Qt.MouseButton.LeftButton)
    person.wait(window)
    assert [each.person.at_work for each in page.people.buttons] == [False, True]
    shell.go(WALK)
    person.say(window, "屋面漏雨")
    assert walk.defects.line is not None
    view: list[PersonLine] = []
    window.errands.ask(lambda verbs: verbs.people(), view.extend)
    person.wait(window)
    assert [each.told_apart for each in view if each.at_work] == ["柳南分队"]


def candidate(code: str) -> Suggestion:
    """A candidate without a badge."""
    return Suggestion(code, code, "", "", 0.9, (), None)


def test_nothing_is_swapped_under_the_finger(walked: tuple[Person, str, str]) -> None:
    """A number means the row that stood there 150 ms before; Enter means the answer to the very sentence that stands there."""
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    entry = walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText("漏")
    person.wait(window)
    pause(200)
    entry.show_sentence("漏", Sentence("漏", (candidate("RF-01"),), Heard()))
    time.sleep(STEADY + 0.05)
    entry.show_sentence("漏", Sentence("漏", (candidate("WL-01"),), Heard()))
    meant = entry.list.meant(1)
    assert meant is not None
    assert meant.suggestion is not None
    assert meant.suggestion.code == "RF-01"
    time.sleep(STEADY + 0.05)
    meant = entry.list.meant(1)
    assert meant is not None
    assert meant.suggestion is not None
    assert meant.suggestion.code == "WL-01"


def test_a_token_is_taken_away_by_a_tap_and_by_keys(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    entry = walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText("3单元楼梯间扶手松动 严重 2处")
    person.wait(window)
    assert [token.sort for token in entry.list.tokens.tokens] == ["place", "problem", "severity", "quantity"]
    QTest.keyClick(entry.line, Qt.Key.Key_Tab)
    QTest.keyClick(entry.line, Qt.Key.Key_Delete)
    assert [token.sort for token in entry.list.tokens.tokens] == ["problem", "severity", "quantity"]
    entry.list.dropped.emit("severity")
    QTest.keyClick(entry.line, Qt.Key.Key_Return)
    person.wait(window)
    line = walk.defects.line
    assert line is not None
    assert (line.unit, line.place, line.severity, line.quantity) == (None, "", 2, "2")


def test_the_place_of_a_defect_is_put_right_afterwards(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    person.say(window, "屋面漏雨")
    where = walk.defects.in_hand.where
    for pick, value in ((where.unit, "2"), (where.storey, "6"), (where.part, "household")):
        pick.setCurrentIndex(pick.findData(value))
        pick.activated.emit(pick.currentIndex())
        person.wait(window)
    assert walk.defects.line is not None
    assert (walk.defects.line.unit, walk.defects.line.storey, walk.defects.line.place) == (2, 6, "household")


def test_the_common_ground_is_remembered_as_the_last_place(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    window.shell.standing.choose_building("")
    person.wait(window)
    person.close(window)
    again = person.open()
    assert again.shell.walk.title.whole() == "小区公共区"


@pytest.mark.parametrize("sentence", ["3单元楼梯间扶手松动 严重 2处", "外墙瓷砖掉了", "下水道堵了返水", "老人上楼不方便"])
def test_every_candidate_says_why_it_is_one(walked: tuple[Person, str, str], sentence: str) -> None:
    person, _, _ = walked
    window = person.open()
    entry = window.shell.walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText(sentence)
    pause(120)
    person.wait(window)
    found = [row.suggestion for row in entry.list.shown if row.suggestion is not None]
    assert found
    for each in found:
        assert reason(each) == "依据" + " ".join(f"“{word}”" for word in each.why) if each.why else "句中没有直说，可能相关"
        assert each.code not in reason(each)
    assert all(each.why for each in found[:2]), "not only the first one"
    assert entry.line.marks, "what was recognised is underlined"
    entry.set_text("")
    pause(120)
    person.wait(window)
    assert entry.line.marks == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [("jmxq", "需求"), ("居民需求", "需求"), ("zp", "照片"), ("dt", "平面图"), ("地图", "平面图"), ("English", "界面用英文"), ("语言", "界面用英文")],
)
def test_the_palette_finds_pages_and_acts_by_their_other_names(walked: tuple[Person, str, str], text: str, first: str) -> None:
    person, _, _ = walked
    window = person.open()
    assert any(first in name for name in jump(person, window, text)[:4])


def test_the_palette_goes_to_the_photos_of_the_building(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    shell, walk = shell_of(window)
    shell.go(SETTINGS)
    jump(person, window, "zp")
    QTest.keyClick(window.overlays.finder.line, Qt.Key.Key_Return)
    assert (shell.shown, walk.tab) == (WALK, PHOTOS)


@pytest.mark.parametrize(("text", "facts"), [("3-9-901", "没有这一处：3 个单元，6 层"), ("12-1-101", "没有这一处：单元数没登记，层数没登记")])
def test_a_place_that_does_not_exist_is_not_promised(walked: tuple[Person, str, str], text: str, facts: str) -> None:
    person, _, _ = walked
    window = person.open()
    jump(person, window, text)
    entry = window.overlays.finder.entries[0]
    assert (entry.name, entry.facts) == (f"{text.partition('-')[0]}栋", facts)
    QTest.keyClick(window.overlays.finder.line, Qt.Key.Key_Return)
    person.wait(window)
    assert window.shell.walk.title.whole() == entry.name


def test_the_chords_of_the_place_move_nobody_while_another_page_is_in_front(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    shell, walk = shell_of(window)
    walk.defects.place.choose({"unit": 1, "storey": 2})
    QTest.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert walk.defects.place.fields() == {"unit": 1, "storey": 3}
    shell.go(SETTINGS)
    person.wait(window)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert walk.defects.place.fields() == {"unit": 1, "storey": 3}
