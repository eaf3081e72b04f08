"""Commands for tables: bring a roster or interviews in, write an empty table, add up what residents wish for."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, BinaryIO

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common


def add_commands(group: Any) -> None:
    """Add `import`, `template` and `needs` to the group of survey commands."""
    _add_import(_leaf(group, "import", _import))
    template = _leaf(group, "template", _template)
    template.add_argument("file", type=Path, metavar="FILE")
    template.add_argument("--kind", choices=("roster", "interviews"), default="roster", help=words.say("cli.help.template_kind"))
    needs = _leaf(group, "needs", _needs)
    needs.add_argument("--community", default="", metavar="ID", help=words.say("cli.help.community"))
    needs.add_argument("--out", type=Path, default=None, metavar="FILE")


def _leaf(group: Any, name: str, run: Any) -> ArgumentParser:
    made = common(group.add_parser(name, help=words.say(f"cli.help.survey_{name}")))
    made.set_defaults(run=run)
    if name != "template":
        made.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
    return made


def _add_import(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--kind", choices=("roster", "interviews"), default="", help=words.say("cli.help.import_kind"))
    parser.add_argument("--sheet", default="", metavar="NAME", help=words.say("cli.help.import_sheet"))
    parser.add_argument("--map", type=Path, default=None, metavar="FILE", help=words.say("cli.help.import_map"))
    parser.add_argument("--save-map", type=Path, default=None, metavar="FILE", help=words.say("cli.help.import_save_map"))
    parser.add_argument("--community", default="", metavar="NAME", help=words.say("cli.help.import_within"))
    parser.add_argument("--dry-run", action="store_true", help=words.say("cli.help.import_dry_run"))
    parser.add_argument("--leave-out", action="store_true", help=words.say("cli.help.import_leave_out"))
    parser.add_argument("--only-empty", action="store_true", help=words.say("cli.help.import_only_empty"))


def _import(arguments: Namespace) -> int:
    from surveyapp.steps.import_roster import look, write
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import the_survey

    mapping = _mapping(arguments.map) if arguments.map else None
    bar = output.Bar(quiet=arguments.json)
    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        seen = look(
            node,
            survey.id,
            arguments.file,
            kind=arguments.kind,
            sheet=arguments.sheet,
            mapping=mapping,
            within=arguments.community,
            only_empty=arguments.only_empty,
            progress=bar,
        )
        bar.end()
        if arguments.save_map:
            _save_map(arguments.save_map, seen)
        stopped = bool(seen.wrong) and not arguments.leave_out
        changed = None if arguments.dry_run or stopped else write(node, survey.id, seen, leave_out=arguments.leave_out)
    if arguments.json:
        output.print_json(_told(seen, changed))
    else:
        _print(arguments, seen, changed)
    return 1 if stopped else 0


def _mapping(path: Path) -> Any:
    from surveyapp.errors import BadInput

    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise BadInput("error.import.map", path=str(path), reason=str(problem)[:120]) from problem


def _save_map(path: Path, seen: Any) -> None:
    from surveyapp.domain.sheets.heads import to_json
    from surveyapp.paths import write_durably

    def pour(file: BinaryIO) -> None:
        file.write(json.dumps(to_json(seen.mapping), ensure_ascii=False, indent=1).encode())

    write_durably(path, pour)


def _told(seen: Any, changed: Any) -> dict[str, Any]:
    """What was seen, as one JSON object."""
    counts: dict[str, dict[str, int]] = {}
    for (kind, status), count in seen.counted().items():
        counts.setdefault(kind, {})[status] = count

    def told(finding: Any) -> dict[str, Any]:
        sentence = words.say(finding.code, **finding.facts)
        return {"code": finding.code, "where": finding.where, "line": finding.facts.get("line"), "sentence": sentence}

    return {
        "kind": seen.kind,
        "sheet": seen.sheet,
        "columns": {each.head: each.target for each in seen.mapping.columns},
        "counts": counts,
        "wrong": [told(each) for each in seen.wrong],
        "odd": [told(each) for each in seen.odd],
        "written": len(changed.records) if changed else 0,
        "act": changed.act if changed else "",
    }


def _print(arguments: Namespace, seen: Any, changed: Any) -> None:
    lines = sum(each.what == "data" for each in seen.lines)
    output.say("import.read", file=arguments.file.name, sheet=seen.sheet, kind=words.say(f"import.kind.{seen.kind}"), lines=lines)
    for each in seen.mapping.columns:
        target = target_words(each.target) + ("" if each.sure else words.say("import.guessed"))
        output.say("import.column", column=column_letters(each.at), head=each.head, target=target)
    counts = seen.counted()
    for kind in dict.fromkeys(kind for kind, _ in counts):
        figures = {status: counts.get((kind, status), 0) for status in ("new", "changed", "same")}
        output.say("import.count", kind=words.say(f"kind.{kind}"), **figures)
    for code, findings in (("import.wrong", seen.wrong), ("import.odd", seen.odd)):
        if findings:
            output.say(code, count=len(findings))
            for each in findings:
                print(f"  · {each.where}  {words.say(each.code, **each.facts)}")
    if arguments.save_map:
        output.say("import.map_written", path=arguments.save_map)
    if changed is None:
        output.say("import.dry") if arguments.dry_run or not seen.wrong else output.say("error.import.findings", count=len(seen.wrong))
    else:
        output.say("import.written", count=len(changed.records), time=changed.wall[11:16]) if changed.records else output.say("import.same")


def column_letters(column: int) -> str:
    """The letters over a column."""
    from surveyapp.domain.sheets.table import column_name

    return column_name(column)


def target_words(target: str) -> str:
    """What a column is, in words."""
    from surveyapp.steps.template import target_name

    return target_name(target)


def _template(arguments: Namespace) -> int:
    from surveyapp.steps.targets import check_home_target
    from surveyapp.steps.template import template

    check_home_target(arguments.home, arguments.file)
    template(arguments.file, arguments.kind)
    output.print_json({"path": str(arguments.file)}) if arguments.json else output.say("template.written", path=arguments.file)
    return 0


def _needs(arguments: Namespace) -> int:
    from surveyapp.steps import interviews
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import at_home
    from surveyapp.steps.show import communities
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        streams = [find_record(node, "community", arguments.community).stream] if arguments.community else []
        if arguments.out:
            count = interviews.write_results(node, survey.id, arguments.out, streams)
        tallies = [each for stream in streams or [line.stream for line in communities(node, survey.id)] for each in interviews.tallies(node, stream)]
    if arguments.out:
        output.print_json({"path": str(arguments.out), "communities": count}) if arguments.json else output.say("report.written", path=arguments.out)
        return 0
    names = {each.code: each.name for each in interviews.wishes()}
    for place in tallies:
        output.print_json(_place(place)) if arguments.json else print(_place_sentence(place, names))
    return 0


def _place(place: Any) -> dict[str, Any]:
    tally = place.tally
    return {
        "stream": place.stream,
        "building": place.building,
        "name": place.name,
        "households": tally.households,
        "outcomes": dict(tally.outcomes),
        "consent": dict(tally.consent),
        "willing_to_pay": dict(tally.willing_to_pay),
        "pay_by": dict(tally.pay_by),
        "top_three": list(tally.top_three),
        "wishes": [{"code": each.code, "wished": each.wished, "ranks": list(each.ranks)} for each in tally.wishes],
    }


def _place_sentence(place: Any, names: dict[str, str]) -> str:
    top = words.say("report.needs.join").join(names.get(code, code) for code in place.tally.top_three)
    households = words.say("report.needs.unknown") if place.tally.households is None else place.tally.households
    indent = "  " if place.building else ""
    facts = {"name": place.name, "answered": place.tally.answered, "households": households, "top": top}
    return indent + words.say("needs.place_line", agree=place.tally.consent.get("agree", 0), **facts)
