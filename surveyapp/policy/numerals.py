"""Numbers as people write and say them: 十二, 二〇二一, 四百九十三, 两百, 俩, 半, 三四 (three or four), exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from surveyapp.domain.numerals import DIGITS, TENS, chinese_number

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
