"""`survey map | place`: where things are, each with its coordinate system, and putting them elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.domain import geo
from surveyapp.errors import BadInput

if TYPE_CHECKING:
    from surveyapp.domain.pins import Pin

Leaf = Callable[[str, Callable[[Namespace], int]], ArgumentParser]


def add_survey_leaves(leaf: Leaf) -> None:
    """Add the two commands to the group `survey`."""
    leaf("map", _map).add_argument("--community", required=True, metavar="ID", help=words.say("cli.help.community"))
    place = leaf("place", _place)
    place.add_argument("record", metavar="RECORD", help=words.say("cli.help.map.record"))
    place.add_argument("--lon", help=words.say("cli.help.map.lon"))
    place.add_argument("--lat", help=words.say("cli.help.map.lat"))
    place.add_argument("--crs", choices=geo.CRS, help=words.say("cli.help.map.crs"))
    place.add_argument("--plan", default="", metavar="ID", help=words.say("cli.help.map.plan"))
    place.add_argument("--clear", action="store_true", help=words.say("cli.help.map.clear"))


def _map(arguments: Namespace) -> int:
    from surveyapp.steps import policies
    from surveyapp.steps.enter import find_record
    from surveyapp.steps.map import map_view
    from surveyapp.steps.node import at_home
    from surveyapp.steps.survey import the_survey

    with at_home(arguments.home) as node:
        survey = the_survey(node, arguments.survey)
        stream = find_record(node, "community", arguments.community).stream
        shown = map_view(node, stream, policies.pack(survey.policy))
    here = Counter(_key(pin) for pin in shown.pins if pin.position)
    for pin in shown.pins:
        output.print_json(_line(pin, here[_key(pin)])) if arguments.json else print(_sentence(pin))
    return 0


def _key(pin: Pin) -> tuple[object, ...]:
    at = pin.position
    return (at.lon, at.lat, at.crs, at.plan) if at else ()


def _line(pin: Pin, here: int) -> dict[str, Any]:
    """A pin as stable JSON: the position is the one that was collected, in its own system; `here` counts the pins at just this place."""
    badge = pin.badge
    return {
        "record": pin.record,
        "kind": pin.kind,
        "number": pin.number,
        "name": pin.name,
        "building": pin.building_name,
        "severity": pin.severity or None,
        "tier": badge.tier or None if badge else None,
        "clause": badge.clause or None if badge else None,
        "position": geo.position_value(pin.position) if pin.position else None,
        "borrowed_from": pin.borrowed or None,
        "here": here if pin.position else 0,
    }


def _sentence(pin: Pin) -> str:
    at = pin.position
    where = f"{at.crs}  {at.lon}, {at.lat}" if at else words.say("map.unplaced")
    return "  ".join(each for each in (pin.number, words.say(f"kind.{pin.kind}"), pin.building_name, pin.name, where) if each)


def _place(arguments: Namespace) -> int:
    from surveyapp.steps.map import find_placed, place
    from surveyapp.steps.node import at_home

    position = None if arguments.clear else _position(arguments)
    with at_home(arguments.home) as node:
        stream, record = find_placed(node, arguments.record)
        changed = place(node, stream, record, position)
    if arguments.json:
        output.print_json(changed)
    elif changed.records:
        output.say("survey.saved", count=len(changed.records), time=changed.wall[11:16])
    else:
        output.say("survey.unchanged")
    return 0


def _position(arguments: Namespace) -> geo.Position:
    """The position that was typed. The system is never guessed: without one nothing is written."""
    if not arguments.crs:
        raise BadInput("error.map.system_needed", known=", ".join(geo.CRS))
    told = {"lon": arguments.lon or "", "lat": arguments.lat or "", "crs": arguments.crs, "how": "typed", "plan": arguments.plan}
    position = geo.read_position(told)
    if position is None:
        raise BadInput("error.map.not_a_place", lon=arguments.lon, lat=arguments.lat)
    return position
