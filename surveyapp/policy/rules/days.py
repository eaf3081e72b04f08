"""Days, months and years as people write them: the first and the last day of what is said, never a guess.

`2000`, `2000年底` and `2000-06` are spans within a year; `2000年底前` is everything up to its last day; `1995-2003` is from the one to the other.
What is said to be about (约1998, 1998年左右, 九十年代) is no span.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from surveyapp.domain.numerals import chinese_number
from surveyapp.policy.rules.quantities import plain

FIRST_YEAR, LAST_YEAR = 1840, 2199
Span = tuple[date, date]
_WEEKDAY = re.compile(r"\(?(?:周|星期)[一二三四五六日天]\)?$")
_CHINESE = re.compile(r"[零〇○一二三四五六七八九十]+(?=[年月日号])")
_CHINESE_YEAR = re.compile(r"(?<![零〇○一二三四五六七八九十])[一二][零〇○一二三四五六七八九]{3}(?![零〇○一二三四五六七八九十])")
_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?(?:T.*|\d{1,2}[:点时].*)?")
_TIME = re.compile(r"(?<=\d)[日号]?\s+\d{1,2}[:点时].*$")
_COMPACT = re.compile(r"((?:1[89]|2[01])\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})月?(?:份|底|末|初|中|上旬|中旬|下旬)?")
_YEAR = re.compile(r"(\d{4})年?(?:度|底|末|初|中|(上半年|下半年))?")
_RANGE = re.compile(r"(\d{4})年?(?:-|~|—|–|至|到)(\d{4})年?")
_EDGE = re.compile(r"(.*?)(以前|之前|前|以后|之后|后)(?:建成|竣工|完工)?$")
_END = ("底", "末")
_ONE = timedelta(days=1)


def span_of(value: object) -> Span:
    """The first and last day of what is said. Raises ValueError for what cannot be read as days."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError(value)
    if isinstance(value, Decimal):
        if value != value.to_integral_value():
            raise ValueError(value)
        value = int(value)
    return _span(str(value) if isinstance(value, int) else plain(value))


def day_of(value: object) -> date:
    """One day, from `2026-04-29`, `2026年4月29日` or a time on that day."""
    first, last = span_of(value)
    if first != last:
        raise ValueError(value)
    return first


@lru_cache(maxsize=4096)
def _span(text: str) -> Span:
    """Spans are remembered: the same few days stand in thousands of lines."""
    bare = _WEEKDAY.sub("", _TIME.sub("", text)).replace(" ", "")
    bare = _CHINESE_YEAR.sub(lambda found: str(chinese_number(found[0])), bare)
    bare = _CHINESE.sub(lambda found: str(chinese_number(found[0])), bare)
    first, last = _edge(bare) or _plain_span(bare)
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise ValueError(text)
    return first, last


def _edge(text: str) -> Span | None:
    """Everything before or after a time: up to its last day (both readings of 前 lie there), or from its first; 年底后 begins with the next day."""
    found = _EDGE.fullmatch(text)
    if found is None:
        return None
    first, last = _plain_span(found[1])
    if found[2].endswith("前"):
        return date(FIRST_YEAR, 1, 1), last
    return (last + _ONE if found[1].endswith(_END) else first), date(LAST_YEAR, 12, 31)


def _plain_span(text: str) -> Span:
    if (day := _DAY.fullmatch(text)) or (day := _COMPACT.fullmatch(text)):
        only = date(int(day[1]), int(day[2]), int(day[3]))
        return only, only
    if found := _RANGE.fullmatch(text):
        first, last = date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)
        if last < first:
            raise ValueError(text)
        return first, last
    if month := _MONTH.fullmatch(text):
        year, number = int(month[1]), int(month[2])
        if not 1 <= number <= 12:
            raise ValueError(text)
        return date(year, number, 1), date(year, number, monthrange(year, number)[1])
    if whole := _YEAR.fullmatch(text):
        year = int(whole[1])
        return date(year, 7 if whole[2] == "下半年" else 1, 1), date(year, 6, 30) if whole[2] == "上半年" else date(year, 12, 31)
    raise ValueError(text)
