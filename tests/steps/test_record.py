"""Recording: one act, one transaction; what is replaced is named; nothing gets in that a receiver would refuse."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveyapp.domain.canonical import LARGEST_INTEGER
from surveyapp.domain.edits import DELETED, LATEST
from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import BadInput
from surveyapp.steps import record as recording
from surveyapp.steps.record import Draft, record
from surveyapp.store import journal, schema
from surveyapp.store import store as storing
from tests.conftest import Hands, Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair


def test_a_line_and_its_row_come_in_one_transaction(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    before = acts.lines(node), acts.held(node)

    def broken(*_: object) -> None:
        raise RuntimeError("the projection failed")

    monkeypatch.setattr(storing.project, "row_of", broken)
    monkeypatch.setattr("surveyapp.store.project.row_of", broken)
    with pytest.raises(RuntimeError, match="projection"):
        acts.put(node, stream, building, households=12)
    monkeypatch.undo()
    assert (acts.lines(node), acts.held(node)) == before
    acts.put(node, stream, building, households=12)
    assert acts.shown(node, stream, building)["households"] == 12


def test_an_act_over_two_streams_is_whole_or_nothing(team: Team) -> None:
    node, survey = team.surveyed()
    one, two = acts.community(node, survey, "甲"), acts.community(node, survey, "乙")
    before = acts.lines(node)
    drafts = [Draft(one, node.new_id(), "building", {"name": "1栋"}), Draft(two, node.new_id(), "building", {"name": 1.5})]
    with pytest.raises(BadInput):
        record(node, drafts, "new_building")
    assert acts.lines(node) == before
    assert acts.born(node, one, name="2栋")
    with node.store.reading() as connection:
        assert journal.last_of(connection, one, node.origin)[0] == 2


def test_equal_values_write_nothing(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋", built={"value": 1990, "precision": "year"})
    before = acts.lines(node)
    changed = acts.put(node, stream, building, name="1栋", built={"precision": "year", "value": 1990}, note=None)
    assert changed.records == ()
    assert changed.act == ""
    assert acts.lines(node) == before


def test_edits_name_what_they_replace_and_chain(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    acts.put(node, stream, building, name="2栋", households=3)
    acts.put(node, stream, building, name="3栋")
    edits = sorted((read_edit(line) for line in acts.lines(node)), key=lambda each: each.seq)
    edits = [each for each in edits if each.stream == stream]
    assert [each.seq for each in edits] == [1, 2, 3, 4]
    assert [each.prev for each in edits] == [None, *(each.id for each in edits[:-1])]
    assert edits[2].replaces == {"name": [edits[1].id]}
    assert edits[3].replaces == {"name": [edits[2].id]}
    assert len({each.made_at for each in edits}) == 4


def test_human_numbers_count_by_kind_and_carry_the_prefix(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    names = [acts.born(node, stream, name=f"{number}栋") for number in (1, 2)]
    defect = acts.born(node, stream, "defect", words="漏")
    with node.store.reading() as connection:
        numbers = [recording.merge(journal.of_records(connection, stream, (each,))[each]).get("number") for each in (*names, defect)]
    prefixes = {number.partition("-")[0] for number in numbers}
    assert len(prefixes) == 1
    assert [number.partition("-")[2] for number in numbers] == ["B0001", "B0002", "0001"]


def test_without_an_inspector_nothing_is_recorded(team: Team) -> None:
    node = team.laptop()
    with pytest.raises(BadInput) as refused:
        record(node, [Draft(node.new_id(), node.new_id(), "building", {"name": "1栋"})], "new_building")
    assert refused.value.code == "error.no_inspector"


def test_a_line_that_no_receiver_would_take_is_refused_at_once(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    before = acts.lines(node)
    with pytest.raises(BadInput) as refused:
        acts.born(node, stream, note="长" * 400_000)
    assert refused.value.code == "error.line.too_long"
    assert acts.lines(node) == before


texts = st.text(max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=values)
def test_whatever_is_typed_is_either_stored_fit_to_travel_or_refused_in_words(team: Team, value: object) -> None:
    node = team.open_nodes[0] if team.open_nodes else team.surveyed()[0]
    stream = node.new_id()
    try:
        acts.born(node, stream, note=value)  # type: ignore[arg-type]
    except BadInput:
        return
    with node.store.reading() as connection:
        for _, _, _, edit_id, line in journal.lines(connection, (stream,), {}):
            assert read_edit(line).id == edit_id


def test_pasted_text_is_cleaned(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, note="一\r\n二\t三\x00\ud800e\u0301")
    assert acts.shown(node, stream, building)["note"] == "一\n二 三é"


def test_delete_names_what_was_seen_and_restore_brings_back(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋", households=4)
    acts.put(node, stream, building, **{DELETED: True})
    assert acts.presence(node, stream, building) == "hidden"
    deletion = next(each for each in map(read_edit, acts.lines(node)) if DELETED in each.changes)
    assert set(deletion.saw) == {"name", "households", "number"}
    assert deletion.replaces == {}
    acts.put(node, stream, building, **{DELETED: None})
    assert acts.presence(node, stream, building) == "live"
    assert acts.shown(node, stream, building)["households"] == 4


def test_a_record_that_came_back_can_be_deleted_again(pair: Pair, hand_over: HandOver) -> None:
    acts.put(pair.first, pair.stream, pair.building, **{DELETED: True})
    acts.put(pair.second, pair.stream, pair.building, note="还在用")
    hand_over(pair.second, pair.first)
    assert acts.presence(pair.first, pair.stream, pair.building) == "returned"
    assert acts.put(pair.first, pair.stream, pair.building, **{DELETED: True}).records
    assert acts.presence(pair.first, pair.stream, pair.building) == "hidden"
    hand_over(pair.first, pair.second)
    assert acts.presence(pair.second, pair.stream, pair.building) == "hidden"


@pytest.mark.parametrize("settled", ["concrete", "masonry_cast", "steel"])
def test_a_conflict_is_settled_by_either_value_or_a_third(pair: Pair, hand_over: HandOver, settled: str) -> None:
    acts.put(pair.first, pair.stream, pair.building, structure="concrete")
    acts.put(pair.second, pair.stream, pair.building, structure="masonry_cast")
    hand_over(pair.second, pair.first)
    assert [each[2] for each in acts.conflicts(pair.first)] == ["structure"]
    assert acts.put(pair.first, pair.stream, pair.building, structure=settled).records
    hand_over(pair.first, pair.second)
    for node in (pair.first, pair.second):
        assert acts.conflicts(node) == ()
        assert acts.shown(node, pair.stream, pair.building)["structure"] == settled
    assert acts.held(pair.first) == acts.held(pair.second)


def test_a_field_that_another_wrote_meanwhile_conflicts_when_the_author_had_not_seen_it(pair: Pair, hand_over: HandOver) -> None:
    """The form was open while a package came in: the author names the heads that stood in the form."""
    with pair.first.store.reading() as connection:
        seen = recording.merge(journal.of_records(connection, pair.stream, (pair.building,))[pair.building]).fields["households"].head_ids
    acts.put(pair.second, pair.stream, pair.building, households=31)
    hand_over(pair.second, pair.first)
    acts.put(pair.first, pair.stream, pair.building, seen={"households": seen}, households=32)
    assert [each[2] for each in acts.conflicts(pair.first)] == ["households"]


def test_a_poisoned_logical_time_never_makes_a_field_unwritable(team: Team, pair: Pair) -> None:
    """An edit at the very last moment that an edit can have: there must be a later one for whoever replaces it."""
    node = pair.first
    base = next(each for each in map(read_edit, acts.lines(node)) if each.record == pair.building)
    envelope = json.loads(base.line) | {
        "made_at": LATEST,
        "origin": node.new_id(),
        "seq": 1,
        "prev": None,
        "changes": {"note": "毒"},
        "replaces": {},
    }
    poisoned = read_edit(recording.canonical(envelope))
    with node.store.writing((pair.stream,)) as connection:
        storing.apply(connection, pair.stream, [poisoned])
    for value in ("一", "二"):
        acts.put(node, pair.stream, pair.building, note=value)
        assert acts.shown(node, pair.stream, pair.building)["note"] == value
    acts.put(node, pair.stream, pair.building, households=7)
    assert acts.shown(node, pair.stream, pair.building)["households"] == 7
    assert acts.conflicts(node) == ()


def test_receiving_from_2038_does_not_move_our_clock(team: Team, hand_over: HandOver) -> None:
    ahead = Hands(Hands().now.replace(year=2038))
    future, survey = team.surveyed("future", ahead)
    stream = acts.community(future, survey)
    building = acts.born(future, stream, name="1栋")
    acts.born(future, stream, name="2栋")
    near = team.laptop("near")
    acts.second_inspector(future, near, survey, hand_over)
    other = acts.born(near, stream, name="3栋")
    with near.store.reading() as connection:
        own = journal.of_records(connection, stream, (other,))[other][0]
        assert own.made_at < ahead.now.timestamp() * 1000 - 10 * 365 * 86_400_000
    acts.put(near, stream, building, name="一栋")
    with near.store.reading() as connection:
        assert recording.merge(journal.of_records(connection, stream, (building,))[building]).get("name") == "一栋"


def test_concurrent_threads_of_one_home_lose_nothing(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                acts.born(node, stream, name=f"{number}-{turn}")
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with node.store.reading() as connection:
        assert journal.last_of(connection, stream, node.origin)[0] == 21
        marks = connection.execute(schema.watermarks.select().where(schema.watermarks.c.stream == stream)).one()
    assert (marks.held, marks.highest, marks.forked) == (21, 21, 0)


def test_what_was_saved_is_there_after_a_restart(team: Team, tmp_path: Path) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    origin, before = node.origin, acts.held(node)
    team.close(node)
    again = team.laptop()
    assert again.origin == origin
    assert acts.held(again) == before
    assert acts.put(again, stream, building, name="2栋").records


def test_a_slow_clock_never_passes_for_the_birth_of_a_record(team: Team, hand_over: HandOver) -> None:
    first, survey = team.surveyed("first")
    stream = acts.community(first, survey)
    building = acts.born(first, stream, name="1栋")
    second = team.laptop("second", Hands(Hands().now.replace(year=2019)))
    acts.second_inspector(first, second, survey, hand_over)
    acts.put(second, stream, building, note="慢两年")
    with second.store.reading() as connection:
        assert recording.merge(journal.of_records(connection, stream, (building,))[building]).born.author == first.author
