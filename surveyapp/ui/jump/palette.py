"""The entries of the command palette for what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surveyapp.domain.addresses import Address, address
from surveyapp.domain.walk_views import Door
from surveyapp.ui.jump.search import building_of, rank
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.walk.initials import read_ahead
from surveyapp.ui.widgets.finder import Entry
from surveyapp.words import say


@dataclass(frozen=True, slots=True)
class Goal:
    """What the palette can do: `go_to(stream, building)`, and that with a place inside it."""

    stream: str
    go_to: Callable[[str, str], object]
    stand_at: Callable[[str, str, Address], object]


def find(text: str, commands: Sequence[Entry], doors: Sequence[Door], goal: Goal) -> tuple[Entry, ...]:
    """Commands, then the buildings of the community in hand, then everywhere else; while something is typed, the best matches first."""
    places = [_place(door, goal) for door in sorted(doors, key=lambda door: door.stream != goal.stream)]
    if not text:
        return (*commands, *places)
    found = [(score, entry) for entry in (*commands, *places) if (score := _score(text, entry)) is not None]
    found.sort(key=lambda each: each[0])
    return (*_addressed(text, doors, goal), *(entry for _, entry in found))


def read_all(doors: tuple[Door, ...]) -> tuple[Door, ...]:
    """Find out the initials of everything that can be jumped to, so that the first letter typed need not wait. For a worker thread."""
    for door in doors:
        read_ahead(door.name)
        read_ahead(f"{door.community if door.record else say('ui.jump.community')}{door.name}")
    return doors


def _score(text: str, entry: Entry) -> int | None:
    by_name = rank(text, entry.name)
    if by_name is not None:
        return by_name
    also = min((found for each in entry.also if (found := rank(text, each)) is not None), default=None)
    by_facts = also if also is not None else rank(text, f"{entry.facts}{entry.name}")
    return None if by_facts is None else by_facts + 3


def _place(door: Door, goal: Goal) -> Entry:
    facts = door.community if door.record else say("ui.jump.community")
    return Entry("building" if door.record else "trees", door.name, facts, "", lambda: goal.go_to(door.stream, door.record))


def _addressed(text: str, doors: Sequence[Door], goal: Goal) -> tuple[Entry, ...]:
    sought = address(text)
    door = building_of(sought, doors, goal.stream) if sought else None
    if sought is None or door is None:
        return ()
    if not _is_there(sought.unit, door.units) or not _is_there(sought.storey, door.storeys):
        return (Entry("target", door.name, _what_is_there(door), "", lambda: goal.go_to(door.stream, door.record)),)
    parts = [door.name, *([say("ui.place.unit", number=sought.unit)] if sought.unit is not None else [])]
    parts += [say("ui.place.storey", number=sought.storey)] if sought.storey is not None else []
    parts += [sought.door] if sought.door else []
    return (Entry("target", DOT.join(parts), door.community, "", lambda: goal.stand_at(door.stream, door.record, sought)),)


def _is_there(number: int | None, count: int | None) -> bool:
    """Whether one can stand there: only what the building's record tells can be chosen."""
    return number is None or 1 <= number <= (count or 0)


def _what_is_there(door: Door) -> str:
    units = say("jump.units", count=door.units) if door.units else say("jump.units_unknown")
    storeys = say("jump.storeys", count=door.storeys) if door.storeys else say("jump.storeys_unknown")
    return say("jump.no_such_place", units=units, storeys=storeys)
