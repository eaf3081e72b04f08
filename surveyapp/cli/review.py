"""`survey review | settle | history | overview`: the table of all defects, conflicts, the past of a record, what is done and left."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common

if TYPE_CHECKING:
    from surveyapp.domain.canonical import Value
    from surveyapp.domain.overview import Overview
    from surveyapp.domain.review import Conflict, Event, Query, ReviewRow
    from surveyapp.store.find import Row

_KINDS = ("defect", "building", "community", "photo", "need", "interview", "vote", "ballot", "notice", "funding", "plan_entry")


def add_leaves(group: Any) -> None:
    """Add the commands to those of `survey`."""
    review = _leaf(group, "review", _review)
    for name in ("community", "building", "code", "item", "tier", "author", "since", "until"):
        review.add_argument(f"--{name}", default="", metavar="…", help=words.say(f"cli.help.review.{name}"))
    review.add_argument("--severity", type=int, default=0, choices=(1, 2, 3, 4), help=words.say("cli.help.review.severity"))
    for name in ("without-photo", "with-findings", "in-conflict"):
        review.add_argument(f"--{name}", action="store_true", help=words.say(f"cli.help.review.{name.replace('-', '_')}"))
    review.add_argument("--text", default="", help=words.say("cli.help.review.text"))
    review.add_argument("--sort", default="time", help=words.say("cli.help.review.sort"), choices=_sorts())
    review.add_argument("--ascending", action="store_true", help=words.say("cli.help.review.ascending"))
    review.add_argument("--most", type=int, default=200, metavar="N", help=words.say("cli.help.review.most"))
    review.add_argument("--findings", action="store_true", help=words.say("cli.help.review.findings"))
    settle = _leaf(group, "settle", _settle)
    settle.add_argument("record", nargs="?", default="", metavar="RECORD", help=words.say("cli.help.settle.record"))
    settle.add_argument("--take", choices=("mine", "theirs"), default="", help=words.say("cli.help.settle.take"))
    settle.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=words.say("cli.help.set"))
    settle.add_argument("--all", action="store_true", help=words.say("cli.help.settle.all"))
    history = _leaf(group, "history", _history)
    history.add_argument("record", metavar="RECORD", help=words.say("cli.help.record"))
    history.add_argument("--restore", default="", metavar="EDIT", help=words.say("cli.help.history.restore"))
    history.add_argument("--undelete", action="store_true", help=words.say("cli.help.history.undelete"))
    _leaf(group, "overview", _overview)


def _sorts() -> tuple[str, ...]:
    from surveyapp.domain.review import COLUMNS

    return COLUMNS


def _leaf(group: Any, name: str, run: Any) -> ArgumentParser:
    made = common(group.add_parser(name, help=words.say(f"cli.help.survey_{name}")))
    made.set_defaults(run=run)
    made.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
    return made


def _review(arguments: Namespace) -> int:
    from surveyapp.steps import policies, review
    from surveyapp.steps.flaws import flaws
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        pack = policies.pack(survey.policy)
        if arguments.findings:
            return _print_flaws(flaws(node), as_json=arguments.json)
        query = _query(node, arguments)
        listing = review.listing(node, survey.id, pack, query)
        rows = review.rows(node, survey.id, pack, listing.ids[: max(0, arguments.most)])
    for row in rows:
        output.print_json(row) if arguments.json else print(_row_line(row))
    if not arguments.json:
        output.say("review.cli.found", found=len(listing.ids), total=listing.total, shown=len(rows))
    return 0


def _query(node: Any, arguments: Namespace) -> Query:
    from surveyapp.domain.review import Query
    from surveyapp.steps.enter import find_record

    community = find_record(node, "community", arguments.community).stream if arguments.community else ""
    building = find_record(node, "building", arguments.building, community or None) if arguments.building else None
    author = find_record(node, "person", arguments.author).record if arguments.author else ""
    return Query(
        community=building.stream if building else community,
        building=building.record if building else "",
        code=arguments.code,
        item=arguments.item,
        tier=arguments.tier,
        severity=arguments.severity,
        author=author,
        since=arguments.since,
        until=arguments.until,
        without_photo=arguments.without_photo,
        with_findings=arguments.with_findings,
        in_conflict=arguments.in_conflict,
        typed=arguments.text,
        group="",
        sort=arguments.sort,
        descending=not arguments.ascending,
    )


def _row_line(row: ReviewRow) -> str:
    line = row.line
    tier = f"{line.badge.tier_name} {line.badge.clause}".strip() if line.badge else words.say("tier.none")
    place = f"{row.community} {row.building_name}".strip()
    return f"{line.number}  {place}  {line.name or line.words}  {line.severity or '-'}  {tier}  {line.wall[:16].replace('T', ' ')}"


def _print_flaws(found: Any, *, as_json: bool) -> int:
    if as_json:
        for each in found.shown:
            sentence = output.finding_sentence(each.finding)
            output.print_json(
                {
                    "code": each.finding.code,
                    "sentence": sentence,
                    "stream": each.stream,
                    "record": each.record,
                    "kind": each.kind,
                    "field": each.field,
                }
            )
        return 0
    output.print_findings(each.finding for each in found.shown)
    output.say("review.cli.flaws", count=sum(found.counts.values()))
    return 0


def _settle(arguments: Namespace) -> int:
    from surveyapp.errors import BadInput
    from surveyapp.steps import settle
    from surveyapp.steps.enter import fields_from
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        if not arguments.all:
            if not arguments.record:
                raise BadInput("error.review.settle_what")
            row = _record(node, arguments.record)
            found = settle.conflict_of(node, row.stream, row.record)
            values = fields_from(row.kind, arguments.set)
            if found and arguments.take:
                values = {**settle.side_values(found, arguments.take), **values}
            changed = settle.settle(node, [settle.Settlement(row.stream, row.record, values)])
        elif arguments.set:
            told = [(each, _values(each, arguments)) for each in settle.conflicts(node)]
            changed = settle.settle(node, [settle.Settlement(each.stream, each.record, values) for each, values in told if values])
        else:
            changed = settle.settle_all(node, settle.conflicts(node), arguments.take or "mine")
    output.print_json(changed) if arguments.json else output.say("review.cli.settled", count=len(changed.records))
    return 0


def _values(found: Conflict, arguments: Namespace) -> dict[str, Value]:
    """What is to stand in a conflict: the values that were given for its fields, and for its others those of the side that was named, if any."""
    from surveyapp.steps import settle
    from surveyapp.steps.enter import fields_from

    given = fields_from(found.kind, [pair for pair in arguments.set if pair.partition("=")[0].strip() in found.fields])
    return {**(settle.side_values(found, arguments.take) if arguments.take else {}), **given}


def _record(node: Any, given: str) -> Row:
    """A record of any kind by id or number, deleted ones too."""
    from surveyapp.errors import BadInput
    from surveyapp.steps.enter import find_record
    from surveyapp.store import find

    with node.store.reading() as connection:
        held = find.anywhere(connection, given)
    if held:
        return held[0]
    for kind in _KINDS:
        try:
            return find_record(node, kind, given)
        except BadInput as problem:
            if problem.code == "error.record_ambiguous":
                raise
    raise BadInput("error.review.record_unknown", given=given)


def _history(arguments: Namespace) -> int:
    from surveyapp.steps import past
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        row = _record(node, arguments.record)
        if arguments.restore or arguments.undelete:
            changed = past.restore(node, row.stream, row.record, arguments.restore)
            output.print_json(changed) if arguments.json else output.say("review.cli.restored", count=len(changed.records))
            return 0
        events = past.history(node, row.stream, row.record)
    for event in events:
        output.print_json(event) if arguments.json else print(_event_line(event))
    return 0


def _event_line(event: Event) -> str:
    from surveyapp.domain.canonical import canonical

    act = words.say(f"act.{event.act_name}") if words.has(f"act.{event.act_name}") else event.act_name
    changes = "; ".join(f"{name}: {canonical(before).decode()} → {canonical(after).decode()}" for name, before, after in event.changes)
    return f"{event.wall[:16].replace('T', ' ')}  {event.author_name} ({event.device})  {act}  {changes}  [{event.edit[:12]}]"


def _overview(arguments: Namespace) -> int:
    from surveyapp.steps import policies
    from surveyapp.steps.node import at_home
    from surveyapp.steps.overview import overview
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        found = overview(node, survey.id, policies.pack(survey.policy))
    if arguments.json:
        output.print_json(found)
    else:
        _print_overview(found)
    return 0


def _print_overview(found: Overview) -> None:
    for name, each in (("communities", found.communities), ("buildings", found.buildings), ("households", found.households)):
        print(f"{words.say(f'overview.figure.{name}')}  {each.done} / {each.total}")
    print(words.say("overview.accounts"))
    for account in found.accounts:
        received = words.say("overview.no_receipts") if account.received is None else str(account.received)
        kind = words.say("overview.accounts.photos", files=account.files) if account.shares_files else words.say(f"kind.{account.kind}")
        state = words.say(f"overview.state.{account.state}", count=account.journal - account.carried, names=", ".join(account.missing))
        print(f"  {kind}  {account.captured} = {account.journal} = {account.carried} = {received}  {state}")
    for tier in found.tiers:
        print(f"{tier.name}  {tier.count}")
    for sort, count in found.todo.items():
        if count:
            print(f"{count}  {words.say(f'overview.todo.{sort}')}")
