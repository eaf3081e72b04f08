"""Work on the GUI thread that would hold the window up in one piece: one piece a turn of the event loop instead."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

Piece = Callable[[], object]


class Turns(QObject):
    """Pieces of work in their order. Each waits for a turn of its own, unless somebody needs what it makes: then `finish`."""

    def __init__(self, parent: QObject, *pieces: Piece) -> None:
        super().__init__(parent)
        self._pieces = deque(pieces)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.do_next)
        if pieces:
            self._timer.start()

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return not self._pieces

    def do_next(self) -> None:
        """Do one piece now."""
        if self._pieces:
            self._pieces.popleft()()
        if not self._pieces:
            self._timer.stop()

    def then(self, *pieces: Piece) -> None:
        """These after what is left, each in a turn of its own as well."""
        self._pieces.extend(pieces)
        if self._pieces:
            self._timer.start()

    def drop(self) -> None:
        """Forget what is left: nobody wants it any more."""
        self._pieces.clear()
        self._timer.stop()

    def finish(self) -> None:
        """Do everything that is left now."""
        while self._pieces:
            self.do_next()
