"""What a city's document says of one community: plain values for the page, the command and reports. Sentences are in the language in use.

Figures that are compared are exact text (`14.705`); shares are for the eye only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from surveyapp.domain.views import Changed

Outcome = Literal["ok", "fail", "running", "pending", "silent"]
"""Holds, does not, under way, a person must look (待核), the document says nothing (本市文件未列)."""
Mark = Literal["plain", "posted", "counted", "off", "free", "worked"]


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a clause line, one by one: what stands before a colon is a note, no clause."""
    return tuple(part for each in text.split("；") if (part := each.split("：")[-1].strip()))


@dataclass(frozen=True, slots=True)
class Missing:
    """A field without which nothing can be said: where it is entered, and its name in words. `record` is empty where the record is yet to be made."""

    stream: str
    record: str
    kind: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """One of several tests that a verdict rests on, for a row of its own: whether it holds, and its figures in words."""

    holds: bool
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule on one community: the outcome, one word, one reason with the figure; then everything else that is to be said.

    `points`: the single tests where there are several; `remarks`: of the reasons, those that say something beside the points.
    `days_left`: until a time limit that is running; None where there is none.
    """

    rule: str
    outcome: Outcome
    title: str
    word: str
    reason: str
    clause: str
    reasons: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    next_steps: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    remarks: tuple[str, ...] = ()
    days_left: int | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The plan entry of a community: the year, the batch, what it is to cost (万元), when it was handed in."""

    record: str = ""
    year: int | None = None
    batch: str = ""
    investment: str = ""
    submitted_on: str = ""


@dataclass(frozen=True, slots=True)
class VoteBar:
    """One ratio of the vote as a bar. `share` and `mark` are 0–1 for painting; `short` is how much is missing, in words."""

    key: str
    unit: str
    part: str
    whole: str
    threshold: str
    share: float
    mark: float
    met: bool | None
    short: str = ""


@dataclass(frozen=True, slots=True)
class VoteCard:
    """The newest vote. `changed`/`added` are the two next steps: sentences, empty where that way does not lead there. `others` votes are older.

    `flats`: of how many households the vote is recorded one by one, `not_voted` of them have not voted; `differs`: where those add up to
    other figures than the ones recorded, in words. `by_flat`: figures that nobody recorded and that were added up from the households.
    """

    record: str
    scope: str
    bars: tuple[VoteBar, ...] = ()
    changed: str = ""
    added: str = ""
    clauses: tuple[str, ...] = ()
    others: int = 0
    flats: int = 0
    not_voted: int = 0
    differs: tuple[str, ...] = ()
    by_flat: bool = False


@dataclass(frozen=True, slots=True)
class DoorVote:
    """The vote of one flat, for lists: where it is, whose it is, its area as exact text, what was voted (a choice of `ballot`, or "")."""

    record: str
    building: str
    unit: int | None
    door: str
    owner: str
    area_m2: str
    choice: str


@dataclass(frozen=True, slots=True)
class VotesRead:
    """What a list of household votes brought: flats that are new, flats whose vote changed, and what was wrong or odd about it, in words."""

    written: Changed
    new: int
    changed: int
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the notice's calendar: `number` is which working day it is, 0 for none. `word` stands under the figure."""

    day: date
    mark: Mark
    number: int = 0
    word: str = ""
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """The newest notice as a calendar of whole weeks, Monday first."""

    record: str
    scope: str
    days: tuple[CalendarDay, ...] = ()
    sentence: str = ""
    aside: str = ""
    clauses: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One line of the money: 万元 as recorded, its share of the total 0–1 for painting, and what it counts as."""

    record: str
    name: str
    amount: str
    share: float
    kind: str


@dataclass(frozen=True, slots=True)
class FundingCard:
    """All the money. `counted`: what residents and enterprises bear; `open_question`: what a person has to decide, and what that would make."""

    scope: str
    lines: tuple[FundingLine, ...] = ()
    counted: str = ""
    open_question: str = ""
    open_answer: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CostRow:
    """Who pays for some items: the items by name, the tier that they share ("" for several or none), the payer in the document's words."""

    items: str
    tier: str
    payer: str
    clause: str
    listed: bool
    defects: int


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the six conditions: `holds` None is not known."""

    name: str
    holds: bool | None
    missing: Missing


@dataclass(frozen=True, slots=True)
class ConditionCard:
    """The six conditions. `decides` False: another city's, for comparison only."""

    title: str
    decides: bool
    conditions: tuple[Condition, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A community under one document on one day."""

    stream: str
    community: str
    pack: str
    place: str
    document: str
    status: str
    as_of: date
    plan: PlanLine
    verdicts: tuple[Verdict, ...]
    vote: VoteCard | None = None
    notice: NoticeCard | None = None
    funding: FundingCard | None = None
    costs: tuple[CostRow, ...] = ()
    conditions: ConditionCard | None = None
    priority: tuple[tuple[str, bool | None], ...] = ()
    status_words: str = ""

    def verdict(self, rule: str) -> Verdict | None:
        """The verdict of a rule, if it was asked."""
        return next((each for each in self.verdicts if each.rule == rule), None)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two judgements: of defects of one kind (their tier) or of a rule. Before and after as words, each with its clause.

    `moves` False: the same answer, resting on another clause. `count` defects share it. `tiers`: of defects, the tiers before and after
    ("" where a document names none).
    """

    kind: str
    community: str
    name: str
    before: str
    before_clause: str
    after: str
    after_clause: str
    moves: bool = True
    count: int = 1
    reasons: tuple[str, ...] = ()
    tiers: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same survey judged twice: what moves comes first. `same` counts kinds of defects and verdicts that are alike to the clause."""

    first: str
    second: str
    changes: tuple[Change, ...]
    same: int
    defects: int
