"""Saving one field: an edit, its row and its search entry in one durable transaction, beside 4 KiB appended and fdatasynced."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from surveyapp.steps.node import open_home
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import new_community, new_survey

Row = tuple[str, float, float, float | None, float]


def rows(saves: int = 300, defects: int = 5_000) -> list[Row]:
    """(what, ours, floor, peer, goal): seconds a save in a community of some thousand defects, both sides in turn."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["SURVEYAPP_STATE"] = f"{name}/state"
        node = open_home(Path(name) / "home")
        survey = new_survey(node, "踏勘", "lianzhou", "陈静").id
        stream = new_community(node, survey, {"name": "小区"}).records[0][0]
        ids = [node.new_id() for _ in range(defects)]
        record(node, [Draft(stream, each, "defect", {"code": "RF-01", "words": "顶楼漏雨", "community": stream}) for each in ids], "import")
        handle = os.open(f"{name}/floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        ours, floor = [], []
        for number in range(saves):
            begun = time.perf_counter()
            os.write(handle, bytes(4096))
            os.fdatasync(handle)
            between = time.perf_counter()
            record(node, [Draft(stream, ids[number * 7 % defects], "defect", {"words": f"顶楼漏雨，第 {number} 次"})], "set_defect")
            floor.append(between - begun)
            ours.append(time.perf_counter() - between)
        os.close(handle)
        node.close()
    ours.sort()
    return [
        ("save one field, p50", statistics.median(ours), statistics.median(floor), None, 4.0),
        ("save one field, p99, its floor being 16 ms", ours[len(ours) * 99 // 100], 0.016, None, 1.0),
    ]


if __name__ == "__main__":
    for row in rows():
        print(row, round(row[1] / row[2], 2))
