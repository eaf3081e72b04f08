"""Bringing photos in: kept under their hash, recorded once, attached to what they show; nothing is lost to a bad file or a full disk."""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from surveyapp.errors import Cancelled
from surveyapp.steps import show
from surveyapp.steps.bring_in import bring_in_bytes, bring_in_files, small_copy, small_path
from surveyapp.steps.doctor import doctor
from surveyapp.steps.sample import photo_bytes, read_sample
from surveyapp.steps.undo import undo
from surveyapp.store import find
from tests.conftest import Hands, Team
from tests.steps import acts


def picture(seed: int) -> bytes:
    """A small real JPEG with EXIF."""
    return photo_bytes("RF-01", seed, read_sample(), Hands().now)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A camera's card: two pictures, a twin of the first, an empty file, text, and the first half of a picture."""
    card = tmp_path / "card"
    card.mkdir()
    one, two = picture(1), picture(2)
    for name, data in (
        ("a.jpg", one),
        ("b.jpg", two),
        ("c-twin.jpg", one),
        ("d.jpg", b""),
        ("e.txt", b"no picture"),
        ("f.jpg", two[: len(two) // 2]),
    ):
        (card / name).write_bytes(data)
    return card


def test_every_file_is_answered_and_every_original_kept(team: Team, folder: Path) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    told: list[tuple[int, int, str]] = []
    files = sorted(folder.iterdir())
    changed, results = bring_in_files(node, stream, "", files, lambda *each: told.append(each))
    assert [(each.file, each.status) for each in results] == [
        ("a.jpg", "ok"),
        ("b.jpg", "ok"),
        ("c-twin.jpg", "held"),
        ("d.jpg", "unreadable"),
        ("e.txt", "unreadable"),
        ("f.jpg", "unreadable"),
    ]
    assert len(changed.records) == 5
    assert told[-1][:2] == (6, 6)
    kept = {name: file.read_bytes() for name, file in node.blobs}
    assert {hashlib.sha256(file.read_bytes()).hexdigest(): file.read_bytes() for file in files} == kept
    assert doctor(node) == ()
    with node.store.reading() as connection:
        rows = find.photos_of(connection, stream, "")
    assert {row.get("position")["crs"] for row in rows if row.get("status") == "ok"} == {"WGS84"}
    assert {row.get("taken_by") for row in rows} == {node.author}


def test_what_is_missing_or_unreadable_is_refused_alone(team: Team, folder: Path, tmp_path: Path) -> None:
    node, survey = team.surveyed()
    _, results = bring_in_files(node, survey, "", [tmp_path / "none.jpg", folder / "a.jpg", tmp_path])
    assert [each.status for each in results] == ["refused", "ok", "refused"]
    assert all(each.reason.startswith("error.") for each in results if each.status == "refused")


def test_a_photo_is_held_once_by_a_subject_and_a_loose_one_is_attached(team: Team, folder: Path) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    one, two = acts.born(node, stream, "defect", code="RF-01"), acts.born(node, stream, "defect", code="RF-02")
    _, (loose,) = bring_in_files(node, stream, "", [folder / "a.jpg"])
    changed, (attached,) = bring_in_files(node, stream, one, [folder / "a.jpg"])
    assert [each[1] for each in changed.records] == [loose.record]
    again, (held,) = bring_in_files(node, stream, one, [folder / "a.jpg"])
    assert (held.status, held.record, again.records) == ("held", loose.record, ())
    other, _ = bring_in_files(node, stream, two, [folder / "a.jpg"])
    assert other.records[0][1] != loose.record
    assert [len(show.photos(node, stream, each)) for each in (one, two, "")] == [1, 1, 0]
    undo(node)
    assert len(show.photos(node, stream, two)) == 0
    assert attached.sha256 == loose.sha256


def test_pasted_bytes_and_small_copies_that_are_made_again(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    _, (pasted,) = bring_in_bytes(node, stream, stream, "paste.jpg", picture(3))
    small = small_path(node.folder, "thumbnail", pasted.sha256)
    before = small.read_bytes()
    small.write_bytes(b"")
    assert small_copy(node, "thumbnail", pasted.sha256, "jpg") == small
    assert small.read_bytes() == before
    (line,) = show.photos(node, stream, stream)
    assert line.thumbnail == str(small)
    for _, original in node.blobs:
        original.unlink()
    small.unlink()
    assert small_copy(node, "thumbnail", pasted.sha256, "jpg") is None


def test_a_full_disk_for_small_copies_stops_nothing(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    (node.folder / "derived").write_text("a file where the folder should be")
    changed, _ = bring_in_bytes(node, stream, stream, "paste.jpg", picture(3))
    assert changed.records
    assert show.photos(node, stream, stream)[0].thumbnail == ""


def test_cancelling_records_nothing_and_harms_nothing(team: Team, folder: Path) -> None:
    node, survey = team.surveyed()
    before = acts.lines(node)
    with pytest.raises(Cancelled):
        bring_in_files(node, survey, "", sorted(folder.iterdir()), cancelled=lambda: True)
    assert acts.lines(node) == before
    assert doctor(node) == ()


def test_what_a_crash_left_half_written_is_swept_at_the_next_start(team: Team) -> None:
    node, survey = team.surveyed()
    bring_in_bytes(node, survey, "", "a.jpg", picture(1))
    ((_, original),) = node.blobs
    part = original.with_name(f".{original.name}.1.part")
    part.write_bytes(b"half")
    team.close(node)
    node = team.laptop()
    assert part.exists()
    team.close(node)
    (node.folder / "lock").write_text("machine 4711")
    node = team.laptop()
    assert not part.exists()
    assert original.exists()


FULL = textwrap.dedent("""
    import resource, signal, sys
    from pathlib import Path
    from surveyapp import words
    from surveyapp.cli.output import error_sentence
    from surveyapp.errors import DiskError
    from surveyapp.steps import package
    from surveyapp.steps.bring_in import bring_in_files
    from surveyapp.steps.node import open_home
    from tests.steps import acts
    home, what, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    node = open_home(home)
    with node.store.reading() as connection:
        streams = package.journal.streams(connection)
    before = acts.lines(node)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        if what == "photo":
            bring_in_files(node, streams[0], "", [Path(sys.argv[4])])
        elif what == "package":
            package.write(node, home.parent / "full.zip", streams)
        else:
            acts.born(node, streams[0], note="x" * 200_000)
        print("fine")
    except DiskError as problem:
        print(error_sentence(problem))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert acts.lines(node) == before or what == "edit"
    if what == "edit":
        acts.born(node, streams[0], note="again")
    node.close()
""")


@pytest.mark.parametrize(("what", "limit"), [("photo", 2000), ("package", 3000), ("edit", 60_000), ("edit", 110_000)])
def test_a_full_disk_is_one_clear_sentence_and_leaves_nothing_half(team: Team, tmp_path: Path, folder: Path, what: str, limit: int) -> None:
    node, survey = team.surveyed("home")
    acts.community(node, survey)
    bring_in_bytes(node, survey, "", "a.jpg", picture(7))
    team.close(node)
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(node.folder), what, str(limit), str(folder / "a.jpg")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": ".", "PATH": "", "SURVEYAPP_STATE": str(tmp_path / "state")},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("磁盘满了") or "读写失败" in run.stdout, run.stdout
    assert [each.name for each in tmp_path.rglob("*.part")] == []
    assert not (tmp_path / "full.zip").exists()
    again = team.laptop("home")
    assert doctor(again) == ()
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != limit
