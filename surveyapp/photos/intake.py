"""Bring photos in: the original kept untouched under its hash, its facts and small copies beside it. Each file is read once."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from surveyapp.errors import Cancelled, PhotoError, system_reason
from surveyapp.photos import formats
from surveyapp.photos.read import PhotoFacts, read_photo

# Larger than any photo; a film or a disk image dropped by mistake must not fill the memory.
BYTES_CAP = 256 * 1024 * 1024
WORKERS = 2
_AHEAD = 4


class BlobFolder(Protocol):
    """Where originals are kept: named by their hash, written durably, the same bytes only once."""

    def put(self, data: bytes, sha256: str, ext: str) -> object:
        """Durable when it returns. May be called from several threads. Raises DiskError."""
        ...


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """One file after intake. `sha256` names the original in the blob folder; `size` is in bytes."""

    file: str
    sha256: str
    size: int
    facts: PhotoFacts


def bring_in(source: Path, blobs: BlobFolder, writer: Executor | None = None) -> BroughtIn:
    """Keep the original of `source` and read it; the writing goes on in `writer`, if there is one, while the photo is decoded.

    A damaged photo is kept and marked (facts.status). When this returns, the original is durable.

    Raises PhotoError when the file itself cannot be opened or is larger than any photo, and DiskError when it cannot be kept.
    """
    data = _bytes_of(source)
    sha256 = hashlib.sha256(data).hexdigest()
    ext = formats.extension(formats.format_of(data))
    if writer is None:
        blobs.put(data, sha256, ext)
        return BroughtIn(source.name, sha256, len(data), read_photo(data))
    kept = writer.submit(blobs.put, data, sha256, ext)
    facts = read_photo(data)
    kept.result()
    return BroughtIn(source.name, sha256, len(data), facts)


def _bytes_of(source: Path) -> bytes:
    try:
        if source.stat().st_size > BYTES_CAP:
            raise PhotoError("error.photo_too_big", file=source.name, limit_mb=BYTES_CAP >> 20)
        return source.read_bytes()
    except OSError as problem:
        raise PhotoError("error.photo_not_opened", file=source.name, reason=system_reason(problem)) from problem


def bring_in_all(
    sources: Iterable[Path], blobs: BlobFolder, *, workers: int = WORKERS, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[tuple[Path, BroughtIn | PhotoError]]:
    """Bring many in, in the order given: `workers` threads decode, one writes, and no more originals than that are in memory.

    A file that cannot be opened is answered with its error in its place, and the others go on. Raises Cancelled, and DiskError
    (the first stops the rest: what was kept so far stays kept).
    """
    waiting: deque[tuple[Path, Future[BroughtIn]]] = deque()
    with ThreadPoolExecutor(1, "photo-writer") as writer, ThreadPoolExecutor(workers, "photo") as pool:
        try:
            for source in sources:
                if cancelled():
                    raise Cancelled
                waiting.append((source, pool.submit(bring_in, source, blobs, writer)))
                if len(waiting) > _AHEAD * workers:
                    yield _answer(*waiting.popleft())
            while waiting:
                yield _answer(*waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()


def _answer(source: Path, future: Future[BroughtIn]) -> tuple[Path, BroughtIn | PhotoError]:
    try:
        return source, future.result()
    except PhotoError as problem:
        return source, problem
