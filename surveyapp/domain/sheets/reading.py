"""One cell into the value of a field, with every doubt: units, years, dates, choices, ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from surveyapp.domain.canonical import Value, clean_text
from surveyapp.domain.checks import check_field
from surveyapp.domain.fields import Field
from surveyapp.domain.sheets.heads import ColumnMap, ColumnUse
from surveyapp.domain.sheets.numbers import Reading, read_date, read_number, read_year
from surveyapp.domain.sheets.table import Cell, Sheet, at_cell, merged_from, plain
from surveyapp.domain.sheets.vocabulary import Vocabulary, field_at
from surveyapp.errors import Finding

STRONG = ("┋", "；", ";", "|", "\n")
"""What joins several answers in one cell and nothing else."""
_JOINED = (*STRONG, "、", "，", ",", "+")


@dataclass(frozen=True, slots=True)
class Got:
    """What a cell gives: the value of one field (or two, for a span of years), and what was found."""

    values: Mapping[str, Value]
    findings: tuple[Finding, ...] = ()


class Reader:
    """Reads the cells of one sheet under one mapping."""

    def __init__(self, sheet: Sheet, mapping: ColumnMap, vocabulary: Vocabulary) -> None:
        self.sheet, self.mapping, self.vocabulary = sheet, mapping, vocabulary
        self._merged = merged_from(sheet)

    def cell(self, row: int, column: int) -> Cell:
        """A cell; every cell of a merged range holds what its first one does."""
        top, left, _, _ = self._merged.get((row, column), (row, column, row, column))
        return self.sheet.cell(top, left)

    def spans(self, row: int, column: int) -> int:
        """How many rows the merged range of a cell covers."""
        top, _, bottom, _ = self._merged.get((row, column), (row, column, row, column))
        return bottom - top + 1

    def is_first(self, row: int, column: int) -> bool:
        """Whether the cell is the first row of its merged range."""
        return self._merged.get((row, column), (row, column, row, column))[0] == row

    def of_kind(self, kind: str) -> Iterator[ColumnUse]:
        """The columns that belong to a kind of record."""
        return (each for each in self.mapping.columns if each.target.partition(".")[0] == kind)

    def text(self, row: int, target: str) -> str:
        """A name, as written but with plain blanks; "" where there is none."""
        use = self.mapping.column(target)
        cell = self.cell(row, use.at) if use else None
        return "" if cell is None else " ".join(clean_text(_as_text(cell)).split())

    def get(self, row: int, use: ColumnUse) -> Got:
        """The value of a mapped cell."""
        field, cell = field_at(use.target), self.cell(row, use.at)
        if field is None or cell is None:
            return Got({})
        reading = self._read(field, use, cell)
        found = [at_cell(_code(reading.doubt), row, use.at, use.head, cell, **reading.facts)] if reading.doubt else []
        if reading.value is None:
            return Got({}, tuple(found))
        values = _values(use, field, reading.value)
        problem = next((each for value in values.values() for each in check_field(field, value)), None)
        if problem is None:
            return Got(values, tuple(found))
        seen = at_cell(_check_code(problem), row, use.at, use.head, cell, **_bounds(field, next(iter(values.values()))))
        return Got({} if "impossible" in problem.code else values, (*found, seen))

    def _read(self, field: Field, use: ColumnUse, cell: Cell) -> Reading:
        if field.type == "year" or use.target == "plan_entry.year":
            return _one_year(use, read_year(cell))
        if field.type == "date":
            return read_date(cell)
        if field.type in ("integer", "decimal"):
            return read_number(cell, self.vocabulary.factors(field), use.unit, field.places)
        if field.type == "choice":
            return self.choice(field.name, cell)
        if field.type == "choices":
            return self._choices(field.name, cell)
        if field.type == "text":
            text = clean_text(_as_text(cell)).strip()
            return Reading(text) if len(text) <= field.longest else Reading(doubt="wrong.long", facts={"most": field.longest})
        return Reading(doubt="wrong.type")

    def choice(self, name: str, cell: Cell) -> Reading:
        """A choice by its words: what a person decided first, then the catalogue's. A word that fits several is asked about."""
        text = plain(_as_text(cell))
        decided = self.mapping.choices.get(name, {}).get(text)
        if decided == "-":
            return Reading()
        value = decided or self.vocabulary.choices.get(name, {}).get(text)
        if value:
            return Reading(value)
        return Reading(doubt="wrong.choice" if value is None else "wrong.unclear", facts={"field": name, "text": text})

    def _choices(self, name: str, cell: Cell) -> Reading:
        read = [self.choice(name, each) for each in split(_as_text(cell))]
        doubt = next((each for each in read if each.doubt), None)
        return doubt or Reading("|".join(dict.fromkeys(str(each.value) for each in read if each.value)))


def _one_year(use: ColumnUse, reading: Reading) -> Reading:
    """A span of years is a community's; which year of it a building or a plan means, nobody said."""
    several = use.target in ("building.built", "plan_entry.year") and isinstance(reading.value, tuple)
    return Reading(doubt="wrong.year_span") if several else reading


def split(text: str, marks: Sequence[str] = _JOINED) -> list[str]:
    """The several answers of one cell, as survey tools and people join them."""
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return [each.strip() for each in text.split(marks[0]) if each.strip()]


def _as_text(cell: Cell) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _code(doubt: str) -> str:
    return f"finding.import.{doubt}"


def _check_code(problem: Finding) -> str:
    return "finding.import.odd.implausible" if problem.code == "finding.value.implausible" else "finding.import.wrong.range"


def _bounds(field: Field, value: Value) -> dict[str, object]:
    bounds = (field.least, field.most) if field.least is not None else ("", "")
    return {"least": _end(bounds[0]), "most": _end(bounds[1]), "read": value.get("value") if isinstance(value, dict) else value}


def _end(bound: object) -> str:
    return format(bound, "f") if isinstance(bound, Decimal) else str(bound)


def _values(use: ColumnUse, field: Field, read: object) -> dict[str, Value]:
    """The field values of a reading; a span of years is the first and the last year of a community, and no year of a building."""
    _, _, name = use.target.partition(".")
    if field.type == "year":
        first, last = read if isinstance(read, tuple) else (read, read)
        if use.target == "community.built":
            return {"built_from": _year(first), "built_to": _year(last)}
        return {name: _year(last if name == "built_to" else first)}
    if field.type == "choices":
        return {name: str(read).split("|")}
    if isinstance(read, Decimal):
        whole = field.type == "integer" and read == read.to_integral_value()
        return {name: int(read) if whole else format(read, "f")}
    return {name: read}


def _year(year: Value) -> Value:
    return {"value": year, "precision": "year"}
