"""The whole way: two laptops, packages, a city on SQLite and PostgreSQL, the plan table of the annex, a dossier. Read back by other tools."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import bagit
import pypdfium2
import pytest
from python_calamine import load_workbook

from surveyapp.errors import BadInput
from surveyapp.steps import package
from surveyapp.steps.demo import demo
from surveyapp.steps.doctor import doctor
from surveyapp.steps.node import Node, open_city, open_home
from surveyapp.steps.plan import plan
from surveyapp.steps.plan_table import plan_table_file
from surveyapp.steps.receive import receive
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import streams_of, surveys
from surveyapp.store import find

ANNEX = {
    "2021年": (6, 0, 6, 507, 0, 507, 54, 0, 54, "4.8724", 0, "4.8724", "4871.9", 0, "4871.9"),
    "2022年": (14, 0, 14, 606, 0, 606, 68, 0, 68, "5.15", 0, "5.15", "7000", 0, "7000"),
    "2023年": (21, 0, 21, 525, 0, 525, 67, 0, 67, "4.52", 0, "4.52", "10500", 0, "10500"),
    "2024年": (11, 0, 11, 392, 0, 392, 34, 0, 34, "3.37", 0, "3.37", "5500", 0, "5500"),
    "2025年": (21, 0, 21, 600, 0, 600, 58, 0, 58, "5.16", 0, "5.16", "10500", 0, "10500"),
    "合计": (73, 0, 73, 2630, 0, 2630, 281, 0, 281, "23.0724", 0, "23.0724", "38371.9", 0, "38371.9"),
}
"""连州 附件, every cell: communities, households, buildings, area (万㎡), investment (万元), each before / after the end of 2000 / together."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One run of the demo; what the machine remembers of its homes is kept apart."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SURVEYAPP_STATE", str(folder / "state"))
        demo(folder / "out", lambda code, facts: None)
        yield folder / "out"


@pytest.fixture(scope="module")
def summary(out: Path) -> dict[str, Any]:
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture
def city(out: Path) -> Iterator[Node]:
    node = open_city(str(out / "city.db"))
    yield node
    node.close()


def cells(file: Path) -> dict[str, tuple[Decimal, ...]]:
    """The table of a plan workbook as another program reads it: the figures of each row by its first cell."""
    found = {}
    for row in load_workbook(file).get_sheet_by_index(0).to_python():
        label = str(row[0]).strip()
        if label in ANNEX:
            found[label] = tuple(Decimal(str(each)).quantize(Decimal("0.0001")) for each in row[1:16])
    return found


def test_every_cell_of_the_plan_table_is_that_of_the_annex(out: Path) -> None:
    assert cells(out / "plan.xlsx") == {label: tuple(Decimal(each).quantize(Decimal("0.0001")) for each in row) for label, row in ANNEX.items()}


def test_the_summary_says_what_was_done(out: Path, summary: dict[str, Any]) -> None:
    assert summary["sample"] is True
    assert summary["stores_agree"] is True
    assert summary["doctor"] == []
    assert set(summary["stores"]) == {"sqlite", "postgresql"}
    assert summary["stores"]["sqlite"] == summary["stores"]["postgresql"]
    assert summary["counts"]["community"] == 73
    assert summary["counts"]["building"] == 281
    assert summary["counts"]["defect"] >= 159
    assert summary["conflicts"] >= 2
    assert sum(summary["tiers"].values()) == summary["counts"]["defect"]
    assert summary["plan"]["total"]["households"] == ["2630", "0", "2630"]
    for name in ("plan.xlsx", "dossier.pdf", "packages/laptop-a.zip", "packages/laptop-b.zip"):
        assert name in summary["files"]
        assert (out / name).stat().st_size > 0


@pytest.mark.parametrize("name", ["laptop-a", "laptop-b", "roster"])
def test_the_packages_are_bags_to_others_too(out: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(out / "packages" / f"{name}.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    assert bagit.Bag(str(tmp_path)).validate()


def test_the_dossier_can_be_read_as_text(out: Path, city: Node, summary: dict[str, Any]) -> None:
    document = pypdfium2.PdfDocument(out / "dossier.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    plain = "".join(text.split())
    assert summary["dossier_of"] in plain
    with city.store.reading() as connection:
        (stream,) = [row.stream for row in find.of_kind(connection, "community") if row.get("name") == summary["dossier_of"]]
        buildings, defects = find.of_kind(connection, "building", stream), find.of_kind(connection, "defect", stream)
    assert all(str(row.get("name")) in plain for row in buildings)
    assert [row.get("number") for row in defects if str(row.get("number")) not in plain] == []
    assert "样例" in plain


def test_both_laptops_and_both_cities_hold_the_same_lines(out: Path, city: Node) -> None:
    assert doctor(city) == ()
    first = open_home(out / "laptop-a")
    assert receive(first, out / "packages" / "laptop-b.zip").new_edits > 0
    with first.store.reading() as here, city.store.reading() as there:
        assert find.everything(here) == find.everything(there)
    first.close()


def test_a_building_that_is_changed_moves_the_right_cells_only(out: Path, city: Node, tmp_path: Path) -> None:
    """A year after 2000 and another area, recorded on a laptop, packaged and received, show in exactly these cells."""
    laptop = open_home(out / "laptop-a")
    with laptop.store.reading() as connection:
        (entry, *_) = [row for row in find.of_kind(connection, "plan_entry") if row.get("year") == 2023]
        buildings = find.of_kind(connection, "building", entry.stream)
        chosen = buildings[0]
    changes = {"built": {"value": 2003, "precision": "year"}, "area_m2": str(int(chosen.get("area_m2")) + 1000)}
    record(laptop, [Draft(chosen.stream, chosen.record, "building", changes)], "set_building")
    package.write(laptop, tmp_path / "change.zip", streams_of(laptop, surveys(laptop)[0].id))
    laptop.close()
    before = cells(out / "plan.xlsx")
    receive(city, tmp_path / "change.zip")
    plan_table_file(city, tmp_path / "plan.xlsx", "lianzhou", range(2021, 2026))
    after = cells(tmp_path / "plan.xlsx")
    assert {label for label in after if after[label] != before[label]} == {"2023年", "合计"}
    moved = {at: after["2023年"][at] - before["2023年"][at] for at in range(15) if after["2023年"][at] != before["2023年"][at]}
    area = Decimal(int(chosen.get("area_m2"))) / 10_000
    assert moved[11] == Decimal("0.1")
    if len(buildings) > 1:
        assert (moved[6], moved[7], moved[9], moved[10]) == (-1, 1, -area, area + Decimal("0.1"))
        assert (moved[3], moved[4]) == (-chosen.get("households"), chosen.get("households"))
    total = {at: after["合计"][at] - before["合计"][at] for at in range(15) if after["合计"][at] != before["合计"][at]}
    assert total == moved
    assert plan(city, range(2021, 2026)).total.total.of("buildings") == 281


def test_the_demo_touches_no_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(BadInput):
        demo(tmp_path, lambda code, facts: None)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]
    for wrong in (tmp_path / "mine.txt", tmp_path / "mine.txt" / "below"):
        with pytest.raises(Exception) as refused:
            demo(wrong, lambda code, facts: None)
        assert type(refused.value).__module__ == "surveyapp.errors", refused.value
