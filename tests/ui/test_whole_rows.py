"""Nothing is cut in half: the words as they were said take the lines they need, a list of rows ends in a whole one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from surveyapp.domain.sheets.changes import Change
from surveyapp.domain.sheets.roster import Entry
from surveyapp.errors import Finding
from surveyapp.ui import theme
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


@pytest.mark.parametrize("count", [30, 600])
def test_what_will_be_written_is_never_shortened(person: object, qtbot: QtBot, count: int) -> None:
    building = Entry(3, "building", ("", "柳北船厂宿舍"), "柳北船厂宿舍", "3栋", {})
    short = Change(building, "changed", fields={"storeys": (6, 7)})
    long = Change(building, "new", fields={"address": (None, "解放街道北雀路" * 12), "area_m2": (None, "3060.4")})
    listed = LineList("changes", lines=0)
    qtbot.addWidget(listed)
    listed.resize(400, 600)
    listed.show()
    listed.lines.show_things([short, long] * (count // 2))
    one, several = (listed.visualRect(listed.lines.index(row)).height() for row in (0, 1))
    assert one == px(50)
    needs = QFontMetrics(theme.font("meta")).horizontalAdvance(listed.lines.line(1).second) / (listed.viewport().width() - 8 - px(50))
    assert needs > 2 and several >= one + int(needs) * 16, "every line of it has its room"
    listed.setMinimumWidth(3000)
    qtbot.waitUntil(lambda: listed.visualRect(listed.lines.index(1)).height() == px(50), timeout=2000)
