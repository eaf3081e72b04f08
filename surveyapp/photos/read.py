"""Read one photo: its facts and its two upright copies, in one decode. Never raises for what the bytes hold."""

from __future__ import annotations

import io
import threading
import warnings
from dataclasses import dataclass

from PIL import Image

from surveyapp.photos import formats
from surveyapp.photos.exif import Exif, read_exif

THUMBNAIL_EDGE = 512
REPORT_EDGE = 1000
LARGE_EDGE = 3000
# 8192 × 6144, what a telephone of "50 megapixels" writes, lies just below.
PIXEL_CAP = 50 * 1024 * 1024
# A twelve-megapixel JPEG decoded at a quarter is 1008 pixels wide: shrinking that to 1000 would cost more than a third of the decoding.
_NEAR_ENOUGH = 1.03
OK, UNREADABLE = "ok", "unreadable"
_THUMBNAIL_QUALITY, _REPORT_QUALITY = 78, 82
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_OPENING = threading.Lock()
Image.MAX_IMAGE_PIXELS = None  # our own cap is an error with a reason, checked before any pixel is decoded; Pillow's is a warning


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is known of a photo.

    `status` is "ok", or "unreadable" with the code of the reason; what could still be read is told even then. `width` and `height`
    are pixels of the upright picture. `thumbnail` (longest edge 500–512, less for a smaller photo) and `report` (at most 1030) are upright
    JPEGs without metadata.
    """

    status: str
    reason: str = ""
    format: str | None = None
    ext: str = formats.UNKNOWN_EXTENSION
    width: int | None = None
    height: int | None = None
    taken_at: str | None = None
    lon: str | None = None
    lat: str | None = None
    camera: str | None = None
    notes: tuple[str, ...] = ()
    thumbnail: bytes = b""
    report: bytes = b""


def read_photo(data: bytes) -> PhotoFacts:
    """Facts, thumbnail and report image of a photo's bytes. A file that cannot be read comes back marked with a reason."""
    kind = formats.format_of(data)
    if kind is None:
        return PhotoFacts(UNREADABLE, "photo.reason.empty" if not data else "photo.reason.not_a_photo")
    told, size, reason, pictures = Exif(), None, "", (b"", b"")
    try:
        told, picture = _open(data, kind)
        size = _upright_size(picture.size, told.orientation)
        if picture.width * picture.height > PIXEL_CAP:
            reason = "photo.reason.too_large"
        else:
            pictures = _small_copies(picture, told.orientation)
    except MemoryError:
        reason = "photo.reason.too_large"
    except Exception:  # a decoder fed with hostile bytes raises whatever it likes: the file is kept and marked, never lost
        reason = "photo.reason.damaged"
    width, height = size or (None, None)
    return PhotoFacts(
        UNREADABLE if reason else OK,
        reason,
        kind,
        formats.EXTENSIONS[kind],
        width,
        height,
        told.taken_at,
        told.lon,
        told.lat,
        told.camera,
        told.notes,
        *pictures,
    )


def _open(data: bytes, kind: str) -> tuple[Exif, Image.Image]:
    """Metadata and the still undecoded picture."""
    if kind == formats.JPEG:
        block, bare = formats.open_jpeg(data)
        return read_exif(block), Image.open(io.BytesIO(bare), formats=("JPEG",))
    if kind == formats.HEIF:
        _know_heif()
    with _OPENING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = Image.open(io.BytesIO(data), formats=(kind,))
    told = read_exif(formats.png_exif(data) if kind == formats.PNG else picture.info.get("exif") or b"")
    if kind == formats.HEIF:
        # HEIF turns the picture by its own boxes, and the decoder has done so; its Exif orientation must not turn it again (ISO/IEC 23008-12).
        told = Exif(1, told.taken_at, told.lon, told.lat, told.camera, told.notes)
    return told, picture


class _Heif:
    known = False


def _know_heif() -> None:
    """Register the HEIF decoder when the first such photo comes: most surveys have none."""
    if not _Heif.known:
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
        _Heif.known = True


def _upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    return (size[1], size[0]) if orientation >= 5 else size


def _fitting(size: tuple[int, int], edge: int) -> tuple[int, int]:
    longest = max(size)
    if longest <= edge:
        return size
    return max(1, round(size[0] * edge / longest)), max(1, round(size[1] * edge / longest))


def _small_copies(picture: Image.Image, orientation: int) -> tuple[bytes, bytes]:
    """(thumbnail, report image): decode once as small as the decoder can, shrink, and only then turn."""
    report_size = _fitting(picture.size, REPORT_EDGE)
    picture.draft("RGB", report_size)
    picture.load()
    report = _plain(picture)
    if max(report.size) > REPORT_EDGE * _NEAR_ENOUGH:
        report = report.resize(report_size, Image.Resampling.BILINEAR, reducing_gap=1.5)
    turn = _UPRIGHT.get(orientation)
    if turn is not None:
        report = report.transpose(turn)
    longest = max(report.size)
    if longest <= THUMBNAIL_EDGE:
        thumbnail = report
    elif THUMBNAIL_EDGE / _NEAR_ENOUGH < longest / 2 <= THUMBNAIL_EDGE:
        thumbnail = report.reduce(2)
    else:
        thumbnail = report.resize(_fitting(report.size, THUMBNAIL_EDGE), Image.Resampling.BILINEAR)
    return _as_jpeg(thumbnail, _THUMBNAIL_QUALITY), _as_jpeg(report, _REPORT_QUALITY)


def upright_copy(data: bytes, edge: int = LARGE_EDGE) -> bytes:
    """An upright JPEG of a photo with its longest edge at most `edge`, for looking closely at formats that a window does not read or turn.

    b"" for a photo that cannot be read.
    """
    kind = formats.format_of(data)
    if kind is None:
        return b""
    try:
        told, picture = _open(data, kind)
        if picture.width * picture.height > PIXEL_CAP:
            return b""
        picture.draft("RGB", _fitting(picture.size, edge))
        picture.load()
        plain = _plain(picture)
        if max(plain.size) > edge:
            plain = plain.resize(_fitting(plain.size, edge), Image.Resampling.BILINEAR, reducing_gap=1.5)
        turn = _UPRIGHT.get(told.orientation)
        return _as_jpeg(plain if turn is None else plain.transpose(turn), _REPORT_QUALITY)
    except Exception:  # hostile bytes raise whatever they like, as above
        return b""


def _plain(picture: Image.Image) -> Image.Image:
    """RGB or grey, as a JPEG can hold it; what is transparent stands on white."""
    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return picture.convert("RGB")


def _as_jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
