"""Upcasters: histories that speak of old and new names merge as if all had been said in the new ones; lines never change."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from surveyapp.domain import upcast
from surveyapp.domain.canonical import canonical
from surveyapp.domain.edits import DELETED, Edit
from surveyapp.domain.merge import merge_all
from surveyapp.domain.upcast import Upcaster
from surveyapp.domain.whole_line import read_edit
from tests.domain.histories import History, make_history

OLD, NEWER, NEWEST = 1, 2, 3
"""The schemas of the made-up registry: `households` became `flats` in 2 and `dwellings` in 3; `built` changed its type and name in 2."""


def _years(value: Any) -> Any:
    return {"value": value, "precision": "year"} if type(value) is int else value


KINDS = ("building", "defect", "community", "thing_of_tomorrow")
REGISTRY = tuple(
    each
    for kind in KINDS
    for each in (
        Upcaster(NEWER, kind, "households", "flats"),
        Upcaster(NEWER, kind, "built", "year", _years),
        Upcaster(NEWEST, kind, "flats", "dwellings"),
    )
)
REGISTRY = tuple(sorted(REGISTRY, key=lambda each: each.schema))
NAMES = {OLD: {}, NEWER: {"households": "flats", "built": "year"}, NEWEST: {"households": "dwellings", "built": "year"}}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up registry in use."""
    monkeypatch.setattr(upcast, "UPCASTERS", REGISTRY)


def told_again(history: History, schemas: dict[str, int]) -> tuple[list[Edit], dict[str, str]]:
    """The same history as programs of these schemas (by edit id) would have written it: names, values and ids follow. Answers the ids, too."""
    ids: dict[str, str] = {}
    edits = []
    for edit in history.edits:
        schema = schemas[edit.id]
        names = NAMES[schema]
        line = json.loads(edit.line)
        line["schema"] = schema
        line["changes"] = {
            names.get(name, name): _years(value) if name == "built" and schema > OLD else value for name, value in edit.changes.items()
        }
        for field in ("replaces", "saw"):
            if field in line:
                line[field] = {names.get(name, name): sorted(ids[each] for each in each_ids) for name, each_ids in line[field].items()}
        line["prev"] = ids.get(line["prev"]) if line["prev"] else None
        made = read_edit(canonical(line))
        ids[edit.id] = made.id
        edits.append(made)
    return edits, ids


def outcome(edits: list[Edit], back: dict[str, str]) -> dict[Any, Any]:
    """What the merge makes, in the ids of the first telling; heads as a set, for ids decide only between equal moments."""
    return {
        key: (
            record.presence,
            {
                name: (state.state, {back[head.id] for head in state.heads}, sorted(canonical(head.changes[name]) for head in state.heads))
                for name, state in record.fields.items()
            },
        )
        for key, record in merge_all(edits).items()
    }


@pytest.mark.usefixtures("registry")
def test_mixed_schemas_merge_as_all_new_ones() -> None:
    mixed_histories = 0
    for seed in range(250):
        history, chance = make_history(seed), Random(seed)
        schemas = {edit.id: chance.choice((OLD, NEWER, NEWEST)) for edit in history.edits}
        new, new_ids = told_again(history, {edit.id: NEWEST for edit in history.edits})
        mixed, mixed_ids = told_again(history, schemas)
        delivered = {edit.id for edit in history.delivered}
        chosen = [[each for each in edits if each.id in {ids[one] for one in delivered}] for edits, ids in ((new, new_ids), (mixed, mixed_ids))]
        backs = [{told: first for first, told in ids.items()} for ids in (new_ids, mixed_ids)]
        assert outcome(chosen[1], backs[1]) == outcome(chosen[0], backs[0]), seed
        chance.shuffle(chosen[1])
        assert outcome([read_edit(edit.line) for edit in chosen[1]], backs[1]) == outcome(chosen[0], backs[0]), seed
        mixed_histories += len(set(schemas.values())) > 1
    assert mixed_histories > 200


@pytest.mark.usefixtures("registry")
def test_an_old_name_and_a_new_name_are_heads_of_one_field_and_lines_stay() -> None:
    history = make_history(3)
    plain = next(edit for edit in history.edits if edit.kind in KINDS)
    line = json.loads(plain.line) | {"changes": {"households": 36}, "replaces": {}, "kind": "building"}
    old = read_edit(canonical(line))
    new = read_edit(canonical(line | {"schema": NEWEST, "changes": {"dwellings": 37}, "made_at": line["made_at"] + 1}))
    assert json.loads(old.line)["changes"] == {"households": 36} and dict(old.changes) == {"dwellings": 36}
    (record,) = merge_all([old, new]).values()
    assert record.fields["dwellings"].state == "conflict" and set(record.fields) == {"dwellings"}
    settled = read_edit(canonical(line | {"schema": NEWER, "changes": {"flats": 40}, "replaces": {"flats": sorted([old.id, new.id])}}))
    (record,) = merge_all([old, new, settled]).values()
    assert (record.fields["dwellings"].state, record.get("dwellings")) == ("settled", 40)
    deleted = read_edit(canonical(line | {"changes": {DELETED: True}, "replaces": {}, "saw": {"households": [settled.id]}}))
    (record,) = merge_all([old, new, settled, deleted]).values()
    assert record.presence == "hidden"


@pytest.mark.usefixtures("registry")
def test_a_newer_schema_and_another_kind_are_read_as_they_are() -> None:
    history = make_history(3)
    line = json.loads(history.edits[0].line) | {"changes": {"households": 36}, "replaces": {}}
    for other in (line | {"schema": 99}, line | {"kind": "of_2031"}):
        edit = read_edit(canonical(other))
        assert dict(edit.changes) == {"households": 36} and json.loads(edit.line) == other


@pytest.mark.usefixtures("registry")
def test_an_edit_that_speaks_of_both_names_keeps_both() -> None:
    line = json.loads(make_history(3).edits[0].line) | {"kind": "building", "changes": {"flats": 1, "households": 2}, "replaces": {}}
    assert dict(read_edit(canonical(line)).changes) == {"dwellings": 1, "households": 2}


def test_without_entries_nothing_is_touched() -> None:
    assert upcast.newest() == 0 and upcast.registry_version() == ""
    changes = {"a": 1}
    assert upcast.upcast(1, "building", changes, {}, {})[0] is changes
