"""Asking the real rules of the real packs, as the command does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveyapp.steps import judge as steps

CITIES = ("柳州", "泰安", "咸宁", "连州")


def ask(rule: str, city: str, given: Mapping[str, object]) -> dict[str, Any]:
    """The verdict of one rule as plain values."""
    return steps.judge_line({"rule": rule, "city": city, "input": given})
