"""Beside the large photo: what it is called, what is chosen on it, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.annotations import LONGEST_TEXT, MOST_NUMBER, WEIGHTS, Annotation
from surveyapp.domain.views import PhotoDetails, PhotoLine
from surveyapp.ui.marking.toolbar import tool_words
from surveyapp.ui.moments import day_and_clock, day_words
from surveyapp.ui.walk.photo_view import reason_words
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

_LONGEST_CAPTION = 200
_WORDED = ("text", "measure", "number")
"""The tools whose annotations carry words or a number."""


class _Field(TextLine):
    """A field whose Enter ends here: Qt would hand it on to the view, which sets something down with it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PhotoSide(QScrollArea):
    """`captioned(text)`, `changed(Annotation)` for the annotation in hand, `worded(text)` while its words are typed, `words_done(text)`,
    `delete_wanted()`.
    """

    captioned = Signal(str)
    changed = Signal(object)
    worded = Signal(str)
    words_done = Signal(str)
    delete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._caption_given = ""
        self._one: Annotation | None = None
        self._may_write = True
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(6)
        self.name = ElideLabel(role="card")
        self.edges = ElideLabel(role="dense")
        column.addWidget(self.name)
        column.addWidget(self.edges)
        column.addSpacing(4)
        title = label(say("annotation.caption"), "meta")
        self.caption = _Field()
        self.caption.setMaxLength(_LONGEST_CAPTION)
        self.caption.setAccessibleName(say("annotation.caption"))
        self.caption.setPlaceholderText(say("annotation.caption_hint"))
        self.caption.editingFinished.connect(self.settle)
        title.setBuddy(self.caption)
        column.addWidget(title)
        column.addWidget(self.caption)
        column.addSpacing(6)
        self._add_chosen(column)
        self._add_facts(column)
        column.addStretch(1)
        self.setWidget(inside)

    def _add_chosen(self, column: QVBoxLayout) -> None:
        self._card = QFrame()
        self._card.setObjectName("well")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(14, 10, 14, 12)
        inner.setSpacing(6)
        self._chosen = ElideLabel(role="strong")
        self._by = ElideLabel(role="meta")
        self._words_title = label("", "meta")
        self.words = _Field()
        self.words.textEdited.connect(self.worded)
        self.words.editingFinished.connect(self._words_typed)
        self.weight = Segmented([(str(each), say(f"annotation.weight.{each}")) for each in WEIGHTS])
        self.weight.fill_row()
        self.weight.chosen.connect(self._weigh)
        self.delete = button(say("annotation.delete"), "danger", "trash", self.delete_wanted.emit, token="err")
        for each in (self._chosen, self._by, self._words_title, self.words, self.weight, self.delete):
            inner.addWidget(each)
        self._hint = wrapped(say("annotation.hint"), "dense")
        column.addWidget(self._card)
        column.addWidget(self._hint)
        column.addSpacing(6)

    def _add_facts(self, column: QVBoxLayout) -> None:
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self._facts)

    def show_photo(self, photo: PhotoLine | None, may_write: bool) -> None:
        """Show a photo; what is known of it is told later."""
        self._may_write = may_write
        caption = photo.caption if photo else ""
        if caption != self._caption_given or not self.caption.hasFocus():
            self._caption_given = caption
            self.caption.setText(caption)
        self.caption.setReadOnly(not may_write)

    def settle(self) -> None:
        """Say that another caption stands here than was given."""
        text = self.caption.text().strip()
        if text != self._caption_given and self._may_write:
            self._caption_given = text
            self.captioned.emit(text)

    def show_chosen(self, one: Annotation | None) -> None:
        """Show the annotation in hand: its words, its weight."""
        other = one is None or self._one is None or one.record != self._one.record
        self._one = one
        self._card.setVisible(one is not None)
        self._hint.setVisible(one is None and self._may_write)
        if one is None:
            return
        self._chosen.tell(tool_words(one.tool))
        on_its_way = say("annotation.new") if one.record else say("annotation.unwritten")
        self._by.tell(say("ui.hand.author", author=one.author_name, time=day_and_clock(one.wall)) if one.wall else on_its_way)
        worded = one.tool in _WORDED
        self._words_title.setVisible(worded)
        self.words.setVisible(worded)
        if worded:
            title = say(f"annotation.words.{one.tool}")
            self._words_title.setText(title)
            self.words.setAccessibleName(title)
            self.words.setMaxLength(len(str(MOST_NUMBER)) if one.tool == "number" else LONGEST_TEXT)
            self.words.setPlaceholderText(say(f"annotation.words_hint.{one.tool}"))
            if other or not self.words.hasFocus():
                self.words.setText(_told(one))
        self.weight.choose(str(one.weight))
        for each in (self.words, self.weight, self.delete):
            each.setEnabled(self._may_write)

    def _words_typed(self) -> None:
        text, one = self.words.text().strip(), self._one
        if one is None or not self._may_write:
            return
        self.words_done.emit(text)
        if not one.record or text == _told(one):
            return
        if one.tool == "number":
            if text.isdecimal() and int(text) <= MOST_NUMBER:
                self.changed.emit(replace(one, number=int(text)))
        else:
            self.changed.emit(replace(one, text=text))

    def _weigh(self, weight: str) -> None:
        if self._one is not None and self._may_write:
            self.changed.emit(replace(self._one, weight=int(weight)))

    def ask_words(self) -> None:
        """Put the focus into the words of the annotation in hand."""
        if self.words.isVisibleTo(self):
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            self.words.selectAll()

    def tell_details(self, photo: PhotoLine, details: PhotoDetails) -> None:
        """Show what is known of the photo."""
        self.name.tell(details.file_name or photo.sha256[:12])
        size = say("annotation.size", mb=f"{details.bytes / 1_048_576:.1f}") if details.bytes else ""
        across = f"{details.width} × {details.height}" if details.width else ""
        self.edges.tell(" · ".join(part for part in (across, size) if part))
        self._fill(_rows(photo, details))

    def _fill(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (name, value, state, more) in enumerate(rows):
            told = QVBoxLayout()
            told.setSpacing(0)
            shown = wrapped(value, "dense")
            shown.setProperty("s", state)
            told.addWidget(shown)
            if more:
                told.addWidget(wrapped(more, "meta"))
            holder = QWidget()
            holder.setLayout(told)
            told.setContentsMargins(0, 0, 0, 0)
            self._grid.addWidget(label(name, "meta"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(holder, number, 1)


def _told(one: Annotation) -> str:
    return one.text if one.tool != "number" else "" if one.number is None else str(one.number)


def _rows(photo: PhotoLine, details: PhotoDetails) -> list[tuple[str, str, str, str]]:
    """(label, value, state, grey line) of what is known."""
    rows = [(say("annotation.facts.taken"), _taken(details), "", details.taken_by)]
    if details.lon and details.lat:
        rows.append((say("annotation.facts.place"), f"{details.lon[:9]}, {details.lat[:8]}", "", details.crs))
    if details.camera:
        rows.append((say("annotation.facts.camera"), details.camera, "", ""))
    if photo.status != "ok":
        rows.append((say("annotation.facts.state"), reason_words(photo), "err", ""))
    state = {"same": "ok", "differs": "err", "missing": "warn"}[details.held]
    short = f"{photo.sha256[:4]}…{photo.sha256[-4:]}"
    more = {"same": say("annotation.held_more.same", sha256=short), "differs": say("annotation.held_more.differs"), "missing": ""}[details.held]
    rows.append((say("annotation.facts.original"), say(f"annotation.held.{details.held}"), state, more))
    rows.append((say("annotation.facts.drawn"), say("annotation.count", count=len(photo.annotations)), "", say("annotation.count_more")))
    return rows


def _taken(details: PhotoDetails) -> str:
    taken = details.taken_at
    return f"{day_words(taken, year=True)} {taken[11:19]}" if taken else say("ui.photo.untold")
