"""One difference between two documents: what, before and after with their clauses, and why. Every word is there: cells break into lines."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.assessment import Change, clauses
from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.line_breaks import together
from surveyapp.ui.widgets.marks import TIERS, paint_shape
from surveyapp.words import say

_ARROW, _GAP, _AIR, _SHAPE = 22, 12, 5, 19
_SHARES = (0.22, 0.15, 0.23, 0.4)
"""The columns' shares of the room: name, before, after, reasons."""
_WRAPS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_Text = tuple[str, str, str]
"""Words, role, colour."""


class Cells(QWidget):
    """Four cells beside each other, painted; as high as the highest. `shapes`: those of the tiers before and after, "" for none."""

    def __init__(self, cells: tuple[tuple[_Text, ...], ...], shapes: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self.cells, self._shapes = cells, shapes
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._high: dict[tuple[int, int], int] = {}

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Measured once for each width and size of words: a layout asks some twenty times, and there may be sixty rows."""
        asked = width, px(100)
        if asked not in self._high:
            lowest = max((rect.bottom() for *_, rect in self._places(width)), default=0.0)
            self._high[asked] = round(lowest) + px(_AIR) + 1
        return self._high[asked]

    def sizeHint(self) -> QSize:
        width = max(px(480), self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), self.heightForWidth(max(px(320), self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():  # a height it was given is no reason to ask again
            self.updateGeometry()

    def _places(self, width: int) -> Iterator[tuple[int, _Text, QRectF]]:
        """Column, words and where they stand."""
        room = width - px(_ARROW) - 2 * px(_GAP)
        left = 0.0
        for column, (cell, share) in enumerate(zip(self.cells, _SHARES, strict=True)):
            top, wide = float(px(_AIR)), room * share - (px(_GAP) if column == 0 else 0)
            for text in cell:
                if text[0]:
                    aside = px(_SHAPE) if self._shape(column, text) else 0
                    fits = QFontMetrics(theme.font(text[1])).boundingRect(0, 0, int(wide) - aside, 10_000, _WRAPS, together(text[0]))
                    high = fits.height()
                    yield column, text, QRectF(left + aside, top, int(wide) - aside, high)
                    top += high
            left += room * share + (px(_ARROW) if column == 1 else px(_GAP) if column == 2 else 0)

    def _shape(self, column: int, text: _Text) -> str:
        return self._shapes[column - 1] if column in (1, 2) and text is self.cells[column][0] else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column, text, rect in self._places(self.width()):
            words, role, token = text
            if shape := self._shape(column, text):
                paint_shape(painter, shape, rect.left() - px(_SHAPE) + px(6), rect.top() + QFontMetrics(theme.font(role)).height() / 2)
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(token))
            painter.drawText(rect, _WRAPS, together(words))
            if column == 2 and role == "body":
                left = rect.left() - px(_ARROW) - (px(_SHAPE) if shape else 0)
                painter.drawText(QRectF(left, rect.top(), px(_ARROW), px(20)), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "→")


class HeadRow(Cells):
    """Which document stands on which side."""

    def __init__(self, first: str, second: str) -> None:
        words = (say("plan.page.compare_item"), first, second, say("plan.page.compare_why"))
        super().__init__(tuple(((each, "meta", "text2"),) for each in words))
        self.setAccessibleName(" ".join(words))


class ChangeRow(Cells):
    """A difference, the tiers with their shapes."""

    def __init__(self, change: Change) -> None:
        name = change.name if change.count == 1 else say("cli.compare.several", name=change.name, count=change.count)
        before, after = (DOT.join(clauses(each)) for each in (change.before_clause, change.after_clause))
        cells: tuple[tuple[_Text, ...], ...] = (
            ((name, "strong", "text"),),
            ((change.before, "dense", "text2"), (before, "meta", "text3")),
            ((change.after, "body", "text"), (after, "meta", "text3")),
            ((say("rule.sentence_mark").join(change.reasons), "meta", "text2"),),
        )
        shapes = tuple(each if each in TIERS else "unlisted" for each in change.tiers) if change.kind == "defect" else ("", "")
        super().__init__(cells, (shapes[0], shapes[1]))
        told = f"{name} {f'{change.before} {before}'.strip()} → {f'{change.after} {after}'.strip()}"
        self.setAccessibleName(told)
        self.setAccessibleDescription(self.cells[-1][0][0])
