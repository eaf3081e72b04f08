"""Where painted words break: at a joint, and never with one character alone on the last line."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics, QTextLayout
from PySide6.QtWidgets import QApplication

from surveyapp.ui import theme
from surveyapp.ui.widgets.labels import KeptLabel, wrapped
from surveyapp.ui.widgets.line_breaks import broken, in_company, loose, together


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


def test_the_mark_of_a_clause_is_never_torn() -> None:
    bound = together("国家底表为基础类（国办发〔2020〕23号 二(二)1）；三个革命：楼道革命（咸宁 二(一)1）")
    for whole in ("国办发〔2020〕23号\u00a0二(二)1", "（咸宁\u00a0二(一)1"):
        assert "\u2060".join(whole).replace("\u2060\u00a0\u2060", "\u00a0") in bound
    assert loose(bound) == "国家底表为基础类（国办发〔2020〕23号 二(二)1）；三个革命：楼道革命（咸宁 二(一)1）"


def test_what_a_share_comes_to_is_never_torn(app: QApplication) -> None:
    text = "参与人数 101 / 138 人，≥\u00a02/3 即至少 92 人"
    room = QFontMetrics(theme.font("dense")).horizontalAdvance(text)
    for width in range(round(room * 0.6), room):
        assert [loose(each) for each in lines_at(together(text), width)] == ["参与人数 101 / 138 人，", "≥ 2/3 即至少 92 人"], width


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


def lines_at(text: str, width: int) -> list[str]:
    layout, starts = QTextLayout(text, theme.font("dense")), []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_no_line_breaks_inside_a_date_or_between_a_number_and_its_unit(app: QApplication) -> None:
    words = "满 5 个工作日为 11月23日；须 2027年10月31日（周日）前报，还差 14.705 ㎡，1 项口径待核。写在旁边。"
    metrics = QFontMetrics(theme.font("dense"))
    assert metrics.horizontalAdvance(together(words)) == metrics.horizontalAdvance(words), "what binds is not seen"
    assert loose(together(words)) == words
    for width in range(metrics.horizontalAdvance("2027年10月31日（") + 2, 400, 3):
        lines = [loose(each).strip() for each in lines_at(together(words), width)]
        for whole in ("5 个", "11月23日", "2027年10月31日", "14.705 ㎡", "1 项"):
            assert any(whole in line for line in lines), (whole, lines)
        assert len(lines[-1]) > 2, "no character stands on a line with nothing but its mark"


def test_a_label_that_breaks_tells_its_words_as_they_were_given(app: QApplication) -> None:
    found = wrapped("满 5 个工作日为 11月23日")
    assert found.text() == found.accessibleName() == "满 5 个工作日为 11月23日"
    found.setText("plain")
    assert (found.text(), found.accessibleName()) == ("plain", "")
