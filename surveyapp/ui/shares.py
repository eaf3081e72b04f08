"""Shares as people read them: one way of writing a percentage on every page."""

from __future__ import annotations

from fractions import Fraction


def percent(share: float) -> str:
    """`62%` of 0.62: the nearest whole."""
    return f"{share * 100:.0f}%"


def percent_done(share: float) -> str:
    """`99%` of 0.999: never more than is done."""
    return f"{int(share * 100)}%"


def percent_reached(share: Fraction) -> str:
    """`22.2%` of 2/9: one place, rounded down, so that it never says more than there is."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}%"
