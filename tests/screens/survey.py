"""The survey that the pictures are made of: a community half walked, with a vote, money, photos, findings and a disagreement of two laptops."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from surveyapp.domain.canonical import Value
from surveyapp.ui.verbs import Verbs
from tests.screens.map_pages import fill_map
from tests.screens.photo_pages import fill_drawn
from tests.screens.table_pages import fill_interviews

BUILDINGS = (
    ("1栋", 1992, "masonry_precast", 6, 3, 36, "3060.40"),
    ("2栋", 1993, "masonry_precast", 6, 3, 36, "3060.40"),
    ("3栋", 1994, "masonry_precast", 6, 3, 36, "612.40"),
    ("4栋", 1998, "masonry_cast", 7, 2, 28, "2466.00"),
    ("5栋", None, "", None, None, None, ""),
)
DEFECTS_OF = (
    ("3栋", "CP-02", "四楼扶手晃得厉害，老人不敢扶", 3, 4, "stairwell", 3),
    ("3栋", "CP-03", "三单元三层楼道灯不亮", 3, 3, "stairwell", 2),
    ("3栋", "CH-01", "二层楼道里拉线给电动车充电", 3, 2, "stairwell", 4),
    ("3栋", "AC-01", "单元门口三级台阶没有坡道", 2, None, "entrance", 2),
    ("3栋", "WL-02", "北侧外墙掉瓷砖，下面是过道", None, None, "facade", 4),
    ("3栋", "RF-01", "顶楼两户漏雨", 1, 6, "roof", 3),
    ("3栋", "", "西边墙角有股怪味，说不清从哪来", None, 1, "other", None),
    ("1栋", "WL-03", "山墙有一道裂缝，从二层到四层", None, None, "facade", 3),
    ("2栋", "DR-01", "一楼厕所返水", 1, 1, "household", 2),
    ("", "FR-01", "地桩挡住消防车", None, None, "road", 4),
    ("", "LT-01", "南门到四栋的路灯三盏都不亮", None, None, "road", 3),
)


def open_sample(home: Path) -> Verbs:
    """The verbs of a home."""
    from surveyapp.steps.desk import Desk
    from surveyapp.steps.node import open_home

    return Desk(open_home(home, or_read_only=True))


def fill(verbs: Verbs, pictures: Path) -> None:
    """Record a community as an inspector would: buildings, defects, photos (one of them unreadable), a value that was corrected."""
    verbs.choose_survey(verbs.new_survey("柳北区 2026 年摸底", "liuzhou", "韦敏").id)
    stream = verbs.new_community({"name": "柳北船厂宿舍", "street": "解放街道", "households": 142}).records[0][0]
    verbs.new_community({"name": "红星机械厂生活区", "street": "雀儿山街道"})
    records = {"": ""} | {line[0]: _building(verbs, stream, line) for line in BUILDINGS}
    defects = [_defect(verbs, stream, records, line) for line in DEFECTS_OF]
    photos = _pictures(pictures)
    for number, defect in enumerate(defects):
        if number % 3 != 2:
            verbs.add_photos(stream, defect, photos[number % 6 : number % 6 + 1 + number % 2])
    fill_drawn(verbs, stream, defects[0])
    verbs.add_photos(stream, records["3栋"], photos[6:9])
    verbs.add_photos(stream, "", photos[9:])
    verbs.set_fields(stream, records["3栋"], {"built": {"value": 1992, "precision": "year", "evidence": "residents"}})
    verbs.set_fields(
        stream, records["3栋"], {"built": {"value": 1994, "precision": "year", "evidence": "completion"}, "lift": "none", "drainage": "mixed"}
    )
    _plan(verbs, stream)
    fill_interviews(verbs, stream, records["3栋"])
    fill_map(verbs, stream, pictures.parent / "plans")
    _disagree(verbs, pictures.parent / "other", stream, (records["4栋"], defects[0]))
    verbs.set_setting("last_stream", stream)
    verbs.set_setting("last_building", records["3栋"])


def _plan(verbs: Verbs, stream: str) -> None:
    """A community on its way into a plan: a vote that just fails, a notice that hangs, money with an open question."""
    standing = ("willing", "needs_renovation", "talks", "residents_pay", "accepts_management", "self_management")
    verbs.set_fields(stream, stream, {"location": "city", "land": "state_allocated", "unit_form": "compound", "party_branch": "own"})
    verbs.set_fields(stream, stream, dict.fromkeys(standing, "yes"))
    counts: dict[str, Value] = {"total_owners": 138, "voted_owners": 101, "agree_owners": 79}
    areas: dict[str, Value] = {"total_area_m2": "8946.38", "voted_area_m2": "6702.14", "agree_area_m2": "5011.90"}
    verbs.new_record(stream, "vote", {"held_from": "2026-11-06", "held_to": "2026-11-15", **areas, **counts})
    verbs.new_record(stream, "notice", {"posted_on": "2026-11-16", "body": "解放街道"})
    verbs.new_record(stream, "plan_entry", {"year": 2028, "batch": "planning", "investment": "412"})
    money = {"central": "130", "province": "60", "city": "62", "county": "44", "resident_direct": "58.4", "utility": "33.6", "former_owner": "24"}
    for source, amount in money.items():
        verbs.new_record(stream, "funding", {"source": source, "amount": amount})


def _building(verbs: Verbs, stream: str, line: tuple[str, int | None, str, int | None, int | None, int | None, str]) -> str:
    name, built, structure, storeys, units, households, area = line
    told: dict[str, Value] = {
        "name": name,
        "structure": structure or None,
        "storeys": storeys,
        "units": units,
        "households": households,
        "area_m2": area or None,
    }
    if built:
        told["built"] = {"value": built, "precision": "year", "evidence": "plaque"}
    return verbs.new_record(stream, "building", {name: value for name, value in told.items() if value is not None}).records[0][1]


def _defect(verbs: Verbs, stream: str, records: dict[str, str], line: tuple[str, str, str, int | None, int | None, str, int | None]) -> str:
    building, code, words, unit, storey, place, severity = line
    told: dict[str, Value] = {
        "code": code or None,
        "words": words,
        "building": records[building] or None,
        "unit": unit,
        "storey": storey,
        "place": place,
    }
    told |= {"severity": severity, "quantity": {"n": "2", "unit": "spot"}}
    return verbs.new_record(stream, "defect", {name: value for name, value in told.items() if value is not None}).records[0][1]


def _pictures(folder: Path) -> list[Path]:
    """Photos drawn on the spot, the last of them cut short."""
    from surveyapp.photos.draw import sample_photo

    folder.mkdir(parents=True, exist_ok=True)
    begun = datetime(2026, 11, 20, 14, 2, tzinfo=timezone(timedelta(hours=8)))
    subjects = ("stair", "stair", "wires", "wall", "wall", "roof", "facade", "wall", "facade", "puddle", "bricks")
    made = []
    for number, subject in enumerate(subjects):
        path = folder / f"IMG_{number + 1:04d}.jpg"
        path.write_bytes(sample_photo(number, subject, begun + timedelta(minutes=7 * number), "109.4112", "24.3625"))
        made.append(path)
    cut = folder / "IMG_0099.jpg"
    cut.write_bytes(made[0].read_bytes()[:900])
    return [*made, cut]


def _disagree(verbs: Verbs, folder: Path, stream: str, records: tuple[str, str]) -> None:
    """A second laptop receives all of it, both judge a building and a defect differently, and its package comes back."""
    from surveyapp.steps import package
    from surveyapp.steps.desk import Desk
    from surveyapp.steps.people import add_inspector
    from surveyapp.steps.receive import receive
    from surveyapp.steps.survey import streams_of, work_as

    assert isinstance(verbs, Desk)
    node, building, defect = verbs.node, *records
    survey = verbs.surveys()[0].id
    other = add_inspector(node, survey, "梁志强", "柳南分队").records[0][1]
    package.write(node, folder / "there.zip", streams_of(node, survey))
    second = open_sample(folder / "home")
    assert isinstance(second, Desk)
    receive(second.node, folder / "there.zip")
    work_as(second.node, survey, other)
    second.set_fields(stream, building, {"structure": "masonry_timber"})
    second.set_fields(stream, defect, {"severity": 4, "words": "四楼扶手断了一截"})
    package.write(second.node, folder / "back.zip", streams_of(second.node, survey), only_new=True)
    second.close()
    verbs.set_fields(stream, building, {"structure": "frame_bottom"})
    verbs.set_fields(stream, defect, {"severity": 2})
    receive(node, folder / "back.zip")
