"""Sample photos drawn on the spot, for the demo and for tests: recognisable scenes with a camera's metadata, no file needed.

The same arguments give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

from PIL import ExifTags, Image, ImageDraw, ImageFilter

SIZE = (1200, 900)
CAMERA = ("Surveyapp", "Sample drawing")
Colour = tuple[int, int, int]


def sample_photo(seed: int, subject: str, taken_at: datetime, lon: str, lat: str) -> bytes:
    """A JPEG of 1200 × 900 pixels that shows `subject` (one of SUBJECTS; any other shows a façade).

    `taken_at` with an offset is written with it; `lon` and `lat` are WGS 84 degrees as decimal text. `seed` varies the drawing.
    """
    chance = Random(seed)
    picture = SUBJECTS.get(subject, _facade)(chance)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, exif=_exif(taken_at, lon, lat))
    return out.getvalue()


def _exif(taken_at: datetime, lon: str, lat: str) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = CAMERA
    exif[ExifTags.Base.Orientation] = 1
    told = exif.get_ifd(ExifTags.IFD.Exif)
    told[ExifTags.Base.DateTimeOriginal] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    if taken_at.tzinfo is not None:
        offset = taken_at.strftime("%z")
        told[ExifTags.Base.OffsetTimeOriginal] = f"{offset[:3]}:{offset[3:5]}"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSMapDatum] = "WGS-84"
    for value, letters, reference, tag in (
        (Fraction(Decimal(lat)), "NS", ExifTags.GPS.GPSLatitudeRef, ExifTags.GPS.GPSLatitude),
        (Fraction(Decimal(lon)), "EW", ExifTags.GPS.GPSLongitudeRef, ExifTags.GPS.GPSLongitude),
    ):
        gps[reference] = letters[value < 0]
        gps[tag] = _degrees_minutes_seconds(abs(value))
    return exif


def _degrees_minutes_seconds(value: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """Seconds to a hundred-thousandth: 0.3 mm on the ground, and whole numbers that fit 32 bits."""
    hundred_thousandths = round(value * 3600 * 100_000)
    minutes, seconds = divmod(hundred_thousandths, 60 * 100_000)
    return Fraction(minutes // 60), Fraction(minutes % 60), Fraction(seconds, 100_000)


def _shade(top: Colour, bottom: Colour, size: tuple[int, int] = SIZE) -> Image.Image:
    """A vertical gradient: light from above."""
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _grain(picture: Image.Image, chance: Random, strength: float = 0.12) -> Image.Image:
    """Plaster and concrete are never smooth. Coarse and fine blotches from the seed, not from Pillow's own chance."""
    fine = Image.frombytes("L", (150, 113), chance.randbytes(150 * 113)).resize(SIZE, Image.Resampling.BILINEAR)
    coarse = Image.frombytes("L", (12, 9), chance.randbytes(108)).resize(SIZE, Image.Resampling.BICUBIC)
    blotches = Image.blend(fine, coarse, 0.6)
    return Image.blend(picture, Image.merge("RGB", (blotches, blotches, blotches)), strength)


def _jitter(colour: Colour, chance: Random, by: int = 14) -> Colour:
    light = chance.randint(-by, by)
    red, green, blue = (min(255, max(0, part + light + chance.randint(-4, 4))) for part in colour)
    return red, green, blue


def _crack(draw: ImageDraw.ImageDraw, chance: Random, start: tuple[float, float], steps: int, width: int) -> None:
    x, y = start
    lean = chance.uniform(-0.4, 0.9)
    for step in range(steps):
        nx, ny = x + chance.uniform(-26, 26) + 16 * lean, y + chance.uniform(12, 40)
        thick = max(1, width - step * width // steps)
        draw.line((x + 3, y + 2, nx + 3, ny + 2), fill=(214, 206, 192), width=max(1, thick // 2))
        draw.line((x, y, nx, ny), fill=(58, 50, 44), width=thick)
        if step % 5 == 3 and width > 3:
            _crack(draw, chance, (nx, ny), steps // 3, width - 3)
        x, y = nx, ny


def _wall(chance: Random) -> Image.Image:
    """A rendered wall with a branching crack, fallen render with bricks showing, and a scale to read its width from."""
    picture = _grain(_shade(_jitter((206, 199, 184), chance), _jitter((168, 160, 146), chance)), chance, 0.2)
    draw = ImageDraw.Draw(picture)
    left, top = chance.randint(620, 820), chance.randint(420, 560)
    outline = [(left + x + chance.randint(-22, 22), top + y + chance.randint(-18, 18)) for x, y in _RAGGED]
    patch = Image.new("L", SIZE)
    ImageDraw.Draw(patch).polygon(outline, fill=255)
    picture.paste(_bricks(chance), (0, 0), patch)
    draw.line([*outline, outline[0]], fill=(120, 110, 98), width=5, joint="curve")
    _crack(draw, chance, (chance.randint(200, 480), -10), 34, 11)
    draw.rectangle((60, 800, 360, 838), fill=(245, 243, 236), outline=(70, 70, 70))
    for mark in range(31):
        draw.line((60 + mark * 10, 800, 60 + mark * 10, 822 if mark % 5 == 0 else 812), fill=(40, 40, 40), width=2)
    return picture


_RAGGED = ((0, 30), (60, -8), (150, 6), (240, -20), (310, 40), (330, 130), (290, 210), (200, 250), (110, 226), (30, 236), (-24, 150), (-10, 80))


def _bricks(chance: Random) -> Image.Image:
    picture = Image.new("RGB", SIZE, (176, 168, 156))
    draw = ImageDraw.Draw(picture)
    for row in range(30):
        for column in range(-1, 13):
            x, y = column * 100 + (row % 2) * 50, row * 30
            draw.rectangle((x + 2, y + 2, x + 96, y + 26), fill=_jitter((158, 78, 58), chance))
    return picture


def _stair(chance: Random) -> Image.Image:
    """A flight of stairs with a rusty rail whose balusters are partly gone."""
    picture = _grain(_shade(_jitter((216, 214, 202), chance), _jitter((150, 156, 148), chance)), chance)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 1200, 560), fill=_jitter((104, 146, 128), chance))
    steps = 9
    for step in range(steps):
        x, y = 120 + step * 116, 820 - step * 74
        draw.polygon(((x, y), (x + 116, y), (x + 116, 900), (x, 900)), fill=_jitter((142, 138, 130), chance, 6))
        draw.rectangle((x - 6, y - 12, x + 122, y + 4), fill=_jitter((178, 173, 162), chance, 6))
        draw.line((x - 6, y + 5, x + 122, y + 5), fill=(92, 88, 82), width=3)
    chipped = chance.randint(1, 5)
    draw.polygon(
        [(120 + chipped * 116 + dx, 820 - chipped * 74 + dy) for dx, dy in ((-10, -14), (34, -14), (20, 2), (26, 12), (-10, 14))], fill=(112, 106, 98)
    )
    missing = set(chance.sample(range(1, steps * 2 - 1), 6))
    for post in range(steps * 2):
        x, y = 150 + post * 58, 800 - post * 37
        if post not in missing:
            draw.line((x, y, x, y - 190), fill=_jitter((92, 58, 42), chance), width=9)
    draw.line((130, 622, 1200, -62), fill=(70, 44, 34), width=20)
    draw.line((130, 617, 1200, -67), fill=(150, 92, 62), width=6)
    return picture


def _wires(chance: Random) -> Image.Image:
    """Overhead wires between two buildings, in a tangle, against the sky."""
    picture = _shade((134, 172, 206), (222, 228, 226))
    draw = ImageDraw.Draw(picture)
    for left, right, top in ((-10, chance.randint(210, 290), 140), (chance.randint(900, 980), 1210, 60)):
        draw.rectangle((left, top, right, 900), fill=_jitter((170, 160, 146), chance), outline=(120, 112, 102), width=4)
        for row in range(top + 60, 880, 150):
            for column in range(max(left, 0) + 30, right - 70, 110):
                draw.rectangle((column, row, column + 66, row + 86), fill=_jitter((74, 92, 104), chance), outline=(206, 202, 192), width=5)
    for _ in range(chance.randint(15, 22)):
        y1, y2, sag = chance.randint(170, 520), chance.randint(120, 520), chance.randint(40, 260)
        curve = [(200 + 75 * i, y1 + (y2 - y1) * i / 10 + sag * (1 - (i / 5 - 1) ** 2)) for i in range(11)]
        draw.line(curve, fill=_jitter((32, 32, 36), chance, 20), width=chance.randint(3, 7), joint="curve")
    x = chance.randint(520, 640)
    draw.rectangle((x, 210, x + 26, 900), fill=(128, 124, 118))
    draw.rectangle((x - 40, 330, x + 70, 470), fill=(82, 88, 92), outline=(50, 54, 58), width=4)
    return picture


def _puddle(chance: Random) -> Image.Image:
    """Standing water on a broken road before a blocked drain."""
    picture = _grain(_shade(_jitter((128, 128, 124), chance), _jitter((84, 84, 82), chance)), chance, 0.25)
    draw = ImageDraw.Draw(picture)
    draw.polygon(((0, 0), (1200, 0), (1200, 150), (0, 210)), fill=_jitter((150, 156, 128), chance))
    draw.polygon(((0, 210), (1200, 150), (1200, 186), (0, 252)), fill=(186, 182, 172))
    shape = Image.new("L", SIZE)
    pool = ImageDraw.Draw(shape)
    for _ in range(7):
        x, y, rx, ry = chance.randint(260, 840), chance.randint(430, 660), chance.randint(140, 330), chance.randint(50, 120)
        pool.ellipse((x - rx, y - ry, x + rx, y + ry), fill=255)
    shape = shape.filter(ImageFilter.BoxBlur(3))
    picture.paste((62, 60, 56), (0, 10), shape)
    picture.paste(_shade((190, 208, 218), (88, 104, 112)), (0, 0), shape)
    x, y = chance.randint(180, 860), 770
    draw.rounded_rectangle((x, y, x + 190, y + 84), 8, fill=(48, 48, 50), outline=(30, 30, 30), width=5)
    for slot in range(7):
        draw.rectangle((x + 18 + slot * 24, y + 14, x + 30 + slot * 24, y + 70), fill=(16, 16, 16))
    for _ in range(26):
        lx, ly = chance.randint(x - 40, x + 210), chance.randint(y - 20, y + 90)
        draw.ellipse((lx, ly, lx + 22, ly + 11), fill=_jitter((134, 104, 44), chance, 30))
    return picture


def _facade(chance: Random) -> Image.Image:
    """A walk-up block of five floors: windows, cages, air conditioners, a rain pipe and damp below the sills."""
    picture = _shade((170, 194, 214), (220, 224, 222))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 60, 1110, 840), fill=_jitter((196, 180, 156), chance))
    draw.rectangle((70, 40, 1130, 74), fill=_jitter((150, 136, 118), chance))
    for floor in range(5):
        for column in range(6):
            _window(draw, chance, 130 + column * 164, 104 + floor * 146)
    pipe = 90 + 164 * chance.randint(1, 5) + 14
    draw.rectangle((pipe, 74, pipe + 12, 840), fill=(222, 220, 210), outline=(140, 138, 130))
    draw.rectangle((0, 838, 1200, 900), fill=(124, 122, 116))
    return _grain(picture, chance, 0.1)


def _window(draw: ImageDraw.ImageDraw, chance: Random, x: int, y: int) -> None:
    draw.rectangle((x, y, x + 108, y + 92), fill=_jitter((72, 92, 106), chance, 20), outline=(232, 230, 222), width=6)
    draw.line((x + 54, y, x + 54, y + 92), fill=(232, 230, 222), width=5)
    kind = chance.random()
    if kind < 0.4:
        for bar in range(x - 4, x + 116, 15):
            draw.line((bar, y - 8, bar, y + 98), fill=(112, 96, 84), width=3)
    elif kind < 0.65:
        draw.rectangle((x + 70, y + 96, x + 130, y + 130), fill=(226, 226, 220), outline=(120, 120, 116), width=3)
    if chance.random() < 0.3:
        draw.polygon(((x + 10, y + 96), (x + 60, y + 96), (x + 52, y + 136), (x + 24, y + 128)), fill=(150, 132, 108))


def _roof(chance: Random) -> Image.Image:
    """A flat roof with torn felt, ponding and a parapet."""
    picture = _grain(_shade(_jitter((120, 116, 112), chance), _jitter((66, 64, 64), chance)), chance, 0.22)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1200, 190), fill=(178, 200, 216))
    draw.rectangle((0, 190, 1200, 290), fill=_jitter((176, 168, 154), chance))
    draw.rectangle((0, 180, 1200, 200), fill=_jitter((204, 198, 186), chance))
    for seam in range(-600, 1800, 210):
        draw.line((600 + (seam - 600) * 0.5, 290, seam * 1.4 - 240, 900), fill=(44, 42, 42), width=7)
    for _ in range(4):
        x, y = chance.randint(100, 980), chance.randint(400, 760)
        tear = [
            (x + dx + chance.randint(-20, 20), y + dy + chance.randint(-12, 12)) for dx, dy in ((0, 0), (110, -26), (190, 20), (120, 70), (20, 56))
        ]
        draw.polygon(tear, fill=_jitter((168, 158, 140), chance), outline=(34, 32, 32), width=5)
    x, y = chance.randint(300, 800), chance.randint(620, 760)
    draw.ellipse((x - 260, y - 60, x + 260, y + 70), fill=(126, 146, 158), outline=(58, 62, 64), width=6)
    return picture


SUBJECTS: dict[str, Callable[[Random], Image.Image]] = {
    "wall": _wall,
    "stair": _stair,
    "wires": _wires,
    "puddle": _puddle,
    "facade": _facade,
    "roof": _roof,
}
