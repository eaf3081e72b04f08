"""Everything that is to be said of a chosen verdict, line by line: the next steps, one row a test with ✓ or ✕, then the remarks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.assessment import Verdict
from surveyapp.ui import theme
from surveyapp.ui.widgets.labels import IconMark, wrapped
from surveyapp.words import say

_Told = tuple[str, str, str, str]
"""Icon, its colour, role of the words, the words."""


def told_of(verdict: Verdict) -> list[_Told]:
    """The lines of a verdict, the most useful first."""
    points = [("check" if each.holds else "close", "accent_text" if each.holds else "err", "dense", each.words) for each in verdict.points]
    remarks = verdict.remarks if verdict.points else verdict.reasons
    return [
        *(("right", "text", "dense", each) for each in verdict.next_steps),
        *points,
        *(("", "", "meta", each) for each in remarks if each != verdict.reason),
        *(("warn", "warn", "meta", say("plan.page.contradiction", text=each)) for each in verdict.contradictions),
    ]


class Reasons(QWidget):
    """A column of lines; lines that are not needed any more are kept for the next verdict."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._lines: list[_Line] = []

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the lines of a verdict."""
        told = told_of(verdict)
        while len(self._lines) < len(told):
            self._lines.append(_Line())
            self._column.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(told))
            if place < len(told):
                line.tell(told[place])

    def text(self) -> str:
        """What is said, a line each."""
        return "\n".join(each.words.text() for each in self._lines if not each.isHidden())


class _Line(QWidget):
    """A small icon and words that break into lines beside it."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._icon = IconMark("", "text", 16)
        self.words = wrapped("", "dense")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def tell(self, told: _Told) -> None:
        """Show a line."""
        icon, token, role, text = told
        self._icon.become(icon, token)
        self._icon.setVisible(bool(icon))
        theme.mark(self.words, "role", role)
        self.words.setText(text)
