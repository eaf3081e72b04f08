"""Edits of a plausible survey, many of them, made through the domain's own door: what the benchmarks of the store receive."""

from __future__ import annotations

import uuid
from random import Random

from surveyapp.domain.edits import Act, Edit, Stamp, write_edit

_SAID = ("顶楼两户一下雨就滴水，拿盆接着", "扶手晃得厉害，老人不敢扶", "厨房地漏返水，一个月通两回", "敞口桶，夏天味道大", "路灯坏了三盏")
_CODES = ("RF-01", "CP-02", "DR-01", "GB-01", "LT-01", "WL-01", "EL-02")
PER_STREAM = 5_000


class Crowd:
    """One origin writing into many communities: buildings, defects, photos, and corrections of a part of them."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.origin, self.author = self.new_id(), self.new_id()
        self.made_at = 1_770_000_000_000
        self.records: dict[str, list[tuple[str, str, dict[str, str]]]] = {}
        self.last: dict[str, tuple[int, str | None]] = {}

    def new_id(self) -> str:
        """A random id in the form of a UUID."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def edits(self, count: int, streams: list[str], corrections: float = 0.3) -> list[Edit]:
        """So many edits, stream by stream in order; a share of them correct an earlier one."""
        made = []
        for number in range(count):
            stream = streams[number * len(streams) // count]
            known = self.records.setdefault(stream, [])
            made.append(self._correction(stream) if known and self.chance.random() < corrections else self._birth(stream))
        return made

    def _birth(self, stream: str) -> Edit:
        record = self.new_id()
        kind = self.chance.choice(("defect", "defect", "defect", "photo", "building"))
        number = len(self.records[stream]) + 1
        changes: dict[str, object] = {"community": stream, "number": f"K7M-{number:04d}"}
        if kind == "defect":
            changes |= {"code": self.chance.choice(_CODES), "words": self.chance.choice(_SAID), "severity": self.chance.randint(1, 4)}
            changes |= {"quantity": {"n": str(self.chance.randint(1, 40)), "unit": "m2"}, "found_on": "2026-03-09", "place": "roof"}
        elif kind == "photo":
            changes |= {"sha256": f"{self.chance.getrandbits(256):064x}", "ext": "jpg", "width": 4032, "height": 3024, "status": "ok"}
        else:
            changes |= {"name": f"{number}栋", "households": self.chance.randint(8, 60), "storeys": 6, "structure": "masonry_precast"}
        edit = self._write(stream, record, kind, changes, {})
        self.records[stream].append((record, kind, dict.fromkeys(changes, edit.id)))
        return edit

    def _correction(self, stream: str) -> Edit:
        record, kind, heads = self.chance.choice(self.records[stream])
        name = {"defect": "words", "photo": "caption", "building": "households"}[kind]
        value = self.chance.randint(8, 60) if kind == "building" else f"{self.chance.choice(_SAID)}（{self.chance.randrange(1000)}）"
        edit = self._write(stream, record, kind, {name: value}, {name: [heads[name]]} if name in heads else {})
        heads[name] = edit.id
        return edit

    def _write(self, stream: str, record: str, kind: str, changes: dict[str, object], replaces: dict[str, list[str]]) -> Edit:
        seq, prev = self.last.get(stream, (0, None))
        self.made_at += self.chance.randint(1, 40_000)
        stamp = Stamp(self.author, self.origin, seq + 1, prev, self.made_at, "2026-03-09T09:30:00.000+08:00")
        edit = write_edit(stream, record, kind, changes, replaces, Act(self.new_id(), f"set_{kind}"), stamp)
        self.last[stream] = (seq + 1, edit.id)
        return edit

    def streams(self, count: int) -> list[str]:
        """Enough streams for so many edits."""
        return [self.new_id() for _ in range(max(1, count // PER_STREAM))]
