"""What the list of households asks for, fetched and written off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from surveyapp.domain.assessment import DoorVote, VotesRead
from surveyapp.domain.views import Changed
from surveyapp.ui.plan.vote_card import VotePart
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.words import say


class HouseholdVotes(QObject):
    """Stands between the vote card and the desk. After a write the page fetches its assessment anew, and the list with it.

    `failed(SurveyError)`, `told(text)` for the undo bar.
    """

    failed = Signal(object)
    told = Signal(str)

    def __init__(self, page: QWidget, standing: Standing, card: VotePart) -> None:
        super().__init__(page)
        self._page, self._standing, self._card = page, standing, card
        card.doors_wanted.connect(self._fetch)
        card.take_wanted.connect(self._take)
        card.doors.choice_wanted.connect(self._choose)
        card.doors.list_wanted.connect(self._ask_for_list)

    def _fetch(self, vote: str) -> None:
        stream = self._standing.stream

        def home(lines: tuple[DoorVote, ...]) -> None:
            if self._card.form.record == vote:
                self._card.doors.show_lines(lines)

        self._standing.errands.ask(lambda verbs: verbs.door_votes(stream, vote), home, self.failed.emit, lane="door_votes")

    def _choose(self, records: list[str], choice: str) -> None:
        stream = self._standing.stream
        if records and not self._standing.read_only:
            self._standing.write(lambda verbs: verbs.vote_for(stream, records, choice), lambda _changed: None, self.failed.emit)

    def _take(self, vote: str) -> None:
        stream = self._standing.stream
        self._standing.write(lambda verbs: verbs.take_votes(stream, vote), lambda _changed: None, self.failed.emit)

    def _ask_for_list(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._page, say("plan.page.read_list"), "", say("plan.page.list_files"))
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Read a list of votes, and say what came of it."""
        stream, vote = self._standing.stream, self._card.form.record
        came: list[VotesRead] = []

        def work(verbs: Verbs) -> Changed:
            came.append(verbs.read_votes(stream, vote, path))
            return came[0].written

        def home(_changed: Changed) -> None:
            found = came[0]
            self.told.emit(say("plan.page.list_read", new=found.new, changed=found.changed, odd=len(found.findings)))

        self._standing.write(work, home, self.failed.emit)
