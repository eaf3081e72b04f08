"""The tool in hand: which one, and in which colour. Remembered on this laptop, so that it is armed when the next photo comes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from surveyapp import settings
from surveyapp.domain.annotations import TOOLS
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs

SELECT = "select"
"""The hand that takes hold of what is drawn. It is no tool of an annotation and is not remembered."""


class Kit(QObject):
    """`changed` when another tool or colour is in hand. `tool` is one of TOOLS or SELECT. `dipped(colour)` whenever a person
    takes a colour, also the one that is in hand already: what is chosen on the photo may have another."""

    changed = Signal()
    dipped = Signal(str)

    def __init__(self, standing: Standing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing = standing
        self.tool = self._last = settings.PHOTO_TOOL.default
        self.colour = settings.PHOTO_COLOUR.default
        standing.survey_chosen.connect(self._recall)

    @property
    def drawing_tool(self) -> str:
        """The tool to draw with: the one before SELECT while that is in hand."""
        return self.tool if self.tool in TOOLS else self._last

    def _recall(self) -> None:
        def work(verbs: Verbs) -> tuple[str, str]:
            return verbs.setting(settings.PHOTO_TOOL.name), verbs.setting(settings.PHOTO_COLOUR.name)

        def home(told: tuple[str, str]) -> None:
            self.tool = self._last = settings.PHOTO_TOOL.checked(told[0])
            self.colour = settings.PHOTO_COLOUR.checked(told[1])
            self.changed.emit()

        self._standing.errands.ask(work, home, lane="kit")

    def take(self, tool: str) -> None:
        """Take another tool."""
        if tool == self.tool:
            return
        self.tool = tool
        if tool in TOOLS:
            self._last = tool
            self._remember(settings.PHOTO_TOOL.name, tool)
        self.changed.emit()

    def dip(self, colour: str) -> None:
        """Take another colour."""
        if colour != self.colour:
            self.colour = colour
            self._remember(settings.PHOTO_COLOUR.name, colour)
            self.changed.emit()
        self.dipped.emit(colour)

    def _remember(self, name: str, value: str) -> None:
        if not self._standing.read_only:
            self._standing.errands.ask(lambda verbs: verbs.set_setting(name, value))
