"""Map: where the records of a community are, what they are shown on, and moving them. A position is edited like any other field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from surveyapp.domain.canonical import Value
from surveyapp.domain.fields import KINDS, field_of
from surveyapp.domain.geo import GEOGRAPHIC, Position, position_value, read_position
from surveyapp.domain.mercator import Plane
from surveyapp.domain.pins import GRID, PLAN, TILES, BaseMap, Frame, MapView, Pin, SitePlan, frame_of_grid, frame_of_plan, middle_of
from surveyapp.domain.registration import ControlPoint, fit, points_value, read_points
from surveyapp.domain.views import Changed, TierBadge
from surveyapp.errors import BadInput, HomeMissing, PhotoError, Word
from surveyapp.photos.intake import bring_in_all
from surveyapp.policy.packs import Pack
from surveyapp.steps.bring_in import PhotoResult, keep_small, photo_fields, small_copy
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.verdicts import badge, defect_name, judge_defect
from surveyapp.store import find, local
from surveyapp.store.connect import Transaction
from surveyapp.store.find import Row
from surveyapp.store.tiles import Tiles

_TILES_SETTING, _BASE_SETTING = "setting.map_tiles", "setting.map_base"
_SHOWN_AS_IT_IS = frozenset({"jpg", "png"})
"""Originals that every window can read; of the others the report copy is shown."""


def map_view(node: Node, stream: str, pack: Pack) -> MapView:
    """The map of a community: every building, defect and photo with its place, on the base that was chosen for it."""
    with node.store.reading() as connection:
        pins = _pins(connection, stream, pack)
        plans = _plans(node, connection, stream)
        chosen = local.get(connection, f"{_BASE_SETTING}.{stream}")
        tiles = _base_map(connection)
    return _on_base(stream, pins, plans, tiles, chosen)


def _on_base(stream: str, pins: tuple[Pin, ...], plans: tuple[SitePlan, ...], tiles: BaseMap | None, chosen: str) -> MapView:
    """Without a choice (or with one that is gone): the newest plan, else the base map where it covers the community, else the blank grid."""
    if chosen not in (GRID, TILES, *(each.record for each in plans)):
        chosen = ""
    plan = next((each for each in plans if each.record == chosen), None)
    if plan is None and not chosen:
        plan = plans[-1] if plans else None
    if plan is not None:
        return MapView(stream, pins, PLAN, frame_of_plan(plan), plans, plan, tiles)
    if tiles is not None and (chosen == TILES or (not chosen and _covers(tiles, pins))):
        if Path(tiles.path).exists():
            return MapView(stream, pins, TILES, _frame_of_tiles(tiles, pins), plans, None, tiles)
        return MapView(stream, pins, GRID, frame_of_grid(pins), plans, None, tiles, ("error.map.gone", {"file": Path(tiles.path).name}))
    return MapView(stream, pins, GRID, frame_of_grid(pins), plans, None, tiles)


def _positions(pins: Iterable[Pin]) -> list[Position]:
    return [pin.position for pin in pins if pin.position is not None and pin.position.is_geographic]


def _covers(tiles: BaseMap, pins: Sequence[Pin]) -> bool:
    placed = _positions(pins)
    if not placed or tiles.box is None:
        return bool(placed)
    lon, lat = middle_of(placed, tiles.crs)
    west, south, east, north = tiles.box
    return west <= lon <= east and south <= lat <= north


def _frame_of_tiles(tiles: BaseMap, pins: Sequence[Pin]) -> Frame:
    placed = _positions(pins)
    if placed:
        return Frame(tiles.crs, Plane(*middle_of(placed, tiles.crs)))
    west, south, east, north = tiles.box or (73.0, 3.0, 136.0, 54.0)
    return Frame(tiles.crs, Plane((west + east) / 2, (south + north) / 2))


def _pins(connection: Transaction, stream: str, pack: Pack) -> tuple[Pin, ...]:
    photos = [row for row in find.of_kind(connection, "photo", stream) if row.get("status") == "ok"]
    buildings = find.of_kind(connection, "building", stream)
    defects = find.of_kind(connection, "defect", stream)
    community = find.one(connection, stream, stream)
    plans = {row.record for row in find.of_kind(connection, "site_plan", stream)}
    names = {row.record: str(row.get("name", "")) for row in buildings}
    lent = _Lent([row for row in photos if row.get("subject") not in plans])
    of_building: dict[str, list[Row]] = defaultdict(list)
    for row in defects:
        of_building[str(row.get("building", ""))].append(row)
    pins = [_simple_pin(community, str(community.get("name", "")))] if community and community.kind == "community" else []
    pins += [_building_pin(row, of_building[row.record], lent) for row in buildings]
    judged: dict[str, TierBadge | None] = {}
    pins += [_defect_pin(row, names, lent, pack, judged) for row in defects]
    pins += [_simple_pin(row, str(row.get("caption") or row.get("file_name", ""))) for row in lent.photos]
    return tuple(pins)


class _Lent:
    """The places that photos lend to what they show: the oldest photo with a place on the earth speaks for its subject."""

    def __init__(self, photos: Sequence[Row]) -> None:
        self.photos = photos
        self.counts: dict[str, int] = defaultdict(int)
        self._of: dict[str, tuple[Position, str]] = {}
        for row in photos:
            subject, position = str(row.get("subject", "")), read_position(row.get("position"))
            self.counts[subject] += 1
            if subject and position is not None:
                self._of.setdefault(subject, (position, row.record))

    def place(self, row: Row) -> tuple[Position | None, str]:
        """A record's own position, else the one that a photo of it lends, with that photo's id."""
        own = read_position(row.get("position"))
        return (own, "") if own is not None else self._of.get(row.record, (None, ""))


def _simple_pin(row: Row, name: str) -> Pin:
    number, position = str(row.get("number", "")), read_position(row.get("position"))
    return Pin(row.stream, row.record, row.kind, number, name, "", "", position=position, subject=str(row.get("subject", "")))


def _building_pin(row: Row, defects: Sequence[Row], lent: _Lent) -> Pin:
    position, borrowed = lent.place(row)
    name = str(row.get("name", ""))
    worst = max((_whole(each.get("severity")) or 0 for each in defects), default=0)
    photos = lent.counts[row.record]
    return Pin(
        row.stream,
        row.record,
        row.kind,
        str(row.get("number", "")),
        name,
        row.record,
        name,
        severity=worst,
        count=len(defects),
        photos=photos,
        position=position,
        borrowed=borrowed,
    )


def _defect_pin(row: Row, names: Mapping[str, str], lent: _Lent, pack: Pack, judged: dict[str, TierBadge | None]) -> Pin:
    code, building, override = str(row.get("code", "")), str(row.get("building", "")), row.get("override")
    if code not in judged or override:
        shown = badge(judge_defect(pack, code, override))
        if not override:
            judged[code] = shown
    else:
        shown = judged[code]
    position, borrowed = lent.place(row)
    return Pin(
        row.stream,
        row.record,
        row.kind,
        str(row.get("number", "")),
        defect_name(code) or str(row.get("words", "")),
        building if building in names else "",
        names.get(building, ""),
        _whole(row.get("unit")),
        _whole(row.get("storey")),
        str(row.get("place", "")),
        _whole(row.get("severity")) or 0,
        photos=lent.counts[row.record],
        badge=shown,
        position=position,
        borrowed=borrowed,
    )


def _whole(value: Any) -> int | None:
    return value if type(value) is int else None


def place(node: Node, stream: str, record_id: str, position: Position | None) -> Changed:
    """Move a record to a position, or take its position away: one act. Raises HomeMissing for an unknown record, BadInput where the
    kind has no place, or the position is none (no number, off the globe)."""
    with node.store.reading() as connection:
        row = find.one(connection, stream, record_id)
    if row is None:
        raise HomeMissing("error.record_unknown", record=record_id)
    if field_of(row.kind, "position") is None:
        raise BadInput("error.map.no_place_for", kind=Word(f"kind.{row.kind}"))
    value: Value = None if position is None else position_value(position)
    if position is not None and read_position(value) is None:
        raise BadInput("error.map.not_a_place", lon=position.lon, lat=position.lat)
    return record(node, [Draft(stream, record_id, row.kind, {"position": value})], f"place_{row.kind}")


def find_placed(node: Node, given: str) -> tuple[str, str]:
    """(stream, record) of the record with this id or number, of any kind that has a place. Raises BadInput for none, or more than one."""
    with node.store.reading() as connection:
        kinds = [kind for kind in KINDS if field_of(kind, "position") is not None]
        rows = [row for kind in kinds for row in find.of_kind(connection, kind) if given in (row.record, row.get("number"))]
    if len(rows) != 1:
        code = "error.record_not_found" if not rows else "error.record_ambiguous"
        numbers = ", ".join(str(row.get("number")) for row in rows[:5])
        raise BadInput(code, kind="/".join(kinds), given=given, count=len(rows), numbers=numbers)
    return rows[0].stream, rows[0].record


def add_site_plan(node: Node, stream: str, file: Path, title: str = "") -> Changed:
    """Bring a scanned plan in: the picture is kept like a photo, whose subject the plan is. One act.

    Raises PhotoError and DiskError, and BadInput for a file that is no picture.
    """
    answer = next(iter(bring_in_all([file], node.blobs)))[1]
    if isinstance(answer, PhotoError):
        raise answer
    if answer.facts.status != "ok":
        raise BadInput("error.map.plan_unreadable", file=file.name)
    keep_small(node.folder, answer.sha256, answer.facts)
    picture = PhotoResult(file.name, answer.sha256, answer.facts.status, "", node.new_id(), answer.facts)
    plan = node.new_id()
    fields = photo_fields(node, picture, plan)
    fields.pop("position", None)  # where the scanner or the telephone stood says nothing of the plan
    told: dict[str, Value] = {"community": stream, "photo": picture.record, "title": (title or file.stem)[:60]}
    changed = record(node, [Draft(stream, picture.record, "photo", fields), Draft(stream, plan, "site_plan", told)], "new_site_plan")
    choose_base(node, stream, plan)
    return changed


def register_plan(node: Node, stream: str, plan: str, crs: str, points: Sequence[ControlPoint]) -> Changed:
    """Keep the control points of a site plan. Raises BadInput where `crs` is no system of the earth."""
    if crs not in GEOGRAPHIC:
        raise BadInput("error.map.system", given=crs, known=", ".join(GEOGRAPHIC))
    value = points_value(crs, points) if points else None
    return record(node, [Draft(stream, plan, "site_plan", {"points": value})], "register_site_plan")


def control_points(node: Node, stream: str, plan: str) -> tuple[str, tuple[ControlPoint, ...]]:
    """The system and the control points of a site plan as they stand."""
    with node.store.reading() as connection:
        row = find.one(connection, stream, plan)
    return read_points(row.get("points")) if row is not None else ("", ())


def _plans(node: Node, connection: Transaction, stream: str) -> tuple[SitePlan, ...]:
    return tuple(shown for row in find.of_kind(connection, "site_plan", stream) if (shown := _plan(node, connection, row)) is not None)


def _plan(node: Node, connection: Transaction, row: Row) -> SitePlan | None:
    photo = find.one(connection, row.stream, str(row.get("photo", "")))
    if photo is None or photo.presence == "hidden":
        return None
    sha256, ext = str(photo.get("sha256", "")), str(photo.get("ext", "bin"))
    width, height = _whole(photo.get("width")) or 0, _whole(photo.get("height")) or 0
    picture = node.blobs.path(sha256, ext) if ext in _SHOWN_AS_IT_IS else small_copy(node, "report", sha256, ext)
    if not width or not height or picture is None or not picture.exists():
        return None
    crs, points = read_points(row.get("points"))
    return SitePlan(row.record, str(row.get("title", "")), str(picture), width, height, crs, len(points), fit(crs, points))


def choose_base(node: Node, stream: str, base: str) -> None:
    """Show a community on the blank grid, the base map, or one of its plans (its record id), from now on, on this laptop."""
    with node.store.writing() as connection:
        local.put(connection, f"{_BASE_SETTING}.{stream}", base)


def add_base_map(node: Node, file: Path, crs: str) -> BaseMap:
    """Use a file of map tiles from now on. A person states its system: the file cannot be trusted to know it. The file stays where it is.

    Raises BadInput for a system that is not of the earth, and for a file that is no MBTiles of png or jpg, or damaged.
    """
    if crs not in GEOGRAPHIC:
        raise BadInput("error.map.system", given=crs, known=", ".join(GEOGRAPHIC))
    tiles = Tiles(file)
    facts = tiles.facts
    tiles.close()
    made = BaseMap(facts.path, facts.name, crs, facts.format, facts.least_zoom, facts.most_zoom, facts.box, facts.attribution)
    told = {"path": made.path, "name": made.name, "crs": crs, "format": made.format, "zooms": [made.least_zoom, made.most_zoom]}
    with node.store.writing() as connection:
        local.put(connection, _TILES_SETTING, json.dumps({**told, "box": made.box, "attribution": made.attribution}))
    return made


def _base_map(connection: Transaction) -> BaseMap | None:
    held = local.get(connection, _TILES_SETTING)
    if not held:
        return None
    told = json.loads(held)
    box = tuple(told["box"]) if told["box"] else None
    least, most = told["zooms"]
    return BaseMap(told["path"], told["name"], told["crs"], told["format"], least, most, box, told["attribution"])


def open_tiles(base_map: BaseMap) -> Tiles:
    """Open the file of a base map. Raises BadInput where it is gone or is not what it was."""
    return Tiles(Path(base_map.path))
