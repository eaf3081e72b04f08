"""总览: how far the survey is, today's list, what is left to mend, that nothing is lost, and four charts."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.overview import Overview
from surveyapp.domain.views import Changed
from surveyapp.errors import Cancelled, SurveyError
from surveyapp.ui import theme
from surveyapp.ui.assign.assigning import Assigning
from surveyapp.ui.moments import clock, day_words
from surveyapp.ui.overview.accounts_card import AccountsTable, lines_of
from surveyapp.ui.overview.charts import AgeChart, Chart, SeverityChart, TierChart, WishChart
from surveyapp.ui.overview.communities import CommunityTable
from surveyapp.ui.overview.counting import Counting
from surveyapp.ui.overview.left import Rows, StopRow, TodoRow, figures, heading, todo_rows
from surveyapp.ui.overview.scopes import households_base, severity_scope, tiers_scope, wishes_scope
from surveyapp.ui.overview.today import TodayList
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label
from surveyapp.words import say

_WIDE_CHART, _NO_LIMIT = 280, 16_777_215
_LEFT = {"compact": 328, "normal": 336, "wide": 380}


class OverviewPage(QWidget):
    """`place_wanted(stream, building)`: walk there. `todo_wanted(sort)`: mend this sort. `handover_wanted()`. `told(words)` for the undo bar."""

    place_wanted = Signal(str, str)
    todo_wanted = Signal(str)
    handover_wanted = Signal()
    failed = Signal(object)
    told = Signal(str)

    def __init__(self, standing: Standing, home: Path) -> None:
        super().__init__()
        self.exports = home / "exports"
        self._halt = threading.Event()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._standing = standing
        self.overview: Overview | None = None
        self._size = ""
        self._titles: dict[str, list[QLabel]] = {}
        self.figures_card, self.figures = figures(("communities", "buildings", "households"))
        self.base = ElideLabel("", "meta")
        self.today, self.todo = Rows(say("overview.today.none")), Rows(say("overview.todo.none"))
        self.list = TodayList(standing, self.today)
        self.counting = Counting(self)
        self.accounts = AccountsTable()
        self.charts: dict[str, Chart] = {"tiers": TierChart(), "ages": AgeChart(), "severity": SeverityChart(), "wishes": WishChart()}
        self._lay_out()
        self.today.pressed.connect(self._go_stop)
        self.todo.pressed.connect(self._go_todo)
        self.today.marked.connect(self._mark)
        self.list.person_wanted.connect(self.load)
        self.list.assign_wanted.connect(self.assign)
        self.assigning = Assigning(self, standing)
        self.assigning.told.connect(self.told)
        self.assigning.failed.connect(self.failed)
        self.list.list_wanted.connect(self.write_list)
        self.counting.stopped.connect(self.stop)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(400)
        self._soon.timeout.connect(self.load)
        standing.changed.connect(self._changed)
        standing.survey_chosen.connect(lambda _survey: self.load() if self.isVisible() else None)

    def _card(self, name: str, body: QWidget, act: QWidget | None = None, below: int = 10) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, below)
        column.setSpacing(8)
        if name:
            head, notes = heading(say(f"overview.card.{name}"))
            self._titles[name] = notes
            inside = head.layout()
            if act is not None and inside is not None:
                inside.addWidget(act)
            column.addWidget(head)
        column.addWidget(body, 1)
        return frame

    def _chart_card(self, name: str, chart: Chart) -> QFrame:
        """All heads are as high as the one with a link in it: the titles of a pair stand on one line."""
        frame = self._card(name, chart, self.urgent if name == "severity" else None)
        head = self._titles[name][0].parentWidget()
        assert head is not None
        head.setFixedHeight(self.urgent.sizeHint().height())
        column = frame.layout()
        assert column is not None
        column.setContentsMargins(16, 7, 16, 7)  # so that the lines of high contrast, which are thicker, do not make the page scroll
        column.setSpacing(4)
        return frame

    def _figures_card(self) -> QFrame:
        frame = self._card("", self.figures_card)
        column = frame.layout()
        assert column is not None
        column.setContentsMargins(16, 12, 16, 6)
        column.setSpacing(px(3))
        column.addWidget(self.base)
        return frame

    def _accounts_card(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 11, 16, 11)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconMark("shield", "accent_text", 20))
        head.addWidget(label(say("overview.accounts"), "card"))
        head.addWidget(ElideLabel(say("overview.accounts_scope"), "dense"), 3)
        self.checked = ElideLabel("", "meta")
        self.every = button("", "link", pressed=self._toggle_kinds)
        self.every.hide()
        self.write = button(say("overview.write"), "primary", "box", self.handover_wanted.emit, token="on_accent")
        head.addStretch(1)
        head.addWidget(self.every)
        head.addWidget(self.checked)
        head.addWidget(self.counting)
        head.addWidget(self.write)
        column.addLayout(head)
        column.addWidget(self.accounts)
        return frame

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self._figures_card())
        left.addWidget(self._card("today", self.list, below=6), 3)  # in high contrast, too, three rows fit beside six sorts
        left.addWidget(self._card("todo", self.todo), 2)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._accounts_card())
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self.urgent = button("", "link", pressed=lambda: self.todo_wanted.emit("urgent"))
        theme.mark(self.urgent, "s", "err")
        theme.mark(self.urgent, "flush", "end")
        self.urgent.hide()
        self._cards = [self._chart_card(name, chart) for name, chart in self.charts.items()]
        right.addLayout(self._grid, 1)
        self.places = CommunityTable()
        self.places.community_wanted.connect(lambda stream: self.place_wanted.emit(stream, ""))
        self._places_card = self._card("communities", self.places)
        right.addWidget(self._places_card, 1)
        inside = QWidget()
        inside.setObjectName("inside")
        row = QHBoxLayout(inside)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addLayout(right, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._arrange("normal")

    def _arrange(self, size: str) -> None:
        """Two by two; four in a row on wide screens."""
        if size == self._size:
            return
        self._size = size
        self._left.setFixedWidth(px(_LEFT[size]))
        columns = 4 if size == "wide" else 2
        self._places_card.setVisible(size == "wide")
        self.accounts.be_dense(size == "compact")
        self._show_kinds(size == "wide")
        for each in self._cards:
            each.setMaximumHeight(_WIDE_CHART if size == "wide" else _NO_LIMIT)
        if self.overview is not None:
            self._show_today(self.overview)
        for place, each in enumerate(self._cards):
            self._grid.addWidget(each, place // columns, place % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(2):
            self._grid.setRowStretch(row, 1 if row < (1 if columns == 4 else 2) else 0)

    def _toggle_kinds(self) -> None:
        self._show_kinds(self.accounts.is_short)

    def _show_kinds(self, every: bool) -> None:
        self.accounts.show_every(every)
        self._name_kinds()

    def _name_kinds(self) -> None:
        """Where there is room for all kinds nothing is said of it."""
        short, count = self.accounts.is_short, len(self.accounts.accounts)
        self.every.setVisible(self._size != "wide" and (short or len(lines_of(self.accounts.accounts, every=False)) < count))
        self.every.setText(say("lists.accounts.all", count=count) if short else say("lists.accounts.few"))

    def show_page(self) -> None:
        """The page came to the front: look again."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.load()

    def load(self) -> None:
        """Fetch everything. It is counted beside everything else, can be stopped, and stops by itself when one leaves the page."""
        if self._standing.survey is None:
            return
        self._halt.set()
        self._halt = halt = threading.Event()
        person, moved = self.list.person, self.counting.moved
        self.counting.begin()
        self._standing.errands.ask(
            lambda verbs: verbs.overview(person, moved.emit, halt.is_set), self.show_overview, self._refused, lane="overview", aside=True
        )

    def stop(self) -> None:
        """Count no further; what was shown stays."""
        self._halt.set()
        self.counting.end()

    def _refused(self, problem: SurveyError) -> None:
        if not isinstance(problem, Cancelled):
            self.counting.end()
            self.failed.emit(problem)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def assign(self) -> None:
        """Open the sheet on which places are given away."""
        self.assigning.sheet.ask()

    def _mark(self, row: StopRow, done: bool) -> None:
        stream, task = row.stop.filed, row.stop.task
        self._standing.write(lambda verbs: verbs.mark_task(stream, task, done), None, self.failed.emit)

    def write_list(self) -> None:
        """Write today's list and what is to be mended, for paper and as a sheet, beside the packages."""
        day, person = (self.overview.day, self.overview.person) if self.overview else ("", "")
        target = self.exports / f"{say('overview.list.file', day=day)}.pdf"
        told = say("overview.list.written", path=target)
        self._standing.errands.ask(
            lambda verbs: verbs.write_worklist(target, person), lambda _count: self.told.emit(told), self.failed.emit, aside=True
        )

    def show_overview(self, found: Overview) -> None:
        """Show it."""
        self.overview = found
        self.counting.end()
        self.list.show_people(found)
        for name, progress in (("communities", found.communities), ("buildings", found.buildings), ("households", found.households)):
            self.figures[name].show_progress(progress)
        base = households_base(found)
        self.base.tell(base)
        self.base.setVisible(bool(base))
        self._show_today(found)
        self.places.show_communities(found.places)
        self._note("communities", say("overview.communities.scope", done=found.communities.done, total=found.communities.total))
        rows = todo_rows(found.todo)
        self.todo.show_rows(rows)
        self.accounts.show_accounts(found.accounts)
        self._name_kinds()
        alarmed = any(each.state == "alarm" for each in found.accounts)
        self.checked.tell(say("overview.checked_alarm" if alarmed else "overview.checked", time=clock(found.checked_at)))
        self._show_charts(found)
        day = day_words(found.day)
        unassigned = say("overview.today.unassigned") if found.today and not found.is_assigned else ""
        self._note("today", DOT.join(part for part in (day, unassigned) if part))
        done = found.today_done
        code = "overview.today.places" if found.is_assigned else "overview.today.done"
        self._note("today", say(code, done=done.done, total=done.total) if done.total else "", 1)
        count = sum(row.count for row in rows if isinstance(row, TodoRow))
        self._note("todo", say("overview.todo.scope", sorts=len(rows), count=count) if count else "")

    def _show_today(self, found: Overview) -> None:
        current = next((each for each in found.today if each.state == "going"), None)
        self.today.show_rows([StopRow(each, each is current) for each in found.today])
        self.list.fit()

    def _show_charts(self, found: Overview) -> None:
        for chart in self.charts.values():
            if isinstance(chart, TierChart):
                chart.show_tiers(found.tiers, found.items)
            elif isinstance(chart, AgeChart):
                chart.show_ages(found.ages)
            elif isinstance(chart, SeverityChart):
                chart.show_severities(found.severities, found.urgent_today)
            elif isinstance(chart, WishChart):
                chart.show_wishes(found.wishes, found.answered)
        known = sum(found.ages.spans.values())
        self._note("tiers", tiers_scope(found))
        self._note("ages", say("overview.ages.scope", count=known, unknown=found.ages.unknown))
        self._note("severity", severity_scope(found))
        self.urgent.setText(say("overview.severity.urgent", count=found.urgent_today))
        self.urgent.setVisible(bool(found.urgent_today))
        self._note("wishes", wishes_scope(found))

    def _note(self, card: str, words: str, place: int = 0) -> None:
        title = self._titles[card][place]
        title.tell(words) if isinstance(title, ElideLabel) else title.setText(words)

    def _go_stop(self, row: object) -> None:
        if isinstance(row, StopRow):
            self.place_wanted.emit(row.stop.stream, row.stop.building)

    def _go_todo(self, row: object) -> None:
        if isinstance(row, TodoRow):
            self.handover_wanted.emit() if row.sort == "unsent" else self.todo_wanted.emit(row.sort)

    def _changed(self, _changed: Changed) -> None:
        if self.isVisible():
            self._soon.start()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self._left, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(theme.look(self.window().width()))
