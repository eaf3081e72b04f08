"""Numbers as people say them: 十二, 两百, 俩, 半, 三四 (three or four), exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
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
    total, held = 0, 0
    for character in text:
        if character in _DIGITS:
            held = held * 10 + _DIGITS[character] if held and not total else _DIGITS[character]
        elif character in _TENS:
            total += (held or 1) * _TENS[character]
            held = 0
        else:
            return None
    return Decimal(total + held) if text else None


def is_estimate(text: str) -> bool:
    """Whether a numeral names two neighbours: 三四, 十七八, 二三十, 三五."""
    match = _NEIGHBOURS.fullmatch(text)
    if match is None or any(each not in "一二两三四五六七八九十百千" for each in match[1]) or (match[1] and match[1][-1] not in _TENS):
        return False
    return 0 < _DIGITS[match[3]] - _DIGITS[match[2]] <= _WIDEST


def _lower_end(text: str) -> str:
    match = _NEIGHBOURS.fullmatch(text)
    return f"{match[1]}{match[2]}{match[4]}" if match else text
