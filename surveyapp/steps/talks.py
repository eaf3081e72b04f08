"""The talks with households that the records tell of: interviews with their wishes, and wishes that were noted at a door without one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveyapp.domain.checks import as_decimal
from surveyapp.domain.interviews import ANSWERED, Talk, door_of

LOOSE = "need:"
"""Wishes that were noted at a door without an interview stand for a talk of their own, under this mark."""


@dataclass(frozen=True, slots=True)
class Said:
    """A record of an interview or of a need: its values, and where it stands in the order of birth."""

    record: str
    values: Mapping[str, Any]
    born: int

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a field, or the default where it is unset."""
        value = self.values.get(name)
        return default if value is None else value


def talks_of(interviews: Iterable[Said], needs: Iterable[Said], units: Mapping[str, int | None]) -> list[Talk]:
    """Every talk of a community, the wishes noted without one among them. `units`: how many units each building has, by record."""
    of_interview: dict[str, list[Said]] = defaultdict(list)
    for need in needs:
        loose = f"{LOOSE}{need.get('building', '')}:{_door(need, units) or need.record}"
        of_interview[str(need.get("interview") or loose)].append(need)
    talks = [_talk(row, of_interview.pop(row.record, []), units) for row in interviews]
    answered = {(talk.building, talk.door) for talk in talks if talk.door and talk.outcome == ANSWERED}
    loose_talks = (_loose(key, group, units) for key, group in of_interview.items() if key.startswith(LOOSE))
    return [*talks, *(talk for talk in loose_talks if (talk.building, talk.door) not in answered)]


def _door(said: Said, units: Mapping[str, int | None]) -> str:
    door = str(said.get("door", ""))
    return door_of(door, whole(said.get("unit")), units=units.get(str(said.get("building", "")))).label if door else ""


def _talk(row: Said, needs: Sequence[Said], units: Mapping[str, int | None]) -> Talk:
    ways = row.get("pay_by", [])
    return Talk(
        row.record,
        str(row.get("building", "")),
        _door(row, units),
        str(row.get("outcome", ANSWERED)),
        (str(row.get("asked_on", "")), row.born, row.record),
        str(row.get("who", "")),
        str(row.get("consent", "")),
        str(row.get("willing_to_pay", "")),
        tuple(map(str, ways)) if isinstance(ways, list) else (),
        as_decimal(row.get("pay_most")),
        _wished(needs),
    )


def _loose(key: str, needs: Sequence[Said], units: Mapping[str, int | None]) -> Talk:
    first = needs[0]
    return Talk(
        key,
        str(first.get("building", "")),
        _door(first, units),
        ANSWERED,
        ("", first.born, first.record),
        str(first.get("who", "")),
        willing_to_pay=str(first.get("willing", "")),
        wishes=_wished(needs),
    )


def _wished(needs: Sequence[Said]) -> tuple[tuple[str, int | None], ...]:
    return tuple((str(need.get("code", "")), whole(need.get("rank"))) for need in needs if need.get("wish", "yes") == "yes" and need.get("code"))


def whole(value: Any) -> int | None:
    """A whole number as it stands in a record, None for anything else."""
    return value if type(value) is int else None
