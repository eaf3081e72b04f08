"""What the command palette finds: pages, acts, communities and buildings, by any characters, by pinyin initials, or as 3-2-501."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from surveyapp.domain.walk_views import Door
from surveyapp.ui.walk.initials import matches

_ADDRESS = re.compile(r"(\d{1,3}|[A-Za-z])-(\d{1,2})(?:-(\d{1,4}))?")
_SPELT = re.compile(r"(\d{1,3}|[A-Za-z])\s*(?:栋|幢|号楼|座|#)\s*(?:(\d{1,2})\s*单元)?\s*(?:(\d{1,4})\s*(?:层|楼|室|号|户)?)?")
_NUMBER = re.compile(r"\d+|[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Address:
    """3-2-501: building, stair-unit, storey and door; None and "" for what is not said."""

    building: str
    unit: int | None
    storey: int | None
    door: str


def address(text: str) -> Address | None:
    """The address in a text, None where it is none. `3-2` is a unit, `3-2-4` a floor, `3-2-501` a door; so is 3栋2单元501."""
    found = _ADDRESS.fullmatch(text.strip()) or _SPELT.fullmatch(text.strip())
    if found is None:
        return None
    building, unit, rest = found.groups()
    if not unit and not rest:
        return None
    stair = int(unit) if unit else None
    if not rest:
        return Address(building, stair, None, "")
    return Address(building, stair, int(rest[:-2]) if len(rest) > 2 else int(rest), rest if len(rest) > 2 else "")


def is_of(sought: Address, name: str) -> bool:
    """Whether a building's name carries the number of an address."""
    number = _NUMBER.search(name)
    return number is not None and number[0].casefold() == sought.building.casefold()


def building_of(sought: Address, doors: Iterable[Door], stream: str) -> Door | None:
    """The building of a community that carries the number of an address."""
    return next((door for door in doors if door.record and door.stream == stream and is_of(sought, door.name)), None)


def rank(text: str, name: str) -> int | None:
    """How well a name answers: 0 begins with it, 1 holds it, 2 by initials; None not at all."""
    wanted, held = text.casefold(), name.casefold()
    if held.startswith(wanted):
        return 0
    if wanted in held:
        return 1
    return 2 if matches(text, name) else None
