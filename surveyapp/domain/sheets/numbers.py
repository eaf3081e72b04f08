"""Numbers, years and dates as people put them into tables, read exactly: no binary fraction anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation, localcontext
from fractions import Fraction

from surveyapp.domain.canonical import LARGEST_INTEGER
from surveyapp.domain.numerals import TENS, chinese_number
from surveyapp.domain.sheets.table import Cell, plain

_NUMBER = re.compile(r"(约|大约|近)?([+-]?(?:\d+(?:\.\d*)?|\.\d+))(.*?)(左右|余|多)?")
_EPOCH = date(1899, 12, 30)
"""Day 0 of a workbook's dates, as they count from March 1900 on."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2035
_YEAR = re.compile(r"(?:约|建于|竣工于)?(\d{4})(?:年)?(?:建成|竣工|建|左右)?")
_MONTH = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.](\d{1,2})|月(\d{1,2})日?)?")
_SPELT = re.compile(r"(约|大约|近)?([零〇○一二两三四五六七八九十百千]+)(\D*)")
_SPELT_YEAR = re.compile(r"(?<![零〇○一二三四五六七八九])[一二][零〇○一二三四五六七八九]{3}(?![零〇○一二三四五六七八九])")
_RANGE = re.compile(r"(\d{4})年?(?:-|—|--|~|至|到|、|/)+(\d{4})年?")
_DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[t ]?\d{1,2}:\d\d(?::\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: `value` or None, and the code of a doubt (`wrong.number`, `odd.about` …) with its facts."""

    value: Decimal | int | str | tuple[int, int] | None = None
    doubt: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def read_number(cell: Cell, factors: Mapping[str, Fraction], unit: str, places: int = 2) -> Reading:
    """The number of a cell in the field's own unit. `factors` are the units of its dimension, `unit` that of the column.

    A unit written in the cell wins over the column's. What has no end as a decimal (亩) is rounded to `places` and told.
    """
    if isinstance(cell, (bool, date)):
        return Reading(doubt="wrong.number")
    if isinstance(cell, (int, Decimal)):
        return _converted(Decimal(cell), factors.get(unit, Fraction(1)), places)
    found = _NUMBER.fullmatch(_in_figures(plain(cell).replace(",", "").replace("，", "")))
    if found is None:
        return Reading(doubt="wrong.number")
    about, number, own, rest = found.groups()
    if own and own not in factors:
        return Reading(doubt="wrong.number")
    reading = _converted(Decimal(number), factors[own] if own else factors.get(unit, Fraction(1)), places)
    return Reading(reading.value, "odd.about") if (about or rest) and not reading.doubt else reading


def _in_figures(text: str) -> str:
    """A count in Chinese numerals in figures: 六层 is 6层, 约一百二十户 is 约120户. 三四 may be three or four: it stays as it is."""
    found = _SPELT.fullmatch(text)
    if found is None:
        return text
    about, said, rest = found.groups()
    number = chinese_number(said) if len(said) == 1 or any(each in TENS for each in said) else None
    return text if number is None else f"{about or ''}{number}{rest}"


def _converted(number: Decimal, factor: Fraction, places: int) -> Reading:
    if not number.is_finite() or abs(number) > LARGEST_INTEGER or len(number.as_tuple().digits) > 40:
        return Reading(doubt="wrong.number")
    exact = Fraction(number) * factor
    try:
        with localcontext(Context(prec=80, traps=[Inexact, InvalidOperation])):
            return Reading(plain_decimal(Decimal(exact.numerator) / Decimal(exact.denominator)))
    except Inexact:
        scaled = exact * 10**places
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Reading(plain_decimal(Decimal(whole).scaleb(-places)), "odd.rounded", {"places": places})


def plain_decimal(number: Decimal) -> Decimal:
    """Without needless zeros after the point, and never with an exponent: 930.00 is 930."""
    if number == number.to_integral_value():
        return Decimal(int(number))
    text = format(number, "f")
    return Decimal(text.rstrip("0")) if "." in text else number


def read_year(cell: Cell) -> Reading:
    """A year, or a pair of years for a span. Dates give their year; a year typed into a cell formatted as a date is found again."""
    if isinstance(cell, bool):
        return Reading(doubt="wrong.year")
    if isinstance(cell, date):
        return _year_of_date(cell)
    if isinstance(cell, (int, Decimal)):
        return _year_of_number(Decimal(cell))
    text = _SPELT_YEAR.sub(lambda found: str(chinese_number(found[0])), plain(cell).strip("()"))
    span = _RANGE.fullmatch(text)
    if span:
        return _span(int(span[1]), int(span[2]))
    found = _YEAR.fullmatch(text) or _MONTH.fullmatch(text)
    if found and ("." not in text or _MONTH.fullmatch(text)):
        return _year_of_number(Decimal(found[1]))
    if re.fullmatch(r"\d{1,2}年?", text):
        return Reading(doubt="wrong.short_year", facts={"proposal": f"19{int(text.strip('年')):02d}"})
    return Reading(doubt="wrong.decade" if "年代" in text else "wrong.year")


def _year_of_date(day: date) -> Reading:
    serial = (day - _EPOCH).days
    if _FIRST_YEAR <= serial <= _LAST_YEAR:
        return Reading(serial, "odd.year_as_date", {"year": serial})
    return Reading(day.year)


def _year_of_number(number: Decimal) -> Reading:
    if not number.is_finite() or abs(number) > LARGEST_INTEGER:
        return Reading(doubt="wrong.year")
    whole = int(number) if number == number.to_integral_value() else None
    if whole is None:
        year, month = divmod(number * 100, 100)
        return Reading(int(year)) if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and month == int(month) else Reading(doubt="wrong.year")
    if _FIRST_YEAR <= whole <= _LAST_YEAR:
        return Reading(whole)
    if 10000 <= whole <= 60000:
        return Reading(doubt="wrong.serial", facts={"proposal": date.fromordinal(_EPOCH.toordinal() + whole).year})
    if 0 <= whole <= 99:
        return Reading(doubt="wrong.short_year", facts={"proposal": f"19{whole:02d}"})
    return Reading(doubt="wrong.year")


def _span(first: int, last: int) -> Reading:
    if first > last or not (first >= _FIRST_YEAR and last <= _LAST_YEAR):
        return Reading(doubt="wrong.year")
    return Reading((first, last))


def read_date(cell: Cell) -> Reading:
    """A date as ISO 8601 text. A workbook's serial number without a format is told, not guessed."""
    if isinstance(cell, date):
        return Reading(cell.isoformat())
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", str(cell)).strip().lower()) if isinstance(cell, str) else None
    try:
        return Reading(date(*map(int, found.groups())).isoformat()) if found else Reading(doubt="wrong.date")
    except ValueError:
        return Reading(doubt="wrong.date")
