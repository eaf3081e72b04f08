"""The desk: what the window does, as one object over the steps. Imported on the worker thread after the first paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from surveyapp.domain.assessment import Assessment, Comparison
from surveyapp.domain.canonical import Value
from surveyapp.domain.geo import Position
from surveyapp.domain.pins import BaseMap, MapView
from surveyapp.domain.registration import ControlPoint
from surveyapp.domain.views import (
    BuildingLine,
    CatalogueEntry,
    Changed,
    CommunityLine,
    DefectLine,
    Exported,
    HistoryLine,
    PhotoLine,
    RecordView,
    SurveyLine,
    UndoState,
)
from surveyapp.errors import HomeMissing
from surveyapp.policy.packs import Pack
from surveyapp.steps import bring_in, joining, package, policies, show, survey, undo, verdicts
from surveyapp.steps import map as places
from surveyapp.steps.assess import assess
from surveyapp.steps.begin import new_draft
from surveyapp.steps.compare import compare
from surveyapp.steps.handover_desk import HandoverDesk
from surveyapp.steps.home_desk import HomeDesk
from surveyapp.steps.join_desk import JoinDesk
from surveyapp.steps.node import Node
from surveyapp.steps.photos_desk import PhotosDesk
from surveyapp.steps.record import Draft, record
from surveyapp.steps.review_desk import ReviewDesk
from surveyapp.steps.tables_desk import TablesDesk
from surveyapp.steps.vote_desk import VoteDesk
from surveyapp.steps.walk_desk import WalkDesk
from surveyapp.store import find, local
from surveyapp.store.tiles import Tiles

Progress = Callable[[int, int, str], None]


class Desk(HandoverDesk, HomeDesk, JoinDesk, PhotosDesk, ReviewDesk, TablesDesk, VoteDesk, WalkDesk):
    """One home, opened for a person at a window."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.read_only = node.store.read_only
        self._survey: SurveyLine | None = None

    def surveys(self) -> tuple[SurveyLine, ...]:
        """The surveys of this home."""
        return survey.surveys(self.node)

    def new_survey(self, name: str, policy: str, inspector: str) -> SurveyLine:
        """Start a survey with its first inspector."""
        self._survey = survey.new_survey(self.node, name, policy, inspector)
        return self._survey

    def policies(self) -> tuple[tuple[str, str, str], ...]:
        """(id, name, status) of every pack."""
        packs = [policies.pack(each) for each in policies.pack_ids()]
        return tuple((each.id, f"{policies.in_words(each.place)} {policies.in_words(each.document.title)}", each.document.status) for each in packs)

    def choose_survey(self, survey_id: str) -> SurveyLine:
        """Work in this survey from now on."""
        self._survey = survey.the_survey(self.node, survey_id)
        if not self.read_only:
            self.set_setting("last_survey", self._survey.id)
        return self._survey

    @property
    def _chosen(self) -> SurveyLine:
        if self._survey is None:
            self._survey = survey.the_survey(self.node)
        return self._survey

    @property
    def _pack(self) -> Pack:
        return policies.pack(self._chosen.policy)

    def communities(self) -> tuple[CommunityLine, ...]:
        """The communities of the chosen survey, by name."""
        return show.communities(self.node, self._chosen.id)

    def buildings(self, stream: str) -> tuple[BuildingLine, ...]:
        """The buildings of a community in walking order, its common ground first."""
        return show.buildings(self.node, stream)

    def record(self, stream: str, record_id: str) -> RecordView:
        """A record with every field it has."""
        return show.record_view(self.node, self.filed(stream, record_id), record_id)

    def history(self, stream: str, record_id: str, name: str) -> tuple[HistoryLine, ...]:
        """Every edit of a field, newest first."""
        return show.history(self.node, self.filed(stream, record_id), record_id, name)

    def new_community(self, fields: Mapping[str, Value]) -> Changed:
        """A new community: its stream is born with it."""
        return survey.new_community(self.node, self._chosen.id, fields)

    def new_record(self, stream: str, kind: str, fields: Mapping[str, Value]) -> Changed:
        """A new record in a community. A defect without severity gets the one that the catalogue proposes, and today as its date."""
        return record(self.node, [new_draft(self.node, stream, kind, fields)], f"new_{kind}")

    def set_fields(self, stream: str, record_id: str, changes: Mapping[str, Value]) -> Changed:
        """Write fields of a record. Equal values write nothing."""
        stream = self.filed(stream, record_id)
        kind = self._kind(stream, record_id)
        return record(self.node, [Draft(stream, record_id, kind, changes)], f"set_{kind}")

    def delete(self, stream: str, record_id: str) -> Changed:
        """Delete a record, with the duplicates that were joined to it; undo brings them back."""
        stream = self.filed(stream, record_id)
        kind = self._kind(stream, record_id)
        return record(self.node, joining.deletion(self.node, stream, record_id, kind), f"delete_{kind}")

    def _kind(self, stream: str, record_id: str) -> str:
        with self.node.store.reading() as connection:
            row = find.one(connection, stream, record_id)
        if row is None:
            raise HomeMissing("error.record_unknown", record=record_id)
        return row.kind

    def defects(self, stream: str, building: str) -> tuple[DefectLine, ...]:
        """The defects of a building, newest first, with tier and clause."""
        return show.defects(self.node, stream, building, self._pack)

    def catalogue(self) -> tuple[CatalogueEntry, ...]:
        """All catalogue defects, in the catalogue's order."""
        return verdicts.catalogue_entries()

    def photos(self, stream: str, subject: str) -> tuple[PhotoLine, ...]:
        """The photos of a record, oldest first."""
        return show.photos(self.node, stream, subject)

    def add_photos(self, stream: str, subject: str, files: Sequence[Path], progress: Progress | None = None) -> Changed:
        """Bring files in."""
        return bring_in.bring_in_files(self.node, stream, subject, files, progress)[0]

    def add_photo_bytes(self, stream: str, subject: str, name: str, data: bytes) -> Changed:
        """Bring in a pasted picture."""
        return bring_in.bring_in_bytes(self.node, stream, subject, name, data)[0]

    def assessment(self, stream: str) -> Assessment:
        """A community under the document of the chosen survey, today or on the survey's own day."""
        return assess(self.node, stream, self._pack)

    def compare(self, stream: str, policy: str, as_of: date | None) -> Comparison:
        """What another document or day would change for a community."""
        return compare(self.node, [stream], (self._pack, None), (policies.pack(policy), as_of))

    def undo_state(self) -> UndoState:
        """What undo and redo would do now."""
        return undo.undo_state(self.node)

    def undo(self) -> Changed:
        """Take back the newest act."""
        return undo.undo(self.node)

    def redo(self) -> Changed:
        """Bring back the act that was undone last."""
        return undo.redo(self.node)

    def export(self, target: Path, streams: Sequence[str], progress: Progress, cancelled: Callable[[], bool]) -> Exported:
        """Write a package of these communities (all when empty)."""
        chosen = survey.streams_of(self.node, self._chosen.id, streams)
        return package.write(self.node, target, chosen, progress=progress, cancelled=cancelled)

    def map_view(self, stream: str) -> MapView:
        """Where everything of a community is, and what it is shown on."""
        return places.map_view(self.node, stream, self._pack)

    def place(self, stream: str, record_id: str, position: Position | None) -> Changed:
        """Move a record to a position, or take its position away."""
        return places.place(self.node, self.filed(stream, record_id), record_id, position)

    def add_site_plan(self, stream: str, file: Path) -> Changed:
        """Bring in a scanned site plan, and show the community on it."""
        return places.add_site_plan(self.node, stream, file)

    def register_plan(self, stream: str, plan: str, crs: str, points: Sequence[ControlPoint]) -> Changed:
        """Keep the control points of a site plan."""
        return places.register_plan(self.node, self.filed(stream, plan), plan, crs, points)

    def control_points(self, stream: str, plan: str) -> tuple[str, tuple[ControlPoint, ...]]:
        """The system and the control points of a site plan."""
        return places.control_points(self.node, self.filed(stream, plan), plan)

    def choose_base(self, stream: str, base: str) -> None:
        """What a community is shown on from now on."""
        places.choose_base(self.node, stream, base)

    def add_base_map(self, file: Path, crs: str) -> BaseMap:
        """Use a file of map tiles, in a system that a person states."""
        return places.add_base_map(self.node, file, crs)

    def open_tiles(self, base_map: BaseMap) -> Tiles:
        """Open a base map."""
        return places.open_tiles(base_map)

    def unsent(self) -> int:
        """How many edits no package written here carries yet."""
        with self.node.store.reading() as connection:
            return local.count_uncarried(connection)

    def setting(self, name: str) -> str:
        """A local setting."""
        with self.node.store.reading() as connection:
            return local.get(connection, f"setting.{name}")

    def set_setting(self, name: str, value: str) -> None:
        """Keep a local setting."""
        with self.node.store.writing() as connection:
            local.put(connection, f"setting.{name}", value)

    def close(self) -> None:
        """Let go of the database and the lock of the home."""
        self.node.close()
