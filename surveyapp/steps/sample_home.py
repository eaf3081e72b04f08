"""A home to try things out in: a small survey of two communities with defects, photos, interviews and a disagreement. It is a home of
its own, beside the real one and never mixed with it: what is recorded there is in no package of the real survey.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from surveyapp import paths
from surveyapp.domain.interviews import door_of
from surveyapp.domain.laptop import SAMPLE_MARK
from surveyapp.errors import BadInput, Cancelled
from surveyapp.steps import package, policies, sample
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.interviews import Place, keep
from surveyapp.steps.node import Node, open_home
from surveyapp.steps.receive import receive
from surveyapp.steps.record import Draft, record
from surveyapp.steps.sample import Sample, SampleCommunity
from surveyapp.steps.survey import add_person, new_survey, streams_of, work_as
from surveyapp.store import local

Progress = Callable[[int, int, str], None]
MAKING = "craft.sample.making"
_CODES = (
    ("CP-02", "WL-02", "RF-01", "DR-01", "LT-01", "CH-01", "AC-01", "FR-01", "CP-03", "EL-01", "WL-03", "PK-01", "GB-01", "AG-01"),
    ("RF-01", "WL-03", "CP-03", "LT-01", "DR-01", "SC-01"),
)
"""What is found in each of the two communities."""
_TALKS = (
    ("1-101", "owner", "agree", "yes"),
    ("1-201", "tenant", "abstain", "depends"),
    ("1-202", "owner", "agree", "yes"),
    ("1-301", "owner", "disagree", "no"),
)
_LEAST, _MOST = 3, 7
"""So many buildings: the list can be taken in at a glance."""
_BARE = 4
"""Every fourth defect has no photo: there is something to mend."""


def make_sample(folder: Path, progress: Progress | None = None, cancelled: Callable[[], bool] = lambda: False) -> Path:
    """Make the home in a folder, or leave it where it stands already; answers the folder. Same every time.

    Raises BadInput for a folder that holds something else, Cancelled (nothing is left), DiskError.
    """
    if (folder / SAMPLE_MARK).is_file() and (folder / SAMPLE_MARK).read_text(encoding="ascii") == "whole":
        return folder
    if folder.exists() and any(folder.iterdir()) and not (folder / SAMPLE_MARK).exists():
        raise BadInput("error.demo_folder", path=str(folder))
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / SAMPLE_MARK).write_text("begun", encoding="ascii")
        _fill(folder, progress or (lambda done, total, code: None), cancelled)
        (folder / SAMPLE_MARK).write_text("whole", encoding="ascii")
    except OSError as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise paths.disk_error(problem, folder) from problem
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _fill(folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> None:
    what, chance = sample.read_sample(), Random(7)
    total, done = sum(len(codes) for codes in _CODES) + 4, 0

    def step() -> None:
        nonlocal done
        if cancelled():
            raise Cancelled()
        progress(done, total, MAKING)
        done += 1

    node = open_home(folder)
    try:
        step()
        survey = new_survey(node, what.raw["name"], what.raw["policy"], what.raw["inspectors"][0])
        other = add_person(node, survey.id, what.raw["inspectors"][1])
        communities = _roster(node, survey.id, what, chance)
        for community, codes in zip(communities, _CODES, strict=True):
            _walk(node, community, codes, what, chance, step)
        step()
        _interview(node, communities[0])
        step()
        _disagree(node, folder / "other-laptop", communities[0], survey.id, other)
        with node.store.writing() as connection:
            local.put(connection, "setting.last_stream", communities[0].stream)
            local.put(connection, "setting.last_building", communities[0].buildings[0][0])
        step()
    finally:
        node.close()


def _roster(node: Node, survey: str, what: Sample, chance: Random) -> list[SampleCommunity]:
    """Two communities of a handful of buildings each, so that the list can be taken in at a glance."""
    made = sample.roster(node, survey, what, chance)
    small = [(community, drafts) for community, drafts in made if _LEAST <= len(community.buildings) <= _MOST][: len(_CODES)]
    for _, drafts in small:
        record(node, drafts, "import_roster")
    return [community for community, _ in small]


def _walk(node: Node, community: SampleCommunity, codes: Sequence[str], what: Sample, chance: Random, step: Callable[[], None]) -> None:
    day = datetime(2021, 3, 8, 9, 0, tzinfo=node.clock.now().tzinfo)
    known = [code for code in codes if code in policies.catalogue().defects]
    for at, draft in enumerate(sample.defect_drafts(node, community, known, what, chance)):
        step()
        record(node, [draft], "new_defect")
        if at % _BARE:
            data = sample.photo_bytes(str(draft.changes["code"]), 11 + 17 * at, what, day + timedelta(hours=at))
            bring_in_bytes(node, draft.stream, draft.record, f"IMG_{at + 1:04d}.jpg", data)


def _interview(node: Node, community: SampleCommunity) -> None:
    wishes = list(policies.catalogue().needs)
    for at, (door, who, consent, willing) in enumerate(_TALKS):
        fields = {"who": who, "consent": consent, "willing_to_pay": willing}
        keep(node, Place(community.stream, community.buildings[0][0], door_of(door)), "", fields, wishes[at : at + 3])


def _disagree(node: Node, folder: Path, community: SampleCommunity, survey: str, other: str) -> None:
    """A second laptop has seen the first building differently: there is something to settle."""
    stream, building = community.stream, community.buildings[0][0]
    package.write(node, folder / "roster.zip", streams_of(node, survey))
    second = open_home(folder / "home")
    try:
        receive(second, folder / "roster.zip")
        work_as(second, survey, other)
        record(second, [Draft(stream, building, "building", {"structure": "masonry_timber"})], "set_building")
        record(node, [Draft(stream, building, "building", {"structure": "frame_bottom"})], "set_building")
        package.write(second, folder / "back.zip", streams_of(second, survey))
    finally:
        second.close()
    receive(node, folder / "back.zip")
    shutil.rmtree(folder, ignore_errors=True)
