"""Commands that join duplicates, look into a package, withdraw it and bring it back; and files that are never written over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Said

ROOT = Path(__file__).parents[2]


@pytest.fixture
def two(run: Run) -> Said:
    """A laptop and a colleague's, who recorded the same building once more; answers what the first one's package command said."""
    survey = run("survey new --name 摸底 --policy liuzhou --inspector 韦敏 --json").json["id"]
    run("survey record --kind community --set name=船厂宿舍")
    run("survey record --kind building --community 船厂宿舍 --set name=1栋 --set households=30")
    written = run("package write first.zip --json")
    run("receive first.zip", home="other")
    run("survey inspector 覃志强", "--survey", survey, home="other")
    run("survey record --kind building --community 船厂宿舍 --set name=一号楼 --set households=32", home="other")
    run("survey record --kind defect --community 船厂宿舍 --building 一号楼 --set code=RF-01", home="other")
    run("survey record --kind building --record 1栋 --set lift=added", home="other")
    run("package write other.zip", home="other")
    return written


def counts(run: Run) -> tuple[int, int]:
    """Buildings and defects of the one community."""
    (line,) = run("survey show --json").json_lines
    return line["buildings"], line["defects"]


def test_join_and_part(run: Run, two: Said) -> None:
    run("receive other.zip")
    assert counts(run) == (2, 1)
    said = run("survey join 一号楼 --into 1栋")
    assert said.code == 0 and "已并入" in said.out and "这里 30" in said.out
    assert counts(run) == (1, 1)
    (defect,) = run("survey show --community 船厂宿舍 --json").json_lines
    assert [each["line"]["record"] for each in run("survey review --building 1栋 --json").json_lines] == [defect["record"]]
    assert run("survey join 一号楼 --into 1栋").code == 1
    parted = run("survey part 一号楼 --json")
    assert parted.code == 0 and parted.json["act_name"] == "part_building"
    assert counts(run) == (2, 1)
    joined = run("survey join 一号楼 --into 1栋 --json").json
    assert joined["differences"] == 2 and joined["records"][0][1] == joined["duplicate"]
    run("survey undo")
    assert counts(run) == (2, 1)
    refused = run("survey join 一号楼 --into 船厂宿舍")
    assert (refused.code, refused.out) == (1, "") and "不能合并" in refused.err
    assert run("survey join 没有的 --into 1栋").code == run("survey part 1栋").code == 1


def test_look_receive_withdraw_and_bring_back(run: Run, two: Said) -> None:
    look = run("receive other.zip --look --json").json
    assert look["born"] == {"building": 1, "defect": 1, "person": 1}
    assert (look["new_edits"], look["touched"], look["fields"], look["conflicts"]) == (4, {"building": 1}, 1, 0)
    assert counts(run) == (1, 0), "looking receives nothing"
    assert "新增楼栋 1" in run("receive other.zip --look").out
    received = run("receive other.zip --json").json
    assert received["new_edits"] == look["new_edits"]
    assert run("receive other.zip --look").out.strip() == "包里的都已在本机，收了不会变"
    told = run("package withdraw other.zip --look --json").json
    assert told["aside_edits"] == look["new_edits"] and counts(run) == (2, 1)
    assert "搁置" in run("package withdraw other.zip").out
    assert counts(run) == (1, 0)
    assert "已撤回" in run("package history").out
    (line,) = [each for each in run("package history --json").json_lines if each["direction"] == "in"]
    assert line["withdrawn"] and line["aside"] == look["new_edits"]
    assert run("package withdraw other.zip").code == 1
    assert run("survey doctor").code == 0
    assert run("package bring-back", received["sha256"][:12]).code == 0
    assert counts(run) == (2, 1)
    assert run("package bring-back other.zip").code == 1
    run("survey record --kind building --record 1栋 --set lift=none")
    said = run("package withdraw other.zip")
    assert "保持现状" in said.out and counts(run) == (1, 0)
    assert run("receive other.zip --json").json["brought_back"] == told["aside_edits"] - 1
    for language in ("zh", "en"):
        for command in ("package history", "package withdraw other.zip --look", "package --help", "survey --help", "receive --help"):
            assert "withdraw." not in run(f"{command} --lang {language}").out if "--help" not in command else True


@pytest.mark.parametrize(
    "command",
    ["package write {}", "survey report --community 船厂宿舍 --out {}", "survey needs --out {}", "survey template {}"],
)
def test_nothing_is_written_over_what_is_kept(run: Run, two: Said, tmp_path: Path, command: str) -> None:
    database = tmp_path / "home" / "journal.db"
    (tmp_path / "home" / "photos").mkdir(exist_ok=True)
    (tmp_path / "link.zip").symlink_to(database)
    os.link(database, tmp_path / "hard.zip")
    before = run("survey show --json").out
    for name in ("home/journal.db", "home/journal.db-wal", "home/lock", "home/photos/ab/x.zip", "home/../home/journal.db", "link.zip", "hard.zip"):
        said = run(command.format(name))
        assert said.code == 1 and "不能写在上面" in said.err, name
    assert run("survey show --json").out == before
    assert run("survey doctor").code == 0
    assert run(command.format("fine.out")).code == 0


def test_the_plan_is_not_written_over_the_citys_store(run: Run, two: Said, tmp_path: Path) -> None:
    run("receive first.zip --store city.db")
    before = (tmp_path / "city.db").read_bytes()[:100]
    said = run("city plan --store city.db --out city.db")
    assert said.code == 1 and "不能写在上面" in said.err
    assert (tmp_path / "city.db").read_bytes()[:100] == before
    assert run("city plan --store city.db --out city.photos/plan.xlsx").code == 1
    assert run("city plan --store city.db --out plan.xlsx").code == 0


HEAVY = """
import sys
from pathlib import Path
from surveyapp.steps import package
from surveyapp.steps.node import open_home
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import new_community, new_survey
from surveyapp.steps.bring_in import bring_in_bytes
node = open_home(Path(sys.argv[1]))
survey = new_survey(node, "摸底", "liuzhou", "韦敏")
stream = new_community(node, survey.id, {"name": "甲"}).records[0][0]
record(node, [Draft(stream, node.new_id(), "building", {"name": str(each), "note": "x" * 400}) for each in range(8000)], "new_building")
bring_in_bytes(node, stream, stream, "a.jpg", bytes([255, 216, 255]) + bytes(30_000_000))
package.write(node, Path(sys.argv[2]), [survey.id, stream])
node.close()
"""


def test_ctrl_c_while_receiving_is_a_calm_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SURVEYAPP_STATE": str(tmp_path / "state")}
    subprocess.run([sys.executable, "-c", HEAVY, str(tmp_path / "giver"), str(tmp_path / "big.zip")], env=environment, check=True, timeout=120)
    home, stopped = tmp_path / "home", 0
    for wait in (0.0, 0.1, 0.3, 0.6, 1.2):
        arguments = [sys.executable, str(ROOT / "main.py"), "receive", str(tmp_path / "big.zip"), "--home", str(home)]
        command = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
        while not (home / "lock").exists() and command.poll() is None:
            time.sleep(0.01)
        time.sleep(wait)
        command.send_signal(signal.SIGINT)
        out, err = command.communicate(timeout=60)
        assert "Traceback" not in err
        if command.returncode == 0:
            break
        (home / "lock").unlink()
        stopped += 1
        assert (command.returncode, out) == (1, "") and len(err.strip().splitlines()) == 1
        assert [file for file in home.rglob("*") if file.is_file() and "photos" in file.parts] == []
    assert stopped >= 1
    listed = subprocess.run([*arguments[:2], "survey", "list", "--home", str(home)], env=environment, capture_output=True, text=True, timeout=60)
    assert listed.returncode in (0, 1)
    assert (listed.stdout != "") == (command.returncode == 0)
