"""Addresses as inspectors say them: 3-2-501, 3栋2单元5层."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from surveyapp.domain.numerals import chinese_number

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
    unit, storey = (_ordinal(found[name]) for name in ("unit", "storey"))
    door = found["door"] or ""
    return Address("", unit, storey if storey is not None or not door else int(door[:-2]), door)


def _ordinal(said: str | None) -> int | None:
    if not said:
        return None
    return chinese_number(said) if said[0] in "一二两三四五六七八九十" else int(said)


def is_of(sought: Address, name: str) -> bool:
    """Whether a building's name carries the number of an address."""
    number = _NUMBER.search(name)
    return number is not None and number[0].casefold() == sought.building.casefold()
