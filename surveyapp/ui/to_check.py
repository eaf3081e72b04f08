"""How much waits in the review: findings and conflicts, counted beside everything else once a person has paused, for the bubble on the rail."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from shiboken6 import isValid

from surveyapp.ui.standing import Standing

PAUSE_MS = 1500
"""Only after so long without a write is it counted again: who records is never kept waiting."""
SHARE = 20
"""And only after so many times what the last count took: a survey of a whole city may take seconds, and a battery has other things to do."""


class ToCheck(QObject):
    """`counted(count)`: as many as the review lists under what is to check."""

    counted = Signal(int)

    def __init__(self, standing: Standing, parent: QObject) -> None:
        super().__init__(parent)
        self._standing = standing
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.count)
        self._since = QElapsedTimer()
        standing.listed.connect(self._pause.start)
        standing.survey_chosen.connect(lambda _survey: self.counted.emit(0))

    def count(self) -> None:
        """Count now. Where that fails nothing is said: the review itself tells why, and the last count stands."""
        if self._standing.survey is not None:
            ask = self._standing.errands.ask
            self._since.start()
            ask(lambda verbs: sum(verbs.flaws()[0].values()), self._tell, lambda _problem: None, lane="to_check", aside=True)

    def _tell(self, count: int) -> None:
        """The window may stand on another home by now, and this shell be gone."""
        if isValid(self):
            self._pause.setInterval(max(PAUSE_MS, SHARE * self._since.elapsed()))
            self.counted.emit(count)
