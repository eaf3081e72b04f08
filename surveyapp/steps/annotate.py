"""Annotate: draw on a photo. What is drawn are records; the photo's file stays as it came from the camera."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from surveyapp.domain.annotation_looks import DisplayList, Pixelated, display_list, frame
from surveyapp.domain.annotations import Annotation, next_number
from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import check_record
from surveyapp.domain.views import Changed, PhotoDetails
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.photos.paint import painted
from surveyapp.photos.read import upright_copy
from surveyapp.steps import show
from surveyapp.steps.bring_in import is_filled, keep_derived, small_copy, small_path
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.store import find
from surveyapp.store.find import Row

_LOOKS = 1
"""Version of how annotations are painted: raised when it changes, so that painted copies are made anew."""
_READ_BY_EVERY_WINDOW = "jpg"


def annotate(node: Node, stream: str, photo: str, drawn: Annotation) -> Changed:
    """Draw on a photo: one new record. A numbered mark without a number takes the next one of its photo.

    Raises HomeMissing for a photo that is not held, BadInput with the first finding for what cannot be painted.
    """
    row = _photo(node, stream, photo)
    if drawn.tool == "number" and drawn.number is None:
        drawn = replace(drawn, number=next_number(drawn_on(node, stream, [photo]).get(photo, ())))
    fields = drawn.fields(row.record)
    refuse_unpaintable(fields)
    return record(node, [Draft(stream, node.new_id(), "annotation", fields)], "new_annotation")


def refuse_unpaintable(fields: Mapping[str, Value]) -> None:
    """Raise BadInput with the first finding of an annotation that is being made."""
    for found in check_record("annotation", fields):
        raise BadInput(found.code, **found.facts)


def drawn_on(node: Node, stream: str, photos: Sequence[str]) -> dict[str, tuple[Annotation, ...]]:
    """What is drawn on these photos, oldest first; those without anything are left out."""
    with node.store.reading() as connection:
        found = find.annotations_of(connection, stream, photos)
        names = show.people(connection)
    return {photo: drawn for photo, rows in found.items() if (drawn := show.painted_ones(rows, names))}


def _photo(node: Node, stream: str, photo: str) -> Row:
    with node.store.reading() as connection:
        row = find.one(connection, stream, photo)
    if row is None or row.kind != "photo":
        raise HomeMissing("error.record_unknown", record=photo)
    return row


def report_image(node: Node, row: Row, drawn: Iterable[Annotation]) -> bytes:
    """The upright report image of a photo's row (JPEG) with what is drawn on it; b"" for a photo that cannot be read.

    A photo without annotations is passed through as it was made at intake. A painted one is kept beside it under what is painted.
    """
    sha256 = str(row.get("sha256", ""))
    plain = small_copy(node, "report", sha256, str(row.get("ext", "bin")))
    if plain is None:
        return b""
    size = frame(*(value if type(value := row.get(name)) is int else 0 for name in ("width", "height")))
    shown = display_list(drawn, size)
    if not shown:
        return plain.read_bytes()
    kept = small_path(node.folder, "painted", sha256)
    target = kept.with_name(f"{sha256}-{_digest(shown)}.jpg")
    if is_filled(target):
        return target.read_bytes()
    try:
        made = painted(plain.read_bytes(), shown)
    except OSError:
        return b"" if any(isinstance(each, Pixelated) for each in shown) else plain.read_bytes()
    _forget(kept.parent, sha256)
    keep_derived(target, made)
    return made


def _digest(shown: DisplayList) -> str:
    told = repr((_LOOKS, shown)).encode()
    return hashlib.sha256(told).hexdigest()[:16]


def _forget(folder: Path, sha256: str) -> None:
    """Painted copies of an earlier state go: nothing that was pixelated since may lie about."""
    for old in folder.glob(f"{sha256}-*.jpg"):
        with suppress(OSError):
            old.unlink()


def write_annotated(node: Node, stream: str, photos: Sequence[Row], folder: Path) -> tuple[tuple[Row, int, Path | None], ...]:
    """Write the report images of photos into a folder, with everything that is drawn on them: (photo, how many annotations, file or None)."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = drawn_on(node, stream, [row.record for row in photos])
    done: list[tuple[Row, int, Path | None]] = []
    for row in photos:
        marks = drawn.get(row.record, ())
        data = report_image(node, row, marks)
        target = folder / f"{row.get('number') or row.record}.jpg" if data else None
        if target is not None:
            target.write_bytes(data)
        done.append((row, len(marks), target))
    return tuple(done)


def picture(node: Node, stream: str, photo: str) -> str:
    """The path of an upright picture to look at closely: the original where every window reads and turns it, else a large copy; "" for none."""
    row = _photo(node, stream, photo)
    sha256, ext = str(row.get("sha256", "")), str(row.get("ext", "bin"))
    if row.get("status") != "ok":
        return ""
    original = node.blobs.path(sha256, ext)
    if ext == _READ_BY_EVERY_WINDOW and original.exists():
        return str(original)
    large = small_path(node.folder, "large", sha256)
    if not is_filled(large):
        try:
            data = upright_copy(original.read_bytes())
        except OSError:
            data = b""
        if data:
            keep_derived(large, data)
    if is_filled(large):
        return str(large)
    small = small_copy(node, "report", sha256, ext)
    return str(small) if small else ""


def details(node: Node, stream: str, photo: str) -> PhotoDetails:
    """What is known of a photo, its file read through and compared with its hash."""
    row = _photo(node, stream, photo)
    with node.store.reading() as connection:
        names = show.people(connection)
    sha256, ext = str(row.get("sha256", "")), str(row.get("ext", "bin"))
    size, held = _examine(node.blobs.path(sha256, ext), sha256)
    place = row.get("position")
    place = place if isinstance(place, dict) else {}
    width, height = (value if type(value := row.get(name)) is int else 0 for name in ("width", "height"))
    return PhotoDetails(
        str(row.get("file_name", "")),
        ext,
        size,
        width,
        height,
        str(row.get("taken_at", "")),
        names.get(str(row.get("taken_by", "")), ""),
        str(row.get("camera", "")),
        str(place.get("lon", "")),
        str(place.get("lat", "")),
        str(place.get("crs", "")),
        sha256,
        held,
    )


def _examine(file: Path, sha256: str) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    try:
        with file.open("rb") as opened:
            while piece := opened.read(1 << 20):
                digest.update(piece)
                size += len(piece)
    except OSError:
        return 0, "missing"
    return size, "same" if digest.hexdigest() == sha256 else "differs"
