"""Rows of totals, compared with what stands above them: a table whose sums do not hold has a wrong figure somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from surveyapp.domain.checks import as_decimal
from surveyapp.domain.sheets.heads import ColumnUse
from surveyapp.domain.sheets.numbers import read_number
from surveyapp.domain.sheets.reading import Reader
from surveyapp.domain.sheets.rows import Line
from surveyapp.domain.sheets.table import at_cell
from surveyapp.domain.sheets.vocabulary import field_at
from surveyapp.errors import Finding


def compare_totals(reader: Reader, lines: Sequence[Line]) -> tuple[Finding, ...]:
    """A finding for every total that is neither the sum of all lines, nor of those since the last total, nor of the subtotals."""
    told = any(line.what in ("subtotal", "total") for line in lines)
    uses = [each for each in reader.mapping.columns if told and _is_summed(each)]
    found: list[Finding] = []
    for use in uses:
        every = since = subtotals = Decimal(0)
        spoken = ""
        for line in lines:
            if line.what == "data":
                name = reader.text(line.row, "community.name")
                again = use.target.partition(".")[0] != "building" and name == spoken != ""
                spoken = name or spoken
                amount = _amount(reader, line.row, use) if reader.is_first(line.row, use.at) and not again else Decimal(0)
                every, since = every + amount, since + amount
            elif line.what in ("subtotal", "total"):
                found += _check(reader, line.row, use, {"subtotal": [since], "total": [every, since, subtotals]}[line.what], every, since)
                subtotals += since
                since = Decimal(0)
    return tuple(found)


def _is_summed(use: ColumnUse) -> bool:
    field = field_at(use.target)
    measured = field is not None and field.type in ("integer", "decimal") and field.name not in ("year", "roof_year", "storeys", "per_floor", "fee")
    return measured and use.target.partition(".")[0] in ("community", "building", "plan_entry")


def _amount(reader: Reader, row: int, use: ColumnUse) -> Decimal:
    value = next(iter(reader.get(row, use).values.values()), None)
    return as_decimal(value) or Decimal(0)


def _check(reader: Reader, row: int, use: ColumnUse, fitting: list[Decimal], every: Decimal, since: Decimal) -> Iterator[Finding]:
    cell = reader.sheet.cell(row, use.at)
    field = field_at(use.target)
    if cell is None or field is None:
        return
    read = read_number(cell, reader.vocabulary.factors(field), use.unit, field.places).value
    if not isinstance(read, Decimal) or read in fitting:
        return
    sum_here = since if len(fitting) == 1 else every
    gap = read - sum_here
    code = "finding.import.odd.total_swapped" if gap == gap.to_integral_value() and gap % 9 == 0 else "finding.import.odd.total"
    yield at_cell(code, row, use.at, use.head, cell, read=f"{read:f}", total=f"{sum_here:f}", gap=f"{abs(gap):f}")
