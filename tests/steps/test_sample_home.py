"""The sample home: the same every time, whole or not there, and never over anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveyapp.domain.laptop import SAMPLE_MARK
from surveyapp.errors import BadInput, Cancelled
from surveyapp.steps.desk import Desk
from surveyapp.steps.doctor import doctor
from surveyapp.steps.node import open_home
from surveyapp.steps.sample_home import make_sample


def test_it_has_something_of_everything_and_is_made_once(tmp_path: Path) -> None:
    told: list[int] = []
    folder = make_sample(tmp_path / "sample", lambda done, total, code: told.append(done))
    assert told == sorted(told)
    node = open_home(folder)
    desk = Desk(node)
    desk.choose_survey(desk.surveys()[0].id)
    assert len(desk.communities()) == 2
    assert len(desk.conflicts()) == 1
    assert {"bare_defect"} <= {sort for sort, count in desk.flaws()[0].items() if count} or desk.flaws()[1]
    assert sum(each.defects for each in desk.communities()) == 20
    assert doctor(node) == ()
    node.close()
    before = (folder / "journal.db").stat().st_mtime_ns
    make_sample(folder)
    assert (folder / "journal.db").stat().st_mtime_ns == before


def test_a_half_made_one_is_made_again_and_a_cancelled_one_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    with pytest.raises(Cancelled):
        make_sample(folder, cancelled=lambda: True)
    assert not folder.exists()
    folder.mkdir()
    (folder / SAMPLE_MARK).write_text("begun")
    (folder / "journal.db").write_bytes(b"half")
    assert make_sample(folder) == folder
    open_home(folder).close()


def test_it_never_takes_the_place_of_anything_else(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"someone's work")
    with pytest.raises(BadInput):
        make_sample(tmp_path)
    assert (tmp_path / "journal.db").read_bytes() == b"someone's work"
