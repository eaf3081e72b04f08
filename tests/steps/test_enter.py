"""What a command hands in as words: numbers typed in full width, and ones that are none."""

from __future__ import annotations

import pytest

from surveyapp.errors import BadInput
from surveyapp.steps.enter import fields_from


@pytest.mark.parametrize(
    ("pair", "value"),
    [
        ("households=１２", 12),
        ("area_m2=９３６．４０", "936.40"),
        ("built=１９９４", {"value": 1994, "precision": "year"}),
        ("name=１２栋", "１２栋"),
    ],
)
def test_full_width_digits_are_read_where_a_number_is_meant(pair: str, value: object) -> None:
    assert list(fields_from("building", [pair]).values()) == [value]


def test_a_quantity_in_full_width_is_read() -> None:
    assert fields_from("defect", ["quantity=２．５　m2"]) == {"quantity": {"n": "2.5", "unit": "m2"}}


@pytest.mark.parametrize("pair", ["households=1_000", "area_m2=9E+999999", "area_m2=1_0.5", "area_m2=NaN", "households=٣"])
def test_what_is_no_number_is_refused_in_words(pair: str) -> None:
    with pytest.raises(BadInput) as refused:
        fields_from("building", [pair])
    assert refused.value.code == "error.field_not_number"
