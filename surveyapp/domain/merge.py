"""How edits become a record. The one merge function: rebuilding, receiving and editing all call it.

    heads of a field    its edits that no other held edit of the record and field replaces
    settled             one value among the heads
    conflict            different values among the heads; shown first is the greatest (made_at, id)
    waiting             a head replaces an edit that is not held yet: nothing is said about conflicts until it comes

The result depends on the set of edits only: not on their order, repeats, batches or clocks (clocks only choose which head is shown first).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.edits import DELETED, Edit

State = Literal["settled", "conflict", "waiting"]
Presence = Literal["live", "hidden", "returned"]


class FieldState(NamedTuple):
    """A field of a record: `heads` are greatest first, and the value is that of the first."""

    state: State
    heads: tuple[Edit, ...]
    name: str

    @property
    def value(self) -> Value:
        """The value that is shown."""
        return self.heads[0].changes[self.name]

    @property
    def head_ids(self) -> tuple[str, ...]:
        """What an author who saw this field has to name in `replaces`."""
        return tuple(sorted(head.id for head in self.heads))


@dataclass(frozen=True, slots=True)
class Record:
    """A record as all held edits make it. `returned`: deleted by someone who had not seen every head, so it stands, marked."""

    stream: str
    record: str
    kind: str
    presence: Presence
    fields: Mapping[str, FieldState]
    born: Edit

    def get(self, field: str, default: Value = None) -> Value:
        """The shown value of a field, or the default where no one ever set it (or cleared it)."""
        held = self.fields.get(field)
        value = held.value if held else None
        return default if value is None else value

    @property
    def values(self) -> dict[str, Value]:
        """All shown values but the mark of deletion."""
        return {name: held.value for name, held in self.fields.items() if name != DELETED}

    @property
    def conflicts(self) -> tuple[FieldState, ...]:
        """The fields that a person has to settle."""
        return tuple(held for held in self.fields.values() if held.state == "conflict")


def merge(edits: Iterable[Edit]) -> Record:
    """The record that these edits make. All must be of one (stream, record); at least one is needed; repeats change nothing."""
    held = {edit.id: edit for edit in edits}
    if not held:
        raise ValueError("no edits to merge")
    if len(held) == 1:
        return _merge_one(next(iter(held.values())))
    born = min(held.values(), key=lambda edit: edit.order)
    fields = {name: _field_state(name, group, held) for name, group in sorted(_by_field(held.values()).items())}
    return Record(born.stream, born.record, born.kind, _presence(fields), fields, born)


def _merge_one(edit: Edit) -> Record:
    """The same for a record that was written once, as most are."""
    fields: dict[str, FieldState] = {}
    for name in sorted(edit.changes):
        fields[name] = FieldState("waiting" if edit.replaces.get(name) else "settled", (edit,), name)
    return Record(edit.stream, edit.record, edit.kind, _presence(fields), fields, edit)


def merge_all(edits: Iterable[Edit]) -> dict[tuple[str, str], Record]:
    """Every record that these edits make, by (stream, record)."""
    groups: dict[tuple[str, str], list[Edit]] = defaultdict(list)
    for edit in edits:
        groups[edit.stream, edit.record].append(edit)
    return {key: merge(group) for key, group in groups.items()}


def _by_field(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    groups: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        for name in edit.changes:
            groups[name].append(edit)
    return groups


def _field_state(name: str, group: Sequence[Edit], held: Mapping[str, Edit]) -> FieldState:
    if len(group) == 1 and not group[0].replaces.get(name):
        return FieldState("settled", (group[0],), name)
    replaced = {each for edit in group for each in edit.replaces.get(name, ())}
    heads = [edit for edit in group if edit.id not in replaced]
    if len(heads) > 1:
        heads.sort(key=lambda edit: edit.order, reverse=True)
    state: State = "settled"
    if any(each not in held for head in heads for each in head.replaces.get(name, ())):
        state = "waiting"
    elif len(heads) > 1 and len({canonical(head.changes[name]) for head in heads}) > 1:
        state = "conflict"
    return FieldState(state, tuple(heads), name)


def _presence(fields: Mapping[str, FieldState]) -> Presence:
    """Hidden while every head of the deletion says so and together they saw every head of every other field."""
    deletion = fields.get(DELETED)
    if deletion is None or not any(head.changes[DELETED] is True for head in deletion.heads):
        return "live"
    if not all(head.changes[DELETED] is True for head in deletion.heads):
        return "returned"
    seen = {(name, each) for head in deletion.heads for name, ids in head.saw.items() for each in ids}
    covered = all((name, head.id) in seen for name, held in fields.items() if name != DELETED for head in held.heads)
    return "hidden" if covered else "returned"
