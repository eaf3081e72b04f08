"""The right panel of a record: its façade photos, and where the value of the focused field comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.views import HistoryLine, PhotoLine
from surveyapp.ui import theme
from surveyapp.ui.form.typed import shown_value
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import Kit
from surveyapp.ui.moments import day_and_clock
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.walk.photo_pad import PhotoPad
from surveyapp.ui.walk.photo_view import PhotoStrip
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.walk.tiles import two_lines
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.words import say

_STEP = 62
_PITCH = 20
"""From line to line of a change on two lines."""


class Timeline(QWidget):
    """Every edit of a field, newest first: what it became, who, when."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[tuple[str, str, bool]] = []
        self._tops: list[int] = [0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_history(self, kind: str, name: str, lines: Sequence[HistoryLine]) -> None:
        """Show the history of a field."""
        values = [shown_value(kind, name, line.value) for line in lines]
        before = [*values[1:], ""][: len(values)]
        self._steps = [
            (f"{old} → {value}" if old else value, DOT.join(part for part in (line.author_name, day_and_clock(line.wall)) if part), line.is_head)
            for line, value, old in zip(lines, values, before, strict=True)
        ]
        self.setAccessibleName("; ".join(f"{what}, {who}" for what, who, _ in self._steps))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        """Where each step begins: one line higher where its change needs two."""
        self._tops = [0]
        for what, _, stands in self._steps:
            self._tops.append(self._tops[-1] + px(_STEP) + (len(self._lines(what, stands)) - 1) * px(_PITCH))
        self.setFixedHeight(max(1, self._tops[-1]))
        self.update()

    def _lines(self, what: str, stands: bool) -> tuple[str, ...]:
        return two_lines(what, QFontMetrics(theme.font("body", bold=stands)), self.width() - px(28))

    def steps(self) -> list[tuple[str, str, bool]]:
        """What is shown: the change in words, author and time, and whether it stands."""
        return list(self._steps)

    def sizeHint(self) -> QSize:
        return QSize(px(200), max(1, self._tops[-1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (what, who, stands) in enumerate(self._steps):
            top, end = self._tops[place], self._tops[place + 1]
            painter.setPen(QPen(theme.colour("line"), 2))
            if place + 1 < len(self._steps):  # nothing came before the oldest one
                painter.drawLine(px(9), top + px(20), px(9), end - 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if stands else "line_strong"))
            painter.drawEllipse(QRectF(4, top + 6, px(10), px(10)))
            for line in (lines := self._lines(what, stands)):
                self._line(painter, top, line, theme.font("body", bold=stands), "text")
                top += px(_PITCH) if line is not lines[-1] else px(23)
            self._line(painter, top, who, theme.font("meta"), "text2")

    def _line(self, painter: QPainter, top: float, words: str, font: object, token: str) -> None:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(theme.colour(token))
        room = self.width() - px(28)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(px(26), top, room, px(22)), Qt.AlignmentFlag.AlignVCenter, shown)


class Provenance(QScrollArea):
    """`add_wanted()` for photos from files. `seen()` when it came to be seen or was put away."""

    add_wanted = Signal()
    seen = Signal()

    def __init__(self, thumbnails: Thumbnails, kit: Kit, drawing: Drawing, twins: QWidget) -> None:
        super().__init__()
        self._drawing = drawing
        self.photos: tuple[PhotoLine, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(6)
        self._title = ElideLabel(role="card")
        column.addWidget(self._title)
        column.addWidget(label(say("ui.record.photos_hint"), "dense"))
        self.pad = PhotoPad(thumbnails, kit, drawing, 300, say("ui.record.no_photo"))
        self._strip = PhotoStrip(thumbnails, QSize(px(66), px(56)), say("ui.record.photos"))
        self._strip.photo_wanted.connect(self._enlarge)
        self._strip.add_wanted.connect(self.add_wanted)
        column.addWidget(self.pad)
        column.addWidget(self._strip)
        column.addSpacing(8)
        self._field = ElideLabel(role="card")
        self._hint = label(say("ui.record.history_hint"), "dense")
        self._hint.setWordWrap(True)
        self.timeline = Timeline()
        column.addWidget(self._field)
        column.addWidget(self._hint)
        column.addWidget(self.timeline)
        column.addWidget(twins)
        column.addStretch(1)
        self.setWidget(inside)
        self.show_history("building", "", ())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit()

    def show_record(self, title: str, empty: str, photos: Sequence[PhotoLine], adds: bool) -> None:
        """Show the photos of a record; `empty` stands where there are none."""
        self._title.tell(title)
        self.pad.tell_empty(empty)
        self.photos = tuple(photos)
        self._drawing.take(photos)
        held = self.pad.photo.record if self.pad.photo else ""
        chosen = next((each for each in photos if each.record == held), photos[-1] if photos else None)
        self._strip.show_photos(photos, adds, chosen.record if chosen else "")
        self._enlarge(chosen)

    def show_history(self, kind: str, name: str, lines: Sequence[HistoryLine]) -> None:
        """Show where the value of a field comes from; "" for no field."""
        self._field.setVisible(bool(name))
        self._field.tell(say("ui.record.history", field=say(f"field.{kind}.{name}")) if name else "")
        self._hint.setVisible(not name or not lines)
        self._hint.setText(say("ui.record.history_none") if name else say("ui.record.history_hint"))
        self.timeline.show_history(kind, name, lines)

    def _enlarge(self, photo: PhotoLine | None) -> None:
        self.pad.show_photo(photo)
