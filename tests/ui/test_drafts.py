"""A half-typed sentence: in the store within half a second, with its building, also when the program is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from surveyapp import paths
from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home
from surveyapp.ui.form.controls import LeavingEdit
from surveyapp.ui.form.row import FormRow
from surveyapp.ui.pages import NEEDS, PLAN, WALK
from surveyapp.ui.walk.page import RECORD
from surveyapp.ui.widgets.labels import ElideLabel
from surveyapp.ui.window import MainWindow
from surveyapp.words import say
from tests.pause import pause

from .conftest import Person, shell_of

TYPIST = """
import sys
from pathlib import Path
from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home
from surveyapp.store.first_page import first_page
from surveyapp.ui import start
from surveyapp.ui.first_page import first_page_from
from PySide6.QtCore import QTimer
home, words = Path(sys.argv[1]), sys.argv[2]
app = start.application(sys.argv[:1])
window = start.window(app, first_page_from(first_page(home / "journal.db")), lambda: Desk(open_home(home)), home)
window.show()
def type_when_idle():
    ready = window.is_whole() and not window.errands.under_way and window.shell.standing.begun
    field = window.shell.walk.defects.FIELD if ready and (WAITED_FOR) else None
    if field is None:
        return
    asking.stop()
    field.setFocus()
    field.insertPlainText(words)
    QTimer.singleShot(0, lambda: print("typed", flush=True))
asking = QTimer()
asking.timeout.connect(type_when_idle)
asking.start(50)
app.exec()
"""


def typed_and_killed(home: Path, words: str, field: str, waited_for: str = "True") -> None:
    """Type into a field of the walk's defects in a process of its own, give the draft half a second, and kill it."""
    script = TYPIST.replace("FIELD", field).replace("WAITED_FOR", waited_for)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.program_root())}
    with subprocess.Popen([sys.executable, "-c", script, str(home), words], stdout=subprocess.PIPE, env=environment, text=True) as typist:
        assert typist.stdout is not None
        assert typist.stdout.readline().strip() == "typed"
        time.sleep(0.5)
        os.kill(typist.pid, signal.SIGKILL)


def draft_in(home: Path, stream: str, building: str) -> str:
    """The draft that the store holds."""
    held = Desk(open_home(home))
    try:
        return held.draft(stream, building)
    finally:
        held.close()


def test_a_half_typed_sentence_survives_kill_9(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    typed_and_killed(person.home, "四楼扶手晃，还没写完", "entry.line")
    assert draft_in(person.home, stream, building) == "四楼扶手晃，还没写完"
    window = person.open()
    assert window.shell.walk.defects.entry.text() == "四楼扶手晃，还没写完"


def test_a_draft_stays_with_its_building_and_goes_when_it_is_recorded(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = person.open()
    shell, walk = shell_of(window)
    entry = walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText("屋面漏雨")
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    person.wait(window)
    assert walk.title.whole() == "12栋"
    assert entry.text() == ""
    entry.line.insertPlainText("山墙有缝")
    pause(400)
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    person.wait(window)
    assert entry.text() == "屋面漏雨"
    QTest.keyClick(entry.line, Qt.Key.Key_Return)
    person.wait(window)
    assert [line.words for line in walk.defects.list.defects.lines] == ["屋面漏雨"]
    shell.standing.walk(1)
    person.wait(window)
    assert entry.text() == "山墙有缝"
    person.close(window)
    assert draft_in(person.home, stream, building) == ""


@pytest.fixture
def noted(walked: tuple[Person, str, str], desk: Callable[[], Desk]) -> tuple[Person, str, str]:
    """The same home with a defect; answers the person, the stream and the building."""
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    filled.new_record(walked[1], "defect", {"words": "屋面漏雨", "code": "RF-01", "building": walked[2]})
    filled.close()
    return walked


def killed(window: MainWindow, person: Person, desk: Callable[[], Desk]) -> None:
    """As the store is when the program is killed: what the window would still settle as it closes never happens."""
    pause(400)
    person.wait(window)
    window.shell.standing.leaving.disconnect()
    person.close(window)


def test_words_half_typed_in_the_panel_survive_kill_9_and_are_marked_as_not_saved(noted: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person = noted[0]
    typed_and_killed(person.home, "，还没写完", "in_hand.words", "window.shell.walk.defects.hand")
    window = person.open()
    hand = window.shell.walk.defects.in_hand
    assert hand.words.toPlainText() == "，还没写完屋面漏雨"
    assert say("form.given_back") in {each.whole() for each in hand.findChildren(ElideLabel)}
    assert [line.words for line in window.shell.walk.defects.list.defects.lines] == ["屋面漏雨"]
    hand.words.setFocus()
    window.shell.walk.side.begin_search()
    person.wait(window)
    assert [line.words for line in window.shell.walk.defects.list.defects.lines] == ["，还没写完屋面漏雨"]
    assert say("form.given_back") not in {each.whole() for each in hand.findChildren(ElideLabel)}
    person.close(window)
    assert not kept_anywhere(desk)


def kept_anywhere(desk: Callable[[], Desk]) -> list[str]:
    """Every draft that the store holds."""
    held = desk()
    try:
        with held.node.store.reading() as connection:
            rows = connection.execute(sa.text("SELECT name, value FROM local WHERE name LIKE 'draft%'")).all()
        return [f"{name}: {value}" for name, value in rows if value]
    finally:
        held.close()


def form_of(window: MainWindow, page: str) -> tuple[FormRow, str]:
    """A row with a line of text on a page, and its field."""
    shell = window.shell
    if page == WALK:
        shell.walk.show_tab(RECORD)
        row, name = shell.walk.record.form().row_of("note"), "note"
    elif page == NEEDS:
        row, name = next(each for each in shell.page(NEEDS).answers.rows if "words" in each.controls), "words"
    else:
        row, name = shell.page(PLAN).notice.form.row_of("place"), "place"
    assert row is not None
    return row, name


@pytest.mark.parametrize("page", [WALK, NEEDS, PLAN])
def test_a_half_typed_field_comes_back_after_a_crash_and_goes_when_it_is_saved(
    noted: tuple[Person, str, str], desk: Callable[[], Desk], page: str
) -> None:
    person, _, _ = noted
    for turn in ("typed", "given back"):
        window = person.open()
        window.shell.go(page)
        person.wait(window)
        row, name = form_of(window, page)
        person.wait(window)
        line = row.controls[name].findChild(LeavingEdit)
        assert line is not None
        if turn == "typed":
            line.setFocus()
            QTest.keyClicks(line, "half a sentence")
            killed(window, person, desk)
    assert line.text() == "half a sentence"
    assert row.message() == say("form.given_back")
    row.settle()
    person.wait(window)
    assert row.message() != say("form.given_back")
    row, name = form_of(window, page)
    assert row.controls[name].findChild(LeavingEdit).text() == "half a sentence"
    person.close(window)
    assert not kept_anywhere(desk)


def test_what_is_typed_back_to_what_is_stored_leaves_no_draft(noted: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person = noted[0]
    window = person.open()
    row, name = form_of(window, WALK)
    person.wait(window)
    line = row.controls[name].findChild(LeavingEdit)
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "ab")
    pause(400)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    killed(window, person, desk)
    assert not kept_anywhere(desk)


def test_words_that_are_being_typed_stay_when_the_record_is_fetched_again(noted: tuple[Person, str, str]) -> None:
    person, stream, building = noted
    window = person.open()
    row, name = form_of(window, WALK)
    person.wait(window)
    line = row.controls[name].findChild(LeavingEdit)
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "half")
    window.shell.standing.write(lambda verbs: verbs.set_fields(stream, building, {"households": 40}))
    person.wait(window)
    assert line.text() == "half"


@pytest.mark.parametrize("renew", ["language", "text size"])
def test_one_goes_on_standing_where_one_stood_in_another_language_or_size(noted: tuple[Person, str, str], renew: str) -> None:
    person = noted[0]
    window = person.open()
    place = window.shell.walk.defects.place
    window.shell.standing.walk(1)
    person.wait(window)
    place.choose({"place": "roof"})
    window.shell.standing.walk(-1)
    person.wait(window)
    place.choose({"unit": 2, "storey": 4})
    if renew == "language":
        window.use_language("en")
    else:
        window.use_text_size(115)
    person.wait(window)
    try:
        assert window.shell.walk.defects.place is not place
        assert window.shell.walk.defects.place.fields() == {"unit": 2, "storey": 4}
        window.shell.standing.walk(1)
        person.wait(window)
        assert window.shell.walk.defects.place.fields() == {"place": "roof"}
        window.shell.standing.choose_building("")
        person.wait(window)
        assert window.shell.walk.defects.place.fields() == {}
    finally:
        window.use_text_size(100)
        person.wait(window)


def test_a_field_that_is_saved_late_takes_no_draft_of_meanwhile_away(noted: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person = noted[0]
    window = person.open()
    row, name = form_of(window, WALK)
    other = window.shell.walk.record.form().row_of("households")
    person.wait(window)
    first = row.controls[name].findChild(LeavingEdit)
    assert first is not None
    assert other is not None
    second = other.controls["households"].findChild(LeavingEdit)
    assert second is not None
    first.setFocus()
    QTest.keyClicks(first, "first")
    pause(300)
    window.errands.ask(lambda _verbs: time.sleep(0.6))
    second.setFocus()
    second.selectAll()
    QTest.keyClicks(second, "48")
    killed(window, person, desk)
    (kept,) = kept_anywhere(desk)
    assert '{"households": "48"}' in kept


def test_what_cannot_be_stored_is_kept_when_it_is_typed_back(noted: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person = noted[0]
    window = person.open()
    window.shell.go(NEEDS)
    person.wait(window)
    row = next(each for each in window.shell.page(NEEDS).answers.rows if "area_m2" in each.controls)
    line = row.controls["area_m2"].findChild(LeavingEdit)
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "abc")
    row.settle()
    QTest.keyClicks(line, "d")
    pause(300)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    killed(window, person, desk)
    (kept,) = kept_anywhere(desk)
    assert '{"area_m2": "abc"}' in kept


def test_what_is_half_typed_while_the_first_field_makes_the_record_leaves_no_draft(noted: tuple[Person, str, str], desk: Callable[[], Desk]) -> None:
    person = noted[0]
    window = person.open()
    window.shell.go(PLAN)
    person.wait(window)
    row, name = form_of(window, PLAN)
    form = window.shell.page(PLAN).notice.form
    other = form.row_of("posted_on")
    person.wait(window)
    assert other is not None
    first, second = row.controls[name].findChild(LeavingEdit), other.controls["posted_on"].findChild(LeavingEdit)
    assert first is not None
    assert second is not None
    first.setFocus()
    QTest.keyClicks(first, "gate")
    second.setFocus()
    QTest.keyClicks(second, "2026-11")
    pause(300)
    person.wait(window)
    assert form.record
    QTest.keyClicks(second, "-20")
    other.settle()
    person.wait(window)
    person.close(window)
    assert not kept_anywhere(desk)
