"""The verbs of the walk: a part of the window's one contract. All block; the window calls them off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from surveyapp.domain.views import Changed, SurveyLine
from surveyapp.domain.walk_views import Door, PackageLine, PersonLine, Sentence, Tile, TileGroup, Whereabouts


class WalkVerbs(Protocol):
    """Sentences, tiles, drafts, the same again, people, and where one can jump to."""

    def hear(self, text: str) -> Sentence:
        """What is being typed, as it is understood: at most three candidates, best first."""

    def tiles(self, common: bool) -> tuple[TileGroup, ...]:
        """The tiles of the common ground or of a building, what this survey meets most often first."""

    def all_tiles(self) -> tuple[Tile, ...]:
        """Every defect of the catalogue."""

    def same_again(self, stream: str, defect: str, unit: int | None, storey: int | None) -> Changed:
        """A defect like another one, at another place of its building."""

    def draft(self, stream: str, building: str) -> str:
        """The half-typed sentence of a building, "" where there is none."""

    def keep_draft(self, stream: str, building: str, text: str) -> None:
        """Keep what is half typed with its building; "" when it is done."""

    def whereabouts(self, records: Sequence[tuple[str, str, str]]) -> Whereabouts | None:
        """Where the chief of these records (stream, record, kind) is, and what people call it."""

    def people(self) -> tuple[PersonLine, ...]:
        """The inspectors of the chosen survey."""

    def add_inspector(self, name: str, unit: str, phone: str = "") -> Changed:
        """A further inspector of the chosen survey."""

    def work_as(self, person: str) -> SurveyLine:
        """Record in this person's name from now on."""

    def places(self) -> tuple[Door, ...]:
        """Every community of the chosen survey and every building in it, in walking order."""

    def package_history(self) -> tuple[PackageLine, ...]:
        """The packages written and received in this home, newest first."""
