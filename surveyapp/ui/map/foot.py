"""What always stands on the map: system, base and registration error, scale; and the legend."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from surveyapp.domain.mercator import round_length
from surveyapp.domain.pins import MapView
from surveyapp.ui import theme
from surveyapp.ui.map.looks import BY_SEVERITY, UNCLASSIFIED, shape_path
from surveyapp.ui.map.words import base_words, crs_words, severity_words, unit_words
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label
from surveyapp.ui.widgets.marks import paint_ladder, paint_shape
from surveyapp.words import say

_BAR_PX = 110
_SEVERITIES = (1, 2, 3, 4, 0)
"""0: nobody has rated it."""
TIERS = ("basic", "improvement", "enhancement", "unlisted", UNCLASSIFIED)


class ScaleBar(QWidget):
    """A round length, drawn as long as it is here."""

    def __init__(self) -> None:
        super().__init__()
        self._px, self._words = 0.0, ""
        self.setFixedSize(px(_BAR_PX) + 16, px(40))

    def tell(self, px_per_unit: float, view: MapView) -> None:
        """Another scale."""
        length = round_length(_BAR_PX / px_per_unit) if px_per_unit > 0 else 0.0
        self._px, self._words = length * px_per_unit, unit_words(length, view)
        self.setAccessibleName(say("ui.map.scale", length=self._words))
        self.update()

    def words(self) -> str:
        """The length that is drawn."""
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("dense", bold=True))
        left, high = (self.width() - self._px) / 2, px(29)
        painter.drawText(QRectF(0, 3, self.width(), px(20)), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLines(
            [
                QLineF(left, high, left + self._px, high),
                QLineF(left, high - 5, left, high + 5),
                QLineF(left + self._px, high - 5, left + self._px, high + 5),
            ]
        )


class Foot(QFrame):
    """The line at the lower left: never hidden, on every base."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        self._icon = IconMark("crosshair", "text2", 20)
        self.system = label("", "strong")
        self.base = ElideLabel("", "dense")
        self.elsewhere = ElideLabel("", "dense")
        self.scale = ScaleBar()
        self._north = IconMark("north", "text", 20)
        self._north.setAccessibleName(say("ui.map.north"))
        self._north.setToolTip(say("ui.map.north"))
        for each in (self._icon, self.system):
            row.addWidget(each)
        row.addWidget(self.base, 1)
        row.addWidget(self.elsewhere)
        row.addWidget(self.scale)
        row.addWidget(self._north)
        self.setFixedHeight(theme.size("touch"))

    def tell(self, view: MapView, px_per_unit: float, points: int | None = None) -> None:
        """What is shown. `points`: the plan is being registered, and has so many so far."""
        self.system.setText(crs_words(view.frame.crs, view.frame.plan))
        loose = view.frame.plane is None and bool(view.frame.plan)
        words = base_words(view) if points is None else say("lists.map.registering", count=points)
        self.base.tell(words, "warn" if loose and points is None else "")
        count = len(view.elsewhere)
        self.elsewhere.tell(say("ui.map.elsewhere", count=count) if count else "", "warn")
        self.elsewhere.setVisible(bool(count))
        self._north.setVisible(view.frame.plane is not None)
        self.scale.tell(px_per_unit, view)
        self.setAccessibleName(say("ui.map.join").join((self.system.text(), self.base.whole())))

    def wanted_width(self) -> int:
        """How wide it would like to be."""
        fixed = px(14) + px(20) + px(8) + self.system.sizeHint().width() + px(16) + px(_BAR_PX) + px(16) + px(12) + px(28)
        return fixed + self.base.sizeHint().width() + (self.elsewhere.sizeHint().width() + px(8) if self.elsewhere.whole() else 0) + px(24)


class Legend(QFrame):
    """What the looks of the pins mean: number, ladder and word, or shape and word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        self._mode = BY_SEVERITY
        self.setFixedHeight(theme.size("touch"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tell(BY_SEVERITY)

    def tell(self, mode: str) -> None:
        """What the pins are told apart by."""
        self._mode = mode
        self.setAccessibleName(say("ui.map.legend", entries=say("ui.map.join").join(self._words())))
        self.adjustSize()
        self.update()

    def _words(self) -> list[str]:
        if self._mode == BY_SEVERITY:
            return [severity_words(each) if each else _severity_name(each) for each in _SEVERITIES]
        return [*(say("ui.tier.none" if each == UNCLASSIFIED else f"ui.map.tier.{each}") for each in TIERS), say("tiers.numbers")]

    def _chips(self) -> list[tuple[str, float]]:
        metrics = QFontMetrics(theme.font("dense", bold=True))
        words = [_severity_name(each) for each in _SEVERITIES] if self._mode == BY_SEVERITY else self._words()
        made = [(each, metrics.horizontalAdvance(each) + float(px(44))) for each in words]
        if self._mode != BY_SEVERITY:
            made[-1] = (words[-1], QFontMetrics(theme.font("dense")).horizontalAdvance(words[-1]) + 2.0)
        return made

    def sizeHint(self) -> QSize:
        return QSize(round(sum(wide + px(10) for _, wide in self._chips())) + px(22), theme.size("touch"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 16.0
        for number, (words, wide) in enumerate(self._chips()):
            rect = QRectF(left, (self.height() - px(26)) / 2, wide, px(26))
            if self._mode == BY_SEVERITY:
                _paint_severity_chip(painter, rect, _SEVERITIES[number], words)
            elif number < len(TIERS):
                _paint_tier_chip(painter, rect, TIERS[number], words)
            else:
                painter.setPen(theme.colour("text2"))
                painter.setFont(theme.font("dense"))
                painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            left += wide + px(10)


def _severity_name(severity: int) -> str:
    return say(f"ui.severity.{severity}") if severity else say("ui.map.unrated")


def _paint_severity_chip(painter: QPainter, rect: QRectF, severity: int, words: str) -> None:
    """Number, ladder and word; what nobody has rated stands as its pin does: a question mark in a dashed line."""
    ink = theme.colour(f"severity{severity}_text" if severity else "text2")
    dashed = Qt.PenStyle.SolidLine if severity else Qt.PenStyle.DashLine
    painter.setPen(QPen(theme.colour("line_strong"), 1, dashed) if severity < 3 else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"severity{severity}" if severity else "surface"))
    painter.drawRoundedRect(rect, 6, 6)
    painter.setPen(ink)
    painter.setFont(theme.font("dense", bold=True))
    number = rect.adjusted(px(10), -2, 0, -4) if severity else rect.adjusted(px(10), 0, 0, 0)
    painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(severity) if severity else "?")
    painter.drawText(rect.adjusted(px(34), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    if severity:
        paint_ladder(painter, rect.left() + px(14), rect.bottom() - 7, severity, f"severity{severity}_text", 3.2)


def _paint_tier_chip(painter: QPainter, rect: QRectF, tier: str, words: str) -> None:
    bare = tier == UNCLASSIFIED
    painter.setPen(QPen(theme.colour("line_strong" if bare else tier), 1) if bare or theme.is_high() else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface" if bare else f"{tier}_tint"))
    painter.drawRoundedRect(rect, 6, 6)
    if bare:
        painter.setPen(QPen(theme.colour("text2"), 1.6))
        painter.drawPath(shape_path(tier, 6.0, 0.0).translated(rect.left() + px(17), rect.center().y()))
    else:
        paint_shape(painter, tier, rect.left() + px(17), rect.center().y())
    painter.setPen(theme.colour("text2" if bare else f"{tier}_text"))
    painter.setFont(theme.font("dense", bold=True))
    painter.drawText(rect.adjusted(px(32), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
