"""Tiles: the catalogue as the walk page offers it to a finger, by part of the building, what this survey meets most often first."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache

from surveyapp import paths, words
from surveyapp.domain.walk_views import Tile, TileGroup
from surveyapp.policy.catalogue import Defect
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.store import find, tally

COUNTED = ("spot", "piece", "lamp", "door", "window", "step", "camera", "plant", "vehicle", "set", "unit", "household", "unit_of_stairs")
"""Units in which a thing that is seen once is 1; a length or an area is not known by seeing it."""


def tile_groups(node: Node, survey: str, common: bool) -> tuple[TileGroup, ...]:
    """The groups of the common ground or of a building, for the survey's own counts."""
    with node.store.reading() as connection:
        streams = [stream for stream, held in find.communities_of(connection).items() if held == survey]
        found: Counter[str] = Counter()
        for code, _, _, count in tally.defects(connection, streams):
            found[code] += count
    return tuple(_group(part, spec, found) for part, spec in _layout()["ground" if common else "building"].items())


def count_unit(defect: Defect) -> str:
    """The unit that counts a defect: its own where it is a count, else spots."""
    own = [each.unit.code for each in defect.measures]
    return next((each for each in COUNTED if each in own), "spot")


@cache
def _layout() -> dict[str, dict[str, dict[str, object]]]:
    with paths.resource("catalogue", "tiles.toml").open("rb") as file:
        return tomllib.load(file)


def _group(part: str, spec: dict[str, object], found: Counter[str]) -> TileGroup:
    codes = spec["defects"]
    assert isinstance(codes, list)
    ordered = sorted(codes, key=lambda code: -found[code])
    return TileGroup(part, str(spec["place"]), tuple(_tile(policies.catalogue().defects[code], found[code]) for code in ordered))


def _tile(defect: Defect, count: int) -> Tile:
    return Tile(defect.code, words.pick(defect.name, defect.tile_en), count_unit(defect), count)


def all_tiles() -> tuple[Tile, ...]:
    """Every defect of the catalogue, in its order."""
    return tuple(replace(_tile(defect, 0), name=words.pick(defect.name, defect.name_en)) for defect in policies.catalogue().defects.values())
