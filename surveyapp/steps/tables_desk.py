"""The part of the desk that deals with interviews and with tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from surveyapp.domain.canonical import Value
from surveyapp.domain.interview_views import DoorLine, Interview, PlaceTally, WishEntry
from surveyapp.domain.interviews import door_of
from surveyapp.domain.sheets.look import Look, LookWith
from surveyapp.domain.views import Changed, SurveyLine
from surveyapp.steps import import_roster, interviews, joining
from surveyapp.steps.import_roster import Progress
from surveyapp.steps.interviews import Place
from surveyapp.steps.node import Node
from surveyapp.steps.targets import check_target
from surveyapp.steps.template import target_name, template


class TablesDesk:
    """Verbs of interviews and of tables in the chosen survey."""

    node: Node

    @property
    def _chosen(self) -> SurveyLine:
        raise NotImplementedError

    def wishes(self) -> tuple[WishEntry, ...]:
        """The wishes of the questionnaire, in its order."""
        return interviews.wishes()

    def doors(self, stream: str, building: str) -> tuple[DoorLine, ...]:
        """The doors of a building in walking order, each with its newest talk."""
        return interviews.doors(self.node, joining.filed(self.node, stream, building), building)

    def interview(self, stream: str, record: str) -> Interview:
        """A talk with its wishes by rank."""
        return interviews.interview(self.node, joining.filed(self.node, stream, record), record)

    def keep_interview(
        self, stream: str, building: str, door: str, record: str, fields: Mapping[str, Value], wished: Sequence[str] | None
    ) -> Changed:
        """Write a talk as one act; an empty `record` begins one."""
        return interviews.keep(self.node, Place(self._filed(stream, record), building, door_of(door)), record, fields, wished)

    def _filed(self, stream: str, record: str) -> str:
        return joining.filed(self.node, stream, record) if record else stream

    def tallies(self, stream: str) -> tuple[PlaceTally, ...]:
        """What the talks of a community add up to, then those of each building."""
        return interviews.tallies(self.node, stream)

    def write_results(self, target: Path, streams: Sequence[str]) -> int:
        """Write the results as a workbook; answers how many communities it holds."""
        return interviews.write_results(self.node, self._chosen.id, target, streams)

    def look_at_table(self, path: Path, ask: LookWith, progress: Progress, cancelled: Callable[[], bool]) -> Look:
        """Everything about a table before anything is written."""
        return import_roster.look(
            self.node,
            self._chosen.id,
            path,
            kind=ask.kind,
            sheet=ask.sheet,
            mapping=ask.mapping,
            within=ask.within,
            only_empty=ask.only_empty,
            progress=progress,
            cancelled=cancelled,
        )

    def write_table(self, look: Look, leave_out: bool) -> Changed:
        """Write what was looked at as one act."""
        return import_roster.write(self.node, self._chosen.id, look, leave_out=leave_out)

    def table_targets(self, kind: str) -> tuple[tuple[str, str], ...]:
        """What a column of such a table can be: (target, words)."""
        return tuple((each, target_name(each)) for each in import_roster.targets(kind))

    def write_template(self, target: Path, kind: str) -> None:
        """Write an empty table to start from."""
        check_target(self.node, target)
        template(target, kind)
