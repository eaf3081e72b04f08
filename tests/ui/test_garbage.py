"""What was thrown away is taken apart by the GUI thread, whoever makes objects meanwhile."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

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
    kept = [[number] for number in range(garbage.YOUNG + 100)]
    for _ in range(100):
        pause(50)
        if len(ended_on) == 20:
            break
    assert ended_on == [threading.main_thread().name] * 20
    assert kept


def test_there_is_one_collector_however_many_windows_open(person: Person) -> None:
    for _ in range(2):
        person.close(person.open())
    app = QCoreApplication.instance()
    assert app is not None
    assert len(app.findChildren(garbage.Collector)) == 1
    assert not gc.isenabled()


def test_among_everything_is_looked_seldom_and_then_what_grew_old_goes_too(person: Person) -> None:
    person.open()
    app = QCoreApplication.instance()
    assert app is not None
    collector = app.findChild(garbage.Collector)
    assert collector is not None
    ended_on: list[str] = []
    old = [_holds_itself(ended_on)]
    gc.collect(1)
    gc.collect(1)
    old.clear()
    kept = []
    for _ in range(2 * garbage.ROUNDS + 200):
        kept.append([[number] for number in range(garbage.YOUNG + 100)])
        collector.timerEvent(None)  # type: ignore[arg-type]
        pause(5)
        if ended_on:
            break
    assert ended_on == [threading.main_thread().name]
