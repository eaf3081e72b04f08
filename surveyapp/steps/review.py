"""Review: the table of all defects of a survey, filtered, sorted and grouped, as ordered ids and pages of plain values."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from surveyapp import words
from surveyapp.domain.joins import Joined
from surveyapp.domain.review import NONE, REFERRED, SILENT, Choice, Choices, Group, Listing, Query, ReviewRow
from surveyapp.domain.walking_order import walking_key as natural
from surveyapp.policy.packs import TIERS, Pack
from surveyapp.steps import policies, verdicts
from surveyapp.steps.names import Names as Names
from surveyapp.steps.names import names_of as names_of
from surveyapp.steps.node import Node
from surveyapp.steps.review_search import parts_of
from surveyapp.steps.show import defect_line
from surveyapp.store import joins, table
from surveyapp.store.connect import Transaction
from surveyapp.store.table import Run, Wanted

Rank = Callable[[Any], Any]


@lru_cache(maxsize=16)
def _tiers_of(pack_id: str) -> tuple[tuple[str, str], ...]:
    """(code, tier) of every catalogue defect under a pack: a tier, or silent, referred, none."""
    pack = policies.pack(pack_id)
    return tuple((code, _tier(pack, code)) for code in policies.catalogue().defects)


def _tier(pack: Pack, code: str) -> str:
    judged = verdicts.judge_defect(pack, code)
    if judged is None:
        return NONE
    return judged.tier or (REFERRED if judged.how == "referred" else SILENT)


def tier_of(pack: Pack) -> dict[str, str]:
    """The tier of every catalogue defect under a pack."""
    return dict(_tiers_of(pack.id))


def tier_words(pack: Pack, tier: str) -> str:
    """The name of a tier as the badge has it."""
    if tier in (SILENT, REFERRED, NONE):
        return words.say(f"tier.{tier}")
    return policies.in_words(pack.tier_name(tier))


def listing(node: Node, survey: str, pack: Pack, query: Query) -> Listing:
    """The ids of the defects that a query asks for, in its order, with the groups that they fall into."""
    with node.store.reading() as connection:
        named = names_of(connection, survey)
        wanted = wanted_of(named, pack, query)
        found = _Order(named, pack, query).arranged(connection, wanted)
        everything = Wanted(streams=named.streams)
        is_all = replace(wanted, tiers=everything.tiers) == everything
        total = len(found.ids) if is_all else table.count(connection, everything)
    return Listing(found.ids, found.groups, total)


def rows(node: Node, survey: str, pack: Pack, ids: Sequence[int]) -> tuple[ReviewRow, ...]:
    """The values of rows by id, in the order asked for; those that are gone meanwhile are left out."""
    with node.store.reading() as connection:
        held, who = table.page(connection, ids), joins.read(connection)
        photos = table.photo_counts(connection, {(row.stream, row.record) for row in held.values()})
        findings = table.finding_counts(connection, ids)
        near = {row.stream for row in held.values()} | set(who.communities)
        parents = {
            (stream, parent) for row in held.values() if (parent := _building(row.get("building"))) for stream in (row.stream, *who.communities)
        }
        parents |= {(stream, stream) for stream in near}
        names = table.names_of_records(connection, parents)
        named = {record: name for (_, record), name in names.items()}
        people = table.names_of_records(connection, {(survey, row.author) for row in held.values()})
    found = []
    for each in ids:
        if (row := held.get(each)) is None:
            continue
        building = _building(row.get("building"))
        line = defect_line(
            row,
            pack,
            {row.record: photos.get((row.stream, row.record), 0)},
            {row.author: people.get((survey, row.author), "")},
        )
        conflicts = tuple(sorted(name for name, state in row.states.items() if state == "conflict"))
        found.append(ReviewRow(each, named.get(who.root(row.stream), ""), building, named.get(building, ""), line, findings.get(each, 0), conflicts))
    return tuple(found)


def ids_of(node: Node, records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The ids of records by (stream, record): where to find them in a listing."""
    with node.store.reading() as connection:
        return table.ids_of(connection, set(records))


def _building(value: Any) -> str:
    return value if isinstance(value, str) else ""


def wanted_of(named: Names, pack: Pack, query: Query) -> Wanted:
    """A query as conditions on rows."""
    codes: set[str] | None = {query.code} if query.code else None
    if query.item:
        called = {code for code, defect in policies.catalogue().defects.items() if query.item in defect.items}
        codes = called if codes is None else codes & called
    return Wanted(
        streams=(query.community,) if query.community else named.streams,
        building="" if query.common else query.building or None,
        codes=codes,
        tier=query.tier or None,
        tiers=tier_of(pack),
        severity=query.severity or None,
        author=query.author or None,
        since=query.since,
        until=query.until,
        without_photo=query.without_photo,
        with_findings=query.with_findings,
        in_conflict=query.in_conflict,
        parts=parts_of(query.typed, named),
    )


@dataclass(frozen=True, slots=True)
class _Arranged:
    ids: array[int]
    groups: tuple[Group, ...]


class _Order:
    """Puts a listing into its order: by group, then by the column. Runs of equal keys are moved as a whole, by their names."""

    def __init__(self, named: Names, pack: Pack, query: Query) -> None:
        self._named, self._pack, self._query = named, pack, query
        self._tiers = tier_of(pack)

    def arranged(self, connection: Transaction, wanted: Wanted) -> _Arranged:
        """The ids and groups of what is wanted."""
        query = self._query
        by_group = table.key_of(query.group, self._tiers, self._named.who) if query.group else ()
        run_key = {"place": "building", "name": "name", "tier": "tier", "author": "author"}.get(query.sort, "")
        by_run = table.key_of(run_key, self._tiers, self._named.who) if run_key else ()
        keys = (*by_group, *by_run)
        found = table.ids(connection, wanted, keys, self._tail(), descending=query.descending)
        if not keys:
            return _Arranged(found, ())
        runs = table.runs(connection, wanted, keys)
        conflicts = table.conflict_counts(connection, wanted, by_group) if query.group else {}
        wide = len(by_group)
        ranked = self._ranked(runs, wide, run_key)
        ids = array("q")
        for run in ranked:
            ids.extend(found[run.start : run.start + run.count])
        return _Arranged(ids, self._groups(ranked, wide, conflicts) if query.group else ())

    def _tail(self) -> tuple[Any, ...]:
        columns = {
            "place": ("unit", "storey", "place"),
            "name": ("time",),
            "tier": ("name", "time"),
            "author": ("time",),
            "number": ("number",),
            "severity": ("severity", "time"),
            "quantity": ("quantity", "time"),
            "photos": ("photos", "time"),
            "time": ("time",),
        }[self._query.sort]
        return tuple(key for name in columns for key in table.key_of(name, self._tiers, self._named.who))

    def _ranked(self, runs: Sequence[Run], wide: int, run_key: str) -> list[Run]:
        group_rank, run_rank = self._rank(self._query.group), self._rank(run_key)
        ordered = sorted(runs, key=lambda run: run_rank(run.keys[wide:]), reverse=self._query.descending) if run_key else list(runs)
        return sorted(ordered, key=lambda run: group_rank(run.keys[:wide]))

    def _rank(self, name: str) -> Rank:
        """How the values of a key are ordered for people. Days and severities stand with the newest and the worst first."""
        named = self._named
        if name == "building":
            return lambda key: (natural(named.communities.get(key[0], "")), key[0], bool(key[1]), natural(named.buildings.get(key, "")), key[1] or "")
        if name == "community":
            return lambda key: (natural(named.communities.get(key[0], "")), key[0])
        if name == "name":
            order = {code: place for place, code in enumerate(self._tiers)}
            return lambda key: (order.get(key[0], len(order)), key[0])
        if name == "tier":
            order = {tier: place for place, tier in enumerate((*TIERS, SILENT, REFERRED, NONE))}
            return lambda key: (order.get(key[0], len(order)), key[0])
        if name == "author":
            return lambda key: (named.people.get(key[0], ""), key[0])
        if name == "severity":
            return lambda key: -key[0]
        return lambda key: tuple(-ord(each) for each in key[0]) if key else ()

    def _groups(self, runs: Sequence[Run], wide: int, conflicts: Mapping[tuple[Any, ...], int]) -> tuple[Group, ...]:
        counts: Counter[tuple[Any, ...]] = Counter()
        marked: Counter[tuple[Any, ...]] = Counter()
        for run in runs:
            counts[_filled(run.keys[:wide])] += run.count
        for key, count in conflicts.items():
            marked[_filled(key)] += count
        found, start = [], 0
        for key, count in counts.items():
            found.append(Group("/".join(map(str, key)), self._title(key), start, count, marked[key]))
            start += count
        return tuple(found)

    def _title(self, key: tuple[Any, ...]) -> str:
        group, named = self._query.group, self._named
        if group == "building":
            stream, record = key
            building = named.buildings.get((stream, record)) or words.say("review.building_unknown") if record else words.say("review.common")
            return words.say("review.group.building", community=named.communities.get(stream, ""), building=building)
        if group == "community":
            return named.communities.get(key[0], "")
        if group == "name":
            return verdicts.defect_name(key[0]) or words.say("review.no_code")
        if group == "tier":
            return tier_words(self._pack, key[0])
        if group == "severity":
            return words.say(f"review.severity.{key[0]}") if key[0] in (1, 2, 3, 4) else words.say("review.severity.none")
        if group == "author":
            return named.people.get(key[0], "") or words.say("review.author_unknown")
        return str(key[0])


def _filled(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """Unset and empty are one key: the common ground."""
    return tuple("" if each is None else each for each in key)


def choices(node: Node, survey: str, pack: Pack, community: str = "") -> Choices:
    """What there is to filter by: communities, the buildings of one, tiers, authors, items and catalogue entries that occur."""
    with node.store.reading() as connection:
        named = names_of(connection, survey)
        wanted = Wanted(streams=(community,) if community else named.streams)
        who = named.who
        by_community = _counted(connection, Wanted(streams=named.streams), "community", who)
        by_building = {run.keys[1]: run.count for run in table.runs(connection, wanted, table.key_of("building", who=who))} if community else {}
        by_code, by_author = (_counted(connection, wanted, name, who) for name in ("name", "author"))
        by_tier = {run.keys[0]: run.count for run in table.runs(connection, wanted, table.key_of("tier", tier_of(pack)))}
    catalogue = policies.catalogue()
    by_item: Counter[str] = Counter()
    for code, count in by_code.items():
        defect = catalogue.defects.get(code)
        for item in defect.items if defect else ():
            by_item[item] += count
    order = {tier: place for place, tier in enumerate((*TIERS, SILENT, REFERRED, NONE))}
    buildings = {record: name for (stream, record), name in named.buildings.items() if stream == community and who.root(record) == record}
    return Choices(
        tuple(Choice(key, name, by_community.get(key, 0)) for key, name in sorted(named.communities.items(), key=lambda pair: natural(pair[1]))),
        tuple(Choice(key, name, by_building.get(key, 0)) for key, name in sorted(buildings.items(), key=lambda pair: natural(pair[1]))),
        tuple(Choice(tier, tier_words(pack, tier), by_tier[tier]) for tier in sorted(by_tier, key=lambda each: order.get(each, len(order)))),
        tuple(Choice(key, named.people.get(key, ""), count) for key, count in by_author.items()),
        tuple(Choice(item.code, words.pick(item.name, item.name_en), by_item[item.code]) for item in catalogue.items.values() if by_item[item.code]),
        tuple(Choice(code, verdicts.defect_name(code), by_code[code]) for code in catalogue.defects if code in by_code),
    )


def _counted(connection: Transaction, wanted: Wanted, name: str, who: Joined) -> dict[str, int]:
    return {run.keys[0]: run.count for run in table.runs(connection, wanted, table.key_of(name, who=who))}
