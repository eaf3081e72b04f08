"""A photo that was damaged on the disk is made whole again when the same photo comes in once more, whichever way."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveyapp.steps.bring_in import bring_in_bytes, bring_in_files
from surveyapp.steps.doctor import doctor
from surveyapp.steps.node import Node
from surveyapp.store.blobs import hash_file
from tests.steps.conftest import HandOver, Pair
from tests.steps.test_bring_in import picture


def damaged(node: Node, how: str) -> Path:
    """The one photo of a node, damaged: as long as before, cut, or empty."""
    ((_, file),) = node.blobs
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes({"altered": bytes(data), "cut": bytes(data[:100]), "empty": b""}[how])
    assert [each.code for each in doctor(node)] == ["finding.doctor.photo_altered"]
    return file


@pytest.mark.parametrize("how", ["altered", "cut", "empty"])
@pytest.mark.parametrize("way", ["file", "bytes", "package"])
def test_a_damaged_photo_is_mended_by_the_same_photo(pair: Pair, hand_over: HandOver, tmp_path: Path, way: str, how: str) -> None:
    data = picture(3)
    bring_in_bytes(pair.first, pair.stream, pair.building, "a.jpg", data)
    hand_over(pair.first, pair.second)
    file = damaged(pair.second, how)
    if way == "package":
        assert hand_over(pair.first, pair.second).new_edits == 0
    elif way == "bytes":
        bring_in_bytes(pair.second, pair.stream, pair.building, "a.jpg", data)
    else:
        (tmp_path / "a.jpg").write_bytes(data)
        bring_in_files(pair.second, pair.stream, pair.building, [tmp_path / "a.jpg"])
    assert hash_file(file) == file.stem
    assert doctor(pair.second) == ()


def test_a_sound_photo_is_not_written_again(pair: Pair, hand_over: HandOver) -> None:
    bring_in_bytes(pair.first, pair.stream, pair.building, "a.jpg", picture(3))
    hand_over(pair.first, pair.second)
    ((_, file),) = pair.second.blobs
    before = file.stat()
    assert hand_over(pair.first, pair.second).new_photos == 0
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
