"""Canonical JSON (RFC 8785) of the values that an edit may hold, and the door check that guards it.

Allowed: null, booleans, integers of at most 53 bits, strings, lists, objects. Decimals travel as strings, floats never.
Strings are NFC, without lone surrogates and without control characters but newline.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from surveyapp.errors import BadInput

Value = Any
"""null | bool | int | str | list of Value | dict of str to Value."""

LARGEST_INTEGER = 2**53 - 1
LARGEST_LINE = 1 << 20
DEEPEST = 32

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False)


def canonical(value: Value) -> bytes:
    """The one way to write a value (RFC 8785). The value must have passed `check_value`."""
    text = _WRITER.encode(value)
    written = text.encode("utf-8")
    if not text.isascii() and _has_astral(written):
        text = json.dumps(_in_utf16_order(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8")
    return written


def _has_astral(written: bytes) -> bool:
    """Whether a character beyond the BMP is written here: what its UTF-8 begins with stands nowhere else."""
    return b"\xf0" in written or b"\xf1" in written or b"\xf2" in written or b"\xf3" in written or b"\xf4" in written


def _in_utf16_order(value: Value) -> Value:
    """RFC 8785 §3.2.3 sorts keys by UTF-16 code units, which differs from code points beyond the BMP."""
    if isinstance(value, dict):
        return {key: _in_utf16_order(value[key]) for key in sorted(value, key=lambda each: each.encode("utf-16-be"))}
    if isinstance(value, list):
        return [_in_utf16_order(each) for each in value]
    return value


def clean_text(text: str) -> str:
    """What a person typed or pasted, made fit for an edit: NFC, tabs and line ends unified, control characters gone."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = _SURROGATE.sub("", _CONTROL.sub("", unified))
    return unicodedata.normalize("NFC", kept)


def check_value(value: Value, depth: int = 0) -> None:
    """Raise BadInput unless the value may stand in an edit. Nothing passes here that a receiver would refuse."""
    if value is None or value is True or value is False:
        return
    if isinstance(value, str):
        _check_text(value)
    elif type(value) is int:
        if abs(value) > LARGEST_INTEGER:
            raise BadInput("error.value.integer", value=str(value)[:40])
    elif depth >= DEEPEST:
        raise BadInput("error.value.depth", depth=DEEPEST)
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str):
                raise BadInput("error.value.type", type=type(key).__name__)
            _check_text(key)
            check_value(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            check_value(each, depth + 1)
    else:
        raise BadInput("error.value.type", type=type(value).__name__)


def _check_text(text: str) -> None:
    if text.isascii():
        if text.isprintable():
            return
    elif _SURROGATE.search(text):
        raise BadInput("error.value.surrogate")
    elif not unicodedata.is_normalized("NFC", text):
        raise BadInput("error.value.not_nfc", text=text[:40])
    if _CONTROL.search(text):
        raise BadInput("error.value.control", text=_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)[:40])


def parse(untrusted_line: bytes) -> Value:
    """The value of a canonical line. Raises BadInput for whatever is not exactly what `canonical` would write."""
    if len(untrusted_line) > LARGEST_LINE:
        raise BadInput("error.line.too_long", size=len(untrusted_line), limit=LARGEST_LINE)
    text = plain_text(untrusted_line)
    found = plain_value(text) if text is not None else None
    return _parse(untrusted_line) if found is None else found


class _NotPlain(Exception):
    """Something that has to be looked at closely."""


def _small_whole(digits: str) -> int:
    if len(digits) > 15:
        raise _NotPlain
    return int(digits)


def _not_plain(_text: str) -> None:
    raise _NotPlain


_PLAIN = json.JSONDecoder(parse_int=_small_whole, parse_float=_not_plain, parse_constant=_not_plain)


def plain_text(untrusted_line: bytes) -> str | None:
    """The text of a line in which nothing is escaped or unusual, so that what stands in the line stands in its values; None for any other.

    No surrogate, no character beyond the BMP, nothing but printable characters in NFC (a part of a text in NFC is in NFC), and too few
    brackets to be nested too deeply.
    """
    try:
        text = untrusted_line.decode("utf-8")
    except ValueError:
        return None
    if "\\" in text or not text.isprintable() or text.count("{") + text.count("[") >= DEEPEST:
        return None
    if not text.isascii() and (_has_astral(untrusted_line) or not unicodedata.is_normalized("NFC", text)):
        return None
    return text


def plain_value(plain: str) -> Value:
    """The value of a part of a plain text, written as `canonical` would, with no fraction and no number of more than 15 digits;
    None where each value has to be looked at."""
    try:
        value, end = _PLAIN.raw_decode(plain)
        return value if end == len(plain) and _WRITER.encode(value) == plain else None
    except (ValueError, RecursionError, _NotPlain):
        return None


def _parse(untrusted_line: bytes) -> Value:
    """The value of any line, each of its values looked at; or what is wrong with it."""
    try:
        text = untrusted_line.decode("utf-8")
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise BadInput("error.line.not_json", reason=str(problem)[:80]) from problem
    check_value(value)
    if canonical(value) != untrusted_line:
        raise BadInput("error.line.not_canonical")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
