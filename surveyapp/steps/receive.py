"""Receive: verify everything, keep the photos, then one transaction. Into a laptop's home and into a city store alike.

The photos are made durable before the transaction commits: a crash between the two leaves files that no row speaks of, which
harm nothing and are found again by their hash; the other order would leave rows whose photos are gone.
"""

from __future__ import annotations

import gc
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from surveyapp import paths
from surveyapp.domain.edits import BrokenEnvelope, Edit, line_id
from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import BadInput, Cancelled, DiskError, Finding, PackageRefused
from surveyapp.packages.contents import file_sha256
from surveyapp.packages.read import verify_package
from surveyapp.packages.verified import Verified
from surveyapp.steps.lifetime import is_ahead, spoken_of
from surveyapp.steps.node import Node
from surveyapp.store import aside, find, journal, local
from surveyapp.store.blobs import Arriving
from surveyapp.store.connect import Transaction
from surveyapp.store.store import apply

Progress = Callable[[int, int, str], None]
_SLICE = 20_000
_ASK = 2000
"""After so many lines somebody who wants to stop is heard."""
_STREAM = b'"stream":"'
"""Where a canonical line says its stream. What stands there is only a hint of where to look for the line; the line itself is read later."""


@dataclass(frozen=True, slots=True)
class Received:
    """What receiving a package changed. A second time everything but `edits` and `photos` is 0.

    `brought_back`: edits that had been set aside here and are shown again, because somebody received them once more on purpose.
    """

    package: str
    sha256: str
    edits: int
    new_edits: int
    photos: int
    new_photos: int
    records: int
    conflicts: int
    quarantined: int
    brought_back: int = 0
    kinds: tuple[tuple[str, str], ...] = ()
    """(stream, kind) of what changed."""


def never() -> bool:
    """Nobody wants to stop."""
    return False


def receive(node: Node, package: Path, progress: Progress | None = None, cancelled: Callable[[], bool] = never, expected: str = "") -> Received:
    """Verify and apply a package. Raises PackageRefused with every finding: nothing is applied then, and the file is kept aside.

    `cancelled` is asked all the time until the transaction commits: Cancelled is raised, no row and no photo is left. `expected`: the sha256
    of the file that a person looked at; BadInput where it is another one by now.
    """
    try:
        verified = verify_package(package, progress=progress, cancelled=cancelled)
        if expected and verified.sha256 != expected:
            raise BadInput("error.package.other", file=package.name)
        with node.blobs.arriving() as photos:
            _fetch_photos(node, verified, photos, progress, cancelled)
            with without_collector():
                return _apply(node, package, verified, photos, partial(_tell, progress, cancelled, _whole(verified.summary.get("edits"))))
    except PackageRefused as refused:
        _keep_aside(node, package, refused)
        raise


@dataclass
class Counted:
    """What came in so far: lines that are edits, the new ones, touched records, and the lines that are no edits, with the reason.

    `arrived`: of each (stream, origin) the (seq, id) of the new ones; the id only where two edits share a seq.
    """

    edits: int = 0
    new: int = 0
    records: int = 0
    came_back: bool = False
    broken: list[tuple[bytes, str]] = field(default_factory=list)
    kinds: set[tuple[str, str]] = field(default_factory=set)
    arrived: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


def _apply(node: Node, package: Path, verified: Verified, photos: Arriving, tell: Callable[[int], None]) -> Received:
    sha256, streams, origin = verified.sha256, _streams(verified.summary), node.origin
    with node.store.writing(streams) as connection:
        before = aside.count(connection)
        counted = take_in(connection, verified.lines(), streams, node.origin, tell)
        if counted.came_back or is_ahead(connection, node.origin, spoken_of(verified, node.origin)):
            origin = node.begin_lifetime(connection)
        quarantined = _put_aside(connection, node, counted.broken, sha256)
        _note(connection, node, package, verified, sha256, counted)
        conflicts, back = len(find.all_conflicts(connection)), before - aside.count(connection)
        tell(counted.edits)
        new_photos = photos.keep()
    node.origin = origin
    return Received(
        package.name,
        sha256,
        counted.edits,
        counted.new,
        len(verified.photos),
        new_photos,
        counted.records,
        conflicts,
        quarantined,
        back,
        tuple(sorted(counted.kinds)),
    )


def _tell(progress: Progress | None, cancelled: Callable[[], bool], total: int, done: int) -> None:
    if cancelled():
        raise Cancelled
    if progress:
        progress(done, total, "progress.receive")


def take_in(connection: Transaction, lines: Iterable[bytes], streams: Collection[str], origin: str, tell: Callable[[int], None]) -> Counted:
    """Apply the lines of a verified package, stream by stream, in the caller's transaction, which holds these streams.

    Edits of our own `origin` that are new to us set `came_back`: this home was put back from somewhere and must not go on counting.
    Raises PackageRefused for an edit of another stream.
    """
    counted = Counted()
    for stream, edits in groupby(_edits(connection, lines, counted, tell), key=lambda edit: edit.stream):
        if stream not in streams:
            raise PackageRefused([Finding("finding.package.stream_not_announced", "data/summary.json", {"stream": stream})])
        for piece in _pieces(edits):
            fresh, records = apply(connection, stream, piece)
            counted.edits += len(piece)
            counted.new += len(fresh)
            counted.records += len(records)
            counted.kinds.update((each.stream, each.kind) for each in records)
            counted.came_back = counted.came_back or any(edit.origin == origin for edit in fresh)
            _count_arrivals(connection, stream, fresh, counted)
            tell(counted.edits)
    return counted


def _count_arrivals(connection: Transaction, stream: str, fresh: Sequence[Edit], counted: Counted) -> None:
    forked = journal.forked_in(connection, stream) if fresh else frozenset()
    for edit in fresh:
        counted.arrived[stream, edit.origin].append((edit.seq, edit.id if edit.origin in forked else ""))


def _streams(summary: Mapping[str, object]) -> frozenset[str]:
    """The streams that a package announces. They are locked in one order before any is touched, so two receivers cannot block each other."""
    ranges = summary.get("ranges")
    return frozenset(ranges) if isinstance(ranges, dict) else frozenset()


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _edits(connection: Transaction, lines: Iterable[bytes], counted: Counted, tell: Callable[[int], None]) -> Iterator[Edit]:
    """The edits of the lines. A line that is held already, byte for byte, is told by its hash and not read again;
    one with a broken envelope is put aside alone."""
    stream, held = b"", frozenset[str]()
    for number, line in enumerate(lines):
        if number % _ASK == 0:
            tell(counted.edits)
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
    aside.note_arrivals(connection, sha256, counted.arrived)


def _fetch_photos(node: Node, verified: Verified, photos: Arriving, progress: Progress | None, cancelled: Callable[[], bool]) -> None:
    for done, photo in enumerate(verified.photos, 1):
        if cancelled():
            raise Cancelled
        if not node.blobs.is_sound(photo.sha256, photo.ext, photo.size):
            photos.add(photo.sha256, photo.ext, partial(verified.copy_photo, photo.sha256))
        if progress:
            progress(done, len(verified.photos), "progress.receive_photos")


def _keep_aside(node: Node, package: Path, refused: PackageRefused) -> None:
    """Keep a refused file with its reasons, under its hash: the same bytes once. A disk that cannot hold it must not hide the reasons."""
    with suppress(OSError, DiskError):
        _put_by(node.folder / "refused", node.clock.wall(), package, refused)


def _put_by(folder: Path, wall: str, package: Path, refused: PackageRefused) -> None:
    sha256 = file_sha256(package)
    target = folder / f"{sha256}.zip"
    if not target.is_file():
        paths.write_durably(target, lambda out: _copy(package, out))
    reasons = [{"code": each.code, "where": each.where, "facts": {key: str(value) for key, value in each.facts.items()}} for each in refused.findings]
    text = json.dumps({"file": package.name, "wall": wall, "findings": reasons}, ensure_ascii=False, indent=1)
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
