"""The work list as a workbook: a sheet of what is walked, a sheet of what is to be mended."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from surveyapp import paths
from surveyapp.domain.worklist import Worklist
from surveyapp.reports.worklist_lines import MEND_HEADS, TASK_HEADS, mend_line, rest, scope, task_line, title
from surveyapp.words import say

_A4 = 9
_WIDTHS = {"community": 22, "building": 14, "assignee": 12, "size": 22, "state": 12, "found": 22, "note": 32, "record": 34, "wrong": 44}


def write_sheet(target: Path, made: Worklist) -> None:
    """Write it. Raises DiskError; whole or not at all."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        cell = {"font_name": "SimSun", "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
        form = {
            "title": book.add_format({"font_name": "SimHei", "font_size": 16, "bold": True}),
            "note": book.add_format({"font_name": "SimSun", "font_size": 10, "font_color": "#46524E"}),
            "head": book.add_format({**cell, "bold": True, "bg_color": "#EEF0EC"}),
            "text": book.add_format(cell),
        }
        lines = (task_line(task, made.day) for task in made.tasks)
        _fill(book, form, say("report.worklist.tasks"), (title(made), scope(made)), TASK_HEADS, lines)
        _fill(book, form, say("report.worklist.mends"), (say("report.worklist.mends"), rest(made)), MEND_HEADS, map(mend_line, made.mends))
    paths.write_durably(target, lambda file: _pour(file, out))


def _pour(file: BinaryIO, out: io.BytesIO) -> None:
    file.write(out.getbuffer())


def _fill(book: Any, form: dict[str, Any], name: str, top: tuple[str, str], heads: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, top[0], form["title"])
    sheet.write_string(1, 0, top[1], form["note"])
    for column, head in enumerate(heads):
        sheet.write_string(2, column, say(f"report.worklist.head.{head}"), form["head"])
        sheet.set_column(column, column, _WIDTHS[head])
    for row, line in enumerate(lines, 3):
        for column, words in enumerate(line):
            sheet.write_string(row, column, words, form["text"])
    sheet.freeze_panes(3, 0)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C&P / &N")
