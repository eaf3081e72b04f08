"""The vote: the newest one against the thresholds of the document, with both next steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from surveyapp import words
from surveyapp.domain.assessment import Point, Verdict, VoteBar, VoteCard, clauses
from surveyapp.domain.ballots import COUNTS, Ballot, BallotTally, differences, tally
from surveyapp.domain.checks import as_day, as_decimal
from surveyapp.policy import inputs
from surveyapp.policy.next_step import Bar, VoteStep, bars, vote_step
from surveyapp.policy.rules import consent
from surveyapp.policy.rules.quantities import shown
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.verdict import Verdict as Judged
from surveyapp.policy.rules.verdict import ratio_text
from surveyapp.steps import judge
from surveyapp.steps.assessing.case import Case, day_words, lacking, listed, newest
from surveyapp.steps.assessing.households import ballots_of
from surveyapp.store.find import Row


def assess_vote(case: Case) -> tuple[Verdict, VoteCard]:
    """Whether the vote carries, and its card."""
    row = newest(case.votes, "held_to", "held_from")
    single = tally(ballots_in(case, row)) if row else None
    recorded = {name: as_decimal(row.get(name)) for name in COUNTS} if row else {}
    filled = {name: count for name, count in single.counts.items() if recorded[name] is None and count is not None} if single and single.flats else {}
    given = inputs.consent({**row.values, **{name: f"{count:f}" for name, count in filled.items()}}) if row else {}
    judged = case.ask(consent.RULE, given)
    statute = case.base.consent
    ordinary = bool(row) and given.get("matter") == inputs.ORDINARY
    mine = None if case.pack.base is None else case.book.consent
    own = mine if not ordinary else statute.ordinary if statute else None
    rule = own or statute
    if rule is None:
        return case.silent(judged, words.say("plan.consent.silent")), VoteCard("", "")
    ballot = consent.ballot_from(Question(given))
    found = bars(rule, ballot)
    step = vote_step(rule, ballot)
    differs = differences(single.counts, recorded) if single and single.flats else ()  # no household is recorded yet: nothing to compare with
    counted = _Counted(single, frozenset(filled), tuple(map(_difference, differs)))
    verdict = _verdict(case, row, judged, found, step, counted, decides=own is not None)
    if own is not None:
        verdict = _with_points(verdict, judged, found)
    return verdict, _card(case, row, rule, found, step, counted, decides=own is not None)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the single households add: their tally, the figures taken from it as nobody recorded them, and where it differs from the others."""

    tally: BallotTally | None
    filled: frozenset[str]
    differs: tuple[str, ...]

    def said(self) -> tuple[str, ...]:
        """Everything that a person should know of it."""
        names = listed(words.say(f"field.vote.{name}") for name in COUNTS if name in self.filled)
        return ((words.say("plan.vote.by_flat", names=names),) if self.filled else ()) + self.differs


def ballots_in(case: Case, vote: Row) -> tuple[Ballot, ...]:
    """The votes of single households that belong to a vote of this case."""
    return ballots_of(case.ballots, case.buildings, vote.record)


def _difference(each: tuple[str, Decimal, Decimal]) -> str:
    name, stated, added = each
    key = "heads" if name.endswith("owners") else "area"
    facts = {"name": words.say(f"field.vote.{name}"), "stated": amount(key, Fraction(stated)), "added": amount(key, Fraction(added))}
    return words.say("plan.vote.differs", diff=amount(key, Fraction(abs(stated - added))), **facts)


def _verdict(
    case: Case, row: Row | None, judged: Judged, found: tuple[Bar, ...], step: VoteStep | None, counted: _Counted, *, decides: bool
) -> Verdict:
    if not decides:
        return case.silent(judged, words.say("plan.consent.silent"))
    missing = [case.missing("vote", name, row) for name in COUNTS if row is None or (row.get(name) is None and name not in counted.filled)]
    if row is None:
        return case.pending(judged, words.say("plan.consent.none"), missing)
    if missing:
        return case.pending(judged, lacking(missing), missing)
    if any(each.met is None for each in found):
        wrong = [case.missing("vote", name, row) for name in ("voted_area_m2", "agree_area_m2")]
        return case.pending(judged, words.say("plan.consent.impossible"), wrong)
    if step is None:
        return case.told(judged, "ok", words.say("plan.word.carried"), words.say("plan.consent.all", count=len(found)), also=counted.said())
    reason = _shortfalls(found)
    ways = tuple(each for each in (changed_words(step), added_words(step)) if each) or (_no_way(step),)
    last = as_day(row.get("held_to"))
    if last is not None and case.as_of < last:
        word = words.say("plan.word.until", day=day_words(last, case.as_of))
        return case.told(judged, "running", word, reason, next_steps=ways, also=counted.said())
    return case.told(judged, "fail", words.say("plan.word.not_carried"), reason, next_steps=ways, also=counted.said())


def amount(key: str, value: Fraction) -> str:
    """`14.705 ㎡` or `3 人`."""
    unit = "person" if key.endswith("heads") else "m2"
    return words.say("plan.amount", number=grouped(shown(value)), unit=words.say(f"unit.{unit}"))


def grouped(number: str) -> str:
    """A number with its thousands apart."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdecimal() else number


_RATIO_SENTENCES = frozenset({"rule.consent.met", "rule.consent.not_met"})


def _with_points(verdict: Verdict, judged: Judged, found: tuple[Bar, ...]) -> Verdict:
    """The verdict with one point a ratio, figures and units as on the card; what the rule says of the same ratios is no remark any more."""
    told = {judge.say(each) for each in judged.reasons if each.code in _RATIO_SENTENCES}
    points = tuple(Point(each.met, _ratio_words(each)) for each in found if each.met is not None)
    return replace(verdict, points=points, remarks=tuple(each for each in verdict.reasons if each not in told))


def _ratio_words(each: Bar) -> str:
    bar = _bar(each)
    wanted = "—" if each.whole is None else grouped(_two_places(each.key, _wanted(each, each.whole)))
    unit = words.say(f"unit.{bar.unit}")
    name = words.say(f"lists.ratio.{each.key}")
    threshold = bar.threshold.replace(" ", "\u00a0")  # sign and ratio stay in one line
    return words.say("lists.ratio.row", name=name, part=bar.part, whole=bar.whole, unit=unit, threshold=threshold, wanted=wanted)


def _wanted(each: Bar, whole: Fraction) -> Fraction:
    """What must be reached: people are whole, and an area that is rounded is rounded up."""
    return consent.least_enough(each.least * whole, heads=each.key.endswith("heads"), strict=each.strict)


def _shortfalls(found: tuple[Bar, ...]) -> str:
    short = [each for each in found if each.short is not None]
    said = listed(words.say(f"plan.short.{each.key}", amount=amount(each.key, each.short)) for each in short if each.short is not None)
    met = sum(bool(each.met) for each in found)
    if not short:
        return words.say("rule.consent.nobody")
    return words.say("plan.consent.others", short=said, met=met) if met else said


def changed_words(step: VoteStep) -> str:
    """The way of those who have voted and change sides."""
    if step.changed_area is None or step.changed_owners is None:
        return ""
    what = _both(step.changed_area, step.changed_owners)
    return words.say("plan.vote.changed", amount=what) if what else ""


def added_words(step: VoteStep) -> str:
    """The way of those who have not voted yet."""
    if step.added_area is None or step.added_owners is None:
        return ""
    return words.say("plan.vote.added", left=step.left_owners, amount=_both(step.added_area, step.added_owners))


def _no_way(step: VoteStep) -> str:
    return words.say("plan.vote.no_way", area=amount("area", step.left_area), owners=step.left_owners)


def _both(area: Fraction, owners: int) -> str:
    parts = [amount("area", area)] if area else []
    parts += [amount("heads", Fraction(owners))] if owners else []
    return listed(parts)


def _card(
    case: Case, row: Row | None, rule: consent.Consent, found: tuple[Bar, ...], step: VoteStep | None, counted: _Counted, *, decides: bool
) -> VoteCard:
    if row is None:
        return VoteCard("", words.say("plan.vote.scope_none"), tuple(_bar(each) for each in found), clauses=clauses(rule.clause))
    title = "plan.vote.scope" if decides else "plan.vote.scope_statute"
    scope = words.say(
        title,
        days=_days(case, row),
        total=_shown(row, counted, "total_owners"),
        voted=_shown(row, counted, "voted_owners"),
        clause=listed(clauses(rule.clause)),
    )
    return VoteCard(
        record=row.record,
        scope=scope,
        bars=tuple(_bar(each) for each in found),
        changed=changed_words(step) if step else "",
        added=(added_words(step) or _no_way(step) if not changed_words(step) else added_words(step)) if step else "",
        clauses=clauses(rule.clause),
        others=len(case.votes) - 1,
        flats=counted.tally.flats if counted.tally else 0,
        not_voted=len(counted.tally.not_voted) if counted.tally else 0,
        differs=counted.differs,
        by_flat=bool(counted.filled),
    )


def _shown(row: Row, counted: _Counted, name: str) -> object:
    """A figure of the vote, or what the households add up to where nobody recorded it."""
    if name in counted.filled and counted.tally is not None:
        return counted.tally.counts[name]
    return row.get(name, "—")


def _days(case: Case, row: Row) -> str:
    ends = [as_day(row.get(name)) for name in ("held_from", "held_to")]
    told = [day_words(each, case.as_of) for each in ends if each is not None]
    return "–".join(dict.fromkeys(told)) or words.say("plan.no_day")


def _bar(bar: Bar) -> VoteBar:
    part, whole = bar.part, bar.whole
    share = float(min(Fraction(1), part / whole)) if part is not None and whole else 0.0
    return VoteBar(
        key=bar.key,
        unit="person" if bar.key.endswith("heads") else "m2",
        part="—" if part is None else grouped(_two_places(bar.key, part)),
        whole="—" if whole is None else grouped(_two_places(bar.key, whole)),
        threshold=f"{'>' if bar.strict else '≥'} {ratio_text(bar.least)}",
        share=share,
        mark=float(bar.least),
        met=bar.met,
        short=amount(bar.key, bar.short) if bar.short is not None else "",
    )


def _two_places(key: str, value: Fraction) -> str:
    text = shown(value)
    if key.endswith("heads"):
        return text
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest.ljust(2, '0')}"
