"""Paint annotations on a copy of a photo: the thin painter for reports. The same display list is painted by the window."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from surveyapp import paths
from surveyapp.domain.annotation_looks import DisplayList, Letters, Pixelated, Polygon, Polyline, Shown
from surveyapp.domain.annotations import FULL

_FINER = 2
"""Pillow draws without smoothing: strokes are drawn so many times as large and shrunk."""
_QUALITY = 84
_LEAST_BLOCK = 4
"""Pixels: even on a small copy a block hides something."""


def painted(jpeg: bytes, shown: DisplayList) -> bytes:
    """An upright JPEG with a display list painted on it, as JPEG without metadata. Pixelated regions hold nothing of what was there.

    Raises OSError for bytes that are no picture.
    """
    with Image.open(io.BytesIO(jpeg)) as held:
        picture = held.convert("RGB")
    scale = max(picture.size) / FULL
    for each in shown:
        if isinstance(each, Pixelated):
            _pixelate(picture, each, scale)
    marks = Image.new("RGBA", (picture.width * _FINER, picture.height * _FINER))
    draw = ImageDraw.Draw(marks)
    for each in shown:
        _draw(draw, each, scale * _FINER)
    marks = marks.resize(picture.size, Image.Resampling.BOX)
    picture.paste(marks.convert("RGB"), (0, 0), marks.getchannel("A"))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _pixelate(picture: Image.Image, region: Pixelated, scale: float) -> None:
    """Replace a region by the means of its blocks."""
    left, top = int(region.left * scale), int(region.top * scale)
    right, bottom = min(picture.width, round(region.right * scale) + 1), min(picture.height, round(region.bottom * scale) + 1)
    if right <= left or bottom <= top:
        return
    block = max(_LEAST_BLOCK, region.block * scale)
    across, along = max(1, round((right - left) / block)), max(1, round((bottom - top) / block))
    blocks = picture.crop((left, top, right, bottom)).resize((across, along), Image.Resampling.BOX)
    picture.paste(blocks.resize((right - left, bottom - top), Image.Resampling.NEAREST), (left, top))


def _draw(draw: ImageDraw.ImageDraw, shown: Shown, scale: float) -> None:
    if isinstance(shown, Polygon):
        draw.polygon([(x * scale, y * scale) for x, y in shown.points], fill=shown.ink)
    elif isinstance(shown, Polyline):
        _stroke(draw, shown, scale)
    elif isinstance(shown, Letters):
        x, y = shown.at
        draw.text((x * scale, y * scale), shown.text, font=_font(max(4, round(shown.height * scale))), fill=shown.ink, anchor="mm")


def _stroke(draw: ImageDraw.ImageDraw, line: Polyline, scale: float) -> None:
    """A stroke with round ends and joints: a disc at each point."""
    points = [(x * scale, y * scale) for x, y in (*line.points, line.points[0])]
    points = points if line.closed else points[:-1]
    width = max(1, round(line.width * scale))
    draw.line(points, fill=line.ink, width=width)
    radius = width / 2
    for x, y in points:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=line.ink)


@lru_cache(maxsize=32)
def _font(px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Bold.ttf")), px)
