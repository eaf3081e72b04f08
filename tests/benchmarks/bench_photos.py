"""Photo intake beside its floor: sha256 + copy_file_range + fsync + a quarter-size decode of the same 12 MP files, both with 2 workers."""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from PIL import Image

from surveyapp import paths
from surveyapp.photos.draw import SUBJECTS, sample_photo
from surveyapp.photos.intake import bring_in_all

Row = tuple[str, float, float, float | None, float]
SIZE = (4032, 3024)


class Folder:
    """Originals by their hash, written durably: what the store's blob folder does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes, sha256: str, ext: str) -> None:
        paths.write_durably(self.folder / sha256[:2] / f"{sha256}.{ext}", lambda file: _pour(file, data))


def _pour(file: object, data: bytes) -> None:
    file.write(data)  # type: ignore[attr-defined]


def photos(folder: Path, count: int) -> list[Path]:
    """Files of 12 megapixels and about 2.5 MB, each different, with grain."""
    made = []
    for seed in range(count):
        drawn = folder / f"small{seed}.jpg"
        drawn.write_bytes(sample_photo(seed, list(SUBJECTS)[seed % len(SUBJECTS)], datetime(2021, 3, 19, 9, 30, tzinfo=UTC), "112.377", "24.78"))
        with Image.open(drawn) as picture:
            exif, large = picture.getexif(), picture.resize(SIZE, Image.Resampling.BICUBIC)
        grain = Image.frombytes("L", (1344, 1008), Random(seed).randbytes(1344 * 1008)).resize(SIZE)
        exif[0x0112] = (1, 6, 1, 8)[seed % 4]
        target = folder / f"IMG_{seed:04d}.jpg"
        Image.blend(large, Image.merge("RGB", (grain, grain, grain)), 0.13).save(target, "JPEG", quality=91, exif=exif)
        drawn.unlink()
        made.append(target)
    return made


def _floor_one(source: Path, folder: Path) -> None:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    target = folder / digest
    with source.open("rb") as read, target.open("wb") as write:
        while os.copy_file_range(read.fileno(), write.fileno(), 1 << 24):
            pass
        os.fsync(write.fileno())
    with Image.open(source) as picture:
        picture.draft("RGB", (SIZE[0] // 4, SIZE[1] // 4))
        picture.load()


def _floor(files: list[Path], folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_floor_one, files, [folder] * len(files)))


def _ours(files: list[Path], folder: Path) -> None:
    for _, brought in bring_in_all(files, Folder(folder)):
        assert brought.facts.status == "ok"  # type: ignore[union-attr]


def _peer(files: list[Path], folder: Path) -> None:
    names = [str(each) for each in files]
    subprocess.run(["sha256sum", *names], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cp", *names, str(folder)], check=True)
    subprocess.run(["vipsthumbnail", "-s", "512", "-o", f"{folder}/t_%s.jpg", *names], check=True)
    subprocess.run(["vipsthumbnail", "-s", "1000", "-o", f"{folder}/r_%s.jpg", *names], check=True)


def _timed(work: Callable[[list[Path], Path], None], files: list[Path]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        work(files, Path(folder))
        return time.perf_counter() - begun


def rows(count: int = 24, rounds: int = 5) -> list[Row]:
    """(what, ours, floor, peer, goal): seconds a photo."""
    has_peer = shutil.which("vipsthumbnail") is not None
    ours, floor, peer = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        files = photos(Path(folder), count)
        _timed(_ours, files[:2])
        for _ in range(rounds):
            floor.append(_timed(_floor, files) / count)
            ours.append(_timed(_ours, files) / count)
            if has_peer:
                peer.append(_timed(_peer, files) / count)
    return [
        ("photo intake, 12 MP JPEG, 2 workers", statistics.median(ours), statistics.median(floor), statistics.median(peer) if peer else None, 1.2)
    ]


def growth(small: int = 4, large: int = 40) -> list[tuple[str, float, float, float, float]]:
    """(what, photos, ten times as many, seconds of each)."""
    with tempfile.TemporaryDirectory() as folder:
        files = photos(Path(folder), large)
        _timed(_ours, files[:2])
        first, second = (statistics.median(_timed(_ours, files[:count]) for _ in range(3)) for count in (small, large))
    return [("photo intake, photos", small, large, first, second)]


if __name__ == "__main__":
    for row in rows():
        print(row, round(row[1] / row[2], 2))
