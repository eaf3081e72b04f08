"""A fresh laptop that goes on with what another one handed over: a package is received on the first page, then somebody says who records."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from surveyapp.steps.node import open_home
from surveyapp.steps.people import people_of
from surveyapp.ui.begin.page import BeginPage
from surveyapp.ui.shell import BEGIN, WALK
from surveyapp.ui.window import MainWindow

from .conftest import Person, write
from .test_receiving import Other, other

__all__ = ["other"]


def fresh(person: Person, home: Path) -> tuple[Person, MainWindow, BeginPage]:
    """A second laptop at its first page."""
    second = Person(person.app, home)
    window = second.open()
    page = window.shell.page(BEGIN)
    assert isinstance(page, BeginPage) and window.shell.shown == BEGIN
    return second, window, page


def receive(person: Person, window: MainWindow, page: BeginPage, stick: Path) -> None:
    """Look into the package and take it."""
    page.receive.receiving.look_into(stick)
    person.wait(window)
    row = page.receive.receiving.row
    assert row is not None
    assert not page.receive.choose.isVisible(), "one package at a time"
    QTest.mouseClick(row.take, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)


def test_a_fresh_laptop_goes_on_with_a_package_under_a_new_name(walked: tuple[Person, str, str], other: Other, tmp_path: Path) -> None:
    person, _, _ = walked
    second, window, page = fresh(person, tmp_path / "second")
    receive(second, window, page, other.stick)
    part = page.receive
    assert part.who.isVisible()
    assert "柳北区摸底" in part.words.text()
    part.person.choose("")
    assert not part.go.isEnabled(), "nobody has said a name yet"
    write(part.name, "黄小燕")
    QTest.keyClick(part.name, Qt.Key.Key_Return)
    second.wait(window)
    second.wait(window)
    standing = window.shell.standing
    assert window.shell.shown == WALK
    assert standing.survey is not None and standing.survey.inspector_name == "黄小燕"
    assert {each.name for each in standing.communities} >= {"船厂宿舍"}
    standing.add_building("9栋")
    second.wait(window)
    assert "9栋" in {line.name for line in standing.buildings}, "what was received can be gone on with"
    second.close(window)
    node = open_home(tmp_path / "second")
    assert {line.name: line.at_work for line in people_of(node, standing.survey.id)} == {"韦敏": False, "覃志强": False, "黄小燕": True}
    node.close()


def test_an_inspector_who_came_with_the_package_is_taken(walked: tuple[Person, str, str], other: Other, tmp_path: Path) -> None:
    person, _, _ = walked
    second, window, page = fresh(person, tmp_path / "second")
    receive(second, window, page, other.stick)
    part = page.receive
    part.person.setCurrentIndex(part.person.findText("覃志强"))
    assert not part.name.isVisible()
    QTest.mouseClick(part.go, Qt.MouseButton.LeftButton)
    second.wait(window)
    second.wait(window)
    survey = window.shell.standing.survey
    assert survey is not None and survey.inspector_name == "覃志强"
    second.close(window)


def test_a_package_that_is_left_leaves_the_first_page_as_it_was(walked: tuple[Person, str, str], other: Other, tmp_path: Path) -> None:
    person, _, _ = walked
    second, window, page = fresh(person, tmp_path / "second")
    page.receive.receiving.look_into(other.stick)
    second.wait(window)
    row = page.receive.receiving.row
    assert row is not None
    QTest.mouseClick(row.leave, Qt.MouseButton.LeftButton)
    second.wait(window)
    assert page.receive.choose.isVisible() and not page.receive.who.isVisible()
    assert window.shell.standing.survey is None
    second.close(window)
