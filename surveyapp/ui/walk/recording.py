"""Recording: the writes of the walk. A sentence, a tile or the same again becomes a record at once; everything after that edits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed, DefectLine, PhotoLine
from surveyapp.domain.walk_views import Tile
from surveyapp.domain.walking_order import Step
from surveyapp.errors import SurveyError
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.entry import Taken
from surveyapp.ui.walk.understood import Site, fields, named_building
from surveyapp.words import say

SOURCE = "inspection"


class Recording(QObject):
    """`born(record)` when a defect of the building in hand has been committed; `told(text)` for the undo bar. What could not be
    stored: `given_back(stream, building, text)` a sentence, `unchanged(record, changes)` fields.
    """

    born = Signal(str)
    told = Signal(str)
    given_back = Signal(str, str, str)
    unchanged = Signal(str, object)
    failed = Signal(object)
    sentence_kept = Signal()

    def __init__(self, standing: Standing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing = standing

    def sentence(self, taken: Taken, site: Site) -> None:
        """A sentence becomes a defect. One that could not be stored goes back where it was typed."""
        stream, building = self._standing.stream, self._standing.building
        told = fields(taken.heard, taken.chosen, site, taken.dropped) | {"words": taken.text, "source": SOURCE}

        def work(verbs: Verbs) -> Changed:
            changed = verbs.new_record(stream, "defect", told)
            if taken.text.startswith(verbs.draft(stream, building)):
                verbs.keep_draft(stream, building, "")
            return changed

        def refused(problem: SurveyError) -> None:
            self.given_back.emit(stream, building, taken.text)
            self.failed.emit(problem)

        self.sentence_kept.emit()
        there = named_building(taken.heard, site)
        self._standing.write(work, lambda changed: self._born(changed, str(told.get("building", "")), there.name if there else ""), refused)

    def tile(self, tile: Tile, place: str, site: Site) -> None:
        """A tap on a tile: one of it, here, with the severity that the catalogue proposes."""
        stream, told = self._standing.stream, dict(site.place)
        told |= {"code": tile.code, "source": SOURCE, "quantity": {"n": "1", "unit": tile.unit}}
        if site.building:
            told["building"] = site.building
        if place:
            told.setdefault("place", place)
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
            self.unchanged.emit(record, changes)
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
