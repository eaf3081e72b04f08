"""Talks with households: their doors in walking order, and what the talks add up to. Every count is of households, exact; none is ever a vote."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from surveyapp.domain.numerals import ordinal

OPEN, ANSWERED = "open", "answered"
_MOST_DOORS = 1000
_ROOM_DIGITS = 2
"""A room number is the storey and two more digits: 302 is on the third, 1203 on the twelfth."""
_PARTS = re.compile(
    r"(?:第?(?P<unit>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:单元-?|门洞?-?|梯-?|-))?"
    r"(?:第?(?P<storey>\d{1,2}|[一二两三四五六七八九十]{1,3})[层楼]-?)?"
    r"(?P<room>-?\d{1,5}[a-z]?)[室号房户]?"
)
_DASHES = str.maketrans(dict.fromkeys("–—−‐‑﹣_/", "-"))


@dataclass(frozen=True, slots=True)
class Door:
    """A household's door: unit and storey where they are known, and its label as it is written: 1-302."""

    unit: int | None
    storey: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk with a household. `door` is the label that `door_of` gives it, so that a household is one however its door was written.

    `wishes` are (code, rank 1–3 or None); `order` tells which of several at one door is the newest.
    """

    record: str
    building: str
    door: str
    outcome: str
    order: tuple[str, int, str]
    who: str = ""
    consent: str = ""
    willing_to_pay: str = ""
    pay_by: tuple[str, ...] = ()
    pay_most: Decimal | None = None
    wishes: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class WishCount:
    """How many households wish for something: at all, and as their first, second and third."""

    code: str
    wished: int
    ranks: tuple[int, int, int]

    @property
    def among_three(self) -> int:
        """How many households have it among their three."""
        return sum(self.ranks)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the talks of a place add up to. `households` is None where nobody recorded how many there are; `base` tells who did."""

    households: int | None
    outcomes: Mapping[str, int]
    repeated: int
    who: Mapping[str, int]
    consent: Mapping[str, int]
    willing_to_pay: Mapping[str, int]
    pay_by: Mapping[str, int]
    pay_most: Decimal
    wishes: tuple[WishCount, ...]
    top_three: tuple[str, ...] = field(default=())
    base: str = ""

    @property
    def answered(self) -> int:
        """Households that answered."""
        return self.outcomes.get(ANSWERED, 0)

    @property
    def reached(self) -> Fraction | None:
        """The share of households that answered; None where there is nothing to divide by."""
        return Fraction(self.answered, self.households) if self.households else None


def door_of(text: str, unit: int | None = None, storey: int | None = None, units: int | None = None) -> Door:
    """The one door that was written: 1单元302室, 1-302, １－0302, 一单元3层02 and unit 1 with 302 are the same. What is not of this form stays.

    `units`: how many units the building has, where it is known. In a building of one unit, 302 is 1-302. A household is its building
    and this label: whatever counts households, and whatever looks for a talk at a door, goes through here.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split()).lower()
    found = _PARTS.fullmatch(plain)
    if found is None:
        return Door(unit, storey, " ".join(unicodedata.normalize("NFKC", text).split()))
    said, level = (ordinal(found[name]) for name in ("unit", "storey"))
    room = _room(found["room"], level)
    unit = said if said is not None else 1 if unit is None and units == 1 else unit
    digits = room.rstrip("abcdefghijklmnopqrstuvwxyz").lstrip("-")
    if storey is None:
        storey = level
    if storey is None and len(digits) > _ROOM_DIGITS:
        storey = int(digits[:-_ROOM_DIGITS])
    return Door(unit, storey, f"{unit}-{room}" if unit is not None else room)


def _room(text: str, storey: int | None) -> str:
    """The room without needless zeros; 02 on the third storey is 302."""
    sign, letter = text[: text.startswith("-")], text[-1] if text[-1].isalpha() else ""
    number = int(text[len(sign) :].removesuffix(letter))
    if storey and not sign and number < 10**_ROOM_DIGITS:
        number += storey * 10**_ROOM_DIGITS
    return f"{sign}{number}{letter}"


@dataclass(frozen=True, slots=True)
class Households:
    """How many households a place has, and what says so: every building of it (`buildings`), the roster (`registered`), or only some
    of its buildings (`some`). `count` is None where nothing says so."""

    count: int | None
    base: str = ""


def households_of(counts: Sequence[int | None], registered: int | None) -> Households:
    """The households that the talks of a community are a share of. Its buildings where each says how many it has, else its own figure."""
    known = [each for each in counts if each is not None]
    if known and len(known) == len(counts):
        return Households(sum(known), "buildings")
    if registered is not None and registered >= sum(known):
        return Households(registered, "registered")
    return Households(sum(known), "some") if known else Households(None)


def doors_of(units: int | None, storeys: int | None, per_floor: int | None, households: int | None) -> tuple[Door, ...]:
    """All doors of a building, unit by unit from the lowest storey up. Empty where the record does not say how many there are on a floor.

    `per_floor` counts the households of one unit on one floor (DOMAIN table 3.2); without it the households must divide evenly.
    """
    if not units or not storeys:
        return ()
    if not per_floor and households and households % (units * storeys) == 0:
        per_floor = households // (units * storeys)
    if not per_floor or per_floor >= 10**_ROOM_DIGITS or units * storeys * per_floor > _MOST_DOORS:
        return ()
    return tuple(
        Door(unit, storey, f"{unit}-{storey}{room:02d}")
        for unit in range(1, units + 1)
        for storey in range(1, storeys + 1)
        for room in range(1, per_floor + 1)
    )


def following(label: str) -> str:
    """The door after this one where nobody knows the building's doors: the next room number. Empty where it holds no number."""
    found = re.search(r"(\d+)(?!.*\d)", label)
    if found is None:
        return ""
    number = str(int(found[1]) + 1).zfill(len(found[1]))
    return label[: found.start()] + number + label[found.end() :]


def next_open(labels: Sequence[str], done: Iterable[str], here: str) -> str:
    """The first door without an answer after this one, going round; empty when there is none."""
    finished = set(done)
    start = labels.index(here) + 1 if here in labels else 0
    return next((each for each in (*labels[start:], *labels[:start]) if each not in finished and each != here), "")


def tally(talks: Iterable[Talk], households: int | None, base: str = "") -> Tally:
    """Add up. Of several talks at one door the newest that was answered counts, else the newest; a talk without a door is a household of its own."""
    counted, repeated = _one_a_door(talks)
    answered = [talk for talk in counted if talk.outcome == ANSWERED]
    wishes = _wishes(answered)
    return Tally(
        households,
        Counter(talk.outcome for talk in counted),
        repeated,
        Counter(talk.who for talk in answered if talk.who),
        Counter(talk.consent for talk in answered if talk.consent),
        Counter(talk.willing_to_pay for talk in answered if talk.willing_to_pay),
        Counter(way for talk in answered for way in dict.fromkeys(talk.pay_by)),
        sum((talk.pay_most for talk in answered if talk.pay_most is not None), Decimal(0)),
        wishes,
        tuple(each.code for each in wishes[:3] if each.wished),
        base,
    )


def _one_a_door(talks: Iterable[Talk]) -> tuple[list[Talk], int]:
    doors: dict[tuple[str, str], Talk] = {}
    count = 0
    for talk in talks:
        count += 1
        key = (talk.building, talk.door) if talk.door else ("", talk.record)
        held = doors.get(key)
        if held is None or (talk.outcome == ANSWERED, talk.order) > (held.outcome == ANSWERED, held.order):
            doors[key] = talk
    return list(doors.values()), count - len(doors)


def _wishes(talks: Sequence[Talk]) -> tuple[WishCount, ...]:
    """By households that have it among their three; of equals by first, second, third, then by all that wish for it, then by code."""
    wished: Counter[str] = Counter()
    ranked: Counter[tuple[str, int]] = Counter()
    for talk in talks:
        for code, rank in dict(talk.wishes).items():
            wished[code] += 1
            if rank in (1, 2, 3):
                ranked[(code, rank)] += 1
    counts = [WishCount(code, count, (ranked[(code, 1)], ranked[(code, 2)], ranked[(code, 3)])) for code, count in wished.items()]
    return tuple(sorted(counts, key=lambda each: (-each.among_three, *(-rank for rank in each.ranks), -each.wished, each.code)))
