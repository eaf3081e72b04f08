"""What a sentence becomes: tokens to look at before Enter, and the fields of the record after it. Plain functions over plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import BuildingLine, Suggestion
from surveyapp.domain.walk_views import Heard
from surveyapp.ui.form.typed import choice_words, unit_words
from surveyapp.ui.walk.facts import DOT
from surveyapp.words import say

PLACE, PROBLEM, SEVERITY, QUANTITY = "place", "problem", "severity", "quantity"
REMOVABLE = frozenset({PLACE, SEVERITY, QUANTITY})
"""The problem goes with the candidate: without it the sentence is recorded as it was said."""
_NUMBER = re.compile(r"\d+|[A-Za-z]")
_OFF_THE_FLOOR = frozenset({"roof", "facade", "green", "road", "courtyard", "wall"})


@dataclass(frozen=True, slots=True)
class Token:
    """A thing that was understood: its sort, the name of the sort, and what it says."""

    sort: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where the person stands: the building ("" for the common ground), the chosen place as fields, and all buildings of the community."""

    building: str
    place: Mapping[str, Value]
    buildings: Sequence[BuildingLine] = ()


def named_building(heard: Heard, site: Site) -> BuildingLine | None:
    """Another building that the sentence names; None for the one in hand, and where none or several carry that number."""
    wanted = heard.building.casefold()
    found = [line for line in site.buildings if line.record and wanted and _number_of(line.name) == wanted]
    return found[0] if len(found) == 1 and found[0].record != site.building else None


def _number_of(name: str) -> str:
    match = _NUMBER.search(name)
    return match[0].casefold() if match else ""


def place_fields(heard: Heard, site: Site, dropped: Set[str]) -> dict[str, Value]:
    """The place of the record: what the sentence says over where the person stands. Another unit, roof or ground is not on this floor."""
    if PLACE in dropped:
        return dict(site.place)
    told = {"unit": heard.unit, "storey": heard.storey, "place": heard.place or None, "door": heard.door or None}
    said: dict[str, Value] = {name: value for name, value in told.items() if value is not None}
    kept = {} if named_building(heard, site) else dict(site.place)
    if "storey" not in said and (heard.unit not in (None, kept.get("unit")) or heard.place in _OFF_THE_FLOOR):
        kept.pop("storey", None)
    return kept | said


def fields(heard: Heard, chosen: Suggestion | None, site: Site, dropped: Set[str]) -> dict[str, Value]:
    """The fields that a sentence becomes, for the candidate that was chosen, or as it was said."""
    told = place_fields(heard, site, dropped)
    there = None if PLACE in dropped else named_building(heard, site)
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
    found = [Token(PLACE, say("ui.token.place"), _place_words(heard, site, dropped))] if _says_place(heard) and PLACE not in dropped else []
    if chosen is not None:
        found.append(Token(PROBLEM, say("ui.token.problem"), say("ui.token.join").join(chosen.why[:2]) or chosen.name))
    severity = chosen.severity if chosen else heard.severity
    if severity and SEVERITY not in dropped:
        found.append(Token(SEVERITY, say("ui.token.severity"), f"{severity} {say(f'ui.severity.{severity}')}"))
    number, unit = _quantity(heard, chosen)
    if number and QUANTITY not in dropped:
        found.append(Token(QUANTITY, say("ui.token.quantity"), f"{number} {unit_words(unit)}"))
    return tuple(found)


def _says_place(heard: Heard) -> bool:
    return bool(heard.building or heard.unit or heard.storey or heard.door or heard.place)


def _place_words(heard: Heard, site: Site, dropped: Set[str]) -> str:
    told, there = place_fields(heard, site, dropped), named_building(heard, site)
    parts = [there.name] if there else []
    if told.get("unit"):
        parts.append(say("ui.place.unit", number=told["unit"]))
    if told.get("storey"):
        parts.append(say("ui.place.storey", number=told["storey"]))
    if told.get("place"):
        parts.append(choice_words("place", str(told["place"])))
    if told.get("door"):
        parts.append(str(told["door"]))
    return DOT.join(parts) or heard.building
