"""The composition root: a command, or the window with the verbs that it is handed."""

from __future__ import annotations

from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """`python main.py` opens the window (--home and --lang may follow); anything else is a command. Answers the exit code."""
    if not argv or argv[0].partition("=")[0] in ("--home", "--lang"):
        return _window(argv)
    from surveyapp.cli.commands import run as run_command

    return run_command(argv)
