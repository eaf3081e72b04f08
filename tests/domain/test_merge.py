"""What must always hold of the merge, over generated histories; and four wrong merges that these checks must catch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.domain.edits import DELETED, Act, Edit, Stamp, write_edit
from surveyapp.domain.merge import merge_all
from surveyapp.domain.whole_line import read_edit
from tests.domain.histories import History, make_history, shares

Outcome = dict[tuple[str, str], tuple[str, dict[str, tuple[str, list[str]]]]]
"""{(stream, record): (presence, {field: (state, head ids, greatest first)})}"""
Merge = Callable[[Iterable[Edit]], Outcome]

HISTORIES = 2000


def ours(edits: Iterable[Edit]) -> Outcome:
    """The domain's merge as an outcome that can be compared."""
    return {
        key: (record.presence, {name: (state.state, [head.id for head in state.heads]) for name, state in record.fields.items()})
        for key, record in merge_all(edits).items()
    }


def by_definition(edits: Iterable[Edit]) -> Outcome:
    """The outcome straight from the words of the design, over the raw JSON of the lines, with no thought of speed."""
    lines = {edit.id: json.loads(edit.line) for edit in edits}
    outcome: Outcome = {}
    for key in {(line["stream"], line["record"]) for line in lines.values()}:
        own = {each: line for each, line in lines.items() if (line["stream"], line["record"]) == key}
        fields = {name: _heads(name, own) for name in {name for line in own.values() for name in line["changes"]}}
        outcome[key] = (_presence(fields, own), {name: (_state(name, heads, own), heads) for name, heads in fields.items()})
    return outcome


def _heads(name: str, own: dict) -> list[str]:
    heads = [
        each for each, line in own.items() if name in line["changes"] and not any(each in other["replaces"].get(name, ()) for other in own.values())
    ]
    return sorted(heads, key=lambda each: (own[each]["made_at"], each), reverse=True)


def _state(name: str, heads: list[str], own: dict) -> str:
    if any(before not in own for each in heads for before in own[each]["replaces"].get(name, ())):
        return "waiting"
    return "conflict" if len({json.dumps(own[each]["changes"][name], sort_keys=True) for each in heads}) > 1 else "settled"


def _presence(fields: dict[str, list[str]], own: dict) -> str:
    deletions = [own[each] for each in fields.get(DELETED, ())]
    if not any(line["changes"][DELETED] is True for line in deletions):
        return "live"
    unseen = [
        each
        for name, heads in fields.items()
        if name != DELETED
        for each in heads
        if not any(each in line.get("saw", {}).get(name, ()) for line in deletions)
    ]
    return "returned" if unseen or not all(line["changes"][DELETED] is True for line in deletions) else "hidden"


def violations(merge: Merge, history: History) -> set[str]:
    """Which of the promises a merge breaks on a history."""
    chance, broken = Random(history.seed), set()
    edits = history.delivered
    plain = merge(edits)
    mixed = edits + chance.choices(edits, k=len(edits) // 2)
    chance.shuffle(mixed)
    if merge(mixed) != plain:
        broken.add("order or repeats matter")
    for key, (presence, fields) in by_definition(edits).items():
        got_presence, got_fields = plain.get(key, ("dropped", {}))
        if got_presence == "dropped" or fields.keys() - got_fields.keys():
            broken.add("something was dropped")
        for name, (_state, heads) in fields.items():
            if set(heads) - set(got_fields.get(name, ("", []))[1]):
                broken.add("a value was lost silently")
        if presence == "returned" and got_presence == "hidden":
            broken.add("an unseen edit was deleted")
        if (presence, fields) != (got_presence, got_fields):
            broken.add("not as defined")
    return broken


@pytest.fixture(scope="module")
def histories() -> list[History]:
    """The histories, each of its own seed."""
    return [make_history(seed) for seed in range(HISTORIES)]


def test_the_generator_makes_enough_trouble(histories: list[History]) -> None:
    found = shares(histories)
    print("shares of histories:", {trait: f"{share:.0%}" for trait, share in found.items()})
    assert all(share >= 0.30 for share in found.values()), found


def test_any_order_and_any_repeats_give_the_defined_rows(histories: list[History]) -> None:
    assert {history.seed: broken for history in histories if (broken := violations(ours, history))} == {}


def test_batches_read_again_from_their_lines_give_the_same(histories: list[History]) -> None:
    for history in histories[:300]:
        again = [read_edit(edit.line) for edit in reversed(history.delivered)]
        assert ours(again) == ours(history.delivered)


@given(st.integers(min_value=HISTORIES))
@settings(max_examples=150, deadline=None)
def test_histories_of_any_seed(seed: int) -> None:
    assert violations(ours, make_history(seed)) == set()


def last_writer(edits: Iterable[Edit]) -> Outcome:
    """Wrong: the greatest clock wins a field, the others are forgotten."""
    return {key: (presence, {name: ("settled", heads[:1]) for name, (_, heads) in fields.items()}) for key, (presence, fields) in ours(edits).items()}


def arrival_order(edits: Iterable[Edit]) -> Outcome:
    """Wrong: what arrives last is shown first."""
    arrived = {edit.id: number for number, edit in enumerate(edits)}
    held = list({edit.id: edit for edit in edits}.values()) if not isinstance(edits, list) else edits
    return {
        key: (presence, {name: (state, sorted(heads, key=lambda each: -arrived[each])) for name, (state, heads) in fields.items()})
        for key, (presence, fields) in ours(held).items()
    }


def drop_unknown(edits: Iterable[Edit]) -> Outcome:
    """Wrong: what this version does not know is left out."""
    known = [edit for edit in edits if edit.kind != "thing_of_tomorrow"]
    return {
        key: (presence, {name: each for name, each in fields.items() if name != "field_of_tomorrow"})
        for key, (presence, fields) in ours(known).items()
    }


def delete_wins(edits: Iterable[Edit]) -> Outcome:
    """Wrong: a deletion hides the record whatever its author had seen."""
    return {key: ("hidden" if presence == "returned" else presence, fields) for key, (presence, fields) in ours(edits).items()}


@pytest.mark.parametrize(
    ("wrong", "promise"),
    [
        (last_writer, "a value was lost silently"),
        (arrival_order, "order or repeats matter"),
        (drop_unknown, "something was dropped"),
        (delete_wins, "an unseen edit was deleted"),
    ],
)
def test_a_wrong_merge_is_caught(wrong: Merge, promise: str, histories: list[History]) -> None:
    caught = sum(promise in violations(wrong, history) for history in histories[:300])
    assert caught >= 15, f"{wrong.__name__} was caught in {caught} of 300 histories only"


def test_a_settled_conflict_is_gone_and_says_who_settled_it(histories: list[History]) -> None:
    history, record = next((each, record) for each in histories for record in merge_all(each.edits).values() if record.conflicts)
    field = record.conflicts[0]
    stamp = Stamp(record.born.author, "00000000-0000-4000-8000-000000000001", 1, None, 1, "2026-11-22T08:00:00+08:00")
    act = Act(record.record, "settle")
    settle = write_edit(record.stream, record.record, record.kind, {field.name: "第三值"}, {field.name: field.head_ids}, act, stamp)
    after = merge_all([*history.edits, settle])[record.stream, record.record].fields[field.name]
    assert (after.state, after.value, after.heads) == ("settled", "第三值", (settle,))
