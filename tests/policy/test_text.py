"""Many ways of writing made one: width, traditional characters, words of Taiwan and Guangdong, slips."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.sound import Ear
from surveyapp.policy.text import Phrases, Speech, clauses
from surveyapp.steps import classify
from surveyapp.steps.learn import word_list

SPEECH = Speech(word_list("speech"), opencc.OpenCC("tw2sp").convert)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("樓頂漏水", "楼顶漏水"),
        ("幼稚園", "幼儿园"),
        ("智慧型快件箱", "智能快件箱"),
        ("電動腳踏車", "电动自行车"),
        ("選單式", "菜单式"),
        ("資料庫", "数据库"),
        ("連線埠", "端口"),
        ("３＃樓２單元", "3#楼2单元"),
        ("ＳＢＳ", "sbs"),
        ("５㎡", "5m2"),
        ("冇电梯", "没有电梯"),
        ("天面漏水", "屋面漏水"),
        ("批盪甩咗", "抹灰脱落了"),
        ("水浸", "积水"),
        ("马葫芦堵", "下水井堵"),
        ("电弟", "电梯"),
    ],
)
def test_one_way_of_writing(written: str, plain: str) -> None:
    assert SPEECH.plain(written) == plain


@pytest.mark.parametrize("sentence", ["供水系统有关系", "沟渠渠道", "甩来甩去", "东西晒", "被子晒干"])
def test_cantonese_is_read_only_where_cantonese_is_spoken(sentence: str) -> None:
    assert SPEECH.plain(sentence) == sentence


def test_the_longest_phrase_wins_and_nothing_is_replaced_inside_another() -> None:
    phrases = Phrases({"ab": "1", "abc": "2", "cd": "3"})
    assert phrases.replace("abcd-ab-cd") == "2d-1-3"
    assert [found.word for found in phrases.find("abcd")] == ["abc", "cd"]


@given(st.text(max_size=60))
def test_any_text_is_made_plain(text: str) -> None:
    assert all(part for part in clauses(SPEECH.plain(text)))


def test_a_slip_is_heard_only_where_it_shares_a_character_and_is_not_written_on_purpose() -> None:
    syllables = {"电": "dian", "梯": "ti", "弟": "di", "题": "ti", "栏": "lan", "杆": "gan", "干": "gan", "店": "dian", "提": "ti"}
    ear = Ear(["电梯", "栏杆"], syllables, usual={"栏干"})
    assert ear.corrected("装电提") == "装电梯"
    assert ear.corrected("店题") == "店题"
    assert ear.corrected("栏干") == "栏干"


@pytest.mark.parametrize(
    "written",
    [
        "空调都不凉快",
        "楼上改了卫生间",
        "每天经过都抬头",
        "现有一组",
        "监测点",
        "市政热力",
        "一楼冻脚",
        "老旧散楼",
        "人行道铺装",
        "接市里的热",
        "税费多少",
    ],
)
def test_what_is_written_on_purpose_is_not_corrected(written: str) -> None:
    assert classify.suggest(written).plain == written


@pytest.mark.parametrize(
    ("slip", "item"),
    [
        ("装电题", "WS-14"),
        ("楼道蓝杆断了", "JC-16"),
        ("路蹬不亮", "WS-03"),
        ("化份池满了", "JC-02"),
        ("违健没拆", "WS-01"),
        ("消火拴没水", "JC-08"),
        ("下水到堵了", "JC-02"),
    ],
)
def test_slips_by_sound_and_shape_still_find_their_item(slip: str, item: str) -> None:
    best = classify.suggest(slip).best
    assert best is not None
    assert best.item == item
