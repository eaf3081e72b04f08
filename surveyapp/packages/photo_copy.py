"""Copy photos to their planned places in the archive: several workers, each hashing what it copies."""

from __future__ import annotations

import hashlib
import os
import threading
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from io import FileIO
from pathlib import Path

from surveyapp.errors import PackageError, system_reason
from surveyapp.packages import zip_records as records
from surveyapp.packages.contents import CHUNK, PhotoSource
from surveyapp.packages.meter import Meter

WORKERS = 2
FLUSH_EVERY = 16 << 20
"""Bytes written between two early flushes: few enough to keep the disk busy, many enough not to pay for its cache flushes."""

_flush = getattr(os, "fdatasync", os.fsync)

Job = tuple[PhotoSource, records.Entry]
"""A photo and the entry planned for it, whose crc is not known yet."""


def copy_photos(target: Path, jobs: Sequence[Job], when: records.Stamp, meter: Meter) -> list[records.Entry]:
    """Fill the planned places of `target`; answers the finished entries in the order of the jobs.

    Raises PackageError for a photo that cannot be read or is not what its name says, Cancelled, and OSError of the target.
    """
    copying = _Copying(target, jobs, when, meter)
    workers = min(WORKERS, len(jobs))
    if workers:
        with ThreadPoolExecutor(workers + 1, "package-writer") as pool:
            flushing = pool.submit(copying.flush_on_the_way)
            wait([pool.submit(copying.work) for _ in range(workers)])
            copying.finished()
            flushing.result()
    if copying.failure is not None:
        raise copying.failure
    return [copying.done[index] for index in range(len(jobs))]


class _Copying:
    def __init__(self, target: Path, jobs: Sequence[Job], when: records.Stamp, meter: Meter) -> None:
        self._target, self._when, self._meter = target, when, meter
        self._jobs: Iterator[tuple[int, Job]] = iter(enumerate(jobs))
        self._lock = threading.Lock()
        self._unflushed = 0
        self._filled = threading.Condition()
        self._over = False
        self.done: dict[int, records.Entry] = {}
        self.failure: BaseException | None = None

    def work(self) -> None:
        """Copy one photo after another until none is left or any worker has failed; the first failure is kept."""
        try:
            buffer = bytearray(CHUNK)
            with FileIO(self._target, "r+") as out:
                while (job := self._next()) is not None:
                    index, (photo, entry) = job
                    self.done[index] = self._copied(photo, entry, out, buffer)
        except BaseException as problem:
            self._failed(problem)

    def flush_on_the_way(self) -> None:
        """Start the disk while the copying goes on, so that little is left for the last fsync. A complaint counts as a failure."""
        try:
            with FileIO(self._target, "r+") as out:
                while self._wait_for_enough():
                    _flush(out.fileno())
        except BaseException as problem:
            self._failed(problem)

    def finished(self) -> None:
        """Let the flushing thread go home."""
        with self._filled:
            self._over = True
            self._filled.notify()

    def _wait_for_enough(self) -> bool:
        with self._filled:
            self._filled.wait_for(lambda: self._over or self._unflushed >= FLUSH_EVERY)
            self._unflushed = 0
            return not self._over

    def _wrote(self, count: int) -> None:
        with self._filled:
            self._unflushed += count
            if self._unflushed >= FLUSH_EVERY:
                self._filled.notify()
        self._meter.step(count)

    def _failed(self, problem: BaseException) -> None:
        with self._lock:
            self.failure = self.failure or problem
        self._meter.stopped.set()

    def _next(self) -> tuple[int, Job] | None:
        with self._lock:
            return None if self.failure else next(self._jobs, None)

    def _copied(self, photo: PhotoSource, entry: records.Entry, out: FileIO, buffer: bytearray) -> records.Entry:
        digest, crc, count = hashlib.sha256(), 0, 0
        view = memoryview(buffer)
        out.seek(entry.data_at)
        for length in _reads(photo, buffer):
            count += length
            if count > photo.size:
                break
            digest.update(view[:length])
            crc = zlib.crc32(view[:length], crc)
            _write_all(out, view[:length])
            self._wrote(length)
        if count != photo.size or digest.hexdigest() != photo.sha256:
            raise PackageError("error.package.photo_changed", photo=photo.sha256)
        finished = replace(entry, crc=crc)
        out.seek(entry.header_at)
        _write_all(out, memoryview(records.local_header(finished, self._when)))
        return finished


def _reads(photo: PhotoSource, buffer: bytearray) -> Iterator[int]:
    """Fill the buffer again and again; yields how much of it is fresh. The disk's complaints name the photo."""
    try:
        with FileIO(photo.path) as source:
            while length := source.readinto(buffer):
                yield length
    except OSError as problem:
        raise PackageError("error.package.photo_unread", photo=photo.sha256, reason=system_reason(problem)) from problem


def _write_all(out: FileIO, data: memoryview) -> None:
    while data:
        data = data[out.write(data) :]
