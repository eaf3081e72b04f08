"""The catalogue as data: complete, consistent, and refusing what is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.errors import BadInput
from surveyapp.policy.catalogue import Trigger, catalogue_from, check_catalogue
from surveyapp.steps import policies

TOML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
TABLES = st.dictionaries(st.sampled_from(["units", "measures", "defects", "JC-01", "RF-01"]), TOML, max_size=4)


def test_the_whole_catalogue_is_there() -> None:
    catalogue = policies.catalogue()
    assert (len(catalogue.items), len(catalogue.defects), len(catalogue.needs)) == (50, 59, 16)
    assert list(catalogue.items)[:2] == ["JC-01", "JC-02"]


def test_every_item_can_be_reached_from_a_defect_or_a_need_or_only_from_words() -> None:
    catalogue = policies.catalogue()
    reached = {item for defect in catalogue.defects.values() for item in defect.items} | {i for need in catalogue.needs.values() for i in need.items}
    assert set(catalogue.items) - reached == {"TA-02", "TA-03", "X-03", "X-99"}


def test_only_management_calls_for_no_item() -> None:
    assert [defect.code for defect in policies.catalogue().defects.values() if not defect.items] == ["MG-01"]


def test_names_differ() -> None:
    catalogue = policies.catalogue()
    for things in (catalogue.items, catalogue.defects, catalogue.needs):
        for language in ("name", "name_en"):
            names = [getattr(each, language) for each in things.values()]
            assert len(set(names)) == len(names)


def test_the_primary_defect_of_an_item_comes_first() -> None:
    assert policies.catalogue().defects_of("JC-05")[0].code == "RD-01"
    assert policies.catalogue().defects_of("JC-05")[-1].code == "DR-05"


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [("at_least", False, True, True), ("more_than", False, False, True), ("less_than", True, False, False)],
)
def test_a_trigger_is_exact_at_its_bound(comparison: str, below: bool, at: bool, above: bool) -> None:
    trigger = Trigger(3, "", "", measure="depth", comparison=comparison, bound=Decimal(15))
    found = [trigger.holds_for({"depth": Decimal(value)}) for value in ("14.99", "15.00", "15.01")]
    assert found == [below, at, above]
    assert not trigger.holds_for({})


def test_all_that_is_wrong_is_found() -> None:
    items = {"JC-01": {"name": "供水", "name_en": ""}}
    defects = {
        "units": {"m": {}},
        "measures": {"length": {"zh": "长度", "en": "Length"}},
        "defects": {
            "RF-01": {
                "name": "x",
                "name_en": "x",
                "levels": ["sky"],
                "severity": 7,
                "items": ["JC-99"],
                "measures": [{"name": "length", "unit": "furlong"}],
                "triggers": [{"severity": 3, "measure": "depth", "at_least": "1"}, {"severity": 3}],
            }
        },
    }
    codes = [
        each.code.removeprefix("finding.catalogue.")
        for each in check_catalogue(items, defects, {"N01": {"name": "a", "name_en": "b", "items": ["?"]}})
    ]
    expected = ["no_name", "unknown_item", "unknown_level", "severity", "unknown_measure", "trigger", "trigger", "unknown_item"]
    assert codes == expected
    with pytest.raises(BadInput) as refused:
        catalogue_from(items, defects, {})
    assert refused.value.code == "error.catalogue"


@given(TABLES, TABLES, TABLES)
def test_any_tables_are_answered_with_findings_and_never_an_exception(items: object, defects: object, needs: object) -> None:
    check_catalogue(items, defects, needs)  # type: ignore[arg-type]
