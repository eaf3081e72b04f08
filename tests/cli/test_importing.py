"""Tables on the command line: every finding first, nothing half written, a mapping to change and hand back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from surveyapp.cli.commands import run
from tests.steps.sheets_made import book

HEADS = ["小区名称", "楼栋号", "建成年份", "结构", "户数"]


@pytest.fixture
def home(tmp_path: Path) -> str:
    folder = str(tmp_path / "home")
    assert run(["survey", "new", "--name", "柳北", "--policy", "liuzhou", "--home", folder]) == 0
    return folder


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])


def test_findings_stop_the_import_until_they_are_left_out(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(book(tmp_path / "a.xlsx", [HEADS, ["船厂宿舍", "1栋", "94年", "框架", 36], ["船厂宿舍", "2栋", 1990, "砖混", 36]]))
    assert run(["survey", "import", file, "--home", home]) == 1
    out = capsys.readouterr().out
    assert "C2" in out and "D3" in out and "什么都没有写" in out
    assert run(["survey", "import", file, "--home", home, "--json", "--leave-out", "--dry-run"]) == 0
    assert told(capsys)["written"] == 0
    assert run(["survey", "import", file, "--home", home, "--json", "--leave-out"]) == 0
    assert told(capsys)["written"] == 3
    assert run(["survey", "undo", "--home", home]) == 0
    assert "导入花名册" in capsys.readouterr().out


def test_a_mapping_is_written_changed_and_read(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, mapping = str(book(tmp_path / "a.xlsx", [[*HEADS, "甲项"], ["船厂宿舍", "1栋", 1994, "砖混", 36, 0.3]])), tmp_path / "map.json"
    run(["survey", "import", file, "--home", home, "--dry-run", "--save-map", str(mapping)])
    told_map = json.loads(mapping.read_text(encoding="utf-8"))
    told_map["columns"]["甲项"] = {"to": "building.area_m2", "unit": "万㎡"}
    told_map["choices"] = {"structure": {"砖混": "masonry_cast"}}
    mapping.write_text(json.dumps(told_map), encoding="utf-8")
    capsys.readouterr()
    assert run(["survey", "import", file, "--home", home, "--map", str(mapping), "--json"]) == 0
    answer = told(capsys)
    assert answer["wrong"] == [] and answer["written"] == 2 and answer["columns"]["甲项"] == "building.area_m2"  # type: ignore[index]
    mapping.write_text("{", encoding="utf-8")
    assert run(["survey", "import", file, "--home", home, "--map", str(mapping)]) == 1
    assert "map.json" in capsys.readouterr().err


def test_interviews_in_tallies_out(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["survey", "import", str(book(tmp_path / "r.xlsx", [HEADS, ["船厂宿舍", "1栋", 1994, "框架", 36]])), "--home", home])
    talks = book(
        tmp_path / "q.xlsx",
        [["小区名称", "楼栋", "房号", "身份", "是否同意改造", "第一需求"], ["船厂宿舍", "1栋", "1-101", "租户", "同意", "装电梯"]],
    )
    assert run(["survey", "import", str(talks), "--home", home, "--kind", "interviews"]) == 0
    capsys.readouterr()
    assert run(["survey", "needs", "--home", home, "--json"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["households"], first["outcomes"], first["consent"], first["top_three"]) == (36, {"answered": 1}, {"agree": 1}, ["N01"])
    assert run(["survey", "needs", "--home", home, "--out", str(tmp_path / "n.xlsx")]) == 0 and (tmp_path / "n.xlsx").exists()


def test_the_empty_table_and_a_file_that_is_none(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["survey", "template", str(tmp_path / "t.xlsx"), "--lang", "en"]) == 0
    assert run(["survey", "import", str(tmp_path / "t.xlsx"), "--home", home, "--dry-run"]) == 0
    assert run(["survey", "import", str(tmp_path / "none.xlsx"), "--home", home]) == 1
    assert "none.xlsx" in capsys.readouterr().err
