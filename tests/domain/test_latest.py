"""No edit is made after the year 9999: a line that says so is put aside alone, and our own clock stops there."""

from __future__ import annotations

import json

import pytest

from surveyapp.domain.canonical import canonical
from surveyapp.domain.edits import LATEST, Act, BrokenEnvelope, Stamp, next_made_at, write_edit
from surveyapp.domain.whole_line import read_edit

_ID = "0198c0de-0000-7000-8000-000000000001"


def line_made_at(moment: int) -> bytes:
    """An otherwise good line."""
    stamp = Stamp(_ID, _ID, 1, None, 1, "2026-01-01T00:00:00+08:00")
    good = write_edit(_ID, _ID, "building", {"note": "x"}, {}, Act(_ID, "edit"), stamp)
    return canonical({**json.loads(good.line), "made_at": moment})


def test_the_last_moment_is_read_and_the_next_one_is_not() -> None:
    assert read_edit(line_made_at(LATEST)).made_at == LATEST
    with pytest.raises(BrokenEnvelope):
        read_edit(line_made_at(LATEST + 1))


@pytest.mark.parametrize(("now", "last", "replaced"), [(LATEST, 0, []), (0, LATEST, []), (0, 0, [LATEST]), (2**53, 2**53, [2**53])])
def test_the_writer_never_goes_beyond_it(now: int, last: int, replaced: list[int]) -> None:
    assert next_made_at(now, last, replaced) == LATEST
