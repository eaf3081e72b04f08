"""Recording: the writes of the walk. A sentence, a tile or the same again becomes a record at once; everything after that edits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from surveyapp.domain.canonical import Value
from surveyapp.domain.next_place import Step
from surveyapp.domain.views import Changed, DefectLine, PhotoLine, Suggestion
from surveyapp.domain.walk_views import OFF_THE_FLOOR, Heard, Tile
from surveyapp.errors import SurveyError
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.taken import Taken
from surveyapp.ui.walk.understood import Site, doubt, fields
from surveyapp.words import say

SOURCE = "inspection"


class Recording(QObject):
    """`born(record)` when a defect of the building in hand has been committed; `told(text)` for the undo bar. What could not be
    stored: `given_back(stream, building, text)` a sentence, `unchanged(stream, record, changes)` fields.
    """

    born = Signal(str)
    told = Signal(str)
    given_back = Signal(str, str, str)
    unchanged = Signal(str, str, object)
    failed = Signal(object)
    sentence_kept = Signal()

    def __init__(self, standing: Standing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing = standing

    def sentence(self, taken: Taken, site: Site) -> None:
        """A sentence becomes a defect, or each of its problems one. What could not be stored goes back where it was typed."""
        stream, building = self._standing.stream, self._standing.building
        waiting = _records(taken, site)
        told = waiting[-1][1]

        def work(verbs: Verbs) -> Changed:
            born: tuple[tuple[str, str, str], ...] = ()
            while waiting:
                changed = verbs.new_record(stream, "defect", waiting[0][1])
                born = (*changed.records, *born)
                waiting.pop(0)
            if taken.text.startswith(verbs.draft(stream, building)):
                verbs.keep_draft(stream, building, "")
            return replace(changed, records=born)

        def refused(problem: SurveyError) -> None:
            self.given_back.emit(stream, building, say("ui.entry.comma").join(words for words, _ in waiting))
            self.failed.emit(problem)

        self.sentence_kept.emit()
        filed = {str(each.get("building", "")) for _, each in waiting}
        elsewhere = say("ui.token.join").join(line.name for line in site.buildings if line.record in filed and line.record != site.building)
        self._standing.write(work, lambda changed: self._born(changed, str(told.get("building", "")), elsewhere), refused)

    def tile(self, tile: Tile, place: str, site: Site) -> None:
        """A tap on a tile: one of it, here, with the severity that the catalogue proposes."""
        stream, told = self._standing.stream, dict(site.place)
        told |= {"code": tile.code, "source": SOURCE, "quantity": {"n": "1", "unit": tile.unit}}
        if site.building:
            told["building"] = site.building
        if place:
            told.setdefault("place", place)
        if told.get("place") in OFF_THE_FLOOR:
            told.pop("storey", None)
        self._standing.write(
            lambda verbs: verbs.new_record(stream, "defect", told), lambda changed: self._born(changed, site.building), self._refused
        )

    def again(self, line: DefectLine, step: Step) -> None:
        """The same problem at the next place."""
        stream, building = self._standing.stream, self._standing.building
        self._standing.write(
            lambda verbs: verbs.same_again(stream, line.record, step.unit, step.storey), lambda changed: self._born(changed, building), self._refused
        )

    def _born(self, changed: Changed, building: str, elsewhere: str = "") -> None:
        record = next((record for _, record, kind in changed.records if kind == "defect"), "")
        if elsewhere:
            self.told.emit(say("ui.walk.recorded_at", name=elsewhere))
        elif record and building == self._standing.building:
            self.born.emit(record)

    def change(self, record: str, changes: Mapping[str, Value]) -> None:
        """Write fields of a record."""
        stream = self._standing.stream

        def refused(problem: SurveyError) -> None:
            self.unchanged.emit(stream, record, changes)
            self.failed.emit(problem)

        if record:
            self._standing.write(lambda verbs: verbs.set_fields(stream, record, changes), failed=refused)

    def delete(self, record: str, name: str) -> None:
        """Delete a defect; its photos stay, and undo brings it back."""
        stream = self._standing.stream
        self._standing.write(
            lambda verbs: verbs.delete(stream, record), lambda _changed: self.told.emit(say("ui.hand.deleted", name=name)), self._refused
        )

    def attach(self, record: str, photo: PhotoLine | None, done: Callable[[Changed], None]) -> None:
        """A photo that belongs to nothing yet (for None the newest one that can be read) belongs to this record from now on; `done` then."""
        stream = self._standing.stream

        def work(verbs: Verbs) -> Changed:
            free = verbs.photos(stream, "")
            waiting = [each for each in free if (each.status == "ok" if photo is None else each.record == photo.record)]
            return verbs.set_fields(stream, waiting[-1].record, {"subject": record}) if waiting else Changed("", "", (), "")

        self._standing.write(work, done, self._refused)

    def _refused(self, problem: SurveyError) -> None:
        self.failed.emit(problem)


def _records(taken: Taken, site: Site) -> list[tuple[str, dict[str, Value]]]:
    """The words and fields of what a sentence becomes: one defect, or one for each of its problems."""
    told: list[tuple[str, Heard, Suggestion | None]] = [(part.text, part.heard, part.suggestion) for part in taken.parts]
    return [
        (words, fields(heard, chosen, site, taken.dropped, _answer_for(heard, taken, site)) | {"words": words, "source": SOURCE})
        for words, heard, chosen in told or [(taken.text, taken.heard, taken.chosen)]
    ]


def _answer_for(heard: Heard, taken: Taken, site: Site) -> str | None:
    """The building that was answered goes for what was asked about: of several problems, not for one that names its own."""
    return taken.building if not taken.parts or doubt(heard, site, taken.dropped) else None
