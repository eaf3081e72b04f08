"""The rows above the table: what is looked at, search as one types, and the filters. Every change asks once, 120 ms after the last key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from surveyapp.domain.review import GROUPINGS, Choice, Choices, Column, Query
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.labels import ElideLabel, IconMark
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

TABLE, FLAWS, HIDDEN = "table", "flaws", "hidden"
_ONLY = ("today", "recent", "without_photo", "in_conflict", "with_findings")
RECENT_DAYS = 3


class FilterPick(Pick):
    """A pick that names itself: `严重度 全部`. What filters is tinted, so that nobody wonders where the rest has gone."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words, widest=190)
        self.name, self._words = name, words
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def fill(self, choices: tuple[Choice, ...]) -> None:
        """Offer other choices; the one that was chosen stays, if it is still there."""
        held = self.value()
        self.blockSignals(True)
        self.clear()
        self.addItem(say("review.filter.all"), "")
        for each in choices:
            self.addItem(say("review.filter.counted", words=each.words, count=each.count) if each.count >= 0 else each.words, each.value)
        self.setCurrentIndex(max(0, self.findData(held)))
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def _shown(self) -> str:
        return self.currentText().partition("\u2002")[0]

    def sizeHint(self) -> QSize:
        plain, bold = QFontMetrics(theme.font("dense")), QFontMetrics(theme.font("dense", bold=True))
        wide = plain.horizontalAdvance(self._words) + min(px(110), bold.horizontalAdvance(self._shown())) + 6 + px(44)
        return QSize(wide, theme.size("control") - 2)

    def minimumSizeHint(self) -> QSize:
        plain = QFontMetrics(theme.font("dense"))
        return QSize(plain.horizontalAdvance(self._words) + px(64), theme.size("control") - 2)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(px(220))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active, rect = bool(self.value()) and self.name != "group", QRectF(self.rect())
        width = 2 if self.hasFocus() else 1.5 if active else theme.hair()
        line = "focus" if self.hasFocus() else "accent" if active else "line_strong" if self.underMouse() else "line"
        painter.setPen(QPen(theme.colour(line), width))
        painter.setBrush(theme.colour("accent_tint" if active else "surface"))
        painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), theme.size("radius"), theme.size("radius"))
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour("accent_text" if active else "text2"))
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect.adjusted(px(12), 0, 0, 0), centre, self._words)
        left = px(12) + painter.fontMetrics().horizontalAdvance(self._words) + 6
        painter.setFont(theme.font("dense", bold=True))
        painter.setPen(theme.colour("accent_text" if active else "text"))
        room = QRectF(left, 0, rect.width() - left - px(26), rect.height())
        painter.drawText(room, centre, painter.fontMetrics().elidedText(self._shown(), Qt.TextElideMode.ElideRight, int(room.width()) + 1))
        icons.paint(painter, "down", rect.width() - px(24), (rect.height() - px(14)) / 2, px(14), "text2")


class Filters(QWidget):
    """`query_changed(query)`, `view_wanted(name)`: table, flaws or hidden."""

    query_changed = Signal(object)
    view_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._query, self._today, self._filtered = Query(), "", False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(120)
        self._timer.timeout.connect(self._tell)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(8)
        column.addLayout(self._top())
        self.below = QWidget()
        column.addWidget(self.below)
        self._lay_out_picks()

    def _top(self) -> QHBoxLayout:
        self.views = Segmented([(name, say(f"review.view.{name}")) for name in (TABLE, FLAWS, HIDDEN)])
        self.views.choose(TABLE)
        self.views.chosen.connect(self.view_wanted)
        self.search = TextLine()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(say("review.search"))
        self.search.setAccessibleName(say("review.search"))
        self.search.setClearButtonEnabled(False)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        mark = IconMark("search", "text3", 18, self.search)
        mark.move(12, (theme.size("control") - 16) // 2)
        self.count = ElideLabel(role="dense")
        self.clear = IconButton("close", say("review.filter.clear"), px=32)
        self.clear.clicked.connect(self.clear_all)
        self.clear.hide()
        self.panel = IconButton("panel", say("review.detail.show"), px=36)
        self.panel.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.views)
        row.addWidget(self.search, 1)
        row.addStretch(0)
        row.addWidget(self.count)
        row.addWidget(self.clear)
        row.addWidget(self.panel)
        return row

    def _lay_out_picks(self) -> None:
        self._picks_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.below)
        self._picks_line.setContentsMargins(0, 0, 0, 0)
        self._picks_line.setSpacing(8)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
            self._picks_line.addLayout(row)
        self.picks: dict[str, FilterPick] = {}
        for name in ("community", "building", "severity", "tier", "author", "only", "group"):
            pick = FilterPick(name, say(f"review.filter.{name}"))
            pick.activated.connect(lambda _index, each=name: self._picked(each))
            self.picks[name] = pick
            (second if name in ("author", "only", "group") else first).addWidget(pick)
        self._after_first = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        first.addSpacerItem(self._after_first)
        second.addStretch(1)
        self.picks["severity"].fill(tuple(Choice(str(each), say(f"review.severity.{each}")) for each in (4, 3, 2, 1)))
        self.picks["only"].fill(tuple(Choice(each, say(f"review.only.{each}")) for each in _ONLY))
        group = self.picks["group"]
        group.fill(tuple(Choice(each, say(f"review.group_by.{each}")) for each in GROUPINGS if each))
        group.setItemText(0, say("review.group_by.none"))
        group.choose("building")
        self.picks["building"].setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The picks stand on one line, or on two where the words need more than there is."""
        needs = sum(pick.sizeHint().width() + 8 for pick in self.picks.values()) + 24
        two = needs > self.width()
        policy = QSizePolicy.Policy.Expanding if two else QSizePolicy.Policy.Fixed
        self._after_first.changeSize(0, 0, policy, QSizePolicy.Policy.Minimum)
        self._picks_line.setDirection(QBoxLayout.Direction.TopToBottom if two else QBoxLayout.Direction.LeftToRight)

    def show_view(self, name: str) -> None:
        """Another view is in front: search and filters belong to the table."""
        self.views.choose(name)
        for part in (self.below, self.search, self.count):
            part.setVisible(name == TABLE)
        self.clear.setVisible(name == TABLE and self._filtered)

    def show_choices(self, choices: Choices) -> None:
        """What occurs in the survey, with counts."""
        for name, offered in (("community", choices.communities), ("tier", choices.tiers), ("author", choices.authors)):
            self.picks[name].fill(offered)
        self.picks["building"].fill(choices.buildings)
        self.picks["building"].setEnabled(bool(choices.buildings))

    def show_count(self, found: int, total: int) -> None:
        """How many of how many."""
        self.count.tell(say("review.found", found=found, total=total))
        self.views.rename(TABLE, say("review.view.table_count", count=total))

    def show_sort(self, column: Column, descending: bool) -> None:
        """Sort by another column."""
        self._query = replace(self._query, sort=column, descending=descending)
        self._tell()

    def show_only(self, only: str) -> None:
        """Filter to exactly this: from another page."""
        self.reset()
        self.show_only_too(only)

    def show_only_too(self, only: str) -> None:
        """Filter to this beside what is filtered for already."""
        self.picks["only"].choose(only)
        self._tell()

    def show_urgent(self) -> None:
        """Filter to what was found today and must be reported today."""
        self.reset()
        self.picks["severity"].choose("4")
        self.show_only_too("today")

    def know_day(self, today: str) -> None:
        """The day it is, for what is recent."""
        self._today = today

    @property
    def query(self) -> Query:
        """What is asked for now."""
        return self._query

    def _picked(self, name: str) -> None:
        if name == "community":
            self.picks["building"].choose("")
        self._tell()

    def reset(self) -> None:
        """Take every filter off, without asking."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for name, pick in self.picks.items():
            if name != "group":
                pick.setCurrentIndex(0)

    def clear_all(self) -> None:
        """Take every filter off."""
        self.reset()
        self._tell()

    def _since(self) -> str:
        try:
            return (date.fromisoformat(self._today) - timedelta(days=RECENT_DAYS - 1)).isoformat()
        except ValueError:
            return ""

    def _tell(self) -> None:
        self._timer.stop()
        value = {name: pick.value() for name, pick in self.picks.items()}
        only = value["only"]
        self._query = replace(
            self._query,
            community=value["community"],
            building=value["building"],
            tier=value["tier"],
            severity=int(value["severity"] or 0),
            author=value["author"],
            since={"recent": self._since(), "today": self._today}.get(only, ""),
            until=self._today if only == "today" else "",
            without_photo=only == "without_photo",
            in_conflict=only == "in_conflict",
            with_findings=only == "with_findings",
            typed=self.search.text().strip(),
            group=value["group"],  # type: ignore[arg-type]
        )
        self._filtered = any(each for name, each in value.items() if name != "group") or bool(self._query.typed)
        self.clear.setVisible(self._filtered)
        self.query_changed.emit(self._query)
        for pick in self.picks.values():
            pick.updateGeometry()
        self._fold()
