"""Joined duplicates: two people recorded one thing twice. An edit of the field `same_as` on the duplicate names the record it is the same as.

Nothing is moved and nothing is lost: both records stay, each filed where it was born, and what belongs to the duplicate is read as belonging
to the record that stands for it. Clearing `same_as` parts them again. Who stands depends on the links alone, never on order or clocks:

    a chain     its last record stands for all before it
    a cycle     of its records the one with the least id stands
    nowhere     a link to a record that is not held, of another kind, or in a community that is not the same one: the record stands alone
    deleted     a deleted record stands for nobody: the last record on the way that is not deleted does
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveyapp.domain.canonical import Value
from surveyapp.domain.fields import field_of

SAME_AS = "same_as"
JOINABLE = ("community", "building", "defect", "interview")
"""The kinds of which a record may be the same as another one."""
BELONGING = ("building", "community", "subject", "interview")
"""The fields that say to what a record belongs."""

Doubt = Literal["unknown", "other_kind", "elsewhere", "deleted", "cycle"]


@dataclass(frozen=True, slots=True)
class Link:
    """A record that names another one, or that is named. `same_as` is the shown value; a conflict resolves to what is shown."""

    stream: str
    record: str
    kind: str
    is_hidden: bool
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Who stands for whom. `roots`: of every record that another one stands for, that one. `doubts`: links that lead not where they say."""

    links: Mapping[str, Link] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: Mapping[str, Doubt] = field(default_factory=dict)

    def root(self, record: str) -> str:
        """The record that stands for this one: itself where nothing was joined."""
        return self.roots.get(record, record)

    def all_of(self, record: str) -> tuple[str, ...]:
        """The record that stands for this one, and every duplicate that was joined to it."""
        root = self.root(record)
        return (root, *self.members.get(root, ()))

    def stream_of(self, record: str, otherwise: str) -> str:
        """Where a record of a link is filed; `otherwise` where it has none."""
        return self.links[record].stream if record in self.links else otherwise

    def roots_of(self, kind: str) -> dict[str, str]:
        """The duplicates of a kind and who stands for each."""
        return {record: root for record, root in self.roots.items() if self.links[record].kind == kind}

    @property
    def communities(self) -> tuple[str, ...]:
        """The streams of all communities that were joined, of those that stand and of their duplicates."""
        return tuple(sorted({*self.roots_of("community"), *self.roots_of("community").values()}))

    def belonging(self, kind: str, stream: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values of a record with what it belongs to resolved: only `building`, `community`, `subject`, `interview` change."""
        if not self.roots:
            return values
        told = {name: self.roots[named] for name in BELONGING if isinstance(named := values.get(name), str) and named in self.roots}
        if stream in self.roots and not values.get("community") and kind != "community" and field_of(kind, "community"):
            told["community"] = self.roots[stream]
        return {**values, **told} if told else values


NOBODY = Joined()
"""Nothing was joined."""


def joined(links: Iterable[Link]) -> Joined:
    """Who stands for whom. `links` holds every record with a `same_as`, and every record that one names and that is held."""
    held: dict[str, Link] = {}
    for link in sorted(links, key=lambda each: (each.record, each.stream)):
        held.setdefault(link.record, link)
    roots: dict[str, str] = {}
    doubts: dict[str, Doubt] = {}
    for communities in (True, False):  # what is in a community can be joined only once it is one community
        homes = dict(roots)
        for record in (each for each, link in held.items() if (link.kind == "community") == communities):
            way, loop = _way(record, held, homes)
            root = _stands(way, loop, held)
            if root != record:
                roots[record] = root
            if (doubt := _doubt(held[record], loop, held, homes)) is not None:
                doubts[record] = doubt
    members: dict[str, list[str]] = defaultdict(list)
    for record, root in sorted(roots.items()):
        members[root].append(record)
    return Joined(held, roots, {root: tuple(each) for root, each in members.items()}, doubts)


def _nowhere(link: Link, held: Mapping[str, Link], homes: Mapping[str, str]) -> Doubt | None:
    """Why a link leads nowhere, None where it leads somewhere."""
    target = held.get(link.same_as)
    if target is None:
        return "unknown"
    if target.kind != link.kind or link.kind not in JOINABLE:
        return "other_kind"
    here, there = (homes.get(each.stream, each.stream) for each in (link, target))
    return None if here == there or link.kind == "community" else "elsewhere"


def _way(record: str, held: Mapping[str, Link], homes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The records on the way from this one, itself first, and the loop that it ends in (empty where it ends)."""
    way = [record]
    while held[way[-1]].same_as and _nowhere(held[way[-1]], held, homes) is None:
        named = held[way[-1]].same_as
        if named in way:
            return way, way[way.index(named) :]
        way.append(named)
    return way, []


def _stands(way: list[str], loop: list[str], held: Mapping[str, Link]) -> str:
    if around := [each for each in loop if not held[each].is_hidden]:
        return min(around)
    return next((each for each in reversed(way) if each not in loop and not held[each].is_hidden), way[0])


def _doubt(link: Link, loop: list[str], held: Mapping[str, Link], homes: Mapping[str, str]) -> Doubt | None:
    if not link.same_as or link.is_hidden:
        return None
    if (doubt := _nowhere(link, held, homes)) is not None:
        return doubt
    if link.record in loop:
        return "cycle"
    return "deleted" if held[link.same_as].is_hidden else None
