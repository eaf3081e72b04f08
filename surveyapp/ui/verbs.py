"""The verbs of the window: the one object that the composition root hands in. All block; the window calls them off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

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
from surveyapp.ui.handover_verbs import HandoverVerbs
from surveyapp.ui.home_verbs import HomeVerbs
from surveyapp.ui.join_verbs import JoinVerbs
from surveyapp.ui.need_verbs import NeedVerbs
from surveyapp.ui.photo_verbs import PhotoVerbs
from surveyapp.ui.review_verbs import ReviewVerbs
from surveyapp.ui.table_verbs import TableVerbs
from surveyapp.ui.vote_verbs import VoteVerbs
from surveyapp.ui.walk_verbs import WalkVerbs

Progress = Callable[[int, int, str], None]
"""(done, total, code): the code is put into words by whoever shows it."""


class TileSource(Protocol):
    """An open base map. `tile` may be called from several threads."""

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The picture (png or jpg) of a tile, rows counted from the north; None where there is none."""

    def close(self) -> None:
        """Let go of the file."""


class Verbs(HandoverVerbs, HomeVerbs, JoinVerbs, NeedVerbs, PhotoVerbs, ReviewVerbs, TableVerbs, VoteVerbs, WalkVerbs, Protocol):
    """Everything that the window can do. Errors are those of `surveyapp.errors`."""

    read_only: bool
    """Another window or command is writing in this home: every write raises HomeBusy."""

    def surveys(self) -> tuple[SurveyLine, ...]:
        """The surveys of this home."""

    def new_survey(self, name: str, policy: str, inspector: str) -> SurveyLine:
        """Start a survey with its first inspector."""

    def policies(self) -> tuple[tuple[str, str, str], ...]:
        """(id, name, status) of every pack."""

    def choose_survey(self, survey: str) -> SurveyLine:
        """Work in this survey from now on."""

    def communities(self) -> tuple[CommunityLine, ...]:
        """The communities of the chosen survey, by name."""

    def buildings(self, stream: str) -> tuple[BuildingLine, ...]:
        """The buildings of a community in walking order (3 before 12), its common ground first with an empty record id."""

    def record(self, stream: str, record: str) -> RecordView:
        """A record with every field it has."""

    def history(self, stream: str, record: str, name: str) -> tuple[HistoryLine, ...]:
        """Every edit of a field, newest first."""

    def new_community(self, fields: Mapping[str, Value]) -> Changed:
        """A new community: its stream is born with it."""

    def new_record(self, stream: str, kind: str, fields: Mapping[str, Value]) -> Changed:
        """A new building, defect, need … in a community."""

    def set_fields(self, stream: str, record: str, changes: Mapping[str, Value]) -> Changed:
        """Write fields of a record: on leaving a field. Equal values write nothing and answer an empty Changed."""

    def delete(self, stream: str, record: str) -> Changed:
        """Delete a record; undo brings it back."""

    def defects(self, stream: str, building: str) -> tuple[DefectLine, ...]:
        """The defects of a building (or of the common ground, for ""), newest first, with tier and clause."""

    def catalogue(self) -> tuple[CatalogueEntry, ...]:
        """All catalogue defects, in the catalogue's order."""

    def photos(self, stream: str, subject: str) -> tuple[PhotoLine, ...]:
        """The photos of a record (defect, building), oldest first; for "" those of the community that belong to nothing yet."""

    def add_photos(self, stream: str, subject: str, files: Sequence[Path], progress: Progress | None = None) -> Changed:
        """Bring files in: originals untouched, unreadable ones kept and marked. `subject` may be a defect, a building or ""."""

    def add_photo_bytes(self, stream: str, subject: str, name: str, data: bytes) -> Changed:
        """Bring in a pasted picture."""

    def assessment(self, stream: str) -> Assessment:
        """A community under the document of the chosen survey: every verdict with its clause, what is missing and the next step."""

    def compare(self, stream: str, policy: str, as_of: date | None) -> Comparison:
        """What another document, or another day, would change for a community. None: the survey's own day, or today."""

    def undo_state(self) -> UndoState:
        """What undo and redo would do now."""

    def undo(self) -> Changed:
        """Take back this laptop's newest act that is not undone."""

    def redo(self) -> Changed:
        """Bring back the act that was undone last."""

    def export(self, target: Path, streams: Sequence[str], progress: Progress, cancelled: Callable[[], bool]) -> Exported:
        """Write a package of these communities (all when empty). Cancelling raises Cancelled and leaves nothing."""

    def map_view(self, stream: str) -> MapView:
        """Where everything of a community is, and what it is shown on."""

    def place(self, stream: str, record: str, position: Position | None) -> Changed:
        """Move a record to a position, or take its position away."""

    def add_site_plan(self, stream: str, file: Path) -> Changed:
        """Bring in a scanned site plan, and show the community on it."""

    def register_plan(self, stream: str, plan: str, crs: str, points: Sequence[ControlPoint]) -> Changed:
        """Keep the control points of a site plan."""

    def control_points(self, stream: str, plan: str) -> tuple[str, tuple[ControlPoint, ...]]:
        """The system and the control points of a site plan."""

    def choose_base(self, stream: str, base: str) -> None:
        """What a community is shown on: `grid`, `tiles`, or the record of one of its plans."""

    def add_base_map(self, file: Path, crs: str) -> BaseMap:
        """Use a file of map tiles, in a system that a person states."""

    def open_tiles(self, base_map: BaseMap) -> TileSource:
        """Open a base map."""

    def unsent(self) -> int:
        """How many edits of this laptop no package carries yet."""

    def setting(self, name: str) -> str:
        """A local setting."""

    def set_setting(self, name: str, value: str) -> None:
        """Keep a local setting."""

    def close(self) -> None:
        """Let go of the database and the lock of the home."""
