"""A disk that takes nothing more: told in one sentence, what was typed stays, nothing says saved, and it goes on when there is room again."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from surveyapp.errors import DiskError
from surveyapp.steps.backup import backup
from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home
from surveyapp.ui.form.controls import LineControl
from surveyapp.ui.form.row import FormRow
from surveyapp.ui.pages import NEEDS
from surveyapp.ui.walk.page import DEFECTS, RECORD, WalkPage
from surveyapp.words import say
from tests.pause import pause

from .conftest import Person, drop, photo, shell_of


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process may grow: every write is refused as on a full disk (EFBIG)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def households(walk: WalkPage) -> tuple[FormRow, LineControl]:
    """The row and the field of the households of the building."""
    row = walk.record.form().row_of("households")
    assert row is not None
    control = row.controls["households"]
    assert isinstance(control, LineControl)
    return row, control


def test_a_sentence_a_field_and_a_photo_stay_until_there_is_room(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    person, _, _ = walked
    picture = photo(tmp_path / "pictures", 1)
    window = person.open()
    shell, walk = shell_of(window)
    with no_room():
        person.say(window, "三楼扶手松动")
        assert walk.defects.entry.text() == "三楼扶手松动"
        assert shell.banner.isVisible()
        assert "磁盘满了" in shell.banner.words()
        assert shell.header.saved.whole() == "有一处没存上"
        shell.banner.hide()
        drop(window, [picture])
        person.wait(window)
        assert "磁盘满了" in shell.banner.words()
        walk.show_tab(RECORD)
        person.wait(window)
        row, control = households(walk)
        control.line.setFocus()
        control.line.selectAll()
        QTest.keyClicks(control.line, "48")
        QTest.keyClick(control.line, Qt.Key.Key_Return)
        person.wait(window)
        assert control.line.text() == "48"
        assert "没有存上" in row.message()
    QTest.keyClick(control.line, Qt.Key.Key_Return)
    person.wait(window)
    assert "已存" in row.message()
    view = walk.record.form().view
    assert view is not None
    assert view.value("households") == 48
    walk.show_tab(DEFECTS)
    QTest.keyClick(walk.defects.entry.line, Qt.Key.Key_Return)
    person.wait(window)
    assert [line.words for line in walk.defects.list.defects.lines] == ["三楼扶手松动"]
    assert walk.defects.entry.text() == ""
    assert not list((person.home).rglob(".*.part"))
    assert not (person.home / "crashes").exists()


def test_words_of_the_defect_in_hand_stay_until_there_is_room(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = person.open()
    _, walk = shell_of(window)
    person.say(window, "屋面漏雨")
    words, quantity = walk.defects.in_hand.words, walk.defects.in_hand.quantity
    with no_room():
        words.setFocus()
        words.setPlainText("屋面漏雨，雨天滴水")
        quantity.number.setFocus()
        quantity.number.setText("7")
        walk.defects.entry.setFocus()
        person.wait(window)
        assert words.toPlainText() == "屋面漏雨，雨天滴水"
        assert quantity.number.text() == "7"
    walk.defects.settle()
    person.wait(window)
    person.close(window)
    held = Desk(open_home(person.home))
    line = held.defects(stream, building)[0]
    held.close()
    assert (line.words, line.quantity) == ("屋面漏雨，雨天滴水", "7")


def test_a_draft_that_was_refused_is_stored_when_the_window_is_left(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = person.open()
    _, walk = shell_of(window)
    with no_room():
        walk.defects.entry.line.insertPlainText("山墙有缝，还没")
        pause(400)
        person.wait(window)
    person.close(window)
    held = Desk(open_home(person.home))
    kept = held.draft(stream, building)
    held.close()
    assert kept == "山墙有缝，还没"


def test_what_is_half_typed_outlives_what_is_fetched_meanwhile(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    walk.show_tab(RECORD)
    person.wait(window)
    _, control = households(walk)
    control.line.setFocus()
    control.line.setText("5")
    walk.record.load()
    person.wait(window)
    assert control.line.text() == "5"


def test_a_backup_whose_disk_was_pulled_is_not_taken_for_whole(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    person, stream, building = walked
    held = Desk(open_home(person.home))
    held.add_photo_bytes(stream, building, "x.jpg", photo(tmp_path / "pictures", 2).read_bytes())
    target = tmp_path / "usb" / "backup"

    def pull(_done: int, _total: int, _what: str) -> None:
        shutil.rmtree(target.with_name(".backup.part"), ignore_errors=True)

    with pytest.raises(DiskError) as told:
        backup(held.node, target, progress=pull)
    held.close()
    assert told.value.code == "error.disk_failed"
    assert not target.exists()


def test_words_at_a_door_that_was_left_stay_until_there_is_room(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    window.shell.go(NEEDS)
    person.wait(window)
    page = window.shell.page(NEEDS)
    page.go_to("1-101")
    person.wait(window)
    row = next(each for each in page.answers.rows if "words" in each.controls)
    with no_room():
        row.controls["words"].line.setFocus()
        QTest.keyClicks(row.controls["words"].line, "no lift")
        page.go_to("1-102")
        person.wait(window)
        assert row.controls["words"].line.text() == ""
    page.go_to("1-101")
    person.wait(window)
    assert row.controls["words"].line.text() == "no lift"
    assert row.message() == say("form.given_back")


def test_words_of_a_defect_that_was_left_stay_until_there_is_room(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    person.say(window, "屋面漏雨")
    person.say(window, "灯不亮")
    second, first = (line.record for line in walk.defects.list.defects.lines)
    words = walk.defects.in_hand.words
    with no_room():
        words.setFocus()
        words.setPlainText("灯不亮，三楼")
        walk.defects.take(first)
        person.wait(window)
        assert words.toPlainText() == "屋面漏雨"
    walk.defects.take(second)
    person.wait(window)
    assert words.toPlainText() == "灯不亮，三楼"
