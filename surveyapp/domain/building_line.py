"""A building as the list on the left shows it. It stands alone because the first picture of the window needs it, and nothing else of the domain."""

from __future__ import annotations

from typing import NamedTuple

BUILDING_CORE = ("built", "structure", "storeys", "units", "households", "area_m2", "height_m", "lift", "drainage", "safety")
"""The fields of a building that its progress counts."""


class BuildingLine(NamedTuple):
    """A building in the list on the left. `record` is empty for the common ground of the community."""

    stream: str
    record: str
    name: str
    built: int | None
    structure: str
    storeys: int | None
    units: int | None
    households: int | None
    defects: int
    worst: int
    without_photo: int
    filled: int
    fields: int

    @property
    def is_walked(self) -> bool:
        """Whether anything was recorded of it, in its record or as a defect. Else it is open on every list: see `worklist.state_of`."""
        return bool(self.filled or self.defects)
