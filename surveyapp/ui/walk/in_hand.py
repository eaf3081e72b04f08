"""The defect in hand: its photos, severity, quantity, what the policy says of it, and the words as they were said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import BuildingLine, DefectLine, PhotoLine
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import Kit
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT, building_name, defect_place
from surveyapp.ui.walk.photo_pad import PhotoPad
from surveyapp.ui.walk.photo_view import PhotoStrip
from surveyapp.ui.walk.quantity import QuantityRow
from surveyapp.ui.walk.severity import SeverityRow
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.walk.where import WhereRow
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.labels import ElideLabel, NumberedPlace, TitleLabel, label, wrapped
from surveyapp.ui.widgets.marks import BadgeView
from surveyapp.ui.widgets.text_line import document_leaves
from surveyapp.words import say

URGENT = 4
"""The severity that has to be reported the same day."""
_ONE_LINE, _TWO_LINES, _EDGES = 40, 60, 36
"""Heights of the words as they were said, and what their frame takes at both sides, in px."""
_ARRIVALS = 2
"""Thumbnails of 新到 that are seen at once; the first is what P attaches."""


class RawWords(QPlainTextEdit):
    """The words as they were said. Saves itself when it is left. `half_typed(text)` while they are typed; None when they are as they were."""

    left = Signal(str)
    half_typed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._given = ""
        self._shows = False
        self.textChanged.connect(self._type)
        self.setFixedHeight(px(_ONE_LINE))
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self.setAccessibleName(say("ui.hand.words"))

    def give(self, text: str) -> None:
        """Show stored words. What is half typed meanwhile stays, and counts as other words when it is left."""
        half_typed = self.hasFocus() and self.toPlainText().strip() != self._given
        self._given = text
        if not half_typed:
            self._show(text)

    def give_back(self, text: str) -> bool:
        """Show words that were half typed when the program ended; answers whether they differ from those that are stored."""
        if text != self._given:
            self._show(text)
        return text != self._given

    def _show(self, text: str) -> None:
        if self.toPlainText() != text:
            self._shows = True
            self.setPlainText(text)
            self._shows = False

    def _type(self) -> None:
        text = self.toPlainText()
        if not self._shows:
            self.half_typed.emit(None if text.strip() == self._given else text)

    def _fit(self) -> None:
        """One line where the words fit into one, so that they stand above the foot. The width never follows the height: this has an end."""
        text = self.toPlainText()
        one = "\n" not in text and self.fontMetrics().horizontalAdvance(text) <= self.width() - px(_EDGES)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff if one else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        high = px(_ONE_LINE if one else _TWO_LINES)
        if self.height() != high:
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def settle(self) -> None:
        """Say that other words stand here than were given."""
        text = self.toPlainText().strip()
        if text != self._given:
            self._given = text
            self.left.emit(text)
            self.half_typed.emit(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    def event(self, event: QEvent) -> bool:
        if document_leaves(event, self.document(), self.toPlainText() == self._given):
            event.ignore()
            return False
        return super().event(event)


class InHand(QScrollArea):
    """`set_wanted(name, value)` for a field of the defect, `delete_wanted()`, `add_wanted()` for photos from files, `clause_wanted()`,
    `attach_wanted(PhotoLine)` for a photo of 新到; `attached(how many it has now)` when one more is there.
    """

    set_wanted = Signal(str, object)
    delete_wanted = Signal()
    add_wanted = Signal()
    attach_wanted = Signal(object)
    attached = Signal(int)
    clause_wanted = Signal()

    def __init__(self, thumbnails: Thumbnails, kit: Kit, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always: with the bar the photo is narrower and so lower, without it higher, and a height between the two would have no end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line: DefectLine | None = None
        self._refused: dict[str, Value] = {}
        self.photos: tuple[PhotoLine, ...] = ()
        self._knows_photos = False
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(5)
        self._add_head(column)
        self._add_photos(column, thumbnails, kit)
        self._add_values(column)
        self._add_item(column)
        self._add_words(column)
        self._add_where(column)
        column.addStretch(1)
        self.setWidget(inside)

    def _add_head(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        self._name = ElideLabel(role="card")
        self._place = NumberedPlace(role="dense")
        names.addWidget(self._name)
        names.addWidget(self._place)
        head.addLayout(names, 1)
        self.delete = IconButton("trash", say("ui.hand.delete"))
        self.delete.clicked.connect(self.delete_wanted)
        head.addWidget(self.delete)
        column.addLayout(head)

    def _add_photos(self, column: QVBoxLayout, thumbnails: Thumbnails, kit: Kit) -> None:
        self.pad = PhotoPad(thumbnails, kit, self._drawing, 300, say("ui.hand.no_photo"))
        self._place.grown.connect(self.pad.give)
        self._strip = PhotoStrip(thumbnails, QSize(px(60), px(58)), say("ui.hand.photos"))
        self._strip.photo_wanted.connect(self._enlarge)
        self._strip.add_wanted.connect(self.add_wanted)
        self._new_title = label("", "meta")
        self.arrivals = PhotoStrip(thumbnails, QSize(px(42), px(42)), say("ui.hand.new_photos"), bar=False)
        self.arrivals.photo_wanted.connect(self.attach_wanted)
        self._arriving = QWidget()
        self.arrivals.setFixedWidth(_ARRIVALS * self.arrivals.cell.width())
        self._hidden = label("", "meta")
        arrivals = QVBoxLayout(self._arriving)
        arrivals.setContentsMargins(0, 0, 0, 0)
        arrivals.setSpacing(0)
        arrivals.addWidget(self._new_title)
        shown = QHBoxLayout()
        shown.setSpacing(0)
        shown.addWidget(self.arrivals)
        shown.addWidget(self._hidden)
        arrivals.addLayout(shown)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._strip, 1)
        row.addWidget(self._arriving)
        column.addWidget(self.pad)
        column.addLayout(row)

    def _add_values(self, column: QVBoxLayout) -> None:
        judged = QHBoxLayout()
        judged.addWidget(label(say("ui.hand.severity"), "meta"))
        judged.addStretch(1)
        self._urgent = label("", "meta", "err")
        judged.addWidget(self._urgent)
        column.addLayout(judged)
        self.severity = SeverityRow()
        self.severity.chosen.connect(lambda value: self.set_wanted.emit("severity", value))
        column.addWidget(self.severity)
        column.addSpacing(2)
        column.addWidget(label(say("ui.hand.quantity"), "meta"))
        self.quantity = QuantityRow()
        self.quantity.changed.connect(lambda number, unit: self._set("quantity", {"n": number, "unit": unit} if number else None))
        column.addWidget(self.quantity)
        column.addSpacing(4)

    def _add_item(self, column: QVBoxLayout) -> None:
        card = QFrame()
        card.setObjectName("well")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(14, 10, 14, 12)
        inner.setSpacing(5)
        self._item = ElideLabel(role="strong")
        self._badge = BadgeView()
        self._document = TitleLabel(role="meta")
        self._more = wrapped("", "meta")
        inner.addWidget(self._item)
        judged = QHBoxLayout()
        judged.addWidget(self._badge)
        judged.addStretch(1)
        self.clause = button(say("ui.hand.clause"), "link", pressed=self.clause_wanted.emit)
        self.clause.setProperty("path", True)
        judged.addWidget(self.clause)
        inner.addLayout(judged)
        inner.addWidget(self._document)
        inner.addWidget(self._more)
        column.addWidget(card)

    def _add_words(self, column: QVBoxLayout) -> None:
        self._words_title: QLabel = label(say("ui.hand.words"), "meta")
        self.words = RawWords()
        self.words.left.connect(lambda text: self._set("words", text or None))
        self._words_title.setBuddy(self.words)
        self._author = ElideLabel(role="meta")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._words_title)
        head.addStretch(1)
        head.addWidget(self._author)
        column.addLayout(head)
        column.addWidget(self.words)

    def _add_where(self, column: QVBoxLayout) -> None:
        column.addWidget(label(say("ui.place.which_part"), "meta"))
        self.where = WhereRow()
        self.where.changed.connect(self.set_wanted)
        column.addWidget(self.where)

    def show_defect(self, line: DefectLine, here: BuildingLine | None, units: Sequence[str]) -> None:
        """Take a defect in hand; `here` is its building or the common ground."""
        building = building_name(here) if here else ""
        if self._line is None or line.record != self._line.record:
            self._refused = {}
        self._line = line
        self.where.show_place(line, here)
        self._name.tell(line.name or say("ui.hand.unclassified"))
        self._place.tell(DOT.join(part for part in (building, defect_place(line), line.number) if part))
        self.severity.show_severity(line.severity)
        self._urgent.setText(say("ui.hand.urgent") if line.severity == URGENT else "")
        self.quantity.show_quantity(line.quantity, line.quantity_unit, units)
        self.words.give(line.words)
        self._author.tell(say("ui.hand.author", author=line.author_name, time=day_and_clock(line.wall)), "")
        self._show_refused()
        badge = line.badge
        self._item.tell(badge.item_name if badge else say("ui.hand.no_item"))
        self._badge.setVisible(badge is not None)
        self.clause.setVisible(badge is not None)
        self._badge.show_badge(badge)
        self._document.tell(badge.document if badge and badge.document else say("ui.hand.no_item_why"))
        more = _document_lines(line)
        self._more.setText("\n".join(more))
        self._more.setVisible(bool(more))

    def _set(self, name: str, value: Value) -> None:
        self._refused.pop(name, None)
        self.set_wanted.emit(name, value)

    def keep(self, record: str, changes: Mapping[str, Value]) -> None:
        """What the disk refused of the defect in hand stays where it was typed, and is sent again when it is left."""
        if self._line is not None and record == self._line.record:
            self._refused |= changes
            self._show_refused()

    def _show_refused(self) -> None:
        quantity = self._refused.get("quantity")
        if isinstance(quantity, dict):
            self.quantity.hold(str(quantity["n"]), str(quantity["unit"]))
        if "words" in self._refused:
            self.words.setPlainText(str(self._refused["words"] or ""))

    def give_back(self, texts: Mapping[str, str]) -> None:
        """What is half typed of the defect in hand: it stands in its field again, and it is said that it is not saved."""
        if "words" in texts and self.words.give_back(texts["words"]):
            self._author.tell(say("form.given_back"), "warn")

    def show_photos(self, photos: Sequence[PhotoLine], new: Sequence[PhotoLine], adds: bool) -> None:
        """Show the photos of the defect, and those of the community that belong to nothing yet."""
        came = [each for each in photos if each.record not in {old.record for old in self.photos}] if self.photos else []
        if self._knows_photos and len(photos) > len(self.photos):
            self.attached.emit(len(photos))
        self.photos, self._knows_photos = tuple(photos), True
        held = self.pad.photo.record if self.pad.photo else ""
        chosen = came[-1] if came else next((each for each in photos if each.record == held), photos[0] if photos else None)
        self._drawing.take(photos)
        self._strip.show_photos(photos, adds, chosen.record if chosen else "")
        self._enlarge(chosen)
        self._arriving.setVisible(bool(new) and adds)
        self._new_title.setText(say("ui.hand.new_count", count=len(new)))
        self.arrivals.setToolTip(say("ui.hand.new_photos"))
        seen = _ARRIVALS if len(photos) < _ARRIVALS else 1  # the other one's room is that of the cell behind the photos, where one adds
        self.arrivals.setFixedWidth(seen * self.arrivals.cell.width())
        self._hidden.setText(say("ui.hand.more_new", count=len(new) - seen) if len(new) > seen else "")
        self._hidden.setVisible(len(new) > seen)
        newest = tuple(reversed(new))
        self.arrivals.show_photos(tuple(sorted(newest, key=lambda each: each.status != "ok")), False)

    def forget_photos(self) -> None:
        """Another defect comes into hand: its photos are on their way."""
        self.photos, self._knows_photos = (), False
        self._strip.show_photos((), False)
        self.pad.show_photo(None)

    def settle(self) -> None:
        """Finish what is half typed."""
        self.quantity.settle()
        self.words.settle()

    def allow_writing(self, allowed: bool) -> None:
        """Whether this window may change anything."""
        for widget in (self.severity, self.quantity, self.words, self.where, self.delete):
            widget.setEnabled(allowed)

    def _enlarge(self, photo: PhotoLine | None) -> None:
        count = f"{self.photos.index(photo) + 1} / {len(self.photos)}" if photo and photo in self.photos else ""
        self.pad.show_photo(photo, count)


def _document_lines(line: DefectLine) -> list[str]:
    """What else has to be said of the document: that it is not in force, the base tier where it differs, the other taxonomies."""
    badge = line.badge
    if badge is None:
        return []
    doubtful: Mapping[str, str] = {"draft": "ui.document.draft", "expired": "ui.document.expired", "not_yet": "ui.document.not_yet"}
    lines = [say(doubtful[badge.status])] if badge.status in doubtful else []
    if badge.tier and badge.base_tier and badge.base_tier != badge.tier:
        lines.append(say("ui.tier.base", tier=badge.base_tier_name))
    return [*lines, *badge.others]


def has_typed_focus(widget: QWidget | None) -> bool:
    """Whether single letters and digits belong to what has the focus."""
    return widget is not None and (
        widget.inherits("QLineEdit") or widget.inherits("QTextEdit") or widget.inherits("QPlainTextEdit") or widget.inherits("QComboBox")
    )
