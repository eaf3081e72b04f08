"""A survey of city size: communities, buildings and very many defects, received in bulk into a home. Made once, used by tests and benchmarks."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from random import Random

from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.edits import SCHEMA, Edit, line_id, trust_edit
from surveyapp.domain.fields import PLACES
from surveyapp.steps import policies
from surveyapp.steps.node import Node, open_home
from surveyapp.steps.receive import without_collector
from surveyapp.steps.survey import new_survey
from surveyapp.store.store import apply

_WHERE = ("顶楼", "一楼门口", "东侧", "北侧围墙", "二楼平台", "楼梯转角", "配电箱旁", "车棚里", "化粪池边", "进户门")
_WHAT = ("渗水", "扶手晃动", "电线乱拉", "灯不亮", "地砖松动", "井盖破损", "堆放杂物", "管道锈蚀", "墙皮脱落", "雨水倒灌")
_HOW = ("，老人不敢扶", "，一下雨就滴水", "，居民反映多次", "，有两处", "，需要尽快处理", "", "，夜里看不清", "，孩子常在这里玩")
_TALKED = 100
"""So many houses of a community were asked, door by door."""
_STREETS = ("柳北船厂", "雀儿山路", "北站路", "胜利路", "跃进路", "白沙路", "鹧鸪江", "黄村", "三中路", "八一路")


class City:
    """Writes the edits of other people's laptops: one origin, its seqs chained in every stream."""

    def __init__(self, survey: str, seed: int = 7) -> None:
        self.chance, self.survey = Random(seed), survey
        self._catalogue = tuple(policies.catalogue().defects.values())
        self.origin = self.new_id()
        self.people = [self.new_id() for _ in range(5)]
        self._made_at = 1_770_000_000_000
        self._last: dict[str, tuple[int, str | None]] = {}
        self._number = 0

    def new_id(self) -> str:
        """A random id in the form of a UUID."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def edit(self, stream: str, record: str, kind: str, changes: dict[str, Value], replaces: dict[str, Sequence[str]] | None = None) -> Edit:
        """One edit of the stream."""
        seq, prev = self._last.get(stream, (0, None))
        self._made_at += self.chance.randint(1, 9_000)
        self._number += 1
        day, minute = divmod(self._number, 4_000)
        wall = f"2026-{3 + day // 28:02d}-{1 + day % 28:02d}T{8 + minute % 10:02d}:{minute % 60:02d}:00.000+08:00"
        envelope: dict[str, Value] = {
            "schema": SCHEMA,
            "stream": stream,
            "record": record,
            "kind": kind,
            "changes": changes,
            "replaces": {field: list(ids) for field, ids in (replaces or {}).items()},
            "act": {"id": self.new_id(), "name": f"new_{kind}"},
            "author": self.chance.choice(self.people),
            "origin": self.origin,
            "seq": seq + 1,
            "prev": prev,
            "made_at": self._made_at,
            "wall": wall,
        }
        line = canonical(envelope)
        made = trust_edit(line, envelope, line_id(line))
        self._last[stream] = (seq + 1, made.id)
        return made

    def team(self) -> list[Edit]:
        """The people who did it."""
        names = ("韦敏", "覃志强", "莫小燕", "韦敏", "陆海")
        return [self.edit(self.survey, each, "person", {"name": name}) for each, name in zip(self.people, names, strict=True)]

    def community(self, number: int, buildings: int, defects: int, photos: float = 0.0, first: int = 0, *, whole: bool = False) -> list[Edit]:
        """A community with its buildings and defects, numbered from `first`; so many photos for each defect.

        `whole`: with places for the map and talks with households, too.
        """
        stream = self.new_id()
        name = f"{self.chance.choice(_STREETS)}{number + 1}号院"
        made = [self.edit(stream, stream, "community", {"name": name, "survey": self.survey, "number": f"QX7-C{number:04d}"})]
        houses = [self.new_id() for _ in range(buildings)]
        for place, house in enumerate(houses):
            made.append(self.edit(stream, house, "building", self._house(stream, place) | self._spot(whole)))
        for place in range(defects):
            spot = self._spot(whole and place % 3 == 0)
            made.append(self.edit(stream, self.new_id(), "defect", self._defect(stream, houses, first + place) | spot))
            if self.chance.random() < photos:
                made.append(self.edit(stream, self.new_id(), "photo", self._photo(made[-1].record)))
        return made + [each for house in houses[: _TALKED if whole else 0] for each in self._talks(stream, house)]

    def _spot(self, wanted: bool) -> dict[str, Value]:
        if not wanted:
            return {}
        lon, lat = (f"{base + self.chance.randint(0, 9_000) / 1_000_000:.6f}" for base in (109.41, 24.36))
        return {"position": {"lon": lon, "lat": lat, "crs": "CGCS2000", "accuracy": None, "how": "typed"}}

    def _talks(self, stream: str, house: str) -> list[Edit]:
        """A dozen doors of a house, each with up to three wishes."""
        made = []
        for door in range(12):
            here: dict[str, Value] = {"community": stream, "building": house, "door": f"1-{door // 2 + 1}0{door % 2 + 1}"}
            said: dict[str, Value] = {"outcome": "answered", "who": "owner", "consent": self.chance.choice(("agree", "disagree"))}
            talk = self.edit(stream, self.new_id(), "interview", here | said)
            made.append(talk)
            for rank in range(1, self.chance.randint(1, 3) + 1):
                wish: dict[str, Value] = {"code": f"N{self.chance.randint(1, 12):02d}", "wish": "yes", "rank": rank, "interview": talk.record}
                made.append(self.edit(stream, self.new_id(), "need", here | wish))
        return made

    def _house(self, stream: str, place: int) -> dict[str, Value]:
        year = self.chance.randint(1976, 2008)
        return {
            "name": f"{place + 1}栋",
            "community": stream,
            "built": {"value": year, "precision": "year", "evidence": "deed"},
            "storeys": self.chance.randint(3, 7),
            "units": self.chance.randint(1, 4),
            "households": self.chance.randint(12, 70),
        }

    def _defect(self, stream: str, houses: Sequence[str], number: int) -> dict[str, Value]:
        defect = self.chance.choice(self._catalogue)
        changes: dict[str, Value] = {
            "number": f"QX7-{number:06d}",
            "code": defect.code,
            "words": self.chance.choice(_WHERE) + self.chance.choice(_WHAT) + self.chance.choice(_HOW),
            "severity": self.chance.choices((1, 2, 3, 4), (30, 50, 17, 3))[0],
            "place": self.chance.choice(PLACES),
            "community": stream,
            "found_on": "2026-03-09",
        }
        if self.chance.random() < 0.92:
            changes |= {"building": self.chance.choice(houses), "unit": self.chance.randint(1, 4), "storey": self.chance.randint(1, 7)}
        if defect.measures:
            changes["quantity"] = {"n": str(self.chance.randint(1, 60)), "unit": defect.measures[0].unit.code}
        return changes

    def _photo(self, subject: str) -> dict[str, Value]:
        return {"sha256": f"{self.chance.getrandbits(256):064x}", "ext": "jpg", "subject": subject, "status": "ok", "width": 4032, "height": 3024}


def shares(total: int, parts: int, largest: int = 0) -> list[int]:
    """A total in so many parts that differ by one at most; the first is `largest`, where that is asked for."""
    rest, over = divmod(total - largest, parts - 1 if largest else parts)
    plain = [rest + (place < over) for place in range(parts - 1 if largest else parts)]
    return [largest, *plain] if largest else plain


def fill(
    node: Node,
    survey: str,
    communities: int = 60,
    buildings: int = 3_000,
    defects: int = 100_000,
    photos: float = 0.0,
    seed: int = 7,
    largest: tuple[int, int] = (0, 0),
) -> None:
    """Receive the survey of a whole team into a node, in one transaction. `largest`: buildings and defects of one that stands out."""
    city, first = City(survey, seed), 0
    with without_collector(), node.store.writing() as connection:
        apply(connection, survey, city.team())
        each = zip(shares(buildings, communities, largest[0]), shares(defects, communities, largest[1]), strict=True)
        for number, (houses, found) in enumerate(each):
            edits = city.community(number, houses, found, photos, first, whole=bool(largest[0]) and not number)
            apply(connection, edits[0].stream, edits)
            first += found


def big_home(
    folder: Path, communities: int = 60, buildings: int = 3_000, defects: int = 100_000, photos: float = 0.0, largest: tuple[int, int] = (0, 0)
) -> str:
    """A home with a big survey under the document of 柳州; answers the survey's id."""
    node = open_home(folder)
    try:
        survey = new_survey(node, "柳北区摸底", "liuzhou", "韦敏").id
        fill(node, survey, communities, buildings, defects, photos, largest=largest)
    finally:
        node.close()
    return survey
