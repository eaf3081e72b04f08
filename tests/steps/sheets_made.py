"""Workbooks and CSV files as people make them: merged cells, heads in two rows, totals, notes, dates where years should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def book(path: Path, rows: Rows, merges: Sequence[tuple[int, int, int, int, Any]] = (), others: Mapping[str, Rows] | None = None) -> Path:
    """A workbook with these rows on its first sheet. `merges` are (top, left, bottom, right, value); a date is written as one."""
    with xlsxwriter.Workbook(path) as made:
        dated, plain = made.add_format({"num_format": "yyyy-mm-dd"}), made.add_format()
        for name, content in {"表1": rows, **(others or {})}.items():
            sheet = made.add_worksheet(name)
            for row, cells in enumerate(content):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, dated)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
        first = made.worksheets()[0]
        for top, left, bottom, right, value in merges:
            first.merge_range(top, left, bottom, right, value, plain)
    return path


def year_in_a_date_cell(path: Path, rows: Rows, row: int, column: int, year: int) -> Path:
    """A workbook in which somebody typed a year into a cell that is formatted as a date: it shows 1905."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for here, cells in enumerate(rows):
            sheet.write_row(here, 0, cells)
        sheet.write_number(row, column, year, made.add_format({"num_format": "yyyy/m/d"}))
    return path


def text(path: Path, rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A file of separated values."""
    path.write_bytes("\r\n".join(delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows).encode(encoding))
    return path
