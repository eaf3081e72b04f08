"""Plain values that screens and commands show. Rooms exchange these and ids, never rows of a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.domain.annotations import Annotation
from surveyapp.domain.building_line import BuildingLine as BuildingLine
from surveyapp.domain.canonical import Value
from surveyapp.domain.merge import Presence, State
from surveyapp.errors import Finding


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey of this home: its record id, name, policy pack and who is recording."""

    id: str
    name: str
    policy: str
    inspector: str = ""
    inspector_name: str = ""


@dataclass(frozen=True, slots=True)
class CommunityLine:
    """A community in a list: `stream` is its id; counts are of records that are not hidden."""

    stream: str
    name: str
    division: str
    buildings: int
    households: int
    defects: int


@dataclass(frozen=True, slots=True)
class TierBadge:
    """A tier as it is shown: `tier` is a tier code or empty where the city's document is silent; words are in the language in use.

    `issued` and `until` (its last day) are ISO days, "" where the document states none.
    """

    tier: str
    tier_name: str
    clause: str
    listed: bool
    base_tier: str
    base_tier_name: str
    item: str
    item_name: str
    document: str = ""
    status: str = ""
    others: tuple[str, ...] = ()
    overridden: bool = False
    issued: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class DefectLine:
    """A defect of a building, with what the policy in use says of it: the same words as the command prints."""

    stream: str
    record: str
    number: str
    code: str
    name: str
    words: str
    place: str
    unit: int | None
    storey: int | None
    severity: int | None
    quantity: str
    quantity_unit: str
    photos: int
    wall: str
    author_name: str
    badge: TierBadge | None
    marked: str = ""


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photo: `thumbnail` is a path of a JPEG, empty when the file could not be read (then `reason` says why).

    `width` and `height` are pixels of the upright picture, 0 where they are not known; `annotations` is what is drawn on it.
    """

    stream: str
    record: str
    sha256: str
    status: str
    reason: str
    thumbnail: str
    original: str
    caption: str
    taken_at: str
    subject: str
    width: int = 0
    height: int = 0
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """What is known of a photo. `held`: "same" when the file is the one that was brought in (sha256), "differs", or "missing"; `bytes` its size."""

    file_name: str
    format: str
    bytes: int
    width: int
    height: int
    taken_at: str
    taken_by: str
    camera: str
    lon: str
    lat: str
    crs: str
    sha256: str
    held: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One edit of one field: who, when, what it became."""

    edit: str
    value: Value
    author_name: str
    wall: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the record that is open: its value, the state of its heads, findings, and who last wrote it."""

    name: str
    value: Value
    state: State = "settled"
    heads: tuple[HistoryLine, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record that is open."""

    stream: str
    record: str
    kind: str
    number: str
    presence: Presence
    fields: Mapping[str, FieldView] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """The shown value of a field, None where it was never set."""
        held = self.fields.get(name)
        return held.value if held else None


@dataclass(frozen=True, slots=True)
class Changed:
    """What a write changed, so that screens redraw from that: records by (stream, record, kind), the act, and when it was saved."""

    act: str
    act_name: str
    records: tuple[tuple[str, str, str], ...]
    wall: str
    changed_since: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UndoState:
    """Names of the acts that undo and redo would take back or bring back; empty when there is none."""

    undo: str = ""
    redo: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate for what an inspector typed: catalogue code, names, the words that decided, and the badge.

    `severity` and `quantity` are what the sentence says or the catalogue proposes for this very defect; `trigger` says why the grade was
    raised, `warning` what would raise it to 4, both in the language in use.
    """

    code: str
    name: str
    item: str
    item_name: str
    score: float
    why: tuple[str, ...]
    badge: TierBadge | None
    severity: int | None = None
    quantity: str = ""
    quantity_unit: str = ""
    trigger: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A catalogue defect to choose: code, name in the language in use, the levels where it occurs (C B U S R H), unit codes."""

    code: str
    name: str
    levels: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A package that was written."""

    path: str
    bytes: int
    edits: int
    photos: int
    sha256: str
