"""Trying out: the sample in a home of its own, the tour that begins by itself there, and the way back to real work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home
from surveyapp.steps.sample_home import make_sample
from surveyapp.store.first_page import first_page
from surveyapp.ui.begin.page import BeginPage
from surveyapp.ui.first_page import first_page_from
from surveyapp.ui.shell import BEGIN, HANDOVER, WALK
from surveyapp.ui.start import Rooms
from surveyapp.ui.tour.stops import MOST, stops
from surveyapp.ui.window import MainWindow

from .conftest import Person


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample home, made once."""
    return make_sample(tmp_path_factory.mktemp("try") / "sample")


@pytest.fixture
def at_sample(app: QApplication, sample: Path) -> Iterator[tuple[Person, MainWindow]]:
    """A window on the sample home, the tour not seen yet."""
    before = Desk(open_home(sample))
    before.set_setting("tour", "")
    before.close()
    someone = Person(app, sample)
    window = someone.open()
    someone.wait(window)
    yield someone, window
    for each in list(someone.windows):
        someone.close(each)


def test_the_tour_begins_by_itself_once_and_points_at_real_things(at_sample: tuple[Person, MainWindow]) -> None:
    person, window = at_sample
    tour = window.overlays.tour
    assert (tour.at, tour.count) == (1, len(stops()))
    assert tour.count <= MOST
    shown = []
    for at in range(1, tour.count + 1):
        person.wait(window)
        assert tour.at == at
        assert not tour.target().isEmpty()
        rail = QRectF(window.shell.rail.geometry())
        ring = tour.hole().adjusted(-1.5, -1.5, 1.5, 1.5)
        assert rail.contains(ring) if at > 4 else not rail.intersects(ring), "the ring stays in the pane of its thing"
        assert tour.rect().contains(tour.callout.geometry())
        assert not tour.callout.geometry().intersects(tour.target())
        shown.append(tour.callout.words.text())
        QTest.keyClick(tour, Qt.Key.Key_Return)
    assert len(set(shown)) == len(shown)
    assert tour.at == 0
    person.wait(window)
    person.close(window)
    again = person.open()
    person.wait(again)
    assert again.overlays.tour.at == 0


def test_next_back_and_leave_by_key_mouse_and_touch(at_sample: tuple[Person, MainWindow]) -> None:
    person, window = at_sample
    tour = window.overlays.tour
    QTest.keyClick(tour, Qt.Key.Key_Right)
    QTest.mouseClick(tour.callout.next, Qt.MouseButton.LeftButton)
    assert tour.at == 3
    QTest.mouseClick(tour.callout.back, Qt.MouseButton.LeftButton)
    QTest.keyClick(tour, Qt.Key.Key_Left)
    assert tour.at == 1
    QTest.mouseClick(tour, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(tour.width() // 2, 8))
    assert tour.at == 2
    for _ in range(5):
        QTest.keyClick(window.focusWidget() or tour, Qt.Key.Key_Tab)
        held = window.focusWidget()
        assert held is not None
        assert tour.isAncestorOf(held)
    window.resize(1280, 650)
    assert tour.size() == window.shell.size()
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    assert tour.at == 0
    for name in ("F1", "palette"):
        if name == "F1":
            QTest.keyClick(window, Qt.Key.Key_F1)
            window.overlays.help.tour.click()
        else:
            window.overlays.jump()
            person.wait(window)
            next(entry for entry in window.overlays.finder.entries if entry.name == "看一遍导览").act()
        assert tour.at == 1
        QTest.mouseClick(tour.callout.leave, Qt.MouseButton.LeftButton)


def test_the_last_stop_ends_by_its_one_button(at_sample: tuple[Person, MainWindow]) -> None:
    _person, window = at_sample
    tour = window.overlays.tour
    tour.begin()
    assert tour.callout.leave.isVisible()
    while tour.at < tour.count:
        QTest.keyClick(tour, Qt.Key.Key_Right)
    assert not tour.callout.leave.isVisible()
    QTest.keyClick(tour, Qt.Key.Key_Tab)
    QTest.keyClick(tour, Qt.Key.Key_Tab)
    assert window.focusWidget() in (tour.callout.back, tour.callout.next), "Tab stays among what is seen"
    QTest.mouseClick(tour.callout.next, Qt.MouseButton.LeftButton)
    assert not tour.at


def test_the_sample_is_made_apart_and_one_tap_leads_back(app: QApplication, tmp_path: Path) -> None:
    home = tmp_path / "home"
    rooms = Rooms(app, lambda folder: first_page_from(first_page(folder / "journal.db")), lambda folder: Desk(open_home(folder, or_read_only=True)))
    real = rooms.open(home)
    someone = Person(app, home, [real])
    someone.wait(real)
    page = real.shell.page(BEGIN)
    assert isinstance(page, BeginPage)
    QTest.mouseClick(page.try_out.go, Qt.MouseButton.LeftButton)
    assert page.try_out.cancel.isVisible()
    someone.wait(real, 60_000)
    shown = rooms.shown
    assert shown is not None
    assert shown is not real
    someone.wait(shown)
    assert shown.shell.sample.isVisible()
    assert shown.shell.standing.communities
    shown.overlays.tour.leave()
    QTest.mouseClick(shown.shell.sample.leave, Qt.MouseButton.LeftButton)
    back = rooms.shown
    assert back is not None
    someone.wait(back)
    assert back.shell.shown == BEGIN
    assert not back.shell.sample.isVisible()
    assert back.shell.standing.survey is None
    back.close()


def test_making_the_sample_can_be_stopped(app: QApplication, tmp_path: Path) -> None:
    someone = Person(app, tmp_path / "home")
    window = someone.open()
    page = window.shell.page(BEGIN)
    assert isinstance(page, BeginPage)
    page.try_out.begin()
    page.try_out.stop()
    someone.wait(window)
    assert not (tmp_path / "home" / "sample").exists()
    assert page.try_out.go.isEnabled()
    assert window.shell.banner.words() == ""
    someone.close(window)


def test_nothing_of_the_sample_is_in_a_package_of_real_work(at_sample: tuple[Person, MainWindow]) -> None:
    person, window = at_sample
    window.overlays.tour.leave()
    window.shell.go(HANDOVER)
    person.wait(window)
    page = window.shell.page(HANDOVER)
    assert page.folder.is_relative_to(person.home)  # type: ignore[attr-defined]
    window.shell.go(WALK)
