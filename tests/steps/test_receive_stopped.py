"""Receiving that is stopped at any moment leaves no row, no line, no photo; and what others know of our own origin ends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from surveyapp.errors import BadInput, Cancelled
from surveyapp.packages.contents import Head, PackageContent
from surveyapp.packages.write import write_package
from surveyapp.steps import package
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.doctor import doctor
from surveyapp.steps.lifetime import reported
from surveyapp.steps.preview_receive import preview
from surveyapp.steps.receive import receive
from surveyapp.store import journal
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair


@pytest.fixture
def stick(pair: Pair, tmp_path: Path) -> Path:
    """What the second laptop has: a conflict to come, a new building, a deletion, photos."""
    acts.put(pair.first, pair.stream, pair.building, households=29)
    acts.put(pair.second, pair.stream, pair.building, households=31, structure="steel")
    born = acts.born(pair.second, pair.stream, name="5栋")
    acts.put(pair.second, pair.stream, acts.born(pair.second, pair.stream, name="误"), deleted=True)
    for number in range(4):
        bring_in_bytes(pair.second, pair.stream, born, "a.jpg", b"\xff\xd8\xff" + bytes([number]))
    with pair.second.store.reading() as connection:
        streams = journal.streams(connection)
    package.write(pair.second, tmp_path / "second.zip", streams)
    return tmp_path / "second.zip"


def asked(times: int) -> Callable[[], bool]:
    """Somebody who wants to stop when asked for so many times."""
    left = [times]

    def cancelled() -> bool:
        left[0] -= 1
        return left[0] < 0

    return cancelled


@pytest.mark.parametrize("kind", ["laptop", "sqlite", "postgresql"])
def test_stopped_at_any_moment_nothing_is_left(pair: Pair, stick: Path, make_city: Callable[[str], object], kind: str) -> None:
    node = pair.first if kind == "laptop" else make_city(kind)
    before = acts.held(node), acts.lines(node), sorted(node.blobs.root.rglob("*"))
    stops = 0
    for times in range(200):
        try:
            receive(node, stick, cancelled=asked(times))
            break
        except Cancelled:
            stops += 1
            assert (acts.held(node), acts.lines(node), sorted(node.blobs.root.rglob("*"))) == before
    assert stops >= 6
    assert len(list(node.blobs)) == 4
    assert doctor(node) == ()


def test_what_receiving_would_change_is_what_it_changes(pair: Pair, stick: Path) -> None:
    rows, conflicts = {row[:2]: row for row in acts.held(pair.first)[0]}, set(acts.conflicts(pair.first))
    steps: list[str] = []
    told = preview(pair.first, stick, lambda done, total, code: steps.append(code))
    assert set(steps) == {"package.progress.verifying", "progress.preview"}
    assert {row[:2]: row for row in acts.held(pair.first)[0]} == rows, "nothing is written"
    received = receive(pair.first, stick, expected=told.sha256)
    after = {row[:2]: row for row in acts.held(pair.first)[0]}
    assert (told.new_edits, told.photos, told.new_photos) == (received.new_edits, 4, received.new_photos)
    born = [row for key, row in after.items() if key not in rows and row[3] != "hidden"]
    assert told.born == {kind: sum(row[2] == kind for row in born) for kind in {row[2] for row in born}} == {"building": 1, "photo": 4}
    assert told.conflicts == len(set(acts.conflicts(pair.first)) - conflicts) == 1
    assert (told.touched, told.deleted) == ({"building": 1}, 0)
    assert preview(pair.first, stick).changes_nothing


def test_a_file_that_is_another_one_by_now_is_not_received(pair: Pair, stick: Path) -> None:
    before = acts.held(pair.first)
    with pytest.raises(BadInput) as other:
        receive(pair.first, stick, expected="0" * 64)
    assert other.value.code == "error.package.other"
    assert acts.held(pair.first) == before


def test_a_package_whose_heads_know_more_of_our_origin_ends_it(team: Team, pair: Pair, tmp_path: Path) -> None:
    """The edits themselves need not come: a part of them, or a head, tells that this home was put back."""
    node = pair.first
    with node.store.reading() as connection:
        seq, last = journal.last_of(connection, pair.stream, node.origin)
    assert last is not None
    cases = [
        Head(node.origin, pair.stream, seq, last),
        Head(node.origin, pair.stream, seq + 1, "f" * 64),
        Head(node.origin, pair.stream, seq, "e" * 64),
    ]
    for number, (head, ends) in enumerate(zip(cases, (False, True, False), strict=True)):
        origin = node.origin
        content = PackageContent(lambda: iter(()), (head,), (), {"ranges": {}, "edits": 0, "counts": {}}, "2026-03-05T09:30:00+08:00", "x")
        write_package(tmp_path / f"{number}.zip", content)
        receive(node, tmp_path / f"{number}.zip")
        assert (node.origin != origin) == ends, "a head of an origin that has ended says nothing new"
    other = pair.second
    with other.store.reading() as connection:
        seq, _ = journal.last_of(connection, pair.stream, other.origin)
    origin = other.origin
    content = PackageContent(
        lambda: iter(()),
        (),
        (),
        {"ranges": {}, "edits": 0, "counts": {}, "follows": {f"{pair.stream}/{origin}": seq + 3}},
        "2026-03-05T09:30:00+08:00",
        "x",
    )
    write_package(tmp_path / "follows.zip", content)
    receive(other, tmp_path / "follows.zip")
    assert other.origin != origin


def test_a_receiver_that_reports_what_we_do_not_know_ends_our_origin(pair: Pair, hand_over: HandOver) -> None:
    node = pair.first
    acts.put(node, pair.stream, pair.building, households=33)
    with node.store.reading() as connection:
        seq, last = journal.last_of(connection, pair.stream, node.origin)
    assert not reported(node, [(pair.stream, seq, str(last)), (pair.stream, seq, ""), (pair.stream, 0, "")])
    origin = node.origin
    assert reported(node, [(pair.stream, seq, "d" * 64)])
    assert node.origin != origin
    acts.put(node, pair.stream, pair.building, households=34)
    hand_over(node, pair.second)
    assert acts.shown(pair.second, pair.stream, pair.building)["households"] == 34
    with node.store.reading() as connection:
        assert journal.last_of(connection, pair.stream, node.origin)[0] == 1
