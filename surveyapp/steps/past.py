"""The past of a record: who changed what, when and on which laptop; earlier values and deleted records brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveyapp import words
from surveyapp.domain.annotations import TOOLS
from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.edits import DELETED, Edit
from surveyapp.domain.merge import merge
from surveyapp.domain.numbers import device_prefix
from surveyapp.domain.review import Event, HiddenLine
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.settle import own_origins
from surveyapp.steps.show import people
from surveyapp.steps.verdicts import defect_name
from surveyapp.store import journal, odd
from surveyapp.store.find import Row


def history(node: Node, stream: str, record_id: str) -> tuple[Event, ...]:
    """Every edit of a record, newest first, each field from what to what. Raises HomeMissing."""
    with node.store.reading() as connection:
        edits = journal.of_records(connection, stream, (record_id,)).get(record_id)
        names, mine = people(connection), own_origins(node, connection)
    if not edits:
        raise HomeMissing("error.record_unknown", record=record_id)
    by_id, merged = {edit.id: edit for edit in edits}, merge(edits)
    heads = {each for held in merged.fields.values() for each in held.head_ids}
    return tuple(
        Event(
            edit.id,
            edit.act,
            edit.act_name,
            names.get(edit.author, ""),
            edit.wall,
            device_prefix(edit.origin),
            edit.origin in mine,
            tuple((name, _before(name, edit, by_id), value) for name, value in edit.changes.items()),
            edit.id == merged.born.id,
            edit.id in heads,
        )
        for edit in sorted(by_id.values(), key=lambda each: each.order, reverse=True)
    )


def _before(name: str, edit: Edit, by_id: Mapping[str, Edit]) -> Value:
    replaced = [by_id[each] for each in edit.replaces.get(name, ()) if each in by_id]
    return max(replaced, key=lambda each: each.order).changes[name] if replaced else None


def restore(node: Node, stream: str, record_id: str, edit_id: str = "", fields: Sequence[str] = ()) -> Changed:
    """Bring back the values as they stood right after an edit (of all fields, or of these); without one, undelete the record.

    Raises HomeMissing for a record or an edit that is not held, BadInput for an undelete of what is not deleted.
    """
    with node.store.reading() as connection:
        edits = journal.of_records(connection, stream, (record_id,)).get(record_id, [])
    if not edits:
        raise HomeMissing("error.record_unknown", record=record_id)
    now = merge(edits)
    if not edit_id:
        if DELETED not in now.fields or now.get(DELETED) is not True:
            raise BadInput("error.review.not_deleted", record=record_id)
        return record(node, [Draft(stream, record_id, now.kind, {DELETED: False})], "restore_record")
    chosen = next((edit for edit in edits if edit.id == edit_id), None)
    if chosen is None:
        raise HomeMissing("error.review.edit_unknown", edit=edit_id)
    then = merge([edit for edit in edits if edit.order <= chosen.order]).values
    wanted = [name for name in now.values if not fields or name in fields]
    changes = {name: then.get(name) for name in wanted if canonical(then.get(name)) != canonical(now.values.get(name))}
    return record(node, [Draft(stream, record_id, now.kind, changes)], "restore_value")


def hidden(node: Node, streams: Sequence[str] | None = None) -> tuple[HiddenLine, ...]:
    """The records that were deleted, those deleted last first: by whom and when."""
    with node.store.reading() as connection:
        found = odd.hidden(connection, streams)
        names = people(connection)
        deletions = {(row.stream, row.record): _deletion(journal.of_records(connection, row.stream, (row.record,))[row.record]) for row in found}
    lines = [
        HiddenLine(row.stream, row.record, row.kind, title(row), names.get(edit.author, ""), edit.wall)
        for row in found
        if (edit := deletions[row.stream, row.record])
    ]
    return tuple(sorted(lines, key=lambda line: line.wall, reverse=True))


def _deletion(edits: Sequence[Edit]) -> Edit:
    held = merge(edits).fields[DELETED]
    return held.heads[0]


def unowned(node: Node, streams: Sequence[str] | None = None) -> tuple[HiddenLine, ...]:
    """孤立: records that stand, but whose building, community or (of a photo) subject is hidden or not here."""
    with node.store.reading() as connection:
        found = odd.unowned(connection, streams)
        names = people(connection)
    return tuple(HiddenLine(row.stream, row.record, row.kind, title(row), names.get(row.author, ""), row.wall) for row in found)


def title(row: Row) -> str:
    """What people call a record: its number and name; an annotation its tool."""
    if row.kind == "annotation":
        return words.say(f"choice.tool.{row.get('tool')}") if row.get("tool") in TOOLS else words.say("kind.annotation")
    name = defect_name(str(row.get("code", ""))) or str(
        row.get("name", "") or row.get("words", "") or row.get("file_name", "") or row.get("door", "")
    )
    return f"{row.get('number', '')} {name}".strip() or row.record[:8]
