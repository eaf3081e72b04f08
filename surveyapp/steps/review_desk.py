"""The part of the desk that the review and the overview ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from surveyapp.domain.canonical import Value
from surveyapp.domain.overview import Overview
from surveyapp.domain.review import Choices, Conflict, Event, Flaw, HiddenLine, Listing, Preview, Query, ReviewRow
from surveyapp.domain.views import Changed, SurveyLine
from surveyapp.domain.worklist import Assignable, Place
from surveyapp.policy.packs import Pack
from surveyapp.steps import assign, bulk, flaws, past, review, settle, worklist
from surveyapp.steps.node import Node
from surveyapp.steps.overview import Report, overview
from surveyapp.steps.settle import Settlement, Torn, Whose


class ReviewDesk:
    """Verbs over all defects of the chosen survey."""

    node: Node

    @property
    def _chosen(self) -> SurveyLine:
        raise NotImplementedError

    @property
    def _pack(self) -> Pack:
        raise NotImplementedError

    def _streams(self) -> tuple[str, ...] | None:
        with self.node.store.reading() as connection:
            return review.names_of(connection, self._chosen.id).streams

    def listing(self, query: Query) -> Listing:
        """The ids of the defects that a query asks for, in order, with their groups."""
        return review.listing(self.node, self._chosen.id, self._pack, query)

    def review_rows(self, ids: Sequence[int]) -> tuple[ReviewRow, ...]:
        """The values of rows."""
        return review.rows(self.node, self._chosen.id, self._pack, ids)

    def row_ids(self, records: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """The ids of records by (stream, record)."""
        return review.ids_of(self.node, records)

    def filter_choices(self, community: str) -> Choices:
        """What there is to filter by."""
        return review.choices(self.node, self._chosen.id, self._pack, community)

    def preview_change(self, ids: Sequence[int], changes: Mapping[str, Value]) -> Preview:
        """What a bulk edit would do."""
        return bulk.preview(self.node, ids, changes)

    def change_many(self, ids: Sequence[int], changes: Mapping[str, Value]) -> Changed:
        """Make a bulk edit: one act."""
        return bulk.change(self.node, ids, changes)

    def conflict(self, stream: str, record: str) -> Conflict | None:
        """The conflict of a record, None where all is settled."""
        return settle.conflict_of(self.node, stream, record)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every record with a conflict."""
        return settle.conflicts(self.node, self._streams())

    def settle(self, stream: str, record: str, values: Mapping[str, Value]) -> Changed:
        """Let values stand for fields in conflict."""
        return settle.settle(self.node, [Settlement(stream, record, values)])

    def settle_many(self, ids: Sequence[int], whose: Whose) -> Changed:
        """Let one side stand in these rows, where they are in conflict: one act."""
        wanted = {(row.line.stream, row.line.record) for row in self.review_rows(ids) if row.conflicts}
        return settle.settle_all(self.node, [each for each in self.conflicts() if (each.stream, each.record) in wanted], whose)

    def settle_side(self, torn: Sequence[Torn], whose: Whose) -> Changed:
        """Let one side stand in these fields: one act."""
        return settle.settle_side(self.node, torn, whose)

    def settle_value(self, torn: Sequence[Torn], value: Value) -> Changed:
        """Let one value stand in these fields: one act."""
        return settle.settle_value(self.node, torn, value)

    def past(self, stream: str, record: str) -> tuple[Event, ...]:
        """Every edit of a record, newest first."""
        return past.history(self.node, stream, record)

    def restore(self, stream: str, record: str, edit: str = "", fields: Sequence[str] = ()) -> Changed:
        """Bring back the values as they stood right after an edit; without one, a deleted record."""
        return past.restore(self.node, stream, record, edit, fields)

    def hidden(self) -> tuple[HiddenLine, ...]:
        """Deleted records, those deleted last first."""
        return past.hidden(self.node, self._streams())

    def unowned(self) -> tuple[HiddenLine, ...]:
        """Records whose building is hidden or not here."""
        return past.unowned(self.node, self._streams())

    def flaws(self) -> tuple[Mapping[str, int], tuple[Flaw, ...]]:
        """The counts of all findings by sort, and the first of each with the place to go to."""
        found = flaws.flaws(self.node, self._streams())
        return found.counts, found.shown

    def overview(self, person: str | None = None, progress: Report = lambda *_: None, cancelled: Callable[[], bool] = lambda: False) -> Overview:
        """What is done and what is left, under the pack in use. `person`: whose list of today; None for who records, "" for everybody."""
        return overview(self.node, self._chosen.id, self._pack, person, progress, cancelled)

    def assignable(self, day: str) -> tuple[Assignable, ...]:
        """Every community with its buildings: what there is to give away, and who has it on a day ("" for today)."""
        return assign.assignable(self.node, self._chosen.id, day or self.node.clock.today())

    def assign(self, places: Sequence[Place], assignee: str, day: str, note: str) -> Changed:
        """Give places to a person for a day: one act."""
        return assign.assign(self.node, self._chosen.id, places, assignee, day, note)

    def unassign(self, tasks: Sequence[Place]) -> Changed:
        """Take assignments, by (stream, record), back."""
        return assign.unassign(self.node, tasks)

    def mark_task(self, stream: str, task: str, done: bool | None) -> Changed:
        """Say that a task is done or not; None: let it follow from what is recorded."""
        return assign.mark(self.node, stream, task, done)

    def write_worklist(self, target: Path, person: str) -> int:
        """Write today's list and what is to be mended as a PDF, and as a workbook of the same name; answers how many places are on it."""
        made = worklist.worklist(self.node, self._chosen.id, "", person)
        for ending in worklist.FORMATS:
            worklist.write_worklist(target.with_suffix(ending), made)
        return len(made.tasks)

    def today(self) -> str:
        """The device's date."""
        return self.node.clock.today()

    def places_of(self, ids: Sequence[int]) -> tuple[Place, ...]:
        """The buildings, or whole communities, that rows of the table belong to, each once."""
        return tuple(dict.fromkeys((row.line.stream, row.building) for row in self.review_rows(ids)))
