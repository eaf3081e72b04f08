"""Clauses that say what is not the matter are set aside; complaints with 没有 and 不 are not."""

from __future__ import annotations

import pytest

from surveyapp.policy.denial import set_aside
from surveyapp.steps import classify


@pytest.mark.parametrize(
    ("clauses", "aside"),
    [
        (["水压没问题", "就是水发黄"], (0,)),
        (["不是网慢", "是手机没信号"], (0,)),
        (["路灯都是好的", "楼道里的灯不亮"], (0,)),
        (["屋顶去年修好了", "现在外墙掉皮"], (0,)),
        (["没一盏灯是好的", "院里黑"], ()),
        (["没有一个灭火器是好的", "着火怎么办"], ()),
        (["不是一次两次了", "下水又堵"], ()),
        (["不是漏就是堵", "下水没法用"], ()),
        (["路灯不亮", "没有监控"], ()),
        (["修好了"], ()),
        (["修好了", "没问题"], ()),
        ([], ()),
    ],
)
def test_what_is_set_aside(clauses: list[str], aside: tuple[int, ...]) -> None:
    assert set_aside(clauses) == aside


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("健身器材好好的，就是没个亭子乘凉下棋", "WS-10"),
        ("不是路灯坏，是楼道灯坏", "JC-16"),
        ("楼顶补过已经不漏了，现在下水老堵", "JC-02"),
        ("监控去年装好了，单元门还是关不上", "JC-09"),
        ("暖气刚修好了，又不热了", "JC-07"),
    ],
)
def test_the_rest_of_the_sentence_decides_where_it_is_clear(text: str, item: str) -> None:
    best = classify.suggest(text).best
    assert best is not None
    assert best.item == item
