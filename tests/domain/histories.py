"""Random histories: nodes that edit what they see, exchange some of what they hold, are cloned, have wrong clocks, and speak of kinds and
fields that this version does not know. Every edit is made through the domain's own door. The generator reports what it made.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from surveyapp.domain.edits import DELETED, Act, Edit, Stamp, next_made_at, write_edit
from surveyapp.domain.merge import merge

KINDS = ("building", "defect", "community", "thing_of_tomorrow")
FIELDS = ("name", "households", "built", "note", "field_of_tomorrow", "same_as")


@dataclass
class Node:
    """A device: what it holds, under which origin it writes, how far its clock is off (milliseconds)."""

    origin: str
    author: str
    clock_off: int
    held: dict[str, Edit] = field(default_factory=dict)
    made: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    last: int = 0


@dataclass
class History:
    """All edits that were ever made, in the order of making, and what kinds of trouble the history holds."""

    seed: int
    edits: list[Edit]
    traits: set[str]
    delivered: list[Edit] = field(default_factory=list)
    """What a receiver gets: everything, or all but a few in the middle."""


class Maker:
    """Plays one history."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.seed = seed
        self.now = 1_700_000_000_000
        self.stream = self.new_id()
        self.records = [self.new_id() for _ in range(self.chance.randint(1, 3))]
        self.kinds = {record: self.chance.choice(KINDS) for record in self.records}
        self.edits: list[Edit] = []
        self.traits: set[str] = set()
        offsets = (0, 0, 0, -63_072_000_000, 400 * 86_400_000, 378_000_000_000)
        self.nodes = [Node(self.new_id(), self.new_id(), self.chance.choice(offsets)) for _ in range(self.chance.randint(2, 4))]

    def new_id(self) -> str:
        """A random id in the form of a UUID."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def play(self) -> History:
        """Some turns of editing, exchanging and cloning."""
        for _ in range(self.chance.randint(6, 24)):
            turn = self.chance.random()
            node = self.chance.choice(self.nodes)
            if turn < 0.62:
                self.edit(node)
            elif turn < 0.72:
                self.delete_or_restore(node)
            elif turn < 0.91:
                self.exchange(node, self.chance.choice(self.nodes))
            elif len(self.nodes) < 5:
                self.clone(node)
        if not self.edits:
            self.edit(self.nodes[0])
        return History(self.seed, self.edits, self.traits, self._delivered())

    def _delivered(self) -> list[Edit]:
        replaced = [edit for edit in self.edits if any(edit.id in ids for later in self.edits for ids in later.replaces.values())]
        if replaced and self.chance.random() < 0.45:
            self.traits.add("missing middle")
            gone = {edit.id for edit in self.chance.sample(replaced, self.chance.randint(1, min(3, len(replaced))))}
            return [edit for edit in self.edits if edit.id not in gone]
        return list(self.edits)

    def edit(self, node: Node) -> None:
        """A person at this node changes one to three fields of a record as it is seen there."""
        record = self.chance.choice(self.records)
        seen = self.seen(node, record)
        names = self.chance.sample(FIELDS, self.chance.randint(1, 3))
        changes = {name: self.chance.choice((self.chance.randint(0, 3), "砖混", None, {"value": 1990, "precision": "year"})) for name in names}
        if "same_as" in changes:
            changes["same_as"] = self.chance.choice((None, self.new_id(), *self.records, *self.records, self.stream))
            self.traits.add("joined")
        self.write(node, record, changes, {name: seen[name] for name in names if name in seen})

    def delete_or_restore(self, node: Node) -> None:
        """Delete a record, naming all that is seen of it, or restore one that is deleted."""
        record = self.chance.choice(self.records)
        seen = self.seen(node, record)
        if not seen:
            return
        replaces = {DELETED: seen[DELETED]} if DELETED in seen else {}
        if DELETED in seen and self.chance.random() < 0.4:
            self.write(node, record, {DELETED: False}, replaces)
            return
        saw = {name: ids for name, ids in seen.items() if name != DELETED}
        self.write(node, record, {DELETED: True}, replaces, saw)
        self.traits.add("delete")

    def seen(self, node: Node, record: str) -> dict[str, tuple[str, ...]]:
        """The heads of every field of a record as this node holds it."""
        edits = [edit for edit in node.held.values() if edit.record == record]
        return {name: state.head_ids for name, state in merge(edits).fields.items()} if edits else {}

    def write(self, node: Node, record: str, changes: dict, replaces: dict, saw: dict | None = None) -> None:
        """Make the edit and keep it at the node."""
        self.now += self.chance.randint(0, 5000)
        seq, prev = node.made.get(self.stream, (0, None))
        replaced = [node.held[each].made_at for ids in replaces.values() for each in ids if each in node.held]
        node.last = next_made_at(self.now + node.clock_off, node.last, replaced)
        stamp = Stamp(node.author, node.origin, seq + 1, prev, node.last, "2026-11-22T08:00:00+08:00")
        edit = write_edit(self.stream, record, self.kinds[record], changes, replaces, Act(self.new_id(), "edit"), stamp, saw)
        if any(other.origin == node.origin and other.seq == edit.seq and other.id != edit.id for other in self.edits):
            self.traits.add("fork")
        if self.kinds[record] == "thing_of_tomorrow" or "field_of_tomorrow" in changes:
            self.traits.add("unknown")
        self._note_concurrency(edit)
        node.made[self.stream] = (seq + 1, edit.id)
        node.held[edit.id] = edit
        if edit.id not in {each.id for each in self.edits}:
            self.edits.append(edit)

    def _note_concurrency(self, edit: Edit) -> None:
        """Concurrent: another edit of the same field that neither side had seen. Against a delete: either did not see the other."""
        held = [each for each in self.edits if each.record == edit.record]
        for other in held:
            shared = (other.changes.keys() & edit.changes.keys()) - {DELETED}
            if shared and not self._leads_to(other, edit, held):
                self.traits.add("concurrent")
            if (edit.changes.get(DELETED) is True and not _saw(edit, other)) or (other.changes.get(DELETED) is True and DELETED not in edit.changes):
                self.traits.add("delete against edit")

    @staticmethod
    def _leads_to(other: Edit, edit: Edit, held: list[Edit]) -> bool:
        by_id = {each.id: each for each in held}
        for name in other.changes.keys() & edit.changes.keys():
            waiting, known = list(edit.replaces.get(name, ())), set()
            while waiting:
                each = waiting.pop()
                if each not in known and each in by_id:
                    known.add(each)
                    waiting += by_id[each].replaces.get(name, ())
            if other.id not in known:
                return False
        return True

    def exchange(self, giver: Node, taker: Node) -> None:
        """The taker receives a part of what the giver holds."""
        share = self.chance.choice((0.3, 0.7, 1.0))
        taker.held |= {key: edit for key, edit in giver.held.items() if self.chance.random() < share}

    def clone(self, node: Node) -> None:
        """A copy of a home that goes on counting under the same origin."""
        self.nodes.append(Node(node.origin, self.new_id(), node.clock_off, dict(node.held), dict(node.made), node.last))


def _saw(deletion: Edit, other: Edit) -> bool:
    return DELETED in other.changes or any(other.id in ids for ids in deletion.saw.values())


def make_history(seed: int) -> History:
    """The history of a seed."""
    return Maker(seed).play()


def shares(histories: Iterable[History]) -> dict[str, float]:
    """The share of histories that hold each kind of trouble."""
    made = list(histories)
    traits = ("concurrent", "delete against edit", "missing middle", "fork", "unknown", "joined")
    return {trait: sum(trait in each.traits for each in made) / len(made) for trait in traits}
