"""Undo by journal: for each field whose head is still the undone act's, the edit that puts the earlier value back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.edits import DELETED, Edit
from surveyapp.domain.merge import Record


@dataclass(frozen=True, slots=True)
class Reversal:
    """What undoing an act means for one record: `changes` to write, and the fields changed since, with the edit that did.

    `seen`: the heads that a change replaces, where it must not replace what the same act writes beside it: an act that settled a
    conflict is undone by writing each of the values that disagreed, so that the conflict stands again.
    """

    stream: str
    record: str
    kind: str
    changes: Mapping[str, Value]
    changed_since: tuple[tuple[str, Edit], ...]
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def reversals(act_edits: Iterable[Edit], records: Mapping[tuple[str, str], Record], held: Mapping[str, Edit]) -> tuple[Reversal, ...]:
    """One reversal for each record that the act touched. `held` maps ids to all edits of these records.

    An act that gave birth to a record is undone by deleting it, when nothing was changed since.
    """
    by_record: dict[tuple[str, str], list[Edit]] = {}
    for edit in act_edits:
        by_record.setdefault((edit.stream, edit.record), []).append(edit)
    parts: dict[tuple[str, str], dict[str, Edit]] = {}  # an edit replaces only edits of its own record
    for each, edit in held.items():
        parts.setdefault((edit.stream, edit.record), {})[each] = edit
    return tuple(found for key, edits in by_record.items() for found in _reversals(records[key], edits, parts.get(key, {})))


def _reversals(record: Record, edits: list[Edit], held: Mapping[str, Edit]) -> list[Reversal]:
    """What stood first again is written last: of several heads the newest is shown first, and that was this one before the act."""
    first = _reversal(record, edits, held)
    others = [
        Reversal(record.stream, record.record, record.kind, {name: value}, (), {name: record.fields[name].head_ids})
        for name in first.changes
        for edit in edits
        if name in edit.changes and record.born.id not in {each.id for each in edits}
        for value in _disagreeing(name, edit, held, first.changes[name])
    ]
    parted = {name: record.fields[name].head_ids for each in others for name in each.changes}
    return [*others, replace(first, seen=parted)]


def _disagreeing(name: str, edit: Edit, held: Mapping[str, Edit], shown: Value) -> list[Value]:
    """The other values that a settled conflict had, each once."""
    values = {canonical(each.changes[name]): each.changes[name] for each in _outside(name, edit, held)}
    values.pop(canonical(shown), None)
    return list(values.values())


def _reversal(record: Record, edits: list[Edit], held: Mapping[str, Edit]) -> Reversal:
    own = {edit.id for edit in edits}
    if record.born.id in own:
        since = tuple((name, other) for name in record.fields for other in _others(record, name, edits, held))
        changes: dict[str, Value] = {} if since else {DELETED: True}
        return Reversal(record.stream, record.record, record.kind, changes, since)
    changes, changed = {}, []
    for edit in edits:
        for name in edit.changes:
            others = _others(record, name, edits, held)
            if others:
                changed.append((name, others[0]))
            else:
                earlier = source(name, _before(name, edit, held), held)
                changes[name] = earlier.changes[name] if earlier else None
    return Reversal(record.stream, record.record, record.kind, changes, tuple(changed))


def _others(record: Record, name: str, edits: Iterable[Edit], held: Mapping[str, Edit]) -> list[Edit]:
    """The heads of a field that show something else than the act put there: somebody else's work, or a later act that still stands."""
    own = {source(name, edit, held) for edit in edits if name in edit.changes}
    return [head for head in record.fields[name].heads if (shown := source(name, head, held)) is not None and shown not in own]


def source(name: str, edit: Edit | None, held: Mapping[str, Edit]) -> Edit | None:
    """The edit whose value is really shown: an undo shows again what stood before the act that it took back. None: nothing was set."""
    passed: set[str] = set()
    while edit is not None and edit.undoes is not None and edit.id not in passed:
        passed.add(edit.id)
        taken_back = [each for each in held.values() if each.act == edit.undoes and name in each.changes]
        if not taken_back:
            return edit
        edit = _before(name, min(taken_back, key=lambda each: each.order), held, edit.changes[name])
    return edit


def _before(name: str, edit: Edit, held: Mapping[str, Edit], told: Value = None) -> Edit | None:
    """The edit that was shown before the act of this one: the greatest that the act replaced. `told`: of several, the one with this value."""
    outside = _outside(name, edit, held)
    same = [each for each in outside if canonical(each.changes[name]) == canonical(told)]
    return max(same or outside, key=lambda each: each.order, default=None)


def _outside(name: str, edit: Edit, held: Mapping[str, Edit]) -> list[Edit]:
    """The edits that this one replaced, or, where those are of the same act, that they replaced."""
    earlier = [held[each] for each in edit.replaces.get(name, ()) if each in held]
    outside = [each for each in earlier if each.act != edit.act]
    if outside or not earlier:
        return outside
    return _outside(name, earlier[0], held)
