"""The bar at the foot of the table while something is ticked: what to change, look before it happens, put the ticks away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import CatalogueEntry
from surveyapp.ui import icons
from surveyapp.ui.review.filters import FilterPick
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.labels import label
from surveyapp.ui.widgets.overlay import make_way
from surveyapp.words import say


class BulkBar(QFrame):
    """`preview_wanted(changes)`, `delete_wanted()`, `settle_wanted(mine or theirs)`, `assign_wanted()`, `join_wanted()`, `closed()`;
    `ticked_wanted()`: bring what is ticked into sight."""

    preview_wanted = Signal(object)
    delete_wanted = Signal()
    settle_wanted = Signal(str)
    assign_wanted = Signal()
    join_wanted = Signal()
    closed = Signal()
    ticked_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._looked: dict[str, Value] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.count = button("", "link", "target", self.ticked_wanted.emit, token="accent_text")
        self.count.setToolTip(say("tiers.bulk.show"))
        self._note = label(say("review.bulk.note"), "meta")
        self.severity = FilterPick("set_severity", say("review.bulk.severity"))
        self.code = FilterPick("set_code", say("review.bulk.code"))
        for pick in (self.severity, self.code):
            pick.addItem(say("review.bulk.keep"), "")
            pick.activated.connect(lambda _index: self._chosen())
        for each in (1, 2, 3, 4):
            self.severity.addItem(say(f"review.severity.{each}"), str(each))
        self.settle = FilterPick("settle", say("review.bulk.settle"))
        for whose in ("", "mine", "theirs"):
            self.settle.addItem(say(f"review.bulk.settle.{whose or 'none'}"), whose)
        self.settle.activated.connect(lambda _index: self._settle())
        self.delete = button(say("review.bulk.delete"), "danger", "trash", self.delete_wanted.emit, token="err")
        self.assign = button(say("review.bulk.assign"), "", "person", self.assign_wanted.emit)
        self.join = button(say("joining.join_these"), "", "compare", self.join_wanted.emit)
        self.look = button(say("review.bulk.look"), "primary", "eye", self._look, token="on_accent")
        close = IconButton("close", say("review.bulk.close"), px=36)
        close.clicked.connect(self.closed)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(16, 10, 12, 10)
        self._line.setSpacing(8)
        self._picks, self._acts = QHBoxLayout(), QHBoxLayout()
        for part in (self._picks, self._acts):
            part.setSpacing(8)
            self._line.addLayout(part)
        self._picks.addWidget(self.count)
        self._picks.addWidget(self._note)
        self._picks.addStretch(1)
        for pick in (self.severity, self.code, self.settle):
            self._picks.addWidget(pick)
        self._acts.addStretch(0)
        for act in (self.join, self.assign, self.delete, self.look, close):
            self._acts.addWidget(act)
        self.hide()

    def show_catalogue(self, entries: Sequence[CatalogueEntry]) -> None:
        """What a defect may be classified as."""
        held = self.code.value()
        self.code.clear()
        self.code.addItem(say("review.bulk.keep"), "")
        for each in entries:
            self.code.addItem(each.name, each.code)
        self.code.choose(held)

    def show_count(self, count: int, writable: bool) -> None:
        """Stand there while something is ticked."""
        self.count.setText(say("review.bulk.ticked", count=count))
        self.count.setAccessibleName(f"{self.count.text()} {say('tiers.bulk.show')}")
        self._looked = {}
        for widget in (self.severity, self.code, self.settle, self.join, self.assign, self.delete):
            widget.setEnabled(writable)
        if not count:
            self.severity.choose("")
            self.code.choose("")
        self._chosen()
        self.join.setVisible(count == 2)
        self._fold()
        self.setVisible(count > 0)

    def show_previewing(self, stands: bool) -> None:
        """While a preview stands its own button is the one that matters."""
        if not stands:
            self.show_looked({})
        self.look.setProperty("k", "" if stands else "primary")
        self.look.setIcon(icons.icon("eye", "text2" if stands else "on_accent"))
        self.look.style().polish(self.look)

    def show_looked(self, changes: Mapping[str, Value]) -> None:
        """What was looked at stands beside the table: nothing to look at until the ticks or the value change."""
        self._looked = dict(changes)
        self._chosen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: make_way(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._note.setVisible(self.width() > px(960))
        self._fold()

    def _fold(self) -> None:
        """One line, or two where the words need more than there is."""
        needs = self._picks.sizeHint().width() + self._acts.sizeHint().width() + 40
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if needs <= self.width() else QBoxLayout.Direction.TopToBottom)

    @property
    def changes(self) -> dict[str, Value]:
        """What would be set."""
        found: dict[str, Value] = {}
        if self.severity.value():
            found["severity"] = int(self.severity.value())
        if self.code.value():
            found["code"] = self.code.value()
        return found

    def _chosen(self) -> None:
        self.look.setEnabled(bool(self.changes) and self.changes != self._looked and self.severity.isEnabled())
        self.severity.updateGeometry()
        self.code.updateGeometry()
        self._fold()

    def _settle(self) -> None:
        if self.settle.value():
            self.settle_wanted.emit(self.settle.value())
            self.settle.choose("")

    def _look(self) -> None:
        self.preview_wanted.emit(self.changes)
