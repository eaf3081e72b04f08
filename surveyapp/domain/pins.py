"""Pins: what of a community can be shown at a place, the frame that it is shown in, and which pins stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.domain.geo import CGCS2000, GEOGRAPHIC, LOCAL, WGS84, Position, convert, position_from
from surveyapp.domain.mercator import Plane
from surveyapp.domain.registration import Fit
from surveyapp.domain.views import TierBadge

GRID, TILES, PLAN = "grid", "tiles", "plan"
"""What may lie under the pins."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A record at a place. `position` is as it was collected; None where the record has none. `borrowed` is the photo whose place stands in.

    `severity` is 0 where nobody judged it; for a building it is that of its worst defect, and `count` how many it has. `photos` counts its
    photos; `subject` is the record that a photo shows.
    """

    stream: str
    record: str
    kind: str
    number: str
    name: str
    building: str
    building_name: str
    unit: int | None = None
    storey: int | None = None
    place: str = ""
    severity: int = 0
    count: int = 0
    photos: int = 0
    badge: TierBadge | None = None
    position: Position | None = None
    borrowed: str = ""
    subject: str = ""

    @property
    def tier(self) -> str:
        """The tier code: "unclassified" where nobody has said yet what it is, "unlisted" where the city's document is silent."""
        if self.badge is None:
            return "unclassified"
        return self.badge.tier or "unlisted"


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A scanned site plan of the community: its picture, its size in px, and the registration if there is one."""

    record: str
    title: str
    picture: str
    width: int
    height: int
    crs: str = ""
    points: int = 0
    fit: Fit | None = None


@dataclass(frozen=True, slots=True)
class BaseMap:
    """An offline base map: a file of raster tiles. Its `crs` was stated by a person when it was brought in."""

    path: str
    name: str
    crs: str
    format: str
    least_zoom: int
    most_zoom: int
    box: tuple[float, float, float, float] | None = None
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the view measures in: x right and y down.

    Geographic `crs`: metres of `plane`, in that system. `local` with `plan`: pixels of that plan. `local` without: metres of the blank grid.
    `fit` lets points of a registered plan and places on the ground meet.
    """

    crs: str
    plane: Plane | None = None
    plan: str = ""
    fit: Fit | None = None

    def point(self, position: Position) -> tuple[float, float] | None:
        """Where a position lies; None where its system and this frame have nothing in common."""
        lon, lat = position.degrees
        if self.plane is None:
            if position.crs == LOCAL and position.plan == self.plan:
                return (lon, lat) if self.plan else (lon, -lat)
            return None
        if position.is_geographic:
            return self.plane.point(*convert(lon, lat, position.crs, self.crs))
        if self.fit is not None and position.plan and position.plan == self.plan:
            return self.plane.point(*convert(*self.fit.plane.place(*self.fit.metres(lon, lat)), self.fit.crs, self.crs))
        return None

    def position(self, x: float, y: float, how: str) -> Position:
        """The position of a point of the view, in the system of the view. On a registered plan its accuracy is that of the registration."""
        if self.plane is None:
            return position_from(x, y if self.plan else -y, LOCAL, how, plan=self.plan)
        lon, lat = self.plane.place(x, y)
        return position_from(lon, lat, self.crs, how, self.fit.error if self.fit else None)


@dataclass(frozen=True, slots=True)
class MapView:
    """Everything that the map of a community shows."""

    stream: str
    pins: tuple[Pin, ...]
    base: str
    frame: Frame
    plans: tuple[SitePlan, ...] = ()
    plan: SitePlan | None = None
    base_map: BaseMap | None = None
    problem: tuple[str, dict[str, object]] | None = None
    spots: Mapping[str, tuple[float, float]] = field(init=False, compare=False, repr=False)
    """Where the frame shows each record that it can show. This and what follows is reckoned once, when the view is made: off the window's thread."""
    ranked: Mapping[str, tuple[Sequence[Pin], Sequence[tuple[float, float]]]] = field(init=False, compare=False, repr=False)
    """The pins of each kind that the frame can show and, in the same order, their spots; the worst first: the first of a crowd stands for it."""
    elsewhere: tuple[Pin, ...] = field(init=False, compare=False, repr=False)
    """The pins that have a position in a system with which this frame has nothing in common."""
    unplaced: tuple[Pin, ...] = field(init=False, compare=False, repr=False)
    """The buildings and defects that have no position at all: on no base they are seen."""
    bare: Mapping[str, int] = field(init=False, compare=False, repr=False)
    """How many defects of each building have no position."""
    counts: Mapping[str, tuple[int, int]] = field(init=False, compare=False, repr=False)
    """Of each kind, how many pins have a position, and how many there are."""

    def __post_init__(self) -> None:
        positioned = tuple(pin for pin in self.pins if pin.position is not None)
        unplaced = tuple(pin for pin in self.pins if pin.position is None and pin.kind in ("building", "defect"))
        spots = _spots(positioned, self.frame)
        kinds, placed = Counter(pin.kind for pin in self.pins), Counter(pin.kind for pin in positioned)
        reckoned = {
            "spots": spots,
            "ranked": _ranked(positioned, spots),
            "elsewhere": tuple(pin for pin in positioned if pin.record not in spots),
            "unplaced": unplaced,
            "bare": Counter(pin.building for pin in unplaced if pin.kind == "defect"),
            "counts": {kind: (placed[kind], count) for kind, count in kinds.items()},
        }
        for name, value in reckoned.items():
            object.__setattr__(self, name, value)

    @property
    def placed(self) -> tuple[Pin, ...]:
        """The pins that this frame can show."""
        return tuple(pin for pin in self.pins if pin.record in self.spots)


def _spots(pins: Sequence[Pin], frame: Frame) -> dict[str, tuple[float, float]]:
    found = ((pin.record, frame.point(pin.position)) for pin in pins if pin.position is not None)
    return {record: spot for record, spot in found if spot is not None}


def _ranked(pins: Sequence[Pin], spots: Mapping[str, tuple[float, float]]) -> dict[str, tuple[list[Pin], list[tuple[float, float]]]]:
    ranked: dict[str, tuple[list[Pin], list[tuple[float, float]]]] = {}
    for pin in sorted(pins, key=lambda each: -each.severity):
        if (spot := spots.get(pin.record)) is not None:
            held, places = ranked.setdefault(pin.kind, ([], []))
            held.append(pin)
            places.append(spot)
    return ranked


def frame_of_plan(plan: SitePlan) -> Frame:
    """The frame of a site plan: on the ground where it is registered, else its pixels."""
    if plan.fit is None:
        return Frame(LOCAL, None, plan.record)
    return Frame(plan.fit.crs, plan.fit.plane, plan.record, plan.fit)


def frame_of_grid(pins: Sequence[Pin]) -> Frame:
    """The frame of the blank grid: the geographic system that most positions were collected in (own ones before borrowed ones), around their
    middle; where no position is on the earth, metres of the community's own grid."""
    placed = [pin for pin in pins if pin.position is not None and pin.position.is_geographic]
    own = [pin for pin in placed if pin.kind != "photo" and not pin.borrowed]
    known = [pin.position for pin in own or placed if pin.position is not None]
    if not known:
        return Frame(LOCAL)
    counts = Counter(each.crs for each in known)
    crs = max(GEOGRAPHIC, key=lambda each: (counts[each], each == WGS84, each == CGCS2000))
    return Frame(crs, Plane(*middle_of(known, crs)))


def middle_of(positions: Sequence[Position], crs: str) -> tuple[float, float]:
    """The median place of some geographic positions, in a system: one photo from another town does not move it."""
    placed = [convert(*each.degrees, each.crs, crs) for each in positions if each.is_geographic]
    lons, lats = sorted(lon for lon, _ in placed), sorted(lat for _, lat in placed)
    return lons[len(lons) // 2], lats[len(lats) // 2]


_AROUND = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def gather(points: Sequence[tuple[float, float]], apart: float) -> tuple[tuple[int, ...], ...]:
    """Which points stand together: groups of indexes; each point is nearer than `apart` (same unit as the points) to the first of its group.

    Points are taken in the order given, so the first of a group leads it; groups come in the order of their leaders.
    """
    near: dict[tuple[int, int], list[tuple[int, float, float]]] = {}  # the leaders in and around a cell, in their order
    groups: dict[int, list[int]] = {}
    limit = apart * apart
    for index, (x, y) in enumerate(points):
        column, row = int(x // apart), int(y // apart)
        for leader, left, top in near.get((column, row), ()):
            if (left - x) * (left - x) + (top - y) * (top - y) < limit:
                groups[leader].append(index)
                break
        else:
            groups[index] = [index]
            for right, down in _AROUND:
                near.setdefault((column + right, row + down), []).append((index, x, y))
    return tuple(tuple(group) for group in groups.values())
