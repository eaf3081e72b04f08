"""Undo and redo: they survive restarts, respect what others did since, and never get stuck."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveyapp.domain.edits import DELETED
from surveyapp.errors import BadInput
from surveyapp.steps.record import Draft, record
from surveyapp.steps.undo import redo, undo, undo_state
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair


def test_ten_acts_after_a_restart(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="0")
    for number in range(1, 11):
        acts.put(node, stream, building, name=str(number))
    team.close(node)
    node = team.laptop()
    for number in range(9, -1, -1):
        assert undo_state(node).undo == "set_building"
        undo(node)
        assert acts.shown(node, stream, building)["name"] == str(number)
        if number == 5:
            team.close(node)
            node = team.laptop()
    for number in range(1, 11):
        redo(node)
        assert acts.shown(node, stream, building)["name"] == str(number)
    with pytest.raises(BadInput) as nothing:
        redo(node)
    assert nothing.value.code == "error.nothing_to_redo"


def test_what_another_changed_since_stays_and_is_listed(pair: Pair, hand_over: HandOver) -> None:
    acts.put(pair.first, pair.stream, pair.building, households=31, storeys=6)
    hand_over(pair.first, pair.second)
    acts.put(pair.second, pair.stream, pair.building, households=32)
    hand_over(pair.second, pair.first)
    done = undo(pair.first)
    assert done.changed_since == (("households", pair.second.author),)
    values = acts.shown(pair.first, pair.stream, pair.building)
    assert values["households"] == 32
    assert values["storeys"] is None
    hand_over(pair.first, pair.second)
    assert acts.held(pair.first) == acts.held(pair.second)


def test_an_act_that_was_wholly_changed_since_is_told_once_and_passed_over(pair: Pair, hand_over: HandOver, team: Team) -> None:
    acts.put(pair.first, pair.stream, pair.building, name="甲")
    acts.put(pair.first, pair.stream, pair.building, households=31)
    hand_over(pair.first, pair.second)
    acts.put(pair.second, pair.stream, pair.building, households=32)
    hand_over(pair.second, pair.first)
    told = undo(pair.first)
    assert told.records == ()
    assert told.changed_since == (("households", pair.second.author),)
    team.close(pair.first)
    first = team.laptop("first")
    assert undo(first).records
    assert acts.shown(first, pair.stream, pair.building) == {"name": "1栋", "households": 32}
    redo(first)
    assert acts.shown(first, pair.stream, pair.building)["name"] == "甲"


def test_undo_of_a_birth_hides_the_record_and_redo_brings_it_back(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    undo(node)
    assert acts.presence(node, stream, building) == "hidden"
    redo(node)
    assert acts.presence(node, stream, building) == "live"
    assert acts.shown(node, stream, building)["name"] == "1栋"


def test_undo_of_a_birth_that_another_wrote_into_leaves_the_record(pair: Pair, hand_over: HandOver) -> None:
    fresh = acts.born(pair.first, pair.stream, name="9栋")
    hand_over(pair.first, pair.second)
    acts.put(pair.second, pair.stream, fresh, note="有人住")
    hand_over(pair.second, pair.first)
    told = undo(pair.first)
    assert told.changed_since == (("note", pair.second.author),)
    assert acts.presence(pair.first, pair.stream, fresh) == "live"
    assert undo_state(pair.first).undo == "new_person"


def test_undo_of_a_deletion(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    acts.put(node, stream, building, **{DELETED: True})
    undo(node)
    assert acts.presence(node, stream, building) == "live"
    redo(node)
    assert acts.presence(node, stream, building) == "hidden"


def test_a_large_act_is_taken_back_whole(team: Team) -> None:
    """A roster of more edits than undo looks back over: half an act must never be undone."""
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    names = [node.new_id() for _ in range(2300)]
    record(node, [Draft(stream, name, "building", {"name": str(number)}) for number, name in enumerate(names)], "import_roster")
    undo(node)
    assert {acts.presence(node, stream, name) for name in (names[0], names[1150], names[-1])} == {"hidden"}
    redo(node)
    assert {acts.presence(node, stream, name) for name in (names[0], names[1150], names[-1])} == {"live"}


def test_something_new_ends_what_could_be_redone(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    acts.put(node, stream, building, name="2栋")
    undo(node)
    assert undo_state(node).redo == "set_building"
    acts.put(node, stream, building, note="新")
    assert undo_state(node).redo == ""


def test_undo_of_a_settled_conflict_shows_a_value_that_stood_before(pair: Pair, hand_over: HandOver) -> None:
    acts.put(pair.first, pair.stream, pair.building, structure="concrete")
    acts.put(pair.second, pair.stream, pair.building, structure="masonry_cast")
    hand_over(pair.second, pair.first)
    acts.put(pair.first, pair.stream, pair.building, structure="steel")
    undo(pair.first)
    assert acts.shown(pair.first, pair.stream, pair.building)["structure"] in ("concrete", "masonry_cast")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(["name", "households", "note", "undo", "undo", "redo"]), min_size=1, max_size=25))
def test_undo_and_redo_follow_a_simple_stack(team: Team, moves: list[str]) -> None:
    """Against the plainest model: a list of states and a place in it."""
    node = team.open_nodes[0] if team.open_nodes else team.surveyed()[0]
    stream, building = node.new_id(), node.new_id()
    record(node, [Draft(stream, building, "building", {"name": "0", "households": 0, "note": "0"})], "new_building")
    states, at = [acts.shown(node, stream, building)], 0
    for turn, move in enumerate(moves, 1):
        if move in ("undo", "redo"):
            wanted = at + (1 if move == "redo" else -1)
            if 0 <= wanted < len(states):
                (undo if move == "undo" else redo)(node)
                at = wanted
        else:
            acts.put(node, stream, building, **{move: str(turn)})
            states = [*states[: at + 1], acts.shown(node, stream, building)]
            at += 1
        assert acts.shown(node, stream, building) == states[at]
