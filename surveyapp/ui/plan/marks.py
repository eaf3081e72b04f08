"""Small parts of the plan page: what an outcome looks like, a strip with one sentence, the tags of clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Outcome, Verdict
from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import IconMark, label, wrapped
from surveyapp.words import say

_TAG_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Look:
    """How an outcome is shown: icon, colour of icon and word, and the state of a strip. Never colour alone: the word always stands beside."""

    icon: str
    token: str
    state: str


LOOKS: dict[Outcome, Look] = {
    "ok": Look("holds", "accent_text", "ok"),
    "fail": Look("err", "err", "err"),
    "running": Look("clock", "warn", "warn"),
    "pending": Look("question", "warn", "warn"),
    "silent": Look("silent", "text2", "quiet"),
}
_SOON = 60
"""Days before its end from which on a time limit warns."""
_LONG_YET = Look("clock", "text2", "quiet")
_FILLS = {"ok": ("accent_tint", ""), "err": ("err_tint", "err_line"), "warn": ("warn_tint", "warn_line"), "quiet": ("sunken", "line_soft")}


def look_of(verdict: Verdict) -> Look:
    """How a verdict is shown: a time limit that is far away does not warn yet."""
    left = verdict.days_left
    return _LONG_YET if verdict.outcome == "running" and left is not None and left > _SOON else LOOKS[verdict.outcome]


def either(ways: Sequence[str]) -> str:
    """Ways of which one is enough, as one sentence."""
    first, *others = ways or ("",)
    for each in others:
        first = say("plan.page.either", first=first, second=f"{each[:1].lower()}{each[1:]}")
    return first


class Strip(QWidget):
    """One sentence or two in a tinted frame, with an icon, a quiet figure at the right, and maybe a way to act. Hidden while it says nothing."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = "quiet"
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(10)
        self._icon = IconMark("", "warn", 18)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row = row
        self._icon.setFixedHeight(max(px(18), QFontMetrics(theme.font("body")).lineSpacing() + 1))  # in the middle of the first line
        column = QVBoxLayout()
        column.setSpacing(2)
        self._lines = [wrapped("", "body"), wrapped("", "body")]
        for line in self._lines:
            column.addWidget(line)
        row.addLayout(column, 1)
        self._aside = label("", "body")
        row.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignTop)
        self._act = button("", "link", pressed=self.acted.emit)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, look: Look, lines: Sequence[str], aside: str = "", act: str = "") -> None:
        """Say something, or nothing (no lines)."""
        said = [line for line in lines if line]
        self._state = look.state
        self._icon.become(look.icon, look.token)
        for place, widget in enumerate(self._lines):
            text = said[place] if place < len(said) else ""
            widget.setText(text)
            widget.setVisible(bool(text))
            theme.mark(widget, "s", look.state if look.state != "quiet" else "")
        self._aside.setText(aside)
        self._aside.setVisible(bool(aside))
        self._act.setText(act)
        self._act.setVisible(bool(act))
        # Beside a way to act the row is higher than one line: icon and line then share its middle.
        alone = len(said) == 1 and bool(act)
        for each in (self._icon, self._aside):
            self._row.setAlignment(each, Qt.AlignmentFlag.AlignVCenter if alone else Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(" ".join([*said, aside]).strip())
        self.setVisible(bool(said))
        self.update()

    def words(self) -> str:
        """What is said."""
        return self.accessibleName() if not self.isHidden() else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, line = _FILLS[self._state]
        line = line or ("accent_text" if theme.is_high() else "")  # a tint alone is not seen in the sun
        painter.setPen(QPen(theme.colour(line), theme.hair()) if line else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill))
        radius, half = theme.size("radius"), theme.hair() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


class Entries(QLabel):
    """Entries with a mark behind each but the last: where they find no room in one line it breaks behind a mark, never inside an entry."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)  # for the height, and for one entry that is wider than the whole line
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._entries: tuple[str, ...] = ()

    def tell(self, entries: Sequence[str], mark: str = "") -> None:
        """Show entries."""
        self._entries = (*(f"{each}{mark}" for each in entries[:-1]), *entries[-1:])
        self.setAccessibleName("".join(self._entries))
        self._break()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        metrics, lines = self.fontMetrics(), [""]
        for each in self._entries:
            longer = f"{lines[-1]}{each}"
            if lines[-1] and metrics.horizontalAdvance(longer.rstrip()) > self.width():
                lines[-1] = lines[-1].rstrip()
                lines.append(each)
            else:
                lines[-1] = longer
        if self.text() != (shown := "\n".join(lines)):
            self.setText(shown)


class ClauseTags(QWidget):
    """The clauses that something rests on, each in a small frame. What finds no room is told in the tool tip and to screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self._clauses: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def tell(self, clauses: Sequence[str]) -> None:
        """Show these clauses."""
        self._clauses = tuple(clauses)
        self.setAccessibleName(" ".join(clauses))
        self.setToolTip(" · ".join(clauses))
        self.setVisible(bool(clauses))
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(theme.font("meta"))
        return [metrics.horizontalAdvance(each) + 18 for each in self._clauses]

    def sizeHint(self) -> QSize:
        widths = self._widths()
        return QSize(sum(widths) + 6 * max(0, len(widths) - 1), px(_TAG_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min([*self._widths()[:1], 90]), px(_TAG_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("meta"))
        x = 0.0
        for clause, width in zip(self._clauses, self._widths(), strict=True):
            room = self.width() - x
            if room < 60 and x > 0:
                return
            rect = QRectF(x + 0.5, 0.5, min(width, room) - 1, px(_TAG_HEIGHT) - 1)
            painter.setPen(QPen(theme.colour("line"), theme.hair()))
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(rect, theme.size("radius_badge"), theme.size("radius_badge"))
            painter.setPen(theme.colour("text2"))
            shown = painter.fontMetrics().elidedText(clause, Qt.TextElideMode.ElideRight, int(rect.width()) - px(10))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
            x += width + 6
