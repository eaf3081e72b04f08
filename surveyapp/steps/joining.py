"""Joining: two people recorded one thing twice. An edit on the duplicate names the record that it is the same as; undo parts them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from surveyapp import words
from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.edits import DELETED
from surveyapp.domain.fields import KINDS, field_of
from surveyapp.domain.geo import read_position
from surveyapp.domain.joins import BELONGING, JOINABLE, SAME_AS, Joined
from surveyapp.domain.review import Flaw, Twin
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput, Finding, HomeMissing
from surveyapp.steps.node import Node
from surveyapp.steps.past import title
from surveyapp.steps.record import Draft, record
from surveyapp.store import find, joins, table
from surveyapp.store.connect import Transaction
from surveyapp.store.find import Row

_OWN = frozenset({"number", "sample", "survey", SAME_AS, *BELONGING})
"""Fields in which two records of one thing differ by nature."""


_Named = tuple[tuple[str, str, str], tuple[str, str]]
"""(kind, place, name) and (stream, record)."""


def join(node: Node, duplicate: str, into: str) -> Changed:
    """Say that one record is the same as another: one act. Both are given by their ids.

    Raises HomeMissing for a record that is not held, BadInput where the two cannot be one: of different kinds, one of them deleted, in two
    communities that are not joined themselves, or joined already.
    """
    with node.store.reading() as connection:
        who = joins.read(connection)
        one, other = _held(connection, duplicate), _held(connection, who.root(into))
    if one.kind != other.kind or one.kind not in JOINABLE or "hidden" in (one.presence, other.presence):
        raise BadInput("error.join.unlike", one=title(one), other=title(other))
    if who.root(one.record) == other.record:
        raise BadInput("error.join.already", one=title(one), other=title(other))
    if one.kind != "community" and who.root(one.stream) != who.root(other.stream):
        raise BadInput("error.join.elsewhere", one=title(one), other=title(other))
    return record(node, [Draft(one.stream, one.record, one.kind, {SAME_AS: other.record})], f"join_{one.kind}")


def part(node: Node, duplicate: str) -> Changed:
    """Let a record that was joined stand by itself again: one act. Raises HomeMissing, and BadInput where it was not joined."""
    with node.store.reading() as connection:
        row = _held(connection, duplicate)
    if not row.get(SAME_AS):
        raise BadInput("error.join.not_joined", one=title(row))
    return record(node, [Draft(row.stream, row.record, row.kind, {SAME_AS: None})], f"part_{row.kind}")


def _held(connection: Transaction, record_id: str) -> Row:
    found = find.anywhere(connection, record_id)
    if not found:
        raise HomeMissing("error.record_unknown", record=record_id)
    return found[0]


def find_any(node: Node, given: str) -> Row:
    """The record that can be joined with this id, number or name, duplicates too. Raises BadInput for none, or more than one."""
    with node.store.reading() as connection:
        rows = [row for kind in JOINABLE for row in find.of_kind_all(connection, kind)]
    exact = [row for row in rows if given in (row.record, row.get("number"))]
    matches = exact or [row for row in rows if given == row.get("name")]
    if len(matches) != 1:
        code = "error.record_not_found" if not matches else "error.record_ambiguous"
        kinds = words.say("error.join.kinds")
        numbers = ", ".join(str(row.get("number") or row.record) for row in matches[:5])
        raise BadInput(code, kind=kinds, given=given, count=len(matches), numbers=numbers)
    return matches[0]


def filed(node: Node, stream: str, record_id: str) -> str:
    """Where a record of a community is really filed: its own stream, or that of a community that was joined to it."""
    with node.store.reading() as connection:
        who = joins.read(connection)
        near = who.all_of(stream)
        if len(near) == 1:
            return stream
        held = joins.near(connection, near, record_id)
    return stream if stream in held else next(iter(held), stream)


def home_of(node: Node, stream: str) -> str:
    """The community that stands for this one."""
    with node.store.reading() as connection:
        return joins.read(connection).root(stream)


def twins(node: Node, record_id: str) -> tuple[Twin, ...]:
    """The duplicates that were joined to a record, in the order of their ids."""
    with node.store.reading() as connection:
        who = joins.read(connection)
        rows = [find.one(connection, who.links[each].stream, each) for each in who.all_of(record_id)[1:]]
    return tuple(Twin(row.stream, row.record, title(row)) for row in rows if row is not None)


def deletion(node: Node, stream: str, record_id: str, kind: str) -> list[Draft]:
    """What deletes a record: itself and its duplicates, or one of those would stand up in its place."""
    with node.store.reading() as connection:
        who = joins.read(connection)
    together = who.all_of(record_id) if who.root(record_id) == record_id else (record_id,)
    return [Draft(who.stream_of(each, stream), each, kind, {DELETED: True}) for each in together]


def doubts(connection: Transaction, streams: Sequence[str] | None) -> Iterator[Flaw]:
    """Links that lead nowhere, to what was deleted, or around in a circle."""
    who = joins.read(connection)
    for record_id, doubt in sorted(who.doubts.items()):
        link = who.links[record_id]
        row = find.one(connection, link.stream, record_id) if streams is None or link.stream in streams else None
        if row is not None:
            yield _flaw(row, Finding(f"finding.join.{doubt}", title(row)), SAME_AS)


def differences(connection: Transaction, streams: Sequence[str] | None, only: str = "") -> Iterator[Flaw]:
    """What a duplicate says otherwise than the record that stands for it, field by field: joining drops nothing silently."""
    who = joins.read(connection)
    for record_id, root in sorted(who.roots.items(), key=lambda pair: (pair[1], pair[0])):
        if only not in ("", record_id):
            continue
        mine, theirs = (find.one(connection, who.links[each].stream, each) for each in (root, record_id))
        if mine is None or theirs is None or theirs.presence == "hidden" or (streams is not None and theirs.stream not in streams):
            continue
        for name, value in sorted(theirs.values.items()):
            if name not in _OWN and value is not None and canonical(value) != canonical(mine.values.get(name)):
                facts: dict[str, object] = {
                    "field": _field_words(mine.kind, name),
                    "here": _told(mine.kind, name, mine.values.get(name)),
                    "there": _told(mine.kind, name, value),
                    "other": title(theirs),
                }
                yield _flaw(mine, Finding("finding.join.differs", title(mine), facts), name if field_of(mine.kind, name) else "")


def told_differences(node: Node, duplicate: str) -> tuple[Finding, ...]:
    """What a joined duplicate says otherwise than the record that stands for it."""
    with node.store.reading() as connection:
        root = joins.read(connection).root(duplicate)
        return tuple(flaw.finding for flaw in differences(connection, None, duplicate) if flaw.record == root)


def namesakes(connection: Transaction, streams: Sequence[str] | None) -> Iterator[Flaw]:
    """Two buildings of one name in one community, two communities of one name in one survey: perhaps one, recorded twice."""
    who = joins.read(connection)
    yield from _alike(_of_survey(connection, who, streams))
    yield from _alike(
        (("building", who.root(stream), name), (stream, record)) for stream, record, name in table.named(connection, "building", streams)
    )


def _of_survey(connection: Transaction, who: Joined, streams: Sequence[str] | None) -> Iterator[_Named]:
    for stream, name, survey in table.communities(connection, hidden_too=False):
        if who.root(stream) == stream and (streams is None or stream in streams):
            yield ("community", survey, name), (stream, stream)


def _alike(found: Iterable[_Named]) -> Iterator[Flaw]:
    groups: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for key, record_key in found:
        if key[2].strip():
            groups[(key[0], key[1], key[2].strip())].append(record_key)
    for (kind, _, name), (first, *others) in sorted(groups.items()):
        for stream, record_id in others:
            yield Flaw(Finding("finding.join.same_name", name), stream, record_id, kind, name, "", record_id if kind == "building" else "", first[1])


def _flaw(row: Row, finding: Finding, field: str) -> Flaw:
    return Flaw(finding, row.stream, row.record, row.kind, title(row), field, row.record if row.kind == "building" else "")


def _field_words(kind: str, name: str) -> str:
    code = f"field.{kind}.{name}"
    return words.say(code) if words.has(code) else name


def _told(kind: str, name: str, value: Value) -> str:
    """A value in words, as far as there are any for it."""
    if value is None:
        return words.say("joining.nothing")
    if (place := read_position(value)) is not None:
        return f"{place.lon}, {place.lat}"
    if isinstance(value, dict):
        inner: Mapping[str, Any] = value
        return str(inner.get("value") or inner.get("n") or inner.get("grade") or canonical(value).decode())
    code = f"choice.{name}.{value}"
    return words.say(code) if any(each.name == name and each.choices for each in KINDS.get(kind, ())) and words.has(code) else str(value)
