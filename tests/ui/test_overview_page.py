"""The overview shows what the command prints, and every row leads to where the work is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from surveyapp.domain.overview import Overview
from surveyapp.ui.overview.accounts_card import account_sentence
from surveyapp.ui.overview.left import StopRow, TodoRow
from surveyapp.ui.overview.page import OverviewPage
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.shell import HANDOVER, OVERVIEW, REVIEW, WALK
from surveyapp.ui.window import MainWindow
from tests.ui.conftest import Person
from tests.ui.test_review_page import settle, shown
from tests.ui.worked_survey import worked_home


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A worked home, made once."""
    return worked_home(tmp_path_factory.mktemp("worked"))


@pytest.fixture
def at_overview(person: Person, worked: Path) -> tuple[MainWindow, OverviewPage, Overview]:
    """The window at the overview."""
    shutil.copytree(worked, person.home, dirs_exist_ok=True)
    window = person.open()
    window.resize(1366, 768)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    page = window.shell.page(OVERVIEW)
    assert isinstance(page, OverviewPage)
    assert page.overview is not None
    return window, page, page.overview


def test_figures_accounts_and_charts_are_shown(at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    _window, page, found = at_overview
    assert page.figures["buildings"].progress == found.buildings
    assert page.accounts.accounts == found.accounts
    for account in found.accounts:
        assert account_sentence(account) in page.accounts.accessibleName()
    assert "— " in page.accounts.accessibleName(), "receipts are not known: never a 0"
    for chart in page.charts.values():
        assert chart.accessibleName()
        assert chart.grab().toImage().constBits() is not None
    assert [row.sort for row in page.todo.rows if isinstance(row, TodoRow)] == [
        "without_photo",
        "photo_adrift",
        "conflict",
        "no_year",
        "doubtful",
    ]


def test_what_is_left_leads_to_the_review(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, found = at_overview
    row = next(row for row in page.todo.rows if isinstance(row, TodoRow) and row.sort == "conflict")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.shown == REVIEW
    review = window.shell.page(REVIEW)
    assert isinstance(review, ReviewPage)
    assert sum(len(each.conflicts) for each in shown(review)) == found.todo["conflict"]


def test_a_stop_leads_to_the_walk_of_its_building(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, found = at_overview
    assert found.today
    row = page.today.rows[-1]
    assert isinstance(row, StopRow)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.shown == WALK
    assert (window.shell.standing.stream, window.shell.standing.building) == (row.stop.stream, row.stop.building)


def test_a_package_moves_the_numbers(person: Person, at_overview: tuple[MainWindow, OverviewPage, Overview]) -> None:
    window, page, found = at_overview
    assert any(each.state == "unpacked" for each in found.accounts)
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.shown == HANDOVER
    window.errands.ask(lambda verbs: verbs.export(person.home / "all.zip", [], lambda *_: None, lambda: False))
    settle(person, window)
    window.shell.go(OVERVIEW)
    settle(person, window)
    assert page.overview is not None
    assert {each.state for each in page.overview.accounts} == {"equal"}
