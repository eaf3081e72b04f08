"""`survey checkup` and `city totals --taxonomy`: what the city check-up and the national statistics count."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common

if TYPE_CHECKING:
    from surveyapp.steps.checkup import Checkup


def add_leaf(group: Any) -> None:
    """Add the command to those of `survey`."""
    made = common(group.add_parser("checkup", help=words.say("cli.help.survey_checkup")))
    made.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
    made.add_argument("--taxonomy", default="checkup_housing", metavar="ID", help=words.say("cli.help.taxonomy"))
    made.add_argument("--list", action="store_true", help=words.say("cli.help.checkup_list"))
    made.set_defaults(run=_checkup)


def _checkup(arguments: Namespace) -> int:
    from surveyapp.steps.checkup import checkup
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        found = checkup(node, arguments.taxonomy, the_survey(node, arguments.survey).id)
    print_checkup(found, as_json=arguments.json, listed=arguments.list)
    return 0


def print_checkup(found: Checkup, *, as_json: bool, listed: bool = False) -> None:
    """The counts, and with `listed` everything that was counted: the ledger from which works are listed (问题台账→整治清单)."""
    if as_json:
        output.print_json(found)
        return
    output.say("cli.checkup.head", name=found.name, source=found.source, of=found.of)
    for each in found.categories:
        if each.why_none:
            output.say("cli.checkup.none", name=each.name, why=each.why_none)
            continue
        mark = "" if each.verified else words.say("cli.checkup.unverified")
        output.say("cli.checkup.line", name=each.name, count=each.count, unit=each.unit, mark=mark)
        for thing in each.counted if listed else ():
            where = f"{thing.community} {thing.name}" if thing.name != thing.community else thing.community
            output.say("cli.checkup.thing", where=where.strip(), evidence=words.say("rule.list_mark").join(thing.evidence))
    if found.unplaced:
        output.say("cli.checkup.unplaced", count=found.unplaced)
    if found.note:
        print(found.note)
