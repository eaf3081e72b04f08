"""The votes of single households as they are recorded, ready to be added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveyapp.domain.ballots import Ballot
from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import as_decimal
from surveyapp.domain.interviews import Door, door_of
from surveyapp.store.find import Row


def ballots_of(rows: Iterable[Row], buildings: Iterable[Row], vote: str) -> tuple[Ballot, ...]:
    """The ballots of a vote among these records, each with the name of its building."""
    houses = {row.record: row for row in buildings}
    names = {record: str(row.get("name", "")) for record, row in houses.items()}
    units = {record: row.get("units") for record, row in houses.items()}
    return tuple(_ballot(row, names, units) for row in rows if row.get("vote") == vote)


def flat_of(values: Mapping[str, Value], units: Mapping[str, Value]) -> str:
    """The one label of a flat however its door was written, "" for none. `units`: how many units each building has, by record."""
    return _door(values, units).label if values.get("door") else ""


def _door(values: Mapping[str, Value], units: Mapping[str, Value]) -> Door:
    unit, known = values.get("unit"), units.get(str(values.get("building") or ""))
    return door_of(str(values.get("door") or ""), unit if type(unit) is int else None, units=known if type(known) is int else None)


def _ballot(row: Row, names: Mapping[str, str], units: Mapping[str, Value]) -> Ballot:
    flat = _door(row.values, units)
    return Ballot(
        record=row.record,
        building=names.get(str(row.get("building", "")), ""),
        unit=flat.unit,
        door=flat.label if row.get("door") else "",
        owner=str(row.get("owner", "")).strip(),
        area_m2=as_decimal(row.get("area_m2")),
        choice=str(row.get("choice", "")),
        part=str(row.get("part", "owned")),
        method=str(row.get("method", "")),
        unsettled=tuple(name for name in ("choice", "area_m2", "owner") if row.states.get(name) == "conflict"),
    )
