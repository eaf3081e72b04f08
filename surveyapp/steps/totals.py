"""Totals: counts by kind and tier of what a node holds, with the frontier that they were counted at."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp import words
from surveyapp.domain.canonical import canonical
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.steps.verdicts import badge, judge_defect
from surveyapp.store import find, joins, journal


@dataclass(frozen=True, slots=True)
class Totals:
    """What a node holds. `frontier` is the sha256 of {stream: {origin: seq}}: equal frontiers give equal totals on every node."""

    counts: Mapping[str, int]
    tiers: Mapping[str, int]
    conflicts: int
    frontier: str
    policies: Mapping[str, str]


def totals(node: Node, policy: str = "") -> Totals:
    """Counts by kind, defects by tier (under one pack, or each under its survey's own), conflicts, frontier."""
    with node.store.reading() as connection:
        counts = find.counts(connection)
        conflicts = len(find.all_conflicts(connection))
        surveys = {row.record: str(row.get("policy", policies.BASE)) for row in find.of_kind(connection, "survey")}
        who = joins.read(connection)
        survey_of = {row.stream: str(row.get("survey", "")) for row in find.of_kind(connection, "community")}
        defects = find.of_kind(connection, "defect")
        frontier = journal.frontier(connection)
    tiers: Counter[str] = Counter()
    used = {}
    for row in defects:
        pack = policies.pack(policy or surveys.get(survey_of.get(who.root(row.stream), ""), policies.BASE))
        used[pack.id] = pack.version
        shown = badge(judge_defect(pack, str(row.get("code", "")), row.get("override")))
        tiers[shown.tier_name if shown else words.say("tier.none")] += 1
    digest = hashlib.sha256(canonical(frontier)).hexdigest()
    return Totals(counts, dict(sorted(tiers.items())), conflicts, digest, used)


def provenance(node: Node, policy: str) -> tuple[tuple[str, str], ...]:
    """What makes the table repeatable: frontier, pack version, time."""
    found = totals(node, policy)
    packs = ", ".join(f"{each} {version}" for each, version in found.policies.items())
    return (
        (words.say("report.fact.frontier"), found.frontier),
        (words.say("report.fact.packs"), packs or policy),
        (words.say("report.fact.made_at"), node.clock.wall()),
    )
