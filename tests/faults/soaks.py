"""The soaks: power cuts, kills at random moments, kills at every durable call, a crowd of connections."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from surveyapp.store.own_server import own_server
from surveyapp.store.store import open_store
from tests.domain.histories import make_history
from tests.faults import workload
from tests.faults.traced_disk import CALLS, UNKNOWN, Disk, play
from tests.store import test_convergence as convergence


@dataclass
class Outcome:
    """How many faults were caused, what had been acknowledged, and everything that was wrong afterwards."""

    faults: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)


@contextmanager
def _home() -> Iterator[tuple[Path, str, str]]:
    with tempfile.TemporaryDirectory(prefix="faults") as name:
        os.environ["SURVEYAPP_STATE"] = f"{name}/state"
        home = Path(name).resolve() / "home"
        yield home, *workload.prepare(home)


def _worker(home: Path, stream: str, building: str, first: int, rounds: int) -> list[str]:
    return [sys.executable, "-m", "tests.faults.workload", str(home), stream, building, str(first), str(rounds)]


def power_cuts(count: int, rounds: int = 10) -> Outcome:
    """One run of the workload under strace; then the power fails at `count` moments, with torn sectors and lost names."""
    outcome, chance = Outcome(), Random(3)
    with _home() as (home, stream, building):
        before, trace = home.with_name("before"), home.with_name("trace")
        shutil.copytree(home, before)
        strace = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS},{UNKNOWN}", "-o", str(trace)]
        subprocess.run([*strace, *_worker(home, stream, building, 0, rounds)], check=True, stdout=subprocess.DEVNULL)
        total = sum(1 for _ in play(trace, Disk(home, before)))
        moments = sorted(chance.choices(range(1, total + 1), k=count))
        disk = Disk(home, before)
        for number in play(trace, disk):
            while moments and moments[0] == number:
                moments.pop(0)
                _cut(disk, home.with_name("after"), stream, building, chance, outcome)
    return outcome


def _cut(disk: Disk, after: Path, stream: str, building: str, chance: Random, outcome: Outcome) -> None:
    torn, strict = chance.choice((0.0, 0.5, 1.0)), chance.random() < 0.5
    disk.leave(after, torn, strict, chance)
    told = [line for line in "".join(disk.told).splitlines() if line != "open"]
    outcome.faults += 1
    outcome.acknowledged += len(told)
    outcome.wrong += [f"torn {torn} strict {strict} after {told[-1:]}: {each}" for each in workload.check(after, stream, building, told)]
    shutil.rmtree(after)


def random_kills(count: int) -> Outcome:
    """kill -9 at random moments of the workload; the same home is carried on for ten rounds, then a fresh one begins."""
    outcome, chance = Outcome(), Random(4)
    while outcome.faults < count:
        with _home() as (home, stream, building):
            told: list[str] = []
            for _ in range(min(10, count - outcome.faults)):
                reached = max((int(line.split()[1]) for line in told if line.startswith("edit")), default=0)
                run = subprocess.Popen(_worker(home, stream, building, reached, 0), stdout=subprocess.PIPE, text=True)
                assert run.stdout is not None
                run.stdout.readline()
                time.sleep(chance.uniform(0, 0.2))
                run.kill()
                told += [line.strip() for line in run.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]
                outcome.faults += 1
                outcome.wrong += workload.check(home, stream, building, told)
            outcome.acknowledged += len(told)
    return outcome


def killed_calls(most: int) -> Outcome:
    """kill -9 at the k-th call that writes, syncs, renames or removes, k = 1 … all (or `most`), in a short run of everything."""
    outcome = Outcome()
    with _home() as (home, stream, building):
        before = home.with_name("before")
        shutil.copytree(home, before)
        for call in ("pwrite64", "fsync", "fdatasync", "rename", "ftruncate", "link", "unlink"):
            for number in range(1, most + 1):
                shutil.rmtree(home)
                shutil.copytree(before, home)
                strace = ["strace", "-f", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={number}"]
                run = subprocess.run([*strace, *_worker(home, stream, building, 0, 5)], capture_output=True, text=True)
                if run.returncode == 0:
                    break
                told = [line for line in run.stdout.splitlines() if line != "open"]
                outcome.faults += 1
                outcome.acknowledged += len(told)
                outcome.wrong += [f"{call} {number}: {each}" for each in workload.check(home, stream, building, told)]
    return outcome


def crowd(count: int) -> Outcome:
    """`count` random histories in interleaved slices over eight connections of a PostgreSQL: rows are those of the pure merge."""
    histories = [make_history(50_000 + number) for number in range(count)]
    batches = convergence.mixed(histories, Random(count))
    outcome = Outcome(faults=len(batches), acknowledged=sum(len(each.delivered) for each in histories))
    with own_server() as url:
        open_store(url).close()

        def work(mine: list[list[convergence.Edit]]) -> None:
            store = open_store(url)
            try:
                for batch in mine:
                    convergence.feed(store, batch)
            except Exception as problem:
                outcome.wrong.append(repr(problem))
            finally:
                store.close()

        threads = [threading.Thread(target=work, args=(batches[number::8],)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        store = open_store(url)
        if convergence.held(store) != convergence.pure(edit for each in histories for edit in each.delivered):
            outcome.wrong.append("rows differ from the pure merge")
        store.close()
    return outcome
