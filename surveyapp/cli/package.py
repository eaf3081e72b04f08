"""`package write | verify | verify-bag | show` and `receive`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output, withdrawing
from surveyapp.cli.options import common
from surveyapp.cli.stopping import stoppable
from surveyapp.domain.handover import incoming_sentences
from surveyapp.errors import PackageRefused

if TYPE_CHECKING:
    from surveyapp.domain.handover import Incoming
    from surveyapp.packages.verified import Verified


def add_commands(leaves: Any) -> None:
    """Add the commands to the parser."""
    group = leaves.add_parser("package", help=words.say("cli.help.package")).add_subparsers(required=True, metavar=words.say("cli.help.command"))
    leaf = common(group.add_parser("write", help=words.say("cli.help.package_write")))
    leaf.add_argument("target", type=Path, metavar="FILE")
    leaf.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
    leaf.add_argument("--community", action="append", default=[], metavar="ID", help=words.say("cli.help.community"))
    leaf.add_argument("--only-new", action="store_true", help=words.say("cli.help.only_new"))
    leaf.set_defaults(run=_write)
    leaf = common(group.add_parser("verify", help=words.say("cli.help.package_verify")))
    leaf.add_argument("package", type=Path, metavar="PKG")
    leaf.set_defaults(run=_verify)
    leaf = common(group.add_parser("verify-bag", help=words.say("cli.help.package_verify_bag")))
    leaf.add_argument("folder", type=Path, metavar="DIR")
    leaf.set_defaults(run=_verify_bag)
    leaf = common(group.add_parser("show", help=words.say("cli.help.package_show")))
    leaf.add_argument("package", type=Path, metavar="PKG")
    leaf.set_defaults(run=_show)
    withdrawing.add_leaves(group)
    leaf = common(leaves.add_parser("receive", help=words.say("cli.help.receive")))
    leaf.add_argument("package", type=Path, metavar="PKG")
    leaf.add_argument("--store", default="", metavar="URL", help=words.say("cli.help.store"))
    leaf.add_argument("--photos", type=Path, default=None, metavar="DIR", help=words.say("cli.help.photos_folder"))
    leaf.add_argument("--look", action="store_true", help=words.say("cli.help.receive_look"))
    leaf.set_defaults(run=_receive)


def _write(arguments: Namespace) -> int:
    from surveyapp.steps import package, survey
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import at_home

    bar = output.Bar(quiet=arguments.json)
    with at_home(arguments.home) as node, stoppable() as cancelled:
        chosen = survey.the_survey(node, arguments.survey)
        asked = [find_record(node, "community", each).stream for each in arguments.community]
        streams = survey.streams_of(node, chosen.id, asked)
        written = package.write(node, arguments.target, streams, only_new=arguments.only_new, progress=bar, cancelled=cancelled)
    bar.end()
    if arguments.json:
        output.print_json(written)
    else:
        output.say(
            "package.written", path=written.path, edits=written.edits, photos=written.photos, mb=f"{written.bytes / 1e6:.1f}", sha256=written.sha256
        )
    return 0


def _verify(arguments: Namespace) -> int:
    from surveyapp.packages.read import verify_package

    try:
        verified = verify_package(arguments.package)
    except PackageRefused as refused:
        if arguments.json:
            output.print_json({"ok": False, "findings": [output.finding_sentence(each) for each in refused.findings]})
            return 1
        raise
    if arguments.json:
        output.print_json({"ok": True, "findings": [], **_facts(verified)})
    else:
        output.say("package.verified", edits=verified.line_count, photos=len(verified.photos))
    return 0


def _facts(verified: Verified) -> dict[str, object]:
    return {"edits": verified.line_count, "photos": len(verified.photos), "sha256": verified.sha256, "identity": verified.identity}


def _verify_bag(arguments: Namespace) -> int:
    from surveyapp.packages.verify_bag import verify_bag

    findings = verify_bag(arguments.folder)
    if arguments.json:
        output.print_json({"ok": not findings, "findings": [output.finding_sentence(each) for each in findings]})
    elif findings:
        output.print_error(PackageRefused(findings))
    else:
        output.say("package.bag_verified")
    return 1 if findings else 0


def _show(arguments: Namespace) -> int:
    from surveyapp.packages.read import verify_package

    verified = verify_package(arguments.package)
    if arguments.json:
        output.print_json({**_facts(verified), "summary": verified.summary, "info": dict(verified.info)})
        return 0
    for name, value in verified.info:
        print(f"{name}: {value}")
    counts = verified.summary.get("counts")
    for kind, count in sorted(counts.items()) if isinstance(counts, dict) else ():
        print(f"{words.say(f'kind.{kind}')}: {count}")
    return 0


def _receive(arguments: Namespace) -> int:
    from surveyapp.steps.node import open_city, open_home
    from surveyapp.steps.preview_receive import preview
    from surveyapp.steps.receive import receive

    node = open_city(arguments.store, arguments.photos) if arguments.store else open_home(arguments.home)
    bar = output.Bar(quiet=arguments.json)
    try:
        with stoppable() as cancelled:
            if arguments.look:
                return _tell_preview(preview(node, arguments.package, bar, cancelled), arguments, bar)
            received = receive(node, arguments.package, bar, cancelled)
    finally:
        bar.end()
        node.close()
    if arguments.json:
        output.print_json(received)
        return 0
    output.say("package.received", edits=received.edits, new=received.new_edits, photos=received.new_photos, conflicts=received.conflicts)
    if received.brought_back:
        output.say("incoming.returned", count=received.brought_back)
    if received.quarantined:
        output.say("package.quarantined", count=received.quarantined)
    return 0


def _tell_preview(told: Incoming, arguments: Namespace, bar: output.Bar) -> int:
    bar.end()
    if arguments.json:
        output.print_json(told)
        return 0
    for line in withdrawing.spoken(incoming_sentences(told)):
        print(line)
    return 0
