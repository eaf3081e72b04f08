"""EXIF from untrusted bytes: exact places, times with and without offset, and what is broken left out."""

from __future__ import annotations

import struct
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from surveyapp.photos.exif import Exif, read_exif


def block(main: dict[int, object] | None = None, told: dict[int, object] | None = None, gps: dict[int, object] | None = None) -> bytes:
    exif = Image.Exif()
    exif.update(main or {})
    for number, tags in ((0x8769, told), (0x8825, gps)):
        if tags:
            exif.get_ifd(number).update(tags)
    return exif.tobytes()


def place(lat: tuple[object, ...], lon: tuple[object, ...], lat_ref: str = "N", lon_ref: str = "E", **more: object) -> dict[int, object]:
    return {1: lat_ref, 2: lat, 3: lon_ref, 4: lon} | {int(tag[1:]): value for tag, value in more.items()}


def test_place_is_exact_to_the_seventh_place():
    read = read_exif(block(gps=place((43, 28, Fraction(2814, 1000)), (11, 53, Fraction(645599999, 100000000)), t18="WGS-84   ")))
    assert (read.lat, read.lon) == ("43.4674483", "11.8851267")


def test_south_and_west_are_negative():
    read = read_exif(block(gps=place((33, 30, 0), (70, 15, 36), "S", "W")))
    assert (read.lat, read.lon) == ("-33.5", "-70.26")


@pytest.mark.parametrize(
    "gps",
    [
        place((91, 0, 0), (10, 0, 0)),
        place((10, 61, 0), (10, 0, 0)),
        place((10, 0, 0), (181, 0, 0)),
        place((10, 0, 0), (10, 0, 0), "X", "E"),
        place((0, 0, 0), (0, 0, 0)),
        {1: "N", 2: (10, 0, 0)},
        {2: (10, 0, 0), 4: (10, 0, 0)},
    ],
)
def test_a_place_that_cannot_be_is_none(gps: dict[int, object]):
    read = read_exif(block(gps=gps))
    assert (read.lon, read.lat) == (None, None)


def test_a_datum_other_than_wgs84_is_said_and_left_out():
    read = read_exif(block(gps=place((24, 46, 0), (112, 22, 0), t18="GCJ-02")))
    assert (read.lon, read.lat, read.notes) == (None, None, ("photo.note.datum",))


def test_zero_denominators_are_no_place():
    raw = bytearray(block(gps=place((24, 46, 0), (112, 22, 0))))
    at = raw.index(struct.pack("<II", 46, 1) if raw[6:8] == b"II" else struct.pack(">II", 46, 1))
    raw[at + 4 : at + 8] = bytes(4)
    assert read_exif(bytes(raw)).lat is None


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({0x9003: "2021:03:19 09:30:05"}, "2021-03-19T09:30:05"),
        ({0x9003: "2021:03:19 09:30:05", 0x9011: "+08:00"}, "2021-03-19T09:30:05+08:00"),
        ({0x9003: "2021:03:19 09:30:05", 0x9011: "rubbish"}, "2021-03-19T09:30:05"),
        ({0x9003: "0000:00:00 00:00:00", 0x9004: "2020:02:29 23:59:59"}, "2020-02-29T23:59:59"),
        ({0x9003: "2021:02:29 10:00:00"}, None),
        ({0x9003: "    :  :     :  :  "}, None),
        ({}, None),
    ],
)
def test_time_taken(told: dict[int, object], wanted: str | None):
    assert read_exif(block({0x0132: "2022:01:01 00:00:00"}, told)).taken_at == wanted


def test_camera_is_told_once_and_in_one_line():
    assert read_exif(block({0x010F: "Canon", 0x0110: "Canon DIGITAL  IXUS "})).camera == "Canon DIGITAL IXUS"
    assert read_exif(block({0x010F: "华为\n".encode(), 0x0110: "ALN-AL00"})).camera == "华为 ALN-AL00"


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_is_none_is_upright(orientation: int):
    assert read_exif(block({0x0112: orientation})).orientation == 1


def test_both_byte_orders():
    entry = struct.pack("HHIHH", 0x0112, 3, 1, 6, 0)
    little = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) + bytes(4)
    big = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 1) + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + bytes(4)
    assert len(entry) == 12 and read_exif(little).orientation == read_exif(b"Exif\0\0" + big).orientation == 6


def test_rubbish_is_noted_and_nothing_is_empty():
    assert read_exif(b"") == Exif()
    assert read_exif(b"Exif\0\0rubbish").notes == ("photo.note.exif_broken",)


GOOD = block({0x0112: 6, 0x010F: "Jolla"}, {0x9003: "2021:03:19 09:30:05"}, place((24, 46, 0), (112, 22, 0)))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(GOOD)))
def test_no_bytes_raise(flips: list[tuple[int, int]], length: int):
    data = bytearray(GOOD)
    for at, value in flips:
        data[at] = value
    read = read_exif(bytes(data[:length]))
    assert 1 <= read.orientation <= 8
    if read.lon is not None and read.lat is not None:
        assert abs(Decimal(read.lon)) <= 180 and abs(Decimal(read.lat)) <= 90
