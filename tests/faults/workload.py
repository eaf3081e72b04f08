"""Work to be interrupted: edits, photos and a package in one home. Each line printed acknowledges what is durable from then on.

python -m tests.faults.workload HOME STREAM BUILDING FIRST ROUNDS
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from surveyapp.errors import SurveyError
from surveyapp.packages.read import verify_package
from surveyapp.steps import package
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.doctor import doctor
from surveyapp.steps.node import open_home
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import new_community, new_survey
from surveyapp.store import find


def prepare(home: Path) -> tuple[str, str]:
    """A home with one building; answers stream and building."""
    node = open_home(home)
    survey = new_survey(node, "踏勘", "lianzhou", "陈静").id
    stream = new_community(node, survey, {"name": "小区"}).records[0][0]
    building = node.new_id()
    record(node, [Draft(stream, building, "building", {"name": "1栋", "households": 0})], "new_building")
    node.close()
    return stream, building


def work(home: Path, stream: str, building: str, first: int, rounds: int) -> None:
    """Save, and say so: `edit N`, `photo SHA256`, `package NAME`. Without end for 0 rounds."""
    node = open_home(home)
    print("open", flush=True)
    number = first
    while not rounds or number < first + rounds:
        number += 1
        record(node, [Draft(stream, building, "building", {"households": number})], "set_building")
        print(f"edit {number}", flush=True)
        if number % 3 == 0:
            data = b"\xff\xd8\xff" + number.to_bytes(4, "big") * 700
            bring_in_bytes(node, stream, building, f"{number}.jpg", data)
            print(f"photo {hashlib.sha256(data).hexdigest()}", flush=True)
        if number % 5 == 0:
            package.write(node, home / "exports" / f"{number}.zip", [stream])
            print(f"package {number}.zip", flush=True)
    node.close()


def check(home: Path, stream: str, building: str, told: list[str]) -> list[str]:
    """What of the acknowledged is lost, and what is broken; empty when all is well. Every exported file must be whole."""
    wrong = []
    try:
        node = open_home(home)
    except SurveyError as problem:
        return [f"does not open: {problem.code}"]
    try:
        wrong += [f"doctor: {each.code} {each.where} {each.facts}" for each in doctor(node)]
        with node.store.reading() as connection:
            row = find.one(connection, stream, building)
            photos = {each.get("sha256") for each in find.photos_of(connection, stream, building)}
        reached = row.get("households") if row else -1
        held = {name for name, _ in node.blobs}
        for line in told:
            what, _, value = line.partition(" ")
            if what == "edit" and int(value) > reached:
                wrong.append(f"lost {line}: {reached}")
            if what == "photo" and (value not in photos or value not in held):
                wrong.append(f"lost {line}")
            if what == "package" and not (home / "exports" / value).exists():
                wrong.append(f"lost {line}")
        for file in sorted((home / "exports").glob("[!.]*.zip")):
            verify_package(file)
    except SurveyError as problem:
        wrong.append(f"broken: {problem.code} {problem.facts}")
    finally:
        node.close()
    return wrong


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
