"""`assess`, `compare` and `policy diff` at the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from surveyapp.cli.commands import run
from tests.conftest import Team
from tests.steps.plan_case import planned


@pytest.fixture
def home(team: Team) -> Path:
    """A home with the whole case, closed."""
    node = team.laptop()
    planned(node)
    team.close(node)
    return team.folder / "laptop"


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What a command prints."""
    assert run(argv) == 0
    return capsys.readouterr().out


def test_assess_prints_every_verdict_with_its_clause_and_the_next_step(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "assess", "--home", str(home), "--community", "柳北船厂宿舍", "--as-of", "2026-11-20")
    assert "表决　未通过：同意面积差 14.705 ㎡，其余 3 项够（柳州 三(一)" in text
    assert "→ 未投的 37 位里，再有合计 58.82 ㎡ 同意即通过" in text
    assert "今天第 4 个工作日，11月24日起可撤" in text
    assert "原文不一：" in text
    assert "谁出钱" in text
    english = said(capsys, "assess", "--home", str(home), "--community", "柳北船厂宿舍", "--as-of", "2026-11-20", "--lang", "en")
    assert "Vote: Not carried. Area in favour short by 14.705 m²" in english


def test_assess_in_json_holds_what_the_page_needs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: dict[str, Any] = json.loads(
        said(capsys, "assess", "--home", str(home), "--community", "柳北船厂宿舍", "--policy", "xianning", "--as-of", "2026-11-20", "--json")
    )
    assert told["status"] == "draft"
    verdicts = {each["rule"]: each for each in told["verdicts"]}
    assert verdicts["consent"]["outcome"] == "silent"
    assert verdicts["six_preconditions"]["outcome"] == "pending"
    assert {"kind", "record", "field", "words", "stream"} == set(verdicts["six_preconditions"]["missing"][0])


def test_compare_and_policy_diff_say_the_same(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("liuzhou", "taian", "--home", str(home), "--as-of-a", "2026-11-20", "--as-of-b", "2025-01-01")
    text = said(capsys, "compare", *options)
    assert "LT-01 路灯缺失/不亮：完善类（柳州 一(三)2）→ 基础类（泰安 二(一)1）" in text
    assert text == said(capsys, "policy", "diff", *options)
    told = json.loads(said(capsys, "compare", *options, "--json", "--community", "柳北船厂宿舍"))
    assert told["defects"] == 4
    assert any(each["kind"] == "verdict" and each["moves"] for each in told["changes"])


@pytest.mark.parametrize(
    "argv",
    [
        ("assess", "--community", "不在这里"),
        ("assess", "--community", "柳北船厂宿舍", "--as-of", "2026-02-30"),
        ("assess", "--community", "柳北船厂宿舍", "--policy", "nowhere"),
        ("compare", "liuzhou", "nowhere"),
    ],
)
def test_what_cannot_be_is_said_in_words(home: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]) -> None:
    assert run((*argv, "--home", str(home))) == 1
    told = capsys.readouterr()
    assert told.err and "Traceback" not in told.err
