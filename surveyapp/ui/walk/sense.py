"""What the quick-entry asks of the place where the person stands: what a sentence means there, what must be asked, and to stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from surveyapp.domain.views import Suggestion
from surveyapp.domain.walk_views import Heard, Sentence
from surveyapp.ui.standing import Standing
from surveyapp.ui.walk import choices
from surveyapp.ui.walk.choices import Choice
from surveyapp.ui.walk.place import BUILDING_PARTS, GROUND_PARTS, PlaceRow
from surveyapp.ui.walk.taken import Sense
from surveyapp.ui.walk.understood import Site, Token, named_building, place_fields, said_place, tokens
from surveyapp.words import say

_ON_FLOORS = ("stairwell", "household")
"""Parts that no chip stands for: who stands on their floor stands there."""


class Here(Sense):
    """The building in hand and the chips of 我在. `tell(words, state)` says at the foot where one stands now."""

    def __init__(self, standing: Standing, place: PlaceRow, tell: Callable[[str, str], None]) -> None:
        self._standing, self._place, self._tell = standing, place, tell

    @property
    def site(self) -> Site:
        """Where the person stands."""
        return Site(self._standing.building, self._place.fields(), self._standing.buildings)

    def tokens(self, heard: Heard, chosen: Suggestion | None, dropped: frozenset[str]) -> Sequence[Token]:
        """The tokens of a candidate, here."""
        return tokens(heard, chosen, self.site, dropped)

    def choices(self, found: Sentence) -> Sequence[Choice]:
        """The rows for a sentence, here."""
        return choices.choices(found, self.site)

    def questions(self, heard: Heard, dropped: frozenset[str]) -> Sequence[Choice]:
        """What must be asked before it is filed here."""
        return choices.questions(heard, self.site, dropped)

    def stand(self, heard: Heard) -> bool:
        """Stand at the place that was said. One that the building does not have by its record, or that is no place
        to stand at, is told, and nobody moves."""
        there = named_building(heard, self.site)
        name = said_place(heard, self.site)
        line = there or self._standing.line
        if line is None or not _has(heard, line.units, line.storeys):
            self._tell(say("ui.walk.no_such_place", place=name), "warn")
            return False
        if heard.place and heard.place not in (*_ON_FLOORS, *(BUILDING_PARTS if line.record else GROUND_PARTS)):
            self._tell(say("ui.walk.no_such_chip", place=name), "warn")
            return False
        if there is not None:
            self._standing.choose_building(there.record)
        self._place.choose(place_fields(heard, self.site, frozenset()))
        self._tell(say("ui.walk.standing_at", place=name), "ok")
        return True


def _has(heard: Heard, units: int | None, storeys: int | None) -> bool:
    """Whether a building of so many units and storeys offers the place as chips."""
    return (heard.unit is None or 1 <= heard.unit <= (units or 0)) and (heard.storey is None or 1 <= heard.storey <= (storeys or 0))
