"""The plan table as a workbook, in the layout of the annex that a city's bureau publishes (连州 附件)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from surveyapp import paths, words
from surveyapp.domain.plan import AREA, BUILDINGS, COMMUNITIES, GROUPS, HOUSEHOLDS, INVESTMENT, Figures, PlanRow, PlanTable, check_plan
from surveyapp.errors import Finding

GROUP_HEADS = {
    COMMUNITIES: "report.plan.communities",
    HOUSEHOLDS: "report.plan.households",
    BUILDINGS: "report.plan.buildings",
    AREA: "report.plan.area",
    INVESTMENT: "report.plan.investment",
}
_LAST_COLUMN = 3 * len(GROUPS)
_TITLE, _FILLED_IN, _HEAD, _SUBHEAD, _FIRST = range(5)
_BODY_FONT, _TITLE_FONT = "SimSun", "SimHei"


@dataclass(frozen=True, slots=True)
class PlanHeading:
    """What stands over the table, and beside it: `facts` are (label, value) lines in words – frontier, pack versions, time of making."""

    title: str
    unit_name: str
    date: date
    facts: tuple[tuple[str, str], ...] = ()


def write_plan(target: Path, table: PlanTable, heading: PlanHeading, findings: Sequence[Finding] = ()) -> None:
    """Write the workbook: sheet 1 the table, sheet 2 what was found while making it (the table's own findings, `findings`, the sums checked).

    Totals are formulas with the values that code computed beside them. Text is written as text, whatever it begins with.
    Raises DiskError; there is either the whole file or none.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": heading.title, "company": heading.unit_name, "created": datetime.combine(heading.date, time())})
        _table_sheet(book, table, heading)
        _notes_sheet(book, table, heading, (*check_plan(table), *table.findings, *findings))
    paths.write_durably(target, lambda file: _pour(file, out))


def _pour(file: Any, out: io.BytesIO) -> None:
    file.write(out.getbuffer())


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": _BODY_FONT, "font_size": 11, "border": 1, "align": "center", "valign": "vcenter"}
    plain = {"font_name": _BODY_FONT, "font_size": 11, "valign": "vcenter"}
    return {
        "title": book.add_format({"font_name": _TITLE_FONT, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}),
        "left": book.add_format({**plain, "align": "left"}),
        "right": book.add_format({**plain, "align": "right"}),
        "head": book.add_format({**cell, "bold": True, "text_wrap": True, "bg_color": "#EEF0EC"}),
        "year": book.add_format(cell),
        "number": book.add_format({**cell, "align": "right", "num_format": "General"}),
        "sum_year": book.add_format({**cell, "bold": True, "bg_color": "#EEF0EC"}),
        "sum": book.add_format({**cell, "align": "right", "bold": True, "bg_color": "#EEF0EC", "num_format": "General"}),
        "note": book.add_format({**plain, "text_wrap": True, "valign": "top"}),
        "strong": book.add_format({**plain, "bold": True, "font_size": 12}),
    }


def _table_sheet(book: Any, table: PlanTable, heading: PlanHeading) -> None:
    sheet, form = book.add_worksheet(words.say("report.plan.sheet")), _formats(book)
    sheet.merge_range(_TITLE, 0, _TITLE, _LAST_COLUMN, heading.title, form["title"])
    middle = _LAST_COLUMN // 2
    sheet.merge_range(_FILLED_IN, 0, _FILLED_IN, middle, words.say("report.plan.unit", unit=heading.unit_name), form["left"])
    day = {"year": heading.date.year, "month": heading.date.month, "day": heading.date.day, "iso": heading.date.isoformat()}
    sheet.merge_range(_FILLED_IN, middle + 1, _FILLED_IN, _LAST_COLUMN, words.say("report.plan.date", **day), form["right"])
    _heads(sheet, form, table.cutoff_year)
    for number, row in enumerate(table.rows):
        _year_row(sheet, form, _FIRST + number, row)
    last = _FIRST + len(table.rows)
    _totals_row(sheet, form, last, table.total)
    _widths(sheet, table)
    if table.total.undated or table.unplanned:
        sheet.write_string(last + 1, 0, words.say("report.plan.outside"), form["left"])
    _print_setup(sheet, last)


def _heads(sheet: Any, form: dict[str, Any], cutoff: int) -> None:
    sheet.merge_range(_HEAD, 0, _SUBHEAD, 0, words.say("report.plan.year_head"), form["head"])
    for number, group in enumerate(GROUPS):
        column = 1 + 3 * number
        sheet.merge_range(_HEAD, column, _HEAD, column + 2, words.say(GROUP_HEADS[group]), form["head"])
        sheet.write_string(_SUBHEAD, column, words.say("report.plan.before", cutoff=cutoff), form["head"])
        sheet.write_string(_SUBHEAD, column + 1, words.say("report.plan.after", cutoff=cutoff), form["head"])
        sheet.write_string(_SUBHEAD, column + 2, words.say("report.plan.total"), form["head"])


def _year_row(sheet: Any, form: dict[str, Any], at: int, row: PlanRow) -> None:
    sheet.write_string(at, 0, words.say("report.plan.year", year=row.year), form["year"])
    for number, group in enumerate(GROUPS):
        column = 1 + 3 * number
        sheet.write_number(at, column, row.before.of(group), form["number"])
        sheet.write_number(at, column + 1, row.after.of(group), form["number"])
        _across(sheet, at, column, row.total.of(group), form["number"])


def _totals_row(sheet: Any, form: dict[str, Any], at: int, total: PlanRow) -> None:
    sheet.write_string(at, 0, words.say("report.plan.total"), form["sum_year"])
    for number, group in enumerate(GROUPS):
        column = 1 + 3 * number
        for offset, figures in enumerate((total.before, total.after)):
            down = f"=SUM({xl_range(_FIRST, column + offset, at - 1, column + offset)})" if at > _FIRST else "=0"
            sheet.write_formula(at, column + offset, down, form["sum"], _cached(figures.of(group)))
        _across(sheet, at, column, total.total.of(group), form["sum"])


def _across(sheet: Any, at: int, column: int, value: Decimal, form: Any) -> None:
    formula = f"={xl_rowcol_to_cell(at, column)}+{xl_rowcol_to_cell(at, column + 1)}"
    sheet.write_formula(at, column + 2, formula, form, _cached(value))


def _cached(value: Decimal) -> float:
    """A workbook holds binary numbers: this is where an exact figure becomes one, and nowhere before."""
    return float(value)


def _widths(sheet: Any, table: PlanTable) -> None:
    """Wide enough for the longest number of a column, so that nothing is shown as ###."""
    sheet.set_row(_TITLE, 36)
    sheet.set_row(_FILLED_IN, 22)
    sheet.set_row(_HEAD, 24)
    sheet.set_row(_SUBHEAD, 34)
    for at in range(_FIRST, _FIRST + len(table.rows) + 1):
        sheet.set_row(at, 24)
    sheet.set_column(0, 0, 14)
    for number, group in enumerate(GROUPS):
        for offset, column in enumerate(("before", "after", "total")):
            figures: list[Figures] = [getattr(row, column) for row in (*table.rows, table.total)]
            longest = max(len(f"{_cached(each.of(group)):.15g}") for each in figures)
            sheet.set_column(1 + 3 * number + offset, 1 + 3 * number + offset, max(9.0, longest * 1.15 + 2.5))


def _print_setup(sheet: Any, last: int) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(_HEAD, _SUBHEAD)
    sheet.print_area(0, 0, last + 1, _LAST_COLUMN)
    sheet.set_footer("&C&P / &N")
    sheet.freeze_panes(_FIRST, 1)
    sheet.hide_gridlines(2)


def _notes_sheet(book: Any, table: PlanTable, heading: PlanHeading, findings: Sequence[Finding]) -> None:
    sheet, form = book.add_worksheet(words.say("report.plan.notes")), _formats(book)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 96)
    at = 0
    for head, lines in (
        ("report.plan.notes_facts", [(words.say("report.plan.title_label"), heading.title), *heading.facts]),
        ("report.plan.notes_outside", _outside(table)),
        ("report.plan.notes_findings", [(_place(each.where), words.say(each.code, **each.facts)) for each in findings]),
    ):
        sheet.write_string(at, 0, words.say(head), form["strong"])
        at += 1
        for label, value in lines or [("", words.say("report.plan.none"))]:
            sheet.write_string(at, 0, str(label), form["note"])
            sheet.write_string(at, 1, str(value), form["note"])
            at += 1
        at += 1
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _place(where: str) -> str:
    """A cell of the table ("2021/households") in words; the id of a record stands as it is, for looking it up."""
    known = {**GROUP_HEADS, "before": "report.plan.sum_before", "after": "report.plan.sum_after"}
    known |= {"total": "report.plan.total", "undated": "report.plan.sum_undated"}
    parts = where.split("/")
    if len(parts) != 2 or parts[1] not in GROUP_HEADS:
        return where
    first = words.say(known[parts[0]]) if parts[0] in known else "、".join(words.say("report.plan.year", year=each) for each in parts[0].split("+"))
    return f"{first} {words.say(known[parts[1]])}"


def _outside(table: PlanTable) -> list[tuple[str, str]]:
    """What the table does not hold, and why: nothing leaves the sums unseen."""
    lines = [(words.say("report.plan.undated_year", year=row.year), _in_words(row.undated)) for row in table.rows if row.undated]
    if table.unplanned:
        lines.append((words.say("report.plan.unplanned"), _in_words(table.unplanned)))
    return lines


def _in_words(figures: Figures) -> str:
    return words.say("report.plan.figures", **{group: f"{figures.of(group):f}" for group in GROUPS})
