"""Exact numbers, days and truths out of what people and other programs hand in. Nothing is ever rounded or guessed.

Each reader answers the value, or raises ValueError when what stands there cannot be read as one.
What is absent (None, empty text) is the caller's business.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction

NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_TRUTHS = {"true": True, "yes": True, "是": True, "有": True, "false": False, "no": False, "否": False, "无": False}
_LONGEST, _PLACES = 40, 12
FIRST_YEAR, LAST_YEAR = 1840, 2199


def plain(value: object) -> str:
    """Text in one form: NFKC (full width to half width, ㎡ to m2), no blanks at the ends."""
    if not isinstance(value, str):
        raise ValueError(value)
    return unicodedata.normalize("NFKC", value).strip()


def decimal_of(value: object, units: tuple[str, ...] = ()) -> Decimal:
    """An exact decimal from an int, a Decimal or text such as `1,234.53` or `1234.53㎡`; floats and truths are refused."""
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, str):
        text = plain(value)
        for unit in units:
            text = text.removesuffix(unit).rstrip()
        if len(text) > _LONGEST or not NUMBER.fullmatch(text):
            raise ValueError(value)
        return _bounded(Decimal(text.replace(",", "")))
    if not isinstance(value, int | Decimal):
        raise ValueError(value)
    return _bounded(Decimal(value))


def _bounded(value: Decimal) -> Decimal:
    """The number, if it is below 10¹² with at most 12 places: then sums of ten thousand of them are exact in 28 digits."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or len(digits) + exponent > _PLACES or len(digits) > _LONGEST:
        raise ValueError(value)
    while exponent < -_PLACES and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    if exponent < -_PLACES:
        raise ValueError(value)
    return value


def whole_of(value: object, units: tuple[str, ...] = ()) -> int:
    """A whole number; `20.0` is one, `20.5` is not."""
    found = decimal_of(value, units)
    if found != found.to_integral_value():
        raise ValueError(value)
    return int(found)


def span_of(value: object) -> tuple[date, date]:
    """The first and last day of what is said: a day, a month or a whole year."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else plain(value)
    if day := _DAY.fullmatch(text):
        found = date(int(day[1]), int(day[2]), int(day[3]))
        span = (found, found)
    elif month := _MONTH.fullmatch(text):
        year, number = int(month[1]), int(month[2])
        if not 1 <= number <= 12:
            raise ValueError(value)
        span = (date(year, number, 1), date(year, number, monthrange(year, number)[1]))
    elif whole := _YEAR.fullmatch(text):
        span = (date(int(whole[1]), 1, 1), date(int(whole[1]), 12, 31))
    else:
        raise ValueError(value)
    if not FIRST_YEAR <= span[0].year <= LAST_YEAR:
        raise ValueError(value)
    return span


def day_of(value: object) -> date:
    """One day, from `2026-04-29`, `2026年4月29日` or a time on that day."""
    first, last = span_of(value)
    if first != last:
        raise ValueError(value)
    return first


def truth_of(value: object) -> bool:
    """True or False, also from the words 是 否 有 无 true false."""
    if isinstance(value, bool):
        return value
    found = _TRUTHS.get(plain(value).lower())
    if found is None:
        raise ValueError(value)
    return found


def number_text(value: Decimal | int) -> str:
    """A number without an exponent and without trailing zeros behind the point: `5.15`, `7000`."""
    text = f"{Decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def rounded_text(value: Fraction, places: int) -> str:
    """A fraction rounded half up (四舍五入) for the eye, always with that many places. Never compared with anything."""
    top, bottom = abs(value.numerator) * 10**places, value.denominator
    return _with_point((2 * top + bottom) // (2 * bottom), places, value < 0)


def shown(value: Fraction) -> str:
    """A quantity for the eye: exact where decimals can say it within six places, else rounded to two."""
    whole, rest = divmod(abs(value.numerator) * 10**6, value.denominator)
    return rounded_text(value, 2) if rest else _with_point(whole, 6, value < 0).rstrip("0").rstrip(".")


def _with_point(digits: int, places: int, negative: bool) -> str:
    text = str(digits).zfill(places + 1)
    return f"{'-' if negative and digits else ''}{text[:-places]}.{text[-places:]}"


def ratio_percent(ratio: Fraction) -> str:
    """A fraction as percent for the eye: `20`."""
    return shown(ratio * 100)
