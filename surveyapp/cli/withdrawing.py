"""`package history | withdraw | bring-back`: what was handed over here, and taking the receiving of a package back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common

if TYPE_CHECKING:
    from surveyapp.domain.handover import Incoming, Withdrawal


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
    for line in withdrawal_words(told, done=not arguments.look):
        print(line)
    return 0


def withdrawal_words(told: Withdrawal, *, done: bool) -> list[str]:
    """What a withdrawal does, a sentence each."""
    when = "done" if done else "would"
    lines = [words.say(f"withdraw.{when}.aside", name=told.package, records=told.aside, edits=told.aside_edits)]
    if told.reversed:
        lines.append(words.say(f"withdraw.{when}.reversed", records=told.reversed))
    if told.kept:
        lines.append(words.say("withdraw.kept", count=len(told.kept)))
    if told.forwarded:
        lines.append(words.say("withdraw.forwarded", count=told.forwarded))
    return lines


def _bring_back(arguments: Namespace) -> int:
    from surveyapp.steps import withdraw
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        sha256, name = withdraw.find_package(node, arguments.package)
        changed = withdraw.bring_back(node, sha256)
    output.print_json(changed) if arguments.json else output.say("withdraw.brought_back", name=name, records=len(changed.records))
    return 0


def incoming_words(told: Incoming) -> list[str]:
    """What receiving a package would change, a sentence each."""
    if told.changes_nothing:
        return [words.say("incoming.nothing")]
    lines = [words.say("incoming.edits", edits=told.edits, new=told.new_edits, photos=told.photos, new_photos=told.new_photos)]
    for code, counts in (("incoming.born", told.born), ("incoming.touched", told.touched)):
        if counts:
            parts = [words.say("incoming.count", kind=_kind(kind), count=count) for kind, count in sorted(counts.items())]
            lines.append(words.say(code, parts=words.say("incoming.and").join(parts)))
    for code, count in (
        ("incoming.fields", told.fields),
        ("incoming.deleted", told.deleted),
        ("incoming.conflicts", told.conflicts),
        ("incoming.returning", told.returning),
        ("incoming.strange", told.strange),
    ):
        if count:
            lines.append(words.say(code, count=count))
    return lines


def _kind(kind: str) -> str:
    return words.say(f"kind.{kind}") if words.has(f"kind.{kind}") else kind
