"""Undo by journal: for each field whose head is still the undone act's, the edit that puts the earlier value back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveyapp.domain.canonical import Value
from surveyapp.domain.edits import DELETED, Edit
from surveyapp.domain.merge import Record


@dataclass(frozen=True, slots=True)
class Reversal:
    """What undoing an act means for one record: `changes` to write, and the fields changed since, with the edit that did."""

    stream: str
    record: str
    kind: str
    changes: Mapping[str, Value]
    changed_since: tuple[tuple[str, Edit], ...]


def reversals(act_edits: Iterable[Edit], records: Mapping[tuple[str, str], Record], held: Mapping[str, Edit]) -> tuple[Reversal, ...]:
    """One reversal for each record that the act touched. `held` maps ids to all edits of these records.

    An act that gave birth to a record is undone by deleting it, when nothing was changed since.
    """
    by_record: dict[tuple[str, str], list[Edit]] = {}
    for edit in act_edits:
        by_record.setdefault((edit.stream, edit.record), []).append(edit)
    return tuple(_reversal(records[key], edits, held) for key, edits in by_record.items())


def _reversal(record: Record, edits: list[Edit], held: Mapping[str, Edit]) -> Reversal:
    own = {edit.id for edit in edits}
    if record.born.id in own:
        since = tuple((name, other) for name in record.fields for other in _others(record, name, own, held))
        changes: dict[str, Value] = {} if since else {DELETED: True}
        return Reversal(record.stream, record.record, record.kind, changes, since)
    changes, changed = {}, []
    for edit in edits:
        for name in edit.changes:
            others = _others(record, name, own, held)
            if others:
                changed.append((name, others[0]))
            else:
                earlier = _before(name, edit, held)
                changes[name] = earlier.changes[name] if earlier else None
    return Reversal(record.stream, record.record, record.kind, changes, tuple(changed))


def _others(record: Record, name: str, own: set[str], held: Mapping[str, Edit]) -> list[Edit]:
    """The heads of a field that somebody else, or a later act that still stands, has put there."""
    sources = ((head, _source(name, head, held)) for head in record.fields[name].heads)
    return [head for head, source in sources if source is not None and source.id not in own]


def _source(name: str, edit: Edit, held: Mapping[str, Edit]) -> Edit | None:
    """The edit whose value a head really shows: an undo shows again what stood before the act that it took back. None: unset."""
    current: Edit | None = edit
    while current is not None and current.undoes is not None:
        undone = [held[each] for each in current.replaces.get(name, ()) if each in held and held[each].act == current.undoes]
        if not undone:
            return current
        current = _before(name, undone[0], held)
    return current


def _before(name: str, edit: Edit, held: Mapping[str, Edit]) -> Edit | None:
    """The edit that was shown before the act of this one: the greatest among those it replaced that are not of the act itself."""
    earlier = [held[each] for each in edit.replaces.get(name, ()) if each in held]
    outside = [each for each in earlier if each.act != edit.act]
    if outside:
        return max(outside, key=lambda each: each.order)
    return _before(name, earlier[0], held) if earlier else None
