from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.rules.calendar import calendar_from, count_working_days, day_text
from surveyapp.steps import judge as steps
from tests.policy.courtroom import ask

ONE = timedelta(days=1)
YEARS = tuple(range(2020, 2027))


def judged(city: str = "柳州", **given: object) -> dict[str, Any]:
    return ask("publicity", city, given)


def test_every_day_of_every_year_agrees_with_another_table() -> None:
    calendar = steps.calendar()
    assert tuple(calendar.notices) == YEARS
    day, different = date(2020, 1, 1), []
    while day.year in YEARS:
        if calendar.works(day) is not chinese_calendar.is_workday(day):
            different.append(day)
        day += ONE
    assert different == []


@given(st.dates(date(2020, 1, 1), date(2026, 11, 1)), st.integers(1, 20), st.booleans(), st.sets(st.integers(0, 40), max_size=4))
def test_equals_walking_day_by_day(posted: date, wanted: int, count_start: bool, off: set[int]) -> None:
    local = [posted + ONE * each for each in off]
    day, left = posted if count_start else posted + ONE, wanted
    while True:
        if chinese_calendar.is_workday(day) and day not in local:
            left -= 1
            if not left:
                break
        day += ONE
    verdict = judged(post_date=str(posted), min_working_days=wanted, count_start_day=count_start, local_holidays=[str(each) for each in local])
    assert verdict["earliest_end_date"] == verdict["earliest_application_date_after"] == str(day)
    assert len(verdict["counted_days"]) == wanted
    assert verdict["counted_days"][-1].startswith(str(day))


@given(st.dates(date(2024, 1, 1), date(2026, 11, 30)))
def test_both_ways_are_told(posted: date) -> None:
    both = judged(post_date=str(posted), min_working_days=5, count_start_day="both")
    assert both["earliest_end_date_start_day_not_counted"] == judged(post_date=str(posted), min_working_days=5)["earliest_end_date"]
    counted = judged(post_date=str(posted), min_working_days=5, count_start_day=True)["earliest_end_date"]
    assert both["earliest_end_date_start_day_counted"] == counted
    assert counted <= both["earliest_end_date_start_day_not_counted"]
    assert (counted == both["earliest_end_date_start_day_not_counted"]) is not chinese_calendar.is_workday(posted)


def test_the_two_days_of_guangxi() -> None:
    given = {"post_date": "2024-04-08", "min_working_days": 5, "count_start_day": False}
    with_local = judged(**given, local_holidays=["2024-04-11", "2024-04-12"])
    assert with_local["earliest_end_date"] == "2024-04-17"
    assert with_local["earliest_end_date_if_only_national_calendar"] == "2024-04-15"
    without = judged(**given)
    assert without["earliest_end_date"] == "2024-04-15"
    assert any("壮族三月三" in each for each in without["reasons"])
    assert not any("壮族三月三" in each for each in judged("连州", **given)["reasons"])


@pytest.mark.parametrize(
    "days", [["2024-04-11/2024-04-12"], "2024-04-11至2024-04-12", [{"from": "2024-04-11", "to": "2024-04-12"}], ["2024年4月11日", "2024-04-12"]]
)
def test_ways_of_writing_local_holidays(days: object) -> None:
    assert judged(post_date="2024-04-08", min_working_days=5, local_holidays=days)["earliest_end_date"] == "2024-04-17"


@pytest.mark.parametrize("posted", ["2027-03-01", "2026-12-28", "2019-12-30", "2030-01-01"])
def test_a_year_without_a_notice_is_not_guessed(posted: str) -> None:
    verdict = judged(post_date=posted, min_working_days=5)
    assert verdict["earliest_end_date"] is None
    assert verdict["result"] == "year_not_published"
    assert "缺年份" in verdict["warning"]


def test_new_years_eve_of_the_moon_is_a_working_day_in_2024() -> None:
    assert judged(post_date="2024-02-08", min_working_days=1)["earliest_end_date"] == "2024-02-09"


def test_the_last_days_of_the_last_year_known_may_still_change() -> None:
    assert any("2027" in each for each in judged(post_date="2026-12-24", min_working_days=3)["reasons"])
    assert not any("2027" in each for each in judged(post_date="2026-11-02", min_working_days=3)["reasons"])


def test_missing_and_silent() -> None:
    assert judged(min_working_days=5)["result"] == "待核"
    assert judged(post_date="2026-06-15")["counted_days"] == judged(post_date="2026-06-15", min_working_days=5)["counted_days"]
    assert judged("咸宁", post_date="2026-06-15")["result"] == "no_period_in_document"
    assert judged("泰安", post_date="2026-06-15", min_working_days=5)["earliest_end_date"] == "2026-06-23"
    assert any("少于" in each for each in judged(post_date="2026-06-15", min_working_days=3)["reasons"])


def test_a_damaged_table_is_told_with_every_fault() -> None:
    untrusted = {
        "years": [
            {
                "year": 2026,
                "notice": "x",
                "off": [{"first": date(2026, 1, 3), "last": date(2026, 1, 1), "name": "元旦"}],
                "worked": ["2026-01-05", "not a day"],
                "wroked": [],
            }
        ]
    }
    calendar, findings = calendar_from(untrusted)
    assert {each.code for each in findings} == {
        "finding.pack_rule.reversed",
        "finding.pack_rule.not_a_worked_weekend",
        "finding.pack_rule.bad_value",
        "finding.pack_rule.unknown_key",
    }
    assert count_working_days(calendar, date(2027, 1, 1), 1, True).end is None


def test_a_counted_day_is_written_as_other_programs_read_it() -> None:
    """`2024-04-02(周二)`: the shape of the verdict, not a sentence, so its brackets are no matter of style."""
    assert day_text(date(2024, 4, 2)) == "2024-04-02(周二)"
