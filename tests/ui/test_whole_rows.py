"""Nothing is cut in half: the words as they were said take the lines they need, a list of rows ends in a whole one."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from surveyapp.errors import Finding
from surveyapp.ui.importing.lists import LineList
from surveyapp.ui.theme import px
from surveyapp.ui.walk.in_hand import RawWords


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("楼道灯不亮", 1), ("一段很长的原话" * 6, 2), ("两行\n的原话", 2)])
def test_words_take_one_line_where_they_fit_into_one(person: object, qtbot: QtBot, text: str, lines: int) -> None:
    words = RawWords()
    qtbot.addWidget(words)
    words.resize(300, words.height())
    words.show()
    words.give(text)
    assert words.height() == px(40 if lines == 1 else 60)
    words.resize(2000, words.height())
    assert words.height() == px(60 if "\n" in text else 40), "wider, the same words may have room"


@pytest.mark.parametrize("high", [200, 249, 250, 333])
def test_a_list_of_changes_ends_in_a_whole_row(person: object, qtbot: QtBot, high: int) -> None:
    listed = LineList("changes")
    qtbot.addWidget(listed)
    listed.resize(400, high)
    listed.show()
    listed.lines.show_things([Finding("finding.import.wrong.unclear", "A4", {"line": 4}) for _ in range(30)])
    assert listed.viewport().height() == high // px(50) * px(50)
