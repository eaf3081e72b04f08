"""What the review asks of the store. Each question has a lane of its own: a newer one of the same sort takes the place of an older one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from surveyapp.domain.review import Choices, Conflict, Event, Listing, Query, ReviewRow
from surveyapp.ui.review.table_model import TableModel
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs

FIRST_ROWS = 128


class Reads(QObject):
    """`failed(problem)`; everything else comes home to what was given with the question."""

    failed = Signal(object)

    def __init__(self, standing: Standing, model: TableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._errands, self._model = standing.errands, model

    def listing(self, query: Query, home: Callable[[tuple[Listing, tuple[ReviewRow, ...]]], None]) -> None:
        """The ids that a query asks for, with the values of the first rows."""

        def work(verbs: Verbs) -> tuple[Listing, tuple[ReviewRow, ...]]:
            found = verbs.listing(query)
            return found, verbs.review_rows(found.ids[:FIRST_ROWS])

        self._errands.ask(work, home, self.failed.emit, lane="review:listing")

    def choices(self, community: str, home: Callable[[Choices], None]) -> None:
        """What there is to filter by."""
        self._errands.ask(lambda verbs: verbs.filter_choices(community), home, self.failed.emit, lane="review:choices")

    def page_of_rows(self, wanted: tuple[int, tuple[int, ...]]) -> None:
        """The values that the table misses, into the table."""
        number, ids = wanted

        def home(rows: tuple[ReviewRow, ...]) -> None:
            self._model.take_rows(number, ids, rows)

        self._errands.ask(lambda verbs: verbs.review_rows(ids), home, self.failed.emit, lane="review:rows")

    def refresh(self, records: Iterable[tuple[str, str]]) -> None:
        """Records were written: their rows are fetched anew, the order stays."""
        changed = set(records)

        def home(ids: Mapping[tuple[str, str], int]) -> None:
            self._model.refresh(ids.values())

        self._errands.ask(lambda verbs: verbs.row_ids(changed), home, lane="review:refresh")

    def row_of(self, stream: str, record: str, home: Callable[[ReviewRow], None]) -> None:
        """The values of one defect, whether the table shows it or not."""

        def work(verbs: Verbs) -> tuple[ReviewRow, ...]:
            found = verbs.row_ids([(stream, record)]).get((stream, record))
            return verbs.review_rows([found]) if found is not None else ()

        def told(rows: tuple[ReviewRow, ...]) -> None:
            if rows:
                home(rows[0])

        self._errands.ask(work, told, self.failed.emit, lane="review:one")

    def forget_row(self) -> None:
        """Something else is in hand by now: a defect that was asked for must not come between."""
        self._errands.forget("review:one")

    def rows(self, ids: tuple[int, ...], home: Callable[[tuple[ReviewRow, ...]], None]) -> None:
        """The values of rows, where none of them is gone meanwhile."""
        self._errands.ask(
            lambda verbs: verbs.review_rows(ids), lambda rows: home(rows) if len(rows) == len(ids) else None, self.failed.emit, lane="review:some"
        )

    def past(self, stream: str, record: str, home: Callable[[tuple[Conflict | None, tuple[Event, ...]]], None]) -> None:
        """The conflict of a record, and everything that was done to it."""

        def work(verbs: Verbs) -> tuple[Conflict | None, tuple[Event, ...]]:
            return verbs.conflict(stream, record), verbs.past(stream, record)

        self._errands.ask(work, home, self.failed.emit, lane="review:past")

    def conflict(self, stream: str, record: str, home: Callable[[Conflict | None], None]) -> None:
        """The conflict of a record of any kind."""
        self._errands.ask(lambda verbs: verbs.conflict(stream, record), home, self.failed.emit, lane="review:conflict")

    def conflicts(self, home: Callable[[tuple[Conflict, ...]], None]) -> None:
        """Every record with a conflict, defects first."""

        def work(verbs: Verbs) -> tuple[Conflict, ...]:
            return tuple(sorted(verbs.conflicts(), key=lambda each: each.kind != "defect"))

        self._errands.ask(work, home, self.failed.emit, lane="review:next")
