"""The map of a community: where things are and in which system, what lends its place, moving, undoing, plans and base maps."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from surveyapp.cli.commands import run
from surveyapp.domain.geo import Position, metres_between, position_from
from surveyapp.domain.pins import GRID, PLAN, TILES, MapView, Pin
from surveyapp.domain.registration import control_point
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.photos.draw import sample_photo
from surveyapp.steps import map as places
from surveyapp.steps import policies, undo
from surveyapp.steps.begin import new_draft
from surveyapp.steps.bring_in import bring_in_files
from surveyapp.steps.node import Node
from surveyapp.steps.record import record
from surveyapp.steps.show import history
from surveyapp.steps.survey import new_community, new_survey
from surveyapp.steps.verdicts import defect_name

from ..conftest import Team
from ..store.test_tiles import png, write

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=8)))
HERE = ("109.4112", "24.3625")


class Yard:
    """A community with a building, a defect in it and one on the common ground."""

    def __init__(self, node: Node, folder: Path) -> None:
        self.node, self.folder = node, folder
        survey = new_survey(node, "柳北区摸底", "liuzhou", "韦敏")
        self.survey = survey.id
        self.stream = new_community(node, survey.id, {"name": "柳北船厂宿舍"}).records[0][0]
        self.building = self.born("building", name="3栋")
        self.defect = self.born("defect", code="CP-02", building=self.building, unit=3, storey=4, severity=3)
        self.common = self.born("defect", code="LT-01", severity=2)

    def born(self, kind: str, **fields: object) -> str:
        """A new record."""
        return record(self.node, [new_draft(self.node, self.stream, kind, fields)], f"new_{kind}").records[0][1]  # type: ignore[arg-type]

    def photo(self, subject: str, number: int, lon: str = HERE[0], lat: str = HERE[1]) -> str:
        """A photo of something, with a place in it."""
        path = self.folder / f"IMG_{number:04d}.jpg"
        path.write_bytes(sample_photo(number, "roof", NOON + timedelta(minutes=number), lon, lat))
        return bring_in_files(self.node, self.stream, subject, [path])[1][0].record

    def view(self) -> MapView:
        """The map as it is now."""
        return places.map_view(self.node, self.stream, policies.pack("liuzhou"))

    def pin(self, record_id: str) -> Pin:
        """The pin of a record."""
        return next(each for each in self.view().pins if each.record == record_id)


@pytest.fixture
def yard(team: Team, tmp_path: Path) -> Yard:
    """A community on a laptop."""
    return Yard(team.laptop(), tmp_path)


def test_a_record_without_a_place_is_listed_without_one(yard: Yard) -> None:
    pin = yard.pin(yard.defect)
    assert (pin.kind, pin.building_name, pin.unit, pin.storey, pin.severity) == ("defect", "3栋", 3, 4, 3)
    assert pin.name == defect_name("CP-02") != ""
    assert pin.position is None
    assert pin.badge is not None
    assert (pin.tier, pin.badge.clause) == ("basic", "柳州 一(三)1")
    view = yard.view()
    assert (view.base, view.frame.crs, view.placed, view.elsewhere) == (GRID, "local", (), ())


def test_a_photo_lends_its_place_until_a_person_says_better(yard: Yard) -> None:
    photo = yard.photo(yard.defect, 1)
    pin = yard.pin(yard.defect)
    assert pin.borrowed == photo
    assert pin.position == Position(Decimal(HERE[0]), Decimal(HERE[1]), "WGS84", "exif")
    assert yard.pin(photo).position == pin.position
    assert yard.view().frame.crs == "WGS84"
    moved = position_from(109.4120, 24.3630, "WGS84", "drag")
    changed = places.place(yard.node, yard.stream, yard.defect, moved)
    assert changed.act_name == "place_defect"
    pin = yard.pin(yard.defect)
    assert (pin.position, pin.borrowed) == (moved, "")
    assert yard.pin(photo).position != moved


def test_moving_is_one_act_that_undo_takes_back(yard: Yard) -> None:
    first, second = position_from(109.41, 24.36, "GCJ-02", "drag"), position_from(109.42, 24.37, "CGCS2000", "drag")
    places.place(yard.node, yard.stream, yard.building, first)
    places.place(yard.node, yard.stream, yard.building, second)
    assert undo.undo_state(yard.node).undo == "place_building"
    undo.undo(yard.node)
    assert yard.pin(yard.building).position == first
    undo.undo(yard.node)
    assert yard.pin(yard.building).position is None
    undo.redo(yard.node)
    undo.redo(yard.node)
    assert yard.pin(yard.building).position == second
    stored = [each.value for each in history(yard.node, yard.stream, yard.building, "position")]
    assert {"lon": "109.41", "lat": "24.36", "crs": "GCJ-02", "how": "drag"} in stored
    places.place(yard.node, yard.stream, yard.building, None)
    assert yard.pin(yard.building).position is None


def test_the_stored_value_is_never_converted(yard: Yard) -> None:
    """Shown on a GCJ-02 map or on a WGS84 grid, the line in the journal is what was collected."""
    gcj = position_from(109.4160001, 24.3599999, "GCJ-02", "typed")
    places.place(yard.node, yard.stream, yard.defect, gcj)
    yard.photo(yard.common, 1)
    assert yard.view().frame.crs == "GCJ-02", "what people placed decides before what photos lend"
    for record_id in (yard.common, yard.building):
        places.place(yard.node, yard.stream, record_id, position_from(109.4112, 24.3625, "WGS84", "typed"))
    view = yard.view()
    assert view.frame.crs == "WGS84"
    pin = yard.pin(yard.defect)
    assert pin.position == gcj
    at = view.frame.point(gcj)
    assert at is not None
    shown = view.frame.position(*at, "drag")
    assert 100 < metres_between(shown.degrees, gcj.degrees) < 900


def test_what_has_no_place_and_what_is_none_is_refused_in_words(yard: Yard) -> None:
    need = yard.born("need", code="N01")
    with pytest.raises(BadInput) as caught:
        places.place(yard.node, yard.stream, need, position_from(109, 24, "WGS84", "drag"))
    assert caught.value.code == "error.map.no_place_for"
    with pytest.raises(BadInput) as caught:
        places.place(yard.node, yard.stream, yard.defect, position_from(24.3, 109.4, "WGS84", "drag"))
    assert caught.value.code == "error.map.not_a_place"
    with pytest.raises(HomeMissing):
        places.place(yard.node, yard.stream, "nobody", position_from(109, 24, "WGS84", "drag"))


def _scan(folder: Path) -> Path:
    path = folder / "总平面图.png"
    path.write_bytes(png(400, 240, 300))
    return path


def test_a_scanned_plan_is_brought_in_registered_and_shown(yard: Yard) -> None:
    changed = places.add_site_plan(yard.node, yard.stream, _scan(yard.folder))
    assert {kind for _, _, kind in changed.records} == {"photo", "site_plan"}
    view = yard.view()
    assert view.plan is not None
    assert (view.base, view.frame.crs, view.frame.plan, view.plan.title, view.plan.width, view.plan.height) == (
        PLAN,
        "local",
        view.plan.record,
        "总平面图",
        400,
        300,
    )
    assert [pin.kind for pin in view.pins] == ["community", "building", "defect", "defect"]
    on_paper = view.frame.position(200, 150, "drag")
    assert (on_paper.crs, on_paper.plan) == ("local", view.plan.record)
    places.place(yard.node, yard.stream, yard.defect, on_paper)

    plane = view.frame.plane
    assert plane is None
    corners = [(10, 10, 109.4100, 24.3640), (390, 10, 109.4138, 24.3640), (390, 290, 109.4138, 24.36145)]
    points = [control_point(x, y, position_from(lon, lat, "CGCS2000", "typed")) for x, y, lon, lat in corners]
    places.register_plan(yard.node, yard.stream, view.plan.record, "CGCS2000", points)
    view = yard.view()
    assert view.plan is not None
    assert view.plan.fit is not None
    assert view.plan.fit.error is not None
    assert view.plan.fit.error < 5
    assert (view.frame.crs, view.plan.points) == ("CGCS2000", 3)
    pin = yard.pin(yard.defect)
    assert pin.position == on_paper
    assert pin in view.placed
    ground = view.frame.point(pin.position)
    assert ground is not None
    there = view.frame.position(*ground, "drag")
    assert metres_between(there.degrees, (109.4119, 24.36272)) < 30
    assert places.control_points(yard.node, yard.stream, view.plan.record) == ("CGCS2000", tuple(points))
    undo.undo(yard.node)
    assert yard.view().frame.crs == "local"


def test_a_plan_taken_back_leaves_the_grid(yard: Yard) -> None:
    places.add_site_plan(yard.node, yard.stream, _scan(yard.folder))
    undo.undo(yard.node)
    view = yard.view()
    assert (view.base, view.plans, view.plan) == (GRID, (), None)


def test_what_is_no_picture_is_no_plan(yard: Yard) -> None:
    text = yard.folder / "plan.dwg"
    text.write_text("AC1015", "utf-8")
    with pytest.raises(BadInput) as caught:
        places.add_site_plan(yard.node, yard.stream, text)
    assert caught.value.code == "error.map.plan_unreadable"
    assert yard.view().plans == ()
    plan = places.add_site_plan(yard.node, yard.stream, _scan(yard.folder))
    with pytest.raises(BadInput) as caught:
        places.register_plan(yard.node, yard.stream, next(r for _, r, kind in plan.records if kind == "site_plan"), "local", [])
    assert caught.value.code == "error.map.system"


def test_a_base_map_is_shown_in_the_system_that_a_person_stated(yard: Yard) -> None:
    file = write(yard.folder / "city.mbtiles", tiles=[(2, 3, 2, png())], name="柳州", format="png", bounds="109,24,110,25")
    with pytest.raises(BadInput):
        places.add_base_map(yard.node, file, "local")
    made = places.add_base_map(yard.node, file, "GCJ-02")
    assert yard.view().base == GRID
    yard.photo(yard.defect, 1)
    view = yard.view()
    assert (view.base, view.frame.crs, view.base_map) == (TILES, "GCJ-02", made)
    source = places.open_tiles(made)
    assert source.tile(2, 3, 1) == png()
    source.close()
    places.choose_base(yard.node, yard.stream, GRID)
    assert (yard.view().base, yard.view().frame.crs) == (GRID, "WGS84")
    places.choose_base(yard.node, yard.stream, TILES)
    file.unlink()
    view = yard.view()
    assert view.base == GRID
    assert view.problem == ("error.map.gone", {"file": "city.mbtiles"})


def test_the_commands_list_pins_with_their_system_and_place_them(yard: Yard, team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    yard.photo(yard.defect, 1)
    home = str(yard.node.folder)
    number = yard.pin(yard.common).number
    team.close(yard.node)
    place = ["survey", "place", number, "--lon", "109.4130", "--lat", "24.3610", "--home", home]
    assert run([*place, "--json"]) == 1
    assert "WGS84" in capsys.readouterr().err
    assert run([*place, "--crs", "CGCS2000", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["act_name"] == "place_defect"
    assert run(["survey", "place", number, "--lon", "x", "--lat", "24", "--crs", "WGS84", "--home", home]) == 1
    capsys.readouterr()
    assert run(["survey", "map", "--community", yard.stream, "--home", home, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = {line["record"]: line for line in lines}
    assert found[yard.common]["position"] == {"lon": "109.413", "lat": "24.361", "crs": "CGCS2000", "how": "typed"}
    assert (found[yard.defect]["position"]["crs"], found[yard.defect]["here"], found[yard.defect]["severity"]) == ("WGS84", 2, 3)
    assert found[yard.building]["position"] is None
    assert run(["survey", "map", "--community", "柳北船厂宿舍", "--home", home]) == 0
    assert "CGCS2000  109.413, 24.361" in capsys.readouterr().out
    assert run(["survey", "place", number, "--clear", "--home", home]) == 0
    capsys.readouterr()
    assert run(["survey", "map", "--community", yard.stream, "--home", home, "--json"]) == 0
    assert {line["record"]: line["position"] for line in map(json.loads, capsys.readouterr().out.splitlines())}[yard.common] is None
