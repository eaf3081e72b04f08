"""An edit: one line of canonical JSON, the unit of the journal, of exchange and of undo.

The line as first written is what is stored, hashed and forwarded. `id` is the sha256 of the line, so no id is ever reused,
no cycle of `replaces` can exist, and bit rot shows. What a later version adds to the envelope or to `changes` is kept as it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from surveyapp.domain import upcast
from surveyapp.domain.canonical import LARGEST_LINE, Value, canonical, check_value, parse
from surveyapp.errors import BadInput

SCHEMA = 1
DELETED = "deleted"
LATEST = 253_402_300_799_999
"""The last millisecond of the year 9999: no edit is made later, and a line that says so is no edit."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_EDIT_ID = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:\d\d")


class BrokenEnvelope(BadInput):
    """A line that is JSON but not an edit: it is put aside alone, the rest of its package is received."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit as it was read from its line. Equality and identity are those of the line."""

    id: str
    line: bytes
    schema: int
    stream: str
    record: str
    kind: str
    changes: Mapping[str, Value]
    replaces: Mapping[str, Sequence[str]]
    saw: Mapping[str, Sequence[str]]
    act: str
    act_name: str
    author: str
    origin: str
    seq: int
    prev: str | None
    made_at: int
    wall: str
    undoes: str | None

    def __hash__(self) -> int:
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edit) and other.id == self.id

    @property
    def order(self) -> tuple[int, str]:
        """Which of several heads is shown first: the greatest."""
        return (self.made_at, self.id)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person did: all edits of it are undone together. `undoes` names the act that it takes back."""

    id: str
    name: str
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who, where and when of an edit. `wall` is the device's own time, RFC 3339 with offset; `made_at` is in milliseconds."""

    author: str
    origin: str
    seq: int
    prev: str | None
    made_at: int
    wall: str


def line_id(line: bytes) -> str:
    """The id of an edit: sha256 of its line, in hex."""
    return hashlib.sha256(line).hexdigest()


def next_made_at(now_ms: int, own_last: int, replaced: Sequence[int]) -> int:
    """The logical time of a new edit: later than the clock, than our own last edit, and than every edit that it replaces.

    Merely having received an edit does not move the clock: one laptop in 2038 must not poison the others.
    """
    return min(max(now_ms, own_last, *replaced, 0) + 1, LATEST)


def write_edit(
    stream: str,
    record: str,
    kind: str,
    changes: Mapping[str, Value],
    replaces: Mapping[str, Sequence[str]],
    act: Act,
    stamp: Stamp,
    saw: Mapping[str, Sequence[str]] | None = None,
) -> Edit:
    """Make the edit, through the same door check that a receiver applies. Raises BadInput."""
    envelope: dict[str, Any] = {
        "schema": SCHEMA,
        "stream": stream,
        "record": record,
        "kind": kind,
        "changes": dict(changes),
        "replaces": {field: sorted(ids) for field, ids in replaces.items() if ids},
        "act": {"id": act.id, "name": act.name},
        "author": stamp.author,
        "origin": stamp.origin,
        "seq": stamp.seq,
        "prev": stamp.prev,
        "made_at": stamp.made_at,
        "wall": stamp.wall,
    }
    if act.undoes:
        envelope["undoes"] = act.undoes
    if saw is not None:
        envelope["saw"] = {field: sorted(ids) for field, ids in saw.items() if ids}
    check_value(envelope)
    line = canonical(envelope)
    if len(line) > LARGEST_LINE:
        raise BadInput("error.line.too_long", size=len(line), limit=LARGEST_LINE)
    return _edit_of(line, envelope)


def read_closely(untrusted_line: bytes) -> Edit:
    """The edit of any line, each value looked at for itself; `whole_line.read_edit` is the same and quicker.

    Raises BrokenEnvelope when the line is JSON but no edit, BadInput when it is not even JSON.
    """
    try:
        value = parse(untrusted_line)
    except BadInput as problem:
        if problem.code in ("error.line.not_json", "error.line.too_long"):
            raise
        raise BrokenEnvelope(problem.code, **problem.facts) from problem
    return _edit_of(untrusted_line, value)


def trust_edit(line: bytes, envelope: Mapping[str, Any], edit_id: str) -> Edit:
    """The edit of a line that passed the door before: from our own journal. Nothing is checked again.

    An edit of an older schema is read as today's would say it; the line stays what it is.
    """
    act = envelope["act"]
    changes, replaces, saw = envelope["changes"], envelope["replaces"], envelope.get("saw") or {}
    if envelope["schema"] < upcast.newest():
        changes, replaces, saw = upcast.upcast(envelope["schema"], envelope["kind"], changes, replaces, saw)
    return Edit(
        id=edit_id,
        line=line,
        schema=envelope["schema"],
        stream=envelope["stream"],
        record=envelope["record"],
        kind=envelope["kind"],
        changes=changes,
        replaces=replaces,
        saw=saw,
        act=act["id"],
        act_name=act["name"],
        author=envelope["author"],
        origin=envelope["origin"],
        seq=envelope["seq"],
        prev=envelope["prev"],
        made_at=envelope["made_at"],
        wall=envelope["wall"],
        undoes=envelope.get("undoes"),
    )


def _edit_of(line: bytes, untrusted: Any) -> Edit:
    """Check the envelope and nothing else: values, ranges, unknown kinds and fields are never refused."""
    if not isinstance(untrusted, dict):
        raise BrokenEnvelope("error.edit.not_object")
    for field, good in _ENVELOPE.items():
        if field not in untrusted or not good(untrusted[field]):
            raise BrokenEnvelope("error.edit.field", field=field, value=str(untrusted.get(field))[:60])
    for field, good in _MAYBE.items():
        if field in untrusted and not good(untrusted[field]):
            raise BrokenEnvelope("error.edit.field", field=field, value=str(untrusted[field])[:60])
    if not untrusted["replaces"].keys() <= untrusted["changes"].keys():
        raise BrokenEnvelope("error.edit.replaces")
    if (untrusted["seq"] == 1) != (untrusted["prev"] is None):
        raise BrokenEnvelope("error.edit.field", field="prev", value=str(untrusted["prev"]))
    return trust_edit(line, untrusted, line_id(line))


def _is_uuid(value: Any) -> bool:
    return isinstance(value, str) and _has_form_of_uuid(value)


@lru_cache(maxsize=4096)
def _has_form_of_uuid(value: str) -> bool:
    """Remembered: an edit names its author, origin and stream, and thousands name the same."""
    return bool(_UUID.fullmatch(value))


def _is_edit_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_EDIT_ID.fullmatch(value))


def is_name(value: Any) -> bool:
    """Whether a value can be the name of a field or a kind."""
    return isinstance(value, str) and _has_form_of_name(value)


@lru_cache(maxsize=4096)
def _has_form_of_name(value: str) -> bool:
    """Remembered: a few dozen names stand in all edits."""
    return bool(NAME.fullmatch(value))


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 1


def is_ids_by_field(value: Any) -> bool:
    """Whether a value is ids of edits by the name of a field, each list sorted and without repeats."""
    return isinstance(value, dict) and all(is_name(field) and _is_sorted_ids(ids) for field, ids in value.items())


def _is_sorted_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_edit_id, value)) and value == sorted(set(value))


def _is_changes(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(is_name, value))


def _is_act(value: Any) -> bool:
    return isinstance(value, dict) and _is_uuid(value.get("id")) and isinstance(value.get("name"), str)


def _is_previous(value: Any) -> bool:
    return value is None or _is_edit_id(value)


def _is_moment(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LATEST


def _is_wall(value: Any) -> bool:
    return isinstance(value, str) and bool(_WALL.fullmatch(value))


_ENVELOPE: Mapping[str, Callable[[Any], bool]] = {
    "schema": _is_count,
    "stream": _is_uuid,
    "record": _is_uuid,
    "kind": is_name,
    "changes": _is_changes,
    "replaces": is_ids_by_field,
    "act": _is_act,
    "author": _is_uuid,
    "origin": _is_uuid,
    "seq": _is_count,
    "prev": _is_previous,
    "made_at": _is_moment,
    "wall": _is_wall,
}
_MAYBE: Mapping[str, Callable[[Any], bool]] = {
    "saw": is_ids_by_field,
    "undoes": _is_uuid,
}
