"""Moments as people read them: the wall time that an edit carries, shortened."""

from __future__ import annotations


def clock(wall: str) -> str:
    """`14:20` of an ISO wall time; empty when there is none."""
    return wall[11:16]


def day_and_clock(wall: str) -> str:
    """`11-20 14:20` of an ISO wall time."""
    return f"{wall[5:10]} {wall[11:16]}" if len(wall) >= 16 else wall
