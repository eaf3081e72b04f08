"""What the page of residents' needs asks of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from surveyapp.domain.canonical import Value
from surveyapp.domain.interview_views import DoorLine, Interview, PlaceTally, WishEntry
from surveyapp.domain.views import Changed


class NeedVerbs(Protocol):
    """Talks with the households of a community. Errors are those of `surveyapp.errors`."""

    def wishes(self) -> tuple[WishEntry, ...]:
        """The wishes of the questionnaire, in its order."""

    def doors(self, stream: str, building: str) -> tuple[DoorLine, ...]:
        """The doors of a building in walking order, each with its newest talk."""

    def interview(self, stream: str, record: str) -> Interview:
        """A talk with its wishes by rank."""

    def keep_interview(
        self, stream: str, building: str, door: str, record: str, fields: Mapping[str, Value], wished: Sequence[str] | None
    ) -> Changed:
        """Write a talk as one act; an empty `record` begins one. `wished`: the codes in the order they were said, None to leave them alone."""

    def tallies(self, stream: str) -> tuple[PlaceTally, ...]:
        """What the talks of a community add up to, then those of each building."""

    def write_results(self, target: Path, streams: Sequence[str]) -> int:
        """Write the results as a workbook; answers how many communities it holds."""
