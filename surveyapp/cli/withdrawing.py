"""`package history | withdraw | bring-back`: what was handed over here, and taking the receiving of a package back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from typing import Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common
from surveyapp.domain.handover import Sentence, withdrawal_sentences


def add_leaves(group: Any) -> None:
    """Add the commands to those of `package`."""
    _leaf(group, "history", _history)
    leaf = _leaf(group, "withdraw", _withdraw)
    leaf.add_argument("package", metavar="NAME|SHA256", help=words.say("cli.help.withdraw.package"))
    leaf.add_argument("--look", action="store_true", help=words.say("cli.help.withdraw.look"))
    _leaf(group, "bring-back", _bring_back).add_argument("package", metavar="NAME|SHA256", help=words.say("cli.help.withdraw.package"))


def _leaf(group: Any, name: str, run: Any) -> ArgumentParser:
    made = common(group.add_parser(name, help=words.say(f"cli.help.package_{name.replace('-', '_')}")))
    made.set_defaults(run=run)
    return made


def _history(arguments: Namespace) -> int:
    from surveyapp.steps.handed_over import package_history
    from surveyapp.steps.node import looking_at

    with looking_at(arguments.home) as node:
        lines = package_history(node)
    for line in lines:
        if arguments.json:
            output.print_json(line)
        else:
            state = f"  {words.say('withdraw.state', count=line.aside)}" if line.withdrawn else ""
            print(f"{line.wall[:16]}  {words.say(f'withdraw.direction.{line.direction}')}  {line.name}  {line.edits}{state}")
    return 0


def _withdraw(arguments: Namespace) -> int:
    from surveyapp.steps import withdraw
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        sha256, _ = withdraw.find_package(node, arguments.package)
        told = withdraw.look(node, sha256) if arguments.look else withdraw.withdraw(node, sha256)[0]
    if arguments.json:
        output.print_json(told)
        return 0
    for line in spoken(withdrawal_sentences(told, done=not arguments.look)):
        print(line)
    return 0


def _bring_back(arguments: Namespace) -> int:
    from surveyapp.steps import withdraw
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        sha256, name = withdraw.find_package(node, arguments.package)
        changed = withdraw.bring_back(node, sha256)
    output.print_json(changed) if arguments.json else output.say("withdraw.brought_back", name=name, records=len(changed.records))
    return 0


def spoken(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Sentences in words."""
    for code, facts in sentences:
        kind = f"kind.{facts.get('kind')}"
        yield words.say(code, **{**facts, "kind": words.say(kind) if words.has(kind) else facts["kind"]} if "kind" in facts else facts)
