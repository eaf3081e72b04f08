"""What is half typed in the fields of a record: in the store within half a second, given back in its field when the record is shown again."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, Signal

from surveyapp.ui.drafts import Drafts
from surveyapp.ui.standing import Standing


class HalfTyped(QObject):
    """The half-typed words of one place at a time: a record, a door, the plan of a community. `found`: `texts` holds what was kept of it."""

    found = Signal()

    def __init__(self, standing: Standing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing = standing
        self._place = ("", "")
        self.texts: dict[str, str] = {}
        self._left: dict[tuple[str, str], dict[str, str]] = {}
        self._drafts = Drafts(standing, self)
        self._drafts.found.connect(self._take)
        standing.leaving.connect(self._drafts.flush)

    def open(self, stream: str, place: str) -> None:
        """The fields show this place from now on; what is half typed stays with the one that is left."""
        if (stream, place) == self._place:
            return
        if self.texts:
            self._left[self._place] = self.texts
        self._place, self.texts = (stream, place), {}
        self._left.pop(self._place, None)
        self._drafts.open(stream if place else "", _typed_at(place))

    def note(self, name: str, text: str | None) -> None:
        """This is half typed in a field now; None once its words are stored, or are those that are stored."""
        if text is None:
            self._done(name)
        else:
            self.texts[name] = text
            self._drafts.note(_written(self.texts))

    def refused(self, stream: str, place: str, name: str, text: str) -> None:
        """Words that the disk refused are half typed again at their own place, whatever is shown by now."""
        if (stream, place) == self._place:
            self.note(name, text)
            self.found.emit()
        else:
            held = self._left.setdefault((stream, place), {})
            held[name] = text
            self._drafts.owe(stream, _typed_at(place), _written(held))

    def _done(self, name: str) -> None:
        """Forgotten behind the write that was just sent away, never before it. A draft waits for no write: one of meanwhile is stored again."""
        if self.texts.pop(name, None) is None or self._standing.read_only:
            return
        (stream, place), left = self._place, _written(self.texts)
        self._drafts.recorded(left)

        def stored(_none: None) -> None:
            if (stream, place) == self._place:
                self._drafts.holds(left)

        self._standing.errands.ask(lambda verbs: verbs.keep_draft(stream, _typed_at(place), left), stored)

    def _take(self, text: str) -> None:
        self.texts = _read(text)
        self.found.emit()


def _typed_at(place: str) -> str:
    return f"{place}#typed"


def _written(texts: dict[str, str]) -> str:
    return json.dumps(texts, ensure_ascii=False, sort_keys=True) if texts else ""


def _read(text: str) -> dict[str, str]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return {name: words for name, words in told.items() if isinstance(words, str)} if isinstance(told, dict) else {}
