"""Commands as they are typed, run in this process by the one entry that `main.py` uses."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from surveyapp import words
from surveyapp.cli import commands


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value that was printed."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def json_lines(self) -> list[Any]:
        """A JSON value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the test's own folder, at the home `home` there. A bug is not put into words but raised."""

    def bug(_: object) -> Path:
        raise

    monkeypatch.setattr(commands, "_report", bug)
    monkeypatch.chdir(tmp_path)

    def typed(line: str, *more: str, home: str = "home") -> Said:
        capfd.readouterr()
        try:
            code = commands.run([*shlex.split(line), *more, "--home", str(tmp_path / home)])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        found = capfd.readouterr()
        words.use_language("zh")
        return Said(code, found.out, found.err)

    return typed
