"""Drafts: a half-typed sentence is in the store within half a second, stays with its building, and survives a crash."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from surveyapp.errors import SurveyError
from surveyapp.ui.standing import Standing

KEEP_MS = 200
AGAIN_MS = 5000
"""After what time a draft that the disk refused is sent again. It is told once."""


class Drafts(QObject):
    """`found(text)`: what was half typed at the place that is open now. `kept(bool)`: whether what stands there is stored. `refused(SurveyError)`."""

    found = Signal(str)
    refused = Signal(object)
    kept = Signal(bool)

    def __init__(self, standing: Standing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing = standing
        self._place = ("", "")
        self._text = self._stored = ""
        self._owed: dict[tuple[str, str], str] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._try_again)
        standing.saved.connect(self._try_again)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.flush)

    def note(self, text: str) -> None:
        """This is what stands there now."""
        self._text = text
        if text == self._stored:
            return
        self.kept.emit(False)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Store it now, with the place where it was typed; and what the disk refused before."""
        self._timer.stop()
        self._try_again()
        text, (stream, building) = self._text, self._place
        if not stream or text == self._stored or self._standing.read_only:
            return
        self._stored = text
        self._keep(stream, building, text)

    def _keep(self, stream: str, building: str, text: str) -> None:
        place, known = (stream, building), bool(self._owed)
        self._owed.pop(place, None)

        def stored(_none: None) -> None:
            if place == self._place:
                self.kept.emit(bool(text) and text == self._text)

        def refused(problem: SurveyError) -> None:
            if place != self._place or text == self._stored:  # else something newer is under way
                self._owed[place] = text
                self._again.start()
            if not known:
                self.refused.emit(problem)

        self._standing.errands.ask(
            lambda verbs: verbs.keep_draft(stream, building, text), stored, self._standing.telling_unsaved(refused), promptly=True
        )

    def _try_again(self) -> None:
        """Send again what the disk refused."""
        for (stream, building), text in list(self._owed.items()):
            self._keep(stream, building, text)

    def give_back(self, stream: str, building: str, text: str) -> None:
        """A sentence that could not be recorded stands again where it was typed, before what was typed since; it is owed to another place."""
        if (stream, building) == self._place or not self.is_placed:
            self.found.emit(" ".join(part for part in (text, self._text) if part))
        else:
            self.owe(stream, building, " ".join(part for part in (text, self._owed.get((stream, building), "")) if part))

    def owe(self, stream: str, building: str, text: str) -> None:
        """This stands at another place, and is to be stored as soon as the disk takes it."""
        self._owed[stream, building] = text
        self._again.start()

    def recorded(self, left: str = "") -> None:
        """What stood there became a record: whoever wrote that leaves only `left` of the draft in the store."""
        self._timer.stop()
        self._owed.pop(self._place, None)
        self._text = self._stored = left

    def holds(self, text: str) -> None:
        """The store holds this now, whatever was sent there since: what was typed meanwhile is sent again."""
        self._stored = text
        self.flush()

    @property
    def is_placed(self) -> bool:
        """Whether it is known yet where one stands: what is typed before belongs to the first place."""
        return bool(self._place[0])

    def open(self, stream: str, building: str, typed: str = "") -> None:
        """Another place: what was typed stays with the one that is left. `typed` is what stands there already."""
        self.flush()
        self._place, self._text, self._stored = (stream, building), "", ""
        self.note(typed)
        if not stream:
            return

        def home(text: str) -> None:
            text = self._owed.get((stream, building), text)
            if (stream, building) == self._place and not self._text and text:
                self._stored = self._text = text
                self.found.emit(text)

        self._standing.errands.ask(lambda verbs: verbs.draft(stream, building), home, lane="draft", promptly=True)
