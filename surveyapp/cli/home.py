"""`survey backup | restore | device | basis | sample`: the home as a whole."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from surveyapp import words
from surveyapp.cli import output

Leaf = Callable[..., ArgumentParser]


def add_survey_leaves(leaf: Leaf) -> None:
    """Add the commands to the group `survey`."""
    leaf("backup", _backup).add_argument("folder", type=Path, metavar="DIR")
    restore = leaf("restore", _restore)
    restore.add_argument("folder", type=Path, metavar="DIR")
    restore.add_argument("--replace", action="store_true", help=words.say("craft.help.replace"))
    leaf("device", _device)
    basis = leaf("basis", _basis)
    basis.add_argument("--policy", default=None, metavar="ID", help=words.say("cli.help.policy_id"))
    basis.add_argument("--as-of", default=None, metavar="DATE", help=words.say("craft.help.as_of"))
    leaf("sample", _sample).add_argument("folder", type=Path, metavar="DIR")


def _backup(arguments: Namespace) -> int:
    from surveyapp.steps.backup import backup
    from surveyapp.steps.node import looking_at

    bar = output.Bar(quiet=arguments.json)
    with looking_at(arguments.home) as node:
        backup(node, arguments.folder, progress=bar)
    bar.end()
    output.print_json({"path": str(arguments.folder)}) if arguments.json else output.say("survey.backed_up", path=arguments.folder)
    return 0


def _restore(arguments: Namespace) -> int:
    if arguments.replace:
        return _replace(arguments)
    from surveyapp.steps.backup import restore

    origin = restore(arguments.folder, arguments.home)
    output.print_json({"origin": origin}) if arguments.json else output.say("survey.restored", path=arguments.home)
    return 0


def _replace(arguments: Namespace) -> int:
    from surveyapp.steps.node import at_home
    from surveyapp.steps.put_back import put_back

    bar = output.Bar(quiet=arguments.json)
    with at_home(arguments.home) as node:
        before = put_back(node, arguments.folder, progress=bar)
        origin = node.origin
    bar.end()
    if arguments.json:
        output.print_json({"origin": origin, "before": str(before)})
    else:
        output.say("survey.restored", path=arguments.home)
        output.say("craft.restored.before", path=before)
    return 0


def _device(arguments: Namespace) -> int:
    from surveyapp.steps.laptop import laptop
    from surveyapp.steps.node import looking_at

    with looking_at(arguments.home) as node:
        found = laptop(node)
    if arguments.json:
        output.print_json(found)
        return 0
    output.say("craft.device.line", prefix=found.prefix, since=found.since[:10] or "—", home=found.home)
    for each in found.earlier:
        output.say("craft.device.earlier", prefix=each.prefix, until=each.until[:10])
    output.say("craft.device.room", photos=found.photos, left=found.photos_left)
    return 0


def _basis(arguments: Namespace) -> int:
    from surveyapp.steps.laptop import basis, judge_by
    from surveyapp.steps.node import at_home, looking_at
    from surveyapp.steps.survey import the_survey

    if arguments.policy is not None or arguments.as_of is not None:
        with at_home(arguments.home) as node:
            judge_by(node, the_survey(node, arguments.survey).id, arguments.policy, arguments.as_of)
    with looking_at(arguments.home) as node:
        found = basis(node, the_survey(node, arguments.survey).id)
    if arguments.json:
        output.print_json(found)
    else:
        day = found.as_of or words.say("craft.basis.today")
        output.say("craft.basis.line", title=found.title, status=words.say(f"plan.status.{found.status}"), day=day)
    return 0


def _sample(arguments: Namespace) -> int:
    from surveyapp.steps.sample_home import make_sample

    bar = output.Bar(quiet=arguments.json)
    made = make_sample(arguments.folder, bar)
    bar.end()
    output.print_json({"path": str(made)}) if arguments.json else output.say("craft.sample.made", path=made)
    return 0
