"""Registering a scanned plan: tap a point of the plan, write its place, and see at once how well the points agree."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.geo import GEOGRAPHIC, read_position
from surveyapp.domain.pins import SitePlan
from surveyapp.domain.registration import ControlPoint, Fit, control_point, fit
from surveyapp.ui.map.words import error_words
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.ui.widgets.overlay import Shadow
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

_TWO_NUMBERS = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)\s*[,，\s]\s*(-?[0-9]+(?:\.[0-9]+)?)\s*")
_MOST_ROWS = 8


class Registering(QFrame):
    """`finished(crs, points)` to keep them, `ended` to leave everything as it was."""

    finished = Signal(str, object)
    ended = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        self.plan: SitePlan | None = None
        self.points: list[ControlPoint] = []
        self._tapped: tuple[float, float] | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(say("ui.map.register.title"), "card"), 1)
        self._close = IconButton("close", say("ui.map.register.leave"), px=36)
        self._close.clicked.connect(self.ended)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addWidget(wrapped(say("lists.map.register.what"), "dense"))
        self.systems = Segmented([(crs, crs) for crs in GEOGRAPHIC])
        self.systems.choose("CGCS2000")
        self.systems.chosen.connect(lambda _crs: self._show())
        systems = QHBoxLayout()
        systems.setSpacing(8)
        systems.addWidget(label(say("lists.map.register.system"), "dense"))
        systems.addWidget(self.systems)
        systems.addStretch(1)
        column.addLayout(systems)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.told = wrapped("", "dense")
        column.addWidget(self.told)
        self.place = TextLine()
        self.place.setObjectName("waiting")  # until a point is tapped: in the palettes of high contrast its ground alone does not tell
        self.place.setMaxLength(60)
        self.place.setAccessibleName(say("ui.map.register.place"))
        self.place.returnPressed.connect(self._take)
        column.addWidget(self.place)
        self.keep = button(say("ui.map.register.keep"), "primary", pressed=self._finish)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self._shadow = Shadow(self, parent)
        self.setFixedWidth(px(380))
        self.hide()

    def begin(self, plan: SitePlan, crs: str, points: tuple[ControlPoint, ...]) -> None:
        """Register a plan, from the points that it has."""
        self.plan, self.points, self._tapped = plan, list(points), None
        if crs:
            self.systems.choose(crs)
        self.show()
        self.raise_()
        self._show()

    def tap(self, x: float, y: float) -> None:
        """A point of the plan was tapped, in its px."""
        if self.plan is not None and 0 <= x <= self.plan.width and 0 <= y <= self.plan.height:
            self._tapped = (x, y)
            self.place.clear()
            self._show()
            self.place.setFocus()

    @property
    def tapped(self) -> tuple[float, float] | None:
        """The point that waits for its place."""
        return self._tapped

    def _take(self) -> None:
        found = _TWO_NUMBERS.fullmatch(self.place.text())
        crs = self.systems.value()
        at = read_position({"lon": found[1], "lat": found[2], "crs": crs}) if found else None
        if at is None or self._tapped is None:
            self.told.setText(say("ui.map.register.not_two" if self._tapped else "ui.map.register.tap_first"))
            return
        self.points.append(control_point(*self._tapped, at))
        self._tapped = None
        self.place.clear()
        self._show()

    def _drop(self, number: int) -> None:
        del self.points[number]
        self._show()

    def _show(self) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = fit(self.systems.value(), self.points)
        for number, point in enumerate(self.points[:_MOST_ROWS]):
            row = self._row(number, point, found.residuals[number] if found else None)
            self._rows.addWidget(row)
            row.show()
        self.told.setText(self._words(found))
        self.place.setEnabled(self._tapped is not None)
        self.place.setPlaceholderText(say("ui.map.register.place_hint" if self._tapped is not None else "lists.map.register.tap_more"))
        self.keep.setEnabled(found is not None)
        self._rows.activate()
        self._column.invalidate()
        self._column.activate()
        self.changed.emit()

    def _row(self, number: int, point: ControlPoint, residual: float | None) -> QWidget:
        row = QWidget()
        row.setFixedHeight(px(36))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        place = f"{point.lon.quantize(Decimal('0.000001'))}, {point.lat.quantize(Decimal('0.000001'))}"
        words = say("ui.map.register.row", number=number + 1, place=place)
        if residual is not None and len(self.points) > 2:
            words = say("ui.map.register.row_off", row=words, metres=error_words(residual))
        line.addWidget(ElideLabel(words, "dense"), 1)
        away = IconButton("trash", say("ui.map.register.drop", number=number + 1), px=32)
        away.outlined_in_high = True
        away.clicked.connect(lambda: self._drop(number))
        line.addWidget(away)
        return row

    def _words(self, found: Fit | None) -> str:
        if self._tapped is not None:
            return say("ui.map.register.now_place", number=len(self.points) + 1)
        if len(self.points) < 2:
            return say("ui.map.register.tap", number=len(self.points) + 1)
        if found is None:
            return say("ui.map.register.too_close")
        if found.error is None:
            return say("ui.map.register.unchecked")
        return say("lists.map.register.fits", metres=error_words(found.error), spare=found.spare)

    def _finish(self) -> None:
        self.finished.emit(self.systems.value(), tuple(self.points))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)
