"""居民意愿调查汇总: what residents wish for, by community and building, as a workbook (DOMAIN 4.5: 按楼栋分页)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from surveyapp import paths
from surveyapp.domain.interview_views import PlaceTally
from surveyapp.domain.interviews import Tally
from surveyapp.words import say

_OUTCOMES = ("answered", "absent", "refused", "vacant")
_CONSENTS = ("agree", "disagree", "abstain")
_WILLING = ("yes", "no", "depends")
_WAYS = ("direct", "maintenance_fund", "provident_fund", "public_income", "donation")
_COUNTS = (
    *(("outcome", each) for each in _OUTCOMES),
    *(("consent", each) for each in _CONSENTS),
    *(("willing_to_pay", each) for each in _WILLING),
    *(("pay_by", each) for each in _WAYS),
)


@dataclass(frozen=True, slots=True)
class CommunityResults:
    """A community first, then its buildings."""

    places: tuple[PlaceTally, ...]


def write_interviews(target: Path, results: Sequence[CommunityResults], names: Mapping[str, str], day: str) -> None:
    """Write the workbook: sheet 1 the places with every count, sheet 2 the wishes of each place with ranks. `names` are those of the wishes.

    Shares are formulas over the counts, so that they can be checked. It says that none of this is a vote. Raises DiskError; whole or not at all.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        form = _formats(book)
        _places(book, form, results, names, day)
        _wishes(book, form, results, names)
    paths.write_durably(target, lambda file: _pour(file, out))


def _pour(file: BinaryIO, out: io.BytesIO) -> None:
    file.write(out.getbuffer())


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": "SimSun", "font_size": 11, "border": 1, "valign": "vcenter"}
    return {
        "title": book.add_format({"font_name": "SimHei", "font_size": 16, "bold": True}),
        "note": book.add_format({"font_name": "SimSun", "font_size": 10, "font_color": "#46524E"}),
        "head": book.add_format({**cell, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#EEF0EC"}),
        "text": book.add_format(cell),
        "strong": book.add_format({**cell, "bold": True}),
        "number": book.add_format({**cell, "align": "right"}),
        "share": book.add_format({**cell, "align": "right", "num_format": "0.00%"}),
    }


def _count_of(tally: Tally, group: str, name: str) -> int:
    counts: Mapping[str, int] = {
        "outcome": tally.outcomes,
        "consent": tally.consent,
        "willing_to_pay": tally.willing_to_pay,
        "pay_by": tally.pay_by,
    }[group]
    return counts.get(name, 0)


def _places(book: Any, form: dict[str, Any], results: Sequence[CommunityResults], names: Mapping[str, str], day: str) -> None:
    sheet = book.add_worksheet(say("report.needs.places"))
    sheet.write_string(0, 0, say("report.needs.title"), form["title"])
    sheet.write_string(1, 0, say("report.needs.note", day=day), form["note"])
    heads = [say("report.needs.community"), say("report.needs.building"), say("report.needs.households")]
    heads += [say(f"choice.{group}.{name}") for group, name in _COUNTS]
    heads += [say("report.needs.reached"), say("report.needs.repeated"), say("report.needs.top_three")]
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, form["head"])
    row = 3
    for result in results:
        for place in result.places:
            _place(sheet, form, row, result.places[0].name, place, names)
            row += 1
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(heads) - 2, 9)
    sheet.set_column(len(heads) - 1, len(heads) - 1, 60)
    sheet.set_row(2, 34)
    sheet.freeze_panes(3, 2)
    _print(sheet, 2)


def _place(sheet: Any, form: dict[str, Any], row: int, community: str, place: PlaceTally, names: Mapping[str, str]) -> None:
    tally = place.tally
    style = form["text"] if place.building else form["strong"]
    sheet.write_string(row, 0, community, style)
    sheet.write_string(row, 1, place.name if place.building else say("report.needs.all_buildings"), style)
    if tally.households is None:
        sheet.write_string(row, 2, say("report.needs.unknown"), form["number"])
    else:
        sheet.write_number(row, 2, tally.households, form["number"])
    for column, (group, name) in enumerate(_COUNTS, 3):
        sheet.write_number(row, column, _count_of(tally, group, name), form["number"])
    after = 3 + len(_COUNTS)
    if tally.reached is None:
        sheet.write_string(row, after, say("report.needs.unknown"), form["number"])
    else:
        sheet.write_formula(row, after, f"=D{row + 1}/C{row + 1}", form["share"], float(tally.reached))
    sheet.write_number(row, after + 1, tally.repeated, form["number"])
    sheet.write_string(row, after + 2, say("report.needs.join").join(names.get(code, code) for code in tally.top_three), form["text"])


def _wishes(book: Any, form: dict[str, Any], results: Sequence[CommunityResults], names: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(say("report.needs.wishes"))
    heads = ["community", "building", "wish", "first", "second", "third", "among_three", "wished", "share"]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, say(f"report.needs.{head}"), form["head"])
    row = 1
    for result in results:
        for place in result.places:
            for each in place.tally.wishes:
                texts = (result.places[0].name, place.name if place.building else say("report.needs.all_buildings"), names.get(each.code, each.code))
                for column, text in enumerate(texts):
                    sheet.write_string(row, column, text, form["text"])
                for column, number in enumerate((*each.ranks, each.among_three, each.wished), 3):
                    sheet.write_number(row, column, number, form["number"])
                sheet.write_formula(row, 8, f"=H{row + 1}/{place.tally.answered}", form["share"], each.wished / place.tally.answered)
                row += 1
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 40)
    sheet.set_column(3, 8, 10)
    sheet.freeze_panes(1, 0)
    _print(sheet, 0)


def _print(sheet: Any, head: int) -> None:
    sheet.set_paper(8)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C&P / &N")
    sheet.hide_gridlines(2)
