"""Every command with odd arguments: an exit code, a sentence, never a traceback and never a bug report."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from surveyapp.cli import commands
from tests.cli.conftest import Run

ODD = (
    "",
    " ",
    "0",
    "-1",
    "x",
    "1e999999999",
    "9" * 400,
    "\u202e倒",
    "a\nb",
    "é",
    "\x00",
    "{}",
    "[[",
    "null",
    "%s{0}{x}",
    "';--",
    "1栋",
    "人民医院",
    "\udcff",
    "2021-2025",
    "RF-01",
    "a=b",
    "name=",
    "=",
    "name=\ud800",
    "lianzhou",
)
PATHS = ("missing", "folder", "file.txt", "empty", "deep/er/file", "home", "a.zip", "bad\udcff", "名 字")


def leaves(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command that can be typed."""
    groups = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    for group in groups:
        for name, child in group.choices.items():
            yield from leaves(child, (*words, name))
    if not groups:
        yield words, parser


LEAVES = {" ".join(words): parser for words, parser in leaves(commands.parser()) if words not in (("demo",), ("city", "serve"))}


@pytest.mark.parametrize("command", LEAVES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_explains_itself(run: Run, command: str, language: str) -> None:
    said = run(f"{command} --lang {language} --help")
    assert (said.code, said.err) == (0, "")
    assert "cli.help" not in said.out
    for option in ("--home", "--json", "--lang"):
        assert option in said.out


def _value(action: argparse.Action, chance: Random) -> str:
    if action.choices and chance.random() < 0.9:
        return str(chance.choice(sorted(action.choices)))
    if action.type is Path:
        return chance.choice(PATHS)
    return chance.choice(ODD + PATHS if action.dest in ("store",) else ODD)


def _arguments(parser: argparse.ArgumentParser, chance: Random) -> list[str]:
    given: list[str] = []
    for action in parser._actions:
        if action.dest in ("help", "home", "lang"):
            continue
        if not action.option_strings:
            given.append(_value(action, chance))
        elif action.required or chance.random() < 0.5:
            takes = action.nargs != 0
            given += [f"{action.option_strings[0]}={_value(action, chance)}"] if takes else [action.option_strings[0]]
    return given


@pytest.mark.parametrize("command", LEAVES)
def test_odd_arguments_never_end_in_a_bug(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    import io
    import sys

    run("survey new --name 踏勘 --policy lianzhou")
    run("survey record --kind community --set name=人民医院")
    run("survey record --kind building --community 人民医院 --set name=1栋")
    run("package write a.zip")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_bytes(b"\xff\xfe odd\n{}")
    (tmp_path / "empty").touch()
    chance = Random(command)
    for _ in range(6):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": 1}\n\xff\n{"rule": [], "city": 0}\n'), encoding="utf-8"))
        arguments = _arguments(LEAVES[command], chance)
        said = run(command, *arguments)
        assert said.code in (0, 1, 2), arguments
        assert "Traceback" not in said.err
        if said.code == 1:
            assert said.err.strip() or said.out.strip(), arguments
    assert run("survey doctor").code == 0
