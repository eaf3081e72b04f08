"""Hash and look through the payload of an untrusted package with a few threads, each with its own handle and buffer."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import FileIO
from typing import Any

from surveyapp.errors import Finding
from surveyapp.packages import bag
from surveyapp.packages import zip_records as records
from surveyapp.packages.bag import Limits
from surveyapp.packages.contents import CHUNK, Head
from surveyapp.packages.journal_lines import line_fault, parsed
from surveyapp.packages.meter import Meter
from surveyapp.packages.payload import Digests, Source, Unsound, stored_sha256, unpacked
from surveyapp.packages.tag_checks import Tags


@dataclass(slots=True)
class Checked:
    """What the payload came to."""

    findings: list[Finding] = field(default_factory=list)
    summary: dict[str, Any] | None = None
    heads: tuple[Head, ...] = ()
    line_count: int = 0


def check_payload(source: Source, entries: Sequence[records.Entry], tags: Tags, limits: Limits, workers: int, meter: Meter) -> Checked:
    """Every payload entry: its hash, its packed hash where one is stated, and what stands in the text entries.

    Raises OSError, PackageError (the file changed meanwhile) and Cancelled.
    """
    checking = _Checking(source, entries, tags, limits, meter)
    with ThreadPoolExecutor(max(1, workers), "package-check") as pool:
        for _ in range(max(1, min(workers, len(entries)))):
            pool.submit(checking.work)
    if checking.failure is not None:
        raise checking.failure
    for index in sorted(checking.found):
        checking.result.findings += checking.found[index]
    return checking.result


class _Checking:
    def __init__(self, source: Source, entries: Sequence[records.Entry], tags: Tags, limits: Limits, meter: Meter) -> None:
        self._source, self._tags, self._limits, self._meter = source, tags, limits, meter
        self._jobs = iter(enumerate(entries))
        self._lock = threading.Lock()
        self.found: dict[int, list[Finding]] = {}
        self.result = Checked()
        self.failure: BaseException | None = None

    def work(self) -> None:
        """Check one entry after another until none is left or any thread has failed."""
        try:
            buffer = bytearray(CHUNK)
            with self._source.open() as file:
                while (job := self._next()) is not None:
                    self.found[job[0]] = list(self._checked(file, job[1], buffer))
        except BaseException as problem:
            with self._lock:
                self.failure = self.failure or problem
            self._meter.stopped.set()

    def _next(self) -> tuple[int, records.Entry] | None:
        with self._lock:
            return None if self.failure else next(self._jobs, None)

    def _checked(self, file: FileIO, entry: records.Entry, buffer: bytearray) -> Iterator[Finding]:
        try:
            if entry.method == records.STORED and entry.name.startswith(bag.PHOTOS):
                sha256 = stored_sha256(file, entry, buffer, self._meter.step)
            else:
                digests = Digests()
                yield from self._read_text(file, entry, digests)
                sha256 = digests.sha256
                stated = self._tags.packed.get(entry.name)
                if entry.method == records.DEFLATED and stated is not None and stated != digests.packed_sha256:
                    yield Finding("finding.package.packed", entry.name)
        except Unsound as problem:
            yield problem.finding
            return
        photo = bag.photo_of(entry.name)
        if sha256 != self._tags.manifest.get(entry.name, sha256) or (photo is not None and photo[0] != sha256):
            yield Finding("finding.package.hash", entry.name)

    def _read_text(self, file: FileIO, entry: records.Entry, digests: Digests) -> Iterator[Finding]:
        """Run through a deflated or text entry to its end; what stands in it is looked at on the way."""
        pieces = self._metered(unpacked(file, entry, digests))
        if entry.name == bag.JOURNAL:
            yield from self._read_journal(pieces)
        elif entry.name == bag.HEADS:
            yield from self._read_heads(pieces)
        elif entry.name == bag.SUMMARY:
            text = b"".join(pieces)
            fault = line_fault(text.removesuffix(b"\n"), self._limits.summary)
            if fault is not None:
                yield Finding(fault, entry.name, {"line": 1})
            else:
                self.result.summary = parsed(text)
        else:
            for _ in pieces:
                pass

    def _read_journal(self, pieces: Iterator[bytes]) -> Iterator[Finding]:
        """Every faulty line, up to one more than will be told; the rest of the stream is still read for its hash."""
        faults = 0
        for number, _, fault in numbered_lines(pieces, self._limits.line):
            self.result.line_count = number
            if fault is not None:
                faults += 1
                if faults <= self._limits.findings + 1:
                    yield Finding(fault, bag.JOURNAL, {"line": number})

    def _metered(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._meter.step(len(piece))
            yield piece

    def _read_heads(self, pieces: Iterator[bytes]) -> Iterator[Finding]:
        heads: dict[tuple[str, str], Head] = {}
        for number, line, fault in numbered_lines(pieces, self._limits.line):
            head = None if fault is not None else _head(parsed(line))
            if head is None or (head.stream, head.origin) in heads:
                yield Finding(fault or "finding.package.head", bag.HEADS, {"line": number})
            else:
                heads[head.stream, head.origin] = head
        self.result.heads = tuple(heads.values())


def numbered_lines(pieces: Iterator[bytes], longest: int) -> Iterator[tuple[int, bytes, str | None]]:
    """(number from 1, line without newline, code of what is wrong with it). The pieces are always read to their end."""
    number, held = 0, b""
    for piece in pieces:
        *lines, held = (held + piece).split(b"\n")
        for line in lines:
            number += 1
            yield number, line, line_fault(line, longest)
        if len(held) > longest:
            yield number + 1, b"", "finding.package.line_too_long"
            for _ in pieces:
                pass
            return
    if held:
        yield number + 1, held, "finding.package.line_unended"


def _head(value: dict[str, Any]) -> Head | None:
    """A line of heads.jsonl, or None if it is not one. Names that this version does not know are passed over."""
    texts = {name: value.get(name, "") for name in ("origin", "stream", "id", "alg", "signature")}
    seq = value.get("seq")
    if not all(isinstance(each, str) for each in texts.values()) or type(seq) is not int or seq < 0:
        return None
    if not texts["origin"] or not texts["stream"] or not bag.SHA256.fullmatch(texts["id"]):
        return None
    return Head(texts["origin"], texts["stream"], seq, texts["id"], texts["alg"], texts["signature"])
