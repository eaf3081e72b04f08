"""A half-typed sentence: in the store within half a second, with its building, also when the program is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from surveyapp import paths
from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home

from .conftest import Person, pause, shell_of

TYPIST = """
import sys
from pathlib import Path
from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home
from surveyapp.store.first_page import first_page
from surveyapp.ui import start
from surveyapp.ui.first_page import first_page_from
from PySide6.QtCore import QTimer
home = Path(sys.argv[1])
app = start.application(sys.argv[:1])
window = start.window(app, first_page_from(first_page(home / "journal.db")), lambda: Desk(open_home(home)), home)
window.show()
def type_when_idle():
    if not window.is_whole() or window.errands.under_way or not window.shell.standing.begun:
        QTimer.singleShot(50, type_when_idle)
        return
    window.shell.walk.defects.entry.line.insertPlainText("四楼扶手晃，还没写完")
    QTimer.singleShot(0, lambda: print("typed", flush=True))
QTimer.singleShot(300, type_when_idle)
app.exec()
"""


def draft_in(home: Path, stream: str, building: str) -> str:
    """The draft that the store holds."""
    held = Desk(open_home(home))
    try:
        return held.draft(stream, building)
    finally:
        held.close()


def test_a_half_typed_sentence_survives_kill_9(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.program_root())}
    with subprocess.Popen([sys.executable, "-c", TYPIST, str(person.home)], stdout=subprocess.PIPE, env=environment, text=True) as typist:
        assert typist.stdout is not None
        assert typist.stdout.readline().strip() == "typed"
        time.sleep(0.5)
        os.kill(typist.pid, signal.SIGKILL)
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
