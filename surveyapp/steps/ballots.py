"""Ballots: the votes of the households of one vote: added up, listed, read from a table, and taken over as the figures of the vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from surveyapp.domain.assessment import DoorVote
from surveyapp.domain.ballots import COUNTS, NOT_VOTED, Ballot, BallotTally, tally
from surveyapp.domain.canonical import Value
from surveyapp.domain.sheets.ballots import BallotLine, read_ballots
from surveyapp.domain.sheets.heads import BALLOTS, Head, find_head, propose
from surveyapp.domain.sheets.table import Sheet, plain
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput, Finding
from surveyapp.steps.assessing.case import newest
from surveyapp.steps.assessing.households import ballots_of, flat_of
from surveyapp.steps.begin import new_draft
from surveyapp.steps.node import Node
from surveyapp.steps.read_table import read_table
from surveyapp.steps.record import Draft, record
from surveyapp.steps.vocabulary import vocabulary
from surveyapp.store import find
from surveyapp.store.find import Row


@dataclass(frozen=True, slots=True)
class BallotsRead:
    """What a table brought: flats that are new, flats whose vote changed, and everything that is wrong or odd about it."""

    new: int
    changed: int
    findings: tuple[Finding, ...]
    written: Changed | None


def held(node: Node, stream: str, vote: str) -> tuple[Ballot, ...]:
    """The ballots of a vote that this node holds, in the order of their doors."""
    with node.store.reading() as connection:
        rows, buildings = find.of_kind(connection, "ballot", stream), find.of_kind(connection, "building", stream)
    return tuple(sorted(ballots_of(rows, buildings, vote), key=lambda each: each.place))


def votes_by_door(node: Node, stream: str, vote: str) -> tuple[DoorVote, ...]:
    """Every flat of a vote with what it voted, for lists; common parts are left out."""
    return tuple(
        DoorVote(each.record, each.building, each.unit, each.door, each.owner, _two_places(each.area_m2), each.choice)
        for each in held(node, stream, vote)
        if each.part != "common"
    )


def _two_places(area: Decimal | None) -> str:
    """An area as people write it: two places at least, all of them where there are more."""
    if area is None:
        return ""
    whole, _, rest = f"{area:f}".partition(".")
    return f"{whole}.{rest.ljust(2, '0')}"


def the_vote(node: Node, stream: str, given: str = "") -> str:
    """The vote with this id, or the newest of the community. Raises BadInput where there is none."""
    with node.store.reading() as connection:
        votes = find.of_kind(connection, "vote", stream)
    found = next((row for row in votes if row.record == given), None) if given else newest(votes, "held_to", "held_from")
    if found is None:
        raise BadInput("error.vote_none")
    return found.record


def added_up(node: Node, stream: str, vote: str) -> BallotTally:
    """The tally of a vote over its flats."""
    return tally(held(node, stream, vote))


def take(node: Node, stream: str, vote: str) -> Changed:
    """Write what the flats add up to as the figures of the vote: an edit as any other. Open sums stay as they are. Raises BadInput for none."""
    found = added_up(node, stream, vote)
    figures = {name: _value(name, found.counts[name]) for name in COUNTS if found.counts[name] is not None}
    if not found.flats or not figures:
        raise BadInput("error.ballots_none")
    return record(node, [Draft(stream, vote, "vote", figures)], "set_vote")


def _value(name: str, count: Decimal | None) -> Value:
    return None if count is None else int(count) if name.endswith("owners") else f"{count:f}"


def read_in(node: Node, stream: str, vote: str, path: Path, *, dry_run: bool = False) -> BallotsRead:
    """Read a list of votes and write it as one act: a flat that is there is changed, never doubled. Raises BadInput where no head is found."""
    sheet, head = _sheet(path)
    lines, findings = read_ballots(sheet, head, propose(head, vocabulary(), BALLOTS), vocabulary())
    with node.store.reading() as connection:
        buildings = find.of_kind(connection, "building", stream)
        rows = [row for row in find.of_kind(connection, "ballot", stream) if row.get("vote") == vote]
    known = {plain(row.get("name", "")): row.record for row in buildings}
    units = {row.record: row.get("units") for row in buildings}
    there = {(str(row.get("building", "")), flat_of(row.values, units)): row for row in rows if row.get("door")}
    drafts, strange = _drafts(node, stream, vote, lines, known, there, units)
    new = sum(draft.record not in {row.record for row in rows} for draft in drafts)
    written = record(node, drafts, "read_ballots") if drafts and not dry_run else None
    return BallotsRead(new, len(drafts) - new, (*findings, *strange), written)


def _sheet(path: Path) -> tuple[Sheet, Head]:
    sheets = read_table(path)
    for sheet in sheets:
        head = find_head(sheet, vocabulary(), BALLOTS)
        if head is not None:
            return sheet, head
    raise BadInput("error.import.no_head", file=path.name, sheets="、".join(each.name for each in sheets if each.name) or "-")


def _drafts(
    node: Node,
    stream: str,
    vote: str,
    lines: Sequence[BallotLine],
    known: Mapping[str, str],
    there: Mapping[tuple[str, str], Row],
    units: Mapping[str, Value],
) -> tuple[list[Draft], list[Finding]]:
    drafts: list[Draft] = []
    strange: list[Finding] = []
    only = next(iter(known.values())) if len(known) == 1 else ""
    for line in lines:
        building = known.get(plain(line.building), "" if line.building else only)
        if not building and line.building:
            strange.append(Finding("finding.ballot.no_building", str(line.row + 1), {"line": line.row + 1, "building": line.building}))
        values = {**line.values, **({"building": building} if building else {})}
        row = there.get((building, flat_of(values, units)))
        if row is None:
            drafts.append(new_draft(node, stream, "ballot", {"vote": vote, "choice": NOT_VOTED, **values}))
            continue
        changes = {name: value for name, value in values.items() if row.values.get(name) != value and name not in ("door", "unit")}
        if changes:
            drafts.append(Draft(stream, row.record, "ballot", changes))
    return drafts, strange
