"""Files of map tiles: honest ones are read, everything else is refused in words and runs nothing."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from surveyapp import words
from surveyapp.errors import BadInput
from surveyapp.store.tiles import TILE_BYTES, TILE_PX, Tiles, is_usable


def png(side: int = 256, grey: int = 128, height: int | None = None) -> bytes:
    """A real png of one grey."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = height or side
    pixels = zlib.compress((b"\0" + bytes([grey]) * side) * rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, rows, 8, 0, 0, 0, 0)) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


METADATA = "CREATE TABLE metadata (name text, value text);"
TABLE = "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);"
SCHEMA = METADATA + TABLE
SPLIT = """
CREATE TABLE metadata (name text, value text);
CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id text);
CREATE TABLE images (tile_data blob, tile_id text);
CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row, images.tile_data AS tile_data
  FROM map JOIN images ON images.tile_id = map.tile_id;
"""


def write(path: Path, schema: str = SCHEMA, tiles: Iterable[tuple[int, int, int, object]] = (), **metadata: str) -> Path:
    """A file of tiles. Rows count from the south, as the standard has it."""
    with sqlite3.connect(path) as connection:
        connection.executescript(schema)
        if metadata:
            connection.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
        if "images" in schema:
            for number, (zoom, column, row, data) in enumerate(tiles):
                connection.execute("INSERT INTO map VALUES (?, ?, ?, ?)", (zoom, column, row, str(number)))
                connection.execute("INSERT INTO images VALUES (?, ?)", (data, str(number)))
        elif "VIEW" not in schema:
            connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", tiles)
    connection.close()
    return path


def refusal(path: Path) -> str:
    """The code with which a file is refused; its sentence is whole."""
    with pytest.raises(BadInput) as caught:
        Tiles(path)
    sentence = words.say(caught.value.code, **caught.value.facts)
    assert sentence != caught.value.code
    assert "{" not in sentence
    return caught.value.code


@pytest.mark.parametrize("schema", [SCHEMA, SPLIT], ids=["a table", "a view"])
def test_tiles_are_read_with_rows_from_the_north(tmp_path: Path, schema: str) -> None:
    made = write(
        tmp_path / "柳州 base.mbtiles",
        schema,
        [(1, 0, 1, png(grey=10)), (1, 1, 0, png(grey=20)), (3, 2, 2, png(grey=30))],
        name="柳州",
        format="png",
        bounds="109.1,24.1,109.7,24.6",
        attribution="测绘院",
    )
    tiles = Tiles(made)
    facts = tiles.facts
    assert (facts.name, facts.format, facts.least_zoom, facts.most_zoom) == ("柳州", "png", 1, 3)
    assert facts.box == (109.1, 24.1, 109.7, 24.6)
    assert facts.attribution == "测绘院"
    assert tiles.tile(1, 0, 0) == png(grey=10)
    assert tiles.tile(1, 1, 1) == png(grey=20)
    assert tiles.tile(3, 2, 5) == png(grey=30)
    assert tiles.tile(1, 0, 1) is None
    for nowhere in ((-1, 0, 0), (1, 2, 0), (1, 0, -1), (99, 0, 0)):
        assert tiles.tile(*nowhere) is None
    tiles.close()


def test_a_file_is_never_written(tmp_path: Path) -> None:
    made = write(tmp_path / "a.mbtiles", tiles=[(0, 0, 0, png())])
    before = made.read_bytes()
    tiles = Tiles(made)
    tiles.tile(0, 0, 0)
    with pytest.raises(Exception, match=r"readonly|not authorized|prohibited"):
        tiles._connection.execute("DELETE FROM tiles")
    tiles.close()
    assert made.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.mbtiles"]


def test_a_file_without_metadata_still_has_a_name_and_zooms(tmp_path: Path) -> None:
    made = write(tmp_path / "scan.mbtiles", TABLE, [(4, 1, 1, png())])
    tiles = Tiles(made)
    assert (tiles.facts.name, tiles.facts.least_zoom, tiles.facts.most_zoom, tiles.facts.box) == ("scan", 4, 4, None)
    tiles.close()


@pytest.mark.parametrize(
    ("data", "usable"),
    [
        (png(), True),
        (png(TILE_PX), True),
        (png(TILE_PX + 1, height=4), False),
        (png()[:20], False),
        (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x01\x00\x01\x00\x03", True),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03", False),
        (b"\x1f\x8b" + bytes(100), False),
        (b"", False),
    ],
)
def test_a_tile_must_be_a_small_png_or_jpg(data: bytes, usable: bool) -> None:
    assert is_usable(data) is usable


def test_a_broken_tile_is_as_good_as_missing(tmp_path: Path) -> None:
    made = write(tmp_path / "a.mbtiles", tiles=[(1, 0, 0, png()), (1, 0, 1, b"no picture"), (1, 1, 0, bytes(TILE_BYTES + 1)), (1, 1, 1, "text")])
    tiles = Tiles(made)
    assert [tiles.tile(1, column, row) is None for column in (0, 1) for row in (0, 1)] == [True, False, True, True]
    tiles.close()


def test_foreign_and_damaged_files_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.mbtiles") == "error.map.no_file"
    assert refusal(tmp_path) == "error.map.no_file"
    for name, data in (("empty", b""), ("picture", png()), ("text", "不是数据库".encode())):
        (tmp_path / name).write_bytes(data)
        assert refusal(tmp_path / name) == "error.map.not_mbtiles"
    assert refusal(write(tmp_path / "vector", tiles=[(0, 0, 0, b"x")], format="pbf")) == "error.map.format"
    assert refusal(write(tmp_path / "none", name="x")) == "error.map.empty"
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE people (name text)")
    connection.close()
    assert refusal(tmp_path / "other.db") == "error.map.not_tiles"


def test_cut_and_altered_files_are_refused_or_read_but_never_crash(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole", tiles=[(2, column, row, png(64, column * 9)) for column in range(4) for row in range(4)]).read_bytes()
    target, refused = tmp_path / "cut", 0
    for step in range(1, 20):
        altered = bytes((each ^ 0xA5) if at >= 40 and at % 97 == step else each for at, each in enumerate(whole))
        for data in (whole[: len(whole) * step // 20], altered):
            target.write_bytes(data)
            try:
                tiles = Tiles(target)
            except BadInput:
                refused += 1
            else:
                assert tiles.tile(2, 0, 0) is None or is_usable(tiles.tile(2, 0, 0) or b"")
                tiles.close()
    assert refused >= 30


@pytest.mark.parametrize(
    "body",
    [
        "SELECT x AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data "
        "FROM (WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM r) SELECT count(*) AS x FROM r)",
        "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM r) "
        "SELECT x AS zoom_level, x AS tile_column, x AS tile_row, NULL AS tile_data FROM r WHERE x < 0",
        "SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, zeroblob(900000000) AS tile_data",
        "SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, load_extension('/tmp/evil') AS tile_data",
        "SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, randomblob(200000000) AS tile_data",
    ],
    ids=["endless", "endless without a function", "huge", "extension", "random"],
)
def test_a_view_that_does_harm_is_refused(tmp_path: Path, body: str) -> None:
    made = write(tmp_path / "evil.mbtiles", f"{METADATA} CREATE VIEW tiles AS {body};")
    assert refusal(made) in ("error.map.not_tiles", "error.map.empty")
