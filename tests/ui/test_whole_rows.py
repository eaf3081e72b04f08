"""Nothing is cut in half: the words as they were said take the lines they need, a list of rows ends in a whole one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from surveyapp.domain.sheets.changes import Change
from surveyapp.domain.sheets.roster import Entry
from surveyapp.errors import Finding
from surveyapp.ui import theme
from surveyapp.ui.importing.lists import LineList, change_line
from surveyapp.ui.theme import px
from surveyapp.ui.walk.in_hand import RawWords
from surveyapp.ui.widgets.line_breaks import loose, together
from surveyapp.ui.widgets.split import Split
from tests.ui.test_tokens import contrast


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


@pytest.mark.parametrize("high", [200, 249, 250, 333, 401])
def test_so_does_one_whose_rows_differ_in_height(person: object, qtbot: QtBot, high: int) -> None:
    building = Entry(3, "building", ("", "柳北船厂宿舍"), "柳北船厂宿舍", "3栋", {})
    short = Change(building, "changed", fields={"storeys": (6, 7)})
    long = Change(building, "new", fields={"address": (None, "解放街道北雀路" * 12)})
    listed = LineList("changes", lines=0)
    qtbot.addWidget(listed)
    listed.resize(400, high)
    listed.show()
    listed.lines.show_things([short, long] * 15)
    ends = [listed.visualRect(listed.lines.index(row)).bottom() + 1 for row in range(30)]
    assert listed.viewport().height() in ends and listed.viewport().height() == max(end for end in ends if end <= high)


def test_a_name_is_not_torn_from_its_value(person: object, qtbot: QtBot) -> None:
    line = change_line(Change(Entry(3, "building", ("", "宿舍"), "宿舍", "3栋", {}), "new", fields={"area_m2": (None, "3060.40")}))
    assert line.second.startswith("建筑面积\u00a03060.40")
    bound = together(line.second)
    assert bound.startswith("建\u2060筑\u2060面\u2060积\u00a03060.40") and loose(bound).startswith("建筑面积 3060.40")


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_the_grip_between_two_parts_is_seen(person: object, qtbot: QtBot, palette: str) -> None:
    theme.choose(palette)
    try:
        split = Split()
        qtbot.addWidget(split)
        for _ in range(2):
            split.addWidget(QWidget())
        split.resize(600, 300)
        split.show()
        picture = split.handle(1).grab().toImage()
        middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
        assert contrast(middle.name(), theme.colour("window").name()) >= 3
    finally:
        theme.choose("light")


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
