"""What the command palette finds: pages, acts, communities and buildings, by any characters, by pinyin initials, or as 3-2-501."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from surveyapp.domain.walk_views import Door
from surveyapp.ui.walk.initials import begins, matches

_ADDRESS = re.compile(r"(\d{1,3}|[A-Za-z])-(\d{1,2})(?:-(\d{1,4}))?")
_NUMBER = re.compile(r"\d+|[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Address:
    """3-2-501: building, stair-unit, storey and door; storey None and door "" where nothing follows the unit."""

    building: str
    unit: int
    storey: int | None
    door: str


def address(text: str) -> Address | None:
    """The address in a text, None where it is none. `3-2` is a unit, `3-2-4` a floor, `3-2-501` a door."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return None
    building, unit, rest = found.groups()
    if not rest:
        return Address(building, int(unit), None, "")
    return Address(building, int(unit), int(rest[:-2]) if len(rest) > 2 else int(rest), rest if len(rest) > 2 else "")


def building_of(sought: Address, doors: Iterable[Door], stream: str) -> Door | None:
    """The building of a community that carries the number of an address."""
    for door in doors:
        number = _NUMBER.search(door.name)
        if door.record and door.stream == stream and number and number[0].casefold() == sought.building.casefold():
            return door
    return None


def rank(text: str, name: str) -> int | None:
    """How well a name answers: 0 begins with it, 1 holds it, 2 by initials; None not at all."""
    if not matches(text, name):
        return None
    if begins(text, name):
        return 0
    return 1 if text.casefold() in name.casefold() else 2
