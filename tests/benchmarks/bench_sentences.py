"""Sentences into items and tiers, and questions into verdicts: one at a time on one core, beside the half millisecond that 2,000 a second leave."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from surveyapp.steps import policies
from surveyapp.steps.classify import classify_line
from surveyapp.steps.judge import judge_line

Row = tuple[str, float, float, float | None, float]
EACH = 1 / 2_000
_SAID = (
    "顶楼两户一下雨就滴水，拿盆接着",
    "扶手晃得厉害，老人不敢扶",
    "厨房地漏返水，一个月通两回",
    "敞口桶，夏天味道大",
    "路灯坏了三盏",
    "外墙瓷砖往下掉",
)
_ASKED = (
    {"rule": "deadline", "city": "柳州", "input": {"plan_year": 2026, "submitted": "2025-11-03"}},
    {"rule": "land_plot", "city": "泰安", "input": {"parcel_mu": "1"}},
)


def _each(work: Callable[[int], object], count: int, rounds: int = 5) -> float:
    """Seconds of this thread's work for one of so many, median of some rounds; what is loaded once is loaded before."""
    work(0)
    taken = []
    for _ in range(rounds):
        begun = time.thread_time()
        for number in range(count):
            work(number)
        taken.append((time.thread_time() - begun) / count)
    return statistics.median(taken)


def rows(count: int = 2_000) -> list[Row]:
    """(what, ours, floor, peer, goal), in seconds of thread time."""
    pack = policies.pack("liuzhou")
    sentence = _each(lambda n: classify_line(pack, f"{n % 30}栋{n % 4 + 1}单元，{_SAID[n % len(_SAID)]}"), count)
    question = _each(lambda n: judge_line(_ASKED[n % len(_ASKED)]), count)
    return [
        ("classify a sentence (floor: 2,000 a second)", sentence, EACH, None, 1.0),
        ("judge a question (floor: 2,000 a second)", question, EACH, None, 1.0),
    ]


if __name__ == "__main__":
    for row in rows():
        print(row, round(row[1] / row[2], 2))
