"""`survey new | list | show | record | photos | report | undo | redo | doctor | conflicts`; what deals with the home as a whole is in `home`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import annotating, assigning, ballots, checkup, home, importing, joining, output, places, review
from surveyapp.cli.options import common

if TYPE_CHECKING:
    from surveyapp.domain.views import DefectLine
    from surveyapp.steps.node import Node


def add_commands(leaves: Any) -> None:
    """Add the commands to the parser."""
    group = leaves.add_parser("survey", help=words.say("cli.help.survey_group")).add_subparsers(required=True, metavar=words.say("cli.help.command"))

    def leaf(name: str, run: Any) -> ArgumentParser:
        made = common(group.add_parser(name, help=words.say(f"cli.help.survey_{name}")))
        made.set_defaults(run=run)
        if name not in ("new", "list", "backup", "restore", "device", "sample"):
            made.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
        return made

    new = leaf("new", _new)
    new.add_argument("--name", required=True)
    new.add_argument("--policy", required=True, metavar="ID", help=words.say("cli.help.policy_id"))
    new.add_argument("--inspector", default="", metavar="NAME", help=words.say("cli.help.inspector"))
    leaf("list", _list)
    leaf("show", _show).add_argument("--community", default="", metavar="ID", help=words.say("cli.help.community"))
    _add_record(leaf("record", _record))
    photos = leaf("photos", _photos)
    photos.add_argument("folder", type=Path, metavar="DIR")
    _add_place(photos)
    photos.add_argument("--defect", default="", metavar="ID", help=words.say("cli.help.defect"))
    report = leaf("report", _report)
    report.add_argument("--community", required=True, metavar="ID", help=words.say("cli.help.community"))
    report.add_argument("--out", type=Path, required=True, metavar="FILE")
    places.add_survey_leaves(leaf)
    assigning.add_survey_leaves(leaf)
    review.add_leaves(group)
    checkup.add_leaf(group)
    ballots.add_leaf(group)
    annotating.add_leaves(group)
    leaf("inspector", _inspector).add_argument("name", metavar="NAME", help=words.say("cli.help.inspector_name"))
    leaf("undo", _undo)
    leaf("redo", _redo)
    leaf("doctor", _doctor)
    leaf("conflicts", _conflicts)
    home.add_survey_leaves(leaf)
    importing.add_commands(group)
    joining.add_leaves(leaf)


def _add_place(parser: ArgumentParser) -> None:
    parser.add_argument("--community", default="", metavar="ID", help=words.say("cli.help.community"))
    parser.add_argument("--building", default="", metavar="ID", help=words.say("cli.help.building"))


def _add_record(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--kind",
        required=True,
        choices=("community", "building", "defect", "need", "plan_entry", "vote", "ballot", "notice", "funding", "idle_asset", "person"),
    )
    parser.add_argument("--record", default="", metavar="ID", help=words.say("cli.help.record"))
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=words.say("cli.help.set"))
    parser.add_argument("--delete", action="store_true", help=words.say("cli.help.delete"))
    _add_place(parser)


def _new(arguments: Namespace) -> int:
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import new_survey

    with at_home(arguments.home, make=True) as node:
        made = new_survey(node, arguments.name, arguments.policy, arguments.inspector)
    if arguments.json:
        output.print_json({"id": made.id, "name": made.name, "policy": made.policy, "inspector": made.inspector})
    else:
        output.say("survey.new", name=made.name, id=made.id, inspector=made.inspector_name)
    return 0


def _inspector(arguments: Namespace) -> int:
    from surveyapp.steps.node import at_home
    from surveyapp.steps.people import join
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        person = join(node, the_survey(node, arguments.survey).id, arguments.name)
    output.print_json({"id": person.record, "name": person.name}) if arguments.json else output.say("survey.works_as", name=person.name)
    return 0


def _list(arguments: Namespace) -> int:
    from surveyapp.steps.node import looking_at
    from surveyapp.steps.survey import surveys

    with looking_at(arguments.home) as node:
        found = surveys(node)
    for each in found:
        if arguments.json:
            output.print_json({"id": each.id, "name": each.name, "policy": each.policy})
        else:
            print(f"{each.id}  {each.name}  ({each.policy})")
    return 0


def _show(arguments: Namespace) -> int:
    from surveyapp.steps import policies, show
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import looking_at
    from surveyapp.steps.survey import the_survey

    with looking_at(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        if not arguments.community:
            for community in show.communities(node, survey.id):
                line = words.say("survey.community_line", name=community.name, buildings=community.buildings, defects=community.defects)
                output.print_json(community) if arguments.json else print(f"{community.stream}  {line}")
            return 0
        stream = find_record(node, "community", arguments.community).stream
        for defect in show.defects(node, stream, None, policies.pack(survey.policy)):
            output.print_json(defect) if arguments.json else print(defect_sentence(defect))
    return 0


def defect_sentence(defect: DefectLine) -> str:
    """A defect as a line: number, name, severity, tier and clause."""
    badge = defect.badge
    tier = f"{badge.tier_name} {badge.clause}".strip() if badge else words.say("tier.none")
    return f"{defect.number}  {defect.name or defect.words}  {defect.severity or '-'}  {tier}"


def _record(arguments: Namespace) -> int:
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        changed = _write(node, arguments)
    if arguments.json:
        output.print_json(changed)
    elif changed.records:
        output.say("survey.saved", count=len(changed.records), time=changed.wall[11:16])
    else:
        output.say("survey.unchanged")
    return 0


def _write(node: Node, arguments: Namespace) -> Any:
    from surveyapp.errors import BadInput, Word
    from surveyapp.steps.begin import new_draft
    from surveyapp.steps.enter import fields_from, find_record
    from surveyapp.steps.joining import deletion
    from surveyapp.steps.record import Draft, record
    from surveyapp.steps.survey import new_community, the_survey

    kind, survey = arguments.kind, the_survey(node, arguments.survey)
    fields = fields_from(kind, arguments.set)
    stream = find_record(node, "community", arguments.community).stream if arguments.community else ""
    if arguments.building:
        building = find_record(node, "building", arguments.building, stream or None)
        stream, fields = building.stream, {**fields, "building": building.record}
    if arguments.record:
        row = find_record(node, kind, arguments.record, stream or None)
        if arguments.delete:
            return record(node, deletion(node, row.stream, row.record, kind), f"delete_{kind}")
        return record(node, [Draft(row.stream, row.record, kind, fields)], f"set_{kind}")
    if kind == "community":
        return new_community(node, survey.id, fields)
    if kind == "person":
        return record(node, [Draft(survey.id, node.new_id(), kind, fields)], "new_person")
    if not stream:
        raise BadInput("error.community_needed", kind=Word(f"kind.{kind}"))
    return record(node, [new_draft(node, stream, kind, fields)], f"new_{kind}")


def _photos(arguments: Namespace) -> int:
    from surveyapp.errors import BadInput
    from surveyapp.steps.bring_in import bring_in_files, files_below
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import the_survey

    if not arguments.folder.is_dir():
        raise BadInput("error.folder_missing", path=str(arguments.folder))
    bar = output.Bar(quiet=arguments.json)
    with at_home(arguments.home) as node:
        stream, subject = the_survey(node, arguments.survey).id, ""
        for kind in ("community", "building", "defect"):
            if getattr(arguments, kind):
                row = find_record(node, kind, getattr(arguments, kind))
                stream, subject = row.stream, "" if kind == "community" else row.record
        _, results = bring_in_files(node, stream, subject, tuple(files_below(arguments.folder)), bar)
    bar.end()
    for line in _photo_lines(results):
        output.print_json(line) if arguments.json else print(
            "  ".join(str(line[name]) for name in ("file", "status", "taken_at", "reason") if line[name])
        )
    return 0


def _photo_lines(results: Any) -> Iterator[dict[str, Any]]:
    for each in results:
        facts = each.facts
        yield {
            "file": each.file,
            "sha256": each.sha256 or None,
            "status": each.status,
            "taken_at": facts.taken_at,
            "lon": facts.lon,
            "lat": facts.lat,
            "width": facts.width,
            "height": facts.height,
            "reason": words.say(each.reason, file=each.file) if each.reason else None,
        }


def _report(arguments: Namespace) -> int:
    from surveyapp.steps.dossier import dossier
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import looking_at
    from surveyapp.steps.survey import the_survey

    with looking_at(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        stream = find_record(node, "community", arguments.community).stream
        dossier(node, stream, survey.policy, arguments.out)
    output.print_json({"path": str(arguments.out)}) if arguments.json else output.say("report.written", path=arguments.out)
    return 0


def _undo(arguments: Namespace) -> int:
    return _take_back(arguments, "undo")


def _redo(arguments: Namespace) -> int:
    return _take_back(arguments, "redo")


def _take_back(arguments: Namespace, which: str) -> int:
    from surveyapp.steps import undo
    from surveyapp.steps.node import at_home

    with at_home(arguments.home) as node:
        changed = undo.undo(node) if which == "undo" else undo.redo(node)
    if arguments.json:
        output.print_json(changed)
    else:
        output.say(f"survey.{which}", name=words.say(f"act.{changed.act_name}"))
        if changed.changed_since:
            output.say("survey.changed_since", fields=", ".join(field for field, _ in changed.changed_since))
    return 0


def _doctor(arguments: Namespace) -> int:
    from surveyapp.steps.doctor import damage, doctor
    from surveyapp.steps.node import looking_at

    bar = output.Bar(quiet=arguments.json)
    with looking_at(arguments.home) as node:
        findings = doctor(node, bar)
    bar.end()
    wrong = damage(findings)
    if arguments.json:
        output.print_json({"ok": not wrong, "findings": [output.finding_sentence(each) for each in findings]})
    else:
        output.say("doctor.found", count=len(findings)) if wrong else output.say("doctor.well")
        output.print_findings(findings)
    return 1 if wrong else 0


def _conflicts(arguments: Namespace) -> int:
    from surveyapp.steps import show
    from surveyapp.steps.node import looking_at

    with looking_at(arguments.home) as node:
        found = show.conflict_lines(node)
    for each in found:
        output.print_json(each) if arguments.json else print(
            f"{each['kind']} {each['number']} {each['field']}: {' | '.join(map(str, each['values']))}"
        )
    if not found and not arguments.json:
        output.say("survey.no_conflicts")
    return 0
