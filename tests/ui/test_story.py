"""A person's story, on a real store: from a fresh home to a photographed roof leak, undone and redone, also after a restart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home
from surveyapp.ui.form.controls import YearControl
from surveyapp.ui.shell import BEGIN, HANDOVER, WALK
from surveyapp.ui.walk.page import DEFECTS, RECORD

from .conftest import Person, click_at, drop, photo, shell_of, write


def test_from_a_fresh_home_to_a_photographed_roof_leak_and_back(person: Person, tmp_path: Path) -> None:
    window = person.open()
    shell, walk = shell_of(window)
    assert shell.shown == BEGIN
    person.begin(window)
    assert shell.shown == WALK

    QTest.mouseClick(walk.first, Qt.MouseButton.LeftButton)
    person.name_it(window, "柳北船厂宿舍")
    assert shell.header.title.text() == "柳北船厂宿舍"
    QTest.mouseClick(walk.side.add, Qt.MouseButton.LeftButton)
    assert shell.ask_name.name.text() == "1栋"
    person.name_it(window, "3栋")
    assert walk.title.whole() == "3栋"

    walk.show_tab(RECORD)
    person.wait(window)
    year = walk.record.form().row_of("built")
    assert year is not None
    control = year.controls["built"]
    assert isinstance(control, YearControl)
    write(control.line, "1994")
    QTest.keyClick(control.line, Qt.Key.Key_Tab)
    person.wait(window)
    assert "已存" in year.message()
    assert walk.record.form().view is not None
    assert walk.record.form().view.value("built")["value"] == 1994
    assert walk.record.provenance.timeline.steps()[0][0] == "1994"

    walk.show_tab(DEFECTS)
    person.say(window, "屋面漏雨")
    line = walk.defects.line
    assert line is not None
    assert (line.code, line.name, line.words) == ("RF-01", "屋面漏雨", "屋面漏雨")
    assert line.badge is not None
    assert (line.badge.tier_name, line.badge.clause) == ("基础类", "柳州 一(三)1")

    QTest.keyClicks(QApplication.focusWidget() or window, "4")
    person.wait(window)
    assert walk.defects.line is not None
    assert walk.defects.line.severity == 4

    drop(window, [photo(tmp_path / "card", 1), photo(tmp_path / "card", 2)])
    person.wait(window)
    assert walk.defects.line.photos == 2
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor(90, 120, 110))
    QApplication.clipboard().setImage(picture)
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert walk.defects.line.photos == 3

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert walk.defects.line.photos == 2
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    person.wait(window)
    assert walk.defects.line.photos == 3
    person.close(window)

    again = person.open()
    shell, walk = shell_of(again)
    assert shell.header.title.text() == "柳北船厂宿舍"
    assert walk.title.whole() == "3栋"
    assert walk.defects.line is not None
    assert walk.defects.line.photos == 3
    QTest.mouseClick(shell.header.undo, Qt.MouseButton.LeftButton)
    person.wait(again)
    assert walk.defects.line.photos == 2
    for _ in range(2):
        QTest.mouseClick(shell.header.undo, Qt.MouseButton.LeftButton)
        person.wait(again)
    assert walk.defects.line.severity != 4
    person.close(again)

    node = open_home(person.home)
    held = Desk(node)
    assert held.surveys()[0].inspector_name == "韦敏"
    held.close()


def test_undo_goes_no_further_back_than_the_survey_itself(person: Person) -> None:
    window = person.open()
    person.begin(window)
    assert not window.shell.header.undo.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert window.shell.shown == WALK


def test_a_deleted_defect_comes_back_by_the_undo_bar(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    shell, walk = shell_of(window)
    person.say(window, "扶手松动")
    QTest.mouseClick(walk.defects.in_hand.delete, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert walk.defects.list.defects.lines == ()
    assert shell.undo_bar.isVisible()
    assert "照片还在" in shell.undo_bar.accessibleName()
    shell.undo_bar.undo_wanted.emit()
    person.wait(window)
    assert [line.words for line in walk.defects.list.defects.lines] == ["扶手松动"]


def test_the_sentence_as_it_was_said_is_kept_unclassified(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    entry = walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText("屋面漏雨，说不清")
    person.wait(window)
    assert entry.list.isVisible()
    QTest.keyClick(entry.line, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    person.wait(window)
    line = walk.defects.line
    assert line is not None
    assert (line.code, line.words, line.badge) == ("", "屋面漏雨，说不清", None)


def test_enter_before_the_suggestions_have_come_records_the_answer_to_this_very_text(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    entry = walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText("楼道灯不亮")
    QTest.keyClick(entry.line, Qt.Key.Key_Return)
    person.wait(window)
    assert walk.defects.line is not None
    assert walk.defects.line.code == "CP-03"
    assert entry.text() == ""


def test_the_place_is_sticky_and_goes_into_the_record(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    for sentence in ("扶手松动", "楼道灯不亮"):
        person.say(window, sentence)
        assert walk.defects.line is not None
        assert (walk.defects.line.unit, walk.defects.line.storey) == (3, 3)


def test_buildings_are_searched_by_characters_and_by_initials_and_walked_by_key(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    names = lambda: [walk.side.list.buildings.data(walk.side.list.buildings.index(row)) for row in range(walk.side.list.buildings.rowCount())]  # noqa: E731
    assert names() == ["小区公共区", "3栋", "12栋"]
    write(walk.side.search, "12")
    assert names() == ["12栋"]
    write(walk.side.search, "xqgg")
    assert names() == ["小区公共区"]
    for typed, unit, storey in (("3-2-501", 2, 5), ("3栋3单元4层", 3, 4), ("3栋2楼", None, 2)):
        write(walk.side.search, typed)
        assert names() == ["3栋"]
        QTest.keyClick(walk.side.search, Qt.Key.Key_Return)
        person.wait(window)
        assert walk.title.whole() == "3栋"
        assert walk.defects.place.fields() == {name: each for name, each in (("unit", unit), ("storey", storey)) if each}
    for typed, unit, storey in (("3单元", 3, None), ("5层", None, 5), ("五楼", None, 5), ("501", None, 5), ("2单元302", 2, 3)):
        write(walk.side.search, typed)
        assert names()[0] == "3栋", typed
        QTest.keyClick(walk.side.search, Qt.Key.Key_Return)
        person.wait(window)
        assert walk.title.whole() == "3栋"
        assert walk.defects.place.fields() == {name: each for name, each in (("unit", unit), ("storey", storey)) if each}
    write(walk.side.search, "9单元")
    assert names() == [], "no building is known to have so many units"
    walk.side.search.clear()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    person.wait(window)
    assert walk.title.whole() == "12栋"
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    person.wait(window)
    assert walk.title.whole() == "小区公共区"
    click_at(walk.side.list.viewport(), QPoint(100, 58 + 20))
    person.wait(window)
    assert walk.title.whole() == "3栋"


def test_a_new_photo_without_a_subject_is_attached_by_one_key(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    drop(window, [photo(tmp_path / "card", 5)])
    person.wait(window)
    person.say(window, "屋面漏雨")
    assert walk.defects.line is not None
    assert walk.defects.line.photos == 0
    QTest.keyClicks(QApplication.focusWidget() or window, "p")
    person.wait(window)
    assert walk.defects.line.photos == 1


def test_an_unreadable_photo_is_kept_and_says_why(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    person.say(window, "屋面漏雨")
    cut = photo(tmp_path / "card", 7)
    cut.write_bytes(cut.read_bytes()[:700])
    drop(window, [cut])
    person.wait(window)
    strip = walk.defects.in_hand.findChild(type(walk.photos.grid))
    assert strip is not None
    assert strip.shown.photos[0].status == "unreadable"
    assert "损坏" in str(strip.shown.data(strip.shown.index(0), Qt.ItemDataRole.ToolTipRole))


def test_an_undo_out_of_sight_says_what_it_took_back_and_leads_there(walked: tuple[Person, str, str]) -> None:
    person, _, building = walked
    window = person.open()
    shell, walk = shell_of(window)
    person.say(window, "屋面漏雨")
    person.say(window, "扶手松动")
    number = walk.defects.list.defects.lines[0].number
    walk.defects.delete()
    person.wait(window)
    shell.go(HANDOVER)
    person.wait(window)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    bar = shell.undo_bar
    assert bar.isVisible()
    assert "已撤销" in bar.accessibleName() and number in bar.accessibleName()
    assert bar._undo.isVisible() and bar._undo.text() == "去看"
    QTest.mouseClick(bar._undo, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert shell.shown == WALK and walk.defects.line is not None and walk.defects.line.number == number
    assert len(walk.defects.list.defects.lines) == 2, "to look is not to undo once more"
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    person.wait(window)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert "3栋" in bar.accessibleName() and bar._undo.isVisible()
    QTest.mouseClick(bar._undo, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert shell.standing.building == building and len(walk.defects.list.defects.lines) == 1
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    person.wait(window)
    assert "已重做" in bar.accessibleName() and "3栋" not in bar.accessibleName() and not bar._undo.isVisible()
