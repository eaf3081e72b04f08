"""Checks of values and records against their fields. They give findings; nothing here refuses an edit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from surveyapp.domain import geo
from surveyapp.domain.annotations import FULL, check_annotation, read_shape
from surveyapp.domain.canonical import Value
from surveyapp.domain.fields import KINDS, Field
from surveyapp.errors import Finding

_PLACED = {kind: {field.name: (place, field) for place, field in enumerate(fields)} for kind, fields in KINDS.items()}
"""The fields of each kind by name, with their places in its order."""
_PLACES = 20
"""More digits than this before or after the point are no number of ours: sums and shares of such would leave exact arithmetic."""
_ABOVE_ALL = 10**_PLACES
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][+-]?[0-9]{1,2})?")

_MOST_OF_ANY = 10_000
_MOST_OF = {
    **dict.fromkeys(("spot", "piece", "place", "set", "camera", "lamp", "tank", "charger"), 1_000),
    **dict.fromkeys(("household", "person", "vehicle", "space", "door", "window", "step", "plant", "per_year"), 2_000),
    **dict.fromkeys(("unit", "units", "unit_of_stairs", "building", "celsius", "percent"), 100),
    "m": 5_000,
    "m2": 50_000,
    "m3": 10_000,
    "cm": 2_000,
    "mm": 20_000,
    "storey": 60,
    "MPa": 10,
    "yes_no": 1,
}
"""From here on a quantity of one defect is a slip of the finger: more than the largest community has of it."""
_MAY_BE_NOTHING = frozenset({"celsius", "percent", "MPa", "per_year", "minute", "yes_no"})
"""Units of what is measured and may well read 0."""

_NOT_ABOVE = (
    ("voted_area_m2", "total_area_m2", "finding.vote.voted_above_total"),
    ("voted_owners", "total_owners", "finding.vote.voted_above_total"),
    ("agree_area_m2", "voted_area_m2", "finding.vote.agree_above_voted"),
    ("agree_owners", "voted_owners", "finding.vote.agree_above_voted"),
)


def check_field(field: Field, value: Value) -> tuple[Finding, ...]:
    """What is impossible (`finding.value.impossible.*`) or implausible (`finding.value.implausible`) about a value. None means unset: nothing."""
    if value is None:
        return ()
    if field.type in ("integer", "decimal"):
        return _check_number(field, value)
    if field.type == "choice" and value not in field.choices:
        return (_impossible(field, "choice", value),)
    if field.type == "choices" and not (isinstance(value, list) and all(isinstance(each, str) and each in field.choices for each in value)):
        return (_impossible(field, "choice", value),)
    if field.type == "year":
        return _check_number(field, value.get("value") if isinstance(value, dict) else "?")
    if field.type == "text" and not (isinstance(value, str) and len(value) <= field.longest):
        return (_impossible(field, "longest", value, most=field.longest),)
    if field.type == "position":
        return geo.check_position(field.name, value)
    if field.type == "quantity":
        return _check_quantity(field, value)
    if field.type == "shape" and read_shape(value) is None:
        return (_impossible(field, "shape", value, most=FULL),)
    if field.type == "date" and as_day(value) is None:
        return (_impossible(field, "date", value),)
    return ()


def _check_number(field: Field, value: Value) -> tuple[Finding, ...]:
    number: int | Decimal | None = value if type(value) is int and abs(value) < _ABOVE_ALL else as_decimal(value)
    if number is None or (field.type != "decimal" and isinstance(number, Decimal) and number != number.to_integral_value()):
        return (_impossible(field, "number", value),)
    if (field.least is not None and number < field.least) or (field.most is not None and number > field.most):
        return (_impossible(field, "range", value, least=field.least, most=field.most),)
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        return (Finding("finding.value.implausible", field.name, {"value": value, "low": field.low, "high": field.high}),)
    return ()


def _check_quantity(field: Field, value: Value) -> tuple[Finding, ...]:
    """A quantity of nothing, or of more than a defect ever has of that unit."""
    number, unit = (as_decimal(value.get("n")), str(value.get("unit") or "")) if isinstance(value, dict) else (None, "")
    if number is None:
        return ()
    most = _MOST_OF.get(unit, _MOST_OF_ANY)
    if number <= 0 and unit not in _MAY_BE_NOTHING:
        return (Finding("finding.quantity.nothing", field.name, {"n": value["n"]}),)
    if number > most:
        return (Finding("finding.quantity.much", field.name, {"n": value["n"], "most": most}),)
    return ()


def beyond(unit: object, storey: object, place: object, units: object, storeys: object) -> tuple[Finding, ...]:
    """What a place in a building has that the building has not: a unit or a storey above its last. What nobody knows gives nothing.

    The roof of six storeys may be called the seventh.
    """
    found = []
    if type(unit) is int and type(units) is int and unit > units > 0:
        found.append(Finding("finding.defect.unit_beyond", "unit", {"unit": unit, "units": units}))
    if type(storey) is int and type(storeys) is int and storey > storeys + (place == "roof") and storeys > 0:
        found.append(Finding("finding.defect.storey_beyond", "storey", {"storey": storey, "storeys": storeys}))
    return tuple(found)


def _impossible(field: Field, why: str, value: Value, **facts: object) -> Finding:
    return Finding(f"finding.value.impossible.{why}", field.name, {"value": str(value)[:40], "unit": field.unit, **facts})


def as_decimal(value: Value) -> Decimal | None:
    """The exact number of a journal value (integer or decimal string in ASCII), or None; so for more than 20 digits on a side of the point."""
    if type(value) is int:
        return Decimal(value) if abs(value) < _ABOVE_ALL else None
    if not isinstance(value, str) or not _NUMBER.fullmatch(value.strip()):
        return None
    number = Decimal(value.strip())
    exponent = number.as_tuple().exponent
    is_bounded = isinstance(exponent, int) and exponent >= -_PLACES and (not number or number.adjusted() < _PLACES)
    return number if is_bounded else None


def as_day(value: Value) -> date | None:
    """The day of a journal value (ISO, `2026-11-16`), or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def check_record(kind: str, values: Mapping[str, Value]) -> tuple[Finding, ...]:
    """All findings of a record: each field's, and those between fields of a building or of a vote."""
    fields = _PLACED.get(kind, {})
    told = [(fields[name][0], some) for name, value in values.items() if name in fields and (some := check_field(fields[name][1], value))]
    found: list[Finding] = [each for _, several in sorted(told, key=lambda each: each[0]) for each in several]
    between = _BETWEEN.get(kind)
    return (*found, *(between(values) if between else ()))


def _check_vote(values: Mapping[str, Value]) -> Sequence[Finding]:
    found = []
    for part, whole, code in _NOT_ABOVE:
        some, every = as_decimal(values.get(part)), as_decimal(values.get(whole))
        if some is not None and every is not None and some > every:
            found.append(Finding(code, part, {"part": some, "whole": every}))
    return found


def _check_building(values: Mapping[str, Value]) -> Sequence[Finding]:
    area, households = as_decimal(values.get("area_m2")), as_decimal(values.get("households"))
    units, storeys, per_floor = (as_decimal(values.get(name)) for name in ("units", "storeys", "per_floor"))
    found = []
    if area and households and not 20 <= area / households <= 300:
        found.append(Finding("finding.building.area_per_household", "area_m2", {"each": round(area / households)}))
    if households and units and households < units:
        found.append(Finding("finding.building.households_below_units", "households", {"units": units}))
    if households and units and storeys and per_floor and households > units * storeys * per_floor:
        found.append(Finding("finding.building.households_above_rooms", "households", {"most": units * storeys * per_floor}))
    return found


_BETWEEN: Mapping[str, Callable[[Mapping[str, Value]], Sequence[Finding]]] = {
    "building": _check_building,
    "vote": _check_vote,
    "annotation": check_annotation,
}
"""The checks between the fields of a record."""
