"""复核: one table of all defects, what to look at, what was deleted; beside it the record in hand. The page never waits for the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.edits import DELETED
from surveyapp.domain.review import COLUMNS, Choices, Conflict, Event, Flaw, HiddenLine, Listing, Query, ReviewRow
from surveyapp.domain.views import Changed
from surveyapp.ui import theme
from surveyapp.ui.review.ask_join import AskJoin
from surveyapp.ui.review.bulk_bar import BulkBar
from surveyapp.ui.review.detail import DetailPanel
from surveyapp.ui.review.filters import FLAWS, HIDDEN, TABLE, Filters
from surveyapp.ui.review.lists import FlawList, HiddenList
from surveyapp.ui.review.table_model import TableModel
from surveyapp.ui.review.table_view import DefectTable
from surveyapp.ui.review.writes import Writes
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.frames import Empty
from surveyapp.words import say

if TYPE_CHECKING:
    from surveyapp.ui.assign.sheet import AssignSheet

_DETAIL = {"compact": 373, "normal": 373, "wide": 441}
_SETTLE_MS = 90


class ReviewPage(QWidget):
    """`told(words)`: something was written; `failed(problem)`; `record_wanted(stream, building, record)`: go to the walk;
    `field_wanted(stream, record, field)`: to a field there; `photos_wanted(stream)`: to the photos of a community that belong to nothing."""

    told = Signal(str)
    failed = Signal(object)
    record_wanted = Signal(str, str, str)
    field_wanted = Signal(str, str, str)
    photos_wanted = Signal(str)

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing = standing
        self._asked: Query | None = None
        self._size = self._settling = ""
        self._take_first: tuple[str, str] | None = None
        self._sheet: AssignSheet | None = None
        self.model = TableModel(self)
        self.table = DefectTable(self.model)
        self.filters, self.detail = Filters(), DetailPanel()
        self.flaws, self.hidden = FlawList(), HiddenList()
        self._bodies = QStackedWidget()
        self._empty = Empty("search", say("review.empty"), say("review.empty_todo"))
        self._lay_out()
        self.bulk = BulkBar(self._left)
        self.writes = Writes(self._standing, self.model, self.detail, self)
        self._past_timer = QTimer(self)
        self._past_timer.setSingleShot(True)
        self._past_timer.setInterval(_SETTLE_MS)
        self._past_timer.timeout.connect(self._fetch_past)
        self._connect()

    def _lay_out(self) -> None:
        """From the outside in, so that each part is polished once."""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._left = QWidget(self)
        self._row.addWidget(self._left, 1)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.filters)
        left.addWidget(self._bodies, 1)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(16, 8, 16, 16)
        inner.addWidget(self._empty)
        for body in (self.table, self.flaws, self.hidden, holder):
            self._bodies.addWidget(body)
        self._row.addWidget(self.detail)
        self.ask_join = AskJoin(self)

    def _connect(self) -> None:
        self.filters.query_changed.connect(lambda _query: self.load())
        self.filters.view_wanted.connect(self.show_view)
        self.table.sort_wanted.connect(self._sort)
        self.table.row_wanted.connect(self._take_row)
        self.table.opened.connect(lambda _id: self.show_detail(True))
        self.filters.panel.clicked.connect(lambda: self.show_detail(True))
        self.model.rows_wanted.connect(self._fetch_rows)
        self.model.ticked_changed.connect(self._ticked)
        self.model.dataChanged.connect(lambda *_: self._show_current())
        self.bulk.preview_wanted.connect(self.writes.preview)
        self.bulk.settle_wanted.connect(self.writes.settle_many)
        self.bulk.delete_wanted.connect(lambda: self.writes.preview({DELETED: True}))
        self.bulk.assign_wanted.connect(self.assign)
        self.bulk.closed.connect(lambda: self.model.tick_all(False))
        self.detail.preview.confirmed.connect(self.writes.confirm)
        self.detail.preview.dropped.connect(self.detail.drop_preview)
        self.detail.settled.connect(self.writes.settle)
        self.detail.restore_wanted.connect(self.writes.restore)
        self.detail.walk_wanted.connect(self._walk)
        self.detail.folded.connect(lambda: self.show_detail(False))
        self.flaws.flaw_wanted.connect(self._take_flaw)
        self.ask_join.look_wanted.connect(self.go_to)
        self.ask_join.join_wanted.connect(self.writes.join)
        self.hidden.line_wanted.connect(self._take_hidden)
        self.writes.told.connect(self.told)
        self.writes.failed.connect(self.failed)
        self.writes.previewed.connect(lambda: self.show_detail(True))
        self._standing.changed.connect(self._changed)
        self._standing.survey_chosen.connect(lambda _survey: self._forget())

    @property
    def writable(self) -> bool:
        """Whether this window may write."""
        return not self._standing.read_only

    def _forget(self) -> None:
        self._asked = None
        self.filters.reset()
        if self.isVisible():
            self.show_page()

    def show_page(self) -> None:
        """The page came to the front: look again."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.load()
        self.load_flaws()
        self._load_hidden()

    def load(self) -> None:
        """Ask for the listing of the query, and for what there is to filter by."""
        query = self.filters.query
        self._asked = query

        def work(verbs: Verbs) -> tuple[Listing, tuple[ReviewRow, ...]]:
            found = verbs.listing(query)
            return found, verbs.review_rows(found.ids[:128])

        self._standing.errands.ask(work, self._show_listing, self.failed.emit, lane="review:listing")
        community = query.community
        self._standing.errands.ask(lambda verbs: verbs.filter_choices(community), self._show_choices, self.failed.emit, lane="review:choices")

    def _show_choices(self, choices: Choices) -> None:
        self.filters.show_choices(choices)
        if self._standing.last_saved:
            self.filters.know_day(self._standing.last_saved[:10])

    def _show_listing(self, told: tuple[Listing, tuple[ReviewRow, ...]]) -> None:
        listing, first = told
        held = self.detail.row
        self.model.show_listing(listing)
        self.model.take_rows(0, listing.ids[:128], first)
        self.filters.show_count(len(listing.ids), listing.total)
        if self.filters.views.value() == TABLE:
            self._bodies.setCurrentIndex(0 if listing.ids else 3)
        row = self.model.row_of_id(held.id) if held else -1
        if row < 0 and listing.ids:
            row = self.model.row_of_place(0)
        if row >= 0:
            self.table.show_row(row)
        else:
            self.detail.show_nothing()

    def _fetch_rows(self, wanted: tuple[int, tuple[int, ...]]) -> None:
        number, ids = wanted

        def home(rows: tuple[ReviewRow, ...]) -> None:
            self.model.take_rows(number, ids, rows)

        self._standing.errands.ask(lambda verbs: verbs.review_rows(ids), home, self.failed.emit, lane="review:rows")

    def _sort(self, column: str) -> None:
        query = self.filters.query
        chosen = next(each for each in COLUMNS if each == column)
        descending = not query.descending if query.sort == chosen else chosen in ("time", "severity", "photos", "quantity")
        self.table.head.show_sort(chosen, descending)
        self.filters.show_sort(chosen, descending)

    def show_view(self, name: str) -> None:
        """Show the table, the findings, or what was deleted."""
        self.filters.views.choose(name)
        self.filters.below.setVisible(name == TABLE)
        self.filters.search.setEnabled(name == TABLE)
        self.filters.count.setVisible(name == TABLE)
        self.bulk.setVisible(name == TABLE and bool(self.model.ticked))
        if name == TABLE:
            self._bodies.setCurrentIndex(0 if self.model.found else 3)
        elif name == FLAWS:
            self._bodies.setCurrentIndex(1)
            self.load_flaws()
        else:
            self._bodies.setCurrentIndex(2)
            self._load_hidden()

    def load_flaws(self, then: Callable[[], None] | None = None) -> None:
        """Fetch the findings."""

        def home(told: tuple[Mapping[str, int], tuple[Flaw, ...]]) -> None:
            self.flaws.show_flaws(*told)
            self.filters.views.rename(FLAWS, say("review.view.flaws_count", count=sum(told[0].values())))
            if then:
                then()

        self._standing.errands.ask(lambda verbs: verbs.flaws(), home, self.failed.emit, lane="review:flaws", aside=True)

    def _load_hidden(self) -> None:
        def home(told: tuple[tuple[HiddenLine, ...], tuple[HiddenLine, ...]]) -> None:
            self.hidden.show_hidden(*told)
            self.filters.views.rename(HIDDEN, say("review.view.hidden_count", count=len(told[0]) + len(told[1])))

        self._standing.errands.ask(lambda verbs: (verbs.hidden(), verbs.unowned()), home, self.failed.emit, lane="review:hidden", aside=True)

    def show_sort(self, sort: str) -> None:
        """Show one sort of finding: as a filter of the table where it is one of defects, else as the list of what to look at."""
        if sort in ("unowned",):
            self.show_view(HIDDEN)
        elif sort in ("without_photo", "conflict"):
            self.show_view(TABLE)
            self.filters.show_only("in_conflict" if sort == "conflict" else sort)
        else:
            self.show_view(FLAWS)
            self.load_flaws(lambda: self.flaws.show_sort(sort))

    def step_flaw(self, by: int) -> None:
        """F7: the next finding, and go there."""
        if self.filters.views.value() != FLAWS or not self.flaws.flaws:
            self.filters.views.choose(FLAWS)
            self.filters.below.hide()
            self._bodies.setCurrentIndex(1)
            self.load_flaws(lambda: self._go_flaw(by))
        else:
            self._go_flaw(by)

    def _go_flaw(self, by: int) -> None:
        flaw = self.flaws.step(by)
        if flaw is not None and flaw.kind == "defect":
            self._fetch_one(flaw.stream, flaw.record)

    def next_conflict(self, nothing: Callable[[], object] = lambda: None) -> None:
        """F8: the next record with a conflict, its cards in front; `nothing` where there is none."""

        def home(found: tuple[Conflict, ...]) -> None:
            found = tuple(sorted(found, key=lambda each: each.kind != "defect"))
            places = [each.record for each in found]
            if not places:
                nothing()
                return
            at = (places.index(self._settling) + 1) % len(places) if self._settling in places else 0
            chosen, self._settling = found[at], places[at]
            if chosen.kind == "defect":
                self.show_record(chosen.stream, chosen.record)
                self.show_detail(True)
            else:
                self.field_wanted.emit(chosen.stream, "" if chosen.kind == "community" else chosen.record, chosen.fields[0])

        self._standing.errands.ask(lambda verbs: verbs.conflicts(), home, self.failed.emit, lane="review:next")

    def show_record(self, stream: str, record: str) -> None:
        """Make a defect current in the table; its filters are taken off where they hide it."""

        def home(ids: Mapping[tuple[str, str], int]) -> None:
            found = ids.get((stream, record))
            if found is None:
                return
            self.show_view(TABLE)
            row = self.model.row_of_id(found)
            if row >= 0:
                self.table.show_row(row)
            self._fetch_one(stream, record)

        self._standing.errands.ask(lambda verbs: verbs.row_ids([(stream, record)]), home, self.failed.emit, lane="review:show")

    def _fetch_one(self, stream: str, record: str) -> None:
        def work(verbs: Verbs) -> tuple[ReviewRow, ...]:
            found = verbs.row_ids([(stream, record)]).get((stream, record))
            return verbs.review_rows([found]) if found is not None else ()

        def home(rows: tuple[ReviewRow, ...]) -> None:
            if rows:
                self._hold(rows[0])

        self._standing.errands.ask(work, home, self.failed.emit, lane="review:one")

    def _take_row(self, found: int) -> None:
        row = self.model.row_at(self.table.currentIndex().row()) if found else None
        if row is not None:
            self._hold(row)

    def _show_current(self) -> None:
        """The values of the current row have come, or have changed."""
        index = self.table.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() and index.row() < self.model.rowCount() else None
        if row is not None and row != self.detail.row and self.filters.views.value() == TABLE:
            self._hold(row)

    def _hold(self, row: ReviewRow) -> None:
        self.detail.show_row(row)
        self._past_timer.start()

    def _fetch_past(self) -> None:
        row = self.detail.row
        if row is None:
            return
        stream, record = row.line.stream, row.line.record

        def work(verbs: Verbs) -> tuple[Conflict | None, tuple[Event, ...]]:
            return verbs.conflict(stream, record), verbs.past(stream, record)

        self._standing.errands.ask(work, lambda told: self.detail.show_past(*told, self.writable), self.failed.emit, lane="review:past")

    def _ticked(self, count: int) -> None:
        self.bulk.show_count(count if self.filters.views.value() == TABLE else 0, self.writable)
        if not count:
            self.detail.drop_preview()
        if count and self.bulk.code.count() < 2:
            self._standing.errands.ask(lambda verbs: verbs.catalogue(), self.bulk.show_catalogue, lane="review:catalogue")

    def assign(self) -> None:
        """Send somebody to the buildings of what is ticked."""
        ids = tuple(self.model.ticked)
        if self._sheet is None:
            from surveyapp.ui.assign.sheet import AssignSheet

            self._sheet = AssignSheet(self, self._standing)
            self._sheet.told.connect(self.told)
            self._sheet.failed.connect(self.failed)
        sheet = self._sheet
        self._standing.errands.ask(lambda verbs: verbs.places_of(ids), sheet.ask, self.failed.emit, lane="review:assign")

    def _take_hidden(self, line: HiddenLine, is_deleted: bool) -> None:
        if is_deleted and self.writable:
            self.writes.undelete(line)
        elif line.kind == "defect":
            self.record_wanted.emit(line.stream, "", line.record)

    def _take_flaw(self, flaw: Flaw) -> None:
        """Two of one name may be one: ask. Of everything else there is a place to go to."""
        self.ask_join.ask(flaw) if flaw.twin and self.writable else self.go_to(flaw)

    def go_to(self, flaw: Flaw) -> None:
        """Where a finding is: a defect in the table, everything else in the walk, on its field."""
        if flaw.kind == "defect":
            self.show_record(flaw.stream, flaw.record)
        elif flaw.kind == "building":
            self.field_wanted.emit(flaw.stream, flaw.record, flaw.field)
        elif flaw.kind == "photo":
            self.photos_wanted.emit(flaw.stream)
        else:
            self.field_wanted.emit(flaw.stream, "", flaw.field)

    def _walk(self) -> None:
        row = self.detail.row
        if row is not None:
            self.record_wanted.emit(row.line.stream, row.building, row.line.record)

    def _changed(self, changed: Changed) -> None:
        """A write came home: what stands in the table is fetched anew, the order only when something was born or gone."""
        if not self.isVisible():
            return
        kinds = {kind for _, _, kind in changed.records}
        if not kinds & {"defect", "building", "photo", "community"}:
            return
        same_order = changed.act_name in ("set_defect", "set_many", "settle", "restore_value")
        records = {(stream, record) for stream, record, _ in changed.records}

        def home(ids: Mapping[tuple[str, str], int]) -> None:
            self.model.refresh(ids.values())

        if same_order:
            self._standing.errands.ask(lambda verbs: verbs.row_ids(records), home, lane="review:refresh")
        else:
            self.load()
        row = self.detail.row
        if row is not None and (row.line.stream, row.line.record) in records:
            self._past_timer.start()
        if self.filters.views.value() == FLAWS:
            self.load_flaws()
        elif self.filters.views.value() == HIDDEN:
            self._load_hidden()

    def show_detail(self, shown: bool) -> None:
        """Show the panel beside the table (over it where there is no room), or fold it away."""
        self.detail.setVisible(shown)
        self.filters.panel.setVisible(not shown)
        self._place_detail()

    def _place_detail(self) -> None:
        if self._size == "compact":
            self.detail.setGeometry(self.width() - self.detail.width(), 0, self.detail.width(), self.height())
            self.detail.raise_()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self.filters, self._bodies, self.detail)

    def search_field(self) -> QWidget:
        """What `/` goes to."""
        return self.filters.search

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = theme.look(self.window().width())
        if size != self._size:
            self._size = size
            self.detail.setFixedWidth(px(_DETAIL[size]))
            if size == "compact":
                self._row.removeWidget(self.detail)
            elif self._row.indexOf(self.detail) < 0:
                self._row.addWidget(self.detail)
            self.show_detail(size != "compact")
        self._place_detail()
        QTimer.singleShot(0, self._place_bulk)

    def _place_bulk(self) -> None:
        if self.bulk.isVisible():
            self.bulk.place()
