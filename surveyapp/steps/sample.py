"""The sample survey: the communities of a published plan with invented buildings that add up to it exactly, defects over the whole
catalogue, needs, and photos drawn on the spot. Same seed, same sample.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from surveyapp import paths
from surveyapp.domain.annotations import Annotation
from surveyapp.domain.canonical import Value
from surveyapp.photos.draw import sample_photo
from surveyapp.policy.catalogue import Defect
from surveyapp.steps import policies
from surveyapp.steps.begin import new_draft
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft

_PLACES = {"roof": "roof", "stairwell": "stairwell", "unit": "entrance", "household": "household", "building": "facade", "community": "courtyard"}
_SCENES = {
    "roof": ("RF",),
    "wall": ("WL", "ST", "BW", "IL"),
    "stair": ("CP", "AC", "AG", "EV", "FR"),
    "wires": ("EL", "TC", "CH", "SC", "LT"),
    "puddle": ("DR", "WA", "RD", "GR", "GB", "PK"),
}
"""What is drawn for which groups of the catalogue; a façade for all others."""


@dataclass(frozen=True, slots=True)
class SampleCommunity:
    """A community of the sample with the record ids of its buildings."""

    stream: str
    name: str
    year: int
    buildings: tuple[tuple[str, int, int], ...]
    """(record, storeys, units)"""


@dataclass(frozen=True, slots=True)
class SampleYear:
    """The published totals of a year."""

    year: int
    communities: int
    households: int
    buildings: int
    area_m2: int
    investment: Decimal
    names: tuple[str, ...] = ()
    former_owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample as its file says it."""

    raw: Mapping[str, Any]
    years: tuple[SampleYear, ...] = field(default=())


def read_sample() -> Sample:
    """Read the sample's file."""
    raw = tomllib.loads(paths.resource("sample", "lianzhou.toml").read_text(encoding="utf-8"))
    years = tuple(
        SampleYear(
            each["year"],
            each["communities"],
            each["households"],
            each["buildings"],
            each["area_m2"],
            Decimal(each["investment"]),
            tuple(each.get("names", ())),
            tuple(each.get("former_owners", ())),
        )
        for each in raw["years"]
    )
    return Sample(raw, years)


def shares(total: int, parts: int, chance: Random, least: int) -> list[int]:
    """Split a whole number into parts of at least `least` that add up to it exactly."""
    spare = total - least * parts
    cuts = sorted(chance.randint(0, spare) for _ in range(parts - 1))
    edges = [0, *cuts, spare]
    return [least + high - low for low, high in pairwise(edges)]


def even_shares(total: int, parts: int) -> list[int]:
    """Split a whole number as evenly as it goes."""
    each, rest = divmod(total, parts)
    return [each + (1 if number < rest else 0) for number in range(parts)]


def roster(node: Node, survey: str, sample: Sample, chance: Random) -> Iterator[tuple[SampleCommunity, list[Draft]]]:
    """Every community with the drafts of its records: community, buildings, plan entry."""
    for year in sample.years:
        buildings = shares(year.buildings, year.communities, chance, 1)
        total = _households(year, buildings, chance)
        investments = _investments(year)
        for number in range(year.communities):
            name = year.names[number] if year.names else f"样例小区 {year.year}-{number + 1:02d}"
            owner = year.former_owners[number] if year.former_owners else ""
            yield _community(node, survey, sample, year.year, name, owner, total[number], investments[number], chance)


def _households(year: SampleYear, buildings: Sequence[int], chance: Random) -> list[list[tuple[int, int]]]:
    """(households, area m²) of every building, community by community, so that the year's totals are met."""
    households = shares(year.households, year.buildings, chance, 2)
    areas = [year.area_m2 * each // year.households for each in households]
    for rest in range(year.area_m2 - sum(areas)):
        areas[rest] += 1
    pairs = list(zip(households, areas, strict=True))
    found = []
    for count in buildings:
        found.append(pairs[:count])
        pairs = pairs[count:]
    return found


def _investments(year: SampleYear) -> list[Decimal]:
    """In tenths of 10,000 yuan, as evenly as it goes: the published totals are multiples of one community's flat sum."""
    return [Decimal(part) / 10 for part in even_shares(int(year.investment * 10), year.communities)]


def _community(
    node: Node, survey: str, sample: Sample, year: int, name: str, owner: str, sizes: list[tuple[int, int]], investment: Decimal, chance: Random
) -> tuple[SampleCommunity, list[Draft]]:
    stream = node.new_id()
    mark = sample.raw["mark"]
    fields: dict[str, Value] = {
        "name": name,
        "survey": survey,
        "division": sample.raw["division"],
        "street": sample.raw["street"],
        "location": "county_town",
        "land": "state_allocated",
        "unit_form": "compound" if len(sizes) > 1 else "single_building",
        "buildings": len(sizes),
        "households": sum(households for households, _ in sizes),
        "area_m2": str(sum(area for _, area in sizes)),
        "management": chance.choice(("neighbourhood", "work_unit", "none")),
        "owners_committee": chance.choice(("yes", "no")),
        "drainage": chance.choice(("combined", "mixed", "unclear")),
        "sample": mark,
    }
    if owner:
        fields["former_owner"] = owner
    drafts = [Draft(stream, stream, "community", fields)]
    buildings = []
    for number, (households, area) in enumerate(sizes, 1):
        draft, shape = _building(node, stream, number, households, area, mark, chance)
        drafts.append(draft)
        buildings.append((draft.record, *shape))
    drafts.append(new_draft(node, stream, "plan_entry", {"year": year, "investment": f"{investment.normalize():f}", "batch": "planning"}))
    return SampleCommunity(stream, name, year, tuple(buildings)), drafts


def _building(node: Node, stream: str, number: int, households: int, area: int, mark: str, chance: Random) -> tuple[Draft, tuple[int, int]]:
    units = 1 if households < 12 else 2 if households < 30 else 3
    storeys = max(2, min(8, -(-households // (units * 2))))
    fields: dict[str, Value] = {
        "name": f"{number}栋",
        "built": {"value": chance.randint(1978, 2000), "precision": "year", "evidence": chance.choice(("completion", "deed", "residents"))},
        "structure": chance.choice(("masonry_precast", "masonry_cast", "concrete")),
        "storeys": storeys,
        "units": units,
        "households": households,
        "area_m2": str(area),
        "lift": "none",
        "roof": "flat",
        "safety": {"grade": "none"},
        "sample": mark,
    }
    return new_draft(node, stream, "building", fields), (storeys, units)


def defect_drafts(node: Node, community: SampleCommunity, codes: Sequence[str], sample: Sample, chance: Random) -> Iterator[Draft]:
    """One defect of each of these catalogue codes, somewhere in the community where it can occur."""
    for code in codes:
        defect = policies.catalogue().defects[code]
        fields: dict[str, Value] = {"code": code, "source": chance.choice(("inspection", "residents")), **_place(defect, community, chance)}
        counted = [measure for measure in defect.measures if measure.unit.code != "yes_no"]
        if counted:
            measure = chance.choice(counted)
            fields["quantity"] = {"n": str(chance.randint(1, 12)), "unit": measure.unit.code}
        said = sample.raw["said"].get(code)
        if said:
            fields["words"] = said
        yield new_draft(node, community.stream, "defect", fields)


def _place(defect: Defect, community: SampleCommunity, chance: Random) -> dict[str, Value]:
    level = chance.choice(defect.levels)
    found: dict[str, Value] = {"place": _PLACES.get(level, "other")}
    if level != "community" and community.buildings:
        building, storeys, units = chance.choice(community.buildings)
        found["building"] = building
        if level in ("unit", "stairwell", "household"):
            found["unit"] = chance.randint(1, units)
        if level in ("stairwell", "household"):
            found["storey"] = chance.randint(1, storeys)
    return found


def need_drafts(node: Node, community: SampleCommunity, count: int, chance: Random) -> Iterator[Draft]:
    """Interviews at doors: one wish each, with rank and willingness to pay."""
    codes = list(policies.catalogue().needs)
    for _ in range(count):
        building, storeys, units = chance.choice(community.buildings)
        door = f"{chance.randint(1, units)}-{chance.randint(1, storeys)}0{chance.randint(1, 2)}"
        fields: dict[str, Value] = {
            "code": chance.choice(codes),
            "building": building,
            "door": door,
            "who": chance.choice(("owner", "owner", "co_owner", "tenant")),
            "wish": "yes",
            "rank": chance.randint(1, 3),
            "willing": chance.choice(("yes", "no", "depends")),
        }
        yield new_draft(node, community.stream, "need", fields)


def photo_bytes(code: str, seed: int, sample: Sample, day: datetime) -> bytes:
    """A drawn photo that fits a defect, with a camera's time and place."""
    group = code.partition("-")[0]
    scene = next((name for name, groups in _SCENES.items() if group in groups), "facade")
    lon = Decimal(sample.raw["lon"]) + Decimal(seed % 97) / 100000
    lat = Decimal(sample.raw["lat"]) + Decimal(seed % 89) / 100000
    return sample_photo(seed, scene, day + timedelta(minutes=seed % 480), str(lon), str(lat))


def drawings(seed: int) -> tuple[Annotation, ...]:
    """What is drawn on a sample photo: mostly nothing, else a circle, sometimes with an arrow to it."""
    if seed % 3:
        return ()
    x, y = 2500 + seed % 3500, 3000 + seed % 2500
    circle = Annotation("", "ellipse", ((x, y), (x + 2200, y + 1900)))
    return (circle, Annotation("", "arrow", ((x - 1600, y - 1400), (x + 100, y + 200)))) if seed % 2 else (circle,)
