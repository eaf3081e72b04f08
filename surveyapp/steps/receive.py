"""Receive: verify everything, keep the photos, then one transaction. Into a laptop's home and into a city store alike.

The photos are made durable before the transaction commits: a crash between the two leaves files that no row speaks of, which
harm nothing and are found again by their hash; the other order would leave rows whose photos are gone.
"""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
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
from surveyapp.store import find, local
from surveyapp.store.connect import Transaction
from surveyapp.store.store import apply

Progress = Callable[[int, int, str], None]
_SLICE = 20_000


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
        with _without_collector():
            counted, conflicts = _apply(node, package, verified, progress)
    except PackageRefused as refused:
        _keep_aside(node, package, refused)
        raise
    node.origin = counted.origin
    return Received(
        package.name, counted.sha256, counted.edits, counted.new, len(verified.photos), new_photos, counted.records, conflicts, counted.quarantined
    )


@dataclass
class _Counted:
    sha256: str
    edits: int = 0
    new: int = 0
    records: int = 0
    quarantined: int = 0
    origin: str = ""


def _apply(node: Node, package: Path, verified: Verified, progress: Progress | None) -> tuple[_Counted, int]:
    counted = _Counted(verified.sha256, origin=node.origin)
    broken: list[tuple[bytes, str]] = []
    total = _whole(verified.summary.get("edits"))
    streams = _streams(verified.summary)
    came_back = False  # edits of our own that we do not know: this home was put back from somewhere and must not go on counting
    with node.store.writing(streams) as connection:
        for stream, edits in groupby(_edits(verified.lines(), broken), key=lambda edit: edit.stream):
            if stream not in streams:
                raise PackageRefused([Finding("finding.package.stream_not_announced", "data/summary.json", {"stream": stream})])
            for piece in _pieces(edits):
                fresh, records = apply(connection, stream, piece)
                counted.edits += len(piece)
                counted.new += len(fresh)
                counted.records += len(records)
                came_back = came_back or any(edit.origin == node.origin for edit in fresh)
                if progress:
                    progress(counted.edits, total, "progress.receive")
        if came_back:
            counted.origin = node.begin_lifetime(connection)
        counted.quarantined = _put_aside(connection, node, broken, counted.sha256)
        _note(connection, node, package, verified, counted)
        return counted, len(find.all_conflicts(connection))


def _streams(summary: Mapping[str, object]) -> frozenset[str]:
    """The streams that a package announces. They are locked in one order before any is touched, so two receivers cannot block each other."""
    ranges = summary.get("ranges")
    return frozenset(ranges) if isinstance(ranges, dict) else frozenset()


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _edits(lines: Iterable[bytes], broken: list[tuple[bytes, str]]) -> Iterator[Edit]:
    """The edits of the lines; a line with a broken envelope is put aside alone."""
    for line in lines:
        try:
            yield read_edit(line)
        except BrokenEnvelope as problem:
            broken.append((line, problem.code))


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


def _note(connection: Transaction, node: Node, package: Path, verified: Verified, counted: _Counted) -> None:
    row = {
        "sha256": counted.sha256,
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
        if not node.blobs.has(photo.sha256, photo.ext, photo.size):
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
def _without_collector() -> Iterator[None]:
    """Hundreds of thousands of small objects that hold no cycle: the cyclic collector only looks at them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
