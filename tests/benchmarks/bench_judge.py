"""Verdicts a second on one core: the engine alone, and lines of `judge` from bytes to JSON text, beside what 10,000 a second allow."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from surveyapp.cli import judge as command
from surveyapp.policy.rules import judge as rules
from surveyapp.steps import judge as steps

Row = tuple[str, float, float, float | None, float]
ALLOWED = 1 / 10_000
_ROUNDS = 5
_FULL = {"location": "城市", "unit": "住宅小区", "residents_willing": True, "land": "国有", "needs_renovation": True}
_VOTE = {
    "total_area_m2": "1234.53",
    "total_owners": 30,
    "voted_area_m2": "823.02",
    "voted_owners": 20,
    "agree_area_m2": "617.26",
    "agree_owners": 15,
}
QUESTIONS: tuple[tuple[str, str, dict[str, object]], ...] = (
    *(("eligibility", city, {**_FULL, "completion_year": 1998}) for city in ("柳州", "泰安", "咸宁", "连州")),
    ("consent", "柳州", dict(_VOTE)),
    ("consent", "咸宁", dict(_VOTE)),
    ("publicity", "柳州", {"post_date": "2026-04-29", "min_working_days": 5, "count_start_day": False}),
    ("funding_floor", "柳州", {"total_10k_yuan": "1000", "parts_10k_yuan": {"居民": "30", "专营企业": "20", "财政": "950"}}),
    ("land_plot", "泰安", {"parcel_mu": "2.50", "cumulative_share_percent": "10.01", "original_user_consents": True}),
    ("deadline", "柳州", {"plan_year": 2026, "submitted": "2025-11-03"}),
    ("document_validity", "泰安", {"as_of": "2025-08-31"}),
    ("cost_responsibility", "咸宁", {"item": "加装电梯"}),
)


def _seconds(work: Callable[[], object], count: int) -> float:
    """The processor time of one verdict, the best of some rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for _ in range(50):
            work()
        best = min(best, (time.process_time() - begun) / (50 * count))
    return best


def rows() -> list[Row]:
    """The engine, then whole lines."""
    lines = [json.dumps({"rule": rule, "city": city, "input": given}, ensure_ascii=False).encode() for rule, city, given in QUESTIONS]
    courts = {city: _court(city) for _, city, _ in QUESTIONS}

    encode = json.JSONEncoder(ensure_ascii=False).encode

    def engine() -> None:
        for rule, city, given in QUESTIONS:
            rules.judge(courts[city], rule, given)

    def whole() -> None:
        for answer in command.answers(lines):
            encode(answer)

    engine()
    whole()
    return [
        ("a verdict of the engine (s), goal 10,000 a second", _seconds(engine, len(QUESTIONS)), ALLOWED, None, 1.0),
        ("a line of judge, bytes to JSON text (s), goal 10,000 a second", _seconds(whole, len(lines)), ALLOWED, None, 1.0),
    ]


def _court(city: str) -> rules.Court:
    pack = steps.judge("priority", city, {})[1]
    return rules.Court(steps.rulebook_of(pack), steps.rulebook_of(pack.root), steps.calendar())
