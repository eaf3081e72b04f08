"""`package write | verify | verify-bag | show` and `receive`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output, withdrawing
from surveyapp.cli.options import common
from surveyapp.cli.stopping import stoppable
from surveyapp.domain.handover import Incoming, incoming_sentences
from surveyapp.errors import PackageRefused

if TYPE_CHECKING:
    from surveyapp.domain.views import Exported
    from surveyapp.packages.verified import Verified
    from surveyapp.steps.receive import Received


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
    with stoppable() as cancelled:  # until all is said: an interruption after the work would tell of a stop that was none
        with at_home(arguments.home) as node:
            chosen = survey.the_survey(node, arguments.survey)
            asked = [find_record(node, "community", each).stream for each in arguments.community]
            streams = survey.streams_of(node, chosen.id, asked)
            written = package.write(node, arguments.target, streams, only_new=arguments.only_new, progress=bar, cancelled=cancelled)
        bar.end()
        _tell_written(written, arguments)
    return 0


def _tell_written(written: Exported, arguments: Namespace) -> None:
    if arguments.json:
        output.print_json(written)
    else:
        mb = f"{written.bytes / 1e6:.1f}"
        output.say("package.written", path=written.path, edits=written.edits, photos=written.photos, mb=mb, sha256=written.sha256)


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

    bar = output.Bar(quiet=arguments.json)
    node = open_city(arguments.store, arguments.photos) if arguments.store else open_home(arguments.home)
    with stoppable() as cancelled:  # as in `_write`
        try:
            told = (preview if arguments.look else receive)(node, arguments.package, bar, cancelled)
        finally:
            bar.end()
            node.close()
        if isinstance(told, Incoming):
            _tell_preview(told, arguments)
        else:
            _tell_received(told, arguments)
    return 0


def _tell_received(received: Received, arguments: Namespace) -> None:
    if arguments.json:
        output.print_json(received)
        return
    output.say("package.received", edits=received.edits, new=received.new_edits, photos=received.new_photos, conflicts=received.conflicts)
    if received.brought_back:
        output.say("incoming.returned", count=received.brought_back)
    if received.quarantined:
        output.say("package.quarantined", count=received.quarantined)


def _tell_preview(told: Incoming, arguments: Namespace) -> None:
    if arguments.json:
        output.print_json(told)
        return
    for line in withdrawing.spoken(incoming_sentences(told)):
        print(line)
