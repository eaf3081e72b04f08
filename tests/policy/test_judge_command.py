"""The command in a process of its own: what it prints, its exit codes, its languages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from surveyapp import paths
from surveyapp.policy.rules.rulebook import RuleBook

GOOD = '{"rule": "deadline", "city": "柳州", "input": {"plan_year": 2026, "submitted": "2025-11-03"}}'


def judge(given: str, *options: str, home: Path) -> tuple[int, list[dict[str, Any]], str]:
    command = [sys.executable, "-W", "error", "main.py", "judge", "--home", str(home), *options]
    done = subprocess.run(command, input=given.encode(), capture_output=True, cwd=paths.program_root(), timeout=60, check=False)
    return done.returncode, [json.loads(each) for each in done.stdout.decode("utf-8").splitlines()], done.stderr.decode("utf-8")


def test_one_line_out_for_each_line_in_and_the_exit_code_tells(tmp_path: Path) -> None:
    code, lines, errors = judge(f"{GOOD}\n", home=tmp_path)
    assert (code, errors, lines[0]["on_time"]) == (0, "", False)
    code, lines, errors = judge(f"{GOOD}\n{{broken\n\n{GOOD}", home=tmp_path)
    assert code == 1
    assert [("error" in each) for each in lines] == [False, True, True, False]
    assert lines[0] == lines[3]
    assert "Traceback" not in errors and "2" in errors
    assert list(tmp_path.iterdir()) == []


def test_english_words_and_a_day_to_look_at_the_document(tmp_path: Path) -> None:
    given = '{"rule": "land_plot", "city": "泰安", "input": {"parcel_mu": "1"}}'
    _, (english,), _ = judge(given, "--lang", "en", "--as-of", "2025-08-31", "--json", home=tmp_path)
    assert english["document"]["status"] == "in_force"
    assert not any(re.search("[\u4e00-\u9fff]", each.replace("泰安 五(三)", "")) for each in english["reasons"])
    assert judge(given, "--as-of", "tomorrow", home=tmp_path)[0] == 2


def test_the_page_about_rule_sections_names_every_section() -> None:
    page = paths.resource("policies", "RULES.md").read_text(encoding="utf-8")
    sections = set(RuleBook.__dataclass_fields__) - {"pack", "plan_table_clause", "validity_clause", "usual_ranges"} | {
        "plan_table",
        "document_validity",
    }
    assert all(f"`[{each}]`" in page for each in sections)


def test_a_line_is_answered_before_the_next_is_typed(tmp_path: Path) -> None:
    command = [sys.executable, "main.py", "judge", "--home", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=paths.program_root()) as running:
        assert running.stdin is not None and running.stdout is not None
        for half in (GOOD[:20], GOOD[20:] + "\n"):
            running.stdin.write(half.encode())
            running.stdin.flush()
        assert json.loads(running.stdout.readline())["on_time"] is False
        running.stdin.write(f"{GOOD}\n{GOOD}".encode())
        running.stdin.close()
        assert len(running.stdout.readlines()) == 2
    assert running.returncode == 0
