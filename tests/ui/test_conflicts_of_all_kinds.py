"""A person settles what two laptops recorded differently of buildings, communities and talks: side by side, and many at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from surveyapp.domain.review import Flaw
from surveyapp.steps.node import open_home
from surveyapp.steps.record import Draft, record
from surveyapp.store import find
from surveyapp.ui.review.filters import FLAWS
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.shell import NEEDS, REVIEW, WALK
from surveyapp.ui.walk.page import RECORD
from surveyapp.ui.window import MainWindow
from tests.ui.conftest import Person
from tests.ui.test_review_page import settle
from tests.ui.worked_survey import hand, worked_home


@pytest.fixture(scope="module")
def torn_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A worked home in whose first community two laptops disagree about the lifts of two buildings, a name and a talk."""
    folder = tmp_path_factory.mktemp("torn")
    worked_home(folder)
    first, second = open_home(folder / "home"), open_home(folder / "other")
    with first.store.reading() as connection:
        stream = next(row.stream for row in find.of_kind(connection, "community"))
        houses = [row.record for row in find.of_kind(connection, "building", stream)][:2]
    talk = first.new_id()
    record(first, [Draft(stream, talk, "interview", {"building": houses[0], "community": stream, "door": "1-101", "people": 2})], "new_interview")
    hand(first, second, folder / "3.zip")
    for node, lift, people in ((second, "added", 5), (first, "original", 3)):
        drafts = [Draft(stream, house, "building", {"lift": lift}) for house in houses]
        drafts += [Draft(stream, stream, "community", {"households": people * 100}), Draft(stream, talk, "interview", {"people": people})]
        record(node, drafts, "set_many")
    hand(second, first, folder / "4.zip")
    first.close()
    second.close()
    return folder / "home"


@pytest.fixture
def at_findings(person: Person, torn_homes: Path) -> tuple[MainWindow, ReviewPage]:
    """The window at what is to look at."""
    shutil.copytree(torn_homes, person.home, dirs_exist_ok=True)
    window = person.open()
    window.shell.go(REVIEW)
    page = window.shell.page(REVIEW)
    assert isinstance(page, ReviewPage)
    page.show_view(FLAWS)
    settle(person, window)
    return window, page


def rows(page: ReviewPage, kind: str, field: str) -> list[int]:
    """The rows of the conflicts of a field."""
    return [row for row, flaw in enumerate(page.flaws.flaws) if (flaw.sort, flaw.kind, flaw.field) == ("conflict", kind, field)]


def tick(page: ReviewPage, row: int) -> None:
    """A press on the box of a row."""
    rect = page.flaws.view.visualRect(page.flaws.lines.index(row))
    QTest.mouseClick(
        page.flaws.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(rect.left() + 26, rect.center().y())
    )


def press(page: ReviewPage, row: int) -> None:
    """A press on the words of a row."""
    page.flaws.view.scrollTo(page.flaws.lines.index(row))
    rect = page.flaws.view.visualRect(page.flaws.lines.index(row))
    QTest.mouseClick(page.flaws.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())


def conflicts(page: ReviewPage) -> list[Flaw]:
    """The conflicts of the list."""
    return [each for each in page.flaws.flaws if each.sort == "conflict"]


def test_conflicts_of_all_kinds_are_listed_and_many_are_settled_at_once(person: Person, at_findings: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_findings
    assert {each.kind for each in conflicts(page)} == {"defect", "building", "community", "interview"}
    lifts, bar, before = rows(page, "building", "lift"), page.torn.bar, len(conflicts(page))
    assert len(lifts) == 2 and not bar.isVisible()
    tick(page, lifts[0])
    assert bar.isVisible() and bar.count.text() == "已选 1 处待定"
    assert not page.detail.isVisible(), "a tick opens nothing"
    bar.more.click()
    assert [each.field for each in page.flaws.ticked()] == ["lift", "lift"], "those of the same field"
    assert bar.third.isVisible() and bar.control is not None
    bar.take.click()
    settle(person, window)
    assert len(conflicts(page)) == before, "no value, nothing settled"
    bar.control.left.emit("none")
    bar.take.click()
    settle(person, window)
    assert rows(page, "building", "lift") == [] and len(conflicts(page)) == before - 2
    assert not bar.isVisible() and window.shell.undo_bar.accessibleName().startswith("已定 2 条")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(person, window)
    assert len(rows(page, "building", "lift")) == 2
    tick(page, rows(page, "community", "households")[0])
    tick(page, rows(page, "interview", "people")[0])
    assert not bar.third.isVisible(), "what is of two fields has no value in common"
    bar.theirs.click()
    settle(person, window)
    left = {each.kind for each in conflicts(page)}
    assert "community" not in left and "interview" not in left and "building" in left


def test_a_conflict_of_a_building_stands_beside_the_list_with_base_mine_and_theirs(
    person: Person, at_findings: tuple[MainWindow, ReviewPage]
) -> None:
    window, page = at_findings
    press(page, rows(page, "building", "lift")[0])
    settle(person, window)
    conflict, view = page.detail.conflict.conflict, page.detail.conflict
    assert page.detail.isVisible() and conflict is not None and conflict.kind == "building"
    assert [side.values["lift"] for side in conflict.sides] == ["added", "original"]
    told = [card.accessibleName() for _, card in view.cards]
    assert "原值" in told[0] and "覃志强" in told[1] and "机 ·" in told[1] and "（我）" in told[2]
    view.single.click()
    made = view.rows["lift"].made
    assert made is not None
    made.left.emit("none")
    view.take.click()
    settle(person, window)
    assert len(rows(page, "building", "lift")) == 1
    QTest.mouseClick(page.detail.walk, Qt.MouseButton.LeftButton)
    settle(person, window)
    assert window.shell.shown == WALK and window.shell.walk.record.record == conflict.record


def test_the_record_and_the_talk_lead_to_their_conflict(person: Person, at_findings: tuple[MainWindow, ReviewPage]) -> None:
    window, page = at_findings
    flaw = page.flaws.flaws[rows(page, "building", "lift")[0]]
    window.shell.open_field(flaw.stream, flaw.record, "lift")
    settle(person, window)
    assert window.shell.walk.tab == RECORD
    form_row = window.shell.walk.record.form().row_of("lift")
    assert form_row is not None
    form_row.conflict_wanted.emit()
    settle(person, window)
    held = page.detail.conflict.conflict
    assert window.shell.shown == REVIEW and page.view == FLAWS and held is not None
    assert (held.record, held.fields) == (flaw.record, ("lift",))
    talk = page.flaws.flaws[rows(page, "interview", "people")[0]]
    assert talk.title == "1-101"
    window.shell.go(NEEDS)
    settle(person, window)
    needs = window.shell.page(NEEDS)
    needs.go_to("1-101")
    settle(person, window)
    next(each for each in needs.answers.rows if "people" in each.controls).conflict_wanted.emit()
    settle(person, window)
    held = page.detail.conflict.conflict
    assert held is not None and (held.kind, held.fields) == ("interview", ("people",))
    assert not page.detail.walk.isVisible(), "the walk shows no talks"


def test_what_is_passed_by_quickly_never_comes_between(person: Person, at_findings: tuple[MainWindow, ReviewPage]) -> None:
    """Two presses of F7: the defect passed first is fetched, and must not take the place of the talk that is current by now."""
    window, page = at_findings
    told = [(flaw.kind, flaw.sort) for flaw in page.flaws.flaws]
    at = next(row for row in range(len(told)) if told[row][0] == "defect" and told[row + 1] == ("interview", "conflict"))
    page.flaws.view.setCurrentIndex(page.flaws.lines.index(at - 1) if at else page.flaws.lines.index(len(told) - 1))
    page.step_flaw(1)
    page.step_flaw(1)
    settle(person, window)
    held = page.detail.held
    assert held is not None and (held.kind, held.record) == ("interview", page.flaws.flaws[at + 1].record)
