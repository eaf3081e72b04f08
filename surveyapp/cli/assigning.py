"""`survey assign | worklist`: who walks what on which day, and the list of it on paper or as a sheet."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output

if TYPE_CHECKING:
    from surveyapp.domain.worklist import Place, Task
    from surveyapp.steps.node import Node

Leaf = Callable[[str, Callable[[Namespace], int]], ArgumentParser]


def add_survey_leaves(leaf: Leaf) -> None:
    """Add the two commands to the group `survey`."""
    assign = leaf("assign", _assign)
    assign.add_argument("places", nargs="*", metavar="PLACE", help=words.say("cli.help.assign.places"))
    assign.add_argument("--community", default="", metavar="ID", help=words.say("cli.help.community"))
    assign.add_argument("--to", default="", metavar="NAME", help=words.say("cli.help.assign.to"))
    assign.add_argument("--day", default="", metavar="DATE", help=words.say("cli.help.assign.day"))
    assign.add_argument("--note", default="", help=words.say("cli.help.assign.note"))
    assign.add_argument("--take-back", action="append", default=[], metavar="TASK", help=words.say("cli.help.assign.take_back"))
    assign.add_argument("--done", action="append", default=[], metavar="TASK", help=words.say("cli.help.assign.done"))
    made = leaf("worklist", _worklist)
    made.add_argument("--person", default="", metavar="NAME", help=words.say("cli.help.worklist.person"))
    made.add_argument("--day", default="", metavar="DATE", help=words.say("cli.help.assign.day"))
    made.add_argument("--out", type=Path, metavar="FILE", help=words.say("cli.help.worklist.out"))


def _assign(arguments: Namespace) -> int:
    from surveyapp.errors import BadInput
    from surveyapp.steps import assign
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey).id
        if arguments.take_back:
            changed = assign.unassign(node, [_task(node, each) for each in arguments.take_back])
        elif arguments.done:
            for each in arguments.done:
                changed = assign.mark(node, *_task(node, each), True)
        elif not arguments.to or not (arguments.places or arguments.community):
            raise BadInput("error.assign.what")
        else:
            who = _person(node, survey, arguments.to)
            changed = assign.assign(node, survey, _places(node, arguments), who, arguments.day or node.clock.today(), arguments.note)
    output.print_json(changed) if arguments.json else output.say("assign.cli.done", count=len(changed.records))
    return 0


def _places(node: Node, arguments: Namespace) -> list[Place]:
    """Buildings of a community by id, number or name; without any, the whole community. Without a community, places of any."""
    from surveyapp.errors import BadInput
    from surveyapp.steps.enter import find_record

    stream = find_record(node, "community", arguments.community).stream if arguments.community else None
    if not arguments.places:
        return [(str(stream), "")]
    found: list[Place] = []
    for given in arguments.places:
        try:
            row = find_record(node, "building", given, stream)
            found.append((row.stream, row.record))
        except BadInput as problem:
            if stream is not None or problem.code == "error.record_ambiguous":
                raise
            found.append((find_record(node, "community", given).stream, ""))
    return found


def _person(node: Node, survey: str, given: str) -> str:
    from surveyapp.errors import BadInput
    from surveyapp.steps.people import people_of

    found = [line.record for line in people_of(node, survey) if given in (line.record, line.name)]
    if len(found) != 1:
        raise BadInput("error.person_ambiguous" if found else "error.assign.person_unknown", name=given, person=given, ids=", ".join(found))
    return found[0]


def _task(node: Node, given: str) -> Place:
    from surveyapp.steps.enter import find_record

    row = find_record(node, "assignment", given)
    return row.stream, row.record


def _worklist(arguments: Namespace) -> int:
    from surveyapp.steps.node import looking_at
    from surveyapp.steps.survey import the_survey
    from surveyapp.steps.worklist import worklist, write_worklist

    with looking_at(arguments.home) as node:
        survey = the_survey(node, arguments.survey).id
        made = worklist(node, survey, arguments.day, _person(node, survey, arguments.person) if arguments.person else "")
    if arguments.out:
        write_worklist(arguments.out, made)
        output.print_json({"path": str(arguments.out)}) if arguments.json else output.say("report.written", path=arguments.out)
    elif arguments.json:
        output.print_json(made)
    else:
        for task in made.tasks:
            print(_line(task))
        output.say("assign.cli.list", count=len(made.tasks), mends=len(made.mends) + made.left)
    return 0


def _line(task: Task) -> str:
    parts: tuple[Any, ...] = (task.record, task.day, task.assignee_name, f"{task.community_name} {task.name}".strip())
    return "  ".join((*parts, words.say(f"report.worklist.state.{task.state}")))
