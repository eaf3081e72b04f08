"""Assign: who walks which buildings on which day, and how far that is. Assignments are records: they travel, merge, and can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from surveyapp.domain.canonical import Value
from surveyapp.domain.edits import DELETED
from surveyapp.domain.fields import BUILDING_CORE
from surveyapp.domain.views import Changed
from surveyapp.domain.walking_order import walking_key
from surveyapp.domain.worklist import Assignable, Assigned, Place, Task, gives, state_of
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.review import Names, names_of
from surveyapp.store import tally
from surveyapp.store.connect import Transaction

KIND = "assignment"
_Values = tuple[str, str, Mapping[str, Any]]


def assign(node: Node, survey: str, places: Sequence[Place], assignee: str, day: str, note: str = "") -> Changed:
    """Give places to a person for a day, as one act. A place that somebody else has on that day changes hands. Raises BadInput."""
    _check_day(day)
    with node.store.reading() as connection:
        named = names_of(connection, survey)
        held = _held(connection, named, tuple({stream for stream, _ in places}))
    if assignee not in named.people:
        raise BadInput("error.assign.person_unknown", person=assignee)
    for stream, building in places:
        if stream not in named.communities or (building and (stream, building) not in named.buildings):
            raise BadInput("error.assign.place_unknown", place=building or stream)
    changes: dict[str, Value] = {"assignee": assignee} | ({"note": note} if note else {})
    drafts = []
    for give in gives(held, places, assignee, day):
        stream, building = give.place
        born: dict[str, Value] = {"community": stream, "building": building, "day": day} if building else {"community": stream, "day": day}
        drafts.append(Draft(give.filed or stream, give.record or node.new_id(), KIND, changes if give.record else born | changes))
    return record(node, drafts, "assign")


def unassign(node: Node, records: Sequence[Place]) -> Changed:
    """Take assignments, named by (stream, record), back."""
    return record(node, [Draft(stream, each, KIND, {DELETED: True}) for stream, each in records], "unassign")


def mark(node: Node, stream: str, task: str, done: bool | None) -> Changed:
    """Say that a task is done, or not; None: let it follow again from what is recorded."""
    return record(node, [Draft(stream, task, KIND, {"done": None if done is None else "yes" if done else "no"})], "set_assignment")


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as problem:
        raise BadInput("error.assign.day", day=day[:20]) from problem


def _held(connection: Transaction, named: Names, streams: Sequence[str]) -> list[Assigned]:
    return [
        Assigned(each, (named.who.root(stream), _word(values, "building")), _word(values, "assignee"), _word(values, "day"), stream)
        for stream, each, values in tally.values(connection, KIND, streams)
    ]


def _word(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def assignable(node: Node, survey: str, day: str) -> tuple[Assignable, ...]:
    """Every community with its buildings after it, in walking order: what there is to give away, and who has it on a day."""
    with node.store.reading() as connection:
        named = names_of(connection, survey)
        streams = tuple(named.communities)
        buildings = tally.values(connection, "building", streams)
        walked = tally.by_building(connection, streams)
        held = [each for each in _held(connection, named, streams) if each.day == day]
    who: dict[Place, list[Assigned]] = {}
    for each in held:
        who.setdefault(each.place, []).append(each)

    def line(place: Place, community: str, name: str, full: int, of: int, defects: int) -> Assignable:
        here = who.get(place, ())
        names = tuple(named.people.get(each.assignee, "") for each in here)
        return Assignable(*place, community, name, full, of, defects, names, tuple((each.filed, each.record) for each in here))

    of_stream: dict[str, list[_Values]] = {}
    for building in buildings:
        of_stream.setdefault(named.who.root(building[0]), []).append(building)
    found = []
    for stream, name in sorted(named.communities.items(), key=lambda pair: walking_key(pair[1])):
        houses = sorted(of_stream.get(stream, ()), key=lambda each: walking_key(_word(each[2], "name")))
        done = sum(filled(values) == len(BUILDING_CORE) for *_, values in houses)
        count = sum(number for (where, _), (number, _wall) in walked.items() if where == stream)
        found.append(line((stream, ""), name, name, done, len(houses), count))
        for _, house, values in houses:
            here = walked.get((stream, house), (0, ""))[0]
            found.append(line((stream, house), name, _word(values, "name"), filled(values), len(BUILDING_CORE), here))
    return tuple(found)


def filled(values: Mapping[str, Any]) -> int:
    """How many of the fields that the progress of a building counts are filled in."""
    return sum(values.get(name) is not None for name in BUILDING_CORE)


def tasks(node: Node, survey: str, day: str, person: str = "") -> tuple[Task, ...]:
    """What a person ("" for everybody) has to walk on a day: the day's assignments and what is left of earlier days, in walking order."""
    with node.store.reading() as connection:
        named = names_of(connection, survey)
        return tasks_in(connection, named, day, person)


def tasks_in(connection: Transaction, named: Names, day: str, person: str = "") -> tuple[Task, ...]:
    """The same inside one look at the store."""
    streams = tuple(named.communities)
    wanted = [
        each
        for each in tally.values(connection, KIND, streams)
        if _word(each[2], "day") and _word(each[2], "day") <= day and (not person or _word(each[2], "assignee") == person)
    ]
    if not wanted:
        return ()
    here = tuple({named.who.root(stream) for stream, *_ in wanted})
    look = _Progress(connection, named, here)
    made = (_task(look, named, each, day) for each in wanted)
    found = [each for each in made if each is not None and (each.day == day or each.state != "done")]
    return tuple(sorted(found, key=lambda each: (walking_key(each.community_name), walking_key(each.name), each.assignee_name, each.record)))


class _Progress:
    """How far the buildings of some communities are."""

    def __init__(self, connection: Transaction, named: Names, streams: Sequence[str]) -> None:
        self.buildings = {(named.who.root(stream), house): values for stream, house, values in tally.values(connection, "building", streams)}
        self.counts = {place: count for place, (count, _wall) in tally.by_building(connection, streams).items()}
        self.bare = tally.bare_by_building(connection, streams)

    def of(self, stream: str, building: str) -> tuple[list[Mapping[str, Any]], int, int]:
        """The values of the buildings of a place, how many defects it has, and how many of them without a photo."""
        if building:
            here = self.buildings.get((stream, building))
            return [here] if here is not None else [], self.counts.get((stream, building), 0), self.bare.get((stream, building), 0)
        inside = [values for (where, _), values in self.buildings.items() if where == stream]
        return inside, _sum(self.counts, stream), _sum(self.bare, stream)


def _sum(counts: Mapping[Place, int], stream: str) -> int:
    total = Counter[str]()
    for (where, _), count in counts.items():
        total[where] += count
    return total[stream]


def _task(look: _Progress, named: Names, held: _Values, day: str) -> Task | None:
    filed, each, values = held
    stream = named.who.root(filed)
    building, assignee = _word(values, "building"), _word(values, "assignee")
    houses, defects, bare = look.of(stream, building)
    if building and not houses:
        return None  # the building is gone: nobody can walk it
    full = sum(filled(house) for house in houses)
    fields = len(BUILDING_CORE) * len(houses)
    done = sum(filled(house) == len(BUILDING_CORE) for house in houses)
    known: Mapping[str, Any] = houses[0] if building else {}
    storeys, units, households = (known[name] if type(known.get(name)) is int else None for name in ("storeys", "units", "households"))
    name = named.buildings.get((stream, building), "") if building else ""
    return Task(
        stream,
        each,
        building,
        named.communities.get(stream, ""),
        name,
        assignee,
        named.people.get(assignee, ""),
        _word(values, "day"),
        _word(values, "note"),
        state_of(values.get("done"), full, fields, bool(defects)),
        _word(values, "day") < day,
        (done, len(houses)),
        defects,
        bare,
        full,
        fields,
        storeys,
        units,
        households,
        filed,
    )
