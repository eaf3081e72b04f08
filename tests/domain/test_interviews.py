"""Doors in walking order, and tallies that count households, not talks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.interviews import Households, Talk, door_of, doors_of, following, households_of, next_open, tally


@pytest.mark.parametrize(
    ("text", "unit", "label", "storey"),
    [
        ("1-302", None, "1-302", 3), ("1单元302室", None, "1-302", 3), ("302", 1, "1-302", 3), ("１－３０２", None, "1-302", 3),
        ("302室", None, "302", 3),

        ("2-1203", None, "2-1203", 12), ("5", 2, "2-5", None), ("车库旁小屋", None, "车库旁小屋", None), ("3-101A", None, "3-101a", 1),
    ],
)  # fmt: skip
def test_a_door_however_it_is_written(text: str, unit: int | None, label: str, storey: int | None) -> None:
    door = door_of(text, unit)
    assert (door.label, door.storey) == (label, storey)


FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
NUMERALS = "零一二三四五六七八九"


def spellings(unit: int, storey: int, room: int) -> list[str]:
    """The ways in which people write one door, its unit said."""
    flat = f"{storey}{room:02d}"
    return [
        f"{unit}-{flat}", f"{unit}单元{flat}", f"{unit}单元{flat}室", f"{unit} 单元 {flat} 室", f"{unit}-0{flat}", f"0{unit}-{flat}",
        f"{unit}–{flat}", f"{NUMERALS[unit]}单元{flat}号", f"第{unit}单元{storey}层{room:02d}", f"{unit}单元{NUMERALS[storey]}楼{flat}室",
        f"{unit}门{flat}房", f"{unit}单元-{flat}", f"{unit}-{flat}".translate(FULL_WIDTH),
    ]  # fmt: skip


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 20), st.sampled_from([None, 1, 3]))
def test_spelling_never_makes_another_household(unit: int, storey: int, room: int, units: int | None) -> None:
    flat = f"{storey}{room:02d}"
    assert {door_of(each, units=units).label for each in spellings(unit, storey, room)} == {f"{unit}-{flat}"}
    assert {door_of(each, 1 if unit == 1 else unit, units=units).label for each in (flat, f"{flat}室", f"0{flat}")} == {f"{unit}-{flat}"}
    one = [*spellings(1, storey, room), flat, f"{flat}室", f"０{flat}", f"{storey}层{room}号"]
    assert {door_of(each, units=1).label for each in one} == {f"1-{flat}"}, "in a building of one unit it need not be said"
    assert door_of(flat, units=3).label == door_of(flat).label == flat, "which of several units it is in, nobody said"


@given(st.one_of(st.text(max_size=12), st.from_regex(r"\A[1-9]?(单元|-)?-?[0-9]{1,5}[a-c]?室?\Z")), st.sampled_from([None, 1, 2]))
def test_a_label_is_the_label_of_itself(text: str, units: int | None) -> None:
    label = door_of(text, units=units).label
    assert door_of(label, units=units).label == label


def test_the_households_of_a_place_and_who_says_so() -> None:
    assert households_of([20, 30], 60) == Households(50, "buildings")
    assert households_of([20, None], 60) == Households(60, "registered") == households_of([], 60)
    assert households_of([20, None], 10) == households_of([20, None], None) == Households(20, "some")
    assert households_of([None], None) == households_of([], None) == Households(None)


def test_the_doors_of_a_building_follow_its_record() -> None:
    doors = doors_of(2, 3, None, 12)
    assert [each.label for each in doors[:4]] == ["1-101", "1-102", "1-201", "1-202"] and len(doors) == 12
    assert doors_of(3, 6, 2, 36)[-1].label == "3-602"
    assert doors_of(2, 3, None, 13) == doors_of(None, 3, 2, 12) == doors_of(2, None, 2, 12) == ()


def test_the_next_door_goes_round_and_stops() -> None:
    labels = ["1-101", "1-102", "1-201"]
    assert next_open(labels, ["1-101"], "1-101") == "1-102"
    assert next_open(labels, ["1-201"], "1-102") == "1-101"
    assert next_open(labels, labels, "1-101") == ""
    assert (following("1-302"), following("302室"), following("后院")) == ("1-303", "303室", "")


def talk(record: str, door: str, outcome: str = "answered", day: str = "2026-03-09", **more: object) -> Talk:
    return Talk(record, "b", door, outcome, (day, 0, record), **more)  # type: ignore[arg-type]


def test_of_several_talks_at_one_door_the_newest_answered_one_counts() -> None:
    found = tally(
        [
            talk("1", "1-101", consent="disagree", day="2026-03-01"),
            talk("2", "1-101", consent="agree", day="2026-03-08"),
            talk("3", "1-101", "absent", day="2026-03-09"),
            talk("4", "1-102", "absent"),
            talk("5", "", consent="agree"),
        ],
        36,
    )
    assert (found.answered, found.repeated, dict(found.consent)) == (2, 2, {"agree": 2})
    assert found.reached == Fraction(2, 36) and found.outcomes["absent"] == 1


def test_wishes_are_ranked_by_households_that_have_them_among_their_three() -> None:
    found = tally(
        [
            talk("1", "1-101", wishes=(("N01", 1), ("N08", 2), ("N02", 3), ("N04", None))),
            talk("2", "1-102", wishes=(("N08", 1), ("N01", 2), ("N04", None))),
            talk("3", "1-201", wishes=(("N02", 1), ("N04", None))),
            talk("4", "1-202", "refused", wishes=(("N16", 1),)),
        ],
        None,
    )
    assert found.top_three == ("N01", "N08", "N02")
    counts = {each.code: (each.ranks, each.wished) for each in found.wishes}
    assert counts["N04"] == ((0, 0, 0), 3) and counts["N08"] == ((1, 1, 0), 2) and "N16" not in counts
    assert found.reached is None


def test_what_people_would_pay_is_added_exactly() -> None:
    found = tally([talk("1", "1", pay_most=Decimal("0.1"), pay_by=("direct",)), talk("2", "2", pay_most=Decimal("0.2"), pay_by=("direct",))], 2)
    assert found.pay_most == Decimal("0.3") and found.pay_by["direct"] == 2


TALKS = st.lists(
    st.builds(
        lambda number, door, outcome, consent, codes: talk(
            str(number), door, outcome, consent=consent, wishes=tuple((code, rank if rank < 4 else None) for rank, code in enumerate(codes, 1))
        ),
        st.integers(0, 10**6),
        st.sampled_from(["", "1-101", "1-102", "2-101"]),
        st.sampled_from(["answered", "absent", "refused", "vacant"]),
        st.sampled_from(["", "agree", "disagree", "abstain"]),
        st.lists(st.sampled_from([f"N{each:02d}" for each in range(1, 17)]), unique=True, max_size=6),
    ),
    max_size=12,
    unique_by=lambda each: each.record,
)


@given(TALKS, st.randoms())
def test_the_order_of_talks_changes_nothing_and_no_household_counts_twice(talks: list[Talk], chance: Random) -> None:
    shuffled = list(talks)
    chance.shuffle(shuffled)
    one, other = tally(talks, 9), tally(shuffled, 9)
    assert one == other
    assert sum(one.outcomes.values()) + one.repeated == len(talks)
    assert sum(one.consent.values()) <= one.answered
    assert all(each.wished <= one.answered and each.among_three <= each.wished for each in one.wishes)
    assert all(sum(each.ranks[at] for each in one.wishes) <= one.answered for at in range(3))
