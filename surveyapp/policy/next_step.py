"""What must happen in the world until a vote carries, exactly: by votes that change sides, or by votes that are added.

Both raise what is missing differently. A vote that changes sides adds to those who agree and leaves the base; a vote that is added and agrees raises
the base as well, so more is needed: (t·voted − agreed) ÷ (1 − t). Areas and heads are independent of each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from surveyapp.policy.rules.consent import Ballot, Consent, Threshold, least_enough

_AGREE = ("agree_area", "agree_heads")


@dataclass(frozen=True, slots=True)
class Bar:
    """One ratio of a vote: part of whole against the least that it must be. `short` is how much is missing; None: not known or nothing missing."""

    key: str
    part: Fraction | None
    whole: Fraction | None
    least: Fraction
    strict: bool
    met: bool | None
    short: Fraction | None = None


@dataclass(frozen=True, slots=True)
class VoteStep:
    """The next step. Areas in ㎡, owners in heads. None of a pair: that way does not lead there.

    `left_*`: who has not voted yet. `added_*` is only offered when so much is left.
    """

    left_area: Fraction
    left_owners: int
    changed_area: Fraction | None = None
    changed_owners: int | None = None
    added_area: Fraction | None = None
    added_owners: int | None = None


def bars(rule: Consent, ballot: Ballot) -> tuple[Bar, ...]:
    """The four ratios of a vote. A count that cannot be (more agree than voted) decides nothing."""
    pairs = ballot.pairs()
    sound = all(part is None or whole is None or part <= whole for part, whole in pairs.values())
    return tuple(_bar(each, *pairs[each.key], sound) for each in rule.thresholds)


def _bar(threshold: Threshold, part: Fraction | None, whole: Fraction | None, sound: bool) -> Bar:
    if part is None or whole is None or not sound:
        return Bar(threshold.key, part, whole, threshold.least, threshold.strict, None)
    if whole == 0:
        return Bar(threshold.key, part, whole, threshold.least, threshold.strict, False if threshold.key in _AGREE else None)
    met = threshold.met_by(part, whole)
    short = None if met else _enough(threshold.least * whole - part, threshold)
    return Bar(threshold.key, part, whole, threshold.least, threshold.strict, met, short)


def vote_step(rule: Consent, ballot: Ballot) -> VoteStep | None:
    """The next step for a vote that does not carry yet; None for one that carries, or whose counts are not complete and sound."""
    found = bars(rule, ballot)
    if any(each.met is None for each in found) or all(each.met for each in found):
        return None
    pairs = ballot.pairs()
    area, heads = (_left(pairs[key]) for key in ("voted_area", "voted_heads"))
    changed = all(each.met for each in found if each.key not in _AGREE)
    rules = {each.key: each for each in rule.thresholds}
    need_area, need_heads = (_added(found, rules, half) for half in ("area", "heads"))
    possible = need_area is not None and need_heads is not None and need_area <= area and need_heads <= heads
    return VoteStep(
        left_area=area,
        left_owners=int(heads),
        changed_area=_short(found, "agree_area") if changed else None,
        changed_owners=int(_short(found, "agree_heads")) if changed else None,
        added_area=need_area if possible else None,
        added_owners=int(need_heads) if possible and need_heads is not None else None,
    )


def _left(pair: tuple[Fraction | None, Fraction | None]) -> Fraction:
    part, whole = pair
    return Fraction(0) if part is None or whole is None else whole - part


def _short(found: Iterable[Bar], key: str) -> Fraction:
    return next((each.short for each in found if each.key == key and each.short is not None), Fraction(0))


def _added(found: tuple[Bar, ...], rules: dict[str, Threshold], half: str) -> Fraction | None:
    """What must come in anew and agree, of areas or of heads; None where no amount suffices."""
    voted, agree = (next(each for each in found if each.key == f"{part}_{half}") for part in ("voted", "agree"))
    needs = [voted.short or Fraction(0)]
    if not agree.met and agree.part is not None and agree.whole is not None:
        if agree.least == 1:
            return None
        missing = (agree.least * agree.whole - agree.part) / (1 - agree.least)
        needs.append(_enough(missing, rules[agree.key]))
    return max(needs)


def _enough(missing: Fraction, threshold: Threshold) -> Fraction:
    """The least that suffices: whole heads; areas exactly, or the next hundredth where decimals cannot say it. Strict ones need a step more."""
    heads = threshold.key.endswith("heads")
    if missing <= 0:  # the base itself is lacking
        step = Fraction(1) if heads else Fraction(1, 100)
        return step * (missing // step + 1)
    return least_enough(missing, heads=heads, strict=threshold.strict)
