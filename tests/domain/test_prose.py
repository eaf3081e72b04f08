"""约: when it is only rounding. The plan table and the question of `judge` share the rule and must agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.plan import INVESTMENT, PlanBuilding, PlanCommunity, ProseFigure, compare_prose, plan_table
from surveyapp.domain.prose import is_rounding, nine_divides
from tests.policy.courtroom import ask


@pytest.mark.parametrize(
    ("about", "exact", "rounding"),
    [
        ("4870", "4871.9", True),
        ("4870", "4879.99", True),
        ("4870", "4865", True),
        ("4870", "4864.99", False),
        ("4870", "4880", False),
        ("33500", "33500", True),
        ("33500", "33450", True),
        ("33500", "33449.99", False),
        ("4.9", "4.8724", True),
        ("4.8", "4.8724", True),
        ("5", "4.4", False),
        ("73", "73.5", True),
        ("0", "0.4", True),
    ],
)
def test_at_the_last_digit_that_is_not_nought(about: str, exact: str, rounding: bool) -> None:
    assert is_rounding(Decimal(about), Decimal(exact)) is rounding


def by_plan(about: Decimal, exact: Decimal) -> set[str]:
    table = plan_table([PlanCommunity("s", "甲", 2021, exact, (PlanBuilding("b", 1990, 1, Decimal(50)),))], (2021,))
    return {each.code for each in compare_prose(table, [ProseFigure(INVESTMENT, (2021,), f"约{about:f}", "条")])}


@given(st.decimals(1, 10**6, places=1), st.decimals(1, 10**6, places=4) | st.decimals(-99, 99, places=2))
def test_both_places_answer_alike(about: Decimal, exact: Decimal) -> None:
    exact = exact if exact >= 100 else abs(about + exact)
    codes = by_plan(about, exact)
    found = ask("annual_table", "连州", {"prose": {"投资": f"约{about:f}"}, "table": {"投资": f"{exact:f}"}})
    assert found["ok"] is ("finding.plan.prose_differs" not in codes)
    assert bool(found["info"]) is ("finding.plan.prose_rounded" in codes)
    assert bool(found["warnings"]) is ("finding.plan.prose_transposed" in codes)


@given(st.integers(1, 10**8), st.integers(-4, 4))
def test_rounding_and_cutting_off_are_always_rounding(number: int, power: int) -> None:
    exact = Decimal(number) + Decimal("0.37")
    unit = Decimal(10) ** power
    down = (exact // unit) * unit
    assert not down or is_rounding(down, exact) or down % (unit * 10) == 0


def test_nine() -> None:
    assert nine_divides(Decimal(570), Decimal(507)) and nine_divides(Decimal("5.70"), Decimal("5.07"))
    assert not nine_divides(Decimal(507), Decimal(507)) and not nine_divides(Decimal(507), Decimal(493))
