"""`survey join | part`: two records of one thing are one, and two again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from surveyapp import words
from surveyapp.cli import output

Leaf = Callable[[str, Any], ArgumentParser]


def add_leaves(leaf: Leaf) -> None:
    """Add the commands to those of `survey`."""
    join = leaf("join", _join)
    join.add_argument("duplicate", metavar="DUPLICATE", help=words.say("cli.help.join.duplicate"))
    join.add_argument("--into", required=True, metavar="RECORD", help=words.say("cli.help.join.into"))
    leaf("part", _part).add_argument("duplicate", metavar="RECORD", help=words.say("cli.help.join.part"))


def _join(arguments: Namespace) -> int:
    from surveyapp.steps import joining
    from surveyapp.steps.node import at_home
    from surveyapp.steps.past import title

    with at_home(arguments.home) as node:
        duplicate, into = joining.find_any(node, arguments.duplicate), joining.find_any(node, arguments.into)
        changed = joining.join(node, duplicate.record, into.record)
        told = joining.told_differences(node, duplicate.record)
    if arguments.json:
        output.print_json({**output.as_json(changed), "duplicate": duplicate.record, "into": into.record, "differences": len(told)})
        return 0
    output.say("joining.joined", duplicate=title(duplicate), into=title(into))
    output.print_findings(told)
    return 0


def _part(arguments: Namespace) -> int:
    from surveyapp.steps import joining
    from surveyapp.steps.node import at_home
    from surveyapp.steps.past import title

    with at_home(arguments.home) as node:
        duplicate = joining.find_any(node, arguments.duplicate)
        changed = joining.part(node, duplicate.record)
    output.print_json(changed) if arguments.json else output.say("joining.parted", duplicate=title(duplicate))
    return 0
