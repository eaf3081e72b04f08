"""Interviews: the doors of a building, one talk with a household as one act, and what the talks add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from surveyapp import words
from surveyapp.domain.canonical import Value
from surveyapp.domain.edits import DELETED
from surveyapp.domain.interview_views import DoorLine, Interview, PlaceTally, WishEntry
from surveyapp.domain.interviews import ANSWERED, OPEN, Door, Talk, door_of, doors_of, households_of, tally
from surveyapp.domain.views import Changed
from surveyapp.domain.walking_order import walking_key
from surveyapp.errors import HomeMissing
from surveyapp.steps import policies
from surveyapp.steps.begin import new_draft
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.talks import LOOSE, Said, talks_of, whole
from surveyapp.steps.targets import check_target
from surveyapp.store import find
from surveyapp.store.connect import Transaction
from surveyapp.store.find import Row

RANKED = 3
"""The questionnaire asks for 最想改的三项: the first three wishes have ranks, the others are wished for as well."""


def wishes() -> tuple[WishEntry, ...]:
    """The wishes of the questionnaire in its order."""
    return tuple(WishEntry(code, words.pick(need.name, need.name_en)) for code, need in policies.catalogue().needs.items())


def doors(node: Node, stream: str, building: str) -> tuple[DoorLine, ...]:
    """The doors of a building as its record tells them, then those that were only ever spoken of, each with its newest interview."""
    with node.store.reading() as connection:
        row = find.one(connection, stream, building)
        talks = _talks(connection, stream, find.of_kind(connection, "building", stream))
    if row is None:
        raise HomeMissing("error.record_unknown", record=building)
    here = [talk for talk in talks if talk.building == building]
    newest, recorded = _newest(here), _newest(talk for talk in here if not talk.record.startswith(LOOSE))
    known = doors_of(*(whole(row.get(name)) for name in ("units", "storeys", "per_floor", "households")))
    labels = {door.label for door in known}
    others = sorted((door_of(label) for label in newest if label not in labels), key=lambda door: walking_key(door.label))
    return tuple(_line(door, newest.get(door.label), recorded.get(door.label)) for door in (*known, *others))


def _newest(talks: Iterable[Talk]) -> dict[str, Talk]:
    """The talk that stands for each door: the newest answered one, else the newest."""
    found: dict[str, Talk] = {}
    for talk in talks:
        held = found.get(talk.door)
        if talk.door and (held is None or (talk.outcome == ANSWERED, talk.order) > (held.outcome == ANSWERED, held.order)):
            found[talk.door] = talk
    return found


def _line(door: Door, talk: Talk | None, recorded: Talk | None) -> DoorLine:
    """`recorded`: the interview that is opened there; the talk that counts may be wishes that were noted while nobody opened for it."""
    if talk is None:
        return DoorLine(door.label, door.unit, door.storey)
    top = tuple(code for code, rank in sorted(talk.wishes, key=lambda each: each[1] or RANKED + 1) if rank)
    record_id = recorded.record if recorded else ""
    return DoorLine(door.label, door.unit, door.storey, record_id, talk.outcome or OPEN, talk.who, talk.consent, top)


def _talks(connection: Transaction, stream: str, buildings: Iterable[Row]) -> list[Talk]:
    interviews, needs = ([Said(row.record, row.values, row.born) for row in find.of_kind(connection, kind, stream)] for kind in ("interview", "need"))
    return talks_of(interviews, needs, {row.record: whole(row.get("units")) for row in buildings})


def interview(node: Node, stream: str, record_id: str) -> Interview:
    """An interview with its wishes. Raises HomeMissing."""
    with node.store.reading() as connection:
        row = find.one(connection, stream, record_id)
        needs = _needs_of(connection, stream, record_id)
    if row is None:
        raise HomeMissing("error.record_unknown", record=record_id)
    ranked = sorted((whole(need.get("rank")) or RANKED + 1, need.born, str(need.get("code"))) for need in needs if need.get("wish", "yes") == "yes")
    return Interview(
        stream,
        record_id,
        str(row.get("building", "")),
        str(row.get("door", "")),
        row.values,
        tuple(code for _, _, code in ranked),
        tuple(row.states),
    )


def _needs_of(connection: Transaction, stream: str, record_id: str) -> tuple[Row, ...]:
    return tuple(need for need in find.of_kind(connection, "need", stream) if need.get("interview") == record_id)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a talk takes place."""

    stream: str
    building: str
    door: Door


def keep(node: Node, place: Place, record_id: str, fields: Mapping[str, Value], wished: Sequence[str] | None) -> Changed:
    """Write a talk as one act: the fields that changed, and its wishes in the order in which they were said (None leaves them alone).

    An empty `record_id`, or that of a talk that was taken back, begins a new interview, today and in the name of who is recording.
    """
    drafts: list[Draft] = []
    with node.store.reading() as connection:
        held = find.one(connection, place.stream, record_id) if record_id else None
    if held is None or held.presence == "hidden":
        record_id = node.new_id()
        drafts.append(Draft(place.stream, record_id, "interview", {**_born(node, place), **fields}))
        act = "new_interview"
    else:
        act = "set_interview"
        if fields:
            drafts.append(Draft(place.stream, record_id, "interview", fields))
    if wished is not None:
        drafts += _wish_drafts(node, place, record_id, wished)
    return record(node, drafts, act)


def _born(node: Node, place: Place) -> dict[str, Value]:
    given = {
        "community": place.stream,
        "building": place.building,
        "unit": place.door.unit,
        "storey": place.door.storey,
        "door": place.door.label,
        "outcome": ANSWERED,
        "asked_how": "visit",
        "asked_on": node.clock.today(),
        "asked_by": node.author,
    }
    return {name: value for name, value in given.items() if value not in (None, "")}


def _wish_drafts(node: Node, place: Place, record_id: str, wished: Sequence[str]) -> Iterator[Draft]:
    """Every wish that is said is one record; one that is taken back is deleted."""
    with node.store.reading() as connection:
        held = {str(need.get("code")): need for need in _needs_of(connection, place.stream, record_id)}
    for at, code in enumerate(wished, 1):
        rank = at if at <= RANKED else None
        if code in held:
            yield Draft(place.stream, held[code].record, "need", {"wish": "yes", "rank": rank})
        else:
            given = {"interview": record_id, "building": place.building, "door": place.door.label, "code": code, "wish": "yes", "rank": rank}
            yield new_draft(node, place.stream, "need", {name: value for name, value in given.items() if value not in (None, "")})
    for code, need in held.items():
        if code not in wished:
            yield Draft(place.stream, need.record, "need", {DELETED: True})


def tallies(node: Node, stream: str) -> tuple[PlaceTally, ...]:
    """The tally of a community, then of each of its buildings in walking order."""
    with node.store.reading() as connection:
        community = find.one(connection, stream, stream)
        held = find.of_kind(connection, "building", stream)
        talks = _talks(connection, stream, held)
    buildings = sorted(held, key=lambda row: walking_key(str(row.get("name", ""))))
    counts = [whole(row.get("households")) for row in buildings]
    whole_place = households_of(counts, whole(community.get("households")) if community else None)
    name = str(community.get("name", "")) if community else ""
    lines = [PlaceTally(stream, "", name, tally(talks, whole_place.count, whole_place.base))]
    for row, count in zip(buildings, counts, strict=True):
        here = [talk for talk in talks if talk.building == row.record]
        lines.append(PlaceTally(stream, row.record, str(row.get("name", "")), tally(here, count)))
    return tuple(lines)


def write_results(node: Node, survey: str, target: Path, streams: Sequence[str] = ()) -> int:
    """Write the results of these communities (all when empty) as a workbook; answers how many communities it holds. Raises DiskError."""
    from surveyapp.reports.interviews_xlsx import CommunityResults, write_interviews

    check_target(node, target)
    with node.store.reading() as connection:
        rows = [row for row in find.of_kind(connection, "community") if row.get("survey") == survey and (not streams or row.stream in streams)]
    results = [CommunityResults(tuple(tallies(node, row.stream))) for row in sorted(rows, key=lambda row: walking_key(str(row.get("name", ""))))]
    names = {each.code: each.name for each in wishes()}
    write_interviews(target, results, names, node.clock.today())
    return len(results)
