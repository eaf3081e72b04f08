"""The PDF dossier of 100 pages and 300 photos: time beside writing and syncing the same bytes, size beside the JPEG bytes it carries."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

from surveyapp.domain.dossier import Dossier, DossierBuilding, DossierDefect, DossierDocument, DossierItem, DossierPhoto
from surveyapp.photos.draw import SUBJECTS, sample_photo
from surveyapp.photos.read import read_photo
from surveyapp.reports.dossier import write_dossier

Row = tuple[str, float, float, float | None, float]
# img2pdf is the peer of this line; where it is not installed it is left out, never guessed.
_SAID = "山墙自四层窗角向下开裂，雨天渗水，三户受影响，住户说去年雨季开始，一年比一年宽。"


def report_images(count: int) -> list[bytes]:
    """Distinct report images, as intake makes them."""
    subjects = list(SUBJECTS)
    day = datetime(2021, 3, 19, 9, 30, tzinfo=UTC)
    drawn = (sample_photo(seed, subjects[seed % len(subjects)], day, "112.377", "24.78") for seed in range(count))
    return [read_photo(data).report for data in drawn]


def dossier(images: list[bytes]) -> Dossier:
    """Three photos a defect, ten defects a building."""
    defects = []
    for at in range(0, len(images), 3):
        photos = tuple(
            DossierPhoto(f"Z-{at + n:04d}", "山墙 3单元 4层", "外墙开裂", "2021-03-12", "陈志强", lambda data=data: data)
            for n, data in enumerate(images[at : at + 3])
        )
        defects.append(
            DossierDefect(
                f"A-{at:04d}", "外墙开裂", "山墙 3单元 4层", 3, "缝宽 1.5 mm", _SAID, "2021-03-12", "外墙维修", "basic", "柳州 一(三)1", photos=photos
            )
        )
    facts = (("建成年份", "1988 年"), ("层数", "6 层"), ("户数", "24 户"), ("建筑面积", "2,112.00 ㎡"))
    buildings = tuple(DossierBuilding(f"{n + 1}号楼", facts, tuple(defects[n * 10 : n * 10 + 10])) for n in range(-(-len(defects) // 10)))
    items = (DossierItem("JC-15", "外墙维修", "basic", "柳州 一(三)1", defects=len(defects)),)
    return Dossier("样例小区", "样例踏勘", DossierDocument("样例文件", "in_force"), facts, buildings, items, "2021-03-19 16:20", "陈志强")


def _timed(work: object, *arguments: object) -> float:
    begun = time.perf_counter()
    work(*arguments)  # type: ignore[operator]
    return time.perf_counter() - begun


def _write_bytes(target: Path, images: list[bytes]) -> None:
    with target.open("wb") as file:
        for data in images:
            file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _img2pdf(target: Path, images: list[bytes]) -> None:
    import img2pdf

    target.write_bytes(img2pdf.convert(images))


def rows(photos: int = 300, rounds: int = 5) -> list[Row]:
    """(what, ours, floor, peer, goal). The time line's goal is against the peer (5 × img2pdf); the others are ratios to their floor."""
    try:
        import img2pdf  # noqa: F401
    except ImportError:
        has_peer = False
    else:
        has_peer = True
    images = report_images(photos)
    paper = dossier(images)
    ours, floor, peer = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "dossier.pdf"
        write_dossier(target, dossier(images[:3]))
        for _ in range(rounds):
            floor.append(_timed(_write_bytes, Path(folder) / "floor.bin", images))
            ours.append(_timed(write_dossier, target, paper))
            if has_peer:
                peer.append(_timed(_img2pdf, Path(folder) / "peer.pdf", images))
        size = target.stat().st_size
        tracemalloc.start()
        write_dossier(target, paper)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    carried = sum(map(len, images))
    return [
        (
            f"PDF dossier, {photos} photos, s (goal beside img2pdf)",
            statistics.median(ours),
            statistics.median(floor),
            statistics.median(peer) if peer else None,
            5.0,
        ),
        (f"PDF dossier, {photos} photos: MB beside its JPEG bytes", size / 1e6, carried / 1e6, None, 1.02),
        (f"PDF dossier, {photos} photos: MB of memory beside the PDF", peak / 1e6, size / 1e6, None, 3.5),
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
