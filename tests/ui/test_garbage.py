"""What was thrown away is taken apart by the GUI thread, whoever makes objects meanwhile."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimerEvent
from PySide6.QtWidgets import QApplication, QWidget

from surveyapp.ui.front import garbage
from tests.pause import pause

from .conftest import Person


def _holds_itself(ended_on: list[str]) -> QWidget:
    """A widget that only the cyclic collector can find when it has been let go."""
    widget = QWidget()
    widget.itself = widget  # type: ignore[attr-defined]
    weakref.finalize(widget, lambda: ended_on.append(threading.current_thread().name))
    return widget


def _make_many() -> None:
    held = [[number] for number in range(50_000)]
    held.clear()


def test_widgets_that_were_thrown_away_end_on_the_gui_thread(person: Person) -> None:
    person.open()
    ended_on: list[str] = []
    for _ in range(20):
        _holds_itself(ended_on)
        worker = threading.Thread(target=_make_many, name="worker")
        worker.start()
        worker.join()
    assert not ended_on, "a worker looked for garbage"
    kept = [[number] for number in range(garbage.FEW + 100)]
    for _ in range(100):
        pause(50)
        if len(ended_on) == 20:
            break
    assert ended_on == [threading.main_thread().name] * 20
    assert kept


def test_there_is_one_collector_however_many_windows_open_and_it_hears_of_their_errands(person: Person) -> None:
    for _ in range(2):
        person.close(person.open())
    (collector,) = person.app.findChildren(garbage.Collector)
    assert not gc.isenabled()
    window = person.open()
    window.errands.ask(lambda verbs: None)
    assert collector._under_way == 1
    person.wait(window)
    assert collector._under_way == 0


def _old_garbage(ended_on: list[str]) -> None:
    held = _holds_itself(ended_on)
    gc.collect(1)
    gc.collect(1)
    del held


@pytest.fixture
def collector() -> Iterator[garbage.Collector]:
    """A collector that looks when the test says so."""
    parent = QObject()
    yield garbage.Collector(parent)


def _work() -> None:
    ends = time.thread_time() + 2 * garbage.QUIET_SECONDS
    while time.thread_time() < ends:
        pass


def _turns(collector: garbage.Collector, most: int, ended_on: list[str]) -> int:
    for turn in range(most):
        time.sleep(0.01)
        collector.timerEvent(QTimerEvent(0))
        if ended_on:
            return turn + 1
    return most


def test_where_much_is_new_the_look_waits_for_a_quiet_moment(app: QApplication, collector: garbage.Collector) -> None:
    ended_on: list[str] = []
    _holds_itself(ended_on)
    kept = [[number] for number in range(garbage.MUCH + 1_000)]
    assert garbage.QUIET_TURNS <= _turns(collector, 3 * garbage.QUIET_TURNS, ended_on) < 3 * garbage.QUIET_TURNS
    assert kept


def test_while_an_errand_is_under_way_no_moment_is_quiet(app: QApplication, collector: garbage.Collector) -> None:
    ended_on: list[str] = []
    _holds_itself(ended_on)
    kept = [[number] for number in range(garbage.MUCH + 1_000)]
    collector.hear(1)
    _turns(collector, 3 * garbage.QUIET_TURNS, ended_on)
    assert not ended_on
    collector.hear(0)
    assert _turns(collector, 3 * garbage.QUIET_TURNS, ended_on) == garbage.QUIET_TURNS
    assert kept


def test_where_a_worker_let_its_list_go_again_the_look_comes_at_once(app: QApplication, collector: garbage.Collector) -> None:
    ended_on: list[str] = []
    kept = [[number] for number in range(garbage.FEW)]
    _holds_itself(ended_on)
    _make_many()
    assert _turns(collector, 2, ended_on) == 1
    assert kept


def test_among_everything_is_looked_when_nobody_does_anything(app: QApplication, collector: garbage.Collector) -> None:
    ended_on: list[str] = []
    _old_garbage(ended_on)
    kept = [[number] for number in range(int(garbage.LEAST * garbage.GROWN) + 1_000)]
    assert garbage.QUIET_TURNS <= _turns(collector, 3 * garbage.QUIET_TURNS, ended_on) < 3 * garbage.QUIET_TURNS
    assert kept


def test_among_everything_is_looked_while_someone_works_only_when_very_much_has_come(app: QApplication, collector: garbage.Collector) -> None:
    ended_on: list[str] = []
    _old_garbage(ended_on)
    kept, came = [], 0
    while not ended_on:
        kept.append([[number] for number in range(garbage.MUCH - 1_000)])
        came += garbage.MUCH - 1_000
        _work()
        collector.timerEvent(QTimerEvent(0))
        assert came < 2 * garbage.FAR_GROWN * garbage.LEAST
    assert came >= garbage.FAR_GROWN * garbage.LEAST * 0.9
