"""Packages from the window: progress, a file that stands the check, and after a stop no file, no row, no thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from surveyapp.packages.read import verify_package
from surveyapp.steps.desk import Desk
from surveyapp.ui.handover.history_row import facts_of
from surveyapp.ui.handover.job import size_words
from surveyapp.ui.handover.page import ONE, HandoverPage, free_name
from surveyapp.ui.shell import HANDOVER
from surveyapp.ui.widgets.labels import ElideLabel
from surveyapp.ui.window import MainWindow
from surveyapp.words import say
from tests.pause import pause

from .conftest import Person, photo


def handover(window: MainWindow) -> HandoverPage:
    """The page, gone to."""
    window.shell.go(HANDOVER)
    page = window.shell.page(HANDOVER)
    assert isinstance(page, HandoverPage)
    return page


def test_a_package_is_written_with_progress_and_stands_the_check(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    page = handover(window)
    assert window.shell.standing.unsent > 0
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    (written,) = (person.home / "exports").iterdir()
    assert verify_package(written).findings == ()
    assert page.jobs[0].state.text() == "已写好，已核对"
    assert window.shell.standing.unsent == 0
    here = window.shell.standing.community
    assert here is not None and page.scope.parts()[1].text() == f"只{here.name}", "before it is chosen, too, one sees which is meant"
    page.scope.chosen.emit(ONE)
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert len(list((person.home / "exports").iterdir())) == 2


def test_the_history_of_packages_is_there_after_a_restart(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    page = handover(window)
    person.wait(window)
    assert page.history.lines == ()
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    (written,) = (person.home / "exports").iterdir()
    when, what = facts_of(page.history.lines[0])
    assert " · " in when and when.endswith(("KB", "MB")) and "条改动 · 照片文件" in what, "two lines, each whole"
    assert [(line.name, line.direction, line.bytes) for line in page.history.lines] == [(written.name, "out", written.stat().st_size)]
    person.close(window)
    again = person.open()
    page = handover(again)
    person.wait(again)
    assert [line.name for line in page.history.lines] == [written.name]


@pytest.fixture
def heavy_home(walked: tuple[Person, str, str], desk: Callable[[], Desk], tmp_path: Path) -> Person:
    """A home whose package takes a while: photos of some size."""
    person, stream, building = walked
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    files = [photo(tmp_path / "card", number) for number in range(6)]
    for number, file in enumerate(files):
        file.write_bytes(file.read_bytes() + bytes(6_000_000) + bytes([number]))
    filled.add_photos(stream, building, files)
    filled.close()
    return person


def test_a_stopped_package_leaves_no_file_no_row_and_no_thread(heavy_home: Person) -> None:
    person = heavy_home
    before = {thread.name for thread in threading.enumerate()}
    window = person.open()
    page = handover(window)
    page.begin()
    row = page.jobs[0]
    for _ in range(2000):
        pause(1)
        if row.bar.share > 0:
            break
    assert page.running, "the package was written before it could be stopped"
    QTest.mouseClick(row.action, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert page.jobs == []
    assert list((person.home / "exports").iterdir()) == []
    assert not page.running
    assert page.write.isEnabled()
    assert window.shell.banner.words() == ""
    person.close(window)
    assert {thread.name for thread in threading.enumerate()} == before


def test_closing_the_window_stops_the_package(heavy_home: Person) -> None:
    person = heavy_home
    window = person.open()
    page = handover(window)
    page.begin()
    pause(5)
    person.close(window)
    left = list((person.home / "exports").iterdir()) if (person.home / "exports").exists() else []
    assert [file for file in left if not file.name.endswith(".zip")] == []
    for file in left:
        assert verify_package(file).findings == ()


def test_recording_goes_on_while_a_package_is_written(heavy_home: Person) -> None:
    person = heavy_home
    window = person.open()
    page = handover(window)
    page.begin()
    order: list[str] = []
    window.errands.ask(lambda verbs: verbs.set_setting("note", "x"), lambda _none: order.append("running" if page.running else "ended"))
    person.wait(window)
    assert order == ["running"]


def test_the_page_has_a_layout_for_each_width(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    page = handover(window)
    for width, height, beside_all in ((1280, 650, False), (1366, 768, False), (1920, 1080, True)):
        window.resize(width, height)
        person.wait(window)
        waiting, jobs, history = (each.geometry() for each in (page._waiting, page._jobs, page.history))
        assert (history.top() == waiting.top()) == beside_all
        assert not (waiting.intersects(history) or waiting.intersects(jobs) or jobs.intersects(history))
        assert page.rect().contains(waiting.united(jobs).united(history))
        assert jobs.height() >= 200, "room for what is written"
        buttons, choice = (each.mapTo(page, each.rect().topRight()).x() for each in (page.write, page.scope))
        assert (abs(buttons - choice) <= 1) == (width == 1280), "beside the figures the choice stands over the buttons"


def test_names_of_packages_are_free_and_plain(tmp_path: Path) -> None:
    first = free_name(tmp_path, "柳北区 2026/年")
    assert first.name == "柳北区2026-年-0001.zip"
    first.write_bytes(b"")
    assert free_name(tmp_path, "柳北区 2026/年").name == "柳北区2026-年-0002.zip"
    assert free_name(tmp_path, "///").name == "survey-0001.zip"


def test_arriving_rings_no_control_and_the_history_asks_for_no_bar_that_it_does_not_need(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    page = handover(window)
    window.resize(1280, 650)
    assert page.hasFocus() and not any(part.hasFocus() for part in page.scope.parts())
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    line = page.history.lines[0]
    page.history.show_lines([replace(line, sha256=f"{number}", direction="in", can_withdraw=True) for number in range(2)])
    pause(50)
    rows = page.history.rows
    assert rows[-1].geometry().bottom() <= rows[-1].parentWidget().height()
    assert page.history._scroll.verticalScrollBar().maximum() == 0
    person.wait(window)
    page.history.show_lines([replace(line, sha256=f"{number}") for number in range(20)])
    pause(200)
    area, card = page.history._scroll, page.history
    assert area.verticalScrollBar().maximum() > 0
    assert card.height() - 1 - area.mapTo(card, area.rect().bottomLeft()).y() <= 2, "what goes on is cut by the edge, not before it"
    assert size_words(886 * 1024) == "886\u00a0KB"


def test_a_window_that_only_looks_writes_no_package_that_nobody_would_know_of(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    person.open()
    second = person.open()
    page = handover(second)
    person.wait(second)
    assert second.shell.standing.read_only
    assert not page.write.isEnabled()
    assert say("handover.only_looks") in {each.whole() for each in page.findChildren(ElideLabel)}
    page.begin()
    person.wait(second)
    assert not page.jobs and not list((person.home / "exports").glob("*"))
