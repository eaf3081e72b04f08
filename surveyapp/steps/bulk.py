"""Bulk: the same change to many records, shown before it is made; one act, so that one undo takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.edits import DELETED
from surveyapp.domain.merge import FieldState, Record, merge_all
from surveyapp.domain.review import Change, Preview
from surveyapp.domain.views import Changed
from surveyapp.steps.checked import check_changes
from surveyapp.steps.joining import deletion
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, cleaned, record
from surveyapp.steps.verdicts import defect_name
from surveyapp.store import journal, table
from surveyapp.store.find import Row

MOST_ALIKE = 200
"""So many of the records that hold the value already are named in a preview."""


def preview(node: Node, ids: Sequence[int], changes: Mapping[str, Value]) -> Preview:
    """What the change would do to each of these rows, from what to what. Nothing is written. Raises BadInput for the impossible.

    Of a field in conflict all the values are told: whoever changes it decides it.
    """
    held = _held(node, ids)
    check_changes({row.kind for row in held}, changes)
    torn = _torn(node, [row for row in held if any(row.states.get(name) == "conflict" for name in changes)])
    found = [each for row in held for each in _changes(row, changes, torn)]
    touched = {(each.stream, each.record) for each in found}
    alike = [row for row in held if (row.stream, row.record) not in touched]
    told = [each for row in alike[:MOST_ALIKE] for each in _all_changes(row, changes, torn)]
    return Preview(tuple(found), len(alike), len(set(ids)) - len(held), tuple(told))


def change(node: Node, ids: Sequence[int], changes: Mapping[str, Value]) -> Changed:
    """Make the change as one act. Records that hold the values already are left alone. Raises BadInput for the impossible."""
    held = _held(node, ids)
    check_changes({row.kind for row in held}, changes)
    if changes.get(DELETED) is True:
        return record(node, [draft for row in held for draft in deletion(node, row.stream, row.record, row.kind)], "delete_many")
    return record(node, [Draft(row.stream, row.record, row.kind, changes) for row in held], "delete_many" if DELETED in changes else "set_many")


def _held(node: Node, ids: Sequence[int]) -> list[Row]:
    with node.store.reading() as connection:
        return list(table.page(connection, ids).values())


def _torn(node: Node, torn: Sequence[Row]) -> dict[tuple[str, str], Record]:
    """The records of rows that have a conflict, with every head."""
    by_stream: dict[str, list[str]] = {}
    for row in torn:
        by_stream.setdefault(row.stream, []).append(row.record)
    with node.store.reading() as connection:
        return merge_all(
            edit for stream, records in by_stream.items() for edits in journal.of_records(connection, stream, records).values() for edit in edits
        )


def _rivals(held: FieldState) -> tuple[Value, ...]:
    """The values of a conflict that are not shown first, each once."""
    values = {canonical(head.changes[held.name]): head.changes[held.name] for head in held.heads}
    values.pop(canonical(held.value))
    return tuple(values.values())


def _changes(row: Row, changes: Mapping[str, Value], torn: Mapping[tuple[str, str], Record]) -> list[Change]:
    return [
        each
        for each in _all_changes(row, changes, torn)
        if canonical(each.before) != canonical(each.after) or row.states.get(each.field) == "conflict"
    ]


def _all_changes(row: Row, changes: Mapping[str, Value], torn: Mapping[tuple[str, str], Record]) -> list[Change]:
    """Those to the value that a field holds already among them."""
    name = defect_name(str(row.get("code", ""))) or str(row.get("name", "") or row.get("words", ""))
    number = str(row.get("number", ""))
    held = torn.get((row.stream, row.record))
    rivals = {field.name: _rivals(field) for field in held.conflicts} if held else {}
    return [
        Change(row.stream, row.record, number, name, field, row.values.get(field), cleaned(value), rivals.get(field, ()))
        for field, value in changes.items()
    ]
