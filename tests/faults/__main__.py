"""`python -m tests.faults [name [count]]`: slow soaks, not a part of the test run.

    power   1000   the power fails at so many moments of one traced run (needs strace)
    kills   1000   kill -9 at random moments
    calls     60   kill -9 at the first so many calls of each kind that writes, syncs, renames or removes (needs strace)
    windows   60   kill -9 while somebody types at the window, in five places
    crowd   2000   so many histories over eight connections

Each prints how many faults it caused, how much had been acknowledged, and everything that was lost or broken: exit 1 if anything was.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence

from tests.faults import soaks, windows

ALL = {
    "power": (soaks.power_cuts, 1000),
    "kills": (soaks.random_kills, 1000),
    "calls": (soaks.killed_calls, 60),
    "windows": (windows.window_kills, 60),
    "crowd": (soaks.crowd, 2000),
}
NEED_STRACE = ("power", "calls")


def main(arguments: Sequence[str]) -> int:
    """Run one soak or all; answers the exit code."""
    failed = False
    for name in arguments[:1] or ALL:
        if name in NEED_STRACE and shutil.which("strace") is None:
            print(f"{name}: left out, strace is not installed")
            continue
        soak, count = ALL[name]
        begun = time.monotonic()
        outcome = soak(int(arguments[1]) if len(arguments) > 1 else count)
        print(f"{name}: {outcome.faults} faults, {outcome.acknowledged} acknowledged, {len(outcome.wrong)} wrong, {time.monotonic() - begun:.0f} s")
        for each in outcome.wrong[:20]:
            print(f"  {each}")
        failed = failed or bool(outcome.wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
