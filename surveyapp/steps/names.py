"""The names of what the records of a survey belong to: communities, buildings, persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.domain.joins import Joined
from surveyapp.store import joins, table
from surveyapp.store.connect import Transaction


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what defects belong to: communities by stream, buildings by (community, record), persons by record.

    Of joined communities there is the one that stands; `filed` are the streams of all. Buildings are under the community that stands, their
    duplicates too. `who`: who stands for whom.
    """

    communities: Mapping[str, str]
    buildings: Mapping[tuple[str, str], str]
    people: Mapping[str, str]
    is_all: bool
    """The store holds no other survey."""
    who: Joined
    filed: tuple[str, ...]

    @property
    def streams(self) -> tuple[str, ...] | None:
        """The streams of the survey; None where there are no others to keep apart."""
        return None if self.is_all else tuple(sorted(self.filed))


def names_of(connection: Transaction, survey: str) -> Names:
    """The names in a survey. Records that are hidden keep theirs: their children are still shown."""
    held, who = table.communities(connection), joins.read(connection)
    surveys = {stream: belongs for stream, _, belongs in held}
    filed = tuple(stream for stream in surveys if surveys.get(who.root(stream)) == survey)
    here = {stream: name for stream, name, _ in held if stream in filed and who.root(stream) == stream}
    people = {record: name for (_, record), name in table.names(connection, "person", (survey,)).items()}
    buildings = {(who.root(stream), record): name for (stream, record), name in table.names(connection, "building", filed).items()}
    return Names(here, buildings, people, len(filed) == len(held), who, filed)
