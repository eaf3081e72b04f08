"""What a field of a record is: its type, unit, range and choices; and how the common sorts of field are written.

`least` and `most` are the impossible (an error, the last good value stays); `low` and `high` the implausible (a warning, the
value is stored). Decimals are strings in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Type = Literal[
    "text",
    "integer",
    "decimal",
    "choice",
    "choices",
    "year",
    "grade",
    "position",
    "date",
    "record",
    "flag",
    "quantity",
    "override",
    "points",
    "shape",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record."""

    name: str
    type: Type
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    places: int = 0
    longest: int = 200


def text(name: str, longest: int = 200) -> Field:
    """Words, at most so many characters."""
    return Field(name, "text", longest=longest)


def count(name: str, most: int, unit: str = "", least: int = 0, high: int | None = None) -> Field:
    """A whole number; `high` is the most that is plausible."""
    return Field(name, "integer", unit, Decimal(least), Decimal(most), high=None if high is None else Decimal(high))


def decimal(name: str, unit: str, least: str, most: str, places: int = 2) -> Field:
    """An exact number with so many places, as a string."""
    return Field(name, "decimal", unit, Decimal(least), Decimal(most), places=places)


def choice(name: str, *choices: str) -> Field:
    """One of these."""
    return Field(name, "choice", choices=choices)


def year(name: str) -> Field:
    """A year of completion: from 1900 on possible, from 1949 to 2025 plausible."""
    return Field(name, "year", least=Decimal(1900), most=Decimal(2035), low=Decimal(1949), high=Decimal(2025))
