"""Watermarks and ranges against a plain counting of numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.watermarks import ranges_of, watermark

seqs = st.lists(st.integers(1, 30), max_size=40)


@given(seqs)
def test_ranges_hold_exactly_the_numbers(numbers: list[int]) -> None:
    assert [number for low, high in ranges_of(numbers) for number in range(low, high + 1)] == sorted(set(numbers))


@given(seqs, st.integers(0, 30))
def test_the_watermark_stops_at_the_first_gap(numbers: list[int], before: int) -> None:
    held = set(numbers) | set(range(1, before + 1))
    expected = next(number for number in range(62) if number + 1 not in held)
    assert watermark(numbers, before) == expected
