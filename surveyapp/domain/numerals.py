"""Numbers as people write and say them: 十二, 二〇二一, 四百九十三, 两百, 俩, 半, 三四 (three or four), exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = {**{sign: value for value, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_SPOKEN = str.maketrans({"俩": "两", "仨": "三"})
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_NEIGHBOURS = re.compile(r"(.*?)([一二两三四五六七八九])([二三四五六七八九])([十百千]?)")
_WIDEST = 2
"""三五 is three to five; 二八 is no estimate."""

NUMBER = r"(?:\d+(?:\.\d+)?|[零〇一二两俩三仨四五六七八九十百千半]+)"
COUNT = r"(?:\d+|[一二两三四五六七八九十]+)"


def number(text: str) -> Decimal | None:
    """A number in digits or Chinese numerals (十二, 两百, 半), exact; of an estimate (三四, 二三十) the lower end. None where it is none."""
    if _FIGURES.fullmatch(text):
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    if is_estimate(text):
        text = _lower_end(text)
    whole = chinese_number(text.translate(_SPOKEN))
    return None if whole is None else Decimal(whole)


def is_estimate(text: str) -> bool:
    """Whether a numeral names two neighbours: 三四, 十七八, 二三十, 三五."""
    match = _NEIGHBOURS.fullmatch(text)
    if match is None or any(each not in "一二两三四五六七八九十百千" for each in match[1]) or (match[1] and match[1][-1] not in TENS):
        return False
    return 0 < DIGITS[match[3]] - DIGITS[match[2]] <= _WIDEST


def _lower_end(text: str) -> str:
    match = _NEIGHBOURS.fullmatch(text)
    return f"{match[1]}{match[2]}{match[4]}" if match else text


@lru_cache(maxsize=1024)
def chinese_number(text: str) -> int | None:
    """The number, or None. Digits alone are read as digits (二〇二一 is 2021); else tens, hundreds and groups count."""
    if not text or any(sign not in DIGITS and sign not in TENS and sign not in _GROUPS for sign in text):
        return None
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    return _counted(text)


def ordinal(text: str | None) -> int | None:
    """The number of a unit or a storey as it is written (3, -1, 十二); None for nothing, and for what is no number."""
    return None if not text else int(text) if text.removeprefix("-").isdecimal() else chinese_number(text)


def _counted(text: str) -> int | None:
    whole = group = 0
    digit: int | None = None
    last = 10**9
    for sign in text:
        if sign in DIGITS:
            if digit:  # two digits in a row (四五十) say no number
                return None
            digit = DIGITS[sign]
            continue
        factor = TENS.get(sign)
        if factor is None:
            counted = group + (digit or 0)
            whole = (whole + counted) * _GROUPS[sign] if sign == "亿" else whole + counted * _GROUPS[sign]
            group, digit, last = 0, None, 10**9
            continue
        if factor >= last:
            return None
        group, digit, last = group + (1 if digit is None else digit) * factor, None, factor
    return whole + group + (digit or 0)
