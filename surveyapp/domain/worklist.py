"""Plain values of the work list: who walks what on which day, how far it is, and what is to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveyapp.errors import Finding

Place = tuple[str, str]
"""(stream, building); "" for the building means the whole community."""


@dataclass(frozen=True, slots=True)
class Assignable:
    """A community (`building` is "") or a building that can be given to somebody, with how far it is and who has it on the day asked about.

    `filled` of `fields` are a building's fields, or a community's buildings that are done; `tasks` are that day's assignments, by (stream, record).
    """

    stream: str
    building: str
    community: str
    name: str
    filled: int = 0
    fields: int = 0
    defects: int = 0
    assigned: tuple[str, ...] = ()
    tasks: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A place that somebody shall walk. `state` is done, going or open; `record` is the assignment. `late`: it was for an earlier day."""

    stream: str
    record: str
    building: str
    community_name: str
    name: str
    assignee: str
    assignee_name: str
    day: str
    note: str
    state: str
    late: bool
    buildings: tuple[int, int]
    defects: int
    without_photo: int
    filled: int
    fields: int
    storeys: int | None = None
    units: int | None = None
    households: int | None = None
    filed: str = ""
    """The stream in which the assignment is filed: another one where its community was joined to this."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing to be mended, as it stands on a list on paper: where, which record, and what is wrong with it."""

    community: str
    building: str
    title: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Worklist:
    """The list of a day for one person, or for everybody where `person` is "". `left`: how much more there is to mend than is listed."""

    survey: str
    day: str
    person: str
    tasks: tuple[Task, ...]
    mends: tuple[Mend, ...]
    left: int
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment as it is held: what decides when somebody else is given the same place for the same day."""

    record: str
    place: Place
    assignee: str
    day: str
    filed: str = ""


@dataclass(frozen=True, slots=True)
class Give:
    """What becomes of one place: a new assignment (`record` is ""), or one that changes hands."""

    place: Place
    record: str
    filed: str = ""


def gives(held: Iterable[Assigned], wanted: Sequence[Place], assignee: str, day: str) -> tuple[Give, ...]:
    """What is written so that every wanted place is this person's on that day. Who has it already keeps it and nothing is written."""
    of_day: dict[Place, list[Assigned]] = {}
    for each in held:
        if each.day == day:
            of_day.setdefault(each.place, []).append(each)
    found = []
    for place in dict.fromkeys(wanted):
        here = of_day.get(place, [])
        if not any(each.assignee == assignee for each in here):
            found.append(Give(place, here[0].record, here[0].filed) if here else Give(place, ""))
    return tuple(found)


def state_of(done: object, filled: int, fields: int, touched: bool) -> str:
    """done, going or open: as a person said it, else by what is recorded."""
    if done == "yes":
        return "done"
    if done != "no" and fields and filled >= fields:
        return "done"
    return "going" if touched or filled else "open"
