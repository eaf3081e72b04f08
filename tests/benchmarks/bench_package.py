"""Packages against their floors and a peer, medians of interleaved runs in one process.

write   floor: one thread reads, hashes, writes and fsyncs the same photos
verify  floor: sha256 of the package file
delta   floor: as write, of five photos
peer    bagit.py (sha256) and zip; unzip and bagit.py --validate
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from surveyapp.domain.canonical import canonical
from surveyapp.packages.contents import PackageContent, PhotoSource, file_sha256
from surveyapp.packages.read import verify_package
from surveyapp.packages.write import write_package

Row = tuple[str, float, float, float | None, float]
"""(what, ours in seconds, floor in seconds, peer in seconds or None, goal as ours ÷ floor)"""

PHOTO_BYTES = 3_500_000
RECORDS_PER_GB = 5_000
CHUNK = 1 << 20


def rows(megabytes: int = 200, repeats: int = 5) -> list[Row]:
    """Write, verify and delta, each timed `repeats` times in turn with its floor; the peer once or twice, for it is slow."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        root = Path(folder)
        content = _content(root / "store", megabytes)
        target = root / "package.zip"
        write, floor = _in_turn(repeats, lambda: write_package(target, content), lambda: _copy_floor(content.photos, root / "floor"))
        few = _with_photos(content, 5, 1)
        delta, delta_floor = _in_turn(repeats, lambda: write_package(root / "delta.zip", few), lambda: _copy_floor(few.photos, root / "floor"))
        verify, hashing = _in_turn(repeats, lambda: verify_package(target), lambda: file_sha256(target))
        peer_write, peer_verify = _peer(root, content)
    size = f"{megabytes} MB, {len(list(content.lines()))} records"
    return [
        (f"package write, {size}", write, floor, peer_write, 0.8),
        (f"package verify, {size}", verify, hashing, peer_verify, 0.65),
        ("delta package, 1 record and 5 photos", delta, delta_floor, None, 3.0),
    ]


def growth(small: int = 40, large: int = 400) -> list[tuple[str, float, float, float, float]]:
    """(what, MB, more MB, seconds of each)."""
    timed: dict[str, list[float]] = {"package write": [], "package verify": []}
    for megabytes in (small, large):
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
            root = Path(folder)
            content = _content(root / "store", megabytes)
            target = root / "package.zip"
            write, verify = _in_turn(3, lambda: write_package(target, content), lambda: verify_package(target))  # noqa: B023
            timed["package write"].append(write)
            timed["package verify"].append(verify)
    return [(f"{what}, MB", small, large, first, second) for what, (first, second) in timed.items()]


def _in_turn(repeats: int, ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """Medians of both, run in turn; the first round warms the caches and is not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeats + 1):
        for work, taken in zip((ours, floor), times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def _content(store: Path, megabytes: int) -> PackageContent:
    chance = random.Random(megabytes)
    store.mkdir()
    photos = []
    for _ in range(max(1, megabytes * 1_000_000 // PHOTO_BYTES)):
        data = chance.randbytes(PHOTO_BYTES)
        sha256 = hashlib.sha256(data).hexdigest()
        (store / sha256).write_bytes(data)
        photos.append(PhotoSource(sha256, "jpg", len(data), store / sha256))
    lines = [_line(chance, seq) for seq in range(1, max(2, RECORDS_PER_GB * megabytes // 1000 + 1))]
    return PackageContent(lambda: iter(lines), [], photos, {"counts": {"defect": len(lines)}}, "2026-03-05T09:30:00+08:00", "bench")


def _line(chance: random.Random, seq: int) -> bytes:
    """An edit of a defect of about the usual length."""
    value = {
        "act": {"id": f"{chance.getrandbits(128):032x}", "name": "record"},
        "author": f"{chance.getrandbits(128):032x}",
        "changes": {"level": 3, "quantity": {"n": str(chance.randrange(90)), "unit": "处"}, "title": "楼梯间扶手松动，三层至四层"},
        "kind": "defect",
        "made_at": 1_770_000_000_000 + seq,
        "origin": "a" * 32,
        "prev": f"{chance.getrandbits(256):064x}",
        "record": f"{chance.getrandbits(128):032x}",
        "schema": 1,
        "seq": seq,
        "stream": "b" * 32,
        "wall": "2026-03-05T09:30:00+08:00",
    }
    return canonical(value)


def _with_photos(content: PackageContent, photos: int, lines: int) -> PackageContent:
    kept = list(content.lines())[:lines]
    return PackageContent(lambda: iter(kept), content.heads, content.photos[:photos], content.summary, content.made_at, content.software)


def _copy_floor(photos: object, target: Path) -> None:
    """One thread: read, hash, write; one fsync at the end."""
    buffer = bytearray(CHUNK)
    view = memoryview(buffer)
    with target.open("wb", buffering=0) as out:
        for photo in photos:  # type: ignore[attr-defined]
            digest = hashlib.sha256()
            with photo.path.open("rb", buffering=0) as source:
                while count := source.readinto(buffer):
                    digest.update(view[:count])
                    out.write(view[:count])
        os.fsync(out.fileno())


def _peer(root: Path, content: PackageContent) -> tuple[float | None, float | None]:
    """Copy the photos and the journal into a folder, bagit.py, zip; then unzip, bagit.py --validate. None where a tool is missing."""
    if shutil.which("zip") is None or shutil.which("unzip") is None:
        return None, None
    bag = root / "bag"
    start = time.perf_counter()
    bag.mkdir()
    for photo in content.photos:
        shutil.copyfile(photo.path, bag / f"{photo.sha256}.jpg")
    (bag / "journal.jsonl").write_bytes(b"\n".join(content.lines()))
    tool = [sys.executable, "-m", "bagit", "--quiet"]
    subprocess.run([*tool, "--sha256", "bag"], check=True, cwd=root)
    subprocess.run(["zip", "-qr", "-n", ".jpg", "../peer.zip", "."], check=True, cwd=bag)
    written = time.perf_counter()
    subprocess.run(["unzip", "-q", "peer.zip", "-d", "again"], check=True, cwd=root)
    subprocess.run([*tool, "--validate", "again"], check=True, cwd=root)
    return written - start, time.perf_counter() - written


if __name__ == "__main__":
    for what, ours, floor, peer, goal in rows():
        beside = f"  peer {peer:.3f} s = {peer / ours:.1f} x ours" if peer else ""
        print(f"{what:45} {ours:.3f} s  floor {floor:.3f} s  ratio {ours / floor:.2f}  goal {goal}{beside}")
    for told in growth():
        print(told)
