"""Exact numbers and truths out of what people and other programs hand in. Nothing is ever rounded or guessed.

Each reader answers the value, or raises ValueError when what stands there cannot be read as one.
What is absent (None, empty text) is the caller's business.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from surveyapp.domain.numerals import chinese_number

NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "是", "有", "同意", "已同意", "愿意", "强烈", "具备", "已具备", "完成", "已完成"), True),
    **dict.fromkeys(("false", "no", "否", "无", "没有", "不同意", "未同意", "不愿意", "不强烈", "不具备", "未具备", "未完成"), False),
}
_FACTORS = {"万": 4, "亿": 8}
_LONGEST, _PLACES = 40, 12


def plain(value: object) -> str:
    """Text in one form: NFKC (full width to half width, ㎡ to m2), no blanks at the ends."""
    if not isinstance(value, str):
        raise ValueError(value)
    return value.strip() if value.isascii() else unicodedata.normalize("NFKC", value).strip()


def decimal_of(value: object, units: tuple[str, ...] = (), power: int = 0) -> Decimal:
    """An exact decimal from an int, a Decimal or text such as `1,234.53`, `1234.53㎡`, `0.9万㎡` or `四十五`; floats and truths are refused.

    `power`: a bare number counts so many tens of its unit (4 for 万元); `412`, `412万元`, `4120000元` and `0.0412亿元` are then all 412.
    """
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, str):
        return _bounded(_decimal_in(plain(value), units, power))
    if not isinstance(value, int | Decimal):
        raise ValueError(value)
    return _bounded(Decimal(value))


def _decimal_in(text: str, units: tuple[str, ...], power: int) -> Decimal:
    if len(text) > _LONGEST:
        raise ValueError(text)
    if NUMBER.fullmatch(text):
        return Decimal(text.replace(",", ""))
    unit = next((each for each in units if text.endswith(each)), "")
    bare = text.removesuffix(unit).rstrip()
    if (counted := chinese_number(bare)) is not None:
        return _shifted(Decimal(counted), -power if unit else 0)
    factor = _FACTORS.get(bare[-1:], 0)
    number = bare[:-1].rstrip() if factor else bare
    if not NUMBER.fullmatch(number):
        raise ValueError(text)
    return _shifted(Decimal(number.replace(",", "")), factor - power if factor or unit else 0)


def _shifted(number: Decimal, places: int) -> Decimal:
    """The number times 10 to the power of `places`, exactly, whatever its length."""
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, exponent + places)) if isinstance(exponent, int) else number


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
    if value.denominator == 1:
        return str(value.numerator)
    whole, rest = divmod(abs(value.numerator) * 10**6, value.denominator)
    return rounded_text(value, 2) if rest else _with_point(whole, 6, value < 0).rstrip("0").rstrip(".")


def _with_point(digits: int, places: int, negative: bool) -> str:
    text = str(digits).zfill(places + 1)
    return f"{'-' if negative and digits else ''}{text[:-places]}.{text[-places:]}"


def ratio_percent(ratio: Fraction) -> str:
    """A fraction as percent for the eye: `20`."""
    return shown(ratio * 100)
