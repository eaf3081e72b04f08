"""Shares and days as every page writes them."""

from __future__ import annotations

from fractions import Fraction

from surveyapp import words
from surveyapp.ui.moments import day_and_clock, day_words
from surveyapp.ui.shares import percent, percent_done, percent_reached


def test_a_share_never_says_more_than_is_done() -> None:
    assert (percent(7, 11), percent_done(0.999), percent_reached(Fraction(2, 9))) == ("64%", "99%", "22.2%")


def test_halves_are_rounded_up() -> None:
    assert [percent(part, whole) for part, whole in ((5, 8), (3, 8), (57, 200), (1, 3), (0, 7), (7, 7))] == ["63%", "38%", "29%", "33%", "0%", "100%"]


def test_days_are_said_alike_in_each_language() -> None:
    assert (day_words("2026-11-20"), day_words("2026-11-20T14:20:00.000+08:00", year=True)) == ("11月20日", "2026年11月20日")
    assert (day_and_clock("2026-11-20T14:20:00"), day_and_clock(""), day_words("unknown")) == ("11月20日 14:20", "", "unknown")
    words.use_language("en")
    try:
        assert day_words("2026-11-20").startswith("20 Nov")
    finally:
        words.use_language("zh")
