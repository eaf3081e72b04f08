"""Drafts: a half-typed sentence is in the store within half a second, stays with its building, and survives a crash."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from surveyapp.ui.standing import Standing

KEEP_MS = 200


class Drafts(QObject):
    """`found(text)`: what was half typed at the place that is open now. `kept(bool)`: whether what stands there is stored."""

    found = Signal(str)
    kept = Signal(bool)

    def __init__(self, standing: Standing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing = standing
        self._place = ("", "")
        self._text = self._stored = ""
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
        """Store it now, with the place where it was typed."""
        self._timer.stop()
        text, (stream, building) = self._text, self._place
        if not stream or text == self._stored or self._standing.read_only:
            return
        self._stored = text
        self._standing.errands.ask(
            lambda verbs: verbs.keep_draft(stream, building, text),
            lambda _none: self.kept.emit(bool(text) and text == self._text),
            promptly=True,
        )

    def recorded(self) -> None:
        """The sentence became a record: whoever wrote that has emptied the draft in the same errand."""
        self._timer.stop()
        self._text = self._stored = ""

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
            if (stream, building) == self._place and not self._text and text:
                self._stored = self._text = text
                self.found.emit(text)

        self._standing.errands.ask(lambda verbs: verbs.draft(stream, building), home, lane="draft", promptly=True)
