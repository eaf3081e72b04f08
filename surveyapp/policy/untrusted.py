"""Reading values out of parsed TOML that anyone may have written: the shape asked for, or an empty one. Never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Name:
    """A name that data carries in both languages."""

    zh: str
    en: str


def table(raw: object) -> Mapping[str, object]:
    """A table, or an empty one."""
    return raw if isinstance(raw, Mapping) else {}


def array(raw: object) -> tuple[object, ...]:
    """An array, or an empty one."""
    return tuple(raw) if isinstance(raw, list) else ()


def strings(raw: object) -> tuple[str, ...]:
    """An array of strings, or an empty one."""
    return tuple(str(each) for each in raw) if isinstance(raw, list) else ()


def named(raw: object) -> Name:
    """A table with `zh` and `en`."""
    return Name(str(table(raw).get("zh", "")), str(table(raw).get("en", "")))


def day(raw: object) -> date | None:
    """A TOML date or an ISO 8601 text; None for anything else."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
