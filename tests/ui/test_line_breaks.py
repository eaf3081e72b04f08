"""Where painted words break: at a joint, and never with one character alone on the last line."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from surveyapp.ui import theme
from surveyapp.ui.widgets.labels import KeptLabel
from surveyapp.ui.widgets.line_breaks import broken, in_company


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("上下楼方便/装电梯", "上下楼方便/装电", "上下楼方便/\n装电梯"),
        ("健身、休闲、活动场所", "健身、休闲、活动", "健身、休闲、\n活动场所"),
        ("有人管 (物业/业委会)", "有人管 (物业/业", "有人管\n(物业/业委会)"),
        ("路平灯亮绿化好", "路平灯亮绿化", "路平灯亮绿\n化好"),
        ("路平灯亮绿化好", "路平灯亮绿化好", "路平灯亮绿化好"),
        ("一二三四五六七八九十", "一二三四", "一二三四五六七八九十"),
    ],
)
def test_names_break_at_a_joint_or_in_company(app: QApplication, text: str, room: str, expected: str) -> None:
    font = theme.font("dense")
    assert broken(text, font, QFontMetrics(font).horizontalAdvance(room) + 1) == expected


def test_a_mark_never_begins_the_last_line_and_words_stay_whole(app: QApplication) -> None:
    font = theme.font("dense")
    room = QFontMetrics(font).horizontalAdvance("财政支持，") + 1
    assert in_company("财政支持，居民出资，由", font, room) == "财政支持，居民出\n资，由"
    assert in_company("one two three x", font, QFontMetrics(font).horizontalAdvance("one two three") + 1) == "one two three x"


def test_a_label_that_breaks_leaves_no_character_alone_at_any_width(app: QApplication) -> None:
    words = "产权单位与业主分担，财政奖补"
    found = KeptLabel(words, "dense")
    found.show()
    seen = set()
    for width in range(60, 240, 3):
        found.resize(width, 200)
        assert found.text() == in_company(words, found.font(), width)
        assert found.accessibleName() == words
        seen.add(found.text())
    assert len(seen) > 1, "it was broken anew for its width"
