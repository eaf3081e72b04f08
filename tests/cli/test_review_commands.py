"""`survey review | settle | history | overview`: what the window does, a command can do."""

from __future__ import annotations

import json
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
