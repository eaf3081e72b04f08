"""Packages from elsewhere in the window: looked into, taken or left, stopped, withdrawn and brought back; duplicates joined and parted."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed
from surveyapp.errors import DiskError, Finding, PackageRefused
from surveyapp.steps import package, show
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.node import Node, open_home
from surveyapp.steps.receive import receive
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import add_person, new_community, work_as
from surveyapp.store import journal
from surveyapp.ui.handover.page import HandoverPage
from surveyapp.ui.handover.receiving import RefusedRow
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.shell import HANDOVER, REVIEW, WALK
from surveyapp.ui.walk.page import RECORD
from surveyapp.ui.window import MainWindow
from tests.pause import pause

from .conftest import Person


def born(node: Node, stream: str, kind: str, /, **changes: Value) -> str:
    """A new record."""
    name = node.new_id()
    record(node, [Draft(stream, name, kind, changes)], f"new_{kind}")
    return name


def stick_of(node: Node, target: Path) -> Path:
    """Everything that a node holds."""
    with node.store.reading() as connection:
        streams = journal.streams(connection)
    package.write(node, target, streams)
    return target


class Other:
    """A second laptop that went on with the survey of the window's home: it changed the building, added another one of the same name with
    a photo, and a community of its own."""

    def __init__(self, person: Person, stream: str, building: str, folder: Path, weight: int = 0) -> None:
        home = open_home(person.home)
        survey = next(iter(survey for survey in _surveys(home)))
        colleague = add_person(home, survey, "覃志强")
        first = stick_of(home, folder / "first.zip")
        home.close()
        node = open_home(folder / "other")
        receive(node, first)
        work_as(node, survey, colleague)
        record(node, [Draft(stream, building, "building", {"households": 48, "lift": "added"})], "set_building")
        with node.store.reading() as connection:
            name = journal.of_records(connection, stream, [building])[building][0].changes["name"]
        self.twin = born(node, stream, "building", name=name, households=50)
        self.defect = born(node, stream, "defect", code="RF-01", building=self.twin)
        bring_in_bytes(node, stream, self.defect, "a.jpg", b"\xff\xd8\xff x" + bytes(weight))
        self.community = new_community(node, survey, {"name": "船厂宿舍"}).records[0][0]
        self.stick = stick_of(node, folder / "colleague.zip")
        node.close()


def _surveys(node: Node) -> list[str]:
    from surveyapp.steps.survey import surveys

    return [each.id for each in surveys(node)]


@pytest.fixture
def other(walked: tuple[Person, str, str], tmp_path: Path) -> Other:
    """What the colleague hands over."""
    return Other(*walked, tmp_path)


def handover(window: MainWindow) -> HandoverPage:
    """The page, gone to."""
    window.shell.go(HANDOVER)
    page = window.shell.page(HANDOVER)
    assert isinstance(page, HandoverPage)
    return page


def take(person: Person, window: MainWindow, stick: Path) -> HandoverPage:
    """Look into a package and take it."""
    page = handover(window)
    person.wait(window)
    page.receiving.look_into(stick)
    person.wait(window)
    assert page.receiving.row is not None
    QTest.mouseClick(page.receiving.row.take, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    return page


def test_a_package_is_looked_into_before_it_is_taken(walked: tuple[Person, str, str], other: Other) -> None:
    person, stream, _ = walked
    window = person.open()
    page = handover(window)
    person.wait(window)
    page.receiving.look_into(other.stick)
    person.wait(window)
    row = page.receiving.row
    assert row is not None
    assert row.told.new_photos == 1 and {"新增楼栋 1", "新增小区 1", "新增问题 1", "改动已有楼栋 1", "2 处显示的值会变"} <= set(row.sentences)
    assert len(window.shell.standing.communities) == 1, "nothing is received yet"
    QTest.mouseClick(row.leave, Qt.MouseButton.LeftButton)
    assert page.receiving.row is None
    page = take(person, window, other.stick)
    assert {each.name for each in window.shell.standing.communities} >= {"船厂宿舍"}
    assert [(line.direction, line.can_withdraw) for line in page.history.lines] == [("in", True), ("out", False)]
    assert window.shell.standing.stream == stream
    page.receiving.look_into(other.stick)
    person.wait(window)
    row = page.receiving.row
    assert row is not None and row.sentences == ["包里的都已在本机，收了不会变"] and not row.take.isEnabled()


def test_a_received_package_is_withdrawn_and_brought_back(walked: tuple[Person, str, str], other: Other) -> None:
    person, _, building = walked
    window = person.open()
    page = take(person, window, other.stick)
    before = [line.name for line in window.shell.standing.buildings]
    assert len(before) == 4
    QTest.mouseClick(page.history.rows[0].withdraw, Qt.MouseButton.LeftButton)
    person.wait(window)
    row = page.history.rows[0]
    assert row.sentences()[0].startswith("撤回 colleague.zip：搁置") and row.keep.isVisible()
    assert len(window.shell.standing.buildings) == 4, "it is told before it is done"
    QTest.mouseClick(row.keep, Qt.MouseButton.LeftButton)
    assert row.sentences() == []
    for _ in range(2):
        QTest.mouseClick(page.history.rows[0].withdraw, Qt.MouseButton.LeftButton)
        person.wait(window)
    person.wait(window)
    assert building in [line.record for line in window.shell.standing.buildings] and len(window.shell.standing.buildings) == 3
    assert [each.name for each in window.shell.standing.communities if each.name == "船厂宿舍"] == []
    assert page.history.lines[0].withdrawn
    person.close(window)
    window = person.open()
    page = handover(window)
    person.wait(window)
    QTest.mouseClick(page.history.rows[0].back, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    assert [line.name for line in window.shell.standing.buildings] == before
    assert page.history.lines[0].can_withdraw


def test_a_stopped_receiving_leaves_no_row_no_photo_and_no_thread(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    other, person = Other(*walked, tmp_path, 40_000_000), walked[0]
    threads = {thread.name for thread in threading.enumerate()}
    photos = sorted(file.name for file in (person.home / "photos").rglob("*"))
    window = person.open()
    page = handover(window)
    page.receiving.look_into(other.stick)
    person.wait(window)
    assert page.receiving.row is not None
    page.receiving.take()
    assert page.receiving.job is not None
    QTest.mouseClick(page.receiving.job.action, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert page.receiving.row is not None and page.receiving.row.isVisible(), "it can still be taken"
    assert len(window.shell.standing.communities) == 1 and [line.direction for line in page.history.lines] == ["out"]
    assert sorted(file.name for file in (person.home / "photos").rglob("*")) == photos
    assert window.shell.banner.words() == ""
    person.close(window)
    assert {thread.name for thread in threading.enumerate()} == threads


def test_a_refused_package_tells_every_reason_and_nothing_is_said_to_be_unsaved(walked: tuple[Person, str, str], other: Other) -> None:
    person, _, _ = walked
    window = person.open()
    page = handover(window)
    whole = other.stick.read_bytes()
    page.receiving.look_into(other.stick)
    person.wait(window)
    row = page.receiving.row
    assert row is not None
    saved = window.shell.header.saved.whole()
    other.stick.write_bytes(whole[: len(whole) // 2])
    row.take.click()
    person.wait(window)
    refused = page.receiving.refused
    assert page.receiving.row is None and refused is not None and refused.isVisible()
    assert refused.sentences == ["文件不完整：后面缺了一截，重新拷一次"]
    assert [each.text() for each in refused.reasons if each.isVisible()] == refused.sentences and not refused.more.isVisible()
    assert window.shell.banner.words() == "", "the row tells it, where the package stands"
    assert window.shell.header.saved.whole() == saved, "nothing was lost"
    assert len(window.shell.standing.communities) == 1
    page.receiving.look_into(other.stick)
    person.wait(window)
    assert page.receiving.row is None and not page.receiving.running
    assert page.receiving.refused is not None and page.receiving.refused is not refused, "one row of a package that was tried twice"
    QTest.mouseClick(page.receiving.refused.done, Qt.MouseButton.LeftButton)
    assert page.receiving.refused is None


def test_of_many_reasons_the_first_stand_there_and_a_press_shows_the_others(app: QApplication) -> None:
    row = RefusedRow("a.zip", PackageRefused([Finding("finding.package.hash", f"data/{name}") for name in "abcde"]))
    row.show()
    assert [each.isVisible() for each in row.reasons] == [True] * 3 + [False] * 2
    assert all(where in told for where, told in zip("abcde", row.sentences, strict=True))
    assert row.more.text() == "看全部 5 项"
    row.more.click()
    assert all(each.isVisible() for each in row.reasons) and not row.more.isVisible()


def test_a_write_that_failed_is_said_to_be_unsaved_and_a_question_that_failed_is_not(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = person.open()
    standing, header = window.shell.standing, window.shell.header

    def full(_verbs: object) -> Changed:
        raise DiskError("error.disk_full")

    standing.errands.ask(full)
    person.wait(window)
    assert window.shell.banner.words() != "" and header.saved.whole() != "有一处没存上"
    standing.write(full)
    person.wait(window)
    assert header.saved.whole() == "有一处没存上"
    standing.write(lambda verbs: verbs.set_fields(stream, building, {"storeys": 7}))
    person.wait(window)
    assert header.saved.whole() != "有一处没存上"


def test_two_of_one_name_are_joined_from_the_review_and_undone(walked: tuple[Person, str, str], other: Other) -> None:
    person, _, building = walked
    window = person.open()
    take(person, window, other.stick)
    window.shell.go(REVIEW)
    page = window.shell.page(REVIEW)
    assert isinstance(page, ReviewPage)
    page.show_view("flaws")
    person.wait(window)
    (at,) = [place for place, flaw in enumerate(page.flaws.flaws) if flaw.twin]
    assert page.flaws.flaws[at].twin in (building, other.twin)
    page.flaws.taken.emit(at)
    assert page.findings.ask_join.isVisible()
    QTest.mouseClick(page.findings.ask_join.join, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    assert len(window.shell.standing.buildings) == 3
    assert [flaw.finding.code for flaw in page.flaws.flaws if flaw.twin] == []
    assert any(flaw.finding.code == "finding.join.differs" for flaw in page.flaws.flaws)
    window.shell.standing.undo()
    person.wait(window)
    assert len(window.shell.standing.buildings) == 4


def test_a_building_is_joined_to_another_and_parted_on_its_record(walked: tuple[Person, str, str], other: Other) -> None:
    person, stream, building = walked
    window = person.open()
    take(person, window, other.stick)
    window.shell.go(WALK)
    window.shell.standing.choose_building(other.twin)
    window.shell.walk.show_tab(RECORD)
    person.wait(window)
    twins = window.shell.walk.record.twins
    assert twins.isVisible() and not twins.go.isEnabled()
    twins.pick.setCurrentIndex(twins.pick.findData(building))
    QTest.mouseClick(twins.go, Qt.MouseButton.LeftButton)
    person.wait(window)
    person.wait(window)
    standing = window.shell.standing
    assert standing.building == building and len(standing.buildings) == 3
    assert [each.record for each in twins.twins] == [other.twin]
    assert standing.line is not None and standing.line.defects >= 1
    twins.part(twins.twins[0])
    person.wait(window)
    assert len(standing.buildings) == 4 and twins.twins == ()
    person.close(window)
    node = open_home(person.home)
    assert {"", building, other.twin} < {line.record for line in show.buildings(node, stream)}
    node.close()
    pause(1)
