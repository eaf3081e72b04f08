"""`assess` and `compare` (also `policy diff`): what a document says of a community, and what another document or day would change."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common
from surveyapp.errors import BadInput

if TYPE_CHECKING:
    from surveyapp.domain.assessment import Assessment, Comparison


def add_commands(leaves: Any) -> None:
    """Add the commands to the parser."""
    assess = common(leaves.add_parser("assess", help=words.say("cli.help.assess")))
    assess.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
    assess.add_argument("--community", required=True, metavar="ID", help=words.say("cli.help.community"))
    assess.add_argument("--policy", default="", metavar="ID", help=words.say("cli.help.policy_id"))
    assess.add_argument("--as-of", default="", metavar="DATE", help=words.say("cli.help.as_of"))
    assess.set_defaults(run=_assess)
    add_comparison(leaves.add_parser("compare", help=words.say("cli.help.compare")))


def add_diff(parts: Any) -> None:
    """Add `policy diff`: the same as `compare`, where people look for it."""
    add_comparison(parts.add_parser("diff", help=words.say("cli.help.policy_diff")))


def add_comparison(parser: ArgumentParser) -> None:
    """The options of a comparison: two packs, each with its own day."""
    common(parser)
    parser.add_argument("first", metavar="A", help=words.say("cli.help.policy_id"))
    parser.add_argument("second", metavar="B", help=words.say("cli.help.policy_id"))
    parser.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
    parser.add_argument("--community", default="", metavar="ID", help=words.say("cli.help.community"))
    parser.add_argument("--as-of", default="", metavar="DATE", help=words.say("cli.help.as_of"))
    parser.add_argument("--as-of-a", default="", metavar="DATE", help=words.say("cli.help.as_of_first"))
    parser.add_argument("--as-of-b", default="", metavar="DATE", help=words.say("cli.help.as_of_second"))
    parser.set_defaults(run=_compare)


def _assess(arguments: Namespace) -> int:
    from surveyapp.steps import policies
    from surveyapp.steps.assess import assess
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        stream = find_record(node, "community", arguments.community).stream
        told = assess(node, stream, policies.pack(arguments.policy or survey.policy), _day(arguments.as_of))
    output.print_json(told) if arguments.json else _print(told)
    return 0


def _print(told: Assessment) -> None:
    output.say("cli.assess.head", community=told.community, document=told.document, day=told.as_of)
    if told.status_words:
        print(told.status_words)
    for each in told.verdicts:
        output.say("cli.assess.verdict", title=each.title, word=each.word, reason=each.reason, clause=each.clause or "—")
        for step in each.next_steps:
            output.say("cli.assess.next", step=step)
        for text in each.contradictions:
            output.say("cli.assess.contradiction", text=text)
    if told.costs:
        output.say("cli.assess.costs")
    for row in told.costs:
        output.say("cli.assess.cost", items=row.items, payer=row.payer, clause=row.clause)


def _compare(arguments: Namespace) -> int:
    from surveyapp.steps import policies
    from surveyapp.steps.compare import compare
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import at_home
    from surveyapp.steps.show import communities
    from surveyapp.steps.survey import the_survey

    days = [_day(given or arguments.as_of) for given in (arguments.as_of_a, arguments.as_of_b)]
    first, second = (policies.pack_or_file(each) for each in (arguments.first, arguments.second))
    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        streams = (
            [find_record(node, "community", arguments.community).stream]
            if arguments.community
            else [each.stream for each in communities(node, survey.id)]
        )
        told = compare(node, streams, (first, days[0]), (second, days[1]))
    output.print_json(told) if arguments.json else _print_changes(told)
    return 0


def _print_changes(told: Comparison) -> None:
    moved = sum(each.moves for each in told.changes)
    output.say("cli.compare.sides", first=told.first, second=told.second)
    for each in told.changes:
        if not each.moves:
            continue
        output.say(
            "cli.compare.change",
            community=each.community,
            name=each.name if each.count == 1 else words.say("cli.compare.several", name=each.name, count=each.count),
            before=each.before,
            before_clause=each.before_clause or "—",
            after=each.after,
            after_clause=each.after_clause or "—",
        )
        for reason in each.reasons:
            output.say("cli.compare.why", reason=reason)
    output.say("cli.compare.counts", changed=moved, clause=len(told.changes) - moved, same=told.same, defects=told.defects)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as problem:
        raise BadInput("error.policy_date", value=given) from problem
