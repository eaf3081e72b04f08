"""`python -m tests.benchmarks [part of a name …]`: every benchmark, one table: what, ours, floor, peer, ratio, goal, met?

A ratio is ours to the floor measured in the same run; where a line says "goal beside" its peer, to the peer.
A peer that is not installed is left out, never guessed. `--growth` tells instead how the work grows: two sizes, their seconds, the exponent (1 is
linear).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

Row = tuple[str, float, float, float | None, float]
LINEAR = 1.1
"""What a clock on a shared machine lets pass for linear."""


def modules(wanted: Sequence[str]) -> Iterator[str]:
    """The benchmarks whose names hold one of the words; all without words."""
    for file in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not wanted or any(word in file.stem for word in wanted):
            yield file.stem


def ratio(row: Row) -> float | None:
    """Ours to what the goal speaks of; None where that is a peer that is not here."""
    what, ours, floor, peer, _ = row
    if "goal beside" in what:
        return ours / peer if peer else None
    return ours / floor


def line(row: Row) -> str:
    """A row as a line of the table."""
    what, ours, floor, peer, goal = row
    found = ratio(row)
    beside = f"{peer:12.6g}" if peer is not None else f"{'-':>12}"
    if found is None:
        return f"{what:<72} {ours:12.6g} {floor:12.6g} {beside} {'-':>8} {goal:6.2f}  no peer"
    return f"{what:<72} {ours:12.6g} {floor:12.6g} {beside} {found:8.2f} {goal:6.2f}  {'yes' if found <= goal else 'NO'}"


def growth_line(what: str, small: float, large: float, first: float, second: float) -> str:
    """How a piece of work grows, as a line."""
    exponent = math.log(second / first) / math.log(large / small)
    return f"{what:<72} {small:12,g} {large:12,g} {first:12.6g} {second:12.6g} {exponent:8.2f}  {'yes' if exponent <= LINEAR else 'NO'}"


def grow(wanted: Sequence[str]) -> int:
    """Print how the work of each benchmark that can tell it grows."""
    print(f"{'what':<72} {'size':>12} {'larger':>12} {'seconds':>12} {'seconds':>12} {'exponent':>8}  linear?")
    for name in modules(wanted):
        growth = getattr(import_module(f"tests.benchmarks.{name}"), "growth", None)
        for told in growth() if growth else ():
            print(growth_line(*told), flush=True)
    return 0


def main(wanted: Sequence[str]) -> int:
    """Print the table as the lines come; answers 0: a goal that is missed is told, it does not fail."""
    if "--growth" in wanted:
        return grow([word for word in wanted if word != "--growth"])
    print(f"{'what':<72} {'ours':>12} {'floor':>12} {'peer':>12} {'ratio':>8} {'goal':>6}  met?")
    for name in modules(wanted):
        for row in import_module(f"tests.benchmarks.{name}").rows():
            print(line(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
