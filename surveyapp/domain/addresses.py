"""Addresses as inspectors say them: 3-2-501, 3栋2单元5层."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from surveyapp.domain.numerals import COUNT, number, ordinal

_HOUSE = r"(?:栋|幢|号楼|座楼|座|#\s*楼|#)"
_NAMED = rf"[A-Za-z]\d{{1,3}}|\d{{1,3}}|[A-Za-z]|{COUNT}"
_ADDRESS = re.compile(r"([A-Za-z]?\d{1,3}|[A-Za-z])-(\d{1,2})(?:-(\d{1,4}))?")
_SPELT = re.compile(rf"({_NAMED})\s*{_HOUSE}\s*(?:(\d{{1,2}})\s*单元)?\s*(?:(\d{{1,4}})\s*(?:层|楼|室|号|户)?)?")
_OF_A_HOUSE = re.compile(rf"([A-Za-z]\s*-\s*\d{{1,3}}|{_NAMED})\s*-?\s*{_HOUSE}")
_BARE = re.compile(rf"[A-Za-z]\s*-?\d+|\d+|[A-Za-z](?![A-Za-z])|{COUNT}")
_PARTS = re.compile(r"([a-z]?)[\s-]*(.*)")


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


_WITHIN = re.compile(
    r"(?:第?(?P<unit>\d{1,2}|[一二两三四五六七八九十]{1,3})单元)?"
    r"(?:第?(?P<storey>-?\d{1,2}|[一二两三四五六七八九十]{1,3})[层楼])?"
    r"(?:(?P<door>\d{3,4})[室号户]?)?"
)


def within(text: str) -> Address | None:
    """A place inside a building that is not said: 3单元, 五层, 2单元501, 501. None where it is none."""
    found = _WITHIN.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if found is None or not any(found.groups()):
        return None
    unit, storey = (ordinal(found[name]) for name in ("unit", "storey"))
    door = found["door"] or ""
    return Address("", unit, storey if storey is not None or not door else int(door[:-2]), door)


def building_number(text: str) -> str:
    """One way of writing the number of a building: 07, ７ and 七 are 7, A-7 is a7."""
    letter, rest = _PARTS.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold()).groups()  # type: ignore[union-attr]  # it fits anything
    value = number(rest) if rest else None
    return letter + (str(int(value)) if value is not None else rest)


def number_in_name(name: str) -> str:
    """The number that a building's name carries, as `building_number` writes it; "" for none. Of 红星里12号8栋 it is 8: what stands before 栋."""
    plain = unicodedata.normalize("NFKC", name)
    houses = _OF_A_HOUSE.findall(plain)
    bare = None if houses else _BARE.search(plain)
    return building_number(houses[-1]) if houses else building_number(bare[0]) if bare else ""


def is_of(sought: Address, name: str) -> bool:
    """Whether a building's name carries the number of an address."""
    return number_in_name(name) == building_number(sought.building) != ""
