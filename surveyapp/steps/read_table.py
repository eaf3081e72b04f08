"""Reading workbooks and CSV files as plain sheets. Nothing of what they mean is decided here."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from surveyapp.domain.sheets.table import Cell, Sheet
from surveyapp.errors import BadInput

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
TEXTS = frozenset({".csv", ".txt", ".tsv"})
SUFFIXES = WORKBOOKS | TEXTS
LARGEST_FILE = 64 << 20
LARGEST_SHEET = 4_000_000
"""Cells. A county's roster of 20,000 buildings with 40 columns has 800,000."""
_DELIMITERS = (",", "\t", ";", "，", "；", "|")


def read_table(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook, or the one sheet of a CSV file. Raises BadInput for what cannot be read."""
    suffix = path.suffix.lower()
    if not path.is_file():
        raise BadInput("error.import.missing", path=str(path))
    if suffix not in SUFFIXES:
        raise BadInput("error.import.unknown_kind", file=path.name, kinds=" ".join(sorted(SUFFIXES)))
    if path.stat().st_size > LARGEST_FILE:
        raise BadInput("error.import.too_large", file=path.name, size=path.stat().st_size >> 20, limit=LARGEST_FILE >> 20)
    return _workbook(path) if suffix in WORKBOOKS else (_text(path),)


def _workbook(path: Path) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            named = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet]
            return tuple(_sheet(book.get_sheet_by_name(name), path) for name in named)
    except PasswordError as problem:
        raise BadInput("error.import.password", file=path.name) from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise BadInput("error.import.unreadable", file=path.name, reason=str(problem)[:120]) from problem


def _sheet(sheet: CalamineSheet, path: Path) -> Sheet:
    if sheet.total_height * sheet.total_width > LARGEST_SHEET:
        raise BadInput("error.import.too_many_cells", file=path.name, sheet=sheet.name, rows=sheet.total_height, columns=sheet.total_width)
    rows = tuple(tuple(_cell(each) for each in row) for row in sheet.to_python(skip_empty_area=False))
    merges = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, merges)


def _cell(value: int | float | str | bool | time | date | datetime | timedelta) -> Cell:
    """A cell without binary fractions: the 15 significant digits that a workbook shows are what the person meant."""
    if isinstance(value, float):
        number = Decimal(format(value, ".15g"))
        return int(number) if number.is_finite() and number == number.to_integral_value() else number
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value if value != "" else None


def _text(path: Path) -> Sheet:
    text = _decoded(path.read_bytes(), path)
    delimiter = _delimiter(text)
    try:
        rows = tuple(tuple(cell if cell.strip() else None for cell in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise BadInput("error.import.unreadable", file=path.name, reason=str(problem)[:120]) from problem
    return Sheet("", rows)


def _decoded(data: bytes, path: Path) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, GB 18030 (and with it GBK and GB 2312). Nothing is replaced or dropped."""
    encodings = ["utf-16"] if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput("error.import.encoding", file=path.name)


def _delimiter(text: str) -> str:
    """What splits the first lines into the most columns that agree; a comma where nothing does."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def fitness(mark: str) -> tuple[int, int]:
        counts = [len(row) for row in _rows(lines, mark)]
        columns = max(counts, default=1)
        return (sum(count == columns for count in counts) * (columns > 1), columns)

    return max(_DELIMITERS, key=fitness)


def _rows(lines: list[str], mark: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(chain(lines), delimiter=mark)
    except csv.Error:
        return
