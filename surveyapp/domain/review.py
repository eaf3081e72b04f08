"""Plain values of the review: what is asked of the table of all defects, and what stands in it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import DefectLine, HistoryLine
from surveyapp.errors import Finding

Column = Literal["number", "place", "name", "severity", "quantity", "tier", "photos", "author", "time"]
Grouping = Literal["", "community", "building", "name", "tier", "severity", "author", "day"]
COLUMNS: tuple[Column, ...] = ("number", "place", "name", "severity", "quantity", "tier", "photos", "author", "time")
GROUPINGS: tuple[Grouping, ...] = ("", "building", "community", "name", "tier", "severity", "author", "day")
SILENT, REFERRED, NONE = "silent", "referred", "none"
"""Beside the tiers of a pack: the document does not list the item; no renovation item; no item at all."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which defects of a survey to list, and in which order. Empty means: no such condition.

    `building` is a record id; `common` asks for what belongs to no building. `since` and `until` are days (ISO), inclusive.
    `tier` is a tier of the pack in use, or silent, referred, none. `typed`: every part of it must be found.
    """

    community: str = ""
    building: str = ""
    common: bool = False
    code: str = ""
    item: str = ""
    tier: str = ""
    severity: int = 0
    author: str = ""
    since: str = ""
    until: str = ""
    without_photo: bool = False
    with_findings: bool = False
    in_conflict: bool = False
    typed: str = ""
    group: Grouping = "building"
    sort: Column = "time"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A run of rows under one heading: `start` is the place of its first row among all rows."""

    key: str
    title: str
    start: int
    count: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to a query: row ids in order (64-bit, names of rows in this store alone), the groups, and how many defects there are in all."""

    ids: array[int]
    groups: tuple[Group, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A defect in the table of all."""

    id: int
    community: str
    building: str
    building_name: str
    line: DefectLine
    findings: int = 0
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: its value, its words, and how many defects it has (-1: not counted)."""

    value: str
    words: str
    count: int = -1


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter row offers for a survey."""

    communities: tuple[Choice, ...]
    buildings: tuple[Choice, ...]
    tiers: tuple[Choice, ...]
    authors: tuple[Choice, ...]
    items: tuple[Choice, ...]
    codes: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a bulk edit would do to one field of one record.

    `rivals`: the other values of a field in conflict, which the edit would settle; `before` is the one that is shown first.
    """

    stream: str
    record: str
    number: str
    name: str
    field: str
    before: Value
    after: Value
    rivals: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk edit would do: the changes, and how many of the records asked for hold the value already or are not there.

    `alike`: the first of those that hold it already, from the value to the same value.
    """

    changes: tuple[Change, ...]
    same: int = 0
    missing: int = 0
    alike: tuple[Change, ...] = ()

    @property
    def settled(self) -> int:
        """How many conflicts it would settle."""
        return sum(bool(each.rivals) for each in self.changes)


@dataclass(frozen=True, slots=True)
class Side:
    """One head of a field in conflict: whose it is, when and on which laptop."""

    edit: str
    author: str
    author_name: str
    wall: str
    device: str
    is_mine: bool
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record whose fields have several heads: what stood before (base), and each side with the fields that it set.

    `merged` are fields that both sides set to the same value: nothing to settle. `fields` are those in conflict.
    `alone` are fields that only the other side set in the edits that are in conflict: they stand as it set them.
    """

    stream: str
    record: str
    kind: str
    number: str
    title: str
    fields: tuple[str, ...]
    base: Mapping[str, Value]
    sides: tuple[Side, ...]
    merged: Mapping[str, Value] = field(default_factory=dict)
    hint: int = 0
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One edit in the history of a record: who, when, from which laptop, and each field from what to what."""

    edit: str
    act: str
    act_name: str
    author_name: str
    wall: str
    device: str
    is_mine: bool
    changes: tuple[tuple[str, Value, Value], ...]
    is_birth: bool = False
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record is: names of its community ("" where the survey has one only) and building; of a defect unit, storey and part."""

    community: str = ""
    building: str = ""
    unit: int | None = None
    storey: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding of the review and where to go for it: the record and, where it speaks of one, the field."""

    finding: Finding
    stream: str
    record: str
    kind: str
    title: str
    field: str = ""
    building: str = ""
    twin: str = ""
    """The record that this one may be the same as; "" where the finding speaks of no such thing."""
    sort: str = ""
    """Under what it is counted: conflict, doubtful, without_photo …"""
    spot: Spot = Spot()


@dataclass(frozen=True, slots=True)
class Twin:
    """A duplicate that was joined to a record."""

    stream: str
    record: str
    title: str


@dataclass(frozen=True, slots=True)
class HiddenLine:
    """A record that was deleted, or one whose building was deleted (孤立)."""

    stream: str
    record: str
    kind: str
    title: str
    author_name: str
    wall: str
    heads: tuple[HistoryLine, ...] = ()
