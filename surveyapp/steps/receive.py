"""Receive: verify everything, keep the photos, then one transaction. Into a laptop's home and into a city store alike.

The photos are made durable before the transaction commits: a crash between the two leaves files that no row speaks of, which
harm nothing and are found again by their hash; the other order would leave rows whose photos are gone.
"""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths
from surveyapp.domain.edits import BrokenEnvelope, Edit, line_id, read_edit
from surveyapp.errors import Finding, PackageRefused
from surveyapp.packages.contents import file_sha256
from surveyapp.packages.read import verify_package
from surveyapp.packages.verified import Verified
from surveyapp.steps.node import Node
from surveyapp.store import find, journal, local
from surveyapp.store.connect import Transaction
from surveyapp.store.store import apply

Progress = Callable[[int, int, str], None]
_SLICE = 20_000
_STREAM = b'"stream":"'
"""Where a canonical line says its stream. What stands there is only a hint of where to look for the line; the line itself is read later."""


@dataclass(frozen=True, slots=True)
class Received:
    """What receiving a package changed. A second time everything but `edits` and `photos` is 0."""

    package: str
    sha256: str
    edits: int
    new_edits: int
    photos: int
    new_photos: int
    records: int
    conflicts: int
    quarantined: int


def receive(node: Node, package: Path, progress: Progress | None = None) -> Received:
    """Verify and apply a package. Raises PackageRefused with every finding: nothing is applied then, and the file is kept aside."""
    try:
        verified = verify_package(package)
        new_photos = _keep_photos(node, verified, progress)
        with without_collector():
            return replace(_apply(node, package, verified, progress), new_photos=new_photos)
    except PackageRefused as refused:
        _keep_aside(node, package, refused)
        raise


@dataclass
class Counted:
    """What came in so far: lines that are edits, the new ones, touched records, and the lines that are no edits, with the reason."""

    edits: int = 0
    new: int = 0
    records: int = 0
    came_back: bool = False
    broken: list[tuple[bytes, str]] = field(default_factory=list)


def _apply(node: Node, package: Path, verified: Verified, progress: Progress | None) -> Received:
    total, sha256 = _whole(verified.summary.get("edits")), verified.sha256
    streams, origin = _streams(verified.summary), node.origin
    with node.store.writing(streams) as connection:
        tell = partial(_tell, progress, total)
        counted = take_in(connection, verified.lines(), streams, node.origin, tell)
        if counted.came_back:
            origin = node.begin_lifetime(connection)
        quarantined = _put_aside(connection, node, counted.broken, sha256)
        _note(connection, node, package, verified, sha256, counted)
        conflicts = len(find.all_conflicts(connection))
    node.origin = origin
    return Received(package.name, sha256, counted.edits, counted.new, len(verified.photos), 0, counted.records, conflicts, quarantined)


def _tell(progress: Progress | None, total: int, done: int) -> None:
    if progress:
        progress(done, total, "progress.receive")


def take_in(connection: Transaction, lines: Iterable[bytes], streams: Collection[str], origin: str, tell: Callable[[int], None]) -> Counted:
    """Apply the lines of a verified package, stream by stream, in the caller's transaction, which holds these streams.

    Edits of our own `origin` that are new to us set `came_back`: this home was put back from somewhere and must not go on counting.
    Raises PackageRefused for an edit of another stream.
    """
    counted = Counted()
    for stream, edits in groupby(_edits(connection, lines, counted), key=lambda edit: edit.stream):
        if stream not in streams:
            raise PackageRefused([Finding("finding.package.stream_not_announced", "data/summary.json", {"stream": stream})])
        for piece in _pieces(edits):
            fresh, records = apply(connection, stream, piece)
            counted.edits += len(piece)
            counted.new += len(fresh)
            counted.records += len(records)
            counted.came_back = counted.came_back or any(edit.origin == origin for edit in fresh)
            tell(counted.edits)
    return counted


def _streams(summary: Mapping[str, object]) -> frozenset[str]:
    """The streams that a package announces. They are locked in one order before any is touched, so two receivers cannot block each other."""
    ranges = summary.get("ranges")
    return frozenset(ranges) if isinstance(ranges, dict) else frozenset()


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _edits(connection: Transaction, lines: Iterable[bytes], counted: Counted) -> Iterator[Edit]:
    """The edits of the lines. A line that is held already, byte for byte, is told by its hash and not read again;
    one with a broken envelope is put aside alone."""
    stream, held = b"", frozenset[str]()
    for line in lines:
        hint = line[line.rfind(_STREAM) + len(_STREAM) :][:36]
        if hint != stream:
            stream, held = hint, journal.ids(connection, hint.decode("ascii", "replace"))
        if held and line_id(line) in held:
            counted.edits += 1
            continue
        try:
            yield read_edit(line)
        except BrokenEnvelope as problem:
            counted.broken.append((line, problem.code))


def _pieces(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """The edits of one stream in pieces that fit into memory."""
    piece: list[Edit] = []
    for edit in edits:
        piece.append(edit)
        if len(piece) >= _SLICE:
            yield piece
            piece = []
    if piece:
        yield piece


def _put_aside(connection: Transaction, node: Node, broken: list[tuple[bytes, str]], package: str) -> int:
    wall = node.clock.wall()
    return local.put_aside(
        connection, ({"id": line_id(line), "line": line, "reason": reason, "package": package, "wall": wall} for line, reason in broken)
    )


def _note(connection: Transaction, node: Node, package: Path, verified: Verified, sha256: str, counted: Counted) -> None:
    row = {
        "sha256": sha256,
        "direction": "in",
        "name": package.name,
        "wall": node.clock.wall(),
        "bytes": package.stat().st_size,
        "edits": counted.edits,
        "new_edits": counted.new,
        "photos": len(verified.photos),
        "summary": json.dumps(verified.summary, ensure_ascii=False),
    }
    local.note_package(connection, row)


def _keep_photos(node: Node, verified: Verified, progress: Progress | None) -> int:
    new = 0
    for done, photo in enumerate(verified.photos, 1):
        target = node.blobs.path(photo.sha256, photo.ext)
        if not node.blobs.is_sound(photo.sha256, photo.ext, photo.size):
            paths.write_durably(target, partial(verified.copy_photo, photo.sha256))
            new += 1
        if progress:
            progress(done, len(verified.photos), "progress.receive_photos")
    return new


def _keep_aside(node: Node, package: Path, refused: PackageRefused) -> None:
    """Keep a refused file with its reasons, under its hash: the same bytes once."""
    folder = node.folder / "refused"
    sha256 = file_sha256(package)
    target = folder / f"{sha256}.zip"
    if not target.is_file():
        paths.write_durably(target, lambda out: _copy(package, out))
    reasons = [{"code": each.code, "where": each.where, "facts": {key: str(value) for key, value in each.facts.items()}} for each in refused.findings]
    text = json.dumps({"file": package.name, "wall": node.clock.wall(), "findings": reasons}, ensure_ascii=False, indent=1)
    paths.write_durably(folder / f"{sha256}.json", lambda out: _write(out, text.encode()))


def _copy(source: Path, out: BinaryIO) -> None:
    with source.open("rb") as file:
        shutil.copyfileobj(file, out)


def _write(out: BinaryIO, data: bytes) -> None:
    out.write(data)


@contextmanager
def without_collector() -> Iterator[None]:
    """Hundreds of thousands of small objects that hold no cycle: the cyclic collector only looks at them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
