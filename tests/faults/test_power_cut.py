"""A short rehearsal of the power cut, and proof that the rehearsal would notice: the same model finds what careless saving loses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults import soaks
from tests.faults.traced_disk import CALLS, Disk, play

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

SAVE = """
import os, sys
folder, careful = sys.argv[1], sys.argv[2] == "careful"
for number in range(6):
    with open(f"{folder}/part", "wb") as file:
        file.write(bytes([number]) * 3000)
        file.flush()
        if careful:
            os.fsync(file.fileno())
    os.rename(f"{folder}/part", f"{folder}/kept")
    if careful:
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    print(number, flush=True)
"""


def lost_or_broken(folder: Path, way: str) -> int:
    """How many of all cuts leave less than was acknowledged, or a file that is neither the old nor the new one."""
    root, before, trace, chance = folder / "disk", folder / "before", folder / "trace", Random(1)
    root.mkdir()
    before.mkdir()
    command = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={CALLS}", "-o", str(trace), sys.executable, "-c", SAVE, str(root), way]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    disk, wrong = Disk(root, before), 0
    for number in play(trace, disk):
        left = folder / f"after{number}"
        disk.leave(left, 0.5, True, chance)
        told = [int(line) for line in "".join(disk.told).split()]
        data = (left / "kept").read_bytes() if (left / "kept").exists() else b""
        whole = len(set(data)) == 1 and len(data) == 3000
        wrong += (bool(data) and not whole) or (data[0] if data else -1) < max(told, default=-1)
    return wrong


@needs_strace
def test_the_rehearsal_finds_what_careless_saving_loses(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert lost_or_broken(tmp_path / "a", "careless") > 5
    assert lost_or_broken(tmp_path / "b", "careful") == 0


@needs_strace
def test_nothing_acknowledged_is_lost_when_the_power_fails(state_folder: Path) -> None:
    outcome = soaks.power_cuts(25, rounds=6)
    assert outcome.wrong == []
    assert outcome.faults == 25
    assert outcome.acknowledged > 25


@needs_strace
def test_a_kill_at_any_durable_call_leaves_before_or_after(state_folder: Path) -> None:
    outcome = soaks.killed_calls(1)
    assert outcome.wrong == []
    assert outcome.faults >= 4
