"""A survey that two laptops have worked in: several buildings, defects with and without photos, conflicts, findings, a deletion, needs."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from surveyapp.domain.edits import DELETED
from surveyapp.photos.draw import sample_photo
from surveyapp.steps import package
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.clock import Clock
from surveyapp.steps.node import Node, open_home
from surveyapp.steps.receive import receive
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import add_person, new_community, new_survey, work_as
from surveyapp.store import journal

_DEFECTS = (
    ("CP-02", "扶手晃得厉害，老人不敢扶", 3, "stairwell", 3, 4, ("2", "place")),
    ("CP-03", "楼道灯不亮", 3, "stairwell", 3, 3, ("3", "lamp")),
    ("EL-02", "二楼平台拉线充电", 2, "stairwell", 3, 2, ("1", "place")),
    ("RF-01", "顶楼两户一下雨就滴水", 3, "roof", None, None, ("18.5", "m2")),
    ("WL-01", "外墙渗水", 3, "facade", 1, 6, ("3", "household")),
    ("DR-01", "厨房地漏返水", 2, "household", 2, 1, ("1", "place")),
    ("GB-01", "敞口桶，夏天味道大", 1, "courtyard", None, None, None),
    ("RD-01", "路面坑洼，下雨积水", 2, "road", None, None, ("42", "m2")),
)


class Ticking:
    """A clock that goes on by half a minute at each look, from an hour before noon."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=30)
        return self.now


def _born(node: Node, stream: str, kind: str, **changes: object) -> str:
    made = node.new_id()
    record(node, [Draft(stream, made, kind, changes)], f"new_{kind}")
    return made


def _photo(node: Node, seed: int) -> bytes:
    return sample_photo(seed, "facade", node.clock.now(), "109.4112", "24.3625")


def _put(node: Node, stream: str, record_id: str, kind: str, **changes: object) -> None:
    record(node, [Draft(stream, record_id, kind, changes)], f"set_{kind}")


def hand(giver: Node, taker: Node, stick: Path) -> None:
    """Everything that one laptop holds, by package, to the other."""
    with giver.store.reading() as connection:
        streams = journal.streams(connection)
    package.write(giver, stick, streams)
    receive(taker, stick)


def worked_home(folder: Path, moment: datetime | None = None) -> Path:
    """Make it; answers the home of the first laptop."""
    start = moment or datetime(2026, 11, 20, 11, 0, tzinfo=timezone(timedelta(hours=8)))
    first, second = (open_home(folder / name, clock=Clock(Ticking(start + timedelta(minutes=gap)))) for name, gap in (("home", 0), ("other", 20)))
    try:
        survey = new_survey(first, "柳北区 2026 年摸底", "liuzhou", "韦敏").id
        other = add_person(first, survey, "覃志强")
        defects = _first_day(first, survey, Random(4))
        hand(first, second, folder / "1.zip")
        work_as(second, survey, other)
        _apart(first, second, defects)
        hand(second, first, folder / "2.zip")
    finally:
        second.close()
        first.close()
    return folder / "home"


def _first_day(node: Node, survey: str, chance: Random) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name in ("柳北船厂宿舍", "雀儿山路12号院"):
        stream = new_community(node, survey, {"name": name, "households": 480}).records[0][0]
        houses = [_born(node, stream, "building", **_house(stream, place, chance)) for place in range(4)]
        for place, (code, words, severity, part, unit, storey, amount) in enumerate(_DEFECTS):
            changes: dict[str, object] = {"code": code, "words": words, "severity": severity, "place": part, "community": stream}
            changes |= {"unit": unit, "storey": storey} if storey else {}
            changes |= {"quantity": {"n": amount[0], "unit": amount[1]}} if amount else {}
            changes |= {"building": houses[place % 3]} if part not in ("courtyard", "road") else {}
            found.append((stream, _born(node, stream, "defect", **changes)))
            if place % 3 != 2:
                bring_in_bytes(node, stream, found[-1][1], f"{place}.jpg", _photo(node, place + len(found)))
        for place in range(6):
            door = {"building": houses[0], "community": stream, "door": f"{place + 1}01", "wish": "yes"}
            for code in ("N01", "N02", "N03")[: 1 + place % 3]:
                _born(node, stream, "need", code=code, **door)
    bring_in_bytes(node, found[0][0], "", "loose.jpg", _photo(node, 90))
    bring_in_bytes(node, found[0][0], "", "broken.jpg", b"\xff\xd8\xff no camera made this")
    return found


def _house(stream: str, place: int, chance: Random) -> dict[str, object]:
    values: dict[str, object] = {"name": f"{place + 1}栋", "community": stream, "storeys": 6, "units": 3, "households": 36}
    if place:
        values["built"] = {"value": 1984 + chance.randrange(24), "precision": "year", "evidence": "deed"}
    if place == 0:
        values |= {"area_m2": "400", "structure": "masonry_precast", "height_m": "18.6", "lift": "none", "drainage": "combined"}
    return values


def _apart(first: Node, second: Node, defects: list[tuple[str, str]]) -> None:
    """Both go on without knowing of each other: conflicts, a value that both saw alike, a deletion."""
    stream, wires = defects[2]
    _put(second, stream, wires, "defect", severity=4, quantity={"n": "2", "unit": "place"}, words="楼内充电，有 2 辆")
    _put(first, stream, wires, "defect", severity=3, quantity={"n": "2", "unit": "place"}, words="二楼平台拉线，已劝离")
    stream, lamp = defects[1]
    _put(second, stream, lamp, "defect", severity=2)
    _put(first, stream, lamp, "defect", severity=4)
    stream, gone = defects[6]
    _put(first, stream, gone, "defect", **{DELETED: True})
    stream, wall = defects[12]
    _put(first, stream, wall, "defect", severity=4)
    _put(second, stream, wall, "defect", severity=1)
