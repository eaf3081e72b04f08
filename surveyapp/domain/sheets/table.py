"""A sheet as it was read: plain cells, where cells were merged, and how a place in it is named."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from surveyapp.errors import Finding

Cell = str | int | bool | Decimal | date | None
"""A workbook's binary numbers arrive as the decimal of 15 significant digits that the workbook shows; text arrives untouched."""

Merge = tuple[int, int, int, int]
"""(top, left, bottom, right), all counted from 0 and inclusive."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is line 1; shorter rows end in nothing. A CSV file is a sheet without a name and without merges."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell: None for blank, for blanks alone and beyond the end of a row."""
        held = self.rows[row][column] if 0 <= row < len(self.rows) and column < len(self.rows[row]) else None
        return None if isinstance(held, str) and not held.strip() else held

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max(map(len, self.rows), default=0)


def merged_from(sheet: Sheet) -> Mapping[tuple[int, int], Merge]:
    """The merge that each cell of a merged range belongs to."""
    return {
        (row, column): (top, left, bottom, right)
        for top, left, bottom, right in sheet.merges
        for row in range(top, min(bottom, len(sheet.rows) - 1) + 1)
        for column in range(left, right + 1)
    }


def column_name(column: int) -> str:
    """The letters over a column, from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell as a workbook names it: C12."""
    return f"{column_name(column)}{row + 1}"


def plain(text: object) -> str:
    """Text for comparing: compatibility forms unified (full-width digits, ㎡ → m2), every blank gone, small letters."""
    return "".join(unicodedata.normalize("NFKC", "" if text is None else str(text)).split()).casefold()


def shown(cell: Cell) -> str:
    """A cell as a person reads it in a finding, at most 40 characters."""
    if isinstance(cell, Decimal):
        return format(cell, "f")[:40]
    return "" if cell is None else str(cell).strip()[:40]


def at_cell(code: str, row: int, column: int, head: str, cell: Cell, **facts: object) -> Finding:
    """A finding about one cell: line and column to jump to, the head of the column and the value as it stands."""
    return Finding(code, address(row, column), {"line": row + 1, "column": head, "value": shown(cell), **facts})


def at_line(code: str, row: int, **facts: object) -> Finding:
    """A finding about a whole line."""
    return Finding(code, str(row + 1), {"line": row + 1, **facts})


WRONG = "finding.import.wrong."
"""What stands in the way: the cell or the line cannot be taken as it is. Every other finding is something to look at."""


def is_wrong(finding: Finding) -> bool:
    """Whether a finding stands in the way of writing."""
    return finding.code.startswith(WRONG)
