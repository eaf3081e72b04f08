"""`survey review | settle | history | overview`: what the window does, a command can do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from surveyapp.cli.commands import run
from tests.ui.worked_survey import worked_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with conflicts."""
    folder = tmp_path_factory.mktemp("worked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SURVEYAPP_STATE", str(folder / "state"))
        return worked_home(folder)


def told(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> list[Any]:
    """The JSON lines of a command."""
    capsys.readouterr()
    assert run(["survey", *argv, "--json"]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_review_filters_and_sorts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything = told(capsys, "review", "--home", str(home))
    assert len(everything) == 15
    worst = told(capsys, "review", "--home", str(home), "--sort", "severity")
    severities = [each["line"]["severity"] for each in worst]
    assert severities == sorted(severities, reverse=True)
    leaks = told(capsys, "review", "--home", str(home), "--text", "漏雨")
    assert {each["line"]["code"] for each in leaks} == {"RF-01"}
    assert len(told(capsys, "review", "--home", str(home), "--in-conflict")) == 3
    assert len(told(capsys, "review", "--home", str(home), "--most", "2")) == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_review_speaks_both_languages(home: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    for command in (["review"], ["review", "--findings"], ["overview"]):
        assert run(["survey", *command, "--home", str(home), "--lang", language]) == 0
        out = capsys.readouterr().out
        assert out.strip()
        assert "review." not in out
        assert "overview." not in out


def test_findings_name_the_place_to_go_to(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "review", "--findings", "--home", str(home))
    assert {"finding.review.conflict", "finding.review.without_photo"} <= {each["code"] for each in found}
    assert all(each["stream"] and each["record"] and each["sentence"] for each in found)


def test_one_value_settles_every_conflict_of_a_field(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Path(shutil.copytree(home, tmp_path / "home"))
    torn = [each["line"] for each in told(capsys, "review", "--in-conflict", "--home", str(home))]
    (changed,) = told(capsys, "settle", "--all", "--set", "severity=3", "--home", str(home))
    assert len(changed["records"]) == len(torn) == 3
    rows = {each["line"]["record"]: each["line"]["severity"] for each in told(capsys, "review", "--home", str(home))}
    assert {rows[each["record"]] for each in torn} == {3}
    assert len(told(capsys, "review", "--in-conflict", "--home", str(home))) == 1, "the words of one are still in conflict"


def test_a_side_settles_the_fields_for_which_no_value_was_given(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Path(shutil.copytree(home, tmp_path / "home"))
    torn = [each["line"]["record"] for each in told(capsys, "review", "--in-conflict", "--home", str(home))]
    told(capsys, "settle", "--all", "--take", "theirs", "--set", "severity=3", "--home", str(home))
    rows = {each["line"]["record"]: each["line"]["severity"] for each in told(capsys, "review", "--home", str(home))}
    assert {rows[each] for each in torn} == {3}
    assert told(capsys, "review", "--in-conflict", "--home", str(home)) == []


def test_history_settle_and_restore(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conflict = told(capsys, "review", "--in-conflict", "--home", str(home))[0]["line"]
    events = told(capsys, "history", conflict["record"], "--home", str(home))
    assert len(events) >= 3
    assert {each["author_name"] for each in events} == {"韦敏", "覃志强"}
    (changed,) = told(capsys, "settle", conflict["number"], "--take", "theirs", "--home", str(home))
    assert len(changed["records"]) == 1
    assert len(told(capsys, "review", "--in-conflict", "--home", str(home))) == 2
    (changed,) = told(capsys, "settle", "--all", "--take", "mine", "--home", str(home))
    assert len(changed["records"]) == 2
    assert told(capsys, "review", "--in-conflict", "--home", str(home)) == []
    (restored,) = told(capsys, "history", conflict["record"], "--restore", events[-1]["edit"], "--home", str(home))
    assert restored["records"]


def test_the_overview_balances(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = told(capsys, "overview", "--home", str(home))
    for account in found["accounts"]:
        assert account["captured"] == account["journal"]
        assert account["received"] is None


@pytest.mark.parametrize("argv", [["settle"], ["settle", "no-such-record"], ["history", "no-such-record"], ["review", "--community", "无"]])
def test_what_cannot_be_done_is_told_in_a_sentence(home: Path, capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    capsys.readouterr()
    assert run(["survey", *argv, "--home", str(home)]) == 1
    told_words = capsys.readouterr().err
    assert told_words.strip()
    assert "Traceback" not in told_words


def test_a_day_is_given_listed_printed_and_taken_back(home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    here = ("--home", str(home), "--day", "2026-11-21")
    assert len(told(capsys, "assign", "1栋", "3栋", "--community", "柳北船厂宿舍", "--to", "覃志强", "--note", "带梯子", *here)[0]["records"]) == 2
    assert len(told(capsys, "assign", "雀儿山路12号院", "--to", "韦敏", *here)[0]["records"]) == 1
    (listed,) = told(capsys, "worklist", *here)
    assert [(each["name"], each["assignee_name"]) for each in listed["tasks"]] == [("1栋", "覃志强"), ("3栋", "覃志强"), ("", "韦敏")]
    (mine,) = told(capsys, "worklist", "--person", "韦敏", *here)
    assert len(mine["tasks"]) == 1
    for ending in ("pdf", "xlsx"):
        out = tmp_path / f"list.{ending}"
        assert told(capsys, "worklist", "--out", str(out), *here) == [{"path": str(out)}]
        assert out.stat().st_size > 2_000
    told(capsys, "assign", "--done", listed["tasks"][0]["record"], "--home", str(home))
    told(capsys, "assign", "--take-back", listed["tasks"][1]["record"], "--home", str(home))
    (after,) = told(capsys, "worklist", *here)
    assert [each["state"] for each in after["tasks"]][:1] == ["done"] and len(after["tasks"]) == 2
    assert run(["survey", "assign", "1栋", "--community", "柳北船厂宿舍", "--to", "没有这人", *here]) == 1
    assert "没有这人" in capsys.readouterr().err
    assert run(["survey", "assign", "--to", "韦敏", *here]) == 1
    assert run(["survey", "worklist", *here]) == 0
    assert "韦敏" in capsys.readouterr().out
