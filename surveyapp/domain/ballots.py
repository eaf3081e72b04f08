"""Votes of single households, added up exactly: who is an owner, what is voted, who has not voted yet.

A flat counts by its area, an owner by heads: whoever owns several flats is one head (建筑物区分所有权司法解释9条), co-owners of a flat are
one, and the seller of what is not sold yet is one. Common parts belong to nobody alone and are not counted. What is missing or contradicts
itself leaves the sum that needs it open (None): nothing is assumed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from surveyapp.errors import Finding

AGREE, DISAGREE, ABSTAIN, NOT_VOTED = CHOICES = ("agree", "disagree", "abstain", "not_voted")
COMMON = "common"
"""A part that is nobody's own: shown, never counted."""
COUNTS = ("total_area_m2", "total_owners", "voted_area_m2", "voted_owners", "agree_area_m2", "agree_owners")
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Ballot:
    """The vote of one flat. `owner` is whoever owns it, by the name or number of the list; "" where it names nobody: then it is an owner of its own.

    `unsettled`: fields on which two people disagree.
    """

    record: str
    building: str
    unit: int | None
    door: str
    owner: str
    area_m2: Decimal | None
    choice: str
    part: str = "owned"
    method: str = ""
    unsettled: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it is, for sorting and for telling two of the same flat."""
        return self.building, self.unit or 0, self.door

    @property
    def head(self) -> str:
        """Whom it counts for as one head."""
        return self.owner or "\0".join(map(str, self.place)) if self.door or self.owner else self.record


@dataclass(frozen=True, slots=True)
class BallotTally:
    """A vote added up from its flats. None: open, and `findings` say why. `common_m2`: areas that are nobody's own and not counted."""

    flats: int
    counts: Mapping[str, Decimal | None]
    not_voted: tuple[Ballot, ...]
    not_voted_owners: int
    common_m2: Decimal
    findings: tuple[Finding, ...]


def tally(ballots: Iterable[Ballot]) -> BallotTally:
    """Add up the flats of one vote."""
    findings: list[Finding] = []
    every = list(ballots)
    flats = _one_a_flat([each for each in every if each.part != COMMON], findings)
    common = [each for each in every if each.part == COMMON]
    voted = [each for each in flats if each.choice in (AGREE, DISAGREE, ABSTAIN)]
    agreed = [each for each in flats if each.choice == AGREE]
    open_choice = [each for each in flats if each.choice not in CHOICES or "choice" in each.unsettled]
    for each in open_choice:
        findings.append(Finding("finding.ballot.no_choice", each.record, _where(each)))
    for each in flats:
        if each.area_m2 is None or "area_m2" in each.unsettled:
            findings.append(Finding("finding.ballot.no_area", each.record, _where(each)))
    split = _split_owners(flats)
    for owner in split:
        findings.append(Finding("finding.ballot.split_owner", owner, {"owner": owner}))
    twice = any(each.code == "finding.ballot.twice" for each in findings)
    undecided = twice or bool(open_choice)
    counts = {
        "total_area_m2": None if twice else _area(flats),
        "total_owners": None if twice else Decimal(len(_heads(flats))),
        "voted_area_m2": None if undecided else _area(voted),
        "voted_owners": None if undecided else Decimal(len(_heads(voted))),
        "agree_area_m2": None if undecided else _area(agreed),
        "agree_owners": None if undecided or split else Decimal(len(_heads(agreed))),
    }
    missing = sorted((each for each in flats if each.choice == NOT_VOTED), key=lambda each: each.place)
    owners = _heads(missing) - _heads(voted)
    common_m2 = sum((each.area_m2 or Decimal(0) for each in common), Decimal(0))
    return BallotTally(len(flats), counts, tuple(missing), len(owners), common_m2, tuple(findings))


def differences(counts: Mapping[str, Decimal | None], recorded: Mapping[str, Decimal | None]) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Where the figures that were recorded are not what the flats add up to: (figure, recorded, added up)."""
    pairs = ((name, recorded.get(name), counts.get(name)) for name in COUNTS)
    return tuple((name, stated, added) for name, stated, added in pairs if stated is not None and added is not None and stated != added)


def _one_a_flat(ballots: Sequence[Ballot], findings: list[Finding]) -> list[Ballot]:
    """Every flat once: the same vote written twice counts once, two different votes of one flat are told and leave the sums open."""
    found: dict[tuple[str, int, str], Ballot] = {}
    kept: list[Ballot] = []
    for each in ballots:
        first = found.get(each.place) if each.door else None
        if first is None:
            found[each.place] = each
            kept.append(each)
        elif (first.choice, first.area_m2, first.owner) != (each.choice, each.area_m2, each.owner):
            findings.append(Finding("finding.ballot.twice", each.record, _where(each)))
    return kept


def _heads(ballots: Iterable[Ballot]) -> set[str]:
    return {each.head for each in ballots}


def _split_owners(flats: Iterable[Ballot]) -> tuple[str, ...]:
    """Owners of several flats that voted differently for them: one head cannot both agree and not."""
    choices: dict[str, set[str]] = defaultdict(set)
    for each in flats:
        if each.owner and each.choice in (AGREE, DISAGREE, ABSTAIN):
            choices[each.owner].add(each.choice)
    return tuple(sorted(owner for owner, said in choices.items() if len(said) > 1 and AGREE in said))


def _area(ballots: Iterable[Ballot]) -> Decimal | None:
    total = Decimal(0)
    for each in ballots:
        if each.area_m2 is None or "area_m2" in each.unsettled:
            return None
        total = _EXACT.add(total, each.area_m2)
    return total


def _where(ballot: Ballot) -> dict[str, object]:
    return {"door": " ".join(part for part in (ballot.building, ballot.door) if part) or ballot.owner or "—"}
