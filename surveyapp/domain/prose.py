"""Figures of running text against exact ones: when 约 is only rounding, and what a difference tells. One rule for the plan table and for `judge`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def is_rounding(about: Decimal, exact: Decimal) -> bool:
    """Whether a figure with 约 is the exact one taken whole (取整) at its own last digit that is not 0: rounded half up, or cut off.

    约4870 is 4871.9 and 4876 (cut off), and 4866 (rounded); it is neither 4864 nor 4880.
    """
    unit = Fraction(10) ** _last_place(about)
    parts = Fraction(exact) / unit
    return Fraction(about) in (parts.__floor__() * unit, (parts + Fraction(1, 2)).__floor__() * unit)


def _last_place(value: Decimal) -> int:
    """The place of the last digit that is not 0: 4870 → 1, 33500 → 2, 4.9 → −1. Whatever the number of digits."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not any(digits):
        return 0
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return exponent + zeros


def nine_divides(one: Decimal, other: Decimal) -> bool:
    """Whether their difference, read without its point, can be divided by 9: two digits may have changed places."""
    places = max(0, *(-int(each.normalize().as_tuple().exponent) for each in (one, other)))
    difference = (Fraction(one) - Fraction(other)) * 10**places
    return bool(difference) and difference % 9 == 0
