"""Flaws: everything in a survey that a reviewer should look at, counted whole and listed with the place to go to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from surveyapp import words
from surveyapp.domain.checks import beyond, check_record
from surveyapp.domain.numbers import device_prefix
from surveyapp.domain.review import Flaw, Spot
from surveyapp.errors import Finding
from surveyapp.steps import joining
from surveyapp.steps.node import Node
from surveyapp.steps.past import title
from surveyapp.store import find, odd, table, tally
from surveyapp.store.beyond import Houses
from surveyapp.store.beyond import beyond as beyond_of
from surveyapp.store.connect import Transaction
from surveyapp.store.find import Row

_CODES = {
    "without_photo": "finding.review.without_photo",
    "photo_adrift": "finding.review.photo_adrift",
    "photo_unreadable": "finding.review.photo_unreadable",
    "unowned": "finding.review.unowned",
    "returned": "finding.review.returned",
}

_JOINS = {"same_name": joining.namesakes, "join_doubt": joining.doubts, "join_differs": joining.differences}
_MOST_JOINS = 1000
_Houses = Sequence[tuple[str, str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Flaws:
    """`counts`: how many of each sort there are in all (conflicts, doubtful, without_photo …); `shown`: the first of each, in order."""

    counts: Mapping[str, int]
    shown: tuple[Flaw, ...]


def flaws(node: Node, streams: Sequence[str] | None = None, most: int = 200) -> Flaws:
    """The findings of these streams (of all for None), gravest sort first; of each sort at most `most` are listed, all are counted."""
    with node.store.reading() as connection:
        here = tuple(find.communities_of(connection)) if streams is None else streams
        houses = tally.values(connection, "building", here)
        no_year = tuple(_no_year(houses))
        sizes = {record: (values.get("units"), values.get("storeys")) for _, record, values in houses}
        high = beyond_of(connection, here, sizes)
        found = {
            "conflict": tuple(_conflicts(connection, streams, most)),
            "forked": tuple(_forked(connection, streams)),
            "kind_differs": tuple(_kinds(connection, streams)),
            "number_twice": tuple(_twice(connection, streams, most)),
            **{sort: tuple(islice(look(connection, streams), _MOST_JOINS)) for sort, look in _JOINS.items()},
            "doubtful": (*_doubtful(connection, streams, most), *_beyond(connection, [row for row, _ in high[:most]], sizes)),
            **{sort: tuple(_plain(connection, sort, streams, most)) for sort in _CODES},
            "no_year": no_year[:most],
        }
        counts = Counter({sort: len(each) for sort, each in found.items()})
        counts["no_year"] = len(no_year)
        counts["conflict"] = len(_in_conflict(connection, streams))
        for sort in odd.SORTS:
            counts[sort] = odd.count(connection, sort, streams)
        counts["doubtful"] += sum(not doubted for _, doubted in high)
        shown = {sort: group[:most] if sort in _JOINS else group for sort, group in found.items()}
        placed = _placed([replace(each, sort=sort) for sort, group in shown.items() for each in group], connection, houses)
    return Flaws(dict(counts), placed)


def _placed(found: Sequence[Flaw], connection: Transaction, houses: _Houses) -> tuple[Flaw, ...]:
    """The findings with the names of where their records are: a number and a name alone lead nobody up the right stairs."""
    if not found:
        return ()
    buildings = {record: str(values.get("name", "") or values.get("number", "")) for _, record, values in houses}
    named = {stream: name for stream, name, _ in table.communities(connection, hidden_too=False)}
    communities = named if len(named) > 1 else {}

    def spot(flaw: Flaw) -> Spot:
        community = "" if flaw.kind == "community" else communities.get(flaw.stream, "")
        building = "" if flaw.kind == "building" else buildings.get(flaw.building, "")
        return replace(flaw.spot, community=community, building=building)

    return tuple(replace(each, spot=spot(each)) for each in found)


def _flaw(row: Row, finding: Finding, field: str = "") -> Flaw:
    building = row.get("building")
    spot = Spot(unit=_whole(row.get("unit")), storey=_whole(row.get("storey")), place=str(row.get("place") or "")) if row.kind == "defect" else Spot()
    return Flaw(finding, row.stream, row.record, row.kind, title(row), field, building if isinstance(building, str) else "", spot=spot)


def _whole(value: object) -> int | None:
    return value if type(value) is int else None


def _plain(connection: Transaction, sort: str, streams: Sequence[str] | None, most: int) -> Iterator[Flaw]:
    for row in odd.some(connection, sort, streams, most):
        yield _flaw(row, Finding(_CODES[sort], title(row)))


def _doubtful(connection: Transaction, streams: Sequence[str] | None, most: int) -> Iterator[Flaw]:
    for row in odd.some(connection, "doubtful", streams, most):
        for finding in check_record(row.kind, dict(row.values)):
            yield _flaw(row, finding, finding.where)


def _beyond(connection: Transaction, ids: Sequence[int], sizes: Houses) -> Iterator[Flaw]:
    """Defects on a storey or in a unit that their building has not."""
    rows = table.page(connection, ids)
    for row in (rows[each] for each in ids if each in rows):
        for finding in beyond(row.get("unit"), row.get("storey"), row.get("place"), *sizes.get(str(row.get("building", "")), (None, None))):
            yield _flaw(row, finding, finding.where)


def _no_year(houses: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Iterator[Flaw]:
    """Buildings whose year nobody has found out: what decides whether a document reaches them at all."""
    for stream, record, values in houses:
        built = values.get("built")
        if not isinstance(built, dict) or type(built.get("value")) is not int:
            name = f"{values.get('number', '')} {values.get('name', '')}".strip()
            yield Flaw(Finding("finding.review.no_year", name), stream, record, "building", name, "built", record)


def _in_conflict(connection: Transaction, streams: Sequence[str] | None) -> list[tuple[str, str, str]]:
    return [(stream, record, name) for stream, record, name, _ in find.all_conflicts(connection) if streams is None or stream in streams]


def field_words(kind: str, name: str) -> str:
    """The name of a field in words; one of a newer version stands as it is."""
    code = f"field.{kind}.{name}"
    return words.say(code) if words.has(code) else name


def _conflicts(connection: Transaction, streams: Sequence[str] | None, most: int) -> Iterator[Flaw]:
    for stream, record, name in _in_conflict(connection, streams)[:most]:
        row = find.one(connection, stream, record)
        if row is not None:
            yield _flaw(row, Finding("finding.review.conflict", title(row), {"field": field_words(row.kind, name)}), name)


def _twice(connection: Transaction, streams: Sequence[str] | None, most: int) -> Iterator[Flaw]:
    for row in odd.numbers_twice(connection, streams, most):
        yield _flaw(row, Finding("finding.review.number_twice", title(row), {"number": row.get("number", "")}), "number")


def _kinds(connection: Transaction, streams: Sequence[str] | None) -> Iterator[Flaw]:
    for stream, record in odd.kinds_differ(connection, streams):
        row = find.one(connection, stream, record)
        if row is not None:
            yield _flaw(
                row,
                Finding(
                    "finding.review.kind_differs", title(row), {"kind": words.say(f"kind.{row.kind}") if words.has(f"kind.{row.kind}") else row.kind}
                ),
            )


def _forked(connection: Transaction, streams: Sequence[str] | None) -> Iterator[Flaw]:
    for stream, origin in odd.forked(connection, streams):
        name = device_prefix(origin)
        yield Flaw(Finding("finding.review.forked", name, {"device": name}), stream, stream, "community", name)
