"""The keys: what the overlay tells is what is bound; every page can be walked through by F6; findings and conflicts by F7 and F8."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from surveyapp import paths, words
from surveyapp.steps.desk import Desk
from surveyapp.ui import panes
from surveyapp.ui.fingers import window_of
from surveyapp.ui.jump.overlays import PAGE_KEYS
from surveyapp.ui.key_table import Key, cap, keys, written
from surveyapp.ui.shell import HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.ui.walk.page import PHOTOS, RECORD
from surveyapp.ui.window import MainWindow

from .conftest import Person, write

TABLE = keys(PAGE_KEYS)


@pytest.fixture
def window(walked: tuple[Person, str, str], desk: Callable[[], Desk]) -> MainWindow:
    """A window on a home with a defect in hand."""
    person, stream, building = walked
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    filled.new_record(stream, "defect", {"words": "屋面漏雨", "code": "RF-01", "building": building})
    filled.close()
    return person.open()


def same(chord: str) -> str:
    """A chord as Qt writes it."""
    return QKeySequence(chord).toString()


def test_the_overlay_tells_every_key_that_is_bound_and_no_other(window: MainWindow) -> None:
    bound = {each.key().toString() for each in window.findChildren(QShortcut)}
    assert bound == {same(chord) for key in TABLE for chord in key.chords}
    plain = {key.upper() for key in window.plain_keys(held=True)} | {"/"}
    assert plain == {letter for key in TABLE for letter in key.plain}
    shown = {label.text() for label in window.overlays.keys.findChildren(QLabel)}
    for key in TABLE:
        assert cap(key) in shown
        assert words.say(f"ui.keys.{key.name}.what") in shown


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1920, 1080), (1280, 650)])
def test_the_keys_scroll_only_where_they_must_and_no_line_is_cut(window: MainWindow, wide: int, high: int) -> None:
    window.resize(wide, high)
    QApplication.processEvents()
    sheet = window.overlays.keys
    window.overlays.show_keys()
    QApplication.processEvents()
    paper, lines = sheet._paper, [each for each in sheet._inside.findChildren(QLabel) if each.text()]
    foot = paper.viewport().height()
    ends = [each.mapTo(paper.viewport(), each.rect().bottomLeft()).y() + 1 for each in lines]
    assert (max(ends) > foot) == bool(paper.verticalScrollBar().maximum()) == (high < 700)
    assert not any(end - each.height() < foot < end for each, end in zip(lines, ends, strict=True))
    window.overlays.show_keys()


def test_ctrl_3_leads_to_the_photos_from_any_page(person: Person, window: MainWindow) -> None:
    assert next(cap(key) for key in TABLE if key.name == "pages") == "Ctrl 1–8", "no number of the row does nothing"
    window.shell.go(SETTINGS)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert window.shell.shown == WALK and window.shell.walk.tab == PHOTOS


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        (Key("a", chords=("Ctrl+Up", "Ctrl+Down")), "Ctrl ↑ ↓"),
        (Key("arrows", local=("Up", "Down", "Left", "Right")), "↑ ↓\u2002←\u2002→"),
        (Key("b", chords=tuple(f"Alt+{each}" for each in range(10))), "Alt 0–9"),
        (Key("c", chords=("F7", "Shift+F7")), "F7 / Shift F7"),
        (Key("d", plain=("+", "-")), "+ −"),
        (Key("e", chords=("Ctrl+=", "Ctrl+-")), "Ctrl = / Ctrl −"),
        (Key("f", chords=tuple(f"Ctrl+{each}" for each in (1, 2, 4, 5, 6, 7, 8))), "Ctrl 1 2 4–8"),
    ],
)
def test_a_cap_reads_like_the_key(key: Key, shown: str) -> None:
    assert cap(key) == shown


def test_keys_are_written_in_one_way_everywhere(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    joined = re.compile(r"\b(Ctrl|Alt|Shift)\+")
    for language in ("zh", "en"):
        with (paths.resource("i18n", language)).joinpath("ui.po").open() as file:
            assert not joined.search("".join(line for line in file if line.startswith("msgstr")))
    window.overlays.jump()
    numbered = [each.key for each in window.overlays.finder.entries if re.fullmatch(r"Ctrl \d", each.key)]
    assert numbered and numbered == sorted(numbered), "pages in the order of their keys"
    walked[0].wait(window)
    assert not any("+" in entry.key for entry in window.overlays.finder.entries)
    assert written("Ctrl+Shift+Z") == "Ctrl Shift Z"
    caps = {cap(key): key.name for key in TABLE}
    assert (caps["Ctrl Z"], caps["Ctrl Shift Z / Ctrl Y"]) == ("undo", "redo")


@pytest.mark.parametrize("page", [WALK, OVERVIEW, NEEDS, REVIEW, PLAN, HANDOVER, SETTINGS, MAP, IMPORT])
def test_f6_goes_through_every_pane_and_comes_back(window: MainWindow, page: str, walked: tuple[Person, str, str]) -> None:
    window.shell.go(page)
    walked[0].wait(window)
    around = (*panes.panes_of(window.shell.page(page)), window.shell.header, window.shell.rail)
    able = [pane for pane in around if panes.first_in(pane, around) is not None]
    visited: list[QWidget] = []
    for _ in able:
        QTest.keyClick(window, Qt.Key.Key_F6)
        held = QApplication.focusWidget()
        assert held is not None
        visited.append(next(pane for pane in reversed(around) if pane is held or pane.isAncestorOf(held)))
    first = QApplication.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_F6)
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is first
    assert len(able) >= 3 or page in (IMPORT, MAP)


def test_a_folded_panel_unfolds_for_f6_and_by_its_button(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    walk = window.shell.walk
    window.resize(1280, 650)
    walk.show_tab("record")
    walked[0].wait(window)
    assert not walk.aside.panel.isVisible()
    walk.aside.button.click()
    assert walk.aside.panel.isVisible()
    walk.aside.button.click()
    assert not walk.aside.panel.isVisible()
    held = window.focusWidget() or window
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6)
        if walk.aside.panel.isVisible():
            break
    assert walk.aside.panel.isVisible()
    assert held is not None
    walk.show_tab("defects")
    assert walk.aside.panel.isVisible()
    assert not walk.aside.button.isVisible()


@pytest.mark.parametrize(("page", "name"), [(WALK, "search"), (NEEDS, "door"), (REVIEW, "search")])
def test_a_slash_goes_to_the_search_of_the_page(window: MainWindow, page: str, name: str, walked: tuple[Person, str, str]) -> None:
    window.shell.go(page)
    walked[0].wait(window)
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Slash)
    assert window.focusWidget() is window.shell.page(page).search_field()  # type: ignore[attr-defined]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Slash)
    assert window.focusWidget().text() == "/"  # type: ignore[union-attr]


def test_a_slash_opens_the_palette_where_there_is_nothing_to_search(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    window.shell.go(SETTINGS)
    walked[0].wait(window)
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Slash)
    assert window.overlays.finder.isVisible()


def test_f7_leads_to_the_findings_and_f8_to_the_conflicts_from_anywhere(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    person = walked[0]
    QTest.keyClick(window, Qt.Key.Key_F7)
    person.wait(window)
    page = window.shell.page(REVIEW)
    assert window.shell.shown == REVIEW
    assert page.flaws.view.currentIndex().row() == 0  # type: ignore[attr-defined]
    window.shell.go(OVERVIEW)
    QTest.keyClick(window, Qt.Key.Key_F8)
    person.wait(window)
    assert window.shell.shown == REVIEW
    assert window.shell.undo_bar.accessibleName() == "没有要定的冲突"


def test_the_palette_offers_what_keys_do_and_who_may_record(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    person = walked[0]
    window.errands.ask(lambda verbs: verbs.add_inspector("梁志强", "柳南分队", "13800000000"))
    person.wait(window)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    offered = {entry.key for entry in window.overlays.finder.entries} - {""}
    assert {"F6", "F7", "F8", "/", "F11", "F1", "Ctrl /", "Ctrl N", "Ctrl D", "Ctrl Z", "Ctrl Shift Z"} <= offered
    write(window.overlays.finder.line, "梁志强")
    assert [entry.name for entry in window.overlays.finder.entries] == ["换 梁志强 柳南分队 来记"]
    QTest.keyClick(window.overlays.finder.line, Qt.Key.Key_Return)
    person.wait(window)
    survey = window.shell.standing.survey
    assert survey is not None
    assert survey.inspector_name == "梁志强"


def chord_z(window: MainWindow, person: Person) -> None:
    """Ctrl+Z at the window system's door: it goes to whatever has the focus."""
    handle = window_of(window)
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)


def test_ctrl_z_in_the_empty_entry_line_takes_back_the_last_act_also_after_a_restart(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    person = walked[0]
    defects = window.shell.walk.defects
    defects.delete()
    person.wait(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is defects.entry.line
    chord_z(window, person)
    assert [line.words for line in defects.list.defects.lines] == ["屋面漏雨"]
    defects.delete()
    person.wait(window)
    person.close(window)
    again = person.open()
    defects = again.shell.walk.defects
    assert QApplication.focusWidget() is defects.entry.line
    chord_z(again, person)
    assert [line.words for line in defects.list.defects.lines] == ["屋面漏雨"]


def test_what_is_typed_in_the_entry_line_is_taken_back_before_the_journal(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    person = walked[0]
    defects = window.shell.walk.defects
    defects.delete()
    person.wait(window)
    window.to_entry()
    QTest.keyClicks(defects.entry.line, "abc")
    person.wait(window)
    chord_z(window, person)
    assert defects.entry.text() == ""
    assert not defects.list.defects.lines
    chord_z(window, person)
    assert [line.words for line in defects.list.defects.lines] == ["屋面漏雨"]


@pytest.mark.parametrize("page", [WALK, REVIEW, NEEDS, SETTINGS, IMPORT, OVERVIEW, HANDOVER, PLAN])
def test_no_empty_text_field_of_any_page_swallows_ctrl_z(window: MainWindow, walked: tuple[Person, str, str], page: str) -> None:
    person = walked[0]
    defects = window.shell.walk.defects
    window.shell.go(page)
    if page == WALK:
        window.shell.walk.show_tab(RECORD)
    person.wait(window)
    kinds = (QLineEdit, QTextEdit, QPlainTextEdit)
    fields = [each for kind in kinds for each in window.shell.page(page).findChildren(kind) if each.isVisible() and each.isEnabled()]
    for each in fields:
        override = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        override.ignore()
        QApplication.sendEvent(each, override)
        assert not override.isAccepted(), each.accessibleName()
    assert fields or page in (OVERVIEW, HANDOVER, IMPORT)
    assert not defects.entry.text()


def test_the_search_and_the_palette_leave_ctrl_z_to_the_journal_while_they_are_empty(window: MainWindow, walked: tuple[Person, str, str]) -> None:
    person = walked[0]
    defects = window.shell.walk.defects
    for go in (lambda: window.shell.walk.side.begin_search(), lambda: window.overlays.jump()):
        defects.delete()
        person.wait(window)
        go()
        person.wait(window)
        assert isinstance(QApplication.focusWidget(), QLineEdit)
        chord_z(window, person)
        assert [line.words for line in defects.list.defects.lines] == ["屋面漏雨"]
