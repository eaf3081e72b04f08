"""Whatever a package says is received and shown: no value of any field may stop receiving, lists, tables, reports or packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from surveyapp.domain.canonical import LARGEST_INTEGER, Value
from surveyapp.domain.fields import KINDS
from surveyapp.steps import package, policies, show
from surveyapp.steps.doctor import doctor
from surveyapp.steps.dossier import dossier
from surveyapp.steps.node import Node
from surveyapp.steps.plan_table import plan_table_file
from surveyapp.steps.receive import receive
from surveyapp.steps.record import Draft, record
from surveyapp.steps.totals import totals
from surveyapp.store import find, journal
from tests.conftest import Team
from tests.steps import acts

ODD: tuple[Value, ...] = (
    [],
    {},
    [{}],
    [[]],
    [None],
    {"n": {}},
    {"n": "1e999999999", "unit": []},
    {"value": "1e999999999"},
    {"value": [], "precision": {}},
    {"lon": "x", "lat": {}, "crs": 5},
    {"lon": "1e99999", "lat": "NaN", "crs": "WGS84"},
    {"tier": [], "reason": 5},
    {"tier": "tier_of_2031"},
    {"grade": []},
    True,
    0,
    -1,
    LARGEST_INTEGER,
    "",
    " ",
    "\n",
    "1e999999999",
    "-1e999999999",
    "1e-999999999",
    "9E+999999",
    "0.1",
    "1_000",
    "１２",
    "NaN",
    "Infinity",
    "十二",
    "../../x",
    "=1+1",
    "<b>&",
    "\U0001f3e0" * 40,
    "长" * 3000,
)


def odd_drafts(node: Node, survey: str, stream: str, chance: Random) -> Iterator[Draft]:
    """Records of every kind with odd values, a few more by chance; the community and survey among them."""
    for kind, fields in KINDS.items():
        for turn in range(8):
            names = chance.sample(fields, min(len(fields), chance.randint(1, 8)))
            changes = {each.name: chance.choice(ODD) for each in names if each.name not in ("survey", "community")}
            if kind not in ("survey", "community"):
                changes["community"] = stream
            yield Draft(stream, stream if kind == "community" and turn == 0 else node.new_id(), kind, {"note": "x", **changes})
    for kind, fields in KINDS.items():
        for each in fields:
            yield Draft(
                stream, node.new_id(), kind, {each.name: chance.choice(ODD)} | ({} if kind in ("survey", "community") else {"community": stream})
            )


@pytest.mark.parametrize("seed", range(2))
def test_odd_values_stop_nothing(team: Team, tmp_path: Path, seed: int) -> None:
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    record(node, list(odd_drafts(node, survey, stream, Random(seed))), "odd")
    package.write(node, tmp_path / "odd.zip", [survey, stream])
    city = team.city()
    assert receive(city, tmp_path / "odd.zip").quarantined == 0
    assert acts.held(city) == acts.held(node)
    look_at_everything(node, stream, tmp_path)
    assert {each.code for each in doctor(node)} <= {"finding.doctor.photo_missing"}


def look_at_everything(node: Node, stream: str, folder: Path) -> None:
    """Every list, table and report over these records."""
    with node.store.reading() as connection:
        surveys = find.of_kind(connection, "survey")
        rows = [row for kind in KINDS for row in find.of_kind(connection, kind, stream)]
        streams = journal.streams(connection)
    for row in surveys:
        show.communities(node, row.record)
    for building in show.buildings(node, stream):
        show.defects(node, stream, building.record, policies.pack("lianzhou"))
    show.defects(node, stream, None, policies.pack("liuzhou"))
    for row in rows:
        show.record_view(node, row.stream, row.record)
        show.photos(node, row.stream, row.record)
    show.conflict_lines(node)
    totals(node)
    plan_table_file(node, folder / "plan.xlsx", "lianzhou", range(2021, 2026))
    dossier(node, stream, "lianzhou", folder / "dossier.pdf")
    assert streams


def test_a_list_of_choices_may_hold_anything(team: Team) -> None:
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    for value in ODD:
        acts.put(node, stream, stream, "community", ownership=value)
    look_at_everything(node, stream, team.folder)


def test_a_very_long_value_is_received_on_both_databases(team: Team, make_city: Callable[[str], Node]) -> None:
    """No index of a database may decide what can be received: PostgreSQL takes no more than 2,700 bytes into one."""
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    long = "".join(Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=200_000))
    for kind, fields in KINDS.items():
        texts = {each.name: long for each in fields if each.name != "community"}
        for name in texts if kind == "defect" else ("building", "subject", "number", "name", "code", "sha256"):
            record(node, [Draft(stream, node.new_id(), kind, {name: long})], "odd")
    package.write(node, team.folder / "long.zip", [survey, stream])
    for city in (make_city("sqlite"), make_city("postgresql")):
        assert receive(city, team.folder / "long.zip").quarantined == 0
        assert acts.held(city) == acts.held(node)


def test_a_reference_that_is_no_id_is_kept_and_leads_nowhere(team: Team) -> None:
    node, survey = team.surveyed("home")
    stream, building = acts.community(node, survey), node.new_id()
    for given in (building, "b" * 64):
        acts.put(node, stream, node.new_id(), "defect", building=given)
    with node.store.reading() as connection:
        assert [row.get("building") for row in find.of_building(connection, stream, "defect", building)] == [building]
        assert find.of_building(connection, stream, "defect", "b" * 64) == ()
        assert {row.get("building") for row in find.of_kind(connection, "defect", stream)} == {building, "b" * 64}
