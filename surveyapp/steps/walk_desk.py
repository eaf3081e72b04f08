"""The part of the desk that belongs to the walk: sentences, tiles, drafts, the same again, people, and where one can jump to."""

from __future__ import annotations

from collections.abc import Sequence

from surveyapp.domain.views import Changed, SurveyLine
from surveyapp.domain.walk_views import Door, PackageLine, PersonLine, Sentence, Tile, TileGroup, Whereabouts
from surveyapp.domain.walking_order import walking_key
from surveyapp.policy.packs import Pack
from surveyapp.steps import again, hear, joining, people, survey, tiles
from surveyapp.steps.handed_over import package_history
from surveyapp.steps.node import Node
from surveyapp.steps.whereabouts import whereabouts
from surveyapp.store import find, joins, local

_LONGEST_DRAFT = 10_000


class WalkDesk:
    """Verbs of the walk over the chosen survey."""

    node: Node

    @property
    def _chosen(self) -> SurveyLine:
        raise NotImplementedError

    @property
    def _pack(self) -> Pack:
        raise NotImplementedError

    def hear(self, text: str) -> Sentence:
        """What is being typed, as it is understood: at most three candidates, best first."""
        return hear.hear(self._pack, text)

    def tiles(self, common: bool) -> tuple[TileGroup, ...]:
        """The tiles of the common ground or of a building, what this survey meets most often first."""
        return tiles.tile_groups(self.node, self._chosen.id, common)

    def all_tiles(self) -> tuple[Tile, ...]:
        """Every defect of the catalogue."""
        return tiles.all_tiles()

    def same_again(self, stream: str, defect: str, unit: int | None, storey: int | None) -> Changed:
        """A defect like another one, at another place of its building."""
        return again.same_again(self.node, joining.filed(self.node, stream, defect), defect, unit, storey)

    def draft(self, stream: str, building: str) -> str:
        """The half-typed sentence of a building, "" where there is none."""
        with self.node.store.reading() as connection:
            return local.get(connection, _draft_name(stream, building))

    def keep_draft(self, stream: str, building: str, text: str) -> None:
        """Keep what is half typed with its building; "" when it is done."""
        with self.node.store.writing() as connection:
            local.put(connection, _draft_name(stream, building), text[:_LONGEST_DRAFT])

    def whereabouts(self, records: Sequence[tuple[str, str, str]]) -> Whereabouts | None:
        """Where the chief of these records (stream, record, kind) is, and what people call it."""
        return whereabouts(self.node, records)

    def people(self) -> tuple[PersonLine, ...]:
        """The inspectors of the chosen survey."""
        return people.people_of(self.node, self._chosen.id)

    def add_inspector(self, name: str, unit: str, phone: str = "") -> Changed:
        """A further inspector of the chosen survey."""
        return people.add_inspector(self.node, self._chosen.id, name, unit, phone)

    def work_as(self, person: str) -> SurveyLine:
        """Record in this person's name from now on."""
        people.start_work(self.node, self._chosen.id, person)
        return survey.the_survey(self.node, self._chosen.id)

    def places(self) -> tuple[Door, ...]:
        """Every community of the chosen survey and every building in it, in walking order."""
        with self.node.store.reading() as connection:
            communities = [row for row in find.of_kind(connection, "community") if row.get("survey") == self._chosen.id]
            buildings, who = find.of_kind(connection, "building"), joins.read(connection)
        names = {row.stream: str(row.get("name", "")) for row in communities}
        doors = [Door(stream, "", name, name) for stream, name in names.items()]
        homes = [(who.root(row.stream), row) for row in buildings]
        doors += [
            Door(home, row.record, str(row.get("name", "")), names[home], row.get("units"), row.get("storeys"))
            for home, row in homes
            if home in names
        ]
        return tuple(sorted(doors, key=lambda door: (walking_key(door.community), door.stream, bool(door.record), walking_key(door.name))))

    def package_history(self) -> tuple[PackageLine, ...]:
        """The packages written and received in this home, newest first."""
        return package_history(self.node)


def _draft_name(stream: str, building: str) -> str:
    return f"draft.{stream}.{building}"
