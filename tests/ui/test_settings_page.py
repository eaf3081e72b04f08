"""The settings as a person uses them: words made larger, another inspector, another document, a backup written, stopped, and put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from surveyapp.steps.desk import Desk
from surveyapp.store.first_page import first_page
from surveyapp.ui import theme
from surveyapp.ui.first_page import first_page_from
from surveyapp.ui.settings.page import SettingsPage
from surveyapp.ui.shell import SETTINGS, WALK
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.window import MainWindow

from .conftest import Person, photo, write

CTRL = Qt.KeyboardModifier.ControlModifier


def settings_of(person: Person, window: MainWindow) -> SettingsPage:
    """Ctrl+8."""
    QTest.keyClick(window, Qt.Key.Key_8, CTRL)
    person.wait(window)
    page = window.shell.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    return page


@pytest.fixture
def at_settings(walked: tuple[Person, str, str]) -> tuple[Person, MainWindow, SettingsPage]:
    """A window with the settings in front."""
    person = walked[0]
    window = person.open()
    return person, window, settings_of(person, window)


def test_words_are_made_larger_at_once_and_stay_so(at_settings: tuple[Person, MainWindow, SettingsPage]) -> None:
    person, window, page = at_settings
    ordinary = page.looks.height()
    QTest.mouseClick(page.looks.text_size.parts()[2], Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    again = window.shell.page(SETTINGS)
    assert isinstance(again, SettingsPage)
    assert theme.text_size() == 130
    assert again.looks.text_size.value() == "130"
    assert again.looks.height() > ordinary * 1.15
    assert window.shell.shown == SETTINGS
    person.close(window)
    assert first_page_from(first_page(person.home / "journal.db")).text_size == 130
    theme.wear(person.app, "light", 100)
    reopened = person.open()
    assert theme.text_size() == 130
    QTest.keyClick(reopened, Qt.Key.Key_0, CTRL)
    person.wait(reopened)
    assert theme.text_size() == 100
    QTest.keyClick(reopened, Qt.Key.Key_Equal, CTRL)
    person.wait(reopened)
    assert theme.text_size() == 115
    QTest.keyClick(reopened, Qt.Key.Key_0, CTRL)
    person.wait(reopened)


@pytest.mark.parametrize(("width", "percent", "look"), [(1319, 100, "compact"), (1320, 100, "normal"), (1600, 100, "wide"), (1499, 115, "compact")])
def test_the_layout_class_of_a_window(app: object, width: int, percent: int, look: str) -> None:
    theme.wear(app, "light", percent)  # type: ignore[arg-type]
    try:
        assert theme.look(width) == look
        assert theme.look(1500) == "normal"
    finally:
        theme.wear(app, "light", 100)  # type: ignore[arg-type]


def test_two_keys_change_who_records_and_two_of_one_name_are_told_apart(walked: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person = walked[0]
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    filled.add_inspector("韦敏", "", "13800000000")
    filled.close()
    window = person.open()
    page = settings_of(person, window)
    names = [each.accessibleName() for each in page.people.buttons]
    assert len(set(names)) == 2
    assert "13800000000" in names[1]
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_2)
    person.wait(window)
    assert [each.person.at_work for each in page.people.buttons] == [False, True]


def test_a_new_inspector_with_unit_and_telephone(at_settings: tuple[Person, MainWindow, SettingsPage]) -> None:
    person, window, page = at_settings
    for edit, text in ((page.people.name, "韦敏"), (page.people.unit, "柳南分队"), (page.people.phone, "138")):
        write(edit, text)
    QTest.mouseClick(page.people.add, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert [each.person.told_apart for each in page.people.buttons][1] == "柳南分队"
    assert page.people.phone.text() == ""


def test_the_basis_is_changed_told_and_taken_back(at_settings: tuple[Person, MainWindow, SettingsPage]) -> None:
    person, window, page = at_settings
    survey = page.survey
    survey.policy.setCurrentIndex(survey.policy.findData("taian"))
    survey.policy.activated.emit(survey.policy.currentIndex())
    person.wait(window)
    person.wait(window)
    assert window.shell.standing.survey is not None
    assert window.shell.standing.survey.policy == "taian"
    write(survey.day, "2031-01-01")
    QTest.keyClick(survey.day, Qt.Key.Key_Return)
    person.wait(window)
    person.wait(window)
    assert survey.day.text() == "2031-01-01"
    told = survey.status.text()
    write(survey.day, "2031-13-01")
    QTest.keyClick(survey.day, Qt.Key.Key_Return)
    person.wait(window)
    person.wait(window)
    assert "2031-13-01" in window.shell.banner.words()
    assert (survey.day.text(), survey.status.text()) == ("2031-01-01", told)
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
        person.wait(window)
        person.wait(window)
    assert (survey.policy.value(), survey.day.text()) == ("liuzhou", "")


def test_the_laptop_its_folders_and_its_room(at_settings: tuple[Person, MainWindow, SettingsPage]) -> None:
    person, _, page = at_settings
    assert len(page.device.prefix.text()) == 3
    assert page.folders.folders["photos"].words.whole() == str(person.home / "photos")
    assert "还能存约" in page.folders.room.text()


def test_a_backup_is_written_and_one_that_is_stopped_leaves_nothing(at_settings: tuple[Person, MainWindow, SettingsPage], tmp_path: Path) -> None:
    person, window, page = at_settings
    page.backup.back_up(tmp_path / "stick")
    assert page.backup.cancel.isVisible()
    person.wait(window)
    (made,) = (tmp_path / "stick").iterdir()
    assert (made / "journal.db").is_file()
    assert made.name in page.backup.last.text()
    window.shell.walk.bring_in([photo(tmp_path / "card", 1)])
    person.wait(window)
    page.backup.back_up(tmp_path / "other")
    page.backup.stop()
    person.wait(window)
    assert not page.backup.running
    assert list((tmp_path / "other").glob("*")) == []
    assert window.shell.banner.words() == ""


def test_a_backup_is_put_back_and_what_was_there_is_kept_beside(at_settings: tuple[Person, MainWindow, SettingsPage], tmp_path: Path) -> None:
    person, window, page = at_settings
    page.backup.back_up(tmp_path / "stick")
    person.wait(window)
    (made,) = (tmp_path / "stick").iterdir()
    window.shell.standing.add_community("后来的小区")
    person.wait(window)
    page.backup.look_into(made)
    person.wait(window)
    assert page.backup.go.isVisible()
    assert page.backup.leave.hasFocus(), "Enter changes nothing"
    assert sum("备份" in each.text() and "先" in each.text() for each in page.backup.findChildren(QLabel) if each.isVisible()) == 1, "promised once"
    assert "1 个小区" in page.backup.what.text()
    prefix = page.device.prefix.text()
    QTest.mouseClick(page.backup.go, Qt.MouseButton.LeftButton)
    assert not window.shell.rail.isEnabled()
    person.wait(window)
    person.wait(window)
    shell = window.shell
    assert shell.rail.isEnabled()
    assert [each.name for each in shell.standing.communities] == ["柳北船厂宿舍"]
    (kept,) = tmp_path.glob("surveyapp-backup-*")
    assert str(kept) in shell.banner.words()
    again = settings_of(person, window)
    assert again.device.prefix.text() != prefix
    assert prefix in again.device.earlier.text()
    shell.go(WALK)
    person.say(window, "屋面漏雨")
    assert shell.walk.defects.line is not None


def test_a_second_window_only_looks_and_says_so(at_settings: tuple[Person, MainWindow, SettingsPage]) -> None:
    person, _, _ = at_settings
    second = person.open()
    page = settings_of(person, second)
    assert second.shell.standing.read_only
    assert second.shell.banner.isVisible()
    assert not page.survey.policy.isEnabled()
    assert not page.people.add.isEnabled()
    assert not page.backup.back.isEnabled()
    assert page.backup.now.isEnabled()
    QTest.mouseClick(page.looks.text_size.parts()[1], Qt.MouseButton.LeftButton)
    person.wait(second)
    person.wait(second)
    assert theme.text_size() == 115
    QTest.keyClick(second, Qt.Key.Key_0, CTRL)
    person.wait(second)


def test_a_document_whose_name_has_room_on_one_line_stands_in_a_box_as_high_as_the_others(app: QApplication) -> None:
    pick = Pick("依据的文件", widest=420)
    pick.folds = True
    long = "关于印发加快推进城镇老旧小区改造工作的若干意见和实施方案等两份文件的通知（征求意见稿）"
    for name in ("柳州市实施方案", long):
        pick.addItem(name, name)
    assert pick.sizeHint().height() == pick.minimumSizeHint().height() == theme.size("control") + 2
    pick.choose(long)
    two = pick.sizeHint().height()
    assert two > theme.size("control") + 2
    pick.resize(1000, two)
    pick.grab()
    assert pick.sizeHint().height() == theme.size("control") + 2, "in a wide place it fits"
    pick.resize(300, two)
    pick.choose("柳州市实施方案")
    assert pick.sizeHint().height() == theme.size("control") + 2
    pick.deleteLater()
