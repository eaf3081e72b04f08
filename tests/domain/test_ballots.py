"""Votes of single households: exact, one head for one owner, and open where anything is missing or contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.ballots import COUNTS, Ballot, differences, tally


def flat(door: str, choice: str = "agree", area: str | None = "50", owner: str = "", **more: object) -> Ballot:
    return Ballot(f"r{door}", "1栋", 1, door, owner, None if area is None else Decimal(area), choice, **more)  # type: ignore[arg-type]


def counts(*ballots: Ballot) -> dict[str, str | None]:
    return {name: None if count is None else f"{count:f}" for name, count in tally(ballots).counts.items()}


def test_areas_and_heads() -> None:
    found = counts(flat("101", area="50.01"), flat("102", "disagree", "60.02"), flat("201", "abstain", "70.03"), flat("202", "not_voted", "80.04"))
    assert found == {
        "total_area_m2": "260.10",
        "total_owners": "4",
        "voted_area_m2": "180.06",
        "voted_owners": "3",
        "agree_area_m2": "50.01",
        "agree_owners": "1",
    }


def test_an_owner_of_several_flats_is_one_head() -> None:
    found = tally(
        [flat("101", owner="王芳"), flat("102", owner="王芳"), flat("201", "not_voted", owner="李强"), flat("202", "not_voted", owner="王芳")]
    )
    assert (found.counts["total_owners"], found.counts["voted_owners"], found.counts["agree_owners"]) == (2, 1, 1)
    assert found.counts["agree_area_m2"] == 100
    assert [each.door for each in found.not_voted] == ["201", "202"]
    assert found.not_voted_owners == 1


def test_common_parts_are_told_and_not_counted() -> None:
    found = tally([flat("101"), flat("", area="300", part="common"), flat("102", part="public_housing", owner="房管所")])
    assert (found.flats, found.counts["total_area_m2"], found.counts["total_owners"], found.common_m2) == (2, 100, 2, 300)


@pytest.mark.parametrize(
    ("ballot", "code", "open_counts"),
    [
        (flat("102", area=None), "finding.ballot.no_area", {"total_area_m2", "voted_area_m2", "agree_area_m2"}),
        (flat("102", ""), "finding.ballot.no_choice", {"voted_area_m2", "voted_owners", "agree_area_m2", "agree_owners"}),
        (flat("102", unsettled=("choice",)), "finding.ballot.no_choice", {"voted_area_m2", "voted_owners", "agree_area_m2", "agree_owners"}),
        (flat("102", "not_voted", area=None), "finding.ballot.no_area", {"total_area_m2"}),
        (flat("101", "disagree"), "finding.ballot.twice", set(COUNTS)),
    ],
)
def test_what_is_missing_leaves_the_sums_open(ballot: Ballot, code: str, open_counts: set[str]) -> None:
    found = tally([flat("101"), ballot])
    assert code in [each.code for each in found.findings]
    assert {name for name, count in found.counts.items() if count is None} == open_counts


def test_one_flat_written_twice_alike_counts_once() -> None:
    assert counts(flat("101"), replace(flat("101"), record="other"))["total_area_m2"] == "50"


def test_an_owner_who_votes_both_ways_is_for_a_person() -> None:
    found = tally([flat("101", owner="王芳"), flat("102", "disagree", owner="王芳")])
    assert found.counts["agree_owners"] is None and found.counts["agree_area_m2"] == 50
    assert [each.code for each in found.findings] == ["finding.ballot.split_owner"]
    assert tally([flat("101", "abstain", owner="王芳"), flat("102", "disagree", owner="王芳")]).findings == ()


def test_flats_without_door_and_owner_are_each_their_own() -> None:
    bare = Ballot("a", "", None, "", "", Decimal(40), "agree")
    assert counts(bare, replace(bare, record="b"))["total_owners"] == "2"


BALLOTS = st.lists(
    st.builds(
        Ballot,
        record=st.uuids().map(str),
        building=st.sampled_from(["1栋", "2栋"]),
        unit=st.none() | st.integers(1, 3),
        door=st.integers(1, 10**6).map(str),
        owner=st.sampled_from(["", "甲", "乙", "丙"]),
        area_m2=st.decimals(1, 500, places=2),
        choice=st.sampled_from(["agree", "disagree", "abstain", "not_voted"]),
        part=st.sampled_from(["owned", "public_housing", "unsold", "common"]),
    ),
    max_size=30,
    unique_by=lambda each: each.place,
)


@given(BALLOTS, st.randoms())
def test_sums_are_exact_in_any_order_and_never_above_one_another(ballots: list[Ballot], chance: object) -> None:
    found = tally(ballots)
    shuffled = list(ballots)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tally(shuffled).counts == found.counts
    mine = [each for each in ballots if each.part != "common"]
    assert Fraction(found.counts["total_area_m2"] or 0) == sum((Fraction(each.area_m2 or 0) for each in mine), Fraction(0))
    areas = [found.counts[name] for name in ("total_area_m2", "voted_area_m2", "agree_area_m2")]
    heads = [found.counts[name] for name in ("total_owners", "voted_owners", "agree_owners")]
    assert areas[0] is not None and areas[1] is not None and areas[2] is not None and areas[0] >= areas[1] >= areas[2]
    assert heads[0] is not None and heads[1] is not None and heads[0] >= heads[1] and (heads[2] is None or heads[1] >= heads[2])


@given(BALLOTS.filter(bool))
def test_one_cent_and_one_head_more_are_differences(ballots: list[Ballot]) -> None:
    found = tally(ballots).counts
    assert differences(found, found) == ()
    off = {**found, "total_area_m2": (found["total_area_m2"] or Decimal(0)) + Decimal("0.01")}
    assert [name for name, _, _ in differences(found, off)] == ["total_area_m2"]
    assert differences(found, {"total_owners": None}) == ()
