"""The part of the desk that the review and the overview ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from surveyapp.domain.canonical import Value
from surveyapp.domain.overview import Overview
from surveyapp.domain.review import Choices, Conflict, Event, Flaw, HiddenLine, Listing, Preview, Query, ReviewRow
from surveyapp.domain.views import Changed, SurveyLine
from surveyapp.policy.packs import Pack
from surveyapp.steps import bulk, flaws, past, review, settle
from surveyapp.steps.node import Node
from surveyapp.steps.overview import overview
from surveyapp.steps.settle import Settlement, Whose


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

    def overview(self) -> Overview:
        """What is done and what is left, under the pack in use."""
        return overview(self.node, self._chosen.id, self._pack)
