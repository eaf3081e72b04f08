"""Package: a piece of journal and the photos that it speaks of, written as one file that others can open and check."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp import __version__
from surveyapp.domain.views import Exported
from surveyapp.domain.watermarks import is_contiguous, ranges_of, watermark
from surveyapp.errors import BadInput
from surveyapp.packages.contents import Head, PackageContent, PhotoSource
from surveyapp.packages.write import write_package
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.steps.targets import check_target
from surveyapp.store import find, journal, local
from surveyapp.store.connect import Transaction

Progress = Callable[[int, int, str], None]
Marks = Mapping[tuple[str, str], int]
Spoken = tuple[str, str]
"""Of a photo that edits speak of: the stream that does, and the extension."""


@dataclass
class _Outline:
    """What one look at the lines tells: how many, how far, of which kinds, and which photos they name."""

    seqs: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[tuple[str, str], Head] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    records: set[tuple[str, str]] = field(default_factory=set)
    photos: dict[str, Spoken] = field(default_factory=dict)
    edits: int = 0


def write(
    node: Node,
    target: Path,
    streams: Sequence[str],
    *,
    only_new: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported:
    """Write a package of these streams. `only_new`: what no package written here carries yet; else everything that is held.

    Raises BadInput when there is nothing to write, Cancelled, DiskError, PackageError; no file is left then.
    """
    check_target(node, target)
    with node.store.reading() as connection:
        after = _carried(connection) if only_new else {}
        outline = _outline(connection, streams, after)
        owed = {sha256: spoken for sha256, spoken in local.owed_photos(connection).items() if spoken[0] in streams} if only_new else {}
        photos, missing = _photos(node, {**owed, **outline.photos})
        if not outline.edits and not photos:
            raise BadInput("error.nothing_to_package")
        content = PackageContent(
            lines=lambda: _lines(connection, streams, after),
            heads=tuple(outline.heads[key] for key in sorted(outline.heads)),
            photos=photos,
            summary=_summary(connection, outline, photos, len(missing), after),
            made_at=node.clock.wall(),
            software=f"surveyapp {__version__}",
        )
        written = write_package(target, content, progress=progress, cancelled=cancelled)
    exported = Exported(str(target), written.bytes, outline.edits, len(photos), written.sha256)
    if not node.store.read_only:
        marks = {key: watermark(seqs, after.get(key, 0)) for key, seqs in outline.seqs.items()}
        _note(node, exported, marks, content, missing)
    return exported


def _carried(connection: Transaction) -> Marks:
    """How far earlier packages carry each origin. Of a forked one that says nothing: two edits share a number, so all of it goes again."""
    forked = journal.forked(connection)
    return {key: seq for key, seq in local.carried_marks(connection).items() if key not in forked}


def _lines(connection: Transaction, streams: Sequence[str], after: Marks) -> Iterator[bytes]:
    return (line for *_, line in journal.lines(connection, streams, after))


def _outline(connection: Transaction, streams: Sequence[str], after: Marks) -> _Outline:
    found = _Outline()
    for stream, origin, seq, edit_id, line in journal.lines(connection, streams, after):
        edit = journal.read(line, edit_id)
        found.edits += 1
        found.seqs[stream, origin].append(seq)
        found.heads[stream, origin] = Head(origin, stream, seq, edit_id)
        if (stream, edit.record) not in found.records:
            found.records.add((stream, edit.record))
            found.kinds[edit.kind] += 1
        sha256 = edit.changes.get("sha256")
        if isinstance(sha256, str):
            found.photos[sha256] = (stream, str(edit.changes.get("ext") or "bin"))
    return found


def _photos(node: Node, spoken: Mapping[str, Spoken]) -> tuple[tuple[PhotoSource, ...], dict[str, Spoken]]:
    """The originals that are held, and those that are spoken of but not held here."""
    sources, missing = [], {}
    for sha256, (stream, ext) in sorted(spoken.items()):
        path = node.blobs.path(sha256, ext)
        if path.is_file():
            sources.append(PhotoSource(sha256, ext, path.stat().st_size, path))
        else:
            missing[sha256] = (stream, ext)
    return tuple(sources), missing


def _summary(connection: Transaction, outline: _Outline, photos: Sequence[PhotoSource], missing: int, after: Marks) -> dict[str, object]:
    ranges: dict[str, dict[str, list[list[int]]]] = {}
    for (stream, origin), seqs in sorted(outline.seqs.items()):
        ranges.setdefault(stream, {})[origin] = [list(each) for each in ranges_of(seqs)]
    surveys = find.of_kind(connection, "survey")
    used = sorted({str(row.get("policy")) for row in surveys if row.get("policy") in policies.pack_ids()})
    return {
        "counts": dict(sorted(outline.kinds.items())),
        "edits": outline.edits,
        "photos": len(photos),
        "photos_missing": missing,
        "ranges": ranges,
        "partial": any(not is_contiguous(seqs, after.get(key, 0)) for key, seqs in outline.seqs.items()),
        "follows": {f"{stream}/{origin}": seq for (stream, origin), seq in sorted(after.items()) if (stream, origin) in outline.seqs},
        "policies": {each: policies.pack(each).version for each in used},
        "surveys": {row.record: str(row.get("name", "")) for row in surveys},
    }


def _note(node: Node, exported: Exported, marks: Marks, content: PackageContent, missing: Mapping[str, Spoken]) -> None:
    """Remember what was handed over, and which photos are still owed: they go with the next package once they are here."""
    with node.store.writing() as connection:
        local.move_carried(connection, marks)
        local.owe_photos(connection, missing, {photo.sha256 for photo in content.photos})
        row = {
            "sha256": exported.sha256,
            "direction": "out",
            "name": Path(exported.path).name,
            "wall": node.clock.wall(),
            "bytes": exported.bytes,
            "edits": exported.edits,
            "new_edits": exported.edits,
            "photos": exported.photos,
            "summary": json.dumps(content.summary, ensure_ascii=False),
        }
        local.note_package(connection, row)
    node.remember()
