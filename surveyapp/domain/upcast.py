"""Upcasters: how an edit of an older schema is read today. Lines never change; what the merge sees of them does.

A field is never renamed, retyped or reused. When one has to go, a new name comes, `SCHEMA` of the edits is raised, and one entry in
`UPCASTERS` says which schema brought the new name and how a value is carried over. An old-name edit and a new-name edit are then heads of
one field: `changes`, `replaces` and `saw` of an older edit are read under the new name. Edits of a schema newer than ours are read as they
are: their fields are unknown ones, merged like any other and forwarded byte for byte.

The rows of a store depend on these entries: `registry_version` is a part of the projection's version, so that a store rebuilds itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.domain.canonical import Value

ById = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Upcaster:
    """From `schema` on, the field `old` of a kind is called `new`. `convert` takes any value there may be, and never fails: what it does
    not understand it hands back as it is, for honest data must always be readable."""

    schema: int
    kind: str
    old: str
    new: str
    convert: Callable[[Value], Value] = lambda value: value


UPCASTERS: tuple[Upcaster, ...] = ()
"""Every entry there has ever been, by schema. Entries are added, never changed or taken out."""


def newest(registry: Sequence[Upcaster] | None = None) -> int:
    """The schema of the newest entry: edits of that schema and of later ones are read as they are. 0 while there is none."""
    held = UPCASTERS if registry is None else registry
    return held[-1].schema if held else 0


def registry_version() -> str:
    """What the projection's version says of the entries; empty while there are none."""
    return f".{newest()}-{len(UPCASTERS)}" if UPCASTERS else ""


def upcast(schema: int, kind: str, changes: Mapping[str, Value], replaces: ById, saw: ById) -> tuple[Mapping[str, Value], ById, ById]:
    """`changes`, `replaces` and `saw` of an edit as the newest schema would have said them. Pure; the same objects where nothing is older."""
    for each in UPCASTERS:
        if schema < each.schema and kind == each.kind:
            changes = _carried(changes, each)
            replaces, saw = _replaced(replaces, changes, each), _seen(saw, each)
    return changes, replaces, saw


def _carried(changes: Mapping[str, Value], each: Upcaster) -> Mapping[str, Value]:
    """An edit that speaks of both names keeps both: an older program that passes the new field on has no newer word than that."""
    if each.old not in changes or each.new in changes:
        return changes
    return {(each.new if name == each.old else name): (each.convert(value) if name == each.old else value) for name, value in changes.items()}


def _replaced(replaces: ById, changes: Mapping[str, Value], each: Upcaster) -> ById:
    """What is replaced is among what is changed: it moves when the change did."""
    if each.old not in replaces or each.old in changes:
        return replaces
    return {**{name: ids for name, ids in replaces.items() if name != each.old}, each.new: replaces[each.old]}


def _seen(saw: ById, each: Upcaster) -> ById:
    """What was seen under the old name was seen under the new one too."""
    if each.old not in saw:
        return saw
    return {**saw, each.new: sorted({*saw[each.old], *saw.get(each.new, ())})}
