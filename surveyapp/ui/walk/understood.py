"""What a sentence becomes: tokens to look at before Enter, and the fields of the record after it. Plain functions over plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from surveyapp.domain.addresses import building_number, number_in_name
from surveyapp.domain.canonical import Value
from surveyapp.domain.views import BuildingLine, Suggestion
from surveyapp.domain.walk_views import OFF_THE_FLOOR, Heard
from surveyapp.ui.form.typed import choice_words, unit_words
from surveyapp.ui.walk.facts import DOT
from surveyapp.words import say

PLACE, PROBLEM, SEVERITY, QUANTITY, BUILDING = "place", "problem", "severity", "quantity", "building"
REMOVABLE = frozenset({PLACE, SEVERITY, QUANTITY, BUILDING})
"""The problem goes with the candidate: without it the sentence is recorded as it was said."""


@dataclass(frozen=True, slots=True)
class Token:
    """A thing that was understood: its sort, the name of the sort, what it says, and whether that cannot be quite right (`warns`)."""

    sort: str
    name: str
    words: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """Where the person stands: the building ("" for the common ground), the chosen place as fields, and all buildings of the community."""

    building: str
    place: Mapping[str, Value]
    buildings: Sequence[BuildingLine] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that names no building that it could be filed at by itself: those of the community that it may mean, and numbers of none."""

    known: tuple[BuildingLine, ...]
    unknown: tuple[str, ...]
    named: int


def _said_buildings(heard: Heard) -> tuple[str, ...]:
    return heard.buildings or ((heard.building,) if heard.building else ())


def _carrying(number: str, site: Site) -> list[BuildingLine]:
    return [line for line in site.buildings if line.record and number_in_name(line.name) == building_number(number)]


def named_building(heard: Heard, site: Site) -> BuildingLine | None:
    """Another building that the sentence names; None for the one in hand, and where none or several carry that number."""
    said = _said_buildings(heard)
    found = _carrying(said[0], site) if len(said) == 1 else []
    return found[0] if len(found) == 1 and found[0].record != site.building else None


def doubt(heard: Heard, site: Site, dropped: Set[str] = frozenset()) -> Doubt | None:
    """What must be asked before the sentence is filed: it names a building that is not there, or several. None where it is clear.

    On the common ground, what lies between known buildings is at home.
    """
    said = _said_buildings(heard)
    if not said or dropped & {PLACE, BUILDING}:
        return None
    carrying = [_carrying(number, site) for number in said]
    unknown = tuple(number for number, found in zip(said, carrying, strict=True) if not found)
    known = tuple(line for found in carrying for line in found)
    is_here = len(said) == 1 and site.building in {line.record for line in known}
    if not unknown and (is_here or len(known) == 1 or (heard.between and not site.building)):
        return None
    return Doubt(known, unknown, len(said))


def place_fields(heard: Heard, site: Site, dropped: Set[str]) -> dict[str, Value]:
    """The place of the record: what the sentence says over where the person stands. Another unit, roof or ground is not on this floor, and a floor
    that is said is not on the roof."""
    return _place(heard, site, dropped, None if BUILDING in dropped else named_building(heard, site))


def _place(heard: Heard, site: Site, dropped: Set[str], there: BuildingLine | None) -> dict[str, Value]:
    if PLACE in dropped:
        return dict(site.place)
    told = {"unit": heard.unit, "storey": heard.storey, "place": heard.place or None, "door": heard.door or None}
    said: dict[str, Value] = {name: value for name, value in told.items() if value is not None}
    kept = {} if there else dict(site.place)
    if "storey" not in said and (heard.unit not in (None, kept.get("unit")) or heard.place in OFF_THE_FLOOR):
        kept.pop("storey", None)
    if "storey" in said and kept.get("place") in OFF_THE_FLOOR:
        kept.pop("place")
    return kept | said


def filed_at(heard: Heard, site: Site, dropped: Set[str], answered: str | None = None) -> BuildingLine | None:
    """The other building where the sentence is filed: the one that it names, or the one that was answered; None for the place in hand."""
    if answered is not None:
        return next((line for line in site.buildings if line.record == answered != site.building), None)
    return None if dropped & {PLACE, BUILDING} else named_building(heard, site)


def fields(heard: Heard, chosen: Suggestion | None, site: Site, dropped: Set[str], answered: str | None = None) -> dict[str, Value]:
    """The fields that a sentence becomes, for the candidate that was chosen, or as it was said. `answered`: the building, where it was asked for."""
    there = filed_at(heard, site, dropped, answered)
    told = _place(heard, site, dropped, there)
    building = there.record if there else site.building
    if building:
        told["building"] = building
    if chosen is not None:
        told["code"] = chosen.code
    severity = chosen.severity if chosen else heard.severity
    if severity and SEVERITY not in dropped:
        told["severity"] = severity
    number, unit = _quantity(heard, chosen)
    if number and QUANTITY not in dropped:
        told["quantity"] = {"n": number, "unit": unit}
    return told


def _quantity(heard: Heard, chosen: Suggestion | None) -> tuple[str, str]:
    return (chosen.quantity, chosen.quantity_unit) if chosen else (heard.quantity, heard.quantity_unit)


def tokens(heard: Heard, chosen: Suggestion | None, site: Site, dropped: Set[str]) -> tuple[Token, ...]:
    """The row of what was understood, without what was taken away."""
    unsure = doubt(heard, site, dropped)
    found = [Token(BUILDING, say("ui.token.building"), doubt_words(unsure), True)] if unsure else []
    if _says_place(heard, unsure) and PLACE not in dropped:
        beyond = _beyond(heard, site, dropped)
        found.append(Token(PLACE, say("ui.token.place"), DOT.join((*_place_parts(heard, site, dropped), *beyond)), bool(beyond)))
    if chosen is not None:
        found.append(Token(PROBLEM, say("ui.token.problem"), say("ui.token.join").join(chosen.why[:2]) or chosen.name))
    severity = chosen.severity if chosen else heard.severity
    if severity and SEVERITY not in dropped:
        found.append(Token(SEVERITY, say("ui.token.severity"), f"{severity} {say(f'ui.severity.{severity}')}"))
    number, unit = _quantity(heard, chosen)
    if number and QUANTITY not in dropped:
        found.append(Token(QUANTITY, say("ui.token.quantity"), f"{number} {unit_words(unit)}"))
    return tuple(found)


def doubt_words(unsure: Doubt) -> str:
    """What is not clear about the building, in a few words: 9 未找到, 说到 2 栋楼."""
    if unsure.unknown:
        return say("ui.token.unknown", numbers=say("ui.token.join").join(number.upper() for number in unsure.unknown))
    return say("ui.token.several", count=max(unsure.named, len(unsure.known)))


def said_place(heard: Heard, site: Site) -> str:
    """The place that a sentence says, without where the person stands: 5栋 · 3单元 · 2层."""
    return DOT.join(_place_parts(heard, Site(site.building, {}, site.buildings), frozenset()))


def _says_place(heard: Heard, unsure: Doubt | None) -> bool:
    return bool((heard.building and not unsure) or heard.unit or heard.storey or heard.door or heard.place or heard.beyond)


def _beyond(heard: Heard, site: Site, dropped: Set[str]) -> tuple[str, ...]:
    """What the building does not have by its own record: a ninth unit of three. It is said, and can be recorded all the same."""
    line = filed_at(heard, site, dropped) or next((each for each in site.buildings if each.record == site.building), None)
    told = [say("ui.token.no_floor", words=heard.beyond)] if heard.beyond else []
    if line is None or not line.record or doubt(heard, site, dropped):
        return tuple(told)
    if line.units and heard.unit and heard.unit > line.units:
        told.append(say("ui.token.units", count=line.units))
    if line.storeys and heard.storey and heard.storey > line.storeys:
        told.append(say("ui.token.storeys", count=line.storeys))
    return tuple(told)


def _place_parts(heard: Heard, site: Site, dropped: Set[str]) -> list[str]:
    told, there = place_fields(heard, site, dropped), filed_at(heard, site, dropped)
    at = there or next((line for line in site.buildings if heard.building and line.record == site.building and is_named(heard, line)), None)
    parts = [at.name] if at and BUILDING not in dropped else []
    if told.get("unit"):
        parts.append(say("ui.place.unit", number=told["unit"]))
    if told.get("storey"):
        parts.append(say("ui.place.storey", number=told["storey"]))
    if told.get("place"):
        parts.append(choice_words("place", str(told["place"])))
    if told.get("door"):
        parts.append(str(told["door"]))
    return parts


def is_named(heard: Heard, line: BuildingLine) -> bool:
    """Whether a sentence names this building."""
    return bool(line.record) and number_in_name(line.name) in {building_number(each) for each in _said_buildings(heard)}
