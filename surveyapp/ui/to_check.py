"""How much waits in the review: findings and conflicts, counted beside everything else once a person has paused, for the bubble on the rail."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from shiboken6 import isValid

from surveyapp.domain.views import SurveyLine
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs

PAUSE_MS = 1500
"""Only after so long without a write is it counted again: who records is never kept waiting."""
SOON_MS = 60
"""What is counted for the first time waits only until the list has been painted: a bubble that comes late looks like news."""
SHARE = 20
"""And only after so many times what the last count took: a survey of a whole city may take seconds, and a battery has other things to do."""

_LANE = "to_check"


def _counted(verbs: Verbs) -> tuple[int, int]:
    """(how much waits, the ms that counting took). What it stood in line, behind a package that was written, costs nothing."""
    since = QElapsedTimer()
    since.start()
    return sum(verbs.flaws()[0].values()), since.elapsed()


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
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.count)
        self._counted_of = ""
        standing.listed.connect(self._listed)
        standing.survey_chosen.connect(self._another)
        standing.no_survey.connect(lambda: self.counted.emit(0))

    def _listed(self) -> None:
        survey = self._standing.survey
        if survey is not None and survey.id != self._counted_of:
            self._counted_of = survey.id
            self._soon.start()
        else:
            self._pause.start()

    def _another(self, survey: SurveyLine) -> None:
        """The last number stands until the new one is in. Of another survey a count that is under way tells nothing, and it may be a small one."""
        if survey.id != self._counted_of:
            self._standing.errands.forget(_LANE)
            self._pause.setInterval(PAUSE_MS)
            self._counted_of = ""
            self.counted.emit(0)

    def count(self) -> None:
        """Count now. Where that fails nothing is said: the review itself tells why, and the last count stands."""
        if self._standing.survey is not None:
            self._standing.errands.ask(_counted, self._tell, lambda _problem: None, lane=_LANE, aside=True)

    def _tell(self, told: tuple[int, int]) -> None:
        """The window may stand on another home by now, and this shell be gone."""
        if isValid(self):
            count, took_ms = told
            self._pause.setInterval(max(PAUSE_MS, SHARE * took_ms))
            self.counted.emit(count)
