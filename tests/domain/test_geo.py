"""Positions and systems: known places, round trips, tiles, registration, frames. Nothing is ever converted without saying so."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surveyapp.domain import geo, mercator
from surveyapp.domain.canonical import canonical
from surveyapp.domain.checks import check_field
from surveyapp.domain.fields import field_of
from surveyapp.domain.geo import GEOGRAPHIC, Position, convert, metres_between, position_from, position_value, read_position
from surveyapp.domain.mercator import Plane, Tile, tile_at, tile_box, tiles_over
from surveyapp.domain.pins import Frame, Pin, frame_of_grid, gather, middle_of
from surveyapp.domain.registration import ControlPoint, control_point, fit, points_value, read_points
from surveyapp.domain.views import TierBadge

china_lon, china_lat = st.floats(73.1, 135.0), st.floats(3.1, 53.9)
urban = st.tuples(st.floats(75.0, 134.0), st.floats(18.1, 53.0))


@given(st.tuples(china_lon, china_lat))
def test_gcj02_and_back_is_exact_to_less_than_a_centimetre(place: tuple[float, float]) -> None:
    there = geo.gcj02_from_wgs84(*place)
    back = geo.wgs84_from_gcj02(*there)
    assert abs(back[0] - place[0]) < 1e-7
    assert abs(back[1] - place[1]) < 1e-7


@given(st.tuples(china_lon, china_lat))
def test_from_gcj02_and_back_too(place: tuple[float, float]) -> None:
    back = geo.gcj02_from_wgs84(*geo.wgs84_from_gcj02(*place))
    assert max(abs(back[0] - place[0]), abs(back[1] - place[1])) < 1e-7


@given(st.one_of(st.tuples(st.floats(-180, 72.0), st.floats(-90, 90)), st.tuples(st.floats(137.9, 180), st.floats(-90, 90))))
def test_outside_the_rectangle_nothing_moves(place: tuple[float, float]) -> None:
    assert geo.gcj02_from_wgs84(*place) == place
    assert geo.wgs84_from_gcj02(*place) == place


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
    ids=["Shanghai", "Shenzhen", "Beijing"],
)
def test_published_places(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    """The test places of the open implementation (googollee/eviltransform) that others compare themselves with."""
    assert geo.gcj02_from_wgs84(*wgs) == pytest.approx(gcj, abs=1e-9)


@given(urban)
def test_gcj02_is_off_by_more_than_any_receiver_and_by_less_than_a_kilometre(place: tuple[float, float]) -> None:
    assert 20 < metres_between(place, geo.gcj02_from_wgs84(*place)) < 1000


def test_wgs84_and_cgcs2000_are_the_same_within_what_a_walk_can_measure_but_keep_their_names() -> None:
    assert convert(109.4112, 24.3625, "WGS84", "CGCS2000") == (109.4112, 24.3625)
    kept = read_position({"lon": "109.4112", "lat": "24.3625", "crs": "CGCS2000"})
    assert kept is not None
    assert position_value(kept)["crs"] == "CGCS2000"


def test_local_places_are_never_converted() -> None:
    for one, other in (("local", "WGS84"), ("GCJ-02", "local")):
        with pytest.raises(ValueError, match="local"):
            convert(1, 2, one, other)


@given(
    st.decimals(-180, 180, places=7),
    st.decimals(-90, 90, places=7),
    st.sampled_from(GEOGRAPHIC),
    st.sampled_from(["exif", "drag", "typed", ""]),
    st.none() | st.decimals(0, 5000, places=1),
)
def test_a_position_survives_the_journal(lon: Decimal, lat: Decimal, crs: str, how: str, accuracy: Decimal | None) -> None:
    position = Position(lon, lat, crs, how, accuracy)
    value = position_value(position)
    canonical(value)
    assert "E" not in str(value["lon"])
    assert read_position(value) == position


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"lon": "109.4", "lat": "24.3"}, "finding.value.impossible.system"),
        ({"lon": "109.4", "lat": "24.3", "crs": "BD-09"}, "finding.value.impossible.system"),
        ({"lon": "109.4", "crs": "WGS84"}, "finding.value.impossible.place"),
        ({"lon": "x", "lat": "1e999999999", "crs": "WGS84"}, "finding.value.impossible.place"),
        ("109,24", "finding.value.impossible.place"),
        ({"lon": "24.3", "lat": "109.4", "crs": "WGS84"}, "finding.value.impossible.globe"),
        ({"lon": "24.3", "lat": "54.4", "crs": "WGS84"}, "finding.value.implausible.abroad"),
        ({"lon": "0", "lat": "0", "crs": "GCJ-02"}, "finding.value.implausible.abroad"),
    ],
)
def test_what_is_wrong_with_a_position_is_said(value: object, code: str) -> None:
    field = field_of("defect", "position")
    assert field is not None
    assert [each.code for each in check_field(field, value)] == [code]  # type: ignore[arg-type]


def test_a_right_position_has_no_findings() -> None:
    field = field_of("building", "position")
    assert field is not None
    assert check_field(field, {"lon": "109.4", "lat": "24.3", "crs": "WGS84", "how": "exif"}) == ()
    assert check_field(field, {"lon": "4000", "lat": "3000", "crs": "local", "plan": "x"}) == ()


@given(st.floats(-179.9, 179.9), st.floats(-84, 84), st.integers(0, 22))
def test_a_place_lies_in_its_tile_and_its_tile_in_its_parent(lon: float, lat: float, zoom: int) -> None:
    tile = tile_at(lon, lat, zoom)
    west, south, east, north = tile_box(tile)
    assert west - 1e-9 <= lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9
    assert tile.row + tile.row_from_south == 2**zoom - 1
    if zoom:
        assert tile.parent == tile_at(lon, lat, zoom - 1)


def test_a_known_tile() -> None:
    """The worked example of the documentation of mercantile."""
    assert tile_box(Tile(10, 486, 332)) == pytest.approx((-9.140625, 53.12040528310657, -8.7890625, 53.33087298301705), abs=1e-9)
    assert tile_at(-9.0, 53.2, 10) == Tile(10, 486, 332)
    assert list(tiles_over(-180, -85, 180, 85, 1)) == [Tile(1, 0, 0), Tile(1, 1, 0), Tile(1, 0, 1), Tile(1, 1, 1)]


@given(urban, st.floats(-2000, 2000), st.floats(-2000, 2000))
def test_the_plane_measures_metres_and_comes_back(origin: tuple[float, float], x: float, y: float) -> None:
    plane = Plane(*origin)
    place = plane.place(x, y)
    again = plane.point(*place)
    assert again == pytest.approx((x, y), abs=1e-3)
    length = math.hypot(x, y)
    assume(length > 1)
    assert metres_between(origin, place) == pytest.approx(length, rel=0.004)


@given(st.floats(0.01, 1e6))
def test_a_scale_bar_shows_a_round_length_that_fits(most: float) -> None:
    length = mercator.round_length(most)
    assert length <= most * (1 + 1e-6)
    assert length * 2.5 >= most * (1 - 1e-6)
    assert f"{length:.0e}"[0] in "125"


def _surveyed(angle: float, scale: float, pixels: list[tuple[float, float]], off: list[tuple[float, float]]) -> list[ControlPoint]:
    """Control points of a plan that is turned and scaled, each measured off by some metres."""
    plane, turn = Plane(109.4112, 24.3625), complex(math.cos(angle), math.sin(angle)) * scale
    made = []
    for (x, y), (east, south) in zip(pixels, off, strict=True):
        at = turn * complex(x, y) + complex(east, south)
        lon, lat = plane.place(at.real, at.imag)
        made.append(control_point(x, y, position_from(lon, lat, "CGCS2000", "typed")))
    return made


_CORNERS = [(120.0, 80.0), (3900.0, 150.0), (3700.0, 2800.0), (200.0, 2700.0), (2000.0, 1500.0)]


@given(st.floats(-3, 3), st.floats(0.02, 0.5), st.integers(2, 5))
def test_a_plan_drawn_to_scale_is_registered_without_error(angle: float, scale: float, count: int) -> None:
    found = fit("CGCS2000", _surveyed(angle, scale, _CORNERS[:count], [(0, 0)] * count))
    assert found is not None
    assert found.metres_per_pixel == pytest.approx(scale, rel=1e-3)
    assert (found.error is None) == (count == 2)
    assert found.error is None or found.error < 0.1
    assert found.pixel(*found.metres(1234.5, 678.9)) == pytest.approx((1234.5, 678.9), abs=1e-4)


def test_a_point_measured_wrong_shows_in_the_error_and_in_its_own_residual() -> None:
    found = fit("CGCS2000", _surveyed(0.3, 0.05, _CORNERS[:3], [(0, 0), (0, 0), (3, 0)]))
    assert found is not None
    assert found.error is not None
    assert 1 < found.error < 3
    assert len(found.residuals) == 3


@pytest.mark.parametrize(
    "pixels",
    [[(5.0, 5.0)], [(5.0, 5.0), (5.0, 5.0)], [(0.0, 0.0), (10.0, 10.0), (20.0, 20.0), (500.0, 500.0)]],
    ids=["one", "twice the same", "four on a line"],
)
def test_points_that_say_too_little_register_nothing(pixels: list[tuple[float, float]]) -> None:
    assert fit("WGS84", _surveyed(0, 0.1, pixels, [(0, 0)] * len(pixels))) is None


def test_control_points_survive_the_journal_and_broken_ones_are_left_out() -> None:
    points = _surveyed(0.2, 0.05, _CORNERS[:3], [(0, 0)] * 3)
    assert read_points(points_value("GCJ-02", points)) == ("GCJ-02", tuple(points))
    value = points_value("GCJ-02", points)
    assert isinstance(value, dict)
    listed = value["points"]
    assert isinstance(listed, list)
    broken = {"crs": "GCJ-02", "points": [*listed, {"x": "1"}, "no", None, {"x": "1", "y": "2", "lon": "999", "lat": "0"}]}
    assert read_points(broken) == ("GCJ-02", tuple(points))
    assert read_points({"crs": "local", "points": listed}) == ("", ())
    assert read_points("no") == ("", ())


def _pin(name: str, position: Position | None) -> Pin:
    return Pin("s", name, "defect", "", name, "", "", position=position)


def test_what_nobody_classified_is_not_told_as_something_the_city_does_not_list() -> None:
    assert _pin("a", None).tier == "unclassified"
    silent = TierBadge("", "", "", False, "basic", "", "", "", "")
    assert replace(_pin("a", None), badge=silent).tier == "unlisted"
    assert replace(_pin("a", None), badge=replace(silent, tier="basic")).tier == "basic"


def test_a_frame_shows_what_it_has_something_in_common_with_and_says_in_what_a_new_place_is_stored() -> None:
    gps = position_from(109.4112, 24.3625, "WGS84", "exif")
    local = position_from(40, 30, "local", "drag")
    on_plan = position_from(400, 300, "local", "drag", plan="p1")
    ground = Frame("GCJ-02", Plane(109.4, 24.36))
    assert ground.point(local) is None
    assert ground.point(on_plan) is None
    at = ground.point(gps)
    assert at is not None
    moved = ground.position(*at, "drag")
    assert (moved.crs, moved.how) == ("GCJ-02", "drag")
    assert metres_between(convert(*moved.degrees, "GCJ-02", "WGS84"), gps.degrees) < 0.05
    assert moved.degrees != gps.degrees
    grid = Frame("local")
    assert grid.point(local) == (40, -30)
    assert grid.point(gps) is None
    assert grid.position(40, -30, "drag") == local
    sheet = Frame("local", None, "p1")
    assert sheet.point(on_plan) == (400, 300)
    assert sheet.point(local) is None


def test_on_a_registered_plan_its_pixels_and_the_ground_meet() -> None:
    found = fit("CGCS2000", _surveyed(0.1, 0.05, _CORNERS[:3], [(0, 0), (1, 0), (0, 0)]))
    assert found is not None
    frame = Frame("CGCS2000", found.plane, "p1", found)
    pixel = position_from(400, 300, "local", "drag", plan="p1")
    assert frame.point(pixel) == pytest.approx(found.metres(400, 300), abs=1e-3)
    assert frame.point(position_from(400, 300, "local", "drag", plan="another")) is None
    placed = frame.position(10, 10, "drag")
    assert placed.crs == "CGCS2000"
    assert placed.accuracy == Decimal(repr(found.error)).quantize(Decimal("0.1"))


def test_the_blank_grid_takes_the_system_that_most_positions_have_and_a_stray_photo_does_not_move_its_middle() -> None:
    near = [_pin(str(each), position_from(109.41 + each / 10000, 24.36, "WGS84", "exif")) for each in range(4)]
    stray = _pin("far", position_from(116.4, 39.9, "GCJ-02", "typed"))
    frame = frame_of_grid([*near, stray])
    assert frame.crs == "WGS84"
    assert frame.plane is not None
    assert metres_between((frame.plane.lon, frame.plane.lat), (109.41, 24.36)) < 100
    assert frame_of_grid([_pin("a", None)]) == Frame("local")
    assert middle_of([each.position for each in near if each.position], "WGS84")[1] == pytest.approx(24.36)


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), max_size=60), st.floats(5, 60))
def test_gathering_loses_no_pin_and_leaders_stand_apart(points: list[tuple[float, float]], apart: float) -> None:
    groups = gather(points, apart)
    assert sorted(each for group in groups for each in group) == list(range(len(points)))
    leaders = [points[group[0]] for group in groups]
    for number, one in enumerate(leaders):
        for other in leaders[number + 1 :]:
            assert math.dist(one, other) >= apart * (1 - 1e-9)
    for group in groups:
        assert all(math.dist(points[each], points[group[0]]) < apart for each in group)
