"""Where a window stands is remembered, and it is never put where no screen is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from surveyapp.ui.placing import LEAST, USUAL, place, told

from .conftest import Person

LAPTOP, BESIDE = QRect(0, 0, 1920, 1040), QRect(1920, -200, 2560, 1400)


def test_it_comes_back_where_it_was_on_the_second_screen() -> None:
    stood = QRect(2100, 60, 1500, 900)
    assert place(told(stood, False), [LAPTOP, BESIDE]) == (stood, False)


def test_when_the_second_screen_is_gone_it_comes_to_the_first() -> None:
    rect, fills = place(told(QRect(2100, 60, 1500, 900), True), [LAPTOP])
    assert LAPTOP.contains(rect)
    assert rect.size() == QRect(0, 0, 1500, 900).size()
    assert fills


def test_a_window_that_hangs_over_is_pulled_in_and_a_large_one_made_smaller() -> None:
    assert LAPTOP.contains(place(told(QRect(1500, 700, 1366, 768), False), [LAPTOP])[0])
    assert LAPTOP.contains(place(told(QRect(-30, -10, 2400, 1300), False), [LAPTOP])[0])


@pytest.mark.parametrize("nothing", ["", "1,2,3", "a,b,c,d,e", "0,0,0,0,0", "1,2,-5,7,0"])
def test_without_a_memory_it_stands_in_the_middle(nothing: str) -> None:
    rect, fills = place(nothing, [LAPTOP, BESIDE])
    assert (rect.size(), fills) == (USUAL, False)
    assert LAPTOP.contains(rect)


numbers = st.integers(-6000, 6000)
screens = st.builds(QRect, numbers, numbers, st.integers(LEAST.width(), 4000), st.integers(LEAST.height(), 2400))


@given(st.builds(QRect, numbers, numbers, st.integers(1, 6000), st.integers(1, 4000)), st.lists(screens, min_size=1, max_size=3))
def test_it_is_always_whole_on_one_of_the_screens(stood: QRect, there: list[QRect]) -> None:
    rect, _ = place(told(stood, False), there)
    assert any(each.contains(rect) for each in there)


def test_the_window_remembers_its_place(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    window.setGeometry(40, 30, 1290, 700)
    stood = window.place()
    person.close(window)
    again = person.open()
    asked: list[str] = []
    again.errands.ask(lambda verbs: verbs.setting("place"), asked.append)
    person.wait(again)
    assert asked == [stood]
    assert stood.startswith("40,30,1290,700")
