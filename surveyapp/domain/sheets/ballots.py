"""A list of votes from a table: one line is one flat. A line without a flat, an area or a choice is told, and taken as far as it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.domain.canonical import Value
from surveyapp.domain.interviews import door_of
from surveyapp.domain.sheets.heads import ColumnMap, Head
from surveyapp.domain.sheets.reading import Reader
from surveyapp.domain.sheets.rows import lines_of
from surveyapp.domain.sheets.table import Sheet, at_line
from surveyapp.domain.sheets.vocabulary import Vocabulary
from surveyapp.errors import Finding


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One flat of the list: the building as written, and the fields of its ballot. `row` counts from 0."""

    row: int
    building: str
    values: Mapping[str, Value]


def read_ballots(sheet: Sheet, head: Head, mapping: ColumnMap, vocabulary: Vocabulary) -> tuple[tuple[BallotLine, ...], tuple[Finding, ...]]:
    """Read every line; a choice that is not written is 未投 only where the table has no column of choices at all."""
    reader = Reader(sheet, mapping, vocabulary)
    lines: list[BallotLine] = []
    findings: list[Finding] = []
    for line in lines_of(sheet, head, mapping, vocabulary):
        if line.what != "data":
            continue
        values: dict[str, Value] = {}
        for use in reader.of_kind("ballot"):
            got = reader.get(line.row, use)
            findings += got.findings
            values |= got.values
        if not values:
            continue
        _place(values, findings, line.row)
        if mapping.column("ballot.choice") is None:
            values["choice"] = "not_voted"
        lines.append(BallotLine(line.row, reader.text(line.row, "building.name"), values))
    return tuple(lines), tuple(findings)


def _place(values: dict[str, Value], findings: list[Finding], row: int) -> None:
    written, unit = values.get("door"), values.get("unit")
    if not isinstance(written, str) or not written:
        findings.append(at_line("finding.import.odd.no_door", row))
        return
    door = door_of(written, unit if isinstance(unit, int) else None)
    values["door"] = door.label
    if door.unit is not None:
        values["unit"] = door.unit
