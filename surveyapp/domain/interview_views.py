"""Plain values of interviews that screens, commands and reports show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.domain.canonical import Value
from surveyapp.domain.interviews import Tally


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A door of a building in walking order. `record` is its newest interview, or empty; `state` is `open` or the interview's outcome."""

    label: str
    unit: int | None
    storey: int | None
    record: str = ""
    state: str = "open"
    who: str = ""
    consent: str = ""
    top: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview that is open: its fields, and its wishes in the order of their ranks, those without a rank after them."""

    stream: str
    record: str
    building: str
    door: str
    values: Mapping[str, Value] = field(default_factory=dict)
    wishes: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WishEntry:
    """A wish of the questionnaire: its code and its name in the language in use."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceTally:
    """The tally of a community, or of one of its buildings."""

    stream: str
    building: str
    name: str
    tally: Tally
