from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.courtroom import ask

SIX = ("成立小区党组织", "多方协商共治", "签订居民公约", "拆除违法建设", "出资参与改造", "承诺接受后期物业管理并交纳费用")
THREE = {"拆除违法建设": "不拆违不改造", "出资参与改造": "不众筹不改造"}
TRUTH = st.sampled_from([True, False, None])


def six(city: str = "咸宁", complete: bool | None = True, **conditions: bool | None) -> dict[str, Any]:
    return ask("six_preconditions", city, {"preconditions": conditions, "plan_meets_complete_community": complete})


@given(st.fixed_dictionaries(dict.fromkeys(SIX, TRUTH)), TRUTH)
def test_the_six_and_the_three(conditions: dict[str, bool | None], complete: bool | None) -> None:
    verdict = six(complete=complete, **conditions)
    missing = [name for name in SIX if conditions[name] is False]
    violations = [THREE[name] for name in SIX if name in THREE and conditions[name] is False] + (
        ["不打造完整社区不改造"] if complete is False else []
    )
    open_six = None in conditions.values()
    assert verdict["missing"] == missing
    assert verdict["three_no_violations"] == violations
    assert verdict["six_ok"] is (False if missing else None if open_six else True)
    assert verdict["ok"] is (False if missing or violations else None if open_six or complete is None else True)


def test_numbers_in_front_and_names_that_are_none() -> None:
    numbered = {f"{at}. {name}": True for at, name in enumerate(SIX, start=1)}
    assert six(**numbered)["ok"] is True
    assert any("装电梯" in each for each in six(装电梯=True)["reasons"])
    assert six(装电梯=True)["six_ok"] is None


@pytest.mark.parametrize("city", ["柳州", "泰安", "连州"])
def test_only_xianning_has_them(city: str) -> None:
    verdict = six(city, **dict.fromkeys(SIX, True))
    assert (verdict["ok"], verdict["six_ok"], verdict["result"]) == (None, None, "no_preconditions_in_document")


def plot(city: str = "泰安", **given: object) -> dict[str, Any]:
    return ask("land_plot", city, given)


@given(st.decimals("0.0001", "6", places=4), st.decimals("0", "20", places=4), st.booleans())
def test_under_three_at_most_ten_and_with_consent(mu: Decimal, percent: Decimal, consents: bool) -> None:
    verdict = plot(parcel_mu=str(mu), cumulative_share_percent=str(percent), original_user_consents=consents)
    assert verdict["allowed"] is (mu < 3 and percent <= 10 and consents)


@pytest.mark.parametrize(
    ("mu", "percent", "consents", "allowed"),
    [
        ("3", "10", True, False),
        ("2.9999", "10", True, True),
        ("2.9999", "10.0001", True, False),
        ("2.5亩", "10%", "是", True),
        ("2.5", "10", None, None),
        (None, "10", True, None),
        (None, "10.01", True, False),
        ("0", "1", True, None),
        ("-1", "1", True, None),
    ],
)
def test_the_edges_of_a_plot(mu: object, percent: object, consents: object, allowed: bool | None) -> None:
    assert plot(parcel_mu=mu, cumulative_share_percent=percent, original_user_consents=consents)["allowed"] is allowed


def test_the_clause_is_about_something_else_and_says_so() -> None:
    verdict = plot(parcel_mu="1", cumulative_share_percent="1", original_user_consents=True)
    assert any("低效用地" in each for each in verdict["reasons"] + verdict["contradictions"])
    assert plot("咸宁", parcel_mu="1", cumulative_share_percent="1", original_user_consents=True)["result"] == "no_land_rule_in_document"


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ({"party_organisation": True, "participation_high": True, "owners_committee": True}, True),
        ({"party_organisation": True, "participation_high": True, "owners_committee": False, "self_management_group": True}, True),
        ({"party_organisation": True, "participation_high": True, "owners_committee": False}, False),
        ({"party_organisation": True, "participation_high": True}, None),
        ({"participation_high": False}, False),
        ({}, None),
    ],
)
def test_who_goes_first_in_liuzhou(given: dict[str, object], first: bool | None) -> None:
    assert ask("priority", "柳州", given)["priority"] is first
    assert ask("priority", "泰安", given)["result"] == "no_priority_in_document"
