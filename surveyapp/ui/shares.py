"""Shares as people read them: one way of writing a percentage on every page."""

from __future__ import annotations

from fractions import Fraction


def percent(part: int, whole: int) -> str:
    """`63%` of 5 in 8: the nearest whole, halves up, as people round by hand."""
    return f"{(200 * part + whole) // (2 * whole)}%"


def percent_done(share: float) -> str:
    """`99%` of 0.999: never more than is done."""
    return f"{int(share * 100)}%"


def percent_reached(share: Fraction) -> str:
    """`22.2%` of 2/9: one place, rounded down, so that it never says more than there is."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}%"
