"""收发记录: the packages that were written and received in this home."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.walk_views import PackageLine
from surveyapp.ui.handover.job import size_words
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.widgets.frames import Empty, card
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label
from surveyapp.words import say

_MOST = 100


class HistoryCard(QWidget):
    """The newest first."""

    def __init__(self) -> None:
        super().__init__()
        frame, column = card(say("ui.handover.history"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.lines: tuple[PackageLine, ...] = ()
        self._empty = Empty("box", say("ui.handover.none"), say("ui.handover.history_scope"))
        inside = QWidget()
        inside.setObjectName("inside")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(2)
        self._rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._scroll.hide()
        column.addWidget(self._empty, 1)
        column.addWidget(self._scroll, 1)

    def show_lines(self, lines: Sequence[PackageLine]) -> None:
        """Show the packages; nothing is rebuilt while they are the same."""
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(self.lines[:_MOST]):
            self._rows.insertWidget(place, _row(line))
        self._empty.setVisible(not lines)
        self._scroll.setVisible(bool(lines))


def facts_of(line: PackageLine) -> str:
    """When, how much, how big."""
    told = {"time": day_and_clock(line.wall), "edits": f"{line.edits:,}", "photos": f"{line.photos:,}", "size": size_words(line.bytes)}
    if line.direction == "in":
        return say("ui.handover.history_in", **told, new=f"{line.new_edits:,}")
    return say("ui.handover.history_out", **told)


def _row(line: PackageLine) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 6, 0, 6)
    row.setSpacing(10)
    row.addWidget(IconMark("down" if line.direction == "in" else "box", "text2", 20), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    top = QHBoxLayout()
    top.addWidget(ElideLabel(line.name, "strong"), 1)
    top.addWidget(label(say(f"ui.handover.direction.{line.direction}"), "dense"))
    column.addLayout(top)
    column.addWidget(ElideLabel(facts_of(line), "dense"))
    row.addLayout(column, 1)
    return made
