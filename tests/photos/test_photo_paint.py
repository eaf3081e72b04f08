"""The painter of reports: what is hidden is gone, what is drawn is where it was put, and the picture is as large as before."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageChops, ImageStat

from surveyapp.domain.annotation_looks import INKS, Pixelated, display_list, frame
from surveyapp.domain.annotations import COLOURS, TOOLS, Annotation, Shape
from surveyapp.photos.draw import sample_photo
from surveyapp.photos.paint import painted
from surveyapp.photos.read import read_photo, upright_copy

DAY = datetime(2021, 3, 19, 9, 30, tzinfo=UTC)
FACTS = read_photo(sample_photo(1, "stair", DAY, "112.3", "24.7"))
SIZE = frame(1200, 900)
SHAPES: dict[str, Shape] = {
    "freehand": ((2000, 2000), (4000, 3000), (6000, 2000)),
    "text": ((5000, 5000),),
    "number": ((5000, 5000),),
}


def opened(data: bytes) -> Image.Image:
    """The pixels of a JPEG."""
    return Image.open(io.BytesIO(data)).convert("RGB")


def drawn(tool: str, **more: object) -> Annotation:
    """An annotation of a tool."""
    return Annotation("r", tool, SHAPES.get(tool, ((2000, 2000), (6000, 6000))), text="3.5 m", number=7, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_changes_the_picture_near_its_shape_and_nowhere_else(tool: str) -> None:
    made = opened(painted(FACTS.report, display_list([drawn(tool)], SIZE)))
    plain = opened(painted(FACTS.report, ()))
    assert made.size == opened(FACTS.report).size
    box = ImageChops.difference(made, plain).convert("L").point(lambda value: 255 if value > 40 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left > 100
    assert top > 60
    assert right < 700
    assert bottom < 540


def test_a_pixelated_region_is_blocks_of_one_colour_and_keeps_nothing() -> None:
    """Two pictures that have the same means block by block cannot be told apart afterwards."""
    noisy, flat = Image.new("RGB", (1000, 750), "grey"), Image.new("RGB", (1000, 750), (128, 128, 128))
    for x in range(200, 600):
        for y in range(150, 450):
            noisy.putpixel((x, y), (255, 255, 255) if (x + y) % 2 else (1, 1, 1))
    region = (Pixelated(2000, 1500, 6000, 4500),)
    results = []
    for picture in (noisy, flat):
        out = io.BytesIO()
        picture.save(out, "PNG")
        results.append(opened(painted(out.getvalue(), region)).crop((205, 155, 595, 445)))
    assert max(high for _, high in ImageChops.difference(*results).getextrema()) <= 4  # type: ignore[misc]


def test_a_face_cannot_be_read_back() -> None:
    shown = display_list([Annotation("r", "pixelate", ((1000, 4500), (2600, 7400)))], SIZE)
    before, after = (opened(data).crop((110, 350, 250, 540)) for data in (FACTS.report, painted(FACTS.report, shown)))
    rows = [len({after.getpixel((x, y)) for x in range(2, 22)}) for y in range(2, 20)]
    assert ImageStat.Stat(ImageChops.difference(before, after)).mean[0] > 1
    assert sum(rows) / len(rows) < 12, "within a block hardly anything is left but the trace of JPEG"


@pytest.mark.parametrize("colour", COLOURS)
def test_a_box_is_drawn_in_its_colour_with_its_casing_around(colour: str) -> None:
    picture = opened(painted(FACTS.report, display_list([drawn("box", colour=colour, weight=3)], SIZE)))
    ink, casing = INKS[colour]
    for at, wanted in (((400, 150), ink), ((400, 150 - 8), casing)):
        found = picture.getpixel(at)
        assert isinstance(found, tuple)
        assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) < 60


def turned(orientation: int) -> bytes:
    """A photo of 400 × 200 px, its left half blue, as a camera writes it that was held so."""
    picture = Image.new("RGB", (400, 200), "red")
    picture.paste((0, 0, 255), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def test_coordinates_speak_of_the_upright_picture() -> None:
    """Held upright (orientation 6) the blue half is at the top: a mark in the upper quarter lies on blue."""
    facts = read_photo(turned(6))
    assert (facts.width, facts.height) == (200, 400)
    mark = Annotation("r", "number", ((5000, 2500),), "white")
    picture = opened(painted(facts.report, display_list([mark], frame(200, 400))))
    assert picture.size == (200, 400)
    assert picture.getpixel((100, 100)) > (200, 200, 200)  # type: ignore[operator]
    assert picture.getpixel((100, 70))[2] > 200  # type: ignore[index]
    assert picture.getpixel((100, 300))[0] > 200  # type: ignore[index]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_copy_to_look_closely_at_is_upright_whatever_the_format(kind: str) -> None:
    picture = Image.open(io.BytesIO(turned(6)))
    exif = picture.getexif()
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    copy = opened(upright_copy(out.getvalue()))
    assert copy.size == (200, 400)
    assert copy.getpixel((100, 100))[2] > 200  # type: ignore[index]


@pytest.mark.parametrize("data", [b"", b"no picture", turned(1)[:300]])
def test_there_is_no_copy_of_what_cannot_be_read(data: bytes) -> None:
    assert upright_copy(data) == b""


def test_a_large_photo_is_copied_smaller() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4000, 1000), "green").save(out, "PNG")
    assert opened(upright_copy(out.getvalue())).size == (3000, 750)
