"""The votes of single households as they are recorded, ready to be added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveyapp.domain.ballots import Ballot
from surveyapp.domain.checks import as_decimal
from surveyapp.store.find import Row


def ballots_of(rows: Iterable[Row], buildings: Iterable[Row], vote: str) -> tuple[Ballot, ...]:
    """The ballots of a vote among these records, each with the name of its building."""
    names = {row.record: str(row.get("name", "")) for row in buildings}
    return tuple(_ballot(row, names) for row in rows if row.get("vote") == vote)


def _ballot(row: Row, names: Mapping[str, str]) -> Ballot:
    unit = row.get("unit")
    return Ballot(
        record=row.record,
        building=names.get(str(row.get("building", "")), ""),
        unit=unit if type(unit) is int else None,
        door=str(row.get("door", "")),
        owner=str(row.get("owner", "")).strip(),
        area_m2=as_decimal(row.get("area_m2")),
        choice=str(row.get("choice", "")),
        part=str(row.get("part", "owned")),
        method=str(row.get("method", "")),
        unsettled=tuple(name for name in ("choice", "area_m2", "owner") if row.states.get(name) == "conflict"),
    )
