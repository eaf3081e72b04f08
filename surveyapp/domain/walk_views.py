"""Plain values of the walk: what was understood of a sentence, the tiles of the catalogue, who records, where one can jump to."""

from __future__ import annotations

from dataclasses import dataclass

from surveyapp.domain.views import Suggestion

OFF_THE_FLOOR = frozenset({"roof", "facade", "green", "road", "courtyard", "wall"})
"""The parts of a building and its ground that lie on no floor."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a sentence says apart from the problem: place, stated grade, and a count of spots. "" and None for what it does not say.

    `building` is a number or a letter (`3`, `a7`), "" where several are named, which `buildings` tells; `place` is a value of that field, `said`
    are the words that told all this. `beyond`: the words of a floor that no building has (99层). `only_place`: nothing but a place was said.
    `between`: several buildings are named to say what lies between or beside them.
    """

    building: str = ""
    unit: int | None = None
    storey: int | None = None
    door: str = ""
    place: str = ""
    severity: int | None = None
    quantity: str = ""
    quantity_unit: str = ""
    said: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    beyond: str = ""
    only_place: bool = False
    between: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One of several problems in a sentence: its own words, what they say of place, grade and count, and the defect."""

    text: str
    heard: Heard
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was understood: candidates best first, and what it says beside them. `parts`: the problems, where it names several."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()
    heard: Heard = Heard()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """A catalogue defect to tap: its code, name in the language in use, the unit that counts it, and how often this survey has it."""

    code: str
    name: str
    unit: str
    found: int


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The tiles of a part of a building, or of the common ground, those met most often in this survey first. `place` as the field."""

    part: str
    place: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An inspector of the survey. `told_apart`: the unit, telephone or number that tells two people of one name apart, else empty."""

    record: str
    name: str
    unit: str
    told_apart: str
    at_work: bool


@dataclass(frozen=True, slots=True)
class Door:
    """A place to jump to: a community (empty `record`) or one of its buildings, with how many units and storeys its record tells."""

    stream: str
    record: str
    name: str
    community: str
    units: int | None = None
    storeys: int | None = None


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package that was written (`out`) or received (`in`) here; sizes in bytes. `aside`: edits of it that are set aside on this laptop."""

    name: str
    direction: str
    wall: str
    bytes: int
    edits: int
    new_edits: int
    photos: int
    sha256: str
    aside: int = 0
    withdrawn: bool = False
    can_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A record that an act was about: where it is filed, the building it belongs to ("" for none), whether it stands, what people call it, and the
    names of the community and the building around it.
    """

    stream: str
    building: str
    record: str
    kind: str
    stands: bool
    name: str
    around: tuple[str, ...]
