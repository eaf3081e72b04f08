"""kill -9 while receiving and while recording: what there is afterwards is what was before or what comes after."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from surveyapp.steps import package
from surveyapp.steps.doctor import doctor
from surveyapp.steps.node import open_city
from surveyapp.steps.receive import receive
from surveyapp.steps.record import Draft, record
from tests.conftest import Team
from tests.steps import acts

RECEIVER = """
import sys
from pathlib import Path
from surveyapp.steps.node import open_city
from surveyapp.steps.receive import receive
node = open_city(sys.argv[1], Path(sys.argv[1] + ".photos"))
print("ready", flush=True)
receive(node, Path(sys.argv[2]))
print("done", flush=True)
node.close()
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_receiver_that_is_killed_leaves_before_or_after(team: Team, tmp_path: Path, postgres: str, kind: str) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    for _ in range(3):
        drafts = [Draft(stream, node.new_id(), "building", {"name": str(number), "note": "长" * 30}) for number in range(1000)]
        record(node, drafts, "import_roster")
    package.write(node, tmp_path / "a.zip", [survey, stream])
    address = postgres if kind == "postgresql" else str(tmp_path / "city.db")
    open_city(address, tmp_path / "photos").close()
    outcomes = set()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for wait in (0.05, 0.3, 0.6):
        run = subprocess.Popen([sys.executable, "-c", RECEIVER, address, str(tmp_path / "a.zip")], stdout=subprocess.PIPE, text=True, env=environment)
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        time.sleep(wait)
        run.kill()
        done = "done" in run.communicate()[0]
        city = open_city(address, tmp_path / "photos")
        held = len(acts.lines(city))
        assert held in (0, len(acts.lines(node)))
        assert held or not done
        outcomes.add(held)
        assert doctor(city) == ()
        city.close()
    city = team.city(address)
    receive(city, tmp_path / "a.zip")
    assert acts.held(city) == acts.held(node)
    assert 0 in outcomes


WORKER = """
import sys
from pathlib import Path
from surveyapp.steps.node import open_home
from tests.steps import acts
node = open_home(Path(sys.argv[1]))
number = int(sys.argv[4])
while True:
    number += 1
    acts.put(node, sys.argv[2], sys.argv[3], households=number)
    print(number, flush=True)
"""


def test_what_was_acknowledged_before_the_kill_is_there(team: Team) -> None:
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋", households=0)
    team.close(node)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    reached = 0
    for wait in (0.0, 0.05, 0.11, 0.2):
        command = [sys.executable, "-c", WORKER, str(node.folder), stream, building, str(reached)]
        run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert run.stdout is not None
        first = run.stdout.readline()
        time.sleep(wait)
        run.kill()
        acknowledged = [int(each) for each in (first + run.communicate()[0]).splitlines(keepends=True) if each.endswith("\n")]
        again = team.laptop("home")
        reached = acts.shown(again, stream, building)["households"]
        assert reached in (acknowledged[-1], acknowledged[-1] + 1)
        assert doctor(again) == ()
        team.close(again)
