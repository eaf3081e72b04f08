"""The foot of the right panel: what was stored last, what was not, and, while nothing has happened yet, how storing works here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp.ui.moments import clock
from surveyapp.ui.widgets.labels import ElideLabel, IconMark
from surveyapp.words import say


class Foot(QWidget):
    """A rule stands in grey and without a tick: only what is stored has one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._wall = ""
        self._rule = "ui.walk.saves_itself"
        self._unsaved = 0
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 9, 16, 10)
        line.setSpacing(8)
        self._icon = IconMark("", "accent_text", 16)
        self._words = ElideLabel(role="dense")
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        self._show()

    def whole(self) -> str:
        """What stands there."""
        return self._words.whole()

    def tell_rule(self, code: str) -> None:
        """How storing works on the tab that is open."""
        self._rule = code
        self._show()

    def tell_saved(self, wall: str) -> None:
        """Something was stored at this time of the wall clock."""
        self._wall = wall
        self._show()

    def tell_unsaved(self, count: int) -> None:
        """So many fields of the record that is open hold what cannot be stored."""
        if count != self._unsaved:
            self._unsaved = count
            self._show()

    def tell(self, words: str, state: str) -> None:
        """Something else, until the next thing is stored: `ok`, `warn` or `quiet`."""
        icon = {"ok": "check", "warn": "warn"}.get(state, "")
        self._icon.become(icon, "warn" if state == "warn" else "accent_text")
        self._icon.setVisible(bool(icon))
        self._words.tell(words, state)

    def _show(self) -> None:
        if self._unsaved:
            self.tell(say("ui.walk.unsaved", count=self._unsaved), "warn")
        elif self._wall:
            self.tell(say("ui.form.saved", time=clock(self._wall)), "ok")
        else:
            self.tell(say(self._rule), "quiet")
