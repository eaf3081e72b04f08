"""The overview: what is done, today's list, and that nothing is lost, each number counted from its own table."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from surveyapp.domain.fields import BUILDING_CORE
from surveyapp.domain.overview import UNCLASSIFIED, Account, CutOff, Progress
from surveyapp.errors import Cancelled
from surveyapp.steps import accounts, package, policies
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.node import Node
from surveyapp.steps.overview import cut_offs, overview
from surveyapp.steps.survey import new_community
from surveyapp.store import journal, project
from surveyapp.store.store import apply
from tests.conftest import Team
from tests.steps import acts

PACK = policies.pack("liuzhou")
WHOLE = dict.fromkeys(BUILDING_CORE, "x") | {
    "built": {"value": 1994, "precision": "year", "evidence": "deed"},
    "storeys": 6,
    "units": 3,
    "households": 36,
}


def balance(node: Node) -> dict[str, Account]:
    """The accounts of everything that a node holds, by kind."""
    with node.store.reading() as connection:
        return {each.kind: each for each in accounts.reconcile(node, journal.streams(connection))}


def packed(node: Node, target: Path) -> None:
    """Everything, in a package."""
    with node.store.reading() as connection:
        streams = journal.streams(connection)
    package.write(node, target, streams)


def test_captured_journal_and_packages_are_equal_after_a_package_and_not_before(team: Team, tmp_path: Path) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    for _ in range(3):
        acts.born(node, stream, "defect", code="RF-01")
    before = balance(node)["defect"]
    assert (before.captured, before.journal, before.carried, before.received, before.state) == (3, 3, 0, None, "unpacked")
    packed(node, tmp_path / "a.zip")
    after = balance(node)["defect"]
    assert (after.captured, after.journal, after.carried, after.state) == (3, 3, 3, "equal")
    acts.put(node, stream, acts.born(node, stream, "defect", code="CP-02"), "defect", severity=4)
    again = balance(node)["defect"]
    assert (again.captured, again.journal, again.carried, again.state) == (4, 4, 3, "unpacked")


def test_a_lost_row_and_a_lost_photo_are_named(team: Team, tmp_path: Path) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    acts.born(node, stream, "defect", code="RF-01")
    lost = acts.born(node, stream, "defect", code="CP-02")
    bring_in_bytes(node, stream, lost, "a.jpg", b"\xff\xd8\xff no camera made this")
    with node.store.writing() as connection:
        connection.execute(text("DELETE FROM rows WHERE record = :record"), {"record": lost})
    account = balance(node)["defect"]
    assert (account.captured, account.journal, account.state) == (1, 2, "alarm")
    assert account.missing == (lost[:8],)
    assert balance(node)["photo"].state != "alarm"
    for _, file in list(node.blobs):
        file.unlink()
    photo = balance(node)["photo"]
    assert (photo.captured, photo.journal, photo.state) == (0, 1, "alarm")
    assert photo.missing


@pytest.mark.parametrize("kept", [False, True], ids=["rows as they were", "rows made anew from what is left"])
def test_a_lost_line_is_alarmed_even_when_the_rows_know_nothing_of_it(team: Team, kept: bool) -> None:
    """Not the record's only line: no count by kind could tell. The watermark was moved when it was recorded, and is made from nothing else."""
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    found = acts.born(node, stream, "defect", code="RF-01")
    acts.put(node, stream, found, "defect", severity=4)
    acts.put(node, stream, found, "defect", words="漏雨")
    assert balance(node)[accounts.LINES].state == "unpacked"
    with node.store.writing() as connection:
        connection.execute(
            text("DELETE FROM journal WHERE record = :record AND seq = (SELECT max(seq) FROM journal WHERE record = :record)"), {"record": found}
        )
        if kept:
            project.rebuild(connection)
    after = balance(node)
    assert after["defect"].state != "alarm"
    lines = after[accounts.LINES]
    assert (lines.captured - lines.journal, lines.state) == (1, "alarm")
    assert "1" in lines.missing[0]


def test_lines_that_are_only_not_here_yet_are_no_alarm(team: Team, tmp_path: Path) -> None:
    """A later line came before an earlier one: the watermark waits, and so does the account."""
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    edits = [acts.born(node, stream, "defect", code="RF-01") for _ in range(3)]
    with node.store.reading() as connection:
        lines = [journal.read(bytes(line), edit_id) for *_, edit_id, line in journal.lines(connection, (stream,), {})]
    other = team.laptop("other")
    with other.store.writing() as connection:
        apply(connection, stream, [lines[0], lines[-1]])
    account = balance(other)[accounts.LINES]
    assert (account.captured, account.journal, account.state) == (2, 2, "unpacked")
    assert len(edits) == 3


def test_counting_tells_how_far_it_is_and_can_be_stopped(team: Team) -> None:
    node, survey = team.surveyed()
    acts.community(node, survey)
    told: list[tuple[int, int, str]] = []
    overview(node, survey, PACK, progress=lambda *each: told.append(each))
    assert [done for done, *_ in told] == [0, 1, 2, 3] and {total for _, total, _ in told} == {4}
    with pytest.raises(Cancelled):
        overview(node, survey, PACK, cancelled=lambda: True)


def test_progress_today_and_what_is_left(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    done = acts.born(node, stream, "building", name="1栋", **WHOLE)
    going = acts.born(node, stream, "building", name="2栋", households=20)
    acts.born(node, stream, "defect", code="RF-01", severity=4, building=done)
    acts.born(node, stream, "defect", code="CP-02", severity=3, building=going, unit=3, storey=4)
    found = overview(node, survey, PACK)
    assert (found.buildings.done, found.buildings.total) == (1, 2)
    assert (found.communities.done, found.communities.total) == (0, 1)
    assert found.households.total == 56
    assert {each.name: each.state for each in found.today} == {"1栋": "done", "2栋": "going"}
    last = next(each for each in found.today if each.name == "2栋")
    assert (last.last_unit, last.last_storey, last.without_photo) == (3, 4, 1)
    assert found.todo["no_year"] == 1
    assert found.todo["without_photo"] == 2
    assert found.urgent_today == 1
    acts.born(node, stream, "interview", building=done, door="1-101", outcome="answered")
    acts.born(node, stream, "interview", building=done, door="1-102", outcome="absent")
    acts.born(node, stream, "interview", building=done, door="1-201", outcome="refused")
    visited = overview(node, survey, PACK)
    assert (visited.answered, visited.unanswered, visited.absent) == (1, 2, 1)
    assert found.severities == {4: 1, 3: 1}
    assert found.defects == 2
    assert [(each.tier, each.count) for each in found.tiers] == [("basic", 2)]
    assert found.places[0].buildings == found.buildings


def test_ages_stand_in_spans_that_end_at_the_documents_lines(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    for year in (1996, 2000, 2001, 2005, 2006):
        acts.born(node, stream, "building", built={"value": year, "precision": "year"})
    acts.born(node, stream, "building")
    found = overview(node, survey, PACK)
    assert found.ages.spans == {1996: 2, 2001: 2, 2006: 1}
    assert found.ages.unknown == 1


@pytest.mark.parametrize(("pack", "years"), [("liuzhou", [2000, 2005]), ("taian", [2000, 2005]), ("xianning", [2000]), ("lianzhou", [2000])])
def test_the_lines_are_those_of_the_document(pack: str, years: list[int]) -> None:
    lines = cut_offs(policies.pack(pack))
    assert [each.year for each in lines] == years
    assert all(isinstance(each, CutOff) and each.word and each.clause for each in lines)


def test_a_household_counts_once_for_each_wish(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    house = acts.born(node, stream, "building", name="1栋", households=10)
    for door, codes in (("101", ("N01", "N02")), ("102", ("N01",)), ("101", ("N01",))):
        for code in codes:
            acts.born(node, stream, "need", code=code, building=house, door=door, wish="yes")
    acts.born(node, stream, "need", code="N03", building=house, door="103", wish="no")
    found = overview(node, survey, PACK)
    assert (found.answered, found.unanswered) == (3, 0)
    assert [(each.code, each.households) for each in found.wishes] == [("N01", 2), ("N02", 1)]


def test_homes_without_an_answer_are_told_and_no_share_is_of_them(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    house = acts.born(node, stream, "building", name="1栋", households=10)
    talks = {
        door: acts.born(node, stream, "interview", building=house, door=door, outcome=outcome)
        for door, outcome in (("101", "answered"), ("102", "absent"), ("103", "refused"))
    }
    acts.born(node, stream, "interview", building=house, door="102", outcome="absent")
    acts.born(node, stream, "need", code="N01", interview=talks["101"], wish="yes")
    acts.born(node, stream, "need", code="N02", building=house, door="104", wish="yes")
    found = overview(node, survey, PACK)
    assert (found.answered, found.unanswered, found.households.done) == (2, 2, 2)
    assert {each.code: each.households for each in found.wishes} == {"N01": 1, "N02": 1}
    acts.born(node, stream, "interview", building=house, door="102", outcome="answered")
    assert (overview(node, survey, PACK).answered, overview(node, survey, PACK).unanswered) == (3, 1)


def test_what_stands_in_words_only_is_no_matter_of_the_document(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    acts.born(node, stream, "defect", code="RF-01", severity=4)
    acts.born(node, stream, "defect", words="墙上有洞")
    found = overview(node, survey, PACK)
    assert {each.tier: each.count for each in found.tiers} == {"basic": 1, UNCLASSIFIED: 1}
    assert found.defects == 2 and found.severities == {4: 1, 0: 1}


def test_the_households_say_of_how_many_buildings_they_are(team: Team) -> None:
    node, survey = team.surveyed()
    stream = new_community(node, survey, {"name": "一小区", "households": 50}).records[0][0]
    acts.born(node, stream, "building", name="1栋", households=20)
    acts.born(node, stream, "building", name="2栋")
    found = overview(node, survey, PACK)
    assert (found.households.total, found.known_households, found.counted, found.registered) == (50, Progress(1, 2), 20, 50)
    other = new_community(node, survey, {"name": "二小区", "households": 40}).records[0][0]
    acts.born(node, other, "building", name="1栋", households=30)
    found = overview(node, survey, PACK)
    assert (found.households.total, found.counted, found.registered) == (80, 50, 90), "of each community what its own page counts"


def test_photos_are_counted_in_records_and_in_files(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    for sha256 in ("a" * 64, "a" * 64, "b" * 64):
        acts.born(node, stream, "photo", sha256=sha256, ext="jpg")
    photo = balance(node)["photo"]
    assert (photo.journal, photo.files) == (3, 2)
