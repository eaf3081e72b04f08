"""Progress and stopping, shared by the threads that write or check one package."""

from __future__ import annotations

import threading
from collections.abc import Callable

from surveyapp.errors import Cancelled
from surveyapp.packages.contents import Progress


class Meter:
    """Counts bytes for the progress callback and asks whether a person wants to stop. Any thread may step; callbacks run one at a time."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool], total: int, code: str) -> None:
        self._progress, self._cancelled, self._total, self._code = progress, cancelled, total, code
        self._done = 0
        self._lock = threading.Lock()
        self.stopped = threading.Event()

    def step(self, count: int) -> None:
        """`count` more bytes are done. Raises Cancelled when the work must stop."""
        with self._lock:
            if self.stopped.is_set() or self._cancelled():
                raise Cancelled
            self._done += count
            if self._progress is not None:
                self._progress(self._done, self._total, self._code)
