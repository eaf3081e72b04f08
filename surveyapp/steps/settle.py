"""Settle: fields of which several people recorded different values, with what stood before, and the edit that replaces them all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from surveyapp.domain.canonical import Value
from surveyapp.domain.edits import Edit
from surveyapp.domain.merge import FieldState, Record, merge
from surveyapp.domain.numbers import device_prefix
from surveyapp.domain.review import Conflict, Side
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.show import people
from surveyapp.steps.verdicts import defect_name, severity_of
from surveyapp.store import find, journal, local
from surveyapp.store.connect import Transaction

Whose = Literal["mine", "theirs"]


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
    fields = tuple(held for held in merged.conflicts)
    title = defect_name(str(merged.get("code", ""))) or str(merged.get("name", "") or merged.get("words", ""))
    return Conflict(
        stream,
        record_id,
        merged.kind,
        str(merged.get("number", "")),
        title,
        tuple(held.name for held in fields),
        {held.name: base_value(held, by_id) for held in fields},
        _sides(fields, own_origins(node, connection), people(connection)),
        {name: held.value for name, held in merged.fields.items() if held.state == "settled" and len(held.heads) > 1},
        _hint(merged),
    )


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
    behind = [_behind(held.name, head, by_id) for head in held.heads]
    common = set.intersection(*behind) if behind else set()
    if not common:
        return None
    return by_id[max(common, key=lambda each: by_id[each].order)].changes[held.name]


def _behind(name: str, head: Edit, by_id: Mapping[str, Edit]) -> set[str]:
    found: set[str] = set()
    open_ids = list(head.replaces.get(name, ()))
    while open_ids:
        each = open_ids.pop()
        if each in by_id and each not in found:
            found.add(each)
            open_ids += by_id[each].replaces.get(name, ())
    return found


def _sides(fields: Iterable[FieldState], mine: frozenset[str], names: Mapping[str, str]) -> tuple[Side, ...]:
    """The heads by who wrote them where: one side each, ours last."""
    sides: dict[tuple[str, str, int], dict[str, Edit]] = {}
    for held in fields:
        for head in held.heads:
            again = 0
            while held.name in sides.get((head.origin, head.author, again), {}):
                again += 1
            sides.setdefault((head.origin, head.author, again), {})[held.name] = head
    found = []
    for (origin, author, _), heads in sides.items():
        newest = max(heads.values(), key=lambda edit: edit.order)
        values = {name: head.changes[name] for name, head in heads.items()}
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


def side_values(conflict: Conflict, whose: Whose) -> dict[str, Value]:
    """The values of one side, by field. Of several others the first in the order of the conflict's sides stands."""
    chosen: dict[str, Value] = {}
    for side in conflict.sides:
        if side.is_mine == (whose == "mine"):
            chosen = {**side.values, **chosen}
    return {name: value for name, value in chosen.items() if name in conflict.fields}
