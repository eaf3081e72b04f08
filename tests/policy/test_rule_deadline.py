from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.courtroom import ask


def on_time(plan_year: object, submitted: object, city: str = "柳州") -> object:
    return ask("deadline", city, {"plan_year": plan_year, "submitted": submitted})["on_time"]


@given(st.integers(2015, 2040), st.integers(-400, 400))
def test_the_last_day_is_on_time_and_only_a_day_off_leaves_it_open(plan_year: int, offset: int) -> None:
    last = date(plan_year - 1, 10, 31)
    submitted = last + timedelta(days=offset)
    found = on_time(plan_year, str(submitted))
    if offset <= 0:
        assert found is True
    elif last.weekday() < 5:
        assert found is False
    else:
        monday = last + timedelta(days=7 - last.weekday())
        assert found is (None if submitted <= monday else False)


@pytest.mark.parametrize(
    ("plan_year", "submitted", "expected"),
    [
        (2026, "2025-10-31", True),
        (2026, "2025-11-01", False),
        (2027, "2026-10-31", True),
        (2027, "2026-11-02", None),
        (2027, "2026-11-03", False),
        ("2026年度", "2025年10月31日", True),
        ("2026", "2025-10-31T23:59:59", True),
        (None, "2025-10-31", None),
        (2026, None, None),
        (2026, "十月底", None),
    ],
)
def test_cases(plan_year: object, submitted: object, expected: bool | None) -> None:
    assert on_time(plan_year, submitted) is expected


@pytest.mark.parametrize("city", ["泰安", "咸宁", "连州"])
def test_the_others_set_none(city: str) -> None:
    verdict = ask("deadline", city, {"plan_year": 2026, "submitted": "2025-10-31"})
    assert (verdict["on_time"], verdict["result"]) == (None, "no_deadline_in_document")
