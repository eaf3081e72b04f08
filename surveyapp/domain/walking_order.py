"""The order in which one walks: 3 before 12."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=8192)
def walking_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers inside names by their value. Most names of a survey are the same few, so keys are kept."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name) if part)
