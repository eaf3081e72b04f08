"""A conflict: base, the others and me side by side; only what differs stands there, what merged by itself is told in one line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.review import Conflict, Side
from surveyapp.ui import icons, theme
from surveyapp.ui.moments import clock
from surveyapp.ui.review.conflict_field import FieldRow, proposed
from surveyapp.ui.review.value_words import field_words, value_words
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.buttons import Painted, button, ring
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.marks import paint_severity
from surveyapp.words import say

_PAD, _META, _NAME, _VALUE = 9, 18, 18, 22
_BUTTONS, _GAP = 340, 8
"""For so many px there is room beside each other in the panel, with so many between two."""


class _Note(QWidget):
    """One line in a tint: what merged by itself, or what the catalogue proposes."""

    def __init__(self, icon: str, look: str) -> None:
        super().__init__()
        self._icon, self._look, self._text = icon, look, ""
        self.setFixedHeight(px(36))

    def tell(self, text: str) -> None:
        """Show a sentence, or nothing."""
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ok = self._look == "ok"
        line = ("accent" if theme.is_high() else "") if ok else "warn_line"  # in high contrast a tint alone is not seen
        painter.setPen(QPen(theme.colour(line), 1) if line else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_tint" if ok else "warn_tint"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.size("radius"), theme.size("radius"))
        token = "accent_text" if ok else "warn"
        icons.paint(painter, self._icon, px(13), px(9), px(18), token)
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour(token))
        room = self.width() - px(50)
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(px(39), 0, room + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)


class SideCard(Painted):
    """One column: whose, where, when, and each field with its value. Pressed, it is the side that shall stand.

    Where and when stand on a line each, for when two values differ the time often decides, and a narrow card would cut it.
    """

    def __init__(
        self, title: str, meta: tuple[str, str], kind: str, fields: tuple[str, ...], values: Mapping[str, Value], base: Mapping[str, Value]
    ) -> None:
        told = "; ".join(f"{field_words(kind, name)} {value_words(kind, name, values.get(name))}" for name in fields if name in values)
        super().__init__(title)
        self.setAccessibleName(" ".join((title, DOT.join(part for part in meta if part), told)))
        self.setToolTip(told)
        self.meta, self._kind, self._fields, self._values = meta, kind, fields, values
        self._differs = {name for name in fields if name in values and canonical(values[name]) != canonical(base.get(name))}
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(100), px(52 + _META) + len(self._fields) * (px(_NAME) + 2 * px(_VALUE)) + px(_PAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        fill = "selected" if chosen else "surface" if self.isEnabled() else "sunken"
        self.frame(painter, fill, "accent" if chosen else "line", theme.size("radius"), 2 * theme.hair() if chosen else theme.hair())
        room = self.width() - 2 * px(_PAD)
        self._line(painter, px(8), self.text(), "dense", "text", room, bold=self.isEnabled())
        for place, words in enumerate(self.meta):
            self._line(painter, px(26 + place * _META), words, "meta", "text2", room)
        top = float(px(50 + _META))
        for name in self._fields:
            self._line(painter, top, field_words(self._kind, name), "meta", "text2", room)
            self._value(painter, top + px(_NAME), name, room)
            top += px(_NAME) + 2 * px(_VALUE)
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), theme.size("radius"))

    def _value(self, painter: QPainter, top: float, name: str, room: int) -> None:
        if name not in self._values:
            self._line(painter, top, say("review.conflict.not_set"), "dense", "text3", room)
            return
        value, bold = self._values[name], name in self._differs
        left = 0.0
        if name == "severity" and value in (1, 2, 3, 4):
            paint_severity(painter, px(_PAD), top + 4, value)
            self._words(painter, QRectF(px(_PAD) + px(31), top, room - px(31), px(32)), say(f"ui.severity.{value}"), bold)
            return
        text = value_words(self._kind, name, value)
        self._words(painter, QRectF(px(_PAD) + left, top, room, 2 * px(_VALUE) - 4), text, bold)

    def _words(self, painter: QPainter, rect: QRectF, text: str, bold: bool) -> None:
        painter.setFont(theme.font("dense", bold=bold))
        painter.setPen(theme.colour("text"))
        single = rect.height() < 2 * px(_VALUE) - 4
        align = Qt.AlignmentFlag.AlignVCenter if single else Qt.AlignmentFlag.AlignTop
        flags = int(align | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWrapAnywhere)
        painter.drawText(rect, flags, two_lines(painter.fontMetrics(), text, int(rect.width()), 1 if single else 2))

    def _line(self, painter: QPainter, top: float, text: str, role: str, token: str, room: int, bold: bool = False) -> None:
        painter.setFont(theme.font(role, bold=bold))
        painter.setPen(theme.colour(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(px(_PAD), top, room + 1, px(18)), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def two_lines(metrics: QFontMetrics, text: str, width: int, lines: int) -> str:
    """As much of a text as fits into so many lines, with … where it goes on."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width * lines - (lines - 1) * metrics.averageCharWidth() * 2)


class ConflictView(QWidget):
    """`settled(values)`: what shall stand, by field."""

    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.conflict: Conflict | None = None
        self._one_by_one = self._back = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.cards: list[tuple[Side | None, SideCard]] = []
        self.rows: dict[str, FieldRow] = {}
        self.takes: list[QPushButton] = []
        self._body = QWidget()
        self._column.addWidget(self._body)
        self._column.addStretch(1)

    def show_conflict(self, conflict: Conflict | None, writable: bool) -> None:
        """Show the sides of a conflict; None: all is settled."""
        self.conflict, self._one_by_one = conflict, False
        self._fill(writable)

    def _fill(self, writable: bool) -> None:
        old = self._body
        self._body = QWidget()
        self._column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        self.cards, self.rows = [], {}
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        conflict = self.conflict
        if conflict is None:
            column.addWidget(label(say("review.conflict.none"), "dense"))
            return
        column.addWidget(label(say("review.conflict.question"), "strong"))
        if self._one_by_one:
            self._fill_fields(column, conflict, writable)
        else:
            self._fill_cards(column, conflict, writable)
        merged, hint = _Note("check", "ok"), _Note("info", "warn")
        column.addWidget(merged)
        column.addWidget(hint)
        merged.tell(_merged_words(conflict))
        hint.tell(say("review.conflict.hint", severity=say(f"review.severity.{conflict.hint}")) if conflict.hint else "")

    def _fill_cards(self, column: QVBoxLayout, conflict: Conflict, writable: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        base = SideCard(
            say("review.conflict.base"), (say("review.conflict.base_meta"), ""), conflict.kind, conflict.fields, conflict.base, conflict.base
        )
        base.setEnabled(False)
        row.addWidget(base, 1)
        self.cards.append((None, base))
        for side in conflict.sides:
            name = side.author_name or say("review.author_unknown")
            title = say("review.conflict.me", name=name) if side.is_mine else name
            meta = say("review.conflict.device", device=side.device), clock(side.wall)
            card = SideCard(title, meta, conflict.kind, conflict.fields, side.values, conflict.base)
            card.clicked.connect(lambda _checked=False, each=card: self._choose(each))
            card.setEnabled(writable)
            row.addWidget(card, 1)
            self.cards.append((side, card))
        column.addLayout(row)
        self._fill_buttons(column, conflict, writable)
        first = proposed(conflict)
        self._choose(next((card for side, card in self.cards if side is not None and side is first), base))

    def _fill_buttons(self, column: QVBoxLayout, conflict: Conflict, writable: bool) -> None:
        """Each side's button under its own card; where the words need more room, side by side, or below each other. What settles it by hand
        comes last, on a line of its own: under what stood before it would read as letting that stand."""
        one = len(conflict.fields) == 1
        self.single = button(say("review.conflict.another" if one else "review.conflict.single"), "link", pressed=self._go_single)
        self.single.setEnabled(writable)
        theme.mark(self.single, "flush", "true")
        self.takes = [button(_take_words(side), pressed=partial(self.settled.emit, dict(side.values))) for side in conflict.sides]
        widest = max(each.sizeHint().width() for each in self.takes)
        under, beside = (widest <= px(round((_BUTTONS - (count - 1) * _GAP) / count)) for count in (len(self.cards), len(self.takes)))
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        line.setSpacing(_GAP)
        if under:
            line.addWidget(QWidget(), 1)
        for each in self.takes:
            each.setAccessibleName(each.text())
            each.setEnabled(writable)
            each.setSizePolicy(QSizePolicy.Policy.Ignored if beside else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line.addWidget(each, 1)
        column.addLayout(line)
        column.addWidget(self.single, 0, Qt.AlignmentFlag.AlignLeft)
        for before, after in pairwise((*self.takes, self.single)):
            QWidget.setTabOrder(before, after)

    @property
    def take(self) -> QPushButton:
        """What lets the chosen side stand, or what was decided field by field."""
        return self._settle if self._one_by_one else self.takes[max(0, self._chosen_at())]

    def _chosen_at(self) -> int:
        """The place of the chosen side among the sides; -1 while what stood before is."""
        return next((at for at, (_, card) in enumerate(self.cards) if card.isChecked()), 0) - 1

    def _choose(self, chosen: SideCard) -> None:
        for _side, card in self.cards:
            card.setChecked(card is chosen)
        self._weigh()

    def stand_back(self, back: bool) -> None:
        """Whether something else on the page is what is being done: then no button here is the one that matters."""
        self._back = back
        if self.conflict is not None:
            self._weigh()

    def _weigh(self) -> None:
        for each in (self._settle,) if self._one_by_one else self.takes:
            theme.mark(each, "k", "primary" if each is self.take and not self._back else "")

    def _go_single(self) -> None:
        self._one_by_one = True
        self._fill(True)

    def _fill_fields(self, column: QVBoxLayout, conflict: Conflict, writable: bool) -> None:
        for name in conflict.fields:
            row = FieldRow(conflict, name)
            self.rows[name] = row
            column.addWidget(row)
        buttons = QHBoxLayout()
        self._settle = button(say("review.conflict.settle"), pressed=self._take_fields)
        buttons.addWidget(self._settle)
        buttons.addWidget(button(say("review.conflict.back"), pressed=lambda: self.show_conflict(conflict, writable)))
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._weigh()

    def _take_fields(self) -> None:
        chosen = {name: row.value() for name, row in self.rows.items()}
        if all(ok for ok, _ in chosen.values()):
            self.settled.emit({name: value for name, (_, value) in chosen.items()})


def _take_words(side: Side) -> str:
    return say("review.conflict.take_mine") if side.is_mine else say("review.conflict.take", name=side.author_name or side.device)


def _merged_words(conflict: Conflict) -> str:
    told = [
        say("review.conflict.merged_one", field=field_words(conflict.kind, name), value=value_words(conflict.kind, name, value))
        for name, value in conflict.merged.items()
    ]
    found = [say("review.conflict.merged", fields=say("ui.form.list_join").join(told))] if told else []
    if conflict.alone:
        fields = say("ui.form.list_join").join(field_words(conflict.kind, name) for name in conflict.alone)
        found.append(say("review.conflict.alone", count=len(conflict.alone), fields=fields))
    return say("review.conflict.and").join(found)


class Heading(QWidget):
    """Title and place of the record in hand."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._whole = ""
        self.title, self.place = wrapped(role="card"), wrapped(role="dense")
        column.addWidget(self.title)
        column.addWidget(self.place)

    def tell(self, title: str, place: str) -> None:
        """Show them."""
        self.title.setText(title)
        self._whole = place
        self.place.setAccessibleName(place)
        self._break()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        """The place in lines that end behind a whole part, and not with the dot that would join the next."""
        lines, room, metrics = [""], self.place.width(), self.place.fontMetrics()
        for part in self._whole.split(DOT):
            longer = DOT.join(each for each in (lines[-1], part) if each)
            if lines[-1] and metrics.horizontalAdvance(longer) > room:
                lines.append(part)
            else:
                lines[-1] = longer
        self.place.setText("\n".join(lines))
