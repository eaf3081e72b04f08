"""Moments as people read them: the wall time that an edit carries, and days, as sentences say them. Tables and fields hold ISO dates."""

from __future__ import annotations

from surveyapp.words import say


def clock(wall: str) -> str:
    """`14:20` of an ISO wall time; empty when there is none."""
    return wall[11:16]


def day_words(day: str, *, year: bool = False) -> str:
    """`11月20日` of an ISO day or wall time, or `2026年11月20日`. What is no such day stays as it is."""
    parts = day[:10].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return day
    month = say(f"plan.month.{int(parts[1])}")
    return say("plan.day_of_year" if year else "plan.day", year=parts[0], month=month, day=int(parts[2]))


def day_and_clock(wall: str) -> str:
    """`11月20日 14:20` of an ISO wall time."""
    return f"{day_words(wall)} {clock(wall)}" if len(wall) >= 16 else wall
