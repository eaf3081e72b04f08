"""What only a fresh process shows: no Qt for commands, none needed; odd terminals, closed pipes, two languages at start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAIN = str(ROOT / "main.py")
COMMANDS = (
    "survey list",
    "policy list",
    "city totals --store {tmp}/city.db",
    "package verify {tmp}/none.zip",
    "receive {tmp}/none.zip",
    "judge",
    "--help",
)


def fresh(code: str, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


LOADED = """
import sys
sys.argv[0] = "main.py"
from surveyapp.app import run
try:
    run(sys.argv[1:])
except SystemExit:
    pass
heavy = [each for each in ("PySide6", "sqlalchemy", "alembic", "psycopg", "reportlab", "PIL", "xlsxwriter") if each in sys.modules]
print("LOADED", *heavy, file=sys.stderr)
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_never_load_qt(tmp_path: Path, command: str) -> None:
    said = fresh(LOADED, *command.format(tmp=tmp_path).split(), input="")
    loaded = said.stderr.splitlines()[-1].split()
    assert loaded[0] == "LOADED"
    assert "PySide6" not in loaded


def test_help_and_verify_load_no_database(tmp_path: Path) -> None:
    for command in (["--help"], ["package", "verify", str(tmp_path / "none.zip")]):
        assert fresh(LOADED, *command).stderr.splitlines()[-1] == "LOADED"


WITHOUT_QT = """
import sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None
from surveyapp.app import run
sys.exit(run(sys.argv[1:]))
"""


def test_everything_but_the_window_runs_where_qt_is_not_installed(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path / "home"), "--json"]
    made = fresh(WITHOUT_QT, "survey", "new", "--name", "踏勘", "--policy", "lianzhou", *home)
    assert made.returncode == 0, made.stderr
    assert len(json.loads(made.stdout)["id"]) == 36
    assert fresh(WITHOUT_QT, "package", "write", str(tmp_path / "a.zip"), *home).returncode == 0
    assert fresh(WITHOUT_QT, "receive", str(tmp_path / "a.zip"), "--store", str(tmp_path / "city.db"), *home).returncode == 0
    assert fresh(WITHOUT_QT, "city", "totals", "--store", str(tmp_path / "city.db"), *home).returncode == 0


def test_a_terminal_without_utf_8_gets_utf_8(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "HOME": str(tmp_path)}
    said = subprocess.run([sys.executable, MAIN, "survey", "list", "--home", str(tmp_path / "无")], capture_output=True, env=environment, timeout=60)
    assert said.returncode == 1
    assert "还没有踏勘" in said.stderr.decode("utf-8")


def test_a_pipe_that_closes_is_no_error(tmp_path: Path) -> None:
    said = subprocess.run(f"{sys.executable} {MAIN} policy show liuzhou | head -n 1", shell=True, capture_output=True, text=True, timeout=60)
    assert said.returncode == 0
    assert "Traceback" not in said.stderr
    assert "Exception" not in said.stderr


def test_the_default_home_is_the_one_of_the_environment(tmp_path: Path) -> None:
    environment = os.environ | {"SURVEYAPP_HOME": str(tmp_path / "mine")}
    made = subprocess.run(
        [sys.executable, MAIN, "survey", "new", "--name", "x", "--policy", "lianzhou"], env=environment, capture_output=True, timeout=60
    )
    assert made.returncode == 0
    assert (tmp_path / "mine" / "journal.db").is_file()
    assert list((tmp_path / "mine").glob("journal.db-*")) == []


def test_without_a_display_the_window_says_so(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    for language, word in (("zh", "显示器"), ("en", "display")):
        command = [sys.executable, MAIN, "--home", str(tmp_path), "--lang", language]
        said = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
        assert (said.returncode, said.stdout) == (1, "")
        assert word in said.stderr
        assert len(said.stderr.splitlines()) == 1
