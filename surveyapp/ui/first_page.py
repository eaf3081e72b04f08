"""What the window paints before the database library is imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from surveyapp import settings
from surveyapp.domain.building_line import BUILDING_CORE, BuildingLine
from surveyapp.domain.walking_order import walking_key


class FirstPage(NamedTuple):
    """The last survey's first page: names, the building list and how the window is to look. `survey` is empty on a fresh home.

    `division` and `households` are of the community.
    """

    survey: str = ""
    community: str = ""
    stream: str = ""
    building: str = ""
    buildings: tuple[BuildingLine, ...] = ()
    language: str = settings.LANGUAGE.default
    palette: str = settings.PALETTE.default
    text_size: int = int(settings.TEXT_SIZE.default)
    place: str = settings.PLACE.default
    division: str = ""
    households: int = 0


def first_page_from(read: Mapping[str, Any] | None) -> FirstPage:
    """The first page from what the bare driver read: `settings`, `survey`, `community`, `stream`, `buildings`, `defects`. None is a fresh home."""
    if not read:
        return FirstPage()
    told = read.get("settings", {})
    name, division, households = read.get("community", ("", "", 0))
    stream, lines = read.get("stream", ""), read.get("buildings", ())
    defects = dict(read.get("defects", {}))
    known = {each["record"] for each in lines}
    loose = [defects.pop(building) for building in list(defects) if building not in known]
    count, worst, bare = (sum(each[0] for each in loose), max((each[1] for each in loose), default=0), sum(each[2] for each in loose))
    common = BuildingLine(stream, "", "", None, "", None, None, None, count, worst, bare, 0, 0)
    buildings = sorted((_line(stream, each, defects.get(each["record"], (0, 0, 0))) for each in lines), key=lambda line: walking_key(line.name))
    return FirstPage(
        survey=read.get("survey", ""),
        community=name,
        stream=stream,
        building=told.get("last_building", ""),
        buildings=(common, *buildings) if stream else (),
        language=settings.LANGUAGE.checked(told.get("language", settings.LANGUAGE.default)),
        palette=settings.PALETTE.checked(told.get("palette", settings.PALETTE.default)),
        text_size=int(settings.TEXT_SIZE.checked(told.get("text_size", settings.TEXT_SIZE.default))),
        place=told.get("place", settings.PLACE.default),
        division=division,
        households=households if type(households) is int else 0,
    )


def _line(stream: str, values: Mapping[str, Any], defects: tuple[int, int, int]) -> BuildingLine:
    whole = {name: value if type(value := values.get(name)) is int else None for name in ("built", "storeys", "units", "households")}
    return BuildingLine(
        stream,
        str(values["record"]),
        str(values.get("name") or ""),
        whole["built"],
        str(values.get("structure") or ""),
        whole["storeys"],
        whole["units"],
        whole["households"],
        *defects,
        values.get("filled", 0),
        len(BUILDING_CORE),
    )
