"""The card of the pin in hand: what it is, where, in which system, its photos and tier; open it, or put it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.pins import MapView, Pin
from surveyapp.domain.views import PhotoLine
from surveyapp.ui.map.words import how_words, pin_name, pin_place, pin_sentence, position_words, severity_words, shown_otherwise
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.walk.photo_view import paint_photo, photo_words
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.labels import ElideLabel, wrapped
from surveyapp.ui.widgets.marks import BadgeView, paint_severity
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.words import say

_MOST_PHOTOS = 3


class _Mark(QWidget):
    """The severity of the pin in hand."""

    def __init__(self) -> None:
        super().__init__()
        self._severity = 0
        self.setFixedSize(px(28), px(28))

    def tell(self, severity: int) -> None:
        """Another one."""
        self._severity = severity
        self.setAccessibleName(severity_words(severity))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_severity(QPainter(self), 1, 1, self._severity, px(26))


class _Strip(QWidget):
    """Up to three photos."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._photos: tuple[PhotoLine, ...] = ()
        thumbnails.arrived.connect(self.update)
        self.setFixedHeight(px(74))

    def tell(self, photos: Sequence[PhotoLine]) -> None:
        """Other photos."""
        self._photos = tuple(photos[:_MOST_PHOTOS])
        self.setAccessibleName(say("ui.map.join").join(photo_words(each) for each in self._photos))
        self.setVisible(bool(self._photos))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = (self.width() - 2 * 8) / _MOST_PHOTOS
        for number, photo in enumerate(self._photos):
            paint_photo(painter, QRectF(number * (wide + px(8)), 0, wide, self.height()), photo, self._thumbnails, self.devicePixelRatioF(), 8)


class PinCard(QFrame):
    """`opened(record)`, `move_wanted(record)`, `closed`."""

    opened = Signal(str)
    move_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, thumbnails: Thumbnails) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        self.pin: Pin | None = None
        self._mark, self.title = _Mark(), wrapped("", "card")
        self.close_button = IconButton("close", say("ui.map.close_card"), px=36)
        self.facts, self.system, self.note = ElideLabel("", "dense"), ElideLabel("", "dense"), wrapped("", "meta")
        self._strip, self._badge = _Strip(thumbnails), BadgeView()
        self.open = button(say("ui.map.open"), "primary", pressed=lambda: self._tell(self.opened))
        self.move_button = button(say("ui.map.move"), "", "move", pressed=lambda: self._tell(self.move_wanted))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        self._shadow = Shadow(self, parent)
        self.setFixedWidth(px(352))
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(7)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._mark)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column.addLayout(head)
        for each in (self.facts, self.system, self.note, self._strip, self._badge):
            column.addWidget(each)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.open)
        row.addWidget(self.move_button)
        row.addStretch(1)
        column.addLayout(row)

    def tell(self, pin: Pin, view: MapView, together: int, may_move: bool) -> None:
        """Show a pin; `together` is how many others stand at its place."""
        if self.pin is None or pin.record != self.pin.record:
            self._strip.tell(())
        self.pin = pin
        self.setAccessibleName(pin_sentence(pin))
        self._mark.tell(pin.severity)
        self._mark.setVisible(pin.kind == "defect")
        self.title.setText(pin_name(pin))
        others = say("ui.map.others_here", count=together) if together else ""
        self.facts.tell(DOT.join(each for each in (pin_place(pin), others) if each))
        where = position_words(pin.position) if pin.position else say("map.unplaced")
        self.system.tell(DOT.join(each for each in (where, how_words(pin)) if each))
        told = shown_otherwise(pin, view) if pin.position else ""
        self.note.setText(told)
        self.note.setVisible(bool(told))
        self._badge.show_badge(pin.badge)
        self._badge.setVisible(pin.badge is not None)
        self.open.setVisible(pin.kind != "photo")
        self.move_button.setText(say("ui.map.move" if pin.position is None or pin.borrowed else "ui.map.move_on"))
        self.move_button.setEnabled(may_move)
        self.adjustSize()

    def _tell(self, signal: SignalInstance) -> None:
        if self.pin is not None:
            signal.emit(self.pin.record)

    def tell_photos(self, photos: Sequence[PhotoLine]) -> None:
        """The photos of the pin in hand have come."""
        self._strip.tell([each for each in photos if each.status == "ok"])
        self.adjustSize()
        self.updateGeometry()


class Hint(QFrame):
    """What the next tap on the map means, and the way out. `ended` by the button."""

    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.setSpacing(10)
        self.words = ElideLabel("", "body")
        self.end = button(say("ui.map.end"), "link", pressed=self.ended.emit)
        row.addWidget(self.words, 1)
        row.addWidget(self.end)
        self._shadow = Shadow(self, parent)
        self.hide()

    def tell(self, words: str) -> None:
        """Say it."""
        self.words.tell(words)
        self.setAccessibleName(words)
        self.show()
        self.raise_()

    def wanted_width(self) -> int:
        """How wide it would like to be."""
        return self.words.sizeHint().width() + self.end.sizeHint().width() + px(44)
