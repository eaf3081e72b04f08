"""Lines of facts about communities, buildings and defects, in words."""

from __future__ import annotations

from surveyapp.domain.review import Spot
from surveyapp.domain.views import BuildingLine, CommunityLine, DefectLine
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.front.row_paint import DOT as DOT
from surveyapp.ui.front.row_paint import building_name as building_name
from surveyapp.ui.front.row_paint import place_facts, size_facts
from surveyapp.words import say


def community_facts(line: CommunityLine) -> str:
    """Division, buildings and households of a community."""
    return place_facts(line.division, line.buildings, line.households)


def head_facts(line: BuildingLine) -> str:
    """The facts beside the building's title."""
    if not line.record:
        return say("ui.walk.common_facts")
    known = [say("ui.facts.built", year=line.built)] if line.built else []
    if line.structure:
        known.append(choice_words("structure", line.structure))
    return DOT.join([*known, *size_facts(line)])


def defect_place(line: DefectLine) -> str:
    """Where a defect is: unit, floor, part of the building."""
    return say("ui.place.join").join(place_parts(line))


def place_parts(line: DefectLine | Spot) -> list[str]:
    """The same, each by itself."""
    parts = []
    if line.unit is not None:
        parts.append(say("ui.place.unit", number=line.unit))
    if line.storey is not None:
        parts.append(say("ui.place.storey", number=line.storey))
    if line.place:
        parts.append(choice_words("place", line.place))
    return parts


def defect_sentence(line: DefectLine, tier: str) -> str:
    """A defect as one sentence, for screen readers."""
    severity = say("ui.severity.named", number=line.severity, name=say(f"ui.severity.{line.severity}")) if line.severity else say("ui.severity.none")
    return say("ui.defect.sentence", name=line.name, place=defect_place(line), severity=severity, tier=tier, photos=line.photos)


def policy_title(name: str) -> str:
    """The title of a document without the name of the place where the title tells it anyway: `柳州 柳州市…` is `柳州市…`."""
    place, _, title = name.partition(" ")
    return title if place in title else name
