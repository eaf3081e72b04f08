"""Fields as data: what is impossible, what is implausible, and what is never refused."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.checks import as_decimal, check_field, check_record
from surveyapp.domain.fields import KINDS, Field, field_of

NUMBERS = [(kind, field) for kind, fields in KINDS.items() for field in fields if field.type in ("integer", "decimal") and field.most is not None]


def codes(kind: str, name: str, value: object) -> list[str]:
    """The findings of one value, by code."""
    field = field_of(kind, name)
    assert field is not None
    return [found.code for found in check_field(field, value)]


@pytest.mark.parametrize(("kind", "field"), NUMBERS, ids=[f"{kind}.{field.name}" for kind, field in NUMBERS])
def test_the_ends_of_every_range_are_possible_and_one_step_beyond_is_not(kind: str, field: Field) -> None:
    step = Decimal(1) if field.type == "integer" else Decimal(1).scaleb(-field.places)
    assert field.least is not None
    assert field.most is not None
    write = int if field.type == "integer" else str
    assert not [found for end in (field.least, field.most) for found in check_field(field, write(end)) if "impossible" in found.code]
    for beyond in (field.least - step, field.most + step):
        assert [found.code for found in check_field(field, write(beyond))] == ["finding.value.impossible.range"]


@given(st.one_of(st.none(), st.booleans(), st.text(), st.integers(), st.lists(st.integers()), st.dictionaries(st.text(), st.text())))
def test_no_value_breaks_a_check(value: object) -> None:
    for kind, fields in KINDS.items():
        check_record(kind, {field.name: value for field in fields})


def test_a_year_says_what_is_wrong() -> None:
    assert codes("building", "built", {"value": 1994, "precision": "year", "evidence": "deed"}) == []
    assert codes("building", "built", {"value": 1899}) == ["finding.value.impossible.range"]
    assert codes("building", "built", {"value": 1920}) == ["finding.value.implausible"]
    assert codes("building", "built", {"value": "九四年"}) == ["finding.value.impossible.number"]


def test_an_unknown_choice_is_told_and_kept() -> None:
    assert codes("building", "lift", "escalator") == ["finding.value.impossible.choice"]


def test_a_building_too_small_for_its_households_is_told() -> None:
    found = check_record("building", {"area_m2": "936.40", "households": 36})
    assert not found, "26.01 m² a household is above the least of 20"
    assert [each.code for each in check_record("building", {"area_m2": "719.99", "households": 36})] == ["finding.building.area_per_household"]
    assert [each.code for each in check_record("building", {"units": 4, "households": 3})] == ["finding.building.households_below_units"]
    over = {"units": 1, "storeys": 6, "per_floor": 2, "households": 13}
    assert [each.code for each in check_record("building", over)] == ["finding.building.households_above_rooms"]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, Decimal(3)),
        ("4.8724", Decimal("4.8724")),
        ("NaN", None),
        ("1e5", Decimal("1e5")),
        (True, None),
        (None, None),
        ("", None),
        ("1_000", None),
        ("１２", None),
        ("1e20", None),
        ("1e-21", None),
        ("9E+999999", None),
        ("1e-999999", None),
        ("9" * 20, Decimal("9" * 20)),
        ("9" * 21, None),
        ("0." + "1" * 21, None),
        (10**20, None),
        (".5", Decimal("0.5")),
        ("-3.", Decimal(-3)),
        (" 7 ", Decimal(7)),
        ("sNaN", None),
        ("0e99", Decimal(0)),
    ],
)
def test_exact_numbers_of_the_journal(value: object, number: Decimal | None) -> None:
    assert as_decimal(value) == number


AWKWARD = ("9E+999999", "0.1", "1e-999999", "1e19", "1e-20", "9" * 20, "1e999999999", "-0", "0", "0e99", "sNaN", 3, [], {}, [{}], None)
PAIRS = [
    (kind, first, second)
    for kind in ("building", "vote")
    for first, second in combinations([each.name for each in KINDS[kind] if each.type in ("integer", "decimal")], 2)
]


@pytest.mark.parametrize(("kind", "first", "second"), PAIRS, ids=["-".join(each) for each in PAIRS])
def test_no_pair_of_numbers_breaks_the_checks_between_them(kind: str, first: str, second: str) -> None:
    others = {"households": 9, "units": 2, "storeys": "1e19", "per_floor": "1e19", "total_area_m2": "1e-20"}
    for one, other in product(AWKWARD, AWKWARD):
        for rest in ({}, others):
            check_record(kind, rest | {first: one, second: other})


def test_what_leaves_exact_arithmetic_is_a_finding() -> None:
    assert [each.code for each in check_record("building", {"area_m2": "9E+999999", "households": "0.1"})] == [
        "finding.value.impossible.number",
        "finding.value.impossible.number",
    ]


@pytest.mark.parametrize("member", [[], {}, [[]], None, 5, "unknown"])
def test_a_choice_that_is_none_is_told(member: object) -> None:
    for kind, fields in KINDS.items():
        for each in fields:
            if each.type == "choices":
                assert codes(kind, each.name, [each.choices[0], member]) == ["finding.value.impossible.choice"]
                assert codes(kind, each.name, list(each.choices)) == []


@pytest.mark.parametrize(
    ("n", "unit", "said"),
    [("0", "m", "nothing"), ("0.00", "spot", "nothing"), ("100000", "m", "much"), ("100000", "stone", "much"), ("1001", "spot", "much"),
     ("1000", "spot", ""), ("5000", "m", ""), ("0", "percent", ""), ("0.5", "m2", ""), ("many", "m", "")],
)  # fmt: skip
def test_a_quantity_of_nothing_or_of_far_too_much_is_told(n: str, unit: str, said: str) -> None:
    found = check_record("defect", {"quantity": {"n": n, "unit": unit}})
    assert [(each.code.rpartition(".")[2], each.where) for each in found] == ([(said, "quantity")] if said else [])
