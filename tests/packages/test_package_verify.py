"""Verifying: the good is read back byte for byte, whatever was cut, flipped or forged is refused with its reasons."""

from __future__ import annotations

import random
import shutil
import socket
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveyapp import words
from surveyapp.domain.canonical import canonical
from surveyapp.errors import Cancelled, PackageError, PackageRefused
from surveyapp.packages import zip_records as records
from surveyapp.packages.archive import read_archive
from surveyapp.packages.bag import Limits
from surveyapp.packages.contents import PackageContent, PhotoSource
from surveyapp.packages.read import verify_package
from surveyapp.packages.write import write_package
from tests.packages import hostile_zips
from tests.packages.package_samples import Raw, content, edit_lines, photo_files, raws, tagged, zip_bytes

HOSTILE = list(hostile_zips.all_hostile())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of about 8 KB with everything in it."""
    folder = tmp_path_factory.mktemp("small")
    return write_package(folder / "p.zip", content(edit_lines(12), photo_files(folder / "store", [300, 700]))).path


def refusal(path: Path) -> list[str]:
    with pytest.raises(PackageRefused) as refused:
        verify_package(path, workers=1)
    for each in refused.value.findings:
        assert words.say(each.code, **each.facts) != each.code
    return [each.code for each in refused.value.findings]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    photos = photo_files(tmp_path / "store", [0, 5, 3_000_000])
    made = content(edit_lines(2_000), photos)
    written = write_package(tmp_path / "p.zip", made)
    verified = verify_package(written.path)
    assert list(verified.lines()) == list(made.lines())
    assert (verified.line_count, verified.heads, dict(verified.summary)) == (2_000, tuple(made.heads), made.summary)
    assert {(each.sha256, each.ext, each.size) for each in verified.photos} == {(each.sha256, each.ext, each.size) for each in photos}
    for photo in photos:
        copied = BytesIO()
        verified.copy_photo(photo.sha256, copied)
        assert copied.getvalue() == verified.open_photo(photo.sha256).read() == photo.path.read_bytes()
    assert (verified.identity, verified.sha256, verified.size) == (written.identity, written.sha256, written.bytes)
    assert (verified.findings, verified.signature) == ((), None)
    with pytest.raises(PackageError):
        verified.open_photo("0" * 64)


def test_a_signature_is_carried(tmp_path: Path) -> None:
    files = tagged(hostile_zips.honest_payload(), {"tagmanifest-sha256.txt.minisig": b"untrusted comment: x\n"})
    path = tmp_path / "p.zip"
    path.write_bytes(zip_bytes(raws(files)))
    assert verify_package(path).signature == b"untrusted comment: x\n"


@pytest.mark.parametrize("build", [hostile_zips.honest, hostile_zips.with_standard_library])
def test_the_honest_one_is_accepted(tmp_path: Path, build: object) -> None:
    assert callable(build)
    path = tmp_path / "p.zip"
    path.write_bytes(build())
    verified = verify_package(path)
    assert verified.line_count == 5
    assert verified.open_photo(verified.photos[0].sha256).read() == hostile_zips.PHOTO_BYTES


@pytest.mark.parametrize(("untrusted", "finding"), [each[1:] for each in HOSTILE], ids=[each[0] for each in HOSTILE])
def test_hostile_packages_are_refused_for_the_right_reason(tmp_path: Path, untrusted: bytes, finding: str) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(untrusted)
    assert finding in refusal(path)
    assert [each.name for each in tmp_path.iterdir()] == ["p.zip"]


def test_there_are_enough_hostile_packages() -> None:
    assert len(HOSTILE) >= 100
    assert len({each[0] for each in HOSTILE}) == len(HOSTILE)


def test_every_finding_is_told_not_the_first(tmp_path: Path) -> None:
    files = tagged(hostile_zips.honest_payload())
    files |= {hostile_zips.JOURNAL: b'{"a":NaN}\n{"b":1,"b":1}\n', "data/CON": b"", "../x": b""}
    path = tmp_path / "p.zip"
    path.write_bytes(zip_bytes(raws(files)))
    expected = {"line_not_finite", "line_repeated_name", "name_device", "name_parent", "hash", "oxum"}
    assert {f"finding.package.{each}" for each in expected} <= set(refusal(path))


def test_a_bad_line_far_down_is_found(tmp_path: Path) -> None:
    journal = b"".join(line + b"\n" for line in [*edit_lines(5_000), b"{NaN}", *edit_lines(10)])
    path = tmp_path / "p.zip"
    path.write_bytes(zip_bytes(raws(tagged(hostile_zips.honest_payload() | {hostile_zips.JOURNAL: journal}))))
    with pytest.raises(PackageRefused) as refused:
        verify_package(path)
    assert [(each.code, each.where, each.facts) for each in refused.value.findings] == [
        ("finding.package.line_not_json", hostile_zips.JOURNAL, {"line": 5_001})
    ]


def test_bad_lines_without_end_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(zip_bytes(raws(tagged(hostile_zips.honest_payload() | {hostile_zips.JOURNAL: b"[]\n" * 50_000}))))
    codes = refusal(path)
    assert (len(codes), codes[-1]) == (1_001, "finding.package.more")


def test_findings_without_end_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(zip_bytes([*raws(tagged(hostile_zips.honest_payload())), *(Raw(b"data/%d" % index, b"") for index in range(3_000))]))
    codes = refusal(path)
    assert (len(codes), codes[-1]) == (1_001, "finding.package.more")


def test_truncation_is_always_noticed(tmp_path: Path, small: Path) -> None:
    whole = small.read_bytes()
    path = tmp_path / "cut.zip"
    cuts = [len(whole) * percent // 100 for percent in range(100)] + [len(whole) - back for back in range(1, 65)]
    for length in cuts:
        path.write_bytes(whole[:length])
        assert set(refusal(path)) & {"finding.package.cut_short", "finding.package.trailing"}
    assert len(cuts) == 164


def test_every_flipped_bit_is_noticed(tmp_path: Path, small: Path) -> None:
    whole = bytearray(small.read_bytes())
    path = tmp_path / "flipped.zip"
    chance = random.Random(5)
    step = max(1, len(whole) // 2_200)
    places = range(0, len(whole), step)
    for at in places:
        bit = 1 << chance.randrange(8)
        whole[at] ^= bit
        path.write_bytes(whole)
        refusal(path)
        whole[at] ^= bit
    assert len(places) >= 2_000


def test_deflate_streams_that_unpack_alike_are_told_apart(tmp_path: Path, small: Path) -> None:
    """The unused bits behind a deflate stream change nothing in what comes out, and still show."""
    with small.open("rb") as file:
        archive = read_archive(file, small.stat().st_size, Limits())
    whole = bytearray(small.read_bytes())
    path = tmp_path / "flipped.zip"
    for entry in archive.entries:
        if entry.method == records.DEFLATED:
            for bit in range(8):
                whole[entry.end - 1] ^= 1 << bit
                path.write_bytes(whole)
                refusal(path)
                whole[entry.end - 1] ^= 1 << bit


def test_nothing_is_ever_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    for url in (b"http://127.0.0.1/x", b"http://169.254.169.254/latest/meta-data", b"file:///etc/passwd"):
        path = tmp_path / "p.zip"
        path.write_bytes(zip_bytes(raws(tagged(hostile_zips.honest_payload(), {"fetch.txt": url + b" 1 data/x\n"}))))
        assert refusal(path) == ["finding.package.fetch"]


def test_bombs_are_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    for name, untrusted, _ in HOSTILE:
        if "bomb" in name or "GiB" in name:
            path.write_bytes(untrusted)
            tracemalloc.start()
            refusal(path)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert peak < 16 << 20, name


def test_a_file_that_changes_after_it_was_verified(tmp_path: Path, small: Path) -> None:
    path = tmp_path / "p.zip"
    shutil.copy(small, path)
    verified = verify_package(path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(PackageError) as refused:
        list(verified.lines())
    assert refused.value.code == "error.package.changed"


def test_what_is_no_file(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.zip", "error.package.unreadable"), (tmp_path, "error.package.not_a_file")):
        with pytest.raises(PackageError) as refused:
            verify_package(path)
        assert refused.value.code == code


def test_verifying_can_be_stopped_and_tells_progress(tmp_path: Path) -> None:
    path = write_package(tmp_path / "p.zip", content(edit_lines(30), photo_files(tmp_path / "store", [5_000_000]))).path
    heard: list[tuple[int, int, str]] = []
    verify_package(path, progress=lambda done, total, code: heard.append((done, total, code)))
    assert heard[-1][0] == heard[-1][1]
    with pytest.raises(Cancelled):
        verify_package(path, cancelled=lambda: len(heard) > 0)


def test_zip64_entries_are_read(tmp_path: Path) -> None:
    """A photo of more than 4 GiB, as holes in a sparse file: only the structure is read."""
    size = (4 << 30) + 5
    name = "data/photos/aa/" + "a" * 64 + ".jpg"
    path = tmp_path / "large.zip"
    when = records.stamp(2026, 3, 5, 9, 30, 0)
    first = records.Entry(name, records.STORED, 7, size, size, 0, records.header_length(name, size))
    second = records.Entry("data/summary.json", records.STORED, 0, 0, 0, first.end, first.end + records.header_length("data/summary.json", 0))
    with path.open("wb") as file:
        file.write(records.local_header(first, when))
        file.seek(first.end)
        file.write(records.local_header(second, when))
        directory = records.central_header(first, when) + records.central_header(second, when)
        file.write(directory + records.end_records(2, second.end, len(directory)))
    with path.open("rb") as file:
        archive = read_archive(file, path.stat().st_size, replace(Limits(), photo=size))
    assert (archive.findings, archive.entries) == ((), (first, second))
    with zipfile.ZipFile(path) as standard:
        assert [each.file_size for each in standard.infolist()] == [size, 0]


def test_zip64_end_records_must_not_lie(tmp_path: Path) -> None:
    count, at, size = 3, 5 << 30, 200
    end = records.end_records(count, at, size)
    assert struct.unpack("<Q", end[48:56]) == (at,)
    path = tmp_path / "end.zip"
    for place in range(len(end)):
        for bit in range(8):
            flipped = bytearray(end)
            flipped[place] ^= 1 << bit
            with path.open("wb") as file:
                file.seek(at + size)
                file.write(flipped)
            with path.open("rb") as file:
                assert read_archive(file, path.stat().st_size, Limits()).findings


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.dictionaries(TEXT, VALUES, max_size=5), max_size=12),
    photos=st.lists(st.binary(max_size=2_000), max_size=4, unique=True),
    seed=st.integers(0, 2**32),
)
def test_round_trip(tmp_path: Path, edits: list[dict[str, object]], photos: list[bytes], seed: int) -> None:
    """Write, verify, write again from what was read: the same lines, the same photos, the same bytes."""
    lines = [canonical(each) for each in edits]
    sources = []
    for index, data in enumerate(photos):
        (tmp_path / f"{index}").write_bytes(data)
        sha256 = hostile_zips.photo_path(data)[15:79]
        sources.append(PhotoSource(sha256, "jpg", len(data), tmp_path / f"{index}"))
    random.Random(seed).shuffle(sources)
    first = write_package(tmp_path / "first.zip", content(lines, sources))
    verified = verify_package(first.path)
    assert list(verified.lines()) == lines
    again = [PhotoSource(each.sha256, each.ext, each.size, tmp_path / f"again-{each.sha256}") for each in verified.photos]
    for each in again:
        with each.path.open("wb") as file:
            verified.copy_photo(each.sha256, file)
    made = PackageContent(verified.lines, verified.heads, again, verified.summary, "2026-03-05T09:30:00+08:00", "surveyapp test")
    assert write_package(tmp_path / "second.zip", made).path.read_bytes() == first.path.read_bytes()
