"""Undo and redo over pure histories: acts are taken back in turn, what others changed since stays and is told."""

from __future__ import annotations

from surveyapp.domain.edits import DELETED, Act, Edit, Stamp, write_edit
from surveyapp.domain.merge import Record, merge
from surveyapp.domain.undo import Reversal, reversals

STREAM = RECORD = "01890000-0000-7000-8000-000000000001"
MINE, THEIRS = "01890000-0000-7000-8000-00000000000a", "01890000-0000-7000-8000-00000000000b"


class Desk:
    """One record on one table: edits are made on what is seen."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []

    @property
    def record(self) -> Record:
        """The record as it stands."""
        return merge(self.edits)

    def act(self, changes: dict, origin: str = MINE, undoes: str | None = None, seen: dict | None = None) -> str:
        """Write one act; answers its id. `seen` are the heads that it replaces, where not what stands now."""
        number = len(self.edits) + 1
        act = f"01890000-0000-7000-8000-{number:012x}"
        fields = self.record.fields if self.edits else {}
        replaces = {name: (seen or {}).get(name, fields[name].head_ids) for name in changes if name in fields}
        saw = {name: state.head_ids for name, state in fields.items() if name != DELETED} if changes.get(DELETED) is True else None
        own = [edit for edit in self.edits if edit.origin == origin]
        stamp = Stamp(origin, origin, len(own) + 1, own[-1].id if own else None, number, "2026-11-22T08:00:00+08:00")
        self.edits.append(write_edit(STREAM, RECORD, "building", changes, replaces, Act(act, "act", undoes), stamp, saw))
        return act

    def take_back(self, act: str) -> tuple[str, Reversal]:
        """Undo an act; answers the new act and what it meant."""
        held = {edit.id: edit for edit in self.edits}
        found = reversals([edit for edit in self.edits if edit.act == act], {(STREAM, RECORD): self.record}, held)
        undone = [self.act(dict(each.changes), undoes=act, seen=dict(each.seen)) for each in found if each.changes]
        return (undone[0] if undone else "", found[0])


def test_three_acts_are_taken_back_one_by_one_and_brought_back_again() -> None:
    desk = Desk()
    desk.act({"name": "3栋"})
    acts = [desk.act({"households": number}) for number in (10, 20, 30)]
    undone = [desk.take_back(act)[0] for act in reversed(acts)]
    assert desk.record.get("households") is None
    for act, expected in zip(reversed(undone), (10, 20, 30), strict=True):
        desk.take_back(act)
        assert desk.record.get("households") == expected


def test_what_someone_else_changed_since_stays_and_is_told() -> None:
    desk = Desk()
    desk.act({"name": "3栋", "households": 1, "units": 1})
    act = desk.act({"households": 10, "units": 2})
    desk.act({"households": 11}, origin=THEIRS)
    _, found = desk.take_back(act)
    assert dict(found.changes) == {"units": 1}
    assert [(name, edit.author) for name, edit in found.changed_since] == [("households", THEIRS)]
    assert (desk.record.get("households"), desk.record.get("units")) == (11, 1)


def test_a_birth_is_taken_back_by_deleting_and_brought_back_whole() -> None:
    desk = Desk()
    birth = desk.act({"name": "3栋", "households": 36})
    undone, _ = desk.take_back(birth)
    assert desk.record.presence == "hidden"
    desk.take_back(undone)
    assert (desk.record.presence, desk.record.get("households")) == ("live", 36)


def test_a_birth_is_not_taken_back_under_someone_elses_work() -> None:
    desk = Desk()
    birth = desk.act({"name": "3栋"})
    desk.act({"households": 36}, origin=THEIRS)
    undone, found = desk.take_back(birth)
    assert (undone, [edit.author for _, edit in found.changed_since]) == ("", [THEIRS])
    assert desk.record.presence == "live"


def test_a_conflict_that_was_settled_stands_again_with_all_its_values() -> None:
    desk = Desk()
    desk.act({"name": "3栋"})
    base = list(desk.edits)
    desk.act({"lift": "none"})
    other = Desk()
    other.edits = base
    other.act({"lift": "added"}, origin=THEIRS)
    desk.edits = [*desk.edits, other.edits[-1]]
    assert desk.record.fields["lift"].state == "conflict"
    shown = desk.record.get("lift")
    settle = desk.act({"lift": "planned"})
    desk.take_back(settle)
    lift = desk.record.fields["lift"]
    assert lift.state == "conflict"
    assert {head.changes["lift"] for head in lift.heads} == {"none", "added"}
    assert shown in ("none", "added")
