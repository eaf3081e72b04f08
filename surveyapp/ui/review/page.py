"""复核: one table of all defects, what to look at, what was deleted; beside it the record in hand. The page never waits for the store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.edits import DELETED
from surveyapp.domain.review import COLUMNS, Choices, Flaw, Listing, ReviewRow
from surveyapp.domain.views import Changed
from surveyapp.ui import theme
from surveyapp.ui.assign.assigning import Assigning
from surveyapp.ui.review.bulk_bar import BulkBar
from surveyapp.ui.review.detail import DetailPanel, Held
from surveyapp.ui.review.filters import FLAWS, HIDDEN, TABLE, Filters
from surveyapp.ui.review.findings import Findings
from surveyapp.ui.review.reads import FIRST_ROWS, Reads
from surveyapp.ui.review.table_model import TableModel
from surveyapp.ui.review.table_view import DefectTable
from surveyapp.ui.review.to_conflict import ToConflict
from surveyapp.ui.review.torn import TornOnes
from surveyapp.ui.review.whole_rows import WholeRows
from surveyapp.ui.review.writes import Writes
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.frames import Empty
from surveyapp.ui.widgets.turns import Turns
from surveyapp.words import say

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
        self._size = ""
        self._panel_open = True
        self.model = TableModel(self)
        self.table = DefectTable(self.model)
        self.filters, self.detail, self.bulk = Filters(), DetailPanel(), BulkBar()
        self.findings = Findings(standing, self)
        self.flaws, self.hidden = self.findings.flaws, self.findings.hidden
        self.torn = TornOnes(standing, self.flaws, self)
        self.reads = Reads(standing, self.model, self)
        self.conflicts = ToConflict(self.reads, self)
        self.writes = Writes(standing, self.model, self.detail, self)
        self.assigning = Assigning(self, standing)
        self._bodies = QStackedWidget()
        self._empty = Empty("search", say("review.empty"), say("review.empty_todo"))
        self._lay_out()
        self._past_timer = QTimer(self)
        self._past_timer.setSingleShot(True)
        self._past_timer.setInterval(_SETTLE_MS)
        self._past_timer.timeout.connect(self._fetch_past)
        self._connect()
        self._connect_findings()

    def _lay_out(self) -> None:
        """From the outside in, so that each part is polished once; what is not seen yet comes after, one a turn of the event loop.

        The bar of many has a strip of its own: it never lies on a row.
        """
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
        self._nothing = QWidget()
        inner = QVBoxLayout(self._nothing)
        inner.setContentsMargins(16, 8, 16, 16)
        inner.addWidget(self._empty)
        self._rows = WholeRows(self.table)
        self._bodies.addWidget(self._rows)
        self._row.addWidget(self.detail)
        behind = [partial(self._bodies.addWidget, body) for body in (self._nothing, self.flaws, self.hidden)]
        self._turns = Turns(self, *behind, *(partial(left.addWidget, bar) for bar in (self.bulk, self.torn.bar)))

    def _connect(self) -> None:
        self.filters.query_changed.connect(lambda _query: self.load())
        self.filters.view_wanted.connect(self.show_view)
        self.table.sort_wanted.connect(self._sort)
        self.table.row_wanted.connect(self._take_row)
        self.table.opened.connect(lambda _id: self.show_detail(True))
        self.filters.panel.clicked.connect(lambda: self.show_detail(True))
        self.model.rows_wanted.connect(self.reads.page_of_rows)
        self.model.ticked_changed.connect(self._ticked)
        self.model.dataChanged.connect(lambda *_: self._show_current())
        self.bulk.preview_wanted.connect(self.writes.preview)
        self.bulk.settle_wanted.connect(self.writes.settle_many)
        self.bulk.delete_wanted.connect(lambda: self.writes.preview({DELETED: True}))
        self.bulk.assign_wanted.connect(self.assign)
        self.bulk.join_wanted.connect(lambda: self.reads.rows(tuple(self.model.ticked), lambda rows: self.findings.ask_join.ask_two(*rows)))
        self.bulk.ticked_wanted.connect(self.table.show_ticked)
        self.detail.previewing.connect(self.bulk.show_previewing)
        self.bulk.closed.connect(lambda: self.model.tick_all(False))
        self.detail.preview.confirmed.connect(self.writes.confirm)
        self.detail.preview.dropped.connect(self.detail.drop_preview)
        self.detail.settled.connect(self.writes.settle)
        self.detail.restore_wanted.connect(self.writes.restore)
        self.detail.walk_wanted.connect(self._walk)
        self.detail.folded.connect(lambda: self.show_detail(False))
        for part in (self.writes, self.torn, self.assigning):
            part.told.connect(self.told)
        self.writes.previewed.connect(self._show_preview)
        for each in (self.reads, self.writes, self.findings, self.torn, self.assigning):
            each.failed.connect(self.failed)
        self._standing.changed.connect(self._changed)
        self._standing.survey_chosen.connect(lambda _survey: self._forget())

    def _connect_findings(self) -> None:
        findings, views = self.findings, self.filters.views
        findings.defect_wanted.connect(self.show_record)
        findings.passed.connect(self._pass_flaw)
        findings.conflict_wanted.connect(self._take_conflict)
        self.conflicts.defect_wanted.connect(self._show_torn_defect)
        self.conflicts.other_wanted.connect(self._show_torn)
        findings.field_wanted.connect(self.field_wanted)
        findings.photos_wanted.connect(self.photos_wanted)
        findings.record_wanted.connect(self.record_wanted)
        findings.undelete_wanted.connect(self.writes.undelete)
        findings.join_wanted.connect(self.writes.join)
        findings.flaws_counted.connect(lambda count: views.rename(FLAWS, say("review.view.flaws_count", count=count)))
        findings.hidden_counted.connect(lambda count: views.rename(HIDDEN, say("review.view.hidden_count", count=count)))

    @property
    def writable(self) -> bool:
        """Whether this window may write."""
        return not self._standing.read_only

    @property
    def view(self) -> str:
        """What is shown: the table, the findings, or what was deleted."""
        return self.filters.views.value()

    def _forget(self) -> None:
        self.filters.reset()
        if self.isVisible():
            self.show_page()

    def show_page(self) -> None:
        """The page came to the front: look again."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.load()
        self.findings.load_flaws()
        self.findings.load_hidden()

    def load(self) -> None:
        """Ask for the listing of the query, and for what there is to filter by."""
        query = self.filters.query
        self.reads.listing(query, self._show_listing)
        self.reads.choices(query.community, self._show_choices)

    def _show_choices(self, choices: Choices) -> None:
        self.filters.show_choices(choices)
        self._know_day()

    def _know_day(self) -> None:
        self.filters.know_day(max(self._standing.last_saved[:10], self._standing.today[:10]))

    def _show_listing(self, told: tuple[Listing, tuple[ReviewRow, ...]]) -> None:
        listing, first = told
        held = self.detail.row.id if self.detail.row else self.model.id_at(self.table.currentIndex().row())
        self.model.show_listing(listing)
        self.model.take_rows(0, listing.ids[:FIRST_ROWS], first)
        self.filters.show_count(len(listing.ids), listing.total)
        if self.view == TABLE:
            self._show_table(any_row=bool(listing.ids))
        row = self.model.row_of_id(held) if held else -1
        if row < 0 and listing.ids:
            row = self.model.row_of_place(0)
        if row >= 0:
            self.table.show_row(row)
        elif self.view == TABLE:
            self.detail.show_nothing()

    def _show_table(self, *, any_row: bool) -> None:
        if not any_row:
            self._turns.finish()
        self._bodies.setCurrentWidget(self._rows if any_row else self._nothing)

    def _sort(self, column: str) -> None:
        query = self.filters.query
        chosen = next(each for each in COLUMNS if each == column)
        descending = not query.descending if query.sort == chosen else chosen in ("time", "severity", "photos", "quantity")
        self.table.head.show_sort(chosen, descending)
        self.filters.show_sort(chosen, descending)

    def show_view(self, name: str) -> None:
        """Show the table, the findings, or what was deleted; with nothing about it that belongs to another."""
        self._turns.finish()
        self.filters.show_view(name)
        self.bulk.setVisible(name == TABLE and bool(self.model.ticked))
        self.detail.conflict.stand_back(name == TABLE and bool(self.model.ticked))
        self.torn.show_list(name == FLAWS)
        if name == TABLE:
            self._show_table(any_row=bool(self.model.found))
            self._show_current()
        elif name == FLAWS:
            self._bodies.setCurrentWidget(self.flaws)
            self.findings.load_flaws()
        else:
            self._bodies.setCurrentWidget(self.hidden)
            self.findings.load_hidden()
        if name != TABLE:
            self._hold_nothing()
        self._show_panel()

    def show_sort(self, sort: str) -> None:
        """Show one sort of finding: as a filter of the table where it is one of defects, else as the list of what to look at."""
        if sort == "unowned":
            self.show_view(HIDDEN)
        elif sort in ("without_photo", "urgent"):
            self.show_view(TABLE)
            self._know_day()
            self.filters.show_urgent() if sort == "urgent" else self.filters.show_only(sort)
        else:
            self.show_view(FLAWS)
            self.findings.load_flaws(lambda: self.flaws.show_sort(sort))

    def step_flaw(self, by: int) -> None:
        """F7: the next finding, and go there."""
        if self.view != FLAWS or not self.flaws.flaws:
            self.show_view(FLAWS)
            self.findings.load_flaws(lambda: self.findings.step(by))
        else:
            self.findings.step(by)

    def _pass_flaw(self, flaw: Flaw) -> None:
        """A finding is current: the panel shows its defect, or goes away."""
        if flaw.kind == "defect":
            self.reads.row_of(flaw.stream, flaw.record, self._hold)
        elif flaw.sort == "conflict":
            self._hold_record(Held(flaw.stream, flaw.record, flaw.kind, flaw.title))
        else:
            self._hold_nothing()
            self._show_panel()

    def _take_conflict(self, flaw: Flaw) -> None:
        """Base, mine and theirs beside the list, of whatever kind the record is."""
        self._pass_flaw(flaw)
        self.show_detail(True)

    def _show_torn_defect(self, stream: str, record: str) -> None:
        self.show_record(stream, record)
        self.show_detail(True)

    def _show_torn(self, held: Held) -> None:
        self.show_view(FLAWS)
        self._hold_record(held)
        self.show_detail(True)

    def show_record(self, stream: str, record: str) -> None:
        """Make a defect current in the table; where its filters hide it, it is in hand without a row."""

        def home(ids: Mapping[tuple[str, str], int]) -> None:
            found = ids.get((stream, record))
            if found is None:
                return
            self.show_view(TABLE)
            row = self.model.row_of_id(found)
            if row >= 0:
                self.table.show_row(row)
            self.reads.row_of(stream, record, self._hold)

        self._standing.errands.ask(lambda verbs: verbs.row_ids([(stream, record)]), home, self.failed.emit, lane="review:show")

    def _take_row(self, found: int) -> None:
        row = self.model.row_at(self.table.currentIndex().row()) if found else None
        if row is not None and self.view == TABLE:
            self._hold(row)

    def _show_current(self) -> None:
        """The values of the current row have come, or have changed."""
        index = self.table.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() and index.row() < self.model.rowCount() else None
        if row is not None and row != self.detail.row and self.view == TABLE:
            self._hold(row)

    def _hold_nothing(self) -> None:
        self.reads.forget_row()
        self.detail.show_nothing()

    def _hold(self, row: ReviewRow) -> None:
        self.reads.forget_row()
        self.detail.show_row(row)
        self._tell_apart()
        self._show_panel()
        self._past_timer.start()

    def _hold_record(self, held: Held) -> None:
        self.reads.forget_row()
        self.detail.show_record(held)
        self._tell_apart()
        self._show_panel()
        self._past_timer.start()

    def _fetch_past(self) -> None:
        held = self.detail.held
        if held is not None:
            self.reads.past(held.stream, held.record, lambda told: self.detail.show_past(*told, self.writable) if self.detail.held == held else None)

    def _ticked(self, count: int) -> None:
        self._turns.finish()
        self.bulk.show_count(count if self.view == TABLE else 0, self.writable)
        self.detail.conflict.stand_back(self.view == TABLE and count > 0)
        self._tell_apart()
        if not count:
            self.detail.drop_preview()
        if count and self.bulk.code.count() < 2:
            self._standing.errands.ask(lambda verbs: verbs.catalogue(), self.bulk.show_catalogue, lane="review:catalogue")

    def _tell_apart(self) -> None:
        """The record in hand beside others that are ticked must not read as one of them."""
        row = self.detail.row
        self.detail.tell_apart(self.view == TABLE and row is not None and bool(self.model.ticked) and row.id not in self.model.ticked)

    def assign(self) -> None:
        """Send somebody to the buildings of what is ticked."""
        ids = tuple(self.model.ticked)
        self._standing.errands.ask(lambda verbs: verbs.places_of(ids), self.assigning.sheet.ask, self.failed.emit, lane="review:assign")

    def _walk(self) -> None:
        row, held = self.detail.row, self.detail.held
        if row is not None:
            self.record_wanted.emit(row.line.stream, row.building, row.line.record)
        elif held is not None:
            self.field_wanted.emit(held.stream, held.record if held.kind == "building" else "", "")

    def _changed(self, changed: Changed) -> None:
        """A write came home: what stands in the table is fetched anew, the order only when something was born or gone, or is
        no longer what is filtered for."""
        if not self.isVisible():
            return
        kinds = {kind for _, _, kind in changed.records}
        records = {(stream, record) for stream, record, _ in changed.records}
        query = self.filters.query
        if changed.act_name in ("set_defect", "set_many", "settle", "restore_value") and not (query.in_conflict or query.with_findings):
            self.reads.refresh(records)
        elif kinds & {"defect", "building", "photo", "community"}:
            self.load()
        held = self.detail.held
        if held is not None and (held.stream, held.record) in records:
            self._past_timer.start()
        if self.view == FLAWS:
            self.findings.load_flaws()
        elif self.view == HIDDEN:
            self.findings.load_hidden()

    def show_detail(self, shown: bool) -> None:
        """Show the panel beside the table (which then shows fewer columns where there is little room), or fold it away."""
        self._panel_open = shown
        self._show_panel()

    def _show_preview(self) -> None:
        """A preview stands: the panel is open, and of what it would change something is in sight."""
        self.show_detail(True)
        if self.bulk.look.hasFocus():
            self.detail.preview.take_focus()
        self.bulk.show_looked(self.writes.looked_at)
        QTimer.singleShot(0, self, self.table.show_a_ticked)

    def _show_panel(self) -> None:
        """Beside the findings the panel stands only while it has something of them to tell."""
        of_use = self.view == TABLE or self.detail.held is not None
        self.detail.setVisible(self._panel_open and of_use)
        self.filters.panel.setVisible(of_use and not self._panel_open)

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
            self.show_detail(size != "compact")
