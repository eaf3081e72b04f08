"""Plain values of the overview: how far the survey is, what is left, what the charts show, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

UNCLASSIFIED = "unclassified"
"""The tier of a defect that stands in words only: nobody has said yet which entry of the catalogue it is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Place:
    """A community: how many of its buildings are done, and how many defects were recorded."""

    stream: str
    name: str
    buildings: Progress
    defects: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A building on today's list, or a whole community where `building` is "": `state` is done, going or open; `last` is where the last defect was.

    `task` is the assignment, filed in `filed`; "" for a building that is only where one works; `since` the day it was for, where that is
    past. `houses`: so many of so many buildings of a whole community are done.
    """

    stream: str
    building: str
    community_name: str
    name: str
    state: str
    defects: int
    without_photo: int
    filled: int
    fields: int
    storeys: int | None = None
    units: int | None = None
    households: int | None = None
    last_unit: int | None = None
    last_storey: int | None = None
    task: str = ""
    assignee_name: str = ""
    note: str = ""
    since: str = ""
    houses: tuple[int, int] = (0, 0)
    filed: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One kind in the nothing-lost panel, in records.

    `captured`: what this laptop shows (for photos: whose file is here); `journal`: what the lines tell; `carried`: all of whose lines
    are in packages written here; `received`: acknowledged by the city, None while no receipt can come. `state` is equal, unpacked, or alarm.
    `files`: of photos, how many files the records speak of (several records may share one), else None.
    """

    kind: str
    captured: int
    journal: int
    carried: int
    received: int | None
    state: str
    missing: tuple[str, ...] = ()
    files: int | None = None

    @property
    def shares_files(self) -> bool:
        """Whether there are fewer photo files than records that show them."""
        return self.files is not None and self.files != self.captured


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many defects fall into a tier: `tier` is a tier of the pack, or silent, referred, none, or unclassified: not in the catalogue."""

    tier: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How many defects call for an item, with its tier."""

    item: str
    name: str
    tier: str
    count: int


@dataclass(frozen=True, slots=True)
class CutOff:
    """A line on the chart of ages: buildings completed before the end of `year` are in. `word` says how binding it is, from the document."""

    year: int
    word: str
    clause: str


@dataclass(frozen=True, slots=True)
class Ages:
    """Buildings by span of five years (first year of the span → count), those without a year apart, and the document's lines."""

    spans: Mapping[int, int]
    unknown: int
    lines: tuple[CutOff, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A need, its tier under the pack, and how many households named it."""

    code: str
    name: str
    tier: str
    households: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the overview shows. `today` is the list of `person` ("": of everybody); `people` are those who can be chosen, by (id, name).
    `is_assigned`: somebody gave these places away; otherwise they are where work is under way. `answered`: households that answered or
    named a need; `unanswered`: those visited that did not, `absent` of them because nobody was at home. `known_households`: so many of the
    buildings say how many households they have, `counted` in all; `registered`: what the communities themselves state. The total of
    `households` is what the shares of the needs are of: community by community the sum of its buildings where each of them says, else
    what the community states.
    """

    communities: Progress
    buildings: Progress
    households: Progress
    today: tuple[Stop, ...]
    today_done: Progress
    todo: Mapping[str, int]
    accounts: tuple[Account, ...]
    checked_at: str
    tiers: tuple[TierCount, ...]
    items: tuple[ItemCount, ...]
    severities: Mapping[int, int]
    ages: Ages
    wishes: tuple[Wish, ...] = ()
    answered: int = 0
    unanswered: int = 0
    absent: int = 0
    known_households: Progress = field(default_factory=lambda: Progress(0, 0))
    counted: int = 0
    registered: int = 0
    defects: int = 0
    places: tuple[Place, ...] = ()
    day: str = ""
    urgent_today: int = 0
    person: str = ""
    people: tuple[tuple[str, str], ...] = ()
    is_assigned: bool = False
    frontier: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
