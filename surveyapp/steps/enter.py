"""Enter: what a command hands in as words (`year=1994`, a name, a number) becomes the fields and records that it means."""

from __future__ import annotations

import json
from collections.abc import Iterable

from surveyapp import words
from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import as_decimal, check_field
from surveyapp.domain.fields import KINDS, Field, field_of
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node
from surveyapp.store import find
from surveyapp.store.find import Row

_DIGITS = 15
"""Longer numbers are left as they were typed: no field holds them, and 1e999999999 would fill the memory."""


_NUMERIC = ("integer", "decimal", "year", "quantity")
_NARROW = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．－＋　", "0123456789.-+ ", strict=True)}
"""What a Chinese keyboard types in full width, where a number is meant."""


def fields_from(kind: str, pairs: Iterable[str]) -> dict[str, Value]:
    """The fields of `name=value` words. A year may be given as a number, a quantity as `2 m2`, JSON as JSON; an empty value clears.

    Raises BadInput for an unknown name and for a value that the field cannot hold.
    """
    found: dict[str, Value] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        field = field_of(kind, name.strip())
        if not equals or field is None:
            known = ", ".join(each.name for each in KINDS.get(kind, ()))
            raise BadInput("error.field_unknown", given=pair, kind=words.say(f"kind.{kind}"), known=known)
        value = _value(field.type, text.strip().translate(_NARROW) if field.type in _NUMERIC else text.strip())
        for problem in check_field(field, value):
            if problem.code.startswith("finding.value.impossible."):
                raise _impossible(pair, field, problem.code.rpartition(".")[2])
        found[field.name] = value
    return found


def _impossible(pair: str, field: Field, why: str) -> BadInput:
    if why == "choice":
        return BadInput("error.field_choice", given=pair, choices=", ".join(field.choices))
    if why == "longest":
        return BadInput("error.field_too_long", given=pair[:40], longest=field.longest)
    if why == "date":
        return BadInput("error.field_date", given=pair)
    unit = words.say(f"unit.{field.unit}") if field.unit else ""
    code = "error.field_not_number" if why == "number" else "error.field_range"
    return BadInput(code, given=pair, range=f"{field.least}–{field.most} {unit}".rstrip())


def _value(kind: str, text: str) -> Value:
    if not text:
        return None
    if text[0] in "{[" and kind not in ("text",):
        try:
            return json.loads(text, parse_float=str)
        except (ValueError, RecursionError) as problem:
            raise BadInput("error.not_json", text=text[:60], reason=str(problem)[:80]) from problem
    if kind == "year":
        return {"value": int(text), "precision": "year"} if text.isdecimal() and len(text) < _DIGITS else {"value": text}
    if kind == "quantity":
        amount, _, unit = text.partition(" ")
        return {"n": amount, "unit": unit.strip() or "spot"}
    if kind == "integer":
        number = as_decimal(text)
        return int(number) if number is not None and number.adjusted() < _DIGITS and number == number.to_integral_value() else text
    return text.split(",") if kind == "choices" else text


def find_record(node: Node, kind: str, given: str, stream: str | None = None) -> Row:
    """The record of a kind with this id, number or name. Raises BadInput when there is none, or more than one."""
    with node.store.reading() as connection:
        rows = find.of_kind(connection, kind, stream)
    matches = [row for row in rows if given in (row.record, row.get("number"), row.get("name"))]
    if len(matches) != 1:
        code = "error.record_not_found" if not matches else "error.record_ambiguous"
        raise BadInput(
            code, kind=words.say(f"kind.{kind}"), given=given, count=len(matches), numbers=", ".join(str(row.get("number")) for row in matches[:5])
        )
    return matches[0]
