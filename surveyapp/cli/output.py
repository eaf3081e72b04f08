"""What commands print: sentences for people, JSON for programs, a bar for what takes long."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from surveyapp import words
from surveyapp.errors import Finding, PackageRefused, SurveyError

_ID = re.compile(r"[0-9a-f-]{36}|[0-9a-f]{64}")
"""Ids say nothing to a person; programs get them as JSON."""


def print_json(value: Any) -> None:
    """One JSON value on a line of its own."""
    print(json.dumps(_plain(value), ensure_ascii=False, default=str), flush=True)


def as_json(value: Any) -> Any:
    """A value as `print_json` prints it, to put more beside it."""
    return _plain(value)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(each) for key, each in asdict(value).items()}
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    if isinstance(value, (Decimal, Path)):
        return str(value)
    return value


def say(code: str, /, **facts: object) -> None:
    """One sentence on standard output."""
    print(words.say(code, **facts), flush=True)


def finding_sentence(finding: Finding) -> str:
    """A finding as a sentence, with the place that it speaks of."""
    sentence = words.say(finding.code, **{"where": finding.where, **finding.facts})
    is_told = not finding.where or finding.where in sentence or _ID.fullmatch(finding.where)
    return sentence if is_told else f"{finding.where}: {sentence}"


def print_findings(findings: Iterable[Finding], *, to_error: bool = False) -> None:
    """Every finding, a line each."""
    for finding in findings:
        print(f"  · {finding_sentence(finding)}", file=sys.stderr if to_error else sys.stdout)


def print_error(problem: SurveyError) -> None:
    """An expected failure on standard error: what, where and what to do; all findings of a refused package."""
    print(error_sentence(problem), file=sys.stderr)
    if isinstance(problem, PackageRefused):
        print_findings(problem.findings, to_error=True)


def error_sentence(problem: SurveyError) -> str:
    """The sentence of an expected failure."""
    return words.say(problem.code, **problem.facts)


class Bar:
    """Progress on a terminal: one line that is drawn over; nothing where standard error is no terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = sys.stderr.isatty() and not quiet
        self._last = ""

    def __call__(self, done: int, total: int, code: str) -> None:
        """Draw the bar: the callback that steps take."""
        if not self._shown:
            return
        part = min(1.0, done / total) if total else 1.0
        text = f"[{'█' * round(part * 24):<24}] {part:4.0%} {words.say(code)}"
        if text != self._last:
            self._last = text
            print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the bar away."""
        if self._shown and self._last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._last = ""
