"""`survey annotate | annotated`: what the window draws, a command draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveyapp.photos.draw import sample_photo
from tests.conftest import Hands

from .conftest import Run


@pytest.fixture
def community(run: Run, tmp_path: Path) -> str:
    """A home with a community and one photo."""
    run("survey new --name 踏勘 --policy lianzhou --inspector 陈静")
    stream: str = run("survey record --kind community --set name=柳北船厂宿舍 --json").json["records"][0][0]
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "a.jpg").write_bytes(sample_photo(1, "stair", Hands().now, "109.4", "24.3"))
    assert run(f"survey photos card --community {stream}").code == 0
    return stream


def number(run: Run, community: str) -> str:
    """The number of the one photo."""
    (line,) = run(f"survey annotated out --community {community} --all --json").json_lines
    return str(line["number"])


def test_draw_list_change_and_delete(run: Run, community: str) -> None:
    photo = number(run, community)
    assert run(f"survey annotate {photo} --tool arrow --points 1000,1000,5000，5000").code == 0
    assert run(f"survey annotate {photo} --tool number --points 5000,5000 --colour red").code == 0
    assert run(f"survey annotate {photo} --tool measure --points 1,1,900,900", "--text", "3.5 m").code == 0
    arrow, mark, measure = run(f"survey annotate {photo} --json").json_lines
    assert (arrow["tool"], arrow["shape"], arrow["colour"]) == ("arrow", [[1000, 1000], [5000, 5000]], "yellow")
    assert (mark["number"], mark["colour"], measure["text"]) == (1, "red", "3.5 m")
    assert run(f"survey annotate {photo} --mark {arrow['record']} --points 1,1,2,2 --weight 3").code == 0
    assert run(f"survey annotate {photo} --mark {mark['record']} --delete").code == 0
    left = run(f"survey annotate {photo} --json").json_lines
    assert [(each["tool"], each["weight"]) for each in left] == [("arrow", 3), ("measure", 2)]
    told = run(f"survey annotate {photo}").out
    assert "箭头" in told
    assert "3.5 m" in told


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "wrong",
    ["--tool arrow", "--tool arrow --points 1,2,3", "--tool arrow --points a,b", "--tool text --points 1,1", "--tool box --points 1,1,10001,2"],
)
def test_what_cannot_be_drawn_is_said(run: Run, community: str, wrong: str, language: str) -> None:
    said = run(f"survey annotate {number(run, community)} {wrong} --lang {language}")
    assert said.code == 1
    assert said.err.strip()
    assert "annotation." not in said.err
    assert "Traceback" not in said.err


def test_an_annotation_of_another_photo_is_not_touched(run: Run, community: str, tmp_path: Path) -> None:
    photo = number(run, community)
    run(f"survey annotate {photo} --tool number --points 5000,5000")
    (mark,) = run(f"survey annotate {photo} --json").json_lines
    (tmp_path / "card" / "a.jpg").write_bytes(sample_photo(2, "wall", Hands().now, "109.4", "24.3"))
    run(f"survey photos card --community {community}")
    other = run(f"survey annotated out --community {community} --all --json").json_lines[1]["number"]
    assert run(f"survey annotate {other} --mark {mark['record']} --delete").code == 1


def test_annotated_pictures(run: Run, community: str, tmp_path: Path) -> None:
    photo = number(run, community)
    assert run(f"survey annotated marked --community {community} --json").json_lines == []
    run(f"survey annotate {photo} --tool pixelate --points 0,0,5000,5000")
    (line,) = run(f"survey annotated marked --community {community} --json").json_lines
    assert (line["annotations"], Path(line["file"])) == (1, Path("marked") / f"{photo}.jpg")
    assert (tmp_path / "marked" / f"{photo}.jpg").read_bytes() != (tmp_path / "out" / f"{photo}.jpg").read_bytes()
    assert "1 张" in run(f"survey annotated marked --community {community}").out
