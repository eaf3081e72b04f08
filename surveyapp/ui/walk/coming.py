"""A photo on its way to the defect in hand: what is asked of it meanwhile waits until it is shown. P and M may be struck in one breath."""

from __future__ import annotations

from collections.abc import Callable

from surveyapp.domain.views import Changed


class Coming:
    """At most one record waits, and at most one act for its photo."""

    def __init__(self) -> None:
        self._record = ""
        self._is_stored = False
        self._act: Callable[[], object] | None = None

    def expect(self, record: str) -> None:
        """A photo of this record has been sent for."""
        self._record, self._is_stored, self._act = record, False, None

    def stored(self, record: str, changed: Changed) -> None:
        """It has been stored, or there was none: then nothing waits any longer."""
        if record == self._record:
            self._is_stored = True
            if not changed.records:
                self.shown(record)

    def shown(self, record: str) -> None:
        """The photos of a record are shown as they are stored now."""
        if record == self._record and self._is_stored:
            act = self._act
            self.forget()
            if act is not None:
                act()

    def ask(self, record: str, act: Callable[[], object]) -> None:
        """Do something with the photo of a record: now, or when the one that is on its way is shown."""
        if record and record == self._record:
            self._act = act
        else:
            act()

    def forget(self) -> None:
        """Another record is in hand, or the photo could not be stored."""
        self.expect("")
