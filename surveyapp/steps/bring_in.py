"""Bring in photos: the original kept under its hash, its facts recorded, small copies beside it. Nothing is ever turned away silently."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed
from surveyapp.errors import PhotoError
from surveyapp.photos.intake import BroughtIn, bring_in_all
from surveyapp.photos.read import PhotoFacts, read_photo
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.store import find
from surveyapp.store.blobs import is_hash

Progress = Callable[[int, int, str], None]
SMALL = ("thumbnail", "report")


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """What became of one file: `status` is ok, unreadable (kept and marked), held (these bytes were here already) or refused (not opened)."""

    file: str
    sha256: str
    status: str
    reason: str
    record: str
    facts: PhotoFacts


def bring_in_files(
    node: Node,
    stream: str,
    subject: str,
    files: Sequence[Path],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Changed, tuple[PhotoResult, ...]]:
    """Bring files in as one act, in the order given. `subject` is the record they show: a defect, a building, or "".

    Raises DiskError and Cancelled; originals that were kept until then lie in the photo folder and harm nothing.
    """
    results: list[PhotoResult] = []
    for done, (source, answer) in enumerate(bring_in_all(files, node.blobs, cancelled=cancelled), 1):
        results.append(_result(node, source, answer))
        if progress:
            progress(done, len(files), "progress.photos")
    return _file(node, stream, subject, results)


def bring_in_bytes(node: Node, stream: str, subject: str, name: str, data: bytes) -> tuple[Changed, tuple[PhotoResult, ...]]:
    """Bring in a picture that was pasted."""
    sha256, facts = hashlib.sha256(data).hexdigest(), read_photo(data)
    node.blobs.put(data, sha256, facts.ext)
    brought = BroughtIn(name, sha256, len(data), facts)
    return _file(node, stream, subject, [_result(node, Path(name), brought)])


def _result(node: Node, source: Path, answer: BroughtIn | PhotoError) -> PhotoResult:
    if isinstance(answer, PhotoError):
        return PhotoResult(source.name, "", "refused", answer.code, "", PhotoFacts("refused", answer.code))
    keep_small(node.folder, answer.sha256, answer.facts)
    return PhotoResult(source.name, answer.sha256, answer.facts.status, answer.facts.reason, node.new_id(), answer.facts)


def _file(node: Node, stream: str, subject: str, results: Sequence[PhotoResult]) -> tuple[Changed, tuple[PhotoResult, ...]]:
    """Record the photos. Bytes that this subject has already are left alone; ones that belong to nothing yet are attached."""
    with node.store.reading() as connection:
        held = {row.get("sha256"): row.record for row in find.photos_of(connection, stream, subject)}
        loose = {row.get("sha256"): row.record for row in find.photos_of(connection, stream, "")} if subject else {}
    drafts, answered = [], []
    for each in results:
        if each.status == "refused":
            answered.append(each)
        elif each.sha256 in held:
            answered.append(PhotoResult(each.file, each.sha256, "held", each.reason, held[each.sha256], each.facts))
        else:
            name = loose.get(each.sha256, each.record)
            fields = {"subject": subject} if each.sha256 in loose else photo_fields(node, each, subject)
            drafts.append(Draft(stream, name, "photo", fields))
            answered.append(each)
            held[each.sha256] = name
    return record(node, drafts, "add_photos"), tuple(answered)


def photo_fields(node: Node, result: PhotoResult, subject: str) -> dict[str, Value]:
    """The fields of a photo's record. A position read from EXIF is WGS84 (EXIF 2.32, GPSMapDatum)."""
    facts = result.facts
    fields: dict[str, Value] = {
        "sha256": result.sha256,
        "ext": facts.ext,
        "file_name": result.file[:255],
        "status": facts.status,
        "taken_by": node.author,
    }
    optional: dict[str, Value] = {
        "reason": facts.reason or None,
        "width": facts.width,
        "height": facts.height,
        "taken_at": facts.taken_at,
        "camera": facts.camera,
        "subject": subject or None,
    }
    if facts.lon and facts.lat:
        optional["position"] = {"lon": facts.lon, "lat": facts.lat, "crs": "WGS84", "how": "exif"}
    return fields | {name: value for name, value in optional.items() if value is not None}


def small_path(folder: Path, which: str, sha256: str) -> Path:
    """Where the upright small copy of a photo lies: `thumbnail` (512 px), `report` (1000 px) or `large` (3000 px, made only to look closely
    at formats that a window does not read). Derived, made again when missing.

    What a record calls its hash comes from anywhere: one that is none leads to a name that is never there.
    """
    return folder / "derived" / which / sha256[:2] / f"{sha256}.jpg" if is_hash(sha256) else folder / "derived" / "none.jpg"


def keep_small(folder: Path, sha256: str, facts: PhotoFacts) -> None:
    """Keep the small copies."""
    for which, data in zip(SMALL, (facts.thumbnail, facts.report), strict=True):
        if data:
            keep_derived(small_path(folder, which, sha256), data)


def keep_derived(target: Path, data: bytes) -> None:
    """Keep what can be made again: nobody waits for the disk, and a full one is no reason to stop."""
    part = target.with_suffix(f".{get_ident()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()


def small_copy(node: Node, which: str, sha256: str, ext: str) -> Path | None:
    """The small copy of a photo, made now if it is missing; None for a photo that cannot be read or is not held."""
    target = small_path(node.folder, which, sha256)
    if is_filled(target):
        return target
    try:
        data = node.blobs.path(sha256, ext).read_bytes()
    except OSError:
        return None
    keep_small(node.folder, sha256, read_photo(data))
    return target if is_filled(target) else None


def is_filled(file: Path) -> bool:
    """A power cut may leave a file of no length where nobody waited for the disk."""
    try:
        return file.stat().st_size > 0
    except OSError:
        return False


def files_below(folder: Path) -> Iterator[Path]:
    """Every file of a folder and its subfolders, by name; hidden ones are left out."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts):
            yield file
