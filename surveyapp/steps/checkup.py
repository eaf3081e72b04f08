"""Checkup: how many buildings and communities fall into each category of a national order (城市体检, 统计调查), and which they are.

Only what is recorded is counted, each building and community once. A defect without a building counts for its community and is told apart.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from surveyapp import paths, words
from surveyapp.errors import BadInput, Finding
from surveyapp.policy.frames import Category, Frame, Record, evidence, frames_from
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.store import find
from surveyapp.store.find import Row


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that falls into a category: its names and what shows it."""

    record: str
    community: str
    name: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """A category and all that falls into it. `why_none`: why nothing here can count it."""

    code: str
    name: str
    unit: str
    count: int
    verified: bool
    counted: tuple[Counted, ...] = ()
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class Checkup:
    """All categories of one order. `of`: how many buildings or communities there are; `unplaced`: defects that no building is named for."""

    taxonomy: str
    name: str
    source: str
    note: str
    of: int
    unplaced: int
    categories: tuple[CategoryCount, ...]


@cache
def _read() -> tuple[tuple[Frame, ...], tuple[Finding, ...]]:
    return frames_from(tomllib.loads(paths.resource("catalogue", "taxonomies.toml").read_text(encoding="utf-8")), policies.catalogue())


def frames() -> tuple[Frame, ...]:
    """The national orders of `resources/catalogue/taxonomies.toml`. Raises BadInput where the file is damaged."""
    found, findings = _read()
    if findings:
        first = policies.say_reason(findings[0].code, {"where": findings[0].where, **findings[0].facts})
        raise BadInput("error.judge.damaged_rules", where="taxonomies.toml", count=len(findings), first=first)
    return found


def check_frames() -> tuple[Finding, ...]:
    """Everything that is wrong with the national orders."""
    return _read()[1]


def frame(taxonomy: str) -> Frame:
    """The order with this id. Raises BadInput."""
    found = next((each for each in frames() if each.id == taxonomy), None)
    if found is None:
        raise BadInput("error.taxonomy_unknown", taxonomy=taxonomy, known=", ".join(each.id for each in frames()))
    return found


def placed_in(item: str, defect: str = "", taxonomy: str = "") -> tuple[tuple[Frame, Category], ...]:
    """Where the national orders, or one of them, place an item or a defect."""
    chosen = (frame(taxonomy),) if taxonomy else frames()
    return tuple((each, category) for each in chosen for category in each.placings(item, defect))


def checkup(node: Node, taxonomy: str, survey: str = "") -> Checkup:
    """Count everything that a node holds, or the communities of one survey."""
    chosen = frame(taxonomy)
    with node.store.reading() as connection:
        kinds = {kind: find.of_kind(connection, kind) for kind in ("community", "building", "plan_entry", "defect")}
    mine = {row.record: row for row in kinds["community"] if not survey or row.get("survey") == survey}
    held = {kind: [row for row in rows if _community(row) in mine] for kind, rows in kinds.items()}
    codes = _codes(held["defect"], chosen.counted)
    records = _records(held, chosen.counted)
    things = held[chosen.counted]
    return Checkup(
        taxonomy=chosen.id,
        name=policies.in_words(chosen.name),
        source=policies.in_words(chosen.source),
        note="" if chosen.verified else policies.in_words(chosen.note),
        of=len(things),
        unplaced=sum(not row.get("building") for row in held["defect"]) if chosen.counted == "building" else 0,
        categories=tuple(_counted(each, things, mine, codes, records) for each in chosen.categories),
    )


def _community(row: Row) -> str:
    return row.record if row.kind == "community" else str(row.get("community") or row.stream)


def _codes(defects: Iterable[Row], counted: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in defects:
        found[str(row.get("building") or "") if counted == "building" else _community(row)].append(str(row.get("code", "")))
    return found


def _records(held: Mapping[str, Sequence[Row]], counted: str) -> Mapping[str, list[Record]]:
    """The records that may show something of a building (itself), or of a community (itself, its buildings, its plan)."""
    found: dict[str, list[Record]] = defaultdict(list)
    for kind in ("building",) if counted == "building" else ("community", "building", "plan_entry"):
        for row in held[kind]:
            found[row.record if counted == "building" else _community(row)].append((kind, row.values))
    return found


def _counted(
    category: Category, things: Sequence[Row], communities: Mapping[str, Row], codes: Mapping[str, list[str]], records: Mapping[str, list[Record]]
) -> CategoryCount:
    found = []
    for row in things:
        shown = evidence(category, codes.get(row.record, ()), records.get(row.record, ()), policies.catalogue())
        if shown:
            home = str(communities[_community(row)].get("name", ""))
            found.append(Counted(row.record, home, str(row.get("name", "")), tuple(_said(each) for each in shown)))
    why = policies.in_words(category.not_recorded) if category.not_recorded else ""
    return CategoryCount(
        category.code, policies.in_words(category.name), policies.in_words(category.unit), len(found), category.verified, tuple(found), why
    )


def _said(shown: str) -> str:
    """A defect by its code; a record by the name of its kind."""
    return words.say(f"kind.{shown}") if shown.islower() else shown
