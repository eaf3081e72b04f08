"""Bringing photos in: originals untouched and durable under their hash, the unreadable kept and marked, order kept, cancelling clean."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from surveyapp import paths, words
from surveyapp.errors import Cancelled, DiskError, PhotoError
from surveyapp.photos import intake
from surveyapp.photos.draw import SUBJECTS, sample_photo
from surveyapp.photos.intake import BroughtIn, bring_in, bring_in_all


class Folder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes, sha256: str, ext: str) -> None:
        paths.write_durably(self.folder / f"{sha256}.{ext}", lambda file: file.write(data) and None)


class FullDisk:
    def put(self, data: bytes, sha256: str, ext: str) -> None:
        raise DiskError("error.disk_full", path="x", free_mb=0, reason="full")


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    made = []
    for seed, subject in enumerate([*SUBJECTS] * 2):
        file = tmp_path / f"IMG_{seed:03d}.jpg"
        file.write_bytes(sample_photo(seed, subject, datetime(2021, 3, 19, 9, 30, tzinfo=UTC), "112.3", "24.7"))
        made.append(file)
    return made


def test_originals_are_kept_untouched_under_their_hash(tmp_path: Path, sources: list[Path]):
    blobs = Folder(tmp_path / "blobs")
    for source, brought in bring_in_all(sources, blobs):
        assert isinstance(brought, BroughtIn)
        data = source.read_bytes()
        assert brought.sha256 == hashlib.sha256(data).hexdigest() and brought.size == len(data) and brought.file == source.name
        assert (tmp_path / "blobs" / f"{brought.sha256}.jpg").read_bytes() == data
    assert len(list((tmp_path / "blobs").iterdir())) == len(sources)


def test_order_is_kept_and_one_is_like_many(tmp_path: Path, sources: list[Path]):
    blobs = Folder(tmp_path / "blobs")
    many = [brought for _, brought in bring_in_all(sources, blobs, workers=2)]
    assert many == [bring_in(each, blobs) for each in sources]


def test_the_unreadable_is_kept_and_marked_and_the_missing_is_told(tmp_path: Path, sources: list[Path]):
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(sources[0].read_bytes()[:30000])
    text = tmp_path / "notes.txt"
    text.write_text("not a photo", "utf-8")
    answers = dict(bring_in_all([sources[0], cut, tmp_path / "missing.jpg", text, sources[1]], Folder(tmp_path / "blobs")))
    assert [getattr(getattr(each, "facts", None), "status", None) for each in answers.values()] == ["ok", "unreadable", None, "unreadable", "ok"]
    missing = answers[tmp_path / "missing.jpg"]
    assert isinstance(missing, PhotoError) and missing.facts["file"] == "missing.jpg" and words.has(missing.code)
    kept = {each.suffix for each in (tmp_path / "blobs").iterdir()}
    assert kept == {".jpg", ".bin"} and len(list((tmp_path / "blobs").iterdir())) == 4


def test_a_file_larger_than_any_photo_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(intake, "BYTES_CAP", 1000)
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(1001))
    with pytest.raises(PhotoError) as caught:
        bring_in(film, Folder(tmp_path / "blobs"))
    assert caught.value.code == "error.photo_too_big" and not (tmp_path / "blobs").exists()
    assert words.say(caught.value.code, **caught.value.facts)


def test_cancelling_stops_the_rest(tmp_path: Path, sources: list[Path]):
    seen: list[Path] = []
    with pytest.raises(Cancelled):
        for source, _ in bring_in_all(sources * 5, Folder(tmp_path / "blobs"), cancelled=lambda: len(seen) >= 2):
            seen.append(source)
    assert 2 <= len(seen) < 20


def test_a_full_disk_is_not_swallowed(sources: list[Path]):
    with pytest.raises(DiskError):
        list(bring_in_all(sources, FullDisk()))
