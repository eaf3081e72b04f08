"""Web Mercator (EPSG:3857): the plane that map tiles are cut from, and a small plane in metres around a community."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.domain.geo import Degrees

TILE_PX = 256
MOST_ZOOM = 24
_RADIUS = 6378137.0
_EDGE = math.degrees(math.atan(math.sinh(math.pi)))
"""85.0511…°: where the square of the world ends."""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A tile of the world cut into 2**zoom columns and rows; row 0 is the northernmost (XYZ). MBTiles counts rows from the south."""

    zoom: int
    column: int
    row: int

    @property
    def row_from_south(self) -> int:
        """The row as TMS and MBTiles count it."""
        return int(2**self.zoom) - 1 - self.row

    @property
    def parent(self) -> Tile:
        """The tile of the zoom before that holds this one."""
        return Tile(self.zoom - 1, self.column // 2, self.row // 2)


def world(lon: float, lat: float) -> tuple[float, float]:
    """A place on the square of the world: x from 0 in the west to 1 in the east, y from 0 in the north to 1 in the south."""
    bend = math.radians(max(-_EDGE, min(_EDGE, lat)))
    return (lon + 180.0) / 360.0, (1 - math.asinh(math.tan(bend)) / math.pi) / 2


def degrees(x: float, y: float) -> Degrees:
    """The place of a point of the square of the world."""
    return x * 360.0 - 180.0, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def tile_at(lon: float, lat: float, zoom: int) -> Tile:
    """The tile that holds a place."""
    side = 2**zoom
    x, y = world(lon, lat)
    return Tile(zoom, max(0, min(side - 1, math.floor(x * side))), max(0, min(side - 1, math.floor(y * side))))


def tile_box(tile: Tile) -> tuple[float, float, float, float]:
    """West, south, east, north of a tile in degrees."""
    side = 2**tile.zoom
    west, north = degrees(tile.column / side, tile.row / side)
    east, south = degrees((tile.column + 1) / side, (tile.row + 1) / side)
    return west, south, east, north


def tiles_over(west: float, south: float, east: float, north: float, zoom: int) -> Iterator[Tile]:
    """The tiles of a zoom that touch a box, row by row."""
    first, last = tile_at(west, north, zoom), tile_at(east, south, zoom)
    for row in range(first.row, last.row + 1):
        for column in range(first.column, last.column + 1):
            yield Tile(zoom, column, row)


def zoom_for(metres_per_px: float, lat: float, least: int, most: int) -> int:
    """The zoom whose tiles are at least as fine as the screen here, within what there is."""
    ground = 2 * math.pi * _RADIUS * math.cos(math.radians(lat)) / TILE_PX
    wanted = math.ceil(math.log2(ground / metres_per_px) - 0.25) if metres_per_px > 0 else most
    return max(least, min(most, wanted))


@dataclass(frozen=True, slots=True)
class Plane:
    """A plane of metres around one place: x to the east, y to the south, (0, 0) at the origin. A community is small enough for it: within
    3 km of the origin a metre is a metre to 0.1 %. Tiles stay squares on it."""

    lon: float
    lat: float

    @property
    def _metres(self) -> float:
        return 2 * math.pi * _RADIUS * math.cos(math.radians(self.lat))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Metres of a place."""
        x, y = world(lon, lat)
        x0, y0 = world(self.lon, self.lat)
        return (x - x0) * self._metres, (y - y0) * self._metres

    def place(self, x: float, y: float) -> Degrees:
        """The place of a point in metres."""
        x0, y0 = world(self.lon, self.lat)
        return degrees(x0 + x / self._metres, y0 + y / self._metres)

    def square(self, tile: Tile) -> tuple[float, float, float]:
        """Left, top and side of a tile, in metres."""
        side = 1 / 2**tile.zoom
        x0, y0 = world(self.lon, self.lat)
        return (tile.column * side - x0) * self._metres, (tile.row * side - y0) * self._metres, side * self._metres


def round_length(most: float) -> float:
    """The longest of 1, 2, 5 × 10ⁿ that is not above `most`: what a scale bar shows. 0 where `most` is not positive."""
    if most <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(most))
    return max(each * power for each in (1, 2, 5) if each * power <= most * (1 + 1e-9))
