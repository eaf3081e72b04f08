"""Between what a person types and what a field holds."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from surveyapp.domain.canonical import Value, clean_text
from surveyapp.domain.checks import check_field
from surveyapp.domain.fields import Field
from surveyapp.domain.numerals import chinese_number
from surveyapp.errors import Finding
from surveyapp.words import has, say

NUMBERS = frozenset({"integer", "decimal", "year"})


_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_COMMA_FOR_POINT = re.compile(r"([+-]?\d+),(\d+)")
_WITH_UNIT = re.compile(r"([+-]?[\d.,]+|[零〇○一二两三四五六七八九十百千]+)([^\d.,].*)")
_OWN = {
    "m2": ("m2", "平方米", "平米", "平方", "平"),
    "m": ("m", "米"),
    "year": ("年", "年建", "年建成", "年竣工"),
    "storey": ("层", "楼"),
    "unit_of_stairs": ("单元", "个单元"),
    "wan_yuan": ("万", "万元"),
    "percent": ("%",),
}
"""How a unit is written behind its number, beside its name in the language in use; 个 goes with whatever is counted."""


def tidy_number(text: str) -> str:
    """Full-width digits, blanks and commas between groups of three made plain: `１,２００ ` is `1200`. `18,6` is no such group and stays."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("。", ".")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def _bare(text: str, unit: str) -> str:
    """A number as it was typed, without the field's own unit behind it: 3060.4㎡, 1994年, 3 个."""
    plain = tidy_number(text)
    found = _WITH_UNIT.fullmatch(plain)
    own = {"个", *_OWN.get(unit, ()), *([tidy_number(unit_words(unit))] if unit and has(f"unit.{unit}") else [])}
    return tidy_number(found[1]) if found and found[2].casefold() in {each.casefold() for each in own} else plain


def whole_number(text: str, unit: str = "") -> int | str | None:
    """An integer, None for nothing typed, or the text itself when it is no number (the check then says so). `unit` may stand behind it."""
    plain = _bare(text, unit)
    if not plain:
        return None
    said = chinese_number(plain)
    try:
        number = Decimal(plain if said is None else said)
    except InvalidOperation:
        return plain
    return int(number) if number.is_finite() and number == number.to_integral_value() and abs(number) < 2**53 else plain


def decimal_text(text: str, unit: str = "") -> str | None:
    """A decimal as the journal holds it: a plain string. `unit` may stand behind it."""
    plain = _bare(text, unit)
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return plain
    return format(number, "f") if number.is_finite() and len(plain) < 40 else plain


def value_of(field: Field, text: str) -> Value:
    """The value that a text field's words stand for; None when it was emptied."""
    if field.type == "integer":
        return whole_number(text, field.unit)
    if field.type == "decimal":
        return decimal_text(text, field.unit)
    if field.type == "date":
        return unicodedata.normalize("NFKC", text).strip().replace("/", "-").replace(".", "-") or None
    return clean_text(text).strip() or None


def text_of(value: Value) -> str:
    """How a plain value stands in its text field."""
    return "" if value is None else str(value)


def unit_words(unit: str) -> str:
    """A unit code in words."""
    return say(f"unit.{unit}") if unit else ""


def choice_words(field: str, value: str) -> str:
    """A choice in words; a value of a newer version stands as it is."""
    code = f"choice.{field}.{value}"
    return say(code) if value and has(code) else value


def shown_value(kind: str, name: str, value: Value) -> str:
    """A value as a person reads it in the history or in a conflict."""
    if value is None:
        return say("ui.form.empty")
    if isinstance(value, dict) and "value" in value:
        evidence = choice_words("evidence", str(value.get("evidence") or ""))
        return f"{value['value']} {evidence}".strip()
    if isinstance(value, dict) and "grade" in value:
        return choice_words("safety", str(value["grade"]))
    if isinstance(value, dict) and "lon" in value:
        return f"{value.get('lon')}, {value.get('lat')} {value.get('crs', '')}".strip()
    if isinstance(value, list):
        return say("ui.form.list_join").join(choice_words(name, str(each)) for each in value)
    return choice_words(name, str(value)) if isinstance(value, str) else str(value)


def problems(field: Field, value: Value) -> tuple[Finding, ...]:
    """What makes a value impossible, so that it is not stored."""
    return tuple(found for found in check_field(field, value) if found.code.startswith("finding.value.impossible."))


def problem_words(field: Field, found: Finding) -> str:
    """Why a value cannot be stored, with the figures."""
    if found.code.endswith(".range"):
        return say("ui.form.out_of_range", least=plain(field.least), most=plain(field.most), unit=unit_words(field.unit)).replace("  ", " ")
    if found.code.endswith(".number"):
        return say("ui.form.whole_number" if field.type != "decimal" else "ui.form.number")
    if found.code.endswith(".longest"):
        return say("ui.form.too_long", most=field.longest)
    if found.code.endswith(".date"):
        return say("plan.page.day_unreadable")
    return say("ui.form.unknown_choice")


def draft_words(kind: str, field: Field, value: Value, stored: Value) -> str:
    """What stands beside a value that cannot be stored: why, that it is kept, and what the record says. What was probably meant is behind it."""
    problem = problem_words(field, problems(field, value)[0])
    if stored is None:
        return say("ui.form.kept_draft", problem=problem)
    return say("ui.form.last_stays", problem=problem, last=shown_value(kind, field.name, stored))


def likely(field: Field, value: Value) -> str:
    """What was probably meant by what cannot be stored, in words; "" where nobody can tell."""
    meant = meant_by(field, value)
    return "" if meant is None else str(meant.get("value")) if isinstance(meant, dict) else str(meant)


def meant_by(field: Field, value: Value) -> Value:
    """What was probably meant by what cannot be stored, None where nobody can tell: a comma for the point (18,6), the point one or two places
    further left (186), the last two digits of a year (94)."""
    if field.type == "year" and isinstance(value, dict):
        year = value.get("value")
        if type(year) is not int or not 0 <= year < 100 or field.high is None:
            return None
        return {**value, "value": next(each for each in (2000 + year, 1900 + year) if each <= field.high)}
    if field.type != "decimal" or not isinstance(value, str) or field.least is None or field.most is None:
        return None
    comma = _COMMA_FOR_POINT.fullmatch(value)
    if comma:
        told = Decimal(f"{comma[1]}.{comma[2]}")
        return format(told, "f") if field.least <= told <= field.most else None
    try:
        typed = Decimal(value)
    except InvalidOperation:
        return None
    return next((plain(each) for each in (typed / 10, typed / 100) if typed.is_finite() and field.least <= each <= field.most), None)


def plain(number: Decimal | None) -> str:
    """A bound without needless zeros."""
    return "" if number is None else format(number.normalize(), "f")
