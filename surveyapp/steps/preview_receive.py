"""What receiving a package would change, told before anything is written: the same merge, over what is held and what would come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from surveyapp.domain.canonical import canonical
from surveyapp.domain.edits import BrokenEnvelope, Edit
from surveyapp.domain.handover import Incoming
from surveyapp.domain.merge import Record, merge
from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import Cancelled
from surveyapp.packages.read import verify_package
from surveyapp.packages.verified import Verified
from surveyapp.steps.node import Node
from surveyapp.steps.receive import Progress, never, without_collector
from surveyapp.store import aside, journal
from surveyapp.store.connect import Transaction


@dataclass
class _Seen:
    """What was looked at so far."""

    edits: int = 0
    new: int = 0
    strange: int = 0
    returning: int = 0
    fields: int = 0
    deleted: int = 0
    conflicts: int = 0
    born: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)


def preview(node: Node, package: Path, progress: Progress | None = None, cancelled: Callable[[], bool] = never) -> Incoming:
    """Verify a package and tell what receiving it would change. Raises PackageRefused with every finding, PackageError, DiskError, Cancelled.

    Nothing is written and nothing is kept aside: that is for `receive`.
    """
    verified = verify_package(package, progress=progress, cancelled=cancelled)
    total = verified.line_count
    seen = _Seen()
    with without_collector(), node.store.reading() as connection:
        for stream, lines in groupby(_read(verified.lines(), seen), key=lambda edit: edit.stream):
            _look(connection, stream, _watched(lines, cancelled), seen)
            if progress:
                progress(seen.edits, total, "progress.preview")
    return _told(node, package, verified, seen)


def _read(lines: Iterable[bytes], seen: _Seen) -> Iterator[Edit]:
    for line in lines:
        try:
            edit = read_edit(line)
        except BrokenEnvelope:
            seen.strange += 1
            continue
        seen.edits += 1
        yield edit


def _watched(edits: Iterable[Edit], cancelled: Callable[[], bool]) -> Iterator[Edit]:
    for number, edit in enumerate(edits):
        if number % 500 == 0 and cancelled():
            raise Cancelled
        yield edit


def _look(connection: Transaction, stream: str, edits: Iterable[Edit], seen: _Seen) -> None:
    """One stream: what is new in it, merged with what is held of the same records."""
    shown, waiting = journal.ids(connection, stream), aside.ids(connection, stream)
    fresh: dict[str, dict[str, Edit]] = {}
    for edit in edits:
        if edit.id not in shown:
            fresh.setdefault(edit.record, {})[edit.id] = edit
    held = journal.of_records(connection, stream, fresh) if fresh else {}
    for record, new in fresh.items():
        back = sum(each in waiting for each in new)
        seen.returning += back
        seen.new += len(new) - back
        _compare(merge(held[record]) if record in held else None, merge([*held.get(record, ()), *new.values()]), seen)


def _compare(before: Record | None, after: Record, seen: _Seen) -> None:
    conflicts = {each.name for each in after.conflicts} - ({each.name for each in before.conflicts} if before else set())
    seen.conflicts += len(conflicts)
    if after.presence == "hidden":
        seen.deleted += before is not None and before.presence != "hidden"
        return
    if before is None:
        seen.born[after.kind] += 1
        return
    old, new = before.values, after.values
    changed = sum(canonical(new[name]) != canonical(old.get(name)) for name in new)
    seen.fields += changed
    seen.touched[after.kind] += bool(changed or conflicts or before.presence != after.presence)


def _told(node: Node, package: Path, verified: Verified, seen: _Seen) -> Incoming:
    surveys = verified.summary.get("surveys")
    return Incoming(
        str(package),
        verified.sha256,
        verified.size,
        seen.edits,
        seen.new,
        len(verified.photos),
        sum(not node.blobs.has(photo.sha256, photo.ext, photo.size) for photo in verified.photos),
        dict(seen.born),
        dict(+seen.touched),
        seen.fields,
        seen.deleted,
        seen.conflicts,
        seen.returning,
        seen.strange,
        verified.summary.get("partial") is True,
        tuple(map(str, surveys.values())) if isinstance(surveys, dict) else (),
    )
