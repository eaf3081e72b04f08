"""`demo`: the main job end to end on a built-in sample."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common


def add_commands(leaves: Any) -> None:
    """Add the command to the parser."""
    leaf = common(leaves.add_parser("demo", help=words.say("cli.help.demo")))
    leaf.add_argument("--out", type=Path, required=True, metavar="DIR")
    leaf.set_defaults(run=_demo)


def _demo(arguments: Namespace) -> int:
    from surveyapp.steps.demo import demo

    def say(code: str, facts: dict[str, object]) -> None:
        if not arguments.json:
            output.say(code, **facts)

    summary = demo(arguments.out, say)
    if arguments.json:
        output.print_json(summary)
    else:
        output.say("demo.done", out=arguments.out, seconds=round(sum(summary["timings"].values())))
    return 0 if summary["stores_agree"] and not summary["doctor"] else 1
