"""The plan workbook, read back with another library than the one that wrote it, and its XML looked at for what no reader shows."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from surveyapp import words
from surveyapp.domain.plan import PlanBuilding, PlanCommunity, ProseFigure, compare_prose, plan_table
from surveyapp.errors import Finding
from surveyapp.reports.plan_xlsx import PlanHeading, write_plan
from tests.domain.test_plan import ANNEX, YEARS, annex_communities

HEADING = PlanHeading("2021—2025年城镇老旧小区改造计划表", "连州市住房和城乡建设局", date(2021, 3, 19), (("前沿", "9f3a"),))
PROSE = [ProseFigure("households", (2021,), "493", "连州 四"), ProseFigure("investment", (2021,), "约4870", "连州 五(一)")]


@pytest.fixture(autouse=True)
def _language():
    yield
    words.use_language("zh")


def sheets(target: Path) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_path(target)
    return [book.get_sheet_by_index(number).to_python() for number in range(2)]


def written(target: Path, communities: list[PlanCommunity], findings: tuple[Finding, ...] = ()) -> list[list[list[object]]]:
    write_plan(target, plan_table(communities, YEARS), HEADING, findings)
    return sheets(target)


def test_every_cell_of_the_annex_is_read_back(tmp_path: Path):
    table, _ = written(tmp_path / "plan.xlsx", annex_communities())
    assert table[0][0] == HEADING.title
    assert (table[1][0], table[1][8]) == ("填报单位：连州市住房和城乡建设局", "填报日期：2021年3月19日")
    assert [table[2][column] for column in (0, 1, 4, 7, 10, 13)] == [
        "计划改造年份", "小区数（个）", "居民户数（户）", "楼栋数（栋）", "建筑面积（万平方米）", "预计投资额（万元）",
    ]  # fmt: skip
    assert table[3][1:] == ["2000\n年底前", "2000\n年底后", "合计"] * 5
    assert [row[0] for row in table[4:10]] == ["2021年", "2022年", "2023年", "2024年", "2025年", "合计"]
    for row, figures in zip(table[4:10], ANNEX.values(), strict=True):
        wanted = [Decimal(each) for figure in figures for each in (figure, "0", figure)]
        assert [Decimal(repr(cell)) for cell in row[1:16]] == wanted


def test_totals_are_formulas_over_the_right_cells(tmp_path: Path):
    write_plan(tmp_path / "plan.xlsx", plan_table(annex_communities(), YEARS), HEADING)
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    formulas = dict(re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]+)</f>', sheet))
    assert formulas["D5"] == "B5+C5" and formulas["P10"] == "N10+O10" and formulas["K10"] == "SUM(K5:K9)"
    assert len(formulas) == 6 * 5 + 2 * 5
    assert 'orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet and '<mergeCell ref="A3:A4"/>' in sheet
    assert 'showZeros="0"' not in sheet


def test_formulas_and_cached_values_agree_for_an_uneven_roster(tmp_path: Path):
    roster = [
        PlanCommunity(
            f"s{n}",
            "甲",
            2021 + n % 5,
            Decimal(n) / 7,
            tuple(PlanBuilding(f"b{n}{m}", 1990 + 3 * m + n, n, Decimal(n * 37 + m) / 3) for m in range(5)),
        )
        for n in range(30)
    ]
    table, _ = written(tmp_path / "plan.xlsx", roster)
    for row in table[4:10]:
        for column in range(1, 16, 3):
            assert row[column] + row[column + 1] == pytest.approx(row[column + 2], abs=1e-9)  # type: ignore[operator]
    for column in range(1, 16):
        assert sum(row[column] for row in table[4:9]) == pytest.approx(table[9][column], abs=1e-9)  # type: ignore[misc]


def test_findings_and_provenance_stand_on_the_second_sheet(tmp_path: Path):
    communities = [*annex_communities(), PlanCommunity("x", "某院", 2022, None, (PlanBuilding("b-1", None, 3, Decimal("12.5")),))]
    found = compare_prose(plan_table(communities, YEARS), PROSE)
    table, notes = written(tmp_path / "plan.xlsx", communities, found)
    said = ["|".join(map(str, row)) for row in notes]
    assert any("前沿|9f3a" in each for each in said)
    assert any("2021年 居民户数（户）|正文 493（连州 四），表内 507，差 14" in each for each in said)
    assert any("取整所致" in each for each in said)
    assert any("2022年计划，建成年份待核|1 个小区，3 户，1 栋，0.00125 万平方米，0 万元" in each for each in said)
    assert any("b-1|某院：有楼栋建成年份待核" in each for each in said)
    assert "说明与核对" in str(table[10][0]) and table[5][1] == 14


def test_text_stays_text_whatever_it_begins_with(tmp_path: Path):
    heading = PlanHeading('=HYPERLINK("http://x")', "+1+1", date(2021, 3, 19), (("@SUM(A1)", "-2+3\t=1"),))
    write_plan(tmp_path / "plan.xlsx", plan_table([], YEARS), heading)
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as book:
        assert "HYPERLINK" not in book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in book.read("xl/worksheets/sheet2.xml").decode()
    table, notes = sheets(tmp_path / "plan.xlsx")
    assert table[0][0] == heading.title and ["@SUM(A1)", "-2+3\t=1"] in notes


def test_zeros_are_shown_and_the_same_table_gives_the_same_bytes(tmp_path: Path):
    table, _ = written(tmp_path / "a.xlsx", [])
    assert table[9][1:16] == [0.0] * 15
    written(tmp_path / "b.xlsx", [])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_english(tmp_path: Path):
    words.use_language("en")
    table, notes = written(tmp_path / "plan.xlsx", annex_communities(), compare_prose(plan_table(annex_communities(), YEARS), PROSE))
    assert table[1][8] == "Date: 2021-03-19" and table[3][1] == "by end\n2000"
    assert any("493" in str(row[1]) and "Reported, not corrected" in str(row[1]) for row in notes)
