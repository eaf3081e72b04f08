"""`survey annotate | annotated`: draw on a photo, list and change what is drawn, write pictures with everything that is drawn on them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.options import common
from surveyapp.domain.annotations import COLOURS, TOOLS, WEIGHTS

if TYPE_CHECKING:
    from surveyapp.domain.annotations import Annotation
    from surveyapp.domain.canonical import Value
    from surveyapp.store.find import Row


def add_leaves(group: Any) -> None:
    """Add the commands to those of `survey`."""
    annotate = _leaf(group, "annotate", _annotate)
    annotate.add_argument("photo", metavar="PHOTO", help=words.say("cli.help.annotate.photo"))
    annotate.add_argument("--tool", choices=TOOLS, help=words.say("cli.help.annotate.tool"))
    annotate.add_argument("--points", default="", metavar="X1,Y1,…", help=words.say("cli.help.annotate.points"))
    annotate.add_argument("--text", help=words.say("cli.help.annotate.text"))
    annotate.add_argument("--colour", choices=COLOURS, help=words.say("cli.help.annotate.colour"))
    annotate.add_argument("--weight", type=int, choices=WEIGHTS, help=words.say("cli.help.annotate.weight"))
    annotate.add_argument("--number", type=int, metavar="N", help=words.say("cli.help.annotate.number"))
    annotate.add_argument("--mark", default="", metavar="ID", help=words.say("cli.help.annotate.mark"))
    annotate.add_argument("--delete", action="store_true", help=words.say("cli.help.delete"))
    annotated = _leaf(group, "annotated", _annotated)
    annotated.add_argument("folder", type=Path, metavar="DIR", help=words.say("cli.help.annotated.folder"))
    annotated.add_argument("--community", required=True, metavar="ID", help=words.say("cli.help.community"))
    annotated.add_argument("--defect", default="", metavar="ID", help=words.say("cli.help.defect"))
    annotated.add_argument("--all", action="store_true", help=words.say("cli.help.annotated.all"))


def _leaf(group: Any, name: str, run: Any) -> ArgumentParser:
    made = common(group.add_parser(name, help=words.say(f"cli.help.survey_{name}")))
    made.set_defaults(run=run)
    made.add_argument("--survey", default="", metavar="ID", help=words.say("cli.help.survey"))
    return made


def _annotate(arguments: Namespace) -> int:
    from surveyapp.steps import annotate
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import at_home, looking_at

    writes = bool(arguments.tool or arguments.mark)
    with (at_home if writes else looking_at)(arguments.home) as node:
        photo = find_record(node, "photo", arguments.photo)
        changed = _write(node, photo, arguments) if writes else None
        drawn = annotate.drawn_on(node, photo.stream, [photo.record]).get(photo.record, ())
    if changed is not None:
        output.print_json(changed) if arguments.json else output.say("annotation.cli.saved", count=len(drawn))
        return 0
    for each in drawn:
        output.print_json(each) if arguments.json else print(_line(each))
    if not drawn and not arguments.json:
        output.say("annotation.cli.none")
    return 0


def _write(node: Any, photo: Row, arguments: Namespace) -> Any:
    from surveyapp.domain.annotations import USUAL_WEIGHT, Annotation
    from surveyapp.domain.edits import DELETED
    from surveyapp.errors import BadInput
    from surveyapp.steps.annotate import annotate, refuse_unpaintable
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.record import Draft, record

    if not arguments.mark:
        colour, weight = arguments.colour or COLOURS[0], arguments.weight or USUAL_WEIGHT
        drawn = Annotation("", arguments.tool, _points(arguments.points), colour, arguments.text or "", arguments.number, weight)
        return annotate(node, photo.stream, photo.record, drawn)
    row = find_record(node, "annotation", arguments.mark, photo.stream)
    if row.get("photo") != photo.record:
        raise BadInput("error.annotation.elsewhere", mark=arguments.mark)
    if arguments.delete:
        return record(node, [Draft(row.stream, row.record, row.kind, {DELETED: True})], "delete_annotation")
    changes = _changes(arguments)
    refuse_unpaintable({**row.values, **changes})
    return record(node, [Draft(row.stream, row.record, row.kind, changes)], "set_annotation")


def _changes(arguments: Namespace) -> dict[str, Value]:
    from surveyapp.domain.annotations import flat

    told: dict[str, Value] = {name: getattr(arguments, name) for name in ("tool", "text", "colour", "weight")}
    told["mark"] = arguments.number
    changes = {name: value for name, value in told.items() if value is not None}
    return changes | ({"shape": flat(_points(arguments.points))} if arguments.points else {})


def _points(given: str) -> tuple[tuple[int, int], ...]:
    """x1,y1,x2,y2 … in ten-thousandths, as typed on any keyboard."""
    from surveyapp.errors import BadInput

    try:
        numbers = [int(each) for each in given.replace("，", ",").split(",")] if given.strip() else []
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))
    except ValueError as problem:
        raise BadInput("error.annotation.points", given=given[:60]) from problem


def _line(drawn: Annotation) -> str:
    told = (words.say(f"choice.tool.{drawn.tool}"), "" if drawn.number is None else str(drawn.number), drawn.text)
    points = " ".join(f"{x},{y}" for x, y in drawn.shape)
    return "  ".join((*(part for part in told if part), points, drawn.author_name, drawn.wall[:16].replace("T", " ")))


def _annotated(arguments: Namespace) -> int:
    from surveyapp.steps.annotate import write_annotated
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.node import looking_at
    from surveyapp.store import find

    with looking_at(arguments.home) as node:
        stream = find_record(node, "community", arguments.community).stream
        subject = find_record(node, "defect", arguments.defect, stream).record if arguments.defect else ""
        with node.store.reading() as connection:
            rows = find.photos_of(connection, stream, subject) if subject else find.of_kind(connection, "photo", stream)
            drawn = find.annotations_of(connection, stream, [row.record for row in rows])
        chosen = [row for row in rows if arguments.all or row.record in drawn]
        done = write_annotated(node, stream, chosen, arguments.folder)
    for row, count, file in done:
        line = {"photo": row.record, "number": row.get("number"), "annotations": count, "file": str(file) if file else None}
        output.print_json(line) if arguments.json else print(file or words.say("annotation.cli.unreadable", number=row.get("number", "")))
    if not arguments.json:
        output.say("annotation.cli.written", count=sum(file is not None for _, _, file in done), path=arguments.folder)
    return 0
