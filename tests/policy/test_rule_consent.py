from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.rules.consent import least_enough
from tests.policy.courtroom import ask

NAMES = ("参与面积≥2/3", "参与人数≥2/3", "同意面积≥参与面积3/4", "同意人数≥参与人数3/4")


def judged(city: str = "柳州", **given: object) -> dict[str, Any]:
    return ask("consent", city, given)


def ballot(area: int, owners: int, voted: int, voters: int, agree: int, agreeing: int) -> dict[str, object]:
    """Areas in square centimetres of the form the line has: exact decimals as text, ㎡."""
    return {
        "total_area_m2": str(Decimal(area).scaleb(-4)),
        "total_owners": owners,
        "voted_area_m2": str(Decimal(voted).scaleb(-4)),
        "voted_owners": voters,
        "agree_area_m2": str(Decimal(agree).scaleb(-4)),
        "agree_owners": agreeing,
    }


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, int, int, int, int, int]:
    """A possible vote, often exactly on a threshold or one unit beside it."""

    def near(whole: int, numerator: int, denominator: int) -> int:
        exact = -(-whole * numerator // denominator)
        return max(0, min(whole, draw(st.one_of(st.integers(0, whole), st.integers(exact - 1, exact + 1)))))

    area, owners = draw(st.integers(1, 10**10)), draw(st.integers(1, 20_000))
    voted, voters = near(area, 2, 3), near(owners, 2, 3)
    return area, owners, voted, voters, near(voted, 3, 4), near(voters, 3, 4)


@given(counted())
def test_equals_integer_arithmetic(vote: tuple[int, int, int, int, int, int]) -> None:
    area, owners, voted, voters, agree, agreeing = vote
    holds = (
        3 * voted >= 2 * area,
        3 * voters >= 2 * owners,
        voted > 0 and 4 * agree >= 3 * voted,
        voters > 0 and 4 * agreeing >= 3 * voters,
    )
    verdict = judged(**ballot(*vote))
    assert verdict["pass"] is all(holds)
    assert verdict["failed"] == [name for name, held in zip(NAMES, holds, strict=True) if not held]


@given(st.integers(1, 10**6), st.sampled_from([0, 1, 2, 3]), st.booleans())
def test_one_square_centimetre_and_one_person_decide(units: int, which: int, short: bool) -> None:
    area, owners = 12 * units, 12 * units
    vote = [area, owners, 8 * units, 8 * units, 6 * units, 6 * units]
    if short:
        vote[2 + which] -= 1
        if which < 2:
            vote[4 + which] = vote[2 + which]
    verdict = judged(**ballot(*vote))
    assert verdict["pass"] is not short
    assert verdict["failed"] == ([NAMES[which]] if short else [])


@given(counted())
def test_the_shortfalls_suffice_and_are_the_least(vote: tuple[int, int, int, int, int, int]) -> None:
    """Whoever brings what is missing passes that ratio: by changing sides, and by coming in anew and agreeing."""
    given = ballot(*vote)
    for short in judged(**given)["shortfall"]:
        heads, agreement = "人数" in short["test"], short["test"].startswith("同意")
        part, whole = [("voted", "total"), ("agree", "voted")][agreement]
        suffix = "owners" if heads else "area_m2"
        top, bottom = Fraction(str(given[f"{part}_{suffix}"])), Fraction(str(given[f"{whole}_{suffix}"]))
        least = Fraction(3, 4) if agreement else Fraction(2, 3)
        if agreement:
            changed = Fraction(short["if_changed"])
            assert (top + changed) >= least * bottom
            added = Fraction(short["if_added"])
            assert (top + added) >= least * (bottom + added)
            if heads:
                assert (top + changed - 1) < least * bottom
                assert (top + added - 1) < least * (bottom + added - 1)
        else:
            assert top + Fraction(short["if_added"]) >= least * bottom


def test_the_next_step_in_the_world() -> None:
    """What is added raises the base too: to come in anew and agree takes four times what changing sides takes (14.705 ÷ ¼)."""
    vote = {"total_area_m2": "2000", "total_owners": 40, "voted_area_m2": "1400", "voted_owners": 30, "agree_area_m2": "1035.295", "agree_owners": 24}
    assert judged(**vote)["shortfall"] == [{"test": NAMES[2], "if_changed": "14.705", "if_added": "58.82", "if_added_possible": True}]


@pytest.mark.parametrize("missing", ["total_area_m2", "total_owners", "voted_area_m2", "voted_owners", "agree_area_m2", "agree_owners"])
def test_a_missing_count_leaves_it_open(missing: str) -> None:
    given = ballot(9000, 90, 6000, 60, 4500, 45)
    assert judged(**{key: value for key, value in given.items() if key != missing})["pass"] is None
    assert judged(**(given | {missing: None}))["result"] == "待核"


def test_a_ratio_that_fails_decides_without_the_others() -> None:
    assert judged(total_area_m2="100", voted_area_m2="66.66")["pass"] is False


@pytest.mark.parametrize(
    "wrong", [{"agree_owners": 61}, {"voted_owners": 91}, {"voted_area_m2": "9000.01"}, {"agree_area_m2": "-1"}, {"voted_owners": "59.5"}]
)
def test_impossible_counts_are_not_judged(wrong: dict[str, object]) -> None:
    given = {"total_area_m2": "9000", "total_owners": 90, "voted_area_m2": "6000", "voted_owners": 60, "agree_area_m2": "4500", "agree_owners": 45}
    assert judged(**(given | wrong))["pass"] is None


@given(st.integers(1, 10**6), st.fractions(0, 1, max_denominator=12), st.booleans(), st.booleans())
def test_what_must_be_reached_is_told_so_that_it_suffices(whole: int, least: Fraction, heads: bool, strict: bool) -> None:
    wanted = least * whole
    told = least_enough(wanted, heads=heads, strict=strict)
    step = Fraction(1) if heads else Fraction(1, 100)
    assert told > wanted if strict else told >= wanted
    assert told - wanted <= step, "and it is no more than a person, or a hundredth, above"
    assert not heads or told.denominator == 1, "people are whole"


def test_floats_do_not_come_in_by_the_back_door() -> None:
    given = ballot(9000, 90, 6000, 60, 4500, 45)
    assert judged(**(given | {"agree_area_m2": 0.5}))["pass"] is None
    assert judged(**(given | {"agree_area_m2": Decimal("0.45")}))["pass"] is True


@pytest.mark.parametrize("city", ["泰安", "咸宁", "连州"])
def test_where_the_document_is_silent(city: str) -> None:
    verdict = judged(city, **ballot(9000, 90, 6000, 60, 4500, 45))
    assert (verdict["result"], verdict["pass"], verdict["failed"]) == ("no_threshold_in_document", None, [])
    assert verdict["fractions"] == {"voted_area": "2/3", "voted_heads": "2/3", "agree_area_of_voted": "3/4", "agree_heads_of_voted": "3/4"}
    assert verdict["by_civil_code_278"] == {"pass": True, "failed": []}
    assert any("278" in each for each in verdict["reasons"])


@given(st.integers(1, 1000))
def test_ordinary_matters_need_more_than_half(units: int) -> None:
    given = ballot(6 * units, 6 * units, 4 * units, 4 * units, 2 * units, 2 * units) | {"matter": "一般事项"}
    assert judged(**given)["pass"] is False
    more = ballot(6 * units, 6 * units, 4 * units, 4 * units, 2 * units + 1, 2 * units + 1) | {"matter": "一般事项"}
    assert judged(**more)["pass"] is True


def test_thousands_marks_units_and_full_width_are_read() -> None:
    given = {
        "total_area_m2": "９，０００．００",
        "total_owners": "90人",
        "voted_area_m2": "6,000㎡",
        "voted_owners": "60",
        "agree_area_m2": "4500 平方米",
        "agree_owners": 45,
    }
    assert judged(**given)["pass"] is True
