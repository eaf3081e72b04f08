from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.rules.eligibility import Community, Eligibility, Period, judge
from tests.policy.courtroom import ask

FULL = {"location": "城市", "unit": "住宅小区", "land": "国有", "residents_willing": True, "needs_renovation": True}
DAYS = st.dates(date(1950, 1, 1), date(2026, 12, 31))


def judged(city: str, **given: object) -> dict[str, Any]:
    return ask("eligibility", city, FULL | given)


def expected(city: str, day: date) -> tuple[bool, str | None]:
    """Written apart from the packs: DOMAIN of each city by year."""
    year = day.year
    if city in ("柳州", "泰安"):
        return (True, "must") if year <= 2000 else (True, "should") if year <= 2005 else (False, None)
    if city == "咸宁":
        return (True, "must") if year <= 2000 else (False, None)
    return True, "priority" if year <= 2000 else "non_priority"


@given(st.sampled_from(["柳州", "泰安", "咸宁", "连州"]), DAYS)
def test_every_day_by_date_and_by_year(city: str, day: date) -> None:
    by_date = judged(city, completion_date=day.isoformat())
    by_year = judged(city, completion_year=day.year)
    assert (by_date["in_scope"], by_date["obligation"]) == (by_year["in_scope"], by_year["obligation"]) == expected(city, day)
    assert by_date["clause"].startswith(city)


@pytest.mark.parametrize(
    ("city", "last", "before", "after"),
    [
        ("柳州", "2000-12-31", "must", "should"),
        ("柳州", "2005-12-31", "should", None),
        ("泰安", "2000-12-31", "must", "should"),
        ("泰安", "2005-12-31", "should", None),
        ("咸宁", "2000-12-31", "must", None),
        ("连州", "2000-12-31", "priority", "non_priority"),
    ],
)
def test_one_day_either_side(city: str, last: str, before: str, after: str | None) -> None:
    day = date.fromisoformat(last)
    assert judged(city, completion_date=last)["obligation"] == before
    assert judged(city, completion_date=str(day - timedelta(days=1)))["obligation"] == before
    assert judged(city, completion_date=str(day + timedelta(days=1)))["obligation"] == after


def test_taian_warns_at_its_three_wordings() -> None:
    assert judged("泰安", completion_date="2005-12-31")["boundary_warning"] is True
    assert judged("泰安", completion_year=2000)["boundary_warning"] is True
    assert judged("泰安", completion_year=2003)["boundary_warning"] is False
    assert judged("泰安", completion_date="2005-12-31")["contradictions"]
    assert judged("柳州", completion_date="2005-12-31")["boundary_warning"] is False


@pytest.mark.parametrize("city", ["柳州", "泰安", "咸宁", "连州"])
@pytest.mark.parametrize("missing", ["completion_year", "location", "unit", "land", "residents_willing", "needs_renovation"])
def test_what_is_missing_is_never_assumed(city: str, missing: str) -> None:
    needed = {
        "柳州": {"completion_year", "location", "unit", "residents_willing"},
        "泰安": {"completion_year", "location", "unit", "residents_willing", "land"},
        "咸宁": {"completion_year", "unit", "needs_renovation"},
        "连州": {"completion_year", "location", "unit", "residents_willing"},
    }
    given = {key: value for key, value in (FULL | {"completion_year": 1990}).items() if key != missing}
    verdict = ask("eligibility", city, given)
    if missing in needed[city]:
        assert (verdict["in_scope"], verdict["obligation"], verdict["label"], verdict["result"]) == (None, None, "待核", "待核")
    else:
        assert verdict["in_scope"] is True


def test_what_excludes_decides_even_when_the_rest_is_missing() -> None:
    assert ask("eligibility", "咸宁", {"completion_year": 2003})["in_scope"] is False
    assert ask("eligibility", "柳州", {"location": "其他"})["in_scope"] is False
    assert ask("eligibility", "泰安", {"land": "集体"})["in_scope"] is False
    assert ask("eligibility", "连州", {"residents_willing": False})["in_scope"] is False


@pytest.mark.parametrize(
    ("city", "given", "in_scope"),
    [
        ("柳州", {"unit": "单栋住宅楼"}, True),
        ("连州", {"unit": "单栋住宅楼"}, True),
        ("泰安", {"unit": "单栋住宅楼"}, None),
        ("咸宁", {"unit": "单栋住宅楼"}, None),
        ("柳州", {"unit": "办公楼"}, False),
        ("柳州", {"unit": "零散楼院"}, None),
        ("柳州", {"location": "县城（城关镇）"}, True),
        ("柳州", {"location": "乡镇"}, False),
        ("咸宁", {"location": "其他"}, None),
        ("泰安", {"land": "集体"}, False),
        ("柳州", {"land": "集体"}, True),
        ("泰安", {"works": "住宅拆除新建"}, False),
        ("泰安", {"works": ["屋面维修", "拆除重建"]}, False),
        ("泰安", {"works": "外墙维修,不含拆除新建"}, True),
        ("柳州", {"works": "拆除新建"}, None),
        ("泰安", {"works": "拆除违法建设"}, True),
        ("柳州", {"residents_willing": False}, False),
        ("咸宁", {"residents_willing": False}, True),
        ("咸宁", {"needs_renovation": False}, False),
        ("柳州", {"needs_renovation": False}, False),
    ],
)
def test_scope_word_by_word(city: str, given: dict[str, object], in_scope: bool | None) -> None:
    assert judged(city, completion_year=1990, **given)["in_scope"] is in_scope


def test_annex_column_of_lianzhou() -> None:
    assert judged("连州", completion_year=2000)["annex_column"] == "2000年底前"
    assert judged("连州", completion_year=2001)["annex_column"] == "2000年底后"
    assert judged("柳州", completion_year=2000)["annex_column"] is None


@pytest.mark.parametrize("year", ["九十年代", "199", "约1998", 19980, True, 1998.5, "2000-13-01", "2001-02-29", {"a": 1}])
def test_a_year_that_cannot_be_read_is_named_and_open(year: object) -> None:
    verdict = judged("柳州", completion_year=year)
    assert verdict["in_scope"] is None
    assert any("completion_year" in each for each in verdict["reasons"])


def test_year_and_date_that_disagree_are_open() -> None:
    assert judged("柳州", completion_year=1999, completion_date="2001-05-01")["in_scope"] is None
    assert judged("柳州", completion_year=2001, completion_date="2001-05-01")["obligation"] == "should"


def test_a_year_across_a_cut_off_within_it_is_open() -> None:
    """None of the four documents cuts a year in two; one that did must get a date, not a guess."""
    rule = Eligibility(clause="x", periods=(Period(date(2000, 6, 30), "must", "x"), Period(None, "non_priority", "y")))
    community = Community(unit="住宅小区", built=(date(2000, 1, 1), date(2000, 12, 31)))
    assert judge(rule, community).values["in_scope"] is None
    assert judge(rule, replace(community, built=(date(2000, 6, 30),) * 2)).values["obligation"] == "must"
    assert judge(rule, replace(community, built=(date(2000, 7, 1),) * 2)).values["obligation"] == "non_priority"
