"""Errands: off the GUI thread, home by one door, late answers dropped, failures in words, bugs in a report, nothing left running."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from surveyapp.errors import BadInput, SurveyError
from surveyapp.ui.errands import Errands
from surveyapp.ui.verbs import Verbs
from tests.pause import pause

from .conftest import Person


class Nothing:
    """What is handed to errands that only need some object."""

    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def held() -> Nothing:
    """The object that the errands open."""
    return Nothing()


@pytest.fixture
def errands(app: QApplication, held: Nothing, tmp_path: Path) -> Iterator[Errands]:
    """Errands over an object of no meaning: what they do to it is not the point here."""
    made = Errands(lambda: held, tmp_path / "crashes")  # type: ignore[arg-type,return-value]
    yield made
    made.close()


def until_home(errands: Errands) -> None:
    """Until nothing is under way."""
    for _ in range(200):
        pause(10)
        if errands.under_way == 0:
            return
    raise AssertionError("still under way")


def test_work_is_done_elsewhere_and_answers_come_home(errands: Errands) -> None:
    where: list[int] = []

    def work(_verbs: Verbs) -> int:
        return threading.get_ident()

    errands.ask(work, lambda worker: where.extend((worker, threading.get_ident())))
    until_home(errands)
    assert where[0] != where[1] == threading.get_ident()


def test_only_the_newest_answer_of_a_lane_counts_and_waiting_ones_are_not_begun(errands: Errands) -> None:
    go, begun, heard = threading.Event(), [], []

    def work(number: int) -> int:
        begun.append(number)
        go.wait(5)
        return number

    for number in range(5):
        errands.ask(lambda _verbs, each=number: work(each), heard.append, lane="record")  # type: ignore[misc]
        if number == 0:
            pause(50)
    go.set()
    until_home(errands)
    assert heard == [4]
    assert begun == [0, 4]


def test_work_without_a_lane_is_never_dropped(errands: Errands) -> None:
    heard: list[int] = []
    for number in range(50):
        errands.ask(lambda _verbs, each=number: each, heard.append)  # type: ignore[misc]
    until_home(errands)
    assert heard == list(range(50))


def test_long_work_aside_does_not_hold_up_a_field(errands: Errands) -> None:
    go, heard = threading.Event(), []
    errands.ask(lambda _verbs: None)
    until_home(errands)
    errands.ask(lambda _verbs: go.wait(5), lambda _done: heard.append("package"), aside=True)
    errands.ask(lambda _verbs: None, lambda _done: heard.append("field"))
    pause(200)
    assert heard == ["field"]
    go.set()
    until_home(errands)
    assert heard == ["field", "package"]


def test_an_expected_failure_reaches_who_asked_or_the_window(errands: Errands) -> None:
    told: list[SurveyError] = []
    errands.failed.connect(told.append)

    def refuse(_verbs: Verbs) -> None:
        raise BadInput("error.no_inspector")

    own: list[SurveyError] = []
    errands.ask(refuse, failed=own.append)
    errands.ask(refuse)
    until_home(errands)
    assert [problem.code for problem in own + told] == ["error.no_inspector"] * 2


def test_a_bug_leaves_a_report_that_is_named(errands: Errands, tmp_path: Path) -> None:
    named: list[str] = []
    errands.crashed.connect(named.append)
    for _ in range(2):
        errands.ask(lambda _verbs: 1 // 0)
        until_home(errands)
    assert [Path(name).name for name in named] == ["crash-0001.txt", "crash-0002.txt"]
    assert "ZeroDivisionError" in (tmp_path / "crashes" / "crash-0002.txt").read_text("utf-8")


def test_closing_ends_what_was_asked_closes_the_verbs_and_leaves_no_thread(app: QApplication, held: Nothing, tmp_path: Path) -> None:
    before = threading.active_count()
    made = Errands(lambda: held, tmp_path)  # type: ignore[arg-type,return-value]
    done: list[int] = []
    for number in range(20):
        made.ask(lambda _verbs, each=number: done.append(each))  # type: ignore[misc]
    made.close()
    assert done == list(range(20))
    assert held.closed
    assert threading.active_count() == before
    made.ask(lambda _verbs: done.append(99))
    assert 99 not in done


def test_a_second_window_on_the_same_home_only_looks_and_says_so(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    first = person.open()
    second = person.open()
    assert "这里只看" in second.shell.banner.words()
    assert not second.shell.walk.defects.entry.isEnabled()
    assert not second.shell.walk.side.add.isEnabled()
    assert second.shell.walk.title.whole() == first.shell.walk.title.whole() == "3栋"


def test_a_failure_to_open_is_told_in_words(app: QApplication, person: Person) -> None:
    person.home.mkdir()
    (person.home / "journal.db").write_bytes(b"this is no database" * 300)
    window = person.open()
    assert window.shell.banner.words()
    assert "error." not in window.shell.banner.words()
