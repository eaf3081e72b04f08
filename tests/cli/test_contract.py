"""The command contract: exit codes, JSON shapes, both languages, over a small survey that is made by commands alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from surveyapp.domain.canonical import canonical
from surveyapp.domain.whole_line import read_edit
from surveyapp.steps.sample import photo_bytes, read_sample
from surveyapp.store.store import apply, open_store
from tests.cli.conftest import Run
from tests.conftest import Hands


@pytest.fixture
def made(run: Run, tmp_path: Path) -> dict[str, str]:
    """A survey with a community, a building, a defect, photos and a package, all by commands; answers their ids."""
    ids = {"survey": run("survey new --name 踏勘 --policy lianzhou --inspector 陈静 --json").json["id"]}
    ids["community"] = run("survey record --kind community --set name=人民医院职工生活小区 --json").json["records"][0][0]
    for kind, more in (
        ("building", "--set name=1栋 --set built=1994 --set households=30 --set area_m2=2400"),
        ("plan_entry", "--set year=2021 --set investment=800"),
    ):
        ids[kind] = run(f"survey record --kind {kind} --community {ids['community']} {more} --json").json["records"][0][1]
    ids["defect"] = run("survey record --kind defect --building 1栋 --set code=RF-01 --set 'quantity=3 m2' --json").json["records"][0][1]
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "a.jpg").write_bytes(photo_bytes("RF-01", 4, read_sample(), Hands().now))
    (tmp_path / "card" / "b.jpg").write_bytes(b"no photo")
    return ids


def test_new_answers_an_id_with_nothing_but_name_and_policy(run: Run) -> None:
    said = run("survey new --name 踏勘 --policy liuzhou --json")
    assert (said.code, said.err) == (0, "")
    assert len(said.json["id"]) == 36
    assert said.json["policy"] == "liuzhou"
    assert [each["id"] for each in run("survey list --json").json_lines] == [said.json["id"]]


def test_photos_answer_a_line_each_with_these_keys(run: Run, made: dict[str, str]) -> None:
    said = run(f"survey photos card --survey {made['survey']} --json")
    lines = said.json_lines
    assert [list(each) for each in lines] == [["file", "sha256", "status", "taken_at", "lon", "lat", "width", "height", "reason"]] * 2
    assert [(each["file"], each["status"]) for each in lines] == [("a.jpg", "ok"), ("b.jpg", "unreadable")]
    assert lines[0]["reason"] is None
    assert lines[0]["taken_at"].startswith("2026-03-09T09:0")
    assert lines[1]["reason"]
    again = run(f"survey photos card --survey {made['survey']} --json").json_lines
    assert [each["status"] for each in again] == ["held", "held"]


GOOD = {
    "survey list": [],
    "survey show": [],
    "survey show --community {community}": [],
    "survey record --kind building --community {community} --set name=2栋": [],
    "survey record --kind building --record 1栋 --set households=31": [],
    "survey record --kind building --record 1栋 --set households=30": [],
    "survey record --kind person --set name=梁志强": [],
    "survey photos card --defect {defect}": [],
    "survey photos card --building 1栋": [],
    "survey report --community {community} --out report.pdf": ["report.pdf"],
    "survey undo": [],
    "survey redo": [],
    "survey doctor": [],
    "survey conflicts": [],
    "survey backup backup": ["backup/journal.db"],
    "survey device": [],
    "survey basis": [],
    "survey basis --policy taian --as-of 2027-01-01": [],
    "survey sample try": ["try/journal.db"],
    "survey restore backup --replace": [],
    "package write a.zip": ["a.zip"],
    "survey record --kind building --record 1栋 --set note=新": [],
    "package write a.zip --community 人民医院职工生活小区 --only-new": ["a.zip"],
    "package write b.zip": ["b.zip"],
    "receive b.zip --store city.db": ["city.db"],
    "package verify a.zip": [],
    "package show a.zip": [],
    "receive a.zip --store city.db": ["city.db"],
    "receive a.zip --store city.db  ": [],
    "city totals --store city.db": [],
    "city totals --store city.db --policy taian": [],
    "city plan --store city.db --out plan.xlsx": ["plan.xlsx"],
    "city plan --store city.db --out plan.xlsx --years 2021 --filled-by 局 --filled-on 2021-03-19": ["plan.xlsx"],
    "city doctor --store city.db": [],
    "survey record --kind defect --record {defect} --delete": [],
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("as_json", [False, True])
def test_every_command_with_and_without_json_in_both_languages(run: Run, made: dict[str, str], tmp_path: Path, language: str, as_json: bool) -> None:
    for command, files in GOOD.items():
        said = run(command.format_map(made) + f" --lang {language}" + (" --json" if as_json else ""))
        assert (said.code, said.err) == (0, ""), command
        assert all((tmp_path / each).is_file() for each in files), command
        if as_json:
            for line in said.out.splitlines():
                json.loads(line)
            assert said.out.strip() or command.startswith(("survey conflicts",)), command
        elif said.out and language == "en":
            assert "{" not in said.out, command


def test_restore_into_another_home(run: Run, made: dict[str, str]) -> None:
    assert run("survey backup backup").code == 0
    assert run("survey restore backup --json", home="other").json["origin"]
    assert [each["id"] for each in run("survey list --json", home="other").json_lines] == [made["survey"]]
    assert run("survey restore backup", home="other").code == 1


REFUSED = {
    "survey list": "error.home_missing",
    "survey doctor": "error.home_missing",
    "survey undo": "error.home_missing",
    "survey backup x": "error.home_missing",
    "survey restore nowhere": "error.backup_missing",
    "survey device": "error.home_missing",
    "survey basis": "error.home_missing",
    "survey photos card": "",
    "package write a.zip": "error.home_missing",
    "package verify none.zip": "",
    "package show none.zip": "",
    "package verify-bag none": "",
    "receive none.zip": "",
    "city totals --store none.db": "error.store_missing",
    "city plan --store none.db --out p.xlsx": "error.store_missing",
    "city doctor --store none.db": "error.store_missing",
    "city totals --store postgresql://nobody@127.0.0.1:1/x?connect_timeout=1": "error.store_away",
    "city totals --store postgresql://[": "error.store_address",
    "survey new --name ' ' --policy lianzhou": "error.survey_without_name",
    "survey new --name x --policy nowhere": "",
}


@pytest.mark.parametrize("command", REFUSED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_expected_failures_are_one_sentence_on_standard_error(run: Run, tmp_path: Path, command: str, language: str) -> None:
    said = run(f"{command} --lang {language}")
    assert (said.code, said.out) == (1, "")
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert "error." not in said.err.replace("error.log", "")
    assert not (tmp_path / "none.db").exists()


def test_a_password_is_never_told(run: Run) -> None:
    said = run("city totals --store postgresql://nobody:geheim@127.0.0.1:1/x?connect_timeout=1")
    assert said.code == 1
    assert "geheim" not in said.err


def test_refusals_inside_a_survey(run: Run, made: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_bytes(b"no package")
    refused = [
        "survey record --kind building --record 9栋 --set name=x",
        "survey record --kind building --set name=x",
        "survey record --kind building --record 1栋 --set nofield=1",
        "survey record --kind building --record 1栋 --set households=many",
        "survey record --kind building --record 1栋 --set households=1e999999999",
        f"survey record --kind building --record 1栋 --set households={'9' * 5000}",
        "survey record --kind building --record 1栋 --set built=18",
        f"survey record --kind building --record 1栋 --set built={'1' * 5000}",
        "survey record --kind building --record 1栋 --set position={broken",
        f"survey record --kind building --record 1栋 --set position={'[' * 50000}",
        "survey record --kind building --record 1栋 --set 'position={\"lon\": NaN}'",
        "survey show --survey nowhere",
        "survey show --community nowhere",
        "survey report --community nowhere --out x.pdf",
        "survey redo",
        "package write a.zip --community nowhere",
        "receive text.zip",
        "receive .",
        "city plan --store x.db --out y.xlsx",
        "survey photos nowhere",
        "survey backup home/inside",
    ]
    for command in refused:
        said = run(command)
        assert (said.code, said.out) == (1, ""), command
        assert said.err.strip(), command
    run("survey record --kind building --community 人民医院职工生活小区 --set name=1栋")
    assert run("survey record --kind building --record 1栋 --set households=1").code == 1
    assert run("survey record --kind building --community 人民医院职工生活小区 --record 1栋 --set households=1").code == 1


@pytest.mark.parametrize(
    "command",
    ["", "nothing", "survey", "survey new", "survey new --name x", "package write", "receive", "city totals", "survey record --kind palace"],
)
def test_usage_is_2(run: Run, command: str) -> None:
    assert run(command).code == 2


ENGLISH = re.compile(r"(usage|error|argument|choose|expected|required|options|show|missing|such file)\\b", re.IGNORECASE)


@pytest.mark.parametrize(
    "command",
    ["survey nothing", "package write", "survey record --kind", "survey record --kind palace", "judge --palace", "package verify none.zip"],
)
def test_the_command_line_speaks_chinese_to_the_last_word(run: Run, command: str) -> None:
    said = run(command)
    told = said.err.splitlines()[-1]
    assert re.search("[一-鿿]", told)
    assert not ENGLISH.search(told.replace("'show'", "").replace("'missing'", ""))
    assert run(f"{command} --lang en").err.isascii()


def test_a_value_that_does_not_fit_is_told_with_what_would(run: Run, made: dict[str, str]) -> None:
    for given, wanted in (("built=18xx", "1900–2035"), ("area_m2=9,5", "㎡"), ("area_m2=7", "30–200000 ㎡"), ("lift=maybe", "planned")):
        said = run(f"survey record --kind building --community 人民医院职工生活小区 --set name=9栋 --set {given}")
        assert said.code == 1
        assert wanted in said.err
        assert "  " not in said.err


def test_verify_answers_in_json_too(run: Run, made: dict[str, str], tmp_path: Path) -> None:
    run("package write a.zip")
    assert run("package verify a.zip --json").json["ok"] is True
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[200] ^= 4
    (tmp_path / "a.zip").write_bytes(data)
    said = run("package verify a.zip --json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert said.json["findings"]


def test_doctor_exits_1_and_names_what_it_found(run: Run, made: dict[str, str], tmp_path: Path) -> None:
    run("survey photos card --building 1栋")
    (photo,) = (tmp_path / "home" / "photos").rglob("*.jpg")
    photo.write_bytes(b"x")
    said = run("survey doctor --json")
    assert (said.code, said.json["ok"]) == (1, False)
    assert photo.stem in said.json["findings"][0]
    assert run("survey doctor").code == 1


def test_a_fork_alone_is_told_and_exits_0(run: Run, made: dict[str, str], tmp_path: Path) -> None:
    """Two edits under one number, both held: nothing is lost, so a script that watches the exit code is not alarmed."""
    run("package write own.zip")
    run("receive own.zip --store city.db")
    store = open_store(str(tmp_path / "city.db"))
    with store.writing() as connection:
        held = [read_edit(bytes(line)) for (line,) in connection.execute(text("SELECT line FROM journal"))]
        last = next(edit for edit in held if edit.record == made["building"])
        envelope = {**json.loads(last.line), "changes": {"note": "twin"}, "replaces": {}}
        twin = read_edit(canonical(envelope))
        apply(connection, twin.stream, [twin])
    store.close()
    said = run("city doctor --store city.db --json")
    assert (said.code, said.json["ok"], len(said.json["findings"])) == (0, True, 1)
    assert last.origin in said.json["findings"][0]
    assert last.origin in run("city doctor --store city.db").out
