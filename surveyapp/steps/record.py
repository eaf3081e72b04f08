"""Record: the one way in which a person's work enters the journal. An act is one transaction of edits and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.domain.canonical import Value, canonical, clean_text
from surveyapp.domain.edits import DELETED, LATEST, Act, Edit, Stamp, next_made_at, write_edit
from surveyapp.domain.merge import Record, merge
from surveyapp.domain.numbers import NUMBERED, human_number
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node
from surveyapp.store import journal, local
from surveyapp.store.connect import Transaction
from surveyapp.store.store import apply

_LATEST = LATEST - 2**40
"""No edit of somebody else's moves our logical clock beyond this: there must always be a later moment left for the next edit."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written: a record of a stream, and the fields that change. A record that does not exist yet is born.

    `seen` are the heads that the author saw of a field, where that is not simply what is held now.
    """

    stream: str
    record: str
    kind: str
    changes: Mapping[str, Value]
    seen: Mapping[str, Sequence[str]] = field(default_factory=dict)


def record(node: Node, drafts: Sequence[Draft], act_name: str, undoes: str | None = None) -> Changed:
    """Write the drafts as one act, durably, before this returns. Fields that hold the value already are left alone.

    Raises BadInput for a value that no receiver would take, HomeBusy, DiskError. Nothing is written then.
    """
    with node.store.writing({draft.stream for draft in drafts}) as connection:
        return record_in(node, connection, drafts, act_name, undoes)


def record_in(node: Node, connection: Transaction, drafts: Sequence[Draft], act_name: str, undoes: str | None = None) -> Changed:
    """The same inside the caller's transaction, which holds the streams of the drafts."""
    if not node.author:
        raise BadInput("error.no_inspector")
    act = Act(node.new_id(), act_name, undoes)
    wall = node.clock.wall()
    changed: list[tuple[str, str, str]] = []
    writer = _Writer(node, connection, act, wall)
    for stream, group in _by_stream(drafts).items():
        edits, earlier = writer.edits(stream, group)
        _, records = apply(connection, stream, edits, earlier)
        changed += [(each.stream, each.record, each.kind) for each in records]
    writer.keep_counters()
    return Changed(act.id if changed else "", act_name, tuple(changed), wall)


def _by_stream(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.stream, []).append(draft)
    return groups


class _Writer:
    """Makes the edits of one act: numbers them, chains them, and names what they replace."""

    def __init__(self, node: Node, connection: Transaction, act: Act, wall: str) -> None:
        self._node = node
        self._connection = connection
        self._act = act
        self._wall = wall
        self._counters: dict[str, int] = {}
        self._now = node.clock.milliseconds()
        self._last = journal.last_made_at(connection, node.origin)

    def edits(self, stream: str, drafts: Sequence[Draft]) -> tuple[list[Edit], dict[str, tuple[Edit, ...]]]:
        """The edits of a stream, one for each draft that changes something, and what was held before of the records that they change."""
        seq, prev = journal.last_of(self._connection, stream, self._node.origin)
        shown = journal.of_records(self._connection, stream, {draft.record for draft in drafts})
        held = {name: list(edits) for name, edits in shown.items()}
        made: list[Edit] = []
        for draft in drafts:
            before = merge(held[draft.record]) if draft.record in held else None
            edit = self._edit(draft, before, seq + 1, prev)
            if edit is not None:
                made.append(edit)
                held.setdefault(draft.record, []).append(edit)
                seq, prev = edit.seq, edit.id
        return made, {edit.record: tuple(shown[edit.record]) for edit in made if edit.record in shown}

    def _edit(self, draft: Draft, before: Record | None, seq: int, prev: str | None) -> Edit | None:
        changes = _changes(draft, before)
        if before is None:
            changes |= self._number(draft)
        if not changes:
            return None
        fields = before.fields if before else {}
        replaces = {name: draft.seen.get(name, fields[name].head_ids) for name in changes if name in fields}
        saw = None
        if changes.get(DELETED) is True:
            saw = {name: held.head_ids for name, held in fields.items() if name != DELETED}
        earlier = [head.made_at for name in changes if name in fields for head in fields[name].heads]
        earlier += [before.born.made_at] if before else []  # an edit on a slow clock must not pass for the birth of its record
        self._last = next_made_at(self._now, self._last, [min(each, _LATEST) for each in earlier])
        stamp = Stamp(self._node.author, self._node.origin, seq, prev, self._last, self._wall)
        return write_edit(draft.stream, draft.record, before.kind if before else draft.kind, changes, replaces, self._act, stamp, saw)

    def _number(self, draft: Draft) -> dict[str, Value]:
        if draft.kind not in NUMBERED or "number" in draft.changes:
            return {}
        return {"number": human_number(self._node.origin, draft.kind, self._count_up(draft.kind))}

    def _count_up(self, kind: str) -> int:
        """The next number of a kind. The counter is read once an act and written when the act is done: see `keep_counters`."""
        if kind not in self._counters:
            self._counters[kind] = local.counter(self._connection, kind)
        self._counters[kind] += 1
        return self._counters[kind]

    def keep_counters(self) -> None:
        """Write down how far the numbers have come."""
        for kind, number in self._counters.items():
            local.put(self._connection, f"counter.{kind}", str(number))


def _changes(draft: Draft, before: Record | None) -> dict[str, Value]:
    """The fields that really change. A field in conflict is always written: that is how a person settles it; so is one of which the draft says
    what it replaces: that is how a settlement is taken back."""
    found = {}
    for name, value in draft.changes.items():
        clean = cleaned(value)
        held = before.fields.get(name) if before else None
        same = held is not None and len(held.heads) == 1 and canonical(held.value) == canonical(clean)
        if same and name not in draft.seen and not _deletes_again(name, before):
            continue
        if held is None and clean is None:
            continue
        found[name] = clean
    return found


def _deletes_again(name: str, before: Record | None) -> bool:
    """A record that came back because its deletion had not seen everything can be deleted once more, having seen it."""
    return name == DELETED and before is not None and before.presence == "returned"


def cleaned(value: Value) -> Value:
    """A value with every text in it made fit for an edit."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: cleaned(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [cleaned(each) for each in value]
    return value
