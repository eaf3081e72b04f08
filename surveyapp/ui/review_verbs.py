"""What the review and the overview ask of the desk, beside the verbs of the walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from surveyapp.domain.canonical import Value
from surveyapp.domain.overview import Overview
from surveyapp.domain.review import Choices, Conflict, Event, Flaw, HiddenLine, Listing, Preview, Query, ReviewRow
from surveyapp.domain.views import Changed
from surveyapp.domain.worklist import Assignable, Place


class ReviewVerbs(Protocol):
    """Verbs over all defects of the chosen survey. Errors are those of `surveyapp.errors`."""

    def listing(self, query: Query) -> Listing:
        """The ids of the defects that a query asks for, in order, with their groups."""

    def review_rows(self, ids: Sequence[int]) -> tuple[ReviewRow, ...]:
        """The values of rows, in the order asked for; those that are gone are left out."""

    def row_ids(self, records: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """The ids of records by (stream, record)."""

    def filter_choices(self, community: str) -> Choices:
        """What there is to filter by; buildings of the community only."""

    def preview_change(self, ids: Sequence[int], changes: Mapping[str, Value]) -> Preview:
        """What a bulk edit would do. Nothing is written."""

    def change_many(self, ids: Sequence[int], changes: Mapping[str, Value]) -> Changed:
        """Make a bulk edit: one act, one undo."""

    def conflict(self, stream: str, record: str) -> Conflict | None:
        """The conflict of a record, None where all is settled."""

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every record with a conflict."""

    def settle(self, stream: str, record: str, values: Mapping[str, Value]) -> Changed:
        """Let values stand for fields in conflict."""

    def settle_many(self, ids: Sequence[int], whose: Literal["mine", "theirs"]) -> Changed:
        """Let one side stand in these rows, where they are in conflict: one act."""

    def settle_side(self, torn: Sequence[tuple[str, str, str]], whose: Literal["mine", "theirs"]) -> Changed:
        """Let one side stand in these fields, by (stream, record, field): one act. What this side did not write is left alone."""

    def settle_value(self, torn: Sequence[tuple[str, str, str]], value: Value) -> Changed:
        """Let one value stand in these fields, by (stream, record, field): one act. Raises BadInput for an impossible one."""

    def past(self, stream: str, record: str) -> tuple[Event, ...]:
        """Every edit of a record, newest first."""

    def restore(self, stream: str, record: str, edit: str = "", fields: Sequence[str] = ()) -> Changed:
        """Bring back the values as they stood right after an edit; without one, a deleted record."""

    def hidden(self) -> tuple[HiddenLine, ...]:
        """Deleted records, those deleted last first."""

    def unowned(self) -> tuple[HiddenLine, ...]:
        """Records whose building is hidden or not here."""

    def flaws(self) -> tuple[Mapping[str, int], tuple[Flaw, ...]]:
        """The counts of all findings by sort, and the first of each with the place to go to."""

    def overview(self, person: str | None = None, progress: Callable[[int, int, str], None] = ..., cancelled: Callable[[], bool] = ...) -> Overview:
        """What is done and what is left, under the document in use. `person`: whose list of today; None for who records, "" for everybody.

        Raises Cancelled.
        """

    def assignable(self, day: str) -> tuple[Assignable, ...]:
        """Every community with its buildings: what there is to give away, and who has it on a day ("" for today)."""

    def assign(self, places: Sequence[Place], assignee: str, day: str, note: str) -> Changed:
        """Give places, by (stream, building; "" for the whole community), to a person for a day: one act."""

    def unassign(self, tasks: Sequence[Place]) -> Changed:
        """Take assignments, by (stream, record), back."""

    def mark_task(self, stream: str, task: str, done: bool | None) -> Changed:
        """Say that a task is done or not; None: let it follow from what is recorded."""

    def write_worklist(self, target: Path, person: str) -> int:
        """Write today's list and what is to be mended as a PDF, and as a workbook of the same name; answers how many places are on it."""

    def today(self) -> str:
        """The device's date."""

    def places_of(self, ids: Sequence[int]) -> tuple[Place, ...]:
        """The buildings, or whole communities, that rows of the table belong to, each once."""
