"""Somebody who types at the real window until killed. Each line printed tells what the window had shown as saved by then.

python -m tests.faults.typist HOME WHERE FIRST
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from surveyapp.ui import start
from surveyapp.ui.form.controls import LineControl
from surveyapp.ui.form.row import FormRow
from surveyapp.ui.pages import NEEDS, PLAN, REVIEW
from surveyapp.ui.walk.page import RECORD
from surveyapp.ui.window import MainWindow
from tests.pause import pause
from tests.ui.conftest import Person

SENTENCE = "三楼楼梯扶手松动第{number}处"
DOOR = "1-101"
UNSAVED_MS = 10_000
"""How long a field may take to say that it is saved."""


class Typist:
    """One person, one window, one kind of typing."""

    def __init__(self, person: Person, window: MainWindow, first: int) -> None:
        self.person, self.window, self.number = person, window, first
        self.chance = Random(first)

    def entry(self) -> None:
        """Sentences, letter by letter; each second one is recorded, the others stay half typed for a while."""
        entry = self.window.shell.walk.defects.entry
        self.window.shell.walk.defects.drafts.kept.connect(lambda kept: kept and tell("kept", entry.text()))
        entry.set_text("")
        while True:
            self.number += 1
            for letter in SENTENCE.format(number=self.number):
                entry.line.insertPlainText(letter)
                pause(self.chance.randrange(60))
            said = entry.text()
            QTest.keyClick(entry.line, Qt.Key.Key_Return)
            self.person.wait(self.window)
            if any(line.words == said for line in self.window.shell.walk.defects.list.defects.lines):
                tell("said", said)

    def record(self) -> None:
        """A field of the building."""
        walk = self.window.shell.walk
        walk.show_tab(RECORD)
        self.person.wait(self.window)
        self._fill(lambda: walk.record.form().row_of("households"), "households")

    def plan(self) -> None:
        """A field of the vote."""
        page = self.window.shell.page(PLAN)
        page.vote.open()
        self._fill(lambda: page.vote.form.row_of("agree_owners"), "agree_owners")

    def needs(self) -> None:
        """A field of a talk at a door."""
        page = self.window.shell.page(NEEDS)
        page.go_to(DOOR)
        self.person.wait(self.window)
        self._fill(lambda: next(row for row in page.answers.rows if "people" in row.controls), "people")

    def _fill(self, find: Callable[[], FormRow | None], name: str) -> None:
        while True:
            self.number += 1
            row = find()
            assert row is not None
            control = row.controls[name]
            assert isinstance(control, LineControl)
            control.line.setFocus()
            control.line.selectAll()
            QTest.keyClicks(control.line, str(self.number % 90 + 1))
            pause(self.chance.randrange(40))
            QTest.keyClick(control.line, Qt.Key.Key_Return)
            if self._until_saved(row):
                tell("field", str(self.number))

    def _until_saved(self, row: FormRow) -> bool:
        for _ in range(UNSAVED_MS // 10):
            pause(10)
            if "已存" in row.message():
                return True
        return False

    def review(self) -> None:
        """The severity of everything that is listed, through the preview."""
        page = self.window.shell.page(REVIEW)
        page.writes.told.connect(lambda _words: tell("field", str(self.number)))
        while True:
            self.number += 1
            page.model.tick_all(True)
            page.writes.preview({"severity": self.number % 3 + 1})
            self.person.wait(self.window)
            confirm: QWidget = page.detail.preview.confirm
            QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
            self.person.wait(self.window)


def tell(what: str, value: str) -> None:
    """Acknowledge."""
    print(f"{what} {value}", flush=True)


def main(home: Path, where: str, first: int) -> None:
    """Open the window, go there, type without end."""
    person = Person(start.application(["typist"]), home)
    window = person.open()
    pages = {"plan": PLAN, "needs": NEEDS, "review": REVIEW}
    if where in pages:
        window.shell.go(pages[where])
        person.wait(window)
    tell("open", where)
    getattr(Typist(person, window, first), where)()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
