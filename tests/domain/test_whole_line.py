"""The quick look at a whole line says nothing that the close look at each value does not say."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.canonical import canonical
from surveyapp.domain.edits import LATEST, BrokenEnvelope, Edit, read_closely
from surveyapp.domain.whole_line import read_edit, read_whole
from surveyapp.errors import BadInput
from tests.domain.histories import make_history

LINES = tuple(edit.line for seed in range(12) for edit in make_history(seed).edits)
PIECES = (
    "", "0", "1", "-", ".5", "e9", "null", "true", '"', '"a"', "{", "}", "[", "]", ",", ":", " ", "\\u0041", "\u0301", "\x7f", "\u3000",
    "\U0001f600", "K", ',"kind":"defect"', '"replaces":{}', '"saw":{}', '"deleted":true', "9007199254740993", "253402300800000", "a" * 64, "{" * 40,
)  # fmt: skip


def seen(line: bytes) -> Edit | None:
    try:
        return read_closely(line)
    except BadInput:
        return None


def agree(line: bytes) -> None:
    whole, close = read_whole(line), seen(line)
    if whole is not None:
        assert close is not None
        assert [getattr(whole, field.name) for field in fields(Edit)] == [getattr(close, field.name) for field in fields(Edit)]


@given(st.sampled_from(LINES), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 40), st.sampled_from(PIECES)), max_size=3))
def test_a_spoiled_line(line: bytes, spots: list[tuple[int, int, str]]) -> None:
    for start, length, piece in spots:
        line = line[:start] + piece.encode() + line[start + length :]
    agree(line)


@given(st.sampled_from(LINES), st.integers(0, 900), st.integers(0, 7))
def test_a_flipped_bit(line: bytes, at: int, bit: int) -> None:
    at %= len(line)
    agree(line[:at] + bytes([line[at] ^ (1 << bit)]) + line[at + 1 :])


NAMES = ("schema", "stream", "record", "kind", "changes", "replaces", "saw", "act", "author", "origin", "seq", "prev")
NAMES += ("made_at", "wall", "undoes", "new")
ID, OTHER = "a" * 64, "b" * 64
VALUES: tuple[Any, ...] = (
    None, True, 0, 1, 2, -1, 10**15, LATEST, LATEST + 1, "", "x", "defect", "Defect", "2026-03-09T08:00:00+08:00", "2026-03-09", ID,
    [], [ID], {}, {"a": 1}, {"words": [ID]}, {"words": [OTHER, ID]}, {"words": [ID, ID]}, {"words": []}, {"words": [ID, OTHER], "code": [ID]},
    {"kind": "defect"}, {"kind": [ID]}, {"id": "x", "name": "y"},
    {"words": "漏水", "kind": {"kind": "defect"}}, {"Words": "x"}, "0f0e0d0c-0b0a-4000-8000-000000000001",
)  # fmt: skip


@given(st.sampled_from(LINES), st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), min_size=1, max_size=3), st.booleans())
def test_an_envelope_with_other_values(line: bytes, others: list[tuple[str, Any]], sort: bool) -> None:
    value = json.loads(line) | dict(others)
    agree(canonical(value))
    agree(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort).encode())


def test_lines_as_they_are_written_are_read_as_a_whole() -> None:
    plain = [line for line in LINES if b"\\" not in line and not any(each > 0xEF for each in line)]
    assert len(plain) > 100
    assert all(read_whole(line) is not None for line in plain)


def test_an_edit_of_an_unusual_line_is_read_all_the_same() -> None:
    value = json.loads(LINES[0])
    value["changes"]["note"] = "第一行\n第二行 😀"
    assert read_whole(canonical(value)) is None
    assert read_edit(canonical(value)).changes["note"] == "第一行\n第二行 😀"
    with pytest.raises(BrokenEnvelope):
        read_edit(canonical(value | {"seq": 0}))
