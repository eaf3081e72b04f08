"""English sentences of the quick-entry: place, defect, severity and quantity by a simple lexicon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.english import Interpreter
from surveyapp.steps import classify, policies
from surveyapp.steps.hear import hear
from surveyapp.steps.learn import word_list

INTERPRETER = Interpreter(word_list("english"), policies.catalogue())


@pytest.mark.parametrize(
    ("text", "defect"),
    [
        ("unit 3 stairwell handrail loose", "CP-02"),
        ("roof leaks when it rains", "RF-01"),
        ("gutter blocked", "RF-03"),
        ("tiles falling off the facade", "WL-02"),
        ("stairwell light out", "CP-03"),
        ("entrance door lock broken", "CP-05"),
        ("building is leaning", "ST-01"),
        ("low water pressure on the top floor", "WA-01"),
        ("drain blocked, sewage backing up", "DR-01"),
        ("manhole cover missing", "DR-05"),
        ("breaker trips, transformer too small", "EL-01"),
        ("no piped gas, people carry gas bottles", "GS-01"),
        ("radiators cold", "HT-01"),
        ("overhead cables tangled", "TC-01"),
        ("slow internet, no fibre", "TC-03"),
        ("no phone signal", "TC-04"),
        ("fire lane blocked by parked cars", "FR-01"),
        ("fire extinguishers expired", "FR-02"),
        ("cameras broken", "SC-01"),
        ("potholes in the road", "RD-01"),
        ("street lamps out", "LT-01"),
        ("vegetables grown on the lawn", "GR-02"),
        ("illegal shed built in the courtyard", "IL-01"),
        ("nowhere to park", "PK-01"),
        ("e-bikes charged with an extension cord", "CH-01"),
        ("rubbish bins overflowing", "GB-01"),
        ("no ramp for wheelchairs", "AC-01"),
        ("no lift, old people cannot climb", "EV-01"),
        ("boundary wall leaning", "BW-01"),
    ],
)
def test_common_notes_find_their_defect(text: str, defect: str) -> None:
    best = classify.suggest(text).best
    assert best is not None
    assert best.defect == defect


@pytest.mark.parametrize(
    ("text", "item"),
    [("we want a canteen for seniors", "TS-07"), ("no kindergarten", "TS-03"), ("a clinic please", "TS-02"), ("parcel locker", "WS-08")],
)
def test_wishes_find_their_item(text: str, item: str) -> None:
    best = classify.suggest(text).best
    assert best is not None
    assert best.item == item


def test_every_english_name_of_the_catalogue_stands_for_itself() -> None:
    catalogue = policies.catalogue()
    wrong = [each.name_en for each in catalogue.defects.values() if getattr(classify.suggest(each.name_en).best, "defect", "") != each.code]
    wrong += [each.name_en for each in catalogue.items.values() if getattr(classify.suggest(each.name_en).best, "item", "") != each.code]
    assert wrong == []


def test_place_severity_and_quantity_are_read_and_quoted_in_the_writers_words() -> None:
    found = hear(policies.pack("liuzhou"), "Unit 3 stairwell handrail loose, severe, 2 places")
    assert (found.heard.unit, found.heard.place, found.heard.severity, found.heard.quantity) == (3, "stairwell", 3, "2")
    best = found.suggestions[0]
    assert (best.code, best.severity, best.quantity, best.quantity_unit) == ("CP-02", 3, "2", "spot")
    for word in (*found.heard.said, *best.why):
        assert word.lower() in found.text.lower()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("building 12, unit 2, 4th floor, flat 401", "12栋，2单元，4层，401室"),
        ("block A third floor", "a栋3层"),
        ("two broken street lamps", "2盏坏了路灯"),
        ("12.5 m2", None),
        ("roof leak, 12.5 m2, three households", "漏雨，12.5平方米，3户"),
        ("crack 2 mm wide", "开裂2毫米"),
        ("severity 4 handrail", "严重度4扶手"),
        ("handrail. loose; urgent", "扶手，松动，，紧急"),
    ],
)
def test_patterns_and_counts(text: str, plain: str | None) -> None:
    told = INTERPRETER.in_chinese(text)
    if plain is None:
        assert told is None or told.plain == "12.5平方米"
    else:
        assert told is not None
        assert told.plain == plain


@pytest.mark.parametrize("text", ["", "asdf qwer", "hello", "JC-14", "rf-01", "5#楼 handrail 松动", "2024"])
def test_what_is_no_known_english_is_left_to_the_chinese(text: str) -> None:
    assert INTERPRETER.in_chinese(text) is None


@given(st.text(alphabet=st.one_of(st.characters(codec="ascii"), st.sampled_from("İßﬁ½²Ⅷ")), max_size=80))
def test_any_text_is_put_over_without_harm(text: str) -> None:
    told = INTERPRETER.in_chinese(text)
    assert told is None or told.plain
    classify.suggest(text)


@given(st.integers(1, 999), st.integers(1, 30), st.integers(1, 60))
def test_addresses_are_read_back(building: int, unit: int, floor: int) -> None:
    place = classify.suggest(f"building {building} unit {unit} floor {floor} handrail loose").place
    assert (place.building, place.unit, place.floor) == (str(building), str(unit), floor)
