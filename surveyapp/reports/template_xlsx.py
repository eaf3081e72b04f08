"""An empty table to start from: heads that are read back as what they stand for, lists to choose from, and a page that explains each column."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from surveyapp import paths
from surveyapp.words import say

_LAST_ROW = 2000
_LONGEST_LIST = 250
"""A list of choices that is written into the cell's rule may have 255 characters."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column: its head, what may stand in it in words, the choices in words, whether it must be filled, and the bounds of a number."""

    head: str
    what: str
    choices: tuple[str, ...] = ()
    needed: bool = False
    least: int | None = None
    most: int | None = None


def write_template(target: Path, sheet_name: str, columns: Sequence[TemplateColumn], title: str) -> None:
    """Write the workbook. Raises DiskError; there is either the whole file or none."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        form = _formats(book)
        _table(book, form, sheet_name, columns)
        _guide(book, form, columns, title)
    paths.write_durably(target, lambda file: _pour(file, out))


def _pour(file: BinaryIO, out: io.BytesIO) -> None:
    file.write(out.getbuffer())


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "SimSun", "font_size": 11, "valign": "vcenter"}
    return {
        "head": book.add_format({**base, "bold": True, "border": 1, "text_wrap": True, "align": "center", "bg_color": "#EEF0EC"}),
        "needed": book.add_format({**base, "bold": True, "border": 1, "text_wrap": True, "align": "center", "bg_color": "#DCEBE6"}),
        "text": book.add_format({**base, "text_wrap": True, "valign": "top"}),
        "strong": book.add_format({**base, "bold": True, "valign": "top"}),
        "title": book.add_format({**base, "font_name": "SimHei", "font_size": 16, "bold": True}),
    }


def _table(book: Any, form: dict[str, Any], name: str, columns: Sequence[TemplateColumn]) -> None:
    sheet = book.add_worksheet(name)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.head, form["needed" if column.needed else "head"])
        sheet.set_column(at, at, max(10.0, 2.2 * len(column.head)))
        if column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning", "ignore_blank": True}
            sheet.data_validation(1, at, _LAST_ROW, at, rule)
        elif column.least is not None and column.most is not None:
            rule = {"validate": "decimal", "criteria": "between", "minimum": column.least, "maximum": column.most, "error_type": "warning"}
            sheet.data_validation(1, at, _LAST_ROW, at, rule)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)


def _guide(book: Any, form: dict[str, Any], columns: Sequence[TemplateColumn], title: str) -> None:
    sheet = book.add_worksheet(say("report.template.guide"))
    sheet.write_string(0, 0, title, form["title"])
    sheet.write_string(1, 0, say("report.template.how"), form["text"])
    for row, column in enumerate(columns, 3):
        sheet.write_string(row, 0, column.head, form["strong"])
        choices = say("report.needs.join").join(column.choices)
        needed = say("report.template.needed") if column.needed else ""
        sheet.write_string(row, 1, " ".join(filter(None, (needed, column.what, choices))), form["text"])
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.hide_gridlines(2)
