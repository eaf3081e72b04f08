"""Where one goes next: the building after the last one, the floor above."""

from __future__ import annotations

import re
from typing import NamedTuple


def next_name(names: list[str]) -> str:
    """What a new building is most likely called: the number after the greatest one, in the way the others are written."""
    best: tuple[int, str, str] | None = None
    for name in names:
        found = re.fullmatch(r"(\D*)(\d+)(.*)", name)
        if found and (best is None or int(found[2]) > best[0]):
            best = (int(found[2]), found[1], found[3])
    return f"{best[1]}{best[0] + 1}{best[2]}" if best else ""


class Step(NamedTuple):
    """A place inside a building: stair-unit and storey, None where they are not known. `how`: `up`, `unit`, `here`, or `top`:
    here, because nothing is above it and no unit after it is known.
    """

    unit: int | None
    storey: int | None
    how: str


def next_step(unit: int | None, storey: int | None, units: int | None, storeys: int | None) -> Step:
    """Where the same problem is met next: one floor up; from the top floor the first floor of the next unit; else at the same place."""
    if storey is not None and storeys is not None and storey < storeys:
        return Step(unit, storey + 1, "up")
    if unit is not None and units is not None and unit < units:
        return Step(unit + 1, 1 if storey is not None else None, "unit")
    return Step(unit, storey, "top" if storey is not None and storeys is not None else "here")
