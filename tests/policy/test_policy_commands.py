"""`classify` and `policy …` as they are typed."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from surveyapp.cli import policy
from surveyapp.errors import BadInput

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def typed(*words: str, lines: str = "") -> tuple[int, list[str]]:
        parser = argparse.ArgumentParser()
        policy.add_commands(parser.add_subparsers(required=True))
        options = parser.parse_args(words)
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        return options.run(options), capsys.readouterr().out.splitlines()

    return typed


def test_classify_answers_line_by_line_in_order(run: Run) -> None:
    texts = ["楼顶漏水", "RF-01", "樓上浴室漏水到我家", "栏杆断了"]
    code, out = run("classify", "--policy", "taian", lines="".join(json.dumps({"text": text}) + "\n" for text in texts))
    found = [json.loads(line) for line in out]
    assert (code, [each["text"] for each in found]) == (0, texts)
    assert [each["code"] for each in found] == ["JC-14", "JC-14", None, "JC-16"]
    assert [(each["tier"], each["listed"], each["base_tier"]) for each in found] == [
        ("基础类", True, "基础类"),
        ("基础类", True, "基础类"),
        (None, False, None),
        (None, False, "基础类"),
    ]
    assert all(each["why"] and isinstance(each["alternatives"], list) for each in found)
    assert all(set(alternative) == {"item", "code", "score"} for each in found for alternative in each["alternatives"])


def test_a_line_that_is_none_gets_a_sentence_and_the_next_goes_on(run: Run) -> None:
    code, out = run("classify", "--policy", "liuzhou", lines='{"text": 3}\nnonsense\n[]\n{"text": "路灯坏了"}\n')
    found = [json.loads(line) for line in out]
    assert (code, len(found)) == (1, 4)
    assert ["error" in each for each in found] == [True, True, True, False]


def test_the_day_decides_the_status_of_the_document(run: Run) -> None:
    _, out = run("classify", "--policy", "taian", "--as-of", "2022-01-01", lines='{"text": "JC-14"}\n')
    assert json.loads(out[0])["document_status"] == "in_force"
    with pytest.raises(BadInput):
        run("classify", "--policy", "taian", "--as-of", "yesterday")


def test_an_unknown_pack_is_refused(run: Run) -> None:
    with pytest.raises(BadInput) as refused:
        run("classify", "--policy", "mars")
    assert refused.value.code == "error.policy_unknown"


def test_list_show_check(run: Run, tmp_path: Path) -> None:
    assert [json.loads(line)["id"] for line in run("policy", "list", "--json")[1]] == ["national", "lianzhou", "liuzhou", "taian", "xianning"]
    assert len(run("policy", "show", "liuzhou", "--json")[1]) == 48
    assert run("policy", "check")[0] == 0
    bad = tmp_path / "bad.toml"
    bad.write_text("format = 2\n", encoding="utf-8")
    code, out = run("policy", "check", str(bad), "--json")
    assert code == 1
    assert {json.loads(line)["code"] for line in out} >= {"finding.pack.format", "finding.pack.missing", "finding.pack.empty"}


@pytest.mark.parametrize("item", ["JC-14", "jc-14", "屋面维修", "Roof repair", "楼顶防水"])
def test_explain_prints_an_item_under_every_pack(run: Run, item: str) -> None:
    found = [json.loads(line) for line in run("policy", "explain", item, "--json")[1]]
    assert [each["how"] for each in found] == ["listed", "deferred", "listed", "listed", "untiered"]
    assert "泰安 二(一)1" in " ".join(run("policy", "explain", item)[1])


def test_explain_of_a_defect_is_finer_than_of_its_item(run: Run) -> None:
    hows = {code: [json.loads(line)["how"] for line in run("policy", "explain", code, "--json")[1]] for code in ("JC-16", "CP-02")}
    assert hows == {"JC-16": ["listed", "deferred", "listed", "listed", "untiered"], "CP-02": ["listed", "deferred", "listed", "silent", "untiered"]}


def test_explain_of_nothing_known(run: Run) -> None:
    with pytest.raises(BadInput):
        run("policy", "explain", "JC-99")
