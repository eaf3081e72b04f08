"""Packages and receiving: two laptops and a city, in any order and any number of times; nothing is dropped, nothing is half."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from surveyapp.domain.canonical import canonical
from surveyapp.domain.edits import DELETED
from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import BadInput, Cancelled, PackageError, PackageRefused, SurveyError
from surveyapp.packages.contents import PackageContent
from surveyapp.packages.read import verify_package
from surveyapp.packages.write import write_package
from surveyapp.steps import package
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.node import Node
from surveyapp.steps.receive import receive
from surveyapp.store import find, journal, local
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair

PHOTO = b"\xff\xd8\xff no camera made this"


def write(node: Node, target: Path, *, only_new: bool = False) -> Path:
    """Everything that a node holds, as a package."""
    with node.store.reading() as connection:
        streams = journal.streams(connection)
    package.write(node, target, streams, only_new=only_new)
    return target


def package_of(target: Path, lines: list[bytes], streams: dict[str, object]) -> Path:
    """A package of exactly these lines, as another program might write it."""
    summary = {"ranges": streams, "edits": len(lines), "counts": {}, "partial": False}
    write_package(target, PackageContent(lambda: iter(lines), (), (), summary, "2026-03-05T09:30:00+08:00", "another program"))
    return target


@pytest.fixture
def worked(pair: Pair, tmp_path: Path) -> tuple[Pair, list[Path]]:
    """Both laptops have gone on apart from each other, with photos, and each has written its package."""
    for node, value in ((pair.first, "concrete"), (pair.second, "steel")):
        acts.put(node, pair.stream, pair.building, structure=value)
        defect = acts.born(node, pair.stream, "defect", code="RF-01", building=pair.building)
        bring_in_bytes(node, pair.stream, defect, "a.jpg", PHOTO + value.encode())
    acts.put(pair.first, pair.stream, pair.building, **{DELETED: True})
    return pair, [write(pair.first, tmp_path / "first.zip"), write(pair.second, tmp_path / "second.zip")]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_any_order_and_twice_gives_the_same_rows_and_the_same_bytes(
    worked: tuple[Pair, list[Path]], make_city: Callable[[str], Node], kind: str
) -> None:
    pair, packages = worked
    outcomes = []
    for order in permutations(packages):
        city = make_city(kind)
        for each in order:
            receive(city, each)
        outcomes.append((acts.held(city), acts.lines(city), sorted(name for name, _ in city.blobs)))
        for each in reversed(order):
            again = receive(city, each)
            assert (again.new_edits, again.new_photos, again.records, again.quarantined) == (0, 0, 0, 0)
        assert (acts.held(city), acts.lines(city)) == outcomes[-1][:2]
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][2]) == 2
    for node, other in ((pair.first, packages[1]), (pair.second, packages[0])):
        receive(node, other)
        assert acts.held(node) == outcomes[0][0]
        assert acts.lines(node) == outcomes[0][1]
    assert [each[2] for each in outcomes[0][0][1]] == ["structure"]
    assert acts.presence(pair.second, pair.stream, pair.building) == "returned"


def test_what_is_not_known_here_survives_two_nodes(team: Team, tmp_path: Path) -> None:
    first = team.laptop("first")
    stream, name = first.new_id(), first.new_id()
    base = {
        "schema": 99,
        "stream": stream,
        "record": name,
        "kind": "balcony_of_2031",
        "changes": {"colour": {"hue": ["蓝", 7]}, "deep": [[[None]]]},
        "replaces": {},
        "act": {"id": first.new_id(), "name": "act_of_2031", "mood": "calm"},
        "author": first.new_id(),
        "origin": first.new_id(),
        "seq": 1,
        "prev": None,
        "made_at": 5,
        "wall": "2031-01-01T00:00:00+08:00",
        "envelope_of_2031": {"a": 1},
    }
    lines = [canonical(base)]
    lines.append(
        canonical(base | {"seq": 2, "prev": read_edit(lines[0]).id, "changes": {"colour": "红"}, "replaces": {"colour": [read_edit(lines[0]).id]}})
    )
    receive(first, package_of(tmp_path / "future.zip", lines, {stream: {}}))
    second, third = team.laptop("second"), team.city()
    receive(second, write(first, tmp_path / "one.zip"))
    receive(third, write(second, tmp_path / "two.zip"))
    assert acts.lines(third) == sorted(lines)
    assert acts.shown(third, stream, name) == {"colour": "红", "deep": [[[None]]]}


def test_a_broken_envelope_is_put_aside_alone_and_once(team: Team, pair: Pair, tmp_path: Path) -> None:
    good = next(line for line in acts.lines(pair.first) if read_edit(line).record == pair.building)
    value = json.loads(good)
    broken = [
        canonical(value | {"seq": 0}),
        canonical(value | {"stream": "nowhere"}),
        canonical({"only": "this"}),
        canonical(value | {"replaces": {"other": ["0" * 64]}}),
        good.replace(b'"seq":', b'"seq": '),
        canonical(value)[:-1] + b',"zzz":1.5}',
    ]
    city = team.city()
    stick = package_of(tmp_path / "mixed.zip", [broken[0], good, *broken[1:]], {pair.stream: {}})
    first, again = receive(city, stick), receive(city, stick)
    assert (first.edits, first.new_edits, first.quarantined) == (1, 1, 6)
    assert (again.new_edits, again.quarantined) == (0, 0)
    assert acts.lines(city) == [good]
    with city.store.reading() as connection:
        assert sorted(bytes(row.line) for row in connection.execute(local.quarantine.select())) == sorted(broken)


def refuse(node: Node, stick: Path) -> PackageRefused:
    """Receive what must be refused; it is kept aside with its reasons and nothing is applied."""
    before = acts.lines(node), acts.held(node)
    with pytest.raises(PackageRefused) as refused:
        receive(node, stick)
    assert (acts.lines(node), acts.held(node)) == before
    aside = node.folder / "refused"
    assert stick.read_bytes() in [each.read_bytes() for each in aside.glob("*.zip")]
    reasons = [finding["code"] for each in aside.glob("*.json") for finding in json.loads(each.read_text(encoding="utf-8"))["findings"]]
    assert {each.code for each in refused.value.findings} <= set(reasons)
    return refused.value


def test_a_refused_package_is_kept_aside_with_its_reasons(worked: tuple[Pair, list[Path]], team: Team, tmp_path: Path) -> None:
    _, (stick, _) = worked
    city = team.city()
    data = bytearray(stick.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "flipped.zip").write_bytes(data)
    assert refuse(city, tmp_path / "flipped.zip").findings
    (tmp_path / "cut.zip").write_bytes(stick.read_bytes()[:-40])
    assert refuse(city, tmp_path / "cut.zip").findings
    (tmp_path / "nothing.zip").write_bytes(b"")
    assert refuse(city, tmp_path / "nothing.zip").findings
    with pytest.raises(SurveyError):
        receive(city, tmp_path / "not-there.zip")
    with pytest.raises(SurveyError):
        receive(city, tmp_path)


def test_a_stream_that_was_not_announced_is_refused_whole(team: Team, pair: Pair, tmp_path: Path) -> None:
    lines = acts.lines(pair.first)
    stick = package_of(tmp_path / "sly.zip", lines, {pair.stream: {}})
    assert [each.code for each in refuse(team.city(), stick).findings] == ["finding.package.stream_not_announced"]


def test_a_package_without_edits_changes_nothing(team: Team, tmp_path: Path) -> None:
    city = team.city()
    assert receive(city, package_of(tmp_path / "empty.zip", [], {})).new_edits == 0
    with pytest.raises(BadInput) as nothing:
        package.write(city, tmp_path / "none.zip", [city.new_id()])
    assert nothing.value.code == "error.nothing_to_package"
    assert not (tmp_path / "none.zip").exists()


def test_a_photo_that_is_missing_at_the_sender_is_owed_and_goes_later(worked: tuple[Pair, list[Path]], team: Team, tmp_path: Path) -> None:
    pair, (stick, _) = worked
    city = team.city()
    (lost,) = [file for _, file in pair.first.blobs]
    away = lost.rename(tmp_path / "away")
    written = write(pair.first, tmp_path / "without.zip")
    assert verify_package(written).summary["photos_missing"] == 1
    received = receive(city, written)
    assert (received.photos, received.new_photos) == (0, 0)
    away.rename(lost)
    later = write(pair.first, tmp_path / "later.zip", only_new=True)
    assert receive(city, later).new_photos == 1
    assert receive(city, stick).new_photos == 0
    with pytest.raises(BadInput):
        write(pair.first, tmp_path / "none.zip", only_new=True)


def test_a_photo_that_was_cut_here_is_mended_by_receiving_it_again(worked: tuple[Pair, list[Path]], team: Team) -> None:
    _, (stick, _) = worked
    city = team.city()
    receive(city, stick)
    (file,) = [file for _, file in city.blobs]
    whole = file.read_bytes()
    file.write_bytes(whole[:5])
    assert receive(city, stick).new_photos == 1
    assert file.read_bytes() == whole


@pytest.mark.parametrize("name", ["../../../etc/passwd", "a" * 63, "A" * 64, "", "x" * 300, "0" * 64])
def test_a_record_that_calls_anything_its_photo_neither_reads_outside_nor_stops_a_package(team: Team, tmp_path: Path, name: str) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    acts.born(node, stream, "photo", sha256=name, ext="../jpg", status="ok", subject=stream)
    written = write(node, tmp_path / "sly.zip")
    assert verify_package(written).photos == ()
    from surveyapp.steps import show
    from surveyapp.steps.doctor import doctor

    (line,) = show.photos(node, stream, stream)
    assert line.thumbnail == ""
    assert Path(line.original).is_relative_to(node.folder)
    assert [each.code for each in doctor(node)] == ["finding.doctor.photo_missing"]


def test_cancelling_leaves_no_file(worked: tuple[Pair, list[Path]], tmp_path: Path) -> None:
    pair, _ = worked
    folder = tmp_path / "out"
    folder.mkdir()
    with pair.first.store.reading() as connection:
        streams = journal.streams(connection)
        before = local.carried_marks(connection)
    with pytest.raises(Cancelled):
        package.write(pair.first, folder / "a.zip", streams, cancelled=lambda: True)
    assert list(folder.iterdir()) == []
    with pair.first.store.reading() as connection:
        assert local.carried_marks(connection) == before


def test_a_photo_that_rotted_at_the_sender_stops_the_package_and_leaves_no_file(worked: tuple[Pair, list[Path]], tmp_path: Path) -> None:
    pair, _ = worked
    (file,) = [file for _, file in pair.first.blobs]
    data = bytearray(file.read_bytes())
    data[5] ^= 1
    file.write_bytes(data)
    folder = tmp_path / "out"
    with pytest.raises(PackageError):
        write(pair.first, folder / "a.zip")
    assert list(folder.iterdir()) == []


def test_packages_of_what_is_new_add_up_to_the_full_one(pair: Pair, team: Team, tmp_path: Path, hand_over: HandOver) -> None:
    """With edits of others that come late and out of order, and a copied home whose numbers collide with its twin's."""
    first, second = pair.first, pair.second
    city, sticks = team.city(), [tmp_path / "sticks" / "1.zip"]

    def carry() -> None:
        try:
            sticks.append(write(first, tmp_path / f"new{len(sticks)}.zip", only_new=True))
        except BadInput as nothing:
            assert nothing.code == "error.nothing_to_package"

    made = []
    for turn in range(6):
        acts.put(first, pair.stream, pair.building, note=str(turn))
        acts.born(second, pair.stream, name=f"乙{turn}")
        made.append([line for line in acts.lines(second) if read_edit(line).origin == second.origin])
    late = sorted(made[-1], key=lambda line: read_edit(line).seq)
    for part in (late[3:], late[1:2], late[:1], late[2:3]):
        receive(first, package_of(tmp_path / f"part{len(sticks)}.zip", part, {pair.stream: {}}))
        acts.put(first, pair.stream, pair.building, households=len(sticks))
        carry()
    twin = json.loads(late[0]) | {"changes": {"name": "双胞胎"}, "made_at": 7}
    receive(first, package_of(tmp_path / "twin.zip", [canonical(twin)], {pair.stream: {}}))
    carry()
    carry()
    for stick in sticks:
        receive(city, stick)
    assert acts.lines(city) == acts.lines(first)
    assert acts.held(city) == acts.held(first)


def test_a_deleted_community_travels(pair: Pair, hand_over: HandOver, tmp_path: Path) -> None:
    from surveyapp.steps.survey import streams_of

    acts.put(pair.first, pair.stream, pair.stream, "community", **{DELETED: True})
    assert pair.stream in streams_of(pair.first, pair.survey)
    package.write(pair.first, tmp_path / "a.zip", streams_of(pair.first, pair.survey))
    receive(pair.second, tmp_path / "a.zip")
    with pair.second.store.reading() as connection:
        assert find.of_kind(connection, "community") == ()


def test_only_the_survey_that_was_asked_for_is_packaged(pair: Pair) -> None:
    from surveyapp.steps.survey import new_survey, streams_of

    other = new_survey(pair.first, "另一个", "liuzhou", "陈静")
    stream = acts.community(pair.first, other.id, "别处")
    assert set(streams_of(pair.first, pair.survey)) == {pair.survey, pair.stream}
    assert set(streams_of(pair.first, other.id)) == {other.id, stream}
    with pytest.raises(SurveyError):
        streams_of(pair.first, pair.survey, [stream])
