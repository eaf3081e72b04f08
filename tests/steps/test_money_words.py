"""Amounts of money read naturally in both languages, and exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp import words
from surveyapp.domain.money_words import alike, money


@pytest.mark.parametrize(
    ("wan", "told"),
    [
        ("412.0", "CNY 4.12 million"),
        ("1,234.5678", "CNY 12.345678 million"),
        ("82.4", "CNY 824,000"),
        ("100", "CNY 1 million"),
        ("99.9999", "CNY 999,999"),
        ("0", "CNY 0"),
        ("-5", "CNY -50,000"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_english_counts_in_yuan_and_millions(wan: str, told: str) -> None:
    words.use_language("en")
    assert money(wan) == told
    words.use_language("zh")
    assert money(wan) == wan


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_nothing_is_rounded(amount: Decimal) -> None:
    words.use_language("en")
    told = money(f"{amount:f}").removeprefix("CNY ")
    figure, _, million = told.partition(" ")
    assert Decimal(figure.replace(",", "")) * (10**6 if million else 1) == amount * 10**4
    words.use_language("zh")


def test_amounts_beside_each_other_count_in_one_unit() -> None:
    words.use_language("en")
    assert alike(["130.0", "60.0", "—"]) == ["CNY 1.3 million", "CNY 0.6 million", "—"]
    assert alike(["58.4", "24.0"]) == ["CNY 584,000", "CNY 240,000"]
    assert alike([]) == []
    words.use_language("zh")
    assert alike(["130.0", "60.0"]) == ["130.0", "60.0"]
