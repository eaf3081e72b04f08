"""The whole way: record, package, receive on SQLite and PostgreSQL, plan, report – as `make demo` runs it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import bagit
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from surveyapp import paths
from surveyapp.steps.demo import demo

ANNEX = """
2021年 6 0 6 507 0 507 54 0 54 4.8724 0 4.8724 4871.9 0 4871.9
2022年 14 0 14 606 0 606 68 0 68 5.15 0 5.15 7000 0 7000
2023年 21 0 21 525 0 525 67 0 67 4.52 0 4.52 10500 0 10500
2024年 11 0 11 392 0 392 34 0 34 3.37 0 3.37 5500 0 5500
2025年 21 0 21 600 0 600 58 0 58 5.16 0 5.16 10500 0 10500
合计 73 0 73 2630 0 2630 281 0 281 23.0724 0 23.0724 38371.9 0 38371.9
"""
"""连州 附件, every cell, typed from the source."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one run of the demo left."""
    folder = tmp_path_factory.mktemp("样 例") / "demo"
    demo(folder, lambda code, facts: None)
    return folder


@pytest.fixture(scope="module")
def summary(out: Path) -> dict:
    """What the run says of itself."""
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def cells(file: Path) -> dict[str, list[Decimal]]:
    """The table's rows by their first cell, read by another library than the one that wrote it."""
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    found = {}
    for row in rows:
        name = str(row[0]).strip()
        if name == "合计" or name.endswith("年"):
            found[name] = [Decimal(repr(each) if isinstance(each, float) else str(each)).normalize() for each in row[1:16]]
    return found


def test_every_cell_of_the_plan_table_is_that_of_the_annex(out: Path) -> None:
    annex = {line.split()[0]: [Decimal(each).normalize() for each in line.split()[1:]] for line in ANNEX.strip().splitlines()}
    assert sum(len(row) for row in annex.values()) == 6 * 15
    assert cells(out / "plan.xlsx") == annex


def test_what_the_text_says_otherwise_is_told_and_not_corrected(summary: dict) -> None:
    told = {(each["code"], each["where"]): each["facts"] for each in summary["plan_findings"]}
    assert told["finding.plan.prose_differs", "2021/households"]["stated"] == "493"
    assert told["finding.plan.prose_rounded", "2021/investment"]["stated"] == "4870"


def test_the_sample_is_as_large_as_it_must_be_and_says_that_it_is_one(summary: dict) -> None:
    assert summary["sample"] is True
    assert summary["counts"]["community"] == 73
    assert summary["counts"]["building"] == 281
    assert summary["counts"]["defect"] >= 120
    assert summary["conflicts"] == 2
    assert summary["stores_agree"] is True
    assert set(summary["stores"]) == {"sqlite", "postgresql"}
    assert summary["doctor"] == []


@pytest.mark.parametrize("name", ["laptop-a.zip", "laptop-b.zip", "roster.zip"])
def test_a_package_is_a_bag_for_tools_that_we_did_not_write(out: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(out / "packages" / name) as file:
        assert file.testzip() is None
        file.extractall(tmp_path)
    assert bagit.Bag(str(tmp_path)).validate()


def test_the_dossier_gives_its_chinese_text_back(out: Path, summary: dict) -> None:
    with pypdfium2.PdfDocument(out / "dossier.pdf") as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    whole = "".join(pages)
    for expected in (summary["dossier_of"], "基础类", "完善类", "本市文件未列", "连州", "草案", "小区公共区"):
        assert expected in whole
    assert "choice." not in whole
    assert "field." not in whole


def run(*arguments: str) -> dict:
    """A command as a user runs it, with its JSON answer."""
    command = [sys.executable, str(paths.program_root() / "main.py"), *arguments, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])


def test_one_buildings_year_and_area_move_the_right_cells(out: Path, tmp_path: Path) -> None:
    home, city = str(out / "laptop-a"), str(tmp_path / "city.db")
    run("package", "write", str(tmp_path / "before.zip"), "--home", home)
    run("receive", str(tmp_path / "before.zip"), "--store", city)
    plan = ("city", "plan", "--store", city, "--years", "2021-2025", "--out", str(tmp_path / "plan.xlsx"))
    run(*plan)
    before = cells(tmp_path / "plan.xlsx")
    changes = ("--set", "built=2003", "--set", "area_m2=1000", "--set", "households=12")
    run("survey", "record", "--kind", "building", "--community", "连州中学教职工生活小区", "--record", "1栋", *changes, "--home", home)
    run("package", "write", str(tmp_path / "after.zip"), "--home", home)
    run("receive", str(tmp_path / "after.zip"), "--store", city)
    run(*plan)
    after = cells(tmp_path / "plan.xlsx")
    assert {year for year in before if before[year] != after[year]} == {"2021年", "合计"}
    moved = after["2021年"]
    assert moved[4] == 12, "households built after 2000"
    assert moved[7] == 1, "buildings built after 2000"
    assert moved[10] == Decimal("0.1"), "10,000 m² built after 2000"
    assert moved[0:3] == before["2021年"][0:3], "the community stays where its earliest building stands"
    assert all(moved[column] + moved[column + 1] == moved[column + 2] for column in range(0, 15, 3))


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("important")
    command = [sys.executable, str(paths.program_root() / "main.py"), "demo", "--out", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert str(tmp_path) in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (tmp_path / "mine.txt").read_text() == "important"
