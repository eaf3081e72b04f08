"""Plain values of the hand-over: what receiving a package would change, and what withdrawing one would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Sentence = tuple[str, Mapping[str, object]]
"""A code and its facts. A fact `kind` is the code of a kind of record: whoever says the sentence puts it into words."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What receiving a package would change here. Nothing is written yet.

    `born` and `touched`: new records, and records that are here and would change, by kind. `fields`: values that would be shown otherwise.
    `conflicts`: fields that would be in conflict and are not now. `returning`: edits that were set aside here and would be shown again.
    `strange`: lines that are no edits. `partial`: the package says itself that it is a selection.
    """

    path: str
    sha256: str
    bytes: int
    edits: int
    new_edits: int
    photos: int
    new_photos: int
    born: Mapping[str, int] = field(default_factory=dict)
    touched: Mapping[str, int] = field(default_factory=dict)
    fields: int = 0
    deleted: int = 0
    conflicts: int = 0
    returning: int = 0
    strange: int = 0
    partial: bool = False
    surveys: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Everything in it is here already."""
        return not (self.new_edits or self.new_photos or self.returning)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a withdrawal cannot take back, because something here was changed since: of which record, which field, by whom."""

    title: str
    kind: str
    field: str
    author_name: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What withdrawing a received package does, or has done.

    `aside`: records of which every edit of the package is set aside here: kept, not shown, not forwarded, and it can all be brought back.
    `reversed`: records that something here built on: their values are put back by new edits, which travel with the next package.
    `kept`: what was changed since and stays. `forwarded`: set-aside edits that a package written here carries already.
    """

    package: str
    sha256: str
    aside: int
    aside_edits: int
    reversed: int
    kept: tuple[Kept, ...] = ()
    forwarded: int = 0
    act: str = ""

    @property
    def does_nothing(self) -> bool:
        """Nothing of the package is shown here, or nothing of it can be taken back."""
        return not (self.aside or self.reversed)


def incoming_sentences(told: Incoming) -> list[Sentence]:
    """What receiving a package would change, a sentence each, gravest last."""
    if told.changes_nothing:
        return [("incoming.nothing", {})]
    facts = {"edits": told.edits, "new": told.new_edits, "photos": told.photos, "new_photos": told.new_photos}
    found: list[Sentence] = [("incoming.edits", facts)]
    found += [("incoming.born", {"kind": kind, "count": count}) for kind, count in sorted(told.born.items())]
    found += [("incoming.touched", {"kind": kind, "count": count}) for kind, count in sorted(told.touched.items())]
    counted = {
        "incoming.fields": told.fields,
        "incoming.returning": told.returning,
        "incoming.strange": told.strange,
        "incoming.deleted": told.deleted,
        "incoming.conflicts": told.conflicts,
    }
    found += [(code, {"count": count}) for code, count in counted.items() if count]
    return [*found, ("incoming.partial", {})] if told.partial else found


def withdrawal_sentences(told: Withdrawal, *, done: bool) -> list[Sentence]:
    """What a withdrawal would do, or has done, a sentence each."""
    found: list[Sentence] = []
    if told.aside:
        facts = {"name": told.package, "records": told.aside, "edits": told.aside_edits}
        found.append(("withdraw.done.aside" if done else "withdraw.would.aside", facts))
    if told.reversed:
        found.append(("withdraw.done.reversed" if done else "withdraw.would.reversed", {"records": told.reversed}))
    if told.kept:
        found.append(("withdraw.kept", {"count": len(told.kept)}))
    if told.forwarded:
        found.append(("withdraw.forwarded", {"count": told.forwarded}))
    return found
