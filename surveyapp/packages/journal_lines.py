"""Whether a line that came from somewhere else is one JSON object, before anything else is done with it.

Python's own reader takes NaN, repeated names and lone surrogates and falls over deep nesting, so each is refused here by itself.
What the object means is not looked at: that is the domain's door check.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

DEEPEST = 64
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


class _Refused(ValueError):
    """Carries the code of the finding."""


def line_fault(untrusted_line: bytes, longest: int = 1 << 20) -> str | None:
    """The code of what is wrong with a line (without its newline), or None when it is a JSON object in UTF-8 of at most `longest` bytes."""
    fault = _byte_fault(untrusted_line, longest)
    if fault is not None:
        return fault
    try:
        value = _DECODER.decode(untrusted_line.decode("utf-8"))
        if b"\\u" in untrusted_line:
            _check_strings(value)
    except UnicodeError:
        return "finding.package.line_not_utf8"
    except _Refused as problem:
        return str(problem)
    except (ValueError, RecursionError):
        return "finding.package.line_not_json"
    return None


def _byte_fault(line: bytes, longest: int) -> str | None:
    if len(line) > longest:
        return "finding.package.line_too_long"
    if line.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "finding.package.line_bom"
    if line[:1] != b"{" or line[-1:] != b"}":
        return "finding.package.line_not_object"
    if b"\x00" in line:
        return "finding.package.line_control"
    return "finding.package.line_deep" if _too_deep(line) else None


def _too_deep(line: bytes) -> bool:
    if line.count(b"{") + line.count(b"[") <= DEEPEST:
        return False
    depth = 0
    for token in _TOKENS.finditer(line):
        mark = token[0]
        if mark in b"{[":
            depth += 1
            if depth > DEEPEST:
                return True
        elif mark in b"}]":
            depth -= 1
    return False


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused("finding.package.line_repeated_name")
    return made


def _no_constant(name: str) -> None:
    raise _Refused("finding.package.line_not_finite")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _Refused("finding.package.line_not_finite")
    return value


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite, strict=True)


def _check_strings(value: Any) -> None:
    for text in _strings(value):
        if "\x00" in text:
            raise _Refused("finding.package.line_control")
        if any("\ud800" <= each <= "\udfff" for each in text):
            raise _Refused("finding.package.line_surrogate")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def parsed(checked_line: bytes) -> dict[str, Any]:
    """The object of a line that `line_fault` found nothing wrong with."""
    made: dict[str, Any] = json.loads(checked_line)
    return made
