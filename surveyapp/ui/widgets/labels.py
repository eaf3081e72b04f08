"""Labels by role, and one that shortens instead of clipping."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from surveyapp.ui import icons, theme
from surveyapp.ui.front.row_paint import DOT as BETWEEN
from surveyapp.ui.widgets.line_breaks import in_company, together


def label(text: str = "", role: str = "body", state: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain label in a text role (`figure`, `page`, `card`, `strong`, `body`, `dense`, `meta`) and an optional state (`ok`, `warn`, `err`)."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if state:
        made.setProperty("s", state)
    return made


def wrapped(text: str = "", role: str = "body") -> QLabel:
    """A label that breaks into lines, though not inside dates, nor between numbers and their units."""
    made = _Wrapped()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    made.setText(text)
    return made


class _Wrapped(QLabel):
    """Shows its words bound together where no line may break; asked for them, or read out, it tells them as they were given."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def setText(self, text: str) -> None:
        shown = together(text)
        if self.accessibleName() in ("", self._words):
            self.setAccessibleName(text if shown != text else "")
        self._words = text
        super().setText(shown)

    def text(self) -> str:
        return self._words


class KeptLabel(QLabel):
    """A label that breaks into lines, never so that one character stands alone on the last."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setAccessibleName(text)
        self.words = text

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        kept = in_company(self.words, self.font(), self.contentsRect().width())
        if kept != self.text():
            self.setText(kept)


class ElideLabel(QLabel):
    """A label for words of unknown length: it ends in … where there is no room, and tells the whole in a tool tip."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setMinimumWidth(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.tell(text)

    def tell(self, text: str, state: str | None = None) -> None:
        """Show these words, in a state if one is given."""
        self._whole = text
        self.setAccessibleName(text)
        if state is not None:
            theme.mark(self, "s", state)
        self.updateGeometry()
        self._shorten()

    def whole(self) -> str:
        """The words before shortening."""
        return self._whole

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shown_in(self, room: int) -> str:
        return self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)

    def _shorten(self) -> None:
        shown = self._shown_in(max(0, self.width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class TitleLabel(ElideLabel):
    """A long title: where there is no room it is cut in its middle, for its end says what kind of document it is."""

    def _shown_in(self, room: int) -> str:
        return self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, room)


class FactsLabel(ElideLabel):
    """Facts side by side, the most telling first: where there is no room for all, the last ones are left out whole and told in the tool tip."""

    def _shown_in(self, room: int) -> str:
        return fitting(self._whole, self.fontMetrics(), room)


class NumberedPlace(ElideLabel):
    """Where something is, from the building inwards, and last its number. Where there is no room for all on one line the number has a second one;
    a place that is too long even alone is cut at its end, and marked so: a part is never taken for the whole.
    `grown(px)` when it stands on more lines or fewer: what it is higher than one line.
    """

    grown = Signal(int)

    def _shown_in(self, room: int) -> str:
        parts, metrics = self._whole.split(BETWEEN), self.fontMetrics()
        whole = len(parts) < 2 or metrics.horizontalAdvance(self._whole) <= room
        lines = [self._whole] if whole else [BETWEEN.join(parts[:-1]), parts[-1]]
        return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._stands())

    def minimumSizeHint(self) -> QSize:
        return self._stands()

    def _stands(self) -> QSize:
        """As high as the lines that are shown. The width never follows the height: this has an end."""
        return QSize(0, self.fontMetrics().lineSpacing() * len(self.text().splitlines() or [""]))

    def _shorten(self) -> None:
        high = self._stands().height()
        super()._shorten()
        if self._stands().height() != high:
            self.updateGeometry()
            self.grown.emit(self._stands().height() - self.fontMetrics().lineSpacing())
        self.setToolTip(self._whole if "…" in self.text() else "")


def fitting(facts: str, metrics: QFontMetrics, room: float) -> str:
    """As many whole facts of a line of them (`6 fl · 3 units · 36 homes`) as there is room for; the first one cut where even that is too long."""
    parts = facts.split(BETWEEN)
    while len(parts) > 1 and metrics.horizontalAdvance(BETWEEN.join(parts)) > room:
        parts.pop()
    return metrics.elidedText(BETWEEN.join(parts), Qt.TextElideMode.ElideRight, int(max(0, room)))


class IconMark(QWidget):
    """A small icon that stands still: a state, not a button."""

    def __init__(self, name: str, token: str, px: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._px = name, token, theme.px(px)
        self.setFixedSize(self._px, self._px)

    def become(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            top = (self.height() - self._px + 1) // 2  # words sit a little low in their line
            icons.paint(QPainter(self), self._name, 0, top, self._px, self._token)
