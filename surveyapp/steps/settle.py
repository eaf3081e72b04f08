"""Settle: fields of which several people recorded different values, with what stood before, and the edit that replaces them all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from surveyapp.domain.canonical import Value
from surveyapp.domain.edits import DELETED, Edit
from surveyapp.domain.merge import FieldState, Record, merge
from surveyapp.domain.numbers import device_prefix
from surveyapp.domain.review import Conflict, Side
from surveyapp.domain.undo import source
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps import policies
from surveyapp.steps.checked import check_changes
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.show import people
from surveyapp.steps.verdicts import defect_name, severity_of
from surveyapp.store import find, journal, local
from surveyapp.store.connect import Transaction

Whose = Literal["mine", "theirs"]
Torn = tuple[str, str, str]
"""A field in conflict: (stream, record, field)."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The values that shall stand for fields in conflict of one record: of either side, or third ones."""

    stream: str
    record: str
    values: Mapping[str, Value]


def conflicts(node: Node, streams: Sequence[str] | None = None) -> tuple[Conflict, ...]:
    """Every record with a conflict, of these streams or of all."""
    with node.store.reading() as connection:
        keys = dict.fromkeys((stream, held) for stream, held, *_ in find.all_conflicts(connection) if streams is None or stream in streams)
        return tuple(_conflict(node, connection, *key) for key in keys)


def conflict_of(node: Node, stream: str, record_id: str) -> Conflict | None:
    """The conflict of one record, None where all is settled. Raises HomeMissing for a record that is not held."""
    with node.store.reading() as connection:
        found = _conflict(node, connection, stream, record_id)
    return found if found.fields else None


def own_origins(node: Node, connection: Transaction) -> frozenset[str]:
    """The origins under which this laptop has written: today's and earlier ones."""
    earlier = json.loads(local.get(connection, "earlier_origins", "[]"))
    return frozenset({node.origin, *(each["origin"] for each in earlier)})


def _conflict(node: Node, connection: Transaction, stream: str, record_id: str) -> Conflict:
    edits = journal.of_records(connection, stream, (record_id,)).get(record_id)
    if not edits:
        raise HomeMissing("error.record_unknown", record=record_id)
    merged, by_id = merge(edits), {edit.id: edit for edit in edits}
    fields, own = tuple(held for held in merged.conflicts), own_origins(node, connection)
    title = defect_name(str(merged.get("code", ""))) or str(merged.get("name", "") or merged.get("words", "") or merged.get("door", ""))
    return Conflict(
        stream,
        record_id,
        merged.kind,
        str(merged.get("number", "")),
        title,
        tuple(held.name for held in fields),
        {held.name: base_value(held, by_id) for held in fields},
        _sides(fields, by_id, own, people(connection)),
        {name: held.value for name, held in merged.fields.items() if held.state == "settled" and len(held.heads) > 1},
        _hint(merged),
        _alone(merged, own),
    )


def _alone(merged: Record, mine: frozenset[str]) -> tuple[str, ...]:
    """The fields that only another's edits in conflict set."""
    theirs = {head.id for held in merged.conflicts for head in held.heads if head.origin not in mine}
    settled = [held for held in merged.fields.values() if held.state == "settled" and len(held.heads) == 1]
    return tuple(held.name for held in settled if held.heads[0].id in theirs and held.name != DELETED)


def _hint(merged: Record) -> int:
    """The severity that the catalogue proposes, where the severity is what is argued about; else 0."""
    defect = policies.catalogue().defects.get(str(merged.get("code", "")))
    held = merged.fields.get("severity")
    if defect is None or held is None or held.state != "conflict":
        return 0
    quantity = merged.get("quantity")
    return severity_of(defect, quantity if isinstance(quantity, dict) else None)


def base_value(held: FieldState, by_id: Mapping[str, Edit]) -> Value:
    """What stood before the heads parted: the greatest edit that all of them have behind them; None where they have none in common."""
    behind = [_behind(held.name, wrote, by_id) for wrote, _ in _written(held, by_id)]
    common = set.intersection(*behind) if behind else set()
    if not common:
        return None
    return by_id[max(common, key=lambda each: by_id[each].order)].changes[held.name]


def _written(held: FieldState, by_id: Mapping[str, Edit]) -> list[tuple[Edit, Edit]]:
    """(who wrote it first, head) of every head: a conflict that an undo brought back is still that of the people who made it."""
    undone = {head.undoes for head in held.heads}
    came_back = len(undone) == 1 and None not in undone
    return [((source(held.name, head, by_id) if came_back else None) or head, head) for head in held.heads]


def _behind(name: str, head: Edit, by_id: Mapping[str, Edit]) -> set[str]:
    found: set[str] = set()
    open_ids = list(head.replaces.get(name, ()))
    while open_ids:
        each = open_ids.pop()
        if each in by_id and each not in found:
            found.add(each)
            open_ids += by_id[each].replaces.get(name, ())
    return found


def _sides(fields: Iterable[FieldState], by_id: Mapping[str, Edit], mine: frozenset[str], names: Mapping[str, str]) -> tuple[Side, ...]:
    """The heads by who wrote them where: one side each, ours last."""
    sides: dict[tuple[str, str, int], dict[str, tuple[Edit, Value]]] = {}
    for held in fields:
        for wrote, head in _written(held, by_id):
            again = 0
            while held.name in sides.get((wrote.origin, wrote.author, again), {}):
                again += 1
            sides.setdefault((wrote.origin, wrote.author, again), {})[held.name] = (wrote, head.changes[held.name])
    found = []
    for (origin, author, _), heads in sides.items():
        newest = max((edit for edit, _ in heads.values()), key=lambda edit: edit.order)
        values = {name: value for name, (_, value) in heads.items()}
        found.append(Side(newest.id, author, names.get(author, ""), newest.wall, device_prefix(origin), origin in mine, values))
    return tuple(sorted(found, key=lambda side: side.is_mine))


def settle(node: Node, settlements: Sequence[Settlement]) -> Changed:
    """Let these values stand, as one act. Raises BadInput where nothing is in conflict or a value is for another field."""
    drafts = []
    for each in settlements:
        found = conflict_of(node, each.stream, each.record)
        strange = sorted(set(each.values) - set(found.fields if found else ()))
        if found is None or strange:
            raise BadInput("error.review.nothing_to_settle", record=each.record, fields=", ".join(strange) or "-")
        drafts.append(Draft(each.stream, each.record, found.kind, each.values))
    return record(node, drafts, "settle")


def settle_all(node: Node, found: Sequence[Conflict], whose: Whose) -> Changed:
    """Let one side stand in many records, as one act. A field that this side did not write keeps its conflict."""
    drafts = [Draft(each.stream, each.record, each.kind, values) for each in found if (values := side_values(each, whose))]
    return record(node, drafts, "settle")


def settle_side(node: Node, torn: Iterable[Torn], whose: Whose) -> Changed:
    """Let one side stand in these fields of any records, as one act. What is settled by now, or was not written by this side, is left alone."""
    return record(node, [draft for found, names in _by_record(node, torn) for draft in _drafts(found, names, side_values(found, whose))], "settle")


def settle_value(node: Node, torn: Iterable[Torn], value: Value) -> Changed:
    """Let one value stand in these fields of any records, as one act: a third one, or that of a side. What is settled by now is left alone.

    Raises BadInput for a value that one of the fields cannot hold.
    """
    held = _by_record(node, torn)
    for found, names in held:
        check_changes({found.kind}, dict.fromkeys(names, value))
    return record(node, [draft for found, names in held for draft in _drafts(found, names, dict.fromkeys(names, value))], "settle")


def _by_record(node: Node, torn: Iterable[Torn]) -> list[tuple[Conflict, list[str]]]:
    wanted: dict[tuple[str, str], list[str]] = {}
    for stream, held, name in torn:
        wanted.setdefault((stream, held), []).append(name)
    with node.store.reading() as connection:
        return [(_conflict(node, connection, *key), names) for key, names in wanted.items()]


def _drafts(found: Conflict, names: Sequence[str], values: Mapping[str, Value]) -> list[Draft]:
    settled = {name: values[name] for name in names if name in found.fields and name in values}
    return [Draft(found.stream, found.record, found.kind, settled)] if settled else []


def side_values(conflict: Conflict, whose: Whose) -> dict[str, Value]:
    """The values of one side, by field. Of several others the first in the order of the conflict's sides stands."""
    chosen: dict[str, Value] = {}
    for side in conflict.sides:
        if side.is_mine == (whose == "mine"):
            chosen = {**side.values, **chosen}
    return {name: value for name, value in chosen.items() if name in conflict.fields}
