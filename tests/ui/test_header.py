"""The header: what is open, what is saved, the document in use in two words, and the field that jumps anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from surveyapp import words
from surveyapp.steps import policies
from surveyapp.steps.desk import Desk
from surveyapp.ui import theme
from surveyapp.ui.pages import OVERVIEW, PLAN, SETTINGS
from surveyapp.ui.policy_button import BASIS, COMPARE, PolicyButton
from surveyapp.ui.walk.record_pane import RecordPane

from .conftest import Person

SHORT = {
    "national": ("国家 指导意见", "National guidance"),
    "liuzhou": ("柳州 实施方案", "Liuzhou plan"),
    "taian": ("泰安 实施方案 · 已失效", "Tai'an plan · expired"),
    "xianning": ("咸宁 实施方案 · 草案", "Xianning plan · draft"),
    "lianzhou": ("连州 改造规划 · 草案", "Lianzhou plan · draft"),
}


def test_every_pack_has_a_short_name() -> None:
    assert SHORT.keys() == set(policies.pack_ids())
    assert all(policies.pack(each).document.short for each in policies.pack_ids())


@pytest.mark.parametrize("pack", SHORT)
@pytest.mark.parametrize("language", [0, 1], ids=["zh", "en"])
def test_the_document_in_use_is_named_whole_with_its_standing(
    walked: tuple[Person, str, str], desk: Callable[[], Desk], pack: str, language: int
) -> None:
    person, _, _ = walked
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    filled.judge_by(pack, None)
    filled.set_setting("language", ("zh", "en")[language])
    filled.close()
    window = person.open()
    window.resize(1280, 650)
    person.wait(window)
    button = window.shell.header.policy
    assert button.text() == SHORT[pack][language]
    assert button.isVisible() and button.width() >= button.sizeHint().width()
    assert policies.in_words(policies.pack(pack).document.title) in button.accessibleName()


def test_another_document_or_day_is_told_at_once(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    standing, header = window.shell.standing, window.shell.header
    standing.judge_by("taian", None, lambda _problem: None)
    person.wait(window)
    assert header.policy.text() == "泰安 实施方案 · 已失效"
    standing.judge_by(None, "2024-06-01", lambda _problem: None)
    person.wait(window)
    assert header.policy.text() == "泰安 实施方案"
    standing.undo()
    person.wait(window)
    assert header.policy.text() == "泰安 实施方案 · 已失效"


def test_the_document_leads_to_the_plan_to_a_comparison_and_to_its_settings(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    shell = window.shell
    menu = shell.header.policy.menu()
    assert [each.text() for each in menu.actions() if each.isEnabled() and each.text()] == ["看方案", "对照另一份文件", "换文件或日期"]
    menu.actions()[2].trigger()
    person.wait(window)
    assert shell.shown == PLAN and shell.page(PLAN).compare.isHidden()
    for _ in range(2):
        shell.header.policy.chosen.emit(COMPARE)
        person.wait(window)
        assert not shell.page(PLAN).compare.isHidden()
    shell.header.policy.chosen.emit(BASIS)
    person.wait(window)
    assert shell.shown == SETTINGS
    assert shell.page(SETTINGS).survey.isAncestorOf(window.focusWidget())


def test_before_there_is_a_survey_no_document_is_named(person: Person) -> None:
    window = person.open()
    assert not window.shell.header.policy.isVisible()
    assert not window.shell.header.saved.whole()


def test_when_was_last_saved_is_told_and_known_again_after_a_restart(walked: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person, _, _ = walked
    window = person.open()
    record: RecordPane = window.shell.walk.record
    window.shell.walk.show_tab("record")
    person.wait(window)
    record.save("storeys", 7)
    person.wait(window)
    told = window.shell.header.saved.whole()
    assert told == words.say("ui.header.saved", time=window.shell.standing.last_saved[11:16])
    wall = window.shell.standing.last_saved
    person.close(window)
    again = desk()
    assert again.last_saved() == wall
    again.close()
    assert person.open().shell.header.saved.whole() == told


def test_where_a_survey_is_begun_nothing_is_saved_or_undone(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    window.shell.standing.add_community("一小区")
    person.wait(window)
    header = window.shell.header
    assert header.saved.isVisible() and header.undo.isVisible()
    window.shell.begin_survey()
    person.wait(window)
    assert not header.saved.isVisible() and not header.undo.isVisible() and not header.redo.isVisible()
    window.shell.go(OVERVIEW)
    person.wait(window)
    assert header.saved.isVisible() and header.undo.isVisible()


def test_a_save_of_another_day_is_told_with_its_day(walked: tuple[Person, str, str]) -> None:
    header = walked[0].open().shell.header
    header.tell_saved("2026-11-20T14:32:07+08:00", "2026-11-20")
    assert header.saved.whole() == "已存 14:32"
    header.tell_saved("2026-11-20T14:32:07+08:00", "2026-11-23")
    assert header.saved.whole() == "已存 11月20日 14:32"


@pytest.mark.parametrize(("width", "spelt_out"), [(1366, True), (1280, True), (1100, False)])
def test_the_field_that_jumps_opens_the_palette_from_every_page(walked: tuple[Person, str, str], width: int, spelt_out: bool) -> None:
    person, _, _ = walked
    window = person.open()
    window.resize(width, 700)
    window.shell.go(OVERVIEW)
    person.wait(window)
    jump = window.shell.header.jump
    assert (jump.width() > jump.height()) == spelt_out
    QTest.mouseClick(jump, Qt.MouseButton.LeftButton)
    assert window.overlays.finder.isVisible()


def test_a_document_of_unknown_standing_is_named_without_one(walked: tuple[Person, str, str]) -> None:
    window = walked[0].open()
    button = window.shell.header.policy
    assert isinstance(button, PolicyButton)
    assert button.text() == "柳州 实施方案", "what is in force needs no word"


@pytest.mark.parametrize(("palette", "framed"), [("light", False), ("hc", True), ("hcd", True)])
def test_the_chooser_has_a_line_as_every_button_in_high_contrast(walked: tuple[Person, str, str], palette: str, framed: bool) -> None:
    person, _, _ = walked
    window = person.open()
    header = window.shell.header
    theme.choose(palette)
    picture = header.title.grab().toImage()
    seen = [picture.pixelColor(1, picture.height() // 2).name(), picture.pixelColor(picture.width() // 2, 3).name()]
    line = theme.colour("line_strong").name()
    assert [each == line for each in seen] == [framed, framed]
    header.tell_title("旧改踏勘")
    bare = header.title.grab().toImage()
    assert bare.pixelColor(1, bare.height() // 2).name() != line, "where there is nothing to choose there is no line"
    theme.choose("light")


@pytest.mark.parametrize("palette", ["light", "hc"])
def test_the_chooser_has_as_much_air_behind_as_before(walked: tuple[Person, str, str], palette: str) -> None:
    person, _, _ = walked
    window = person.open()
    theme.choose(palette)
    title = window.shell.header.title
    title.resize(title.sizeHint())
    picture = title.grab().toImage()
    middle = range(picture.height() // 3, picture.height() * 2 // 3)
    ground = picture.pixelColor(picture.width() // 2, 6).name()
    inked = [x for x in range(4, picture.width() - 4) if any(picture.pixelColor(x, y).name() != ground for y in middle)]
    before, behind = inked[0], picture.width() - 1 - inked[-1]
    assert abs(before - behind) <= 3
    theme.choose("light")


@pytest.mark.parametrize(("palette", "dashed"), [("light", False), ("hc", True), ("hcd", True)])
def test_an_icon_that_is_off_has_a_dashed_line_as_every_button_in_high_contrast(walked: tuple[Person, str, str], palette: str, dashed: bool) -> None:
    person, _, _ = walked
    window = person.open()
    theme.choose(palette)
    redo = window.shell.header.redo
    assert not redo.isEnabled()
    picture = redo.grab().toImage()
    line = theme.colour("line_soft").name()
    top = [picture.pixelColor(x, 0).name() == line for x in range(10, picture.width() - 10)]
    assert (any(top) and not all(top)) == dashed
    theme.choose("light")
