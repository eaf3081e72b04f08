"""Writing: tools that no one here wrote accept the package, equal content gives equal bytes, and a failure leaves nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from surveyapp.errors import Cancelled, DiskError, PackageError
from surveyapp.packages.bag import Limits
from surveyapp.packages.contents import Head, PackageContent
from surveyapp.packages.read import verify_package
from surveyapp.packages.write import write_package
from tests.packages.package_samples import content, edit_lines, photo_files


@pytest.fixture
def made(tmp_path: Path) -> PackageContent:
    return content(edit_lines(40), photo_files(tmp_path / "store", [0, 1, 3_000, 2_500_000]))


def left_behind(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_unzip_and_bagit_accept_it(tmp_path: Path, made: PackageContent) -> None:
    written = write_package(tmp_path / "out" / "巡查 1.zip", made)
    for command in ([sys.executable, "-m", "zipfile", "-t"], *([["unzip", "-tq"]] if shutil.which("unzip") else [])):
        assert subprocess.run([*command, str(written.path)], capture_output=True, check=False).returncode == 0
    with zipfile.ZipFile(written.path) as archive:
        archive.extractall(tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert bag.info["Payload-Oxum"] == written.oxum
    assert bag.info["Bagging-Date"] == "2026-03-05"
    assert left_behind(tmp_path / "out") == ["巡查 1.zip"]


def test_what_stands_where(tmp_path: Path, made: PackageContent) -> None:
    written = write_package(tmp_path / "p.zip", replace(made, group="hand-over-7", index=2, count=3))
    with zipfile.ZipFile(written.path) as archive:
        infos = {each.filename: each for each in archive.infolist()}
        assert archive.read("data/journal.jsonl") == b"".join(line + b"\n" for line in made.lines())
        assert json.loads(archive.read("data/summary.json")) == made.summary
        head = json.loads(archive.read("data/heads.jsonl"))
        assert head == {"origin": "laptop-a", "stream": "community-1", "seq": 40, "id": made.heads[0].id}
        assert b"Bag-Group-Identifier: hand-over-7\nBag-Count: 2 of 3\n" in archive.read("bag-info.txt")
    assert infos["data/journal.jsonl"].compress_type == zipfile.ZIP_DEFLATED
    for photo in made.photos:
        info = infos[f"data/photos/{photo.sha256[:2]}/{photo.sha256}.jpg"]
        assert (info.compress_type, info.file_size, info.date_time) == (zipfile.ZIP_STORED, photo.size, (2026, 3, 5, 9, 30, 0))
    assert (written.bytes, written.payload_count) == (written.path.stat().st_size, 7)
    assert written.sha256 == hashlib.sha256(written.path.read_bytes()).hexdigest()


def test_signed_heads_carry_their_algorithm(tmp_path: Path) -> None:
    heads = [Head("b", "s", 2, "1" * 64, "minisign-ed25519", "RUQ="), Head("a", "s", 9, "2" * 64)]
    write_package(tmp_path / "p.zip", content([], [], heads=heads))
    assert verify_package(tmp_path / "p.zip").heads == (heads[1], heads[0])


def test_equal_content_gives_equal_bytes(tmp_path: Path, made: PackageContent) -> None:
    first = write_package(tmp_path / "a.zip", made)
    second = write_package(tmp_path / "b.zip", replace(made, photos=[*reversed(made.photos), made.photos[0]]))
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.identity == second.identity
    later = write_package(tmp_path / "c.zip", replace(made, made_at="2026-03-05T09:30:04+08:00"))
    assert later.identity == first.identity
    assert later.sha256 != first.sha256


def test_a_photo_that_changed_is_named_and_nothing_is_left(tmp_path: Path, made: PackageContent) -> None:
    out = tmp_path / "out"
    victim = made.photos[2]
    good = victim.path.read_bytes()
    for altered in (b"x" + good[1:], good[:-1], good + b"x"):
        victim.path.write_bytes(altered)
        with pytest.raises(PackageError) as refused:
            write_package(out / "p.zip", made)
        assert (refused.value.code, refused.value.facts["photo"]) == ("error.package.photo_changed", victim.sha256)
        assert left_behind(out) == []


def test_a_photo_that_is_gone_is_named(tmp_path: Path, made: PackageContent) -> None:
    made.photos[3].path.unlink()
    with pytest.raises(PackageError) as refused:
        write_package(tmp_path / "out" / "p.zip", made)
    assert (refused.value.code, refused.value.facts["photo"]) == ("error.package.photo_unread", made.photos[3].sha256)
    assert left_behind(tmp_path / "out") == []


def test_a_failure_keeps_the_package_that_stood_there(tmp_path: Path, made: PackageContent) -> None:
    target = tmp_path / "out" / "p.zip"
    write_package(target, made)
    before = target.read_bytes()
    made.photos[1].path.write_bytes(b"")
    with pytest.raises(PackageError):
        write_package(target, made)
    assert target.read_bytes() == before
    assert left_behind(target.parent) == ["p.zip"]


@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_cancelling_leaves_no_file_and_no_thread(tmp_path: Path, made: PackageContent, after: int) -> None:
    asked = iter(range(10_000))
    threads = set(threading.enumerate())
    with pytest.raises(Cancelled):
        write_package(tmp_path / "out" / "p.zip", made, cancelled=lambda: next(asked) >= after)
    assert left_behind(tmp_path / "out") == []
    assert set(threading.enumerate()) == threads


def test_progress_counts_every_byte_once(tmp_path: Path, made: PackageContent) -> None:
    heard: list[tuple[int, int, str]] = []
    write_package(tmp_path / "p.zip", made, progress=lambda done, total, code: heard.append((done, total, code)))
    total = sum(each.size for each in made.photos)
    assert heard[-1] == (total, total, "package.progress.writing")
    assert [each[0] for each in heard] == sorted(each[0] for each in heard)


def test_what_a_reader_would_refuse_is_not_written(tmp_path: Path, made: PackageContent) -> None:
    refusals = {
        "error.package.photo_too_large": Limits(photo=1_000),
        "error.package.too_many": Limits(entries=8),
        "error.package.too_large": Limits(total=1_000),
        "error.package.line_too_long": Limits(line=100),
        "error.package.text_too_large": Limits(journal=1_000),
    }
    for code, limits in refusals.items():
        with pytest.raises(PackageError) as refused:
            write_package(tmp_path / "out" / "p.zip", made, limits=limits)
        assert refused.value.code == code
    assert not (tmp_path / "out").exists() or left_behind(tmp_path / "out") == []


def test_text_that_swells_too_much_is_stored(tmp_path: Path) -> None:
    lines = [b'{"a":"' + b"a" * 1000 + b'"}'] * 3_000
    written = write_package(tmp_path / "p.zip", content(lines, []))
    assert written.bytes > 3_000_000
    assert list(verify_package(written.path).lines()) == lines


def test_a_package_may_be_empty(tmp_path: Path) -> None:
    written = write_package(tmp_path / "p.zip", content([], [], heads=[], summary={}))
    verified = verify_package(written.path)
    assert (verified.line_count, verified.photos, verified.heads, dict(verified.summary)) == (0, (), (), {})


def test_unknown_kinds_of_file_travel_as_bin(tmp_path: Path, made: PackageContent) -> None:
    photos = [replace(each, ext=ext) for each, ext in zip(made.photos, ["", ".JPG", "exe", "heic"], strict=True)]
    verified = verify_package(write_package(tmp_path / "p.zip", replace(made, photos=photos)).path)
    assert {each.sha256: each.ext for each in verified.photos} == {
        each.sha256: ext for each, ext in zip(made.photos, ["bin", "jpg", "bin", "heic"], strict=True)
    }


def test_a_folder_that_cannot_be_written(tmp_path: Path, made: PackageContent) -> None:
    (tmp_path / "out").write_bytes(b"a file, not a folder")
    with pytest.raises((DiskError, OSError)):
        write_package(tmp_path / "out" / "p.zip", made)


def test_a_full_disk_leaves_nothing(tmp_path: Path, made: PackageContent) -> None:
    """RLIMIT_FSIZE makes the kernel refuse to let the file grow, as a full disk does, at whichever stage."""
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.packages.package_samples import content, edit_lines, photo_files\n"
        "from surveyapp.errors import DiskError\n"
        "from surveyapp.packages.write import write_package\n"
        "folder = Path(sys.argv[1])\n"
        "made = content(edit_lines(40), photo_files(folder / 'store', [3_000, 200_000]))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "for level in (0, 100, 4_000, 9_000, 100_000, 203_000):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (level, resource.RLIM_INFINITY))\n"
        "    try:\n"
        "        write_package(folder / 'out' / 'p.zip', made)\n"
        "    except DiskError as problem:\n"
        "        print(problem.code, sorted(each.name for each in (folder / 'out').iterdir()))\n"
    )
    if sys.platform != "linux":
        pytest.skip("resource limits are Linux's")
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(root), "PATH": ""}
    )
    assert ran.stdout.splitlines() == ["error.disk_full []"] * 6, ran.stderr
