"""Whole numbers in Chinese numerals: 十二, 二〇二一, 四百九十三, 两百."""

from __future__ import annotations

from functools import lru_cache

DIGITS = {**{sign: value for value, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}


@lru_cache(maxsize=1024)
def chinese_number(text: str) -> int | None:
    """The number, or None. Digits alone are read as digits (二〇二一 is 2021); else tens, hundreds and groups count."""
    if not text or any(sign not in DIGITS and sign not in TENS and sign not in _GROUPS for sign in text):
        return None
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    return _counted(text)


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
