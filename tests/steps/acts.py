"""Short names for what tests do again and again with real nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import add_person, new_community, streams_of, work_as
from surveyapp.store import find, journal


def community(node: Node, survey: str, name: str = "人民医院职工生活小区") -> str:
    """A new community; answers its stream."""
    return new_community(node, survey, {"name": name}).records[0][0]


def born(node: Node, stream: str, kind: str = "building", /, **changes: Value) -> str:
    """A new record; answers its id."""
    name = node.new_id()
    record(node, [Draft(stream, name, kind, changes)], f"new_{kind}")
    return name


def put(
    node: Node, stream: str, record_id: str, /, kind: str = "building", seen: dict[str, Sequence[str]] | None = None, **changes: Value
) -> Changed:
    """Write fields of a record."""
    return record(node, [Draft(stream, record_id, kind, changes, seen or {})], f"set_{kind}")


def shown(node: Node, stream: str, name: str) -> dict[str, Any]:
    """The shown values of a record, without its number."""
    with node.store.reading() as connection:
        row = find.one(connection, stream, name)
    assert row is not None
    return {key: value for key, value in row.values.items() if key != "number"}


def presence(node: Node, stream: str, name: str) -> str:
    """live, hidden or returned."""
    with node.store.reading() as connection:
        row = find.one(connection, stream, name)
    assert row is not None
    return row.presence


def lines(node: Node) -> list[bytes]:
    """Every journal line of a node, in one order for all nodes."""
    with node.store.reading() as connection:
        return sorted(line for *_, line in journal.lines(connection, journal.streams(connection), {}))


def held(node: Node) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """All rows and conflicts of a node."""
    with node.store.reading() as connection:
        return find.everything(connection)


def conflicts(node: Node) -> tuple[Any, ...]:
    """All conflicts of a node."""
    with node.store.reading() as connection:
        return find.all_conflicts(connection)


def second_inspector(first: Node, second: Node, survey: str, handed_over: Any, name: str = "梁志强") -> None:
    """Let the second laptop go on with the survey of the first, in another person's name."""
    person = add_person(first, survey, name)
    handed_over(first, second)
    work_as(second, survey, person)


def all_streams(node: Node, survey: str) -> tuple[str, ...]:
    """All streams of a survey."""
    return streams_of(node, survey)
