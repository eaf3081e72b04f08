from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.courtroom import ask


def judged(total: object, parts: object, city: str = "柳州") -> dict[str, Any]:
    return ask("funding_floor", city, {"total_10k_yuan": total, "parts_10k_yuan": parts})


def yuan(cents: int) -> str:
    """Cents as 万元."""
    return str(Decimal(cents).scaleb(-6))


@given(st.integers(1, 10**12), st.integers(-1, 1))
def test_one_cent_either_side_of_a_fifth(fifth: int, cent: int) -> None:
    mine = fifth + cent
    verdict = judged(yuan(5 * fifth), {"居民": yuan(mine), "财政": yuan(5 * fifth - mine)})
    assert verdict["ok"] is (cent >= 0)
    assert Fraction(verdict["share_fraction"]) == Fraction(mine, 5 * fifth)


def test_the_rounded_figure_does_not_decide() -> None:
    verdict = judged("1000", {"居民": "99.9999", "专营单位": "100", "财政": "800.0001"})
    assert (verdict["ok"], verdict["share_percent_4dp"]) == (False, "20.0000")


@given(
    st.lists(
        st.tuples(st.sampled_from(["居民", "专营单位", "财政", "原产权单位(机关)", "社会资本"]), st.integers(0, 10**6)),
        min_size=1,
        max_size=5,
        unique_by=lambda p: p[0],
    )
)
def test_equals_integer_arithmetic(parts: list[tuple[str, int]]) -> None:
    total = sum(amount for _, amount in parts)
    sure = sum(amount for name, amount in parts if name in ("居民", "专营单位"))
    doubtful = sum(amount for name, amount in parts if name == "社会资本")
    verdict = judged(str(total), {name: str(amount) for name, amount in parts})
    if total == 0:
        assert verdict["ok"] is None
    else:
        assert verdict["ok"] is (True if 5 * sure >= total else None if 5 * (sure + doubtful) >= total else False)
        assert verdict["resident_plus_enterprise_10k_yuan"] == str(sure)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("居民", "resident"),
        ("住宅专项维修资金", "resident"),
        ("个人住房公积金贷款", "resident"),
        ("小区公共收益", "resident"),
        ("专营企业", "enterprise"),
        ("供电公司", "enterprise"),
        ("中央企业", "enterprise"),
        ("通信运营商", "enterprise"),
        ("中央补助", "neither"),
        ("政府专项债", "neither"),
        ("财政补助居民部分", "neither"),
        ("原产权单位(机关)", "neither"),
        ("原产权单位（事业单位）", "neither"),
        ("原产权单位(企业)", "doubtful"),
        ("原产权单位", "doubtful"),
        ("社会资本", "doubtful"),
        ("不知来处", "doubtful"),
    ],
)
def test_what_a_source_is(source: str, kind: str) -> None:
    by_kind = judged("10", {source: "10"})["by_kind"]
    assert [each for each, sources in by_kind.items() if sources] == [kind]


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        (None, {"居民": "1"}),
        ("10", None),
        ("10", {"居民": "9"}),
        ("10", {"居民": "11"}),
        ("10", {"居民": None, "财政": "10"}),
        ("0", {}),
        ("10", {"居民": "-1", "财政": "11"}),
    ],
)
def test_what_does_not_add_up_is_open(total: object, parts: object) -> None:
    verdict = judged(total, parts)
    assert (verdict["ok"], verdict["result"]) == (None, "待核")


@pytest.mark.parametrize("city", ["泰安", "咸宁", "连州"])
def test_the_others_set_no_floor(city: str) -> None:
    verdict = judged("100", {"居民": "1", "财政": "99"}, city)
    assert (verdict["ok"], verdict["result"], verdict["share_fraction"]) == (None, "no_floor_in_document", "1/100")
