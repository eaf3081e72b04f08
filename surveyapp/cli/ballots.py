"""`survey ballots`: the votes of single households: read a list, add up, who has not voted, take the sums over into the vote."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common

if TYPE_CHECKING:
    from surveyapp.domain.ballots import BallotTally
    from surveyapp.steps.ballots import BallotsRead


def add_leaf(group: Any) -> None:
    """Add the command to those of `survey`."""
    made = common(group.add_parser("ballots", help=words.say("cli.help.survey_ballots")))
    made.add_argument("--community", required=True, metavar="ID", help=words.say("cli.help.community"))
    made.add_argument("--vote", default="", metavar="ID", help=words.say("cli.help.vote"))
    made.add_argument("--read", type=Path, default=None, metavar="FILE", help=words.say("cli.help.ballots_read"))
    made.add_argument("--dry-run", action="store_true", help=words.say("cli.help.import_dry_run"))
    made.add_argument("--not-voted", action="store_true", help=words.say("cli.help.ballots_not_voted"))
    made.add_argument("--take", action="store_true", help=words.say("cli.help.ballots_take"))
    made.set_defaults(run=_ballots)


def _ballots(arguments: Namespace) -> int:
    from surveyapp.steps import ballots
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        stream = find_record(node, "community", arguments.community).stream
        vote = ballots.the_vote(node, stream, arguments.vote)
        read = ballots.read_in(node, stream, vote, arguments.read, dry_run=arguments.dry_run) if arguments.read else None
        found = ballots.added_up(node, stream, vote)
        if arguments.take:
            ballots.take(node, stream, vote)
    if arguments.json:
        output.print_json({"vote": vote, "tally": found, **({"read": read} if read else {})})
        return 0
    if read:
        _print_read(read)
    _print(found, not_voted=arguments.not_voted)
    if arguments.take:
        output.say("cli.ballots.taken")
    return 0


def _print_read(read: BallotsRead) -> None:
    output.say("cli.ballots.read", new=read.new, changed=read.changed)
    output.print_findings(read.findings)


def _print(found: BallotTally, *, not_voted: bool) -> None:
    output.say("cli.ballots.flats", flats=found.flats, missing=len(found.not_voted), owners=found.not_voted_owners)
    for name, count in found.counts.items():
        output.say("cli.ballots.count", name=words.say(f"field.vote.{name}"), count="—" if count is None else f"{count:f}")
    if found.common_m2:
        output.say("cli.ballots.common", area=f"{found.common_m2:f}")
    output.print_findings(found.findings)
    for each in found.not_voted if not_voted else ():
        area = "—" if each.area_m2 is None else f"{each.area_m2:f}"
        output.say("cli.ballots.missing", building=each.building, door=each.door or "—", owner=each.owner or "—", area=area)
