"""kill -9 while somebody types at the window: what had been shown as saved is there afterwards, and so is the half-typed sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from surveyapp.errors import SurveyError
from surveyapp.steps.desk import Desk
from surveyapp.steps.doctor import doctor
from surveyapp.steps.node import open_home
from tests.faults.soaks import Outcome
from tests.faults.typist import DOOR

WHERE = ("entry", "record", "review", "plan", "needs")
_LONGEST = 2.0
"""Seconds of typing before the kill, at most."""


def prepare(home: Path) -> tuple[str, str]:
    """A home with one building, where the window opens; answers stream and building."""
    desk = Desk(open_home(home))
    desk.choose_survey(desk.new_survey("柳北区摸底", "liuzhou", "韦敏").id)
    stream = desk.new_community({"name": "柳北船厂宿舍"}).records[0][0]
    building = desk.new_record(stream, "building", {"name": "3栋", "units": 3, "storeys": 6, "households": 36}).records[0][1]
    desk.new_record(stream, "defect", {"building": building, "words": "屋面漏雨"})
    desk.set_setting("last_stream", stream)
    desk.set_setting("last_building", building)
    desk.close()
    return stream, building


def window_kills(count: int) -> Outcome:
    """`count` kills over five ways of typing; each home is carried on for ten of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    outcome, chance = Outcome(), Random(5)
    while outcome.faults < count:
        where = WHERE[outcome.faults // 10 % len(WHERE)]
        with tempfile.TemporaryDirectory(prefix="faults") as name:
            os.environ["SURVEYAPP_STATE"] = f"{name}/state"
            home = Path(name).resolve() / "home"
            stream, building = prepare(home)
            told: list[str] = []
            for _ in range(min(10, count - outcome.faults)):
                _kill(home, where, told, chance.uniform(0, _LONGEST))
                outcome.faults += 1
                outcome.wrong += [f"{where} after {told[-1:]}: {each}" for each in check(home, stream, building, where, told)]
            outcome.acknowledged += sum(not line.startswith("open") for line in told)
    return outcome


def _kill(home: Path, where: str, told: list[str], seconds: float) -> None:
    reached = max((int(line.split()[1]) for line in told if line.startswith("field")), default=len(told))
    run = subprocess.Popen([sys.executable, "-m", "tests.faults.typist", str(home), where, str(reached)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    told.append(run.stdout.readline().strip())
    time.sleep(seconds)
    run.kill()
    told += [line.strip() for line in run.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]


def check(home: Path, stream: str, building: str, where: str, told: list[str]) -> list[str]:
    """What of the acknowledged is lost, and what is broken or left over; empty when all is well."""
    if not told[-1]:
        return ["the window did not open"]
    try:
        node = open_home(home)
    except SurveyError as problem:
        return [f"does not open: {problem.code}"]
    desk = Desk(node)
    try:
        wrong = [f"doctor: {each.code} {each.where} {each.facts}" for each in doctor(node)]
        wrong += [f"left over: {file}" for file in home.rglob(".*.part")]
        wrong += [f"crash report: {file.read_text('utf-8')[-400:]}" for file in (home / "crashes").glob("*")]
        if where == "entry":
            return wrong + _lost_words(desk, stream, building, told)
        shown = [int(line.split()[1]) for line in told if line.startswith("field")]
        return wrong + _lost_value(desk, stream, building, where, shown)
    finally:
        desk.close()


def _lost_words(desk: Desk, stream: str, building: str, told: list[str]) -> list[str]:
    """A kept draft is still there, has grown, or was recorded since."""
    recorded = {line.words for line in desk.defects(stream, building)}
    lost = [line for line in told if line.startswith("said") and line.removeprefix("said ") not in recorded]
    last = told[-1].removeprefix("kept ")
    if told[-1].startswith("kept") and not any(text.startswith(last) for text in (desk.draft(stream, building), *recorded)):
        lost.append(told[-1])
    return [f"lost {each}" for each in lost]


def _lost_value(desk: Desk, stream: str, building: str, where: str, shown: list[int]) -> list[str]:
    """What is held is the last number that was shown as saved, or the next, whose saving was under way."""
    if not shown:
        return []
    held = _held(desk, stream, building, where)
    able = [number % 3 + 1 if where == "review" else number % 90 + 1 for number in range(shown[-1], shown[-1] + 2)]
    return [] if held in able else [f"lost field {shown[-1]}: {held}"]


def _held(desk: Desk, stream: str, building: str, where: str) -> object:
    if where == "record":
        return desk.record(stream, building).value("households")
    if where == "review":
        return max(line.severity or 0 for line in desk.defects(stream, building))
    if where == "plan":
        vote = desk.assessment(stream).vote
        return desk.record(stream, vote.record).value("agree_owners")
    talk = next(line.record for line in desk.doors(stream, building) if line.label == DOOR)
    interview = desk.interview(stream, talk)
    return interview.values.get("people") if interview else None
