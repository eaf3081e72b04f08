"""What has changed is said to a screen reader once: 已存, 已附照片 2 / 2. Never a key at a time, never the same words twice in a breath."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_QUIET_MS = 400
"""Within this time only the newest words of a kind are said."""


class Announcer(QObject):
    """`say(kind, words)`; `announced(words)` when it has been said."""

    announced = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._speak)

    def say(self, kind: str, words: str) -> None:
        """Say these words soon; newer words of the same kind take their place."""
        self._waiting.pop(kind, None)
        self._waiting[kind] = words
        self._timer.start()

    def _speak(self) -> None:
        said, self._waiting = self._waiting, {}
        for words in said.values():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, words))
            self.announced.emit(words)
