"""What the window paints before the database library is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveyapp import settings
from surveyapp.domain.fields import BUILDING_CORE
from surveyapp.domain.views import BuildingLine
from surveyapp.domain.walking_order import walking_key


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The last survey's first page: names, the building list and how the window is to look. `survey` is empty on a fresh home."""

    survey: str = ""
    community: str = ""
    stream: str = ""
    building: str = ""
    buildings: tuple[BuildingLine, ...] = ()
    language: str = settings.LANGUAGE.default
    palette: str = settings.PALETTE.default


def first_page_from(read: Mapping[str, Any] | None) -> FirstPage:
    """The first page from what the bare driver read: `settings`, `survey`, `community`, `stream`, `buildings`, `defects`. None is a fresh home."""
    if not read:
        return FirstPage()
    told = read.get("settings", {})
    defects = read.get("defects", {})
    stream = read.get("stream", "")
    lines = sorted((_line(stream, each, defects) for each in read.get("buildings", ())), key=lambda line: walking_key(line.name))
    count, worst = defects.get("", (0, 0))
    common = BuildingLine(stream, "", "", None, "", None, None, None, count, worst, 0, 0, 0)
    return FirstPage(
        survey=str((read.get("survey") or {}).get("name") or ""),
        community=str((read.get("community") or {}).get("name") or ""),
        stream=stream,
        building=told.get("last_building", ""),
        buildings=(common, *lines) if stream else (),
        language=settings.LANGUAGE.checked(told.get("language", settings.LANGUAGE.default)),
        palette=settings.PALETTE.checked(told.get("palette", settings.PALETTE.default)),
    )


def _line(stream: str, values: Mapping[str, Any], defects: Mapping[str, tuple[int, int]]) -> BuildingLine:
    record = str(values.get("record", ""))
    count, worst = defects.get(record, (0, 0))
    built = values.get("built")
    return BuildingLine(
        stream,
        record,
        str(values.get("name") or ""),
        built.get("value") if isinstance(built, dict) else None,
        str(values.get("structure") or ""),
        values.get("storeys"),
        values.get("units"),
        values.get("households"),
        count,
        worst,
        0,
        sum(values.get(name) is not None for name in BUILDING_CORE),
        len(BUILDING_CORE),
    )
