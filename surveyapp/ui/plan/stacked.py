"""All the money in one bar: public money in greys, what residents and enterprises bear in green under a bracket, what is open hatched."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.assessment import FundingCard, FundingLine
from surveyapp.ui import theme
from surveyapp.ui.theme import px

_TOP, _THICK, _LEGEND, _MARK, _PLATE = 22, 26, 21, 10, 16
_ORDER = {"neither": 0, "resident": 1, "enterprise": 2, "doubtful": 3}
_GREYS = (0.75, 0.55, 0.42, 0.3, 0.22)


class StackedBar(QWidget):
    """The bar and its legend, which wraps."""

    def __init__(self) -> None:
        super().__init__()
        self._card = FundingCard("")
        self._lines: tuple[FundingLine, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_card(self, card: FundingCard) -> None:
        """Show these lines: public money first, then residents, enterprises, and what is open."""
        self._card = card
        self._lines = tuple(sorted(card.lines, key=lambda line: _ORDER.get(line.kind, 0)))
        self.setAccessibleName(" · ".join([card.counted, *(f"{line.name} {line.amount}" for line in self._lines)]))
        self.setVisible(bool(self._lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(320), self.heightForWidth(max(px(320), self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), self.heightForWidth(max(px(240), self.width())))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = 1 + max((row for _, row, _ in self._places(width)), default=-1)
        return px(_TOP) + px(_THICK) + px(8) + rows * px(_LEGEND)

    def _places(self, width: int) -> Iterator[tuple[int, int, str]]:
        """x, row and words of each entry of the legend."""
        metrics = QFontMetrics(theme.font("meta"))
        x = row = 0
        for place, line in enumerate(self._lines, start=1):
            words = f"{place} {line.name} {line.amount}"
            wide = px(_MARK) + 6 + metrics.horizontalAdvance(words) + 14
            if x and x + wide - 14 > width:
                x, row = 0, row + 1
            yield x, row, words
            x += wide

    def _brush(self, place: int, line: FundingLine) -> QBrush:
        if line.kind in ("resident", "enterprise"):
            colour = theme.colour("accent")
            colour.setAlphaF(1.0 if line.kind == "resident" else 0.6)
            return QBrush(colour)
        if line.kind == "doubtful":
            return QBrush(theme.colour("warn"), Qt.BrushStyle.BDiagPattern)
        colour = QColor(theme.colour("text3"))
        colour.setAlphaF(_GREYS[min(place, len(_GREYS) - 1)])
        return QBrush(colour)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # the legend wraps otherwise than it was laid out for

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, ends = 0.0, []
        for place, line in enumerate(self._lines):
            wide = self.width() * min(1.0, line.share)
            self._paint_part(painter, QRectF(left, px(_TOP), max(2.0, wide - 2), px(_THICK)), self._brush(place, line), line)
            self._paint_number(painter, QRectF(left, px(_TOP), wide - 2, px(_THICK)), place + 1)
            if line.kind in ("resident", "enterprise"):
                ends += [left, left + wide - 2]
            left += wide
        if ends:
            self._paint_bracket(painter, min(ends), max(ends))
        painter.setFont(theme.font("meta"))
        for (x, row, words), (place, line) in zip(self._places(self.width()), enumerate(self._lines), strict=True):
            y = px(_TOP) + px(_THICK) + px(8) + row * px(_LEGEND)
            self._paint_part(painter, QRectF(x, y + 5, px(_MARK), px(_MARK)), self._brush(place, line), line, radius=2)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(x + px(_MARK) + 6, y, self.width() - x, px(20)), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_part(self, painter: QPainter, rect: QRectF, brush: QBrush, line: FundingLine, radius: float = 3) -> None:
        open_, high = line.kind == "doubtful", theme.is_high()
        edge = QPen(theme.colour("warn" if open_ else "line"), 1.2)  # the fainter greys do not stand out from black, nor from white in the sun
        painter.setPen(edge if open_ or high else Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if open_ or high else rect, radius, radius)

    def _paint_number(self, painter: QPainter, part: QRectF, number: int) -> None:
        """The number under which the legend tells a part: neighbouring greys look alike. A part that is too narrow goes without."""
        plate = QRectF(0, 0, px(_PLATE), px(_PLATE))
        if part.width() < plate.width() + 2:
            return
        plate.moveCenter(part.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, str(number))

    def _words_over(self, left: float, right: float) -> tuple[QRectF, bool]:
        """Where the words of the bracket stand: before it, behind it, or over it where neither has room, always whole; and whether over it."""
        wide = QFontMetrics(theme.font("dense", bold=True)).horizontalAdvance(self._card.counted)
        if left > wide + px(8):
            x = left - wide - px(8)
        elif right + px(8) + wide < self.width():
            x = right + px(8)
        else:
            x = max(0.0, min((left + right - wide) / 2, self.width() - wide - 2))
        over = x < right and x + wide > left
        return QRectF(x, -4 if over else 2, wide + 2, px(18)), over

    def _paint_bracket(self, painter: QPainter, left: float, right: float) -> None:
        words, over = self._words_over(left, right)
        top, foot = px(_TOP) - px(5 if over else 9), px(_TOP) - (1 if over else 3)  # under its words it is lower
        painter.setPen(QPen(theme.colour("accent_text"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([QPointF(left, foot), QPointF(left, top), QPointF(right, top), QPointF(right, foot)])
        painter.setFont(theme.font("dense", bold=True))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._card.counted)
