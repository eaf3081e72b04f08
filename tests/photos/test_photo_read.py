"""Reading photos: upright copies for every orientation, facts from EXIF, and nothing that any bytes can do to it."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from surveyapp import words
from surveyapp.photos import formats
from surveyapp.photos.draw import SUBJECTS, sample_photo
from surveyapp.photos.read import PIXEL_CAP, REPORT_EDGE, THUMBNAIL_EDGE, read_photo

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 180, 20), (20, 20, 220), (240, 240, 240)
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corners(size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """Four quarters of four colours: red top left, green top right, blue bottom left, white bottom right."""
    picture = Image.new("RGB", size, WHITE)
    width, height = size
    for colour, box in (
        (RED, (0, 0, width // 2, height // 2)),
        (GREEN, (width // 2, 0, width, height // 2)),
        (BLUE, (0, height // 2, width // 2, height)),
    ):
        picture.paste(colour, box)
    return picture


def jpeg(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, **options)
    return out.getvalue()


def quarters(data: bytes) -> list[str]:
    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
        points = [picture.convert("RGB").getpixel((x, y)) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    names = {RED: "red", GREEN: "green", BLUE: "blue", WHITE: "white"}
    return [names[min(names, key=lambda each: sum(abs(a - b) for a, b in zip(each, point, strict=True)))] for point in points]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int):
    stored = corners().transpose(TURNS[orientation]) if orientation > 1 else corners()
    exif = Image.Exif()
    exif[0x0112] = orientation
    facts = read_photo(jpeg(stored, exif=exif))
    assert (facts.status, facts.width, facts.height) == ("ok", 1600, 1200)
    for copy, edge in ((facts.thumbnail, THUMBNAIL_EDGE), (facts.report, REPORT_EDGE)):
        assert quarters(copy) == ["red", "green", "blue", "white"]
        with Image.open(io.BytesIO(copy)) as picture:
            assert picture.format == "JPEG" and edge * 0.97 <= max(picture.size) <= edge * 1.03
            assert not picture.getexif()


@pytest.mark.parametrize(
    ("size", "report", "thumbnail"), [((4032, 3024), 1008, 504), ((3264, 2448), 1000, 500), ((800, 600), 800, 512), ((300, 200), 300, 300)]
)
def test_copies_are_small_and_never_larger_than_the_photo(size: tuple[int, int], report: int, thumbnail: int):
    facts = read_photo(jpeg(Image.new("RGB", size, RED)))
    with Image.open(io.BytesIO(facts.report)) as one, Image.open(io.BytesIO(facts.thumbnail)) as other:
        assert (max(one.size), max(other.size)) == (report, thumbnail)


def test_facts_of_a_sample_photo():
    facts = read_photo(sample_photo(3, "stair", datetime(2021, 3, 19, 9, 30, 5, tzinfo=UTC), "112.3772041", "-24.7803619"))
    assert (facts.taken_at, facts.lon, facts.lat) == ("2021-03-19T09:30:05+00:00", "112.3772041", "-24.7803619")
    assert (facts.format, facts.ext, facts.camera, facts.notes) == ("JPEG", "jpg", "Surveyapp Sample drawing", ())


@pytest.mark.parametrize(("kind", "ext", "options"), [("PNG", "png", {}), ("WEBP", "webp", {"quality": 90})])
def test_other_formats(kind: str, ext: str, options: dict[str, object]):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "ALN-AL00"
    exif.get_ifd(0x8769)[0x9003] = "2020:05:06 07:08:09"
    corners((900, 600)).save(out, kind, exif=exif, **options)
    facts = read_photo(out.getvalue())
    assert (facts.status, facts.format, facts.ext, facts.width, facts.taken_at) == ("ok", kind, ext, 900, "2020-05-06T07:08:09")
    assert quarters(facts.report) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "P", "LA", "RGBA", "I;16"])
def test_every_mode_becomes_a_jpeg(mode: str):
    out = io.BytesIO()
    Image.new("L", (640, 480), 128).convert("RGB" if mode != "I;16" else "L").convert(mode).save(out, "JPEG" if mode in ("L", "CMYK") else "PNG")
    facts = read_photo(out.getvalue())
    assert facts.status == "ok" and facts.report[:2] == b"\xff\xd8"


def test_what_is_transparent_stands_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(read_photo(out.getvalue()).report)) as picture:
        assert picture.getpixel((50, 50)) == (255, 255, 255)


def test_truncation_keeps_the_facts_and_names_the_reason():
    whole = sample_photo(1, "wall", datetime(2021, 3, 19, 9, 30, tzinfo=UTC), "112.3", "24.7")
    for percent in range(0, 100, 5):
        facts = read_photo(whole[: len(whole) * percent // 100])
        assert facts.status == "unreadable" and words.has(facts.reason), percent
        if percent >= 5:
            assert (facts.taken_at, facts.lon, facts.ext) == ("2021-03-19T09:30:00+00:00", "112.3", "jpg")
        assert facts.thumbnail == facts.report == b""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "photo.reason.empty"),
        (b"hello", "photo.reason.not_a_photo"),
        (b"%PDF-1.7 \xff\xd8\xff", "photo.reason.not_a_photo"),
        (b"GIF89a" + bytes(40), "photo.reason.not_a_photo"),
        (b"\xff\xd8\xff", "photo.reason.damaged"),
        (b"\xff\xd8\xff\xe1\xff\xff", "photo.reason.damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "photo.reason.damaged"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(64), "photo.reason.damaged"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(64), "photo.reason.damaged"),
    ],
)
def test_what_is_no_photo_is_marked_with_a_reason(data: bytes, reason: str):
    facts = read_photo(data)
    assert (facts.status, facts.reason) == ("unreadable", reason)
    assert words.has(reason)


def png_of(width: int, height: int, pixels: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20000, 10000), (100_000, 100_000), (PIXEL_CAP + 1, 1)])
def test_image_bombs_are_not_decoded(size: tuple[int, int]):
    facts = read_photo(png_of(*size))
    assert (facts.status, facts.reason, facts.width, facts.height) == ("unreadable", "photo.reason.too_large", *size)


def test_a_jpeg_that_claims_two_hundred_megapixels():
    data = jpeg(Image.new("RGB", (64, 64)))
    at = data.index(b"\xff\xc0")
    facts = read_photo(data[: at + 5] + struct.pack(">HH", 10000, 20000) + data[at + 9 :])
    assert facts.reason == "photo.reason.too_large"


def test_a_fifty_megapixel_telephone_is_let_in():
    assert 8192 * 6144 <= PIXEL_CAP < 60_000_000


WHOLE = sample_photo(2, "facade", datetime(2021, 3, 19, 9, 30, tzinfo=UTC), "112.3", "24.7")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1500), st.binary(min_size=1, max_size=4)), max_size=6), st.integers(0, len(WHOLE)))
def test_no_bytes_raise(flips: list[tuple[int, bytes]], length: int):
    data = bytearray(WHOLE)
    for at, patch in flips:
        data[at : at + len(patch)] = patch
    facts = read_photo(bytes(data[:length]) if length % 3 == 0 else bytes(data))
    assert facts.status in ("ok", "unreadable")
    assert bool(facts.reason) == (facts.status == "unreadable")
    assert (facts.thumbnail != b"") == (facts.status == "ok")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP", b"0000ftypheic"]))
def test_no_rubbish_raises(body: bytes, magic: bytes):
    assert read_photo(magic + body).status == "unreadable"


def test_samples_differ_by_subject_and_seed_and_repeat_exactly():
    day = datetime(2021, 3, 19, 9, 30, tzinfo=UTC)
    drawn = {(subject, seed): sample_photo(seed, subject, day, "112.3", "24.7") for subject in SUBJECTS for seed in (1, 2)}
    assert len(set(drawn.values())) == len(drawn)
    assert all(sample_photo(seed, subject, day, "112.3", "24.7") == data for (subject, seed), data in list(drawn.items())[:3])
    assert all(formats.format_of(data) == "JPEG" for data in drawn.values())


def test_heic_is_read_once_its_orientation_left_to_the_decoder():
    """pi_heif reads and cannot write: the smallest HEIC is not made here, so what is tested is that the decoder is there and refuses rubbish."""
    pi_heif = pytest.importorskip("pi_heif")
    assert pi_heif.libheif_version()
    assert formats.format_of(b"\x00\x00\x00\x18ftypheic") == "HEIF" and formats.extension("HEIF") == "heic"
