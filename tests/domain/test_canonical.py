"""Canonical JSON, the door check, and reading lines that nobody can be trusted to have written."""

from __future__ import annotations

import contextlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain import canonical as canonical_module
from surveyapp.domain.canonical import LARGEST_INTEGER, canonical, check_value, clean_text, parse
from surveyapp.domain.edits import BrokenEnvelope, line_id
from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import BadInput
from tests.domain.histories import make_history

texts = st.text().map(clean_text)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_is_read_back_and_written_the_same(value: object) -> None:
    line = canonical(value)
    assert parse(line) == value
    assert canonical(parse(line)) == line


written = values.map(lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
spoiled = st.tuples(
    written, st.integers(0, 60), st.sampled_from(["", " ", "\\u0041", "\u0301", "\x7f", "1.5", "9007199254740993", "[[", '"', "\u3000", "😀"])
).map(lambda told: told[0][: told[1]] + told[2] + told[0][told[1] :])


@given(written | spoiled | st.text())
def test_a_line_that_is_good_as_a_whole_is_good_value_by_value(line: str) -> None:
    untrusted = line.encode("utf-8", "surrogatepass")
    plain = canonical_module.plain_text(untrusted)
    taken = canonical_module.plain_value(plain) if plain is not None else None
    if taken is not None:
        assert canonical_module._parse(untrusted) == taken


def test_keys_are_sorted_by_utf16_units_as_rfc_8785_says() -> None:
    line = canonical({"\ufb33": 1, "\U0001f600": 2, "a": 3, "\u20ac": 4})
    assert [key for key, _ in json.loads(line, object_pairs_hook=list)] == ["a", "\u20ac", "\U0001f600", "\ufb33"]


@given(st.text())
def test_whatever_is_pasted_can_be_recorded(text: str) -> None:
    check_value(clean_text(text))
    assert unicodedata.is_normalized("NFC", clean_text(text))


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1.5}', b'{"a":1e999}', b'{"a":NaN}', b'{"a":Infinity}', b'{"a":1,"a":2}', b'{"b":1,"a":2}', b'{"a": 1}', b'\xef\xbb\xbf{"a":1}',
        b'{"a":9007199254740993}', b'{"a":"\\ud800"}', b'{"a":"\\u0000"}', b'{"a":"\\t"}', b'{"a":"e\xcc\x81"}', b'{"a":"\xff"}', b'{"a":"\x7f"}',
        b"[" * 100_000, b"9" * 5000, b"", b"null ", b'{"a":"\xc2\x85"}',
    ],
)  # fmt: skip
def test_a_line_that_is_not_canonical_is_refused(line: bytes) -> None:
    with pytest.raises(BadInput):
        parse(line)


@given(st.integers(0, 400), st.data())
def test_a_changed_line_is_another_edit_or_none(seed: int, data: st.DataObject) -> None:
    edit = make_history(seed).edits[0]
    at = data.draw(st.integers(0, len(edit.line) - 1))
    flipped = edit.line[:at] + bytes([edit.line[at] ^ (1 << data.draw(st.integers(0, 7)))]) + edit.line[at + 1 :]
    assert line_id(flipped) != edit.id
    with contextlib.suppress(BadInput):
        assert read_edit(flipped).id != edit.id


@pytest.mark.parametrize(
    "field", ["schema", "stream", "record", "kind", "changes", "replaces", "act", "author", "origin", "seq", "prev", "made_at", "wall"]
)
def test_an_envelope_without_a_field_is_broken_alone(field: str) -> None:
    value = json.loads(make_history(3).edits[0].line)
    del value[field]
    with pytest.raises(BrokenEnvelope):
        read_edit(canonical(value))


def test_what_later_versions_add_is_kept() -> None:
    value = json.loads(make_history(3).edits[0].line) | {"alg": "sha256", "schema": 9}
    edit = read_edit(canonical(value))
    assert json.loads(edit.line)["alg"] == "sha256"
