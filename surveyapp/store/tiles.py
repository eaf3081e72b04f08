"""Offline base maps: MBTiles 1.3 files (raster tiles in SQLite), read by the bare driver. The file comes from anywhere and is not trusted.

It is opened so that nothing can be written, no function of ours or of an extension can be called from a view in it, and no query can run on
for ever; what does not look like tiles of png or jpg is refused with a reason.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from surveyapp.errors import BadInput, system_reason

MOST_BYTES = 64 * 2**30
TILE_BYTES = 2 * 2**20
TILE_PX = 1024
MOST_ZOOM = 24
_QUICK_CHECK_BYTES = 32 * 2**20
_MAGIC = b"SQLite format 3\0"
_PATIENCE_SECONDS = 2.0
_OPENING_SECONDS = 8.0
_STEPS = 20_000
_PRAGMAS = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON", "busy_timeout=500", "cache_size=-8192")
_ALLOWED = frozenset({20, 21})  # SQLITE_READ, SQLITE_SELECT
_FUNCTION, _PRAGMA = 31, 19
_FUNCTIONS = frozenset({"length", "min", "max", "coalesce", "ifnull", "abs"})
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_TEXT = 200


@dataclass(frozen=True, slots=True)
class TilesFacts:
    """What a file of tiles says of itself. `box` is west, south, east, north in degrees of the system its tiles were cut in."""

    path: str
    name: str
    format: str
    least_zoom: int
    most_zoom: int
    box: tuple[float, float, float, float] | None
    attribution: str


class Tiles:
    """An open file of tiles. `tile` may be called from several threads; a tile that is broken or too large is as good as missing."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._connection = _open(path)
        try:
            self._connection.set_progress_handler(self._is_late, _STEPS)
            self._until = time.monotonic() + _OPENING_SECONDS
            _check(self._connection, path)
            self.facts = _facts(self._connection, path)
            self._connection.set_authorizer(_authorize)
            self._look(self.facts.most_zoom)
        except sqlite.Error as problem:
            self._connection.close()
            raise BadInput("error.map.not_tiles", file=path.name, reason=str(problem)[:80]) from problem
        except BaseException:
            self._connection.close()
            raise

    def _is_late(self) -> bool:
        return time.monotonic() > self._until

    def _look(self, zoom: int) -> None:
        """Read one tile: what a view may do wrong shows at once, not in the middle of the work."""
        found = self._connection.execute("SELECT tile_column, tile_row FROM tiles WHERE zoom_level=? LIMIT 1", (zoom,)).fetchone()
        if found is not None:
            self._read(zoom, found[0], found[1])

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The picture (png or jpg) of a tile, rows counted from the north; None where there is none that can be used."""
        if not 0 <= zoom <= MOST_ZOOM or not 0 <= column < 2**zoom or not 0 <= row < 2**zoom:
            return None
        with self._lock:
            self._until = time.monotonic() + _PATIENCE_SECONDS
            try:
                data = self._read(zoom, column, 2**zoom - 1 - row)
            except sqlite.Error:
                return None
        return data if data is not None and is_usable(data) else None

    def _read(self, zoom: int, column: int, row: int) -> bytes | None:
        found = self._connection.execute(
            "SELECT CASE WHEN length(tile_data) <= ? THEN tile_data END FROM tiles WHERE zoom_level=? AND tile_column=? AND tile_row=? LIMIT 1",
            (TILE_BYTES, zoom, column, row),
        ).fetchone()
        return bytes(found[0]) if found is not None and isinstance(found[0], (bytes, memoryview)) else None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def is_usable(data: bytes) -> bool:
    """Whether bytes are a png or jpg whose head promises no more than TILE_PX × TILE_PX."""
    size = _png_size(data) or _jpeg_size(data)
    return size is not None and 0 < size[0] <= TILE_PX and 0 < size[1] <= TILE_PX


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """From the first frame header (SOF0–SOF15 but DHT, JPG, DAC)."""
    if not data.startswith(_JPEG):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + max(2, length)
    return None


def _open(path: Path) -> Any:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as problem:
        raise BadInput("error.map.no_file", file=path.name, reason=system_reason(problem)) from problem
    if head != _MAGIC:
        raise BadInput("error.map.not_mbtiles", file=path.name)
    if size > MOST_BYTES:
        raise BadInput("error.map.too_large", file=path.name, gb=round(size / 2**30), limit=MOST_BYTES // 2**30)
    try:
        connection = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False, timeout=0.5)
    except sqlite.Error as problem:
        raise BadInput("error.map.not_tiles", file=path.name, reason=str(problem)[:80]) from problem
    return connection


def _check(connection: Any, path: Path) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    if path.stat().st_size <= _QUICK_CHECK_BYTES:
        told = connection.execute("PRAGMA quick_check(1)").fetchone()
        if told is None or told[0] != "ok":
            raise BadInput("error.map.damaged", file=path.name)
    connection.set_authorizer(_authorize)
    connection.execute("SELECT zoom_level, tile_column, tile_row FROM tiles LIMIT 0").fetchall()


def _authorize(action: int, first: Any, second: Any, *_where: Any) -> int:
    """0 allows, 1 denies: reading only, and no function but the harmless ones, not even from a view in the file."""
    if action in _ALLOWED:
        return 0
    return 0 if action == _FUNCTION and str(second).lower() in _FUNCTIONS else 1


def _facts(connection: Any, path: Path) -> TilesFacts:
    told = _metadata(connection)
    form = {"jpeg": "jpg"}.get(told.get("format", "").lower(), told.get("format", "").lower())
    if form not in ("png", "jpg", ""):
        raise BadInput("error.map.format", file=path.name, format=form[:12])
    zooms = [zoom for zoom in range(MOST_ZOOM + 1) if connection.execute("SELECT 1 FROM tiles WHERE zoom_level=? LIMIT 1", (zoom,)).fetchone()]
    if not zooms:
        raise BadInput("error.map.empty", file=path.name)
    name = told.get("name", "").strip() or path.stem
    return TilesFacts(str(path.absolute()), name[:60], form, zooms[0], zooms[-1], _box(told.get("bounds", "")), told.get("attribution", ""))


def _metadata(connection: Any) -> dict[str, str]:
    """The few entries that matter, as short plain text; a file without the table has none."""
    try:
        found = connection.execute("SELECT name, value FROM metadata WHERE length(name) < 40 AND length(value) < 4000 LIMIT 200").fetchall()
    except sqlite.Error:
        return {}
    clean = (
        (name, "".join(each for each in value if each.isprintable())) for name, value in found if isinstance(name, str) and isinstance(value, str)
    )
    return {name: value[:_TEXT] for name, value in clean}


def _box(told: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(each) for each in told.split(","))
    except ValueError:
        return None
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None
