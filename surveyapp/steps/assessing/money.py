"""Funding: whether residents and enterprises bear their share, what is open, and the stacked bar of all sources."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from surveyapp import words
from surveyapp.domain.assessment import FundingCard, FundingLine, Missing, Verdict, clauses
from surveyapp.domain.checks import as_decimal
from surveyapp.domain.money_words import alike, money
from surveyapp.policy import inputs
from surveyapp.policy.inputs import DOUBTFUL, ENTERPRISE, RESIDENT, Money
from surveyapp.policy.rules import funding_floor
from surveyapp.policy.rules import verdict as rules
from surveyapp.policy.rules.quantities import ratio_percent, rounded_text, shown
from surveyapp.steps import judge
from surveyapp.steps.assessing.case import Case, lacking, listed

_SHOWN_PLACES = 2


def assess_money(case: Case) -> tuple[Verdict, FundingCard]:
    """Whether the share is reached, and its card."""
    lines = [inputs.money(row.record, row.values) for row in case.funding]
    total = as_decimal(case.plan.get("investment")) if case.plan else None
    judged = _judged(case, lines, total)
    verdict = _verdict(case, lines, total, judged)
    return verdict, _card(case, lines, total, judged)


def name_of(line: Money) -> str:
    """A line's name: who pays, and the kind of source."""
    source = words.say(f"choice.source.{line.source}") if line.source else words.say("plan.funding.no_source")
    return words.say("plan.funding.payer", source=source, payer=line.payer) if line.payer else source


def _judged(case: Case, lines: list[Money], total: Decimal | None) -> rules.Verdict:
    """The rule on these lines. Lines of one name are added up; the names themselves say what they count as."""
    parts: dict[str, Decimal | None] = {}
    for line in lines:
        name = name_of(line)
        amounts = (parts.get(name, Decimal(0)), line.amount)
        parts[name] = None if None in amounts else sum(amounts, Decimal(0))
    sources = funding_floor.FundingSources(tuple((name_of(line), line.kind) for line in lines), ())
    return funding_floor.judge(case.book.funding_floor, funding_floor.Funding(total, parts or None), sources)


def _verdict(case: Case, lines: list[Money], total: Decimal | None, judged: rules.Verdict) -> Verdict:
    rule = case.book.funding_floor
    if rule is None:
        return case.silent(judged, words.say("plan.funding.silent"))
    missing = _missing(case, lines, total)
    if missing:
        return case.pending(judged, words.say("plan.funding.none") if not lines else lacking(missing), missing)
    least = ratio_percent(rule.at_least)
    ok, share = judged.values["ok"], _share(judged)
    if share is None or (ok is None and judged.values.get("note") is not None and not _doubtful(lines)):
        return case.pending(judged, _problem(judged), [case.missing("plan_entry", "investment", case.plan)])
    reason = words.say("plan.funding.share", percent=percent(share))
    open_lines = _doubtful(lines)
    if open_lines:
        reason = words.say("plan.joined", first=reason, second=words.say("plan.funding.open_count", count=len(open_lines)))
    if ok is True:
        return case.told(judged, "ok", words.say("plan.word.share_met", least=least), reason)
    if ok is None:
        return case.pending(judged, reason, _to_decide(case, open_lines))
    lacking_amount = rule.at_least * Fraction(total or 0) - share * Fraction(total or 0)
    step = words.say(
        "plan.funding.step",
        moved=money(_wan(lacking_amount)),
        added=money(_wan(lacking_amount / (1 - rule.at_least))) if rule.at_least < 1 else "—",
    )
    return case.told(judged, "fail", words.say("plan.word.share_short", least=least), reason, next_steps=(step,))


def _missing(case: Case, lines: list[Money], total: Decimal | None) -> list[Missing]:
    found = [case.missing("plan_entry", "investment", case.plan)] if total is None else []
    rows = {row.record: row for row in case.funding}
    found += [case.missing("funding", "amount", rows[line.record]) for line in lines if line.amount is None]
    found += [case.missing("funding", "source", rows[line.record]) for line in lines if not line.source]
    return found + ([] if lines else [case.missing("funding", "amount")])


def _to_decide(case: Case, lines: Iterable[Money]) -> list[Missing]:
    rows = {row.record: row for row in case.funding}
    return [case.missing("funding", "counted", rows[line.record]) for line in lines]


def _doubtful(lines: Iterable[Money]) -> list[Money]:
    return [line for line in lines if line.kind == DOUBTFUL]


def _share(judged: rules.Verdict) -> Fraction | None:
    text = judged.values.get("share_fraction")
    return Fraction(str(text)) if text else None


def _problem(judged: rules.Verdict) -> str:
    note = judged.values.get("note")
    return judge.say(note) if isinstance(note, rules.Sentence) else judge.say(judged.reasons[0])


def percent(share: Fraction) -> str:
    """A share for the eye: `22.33%`. Never compared with anything."""
    return f"{rounded_text(share * 100, _SHOWN_PLACES)}%"


def _wan(amount: Fraction) -> str:
    """Money exactly, or rounded up to the last place that is recorded (a yuan)."""
    if (amount * 10**4).denominator == 1:
        return shown(amount)
    return shown(Fraction(-(-amount.numerator * 10**4 // amount.denominator), 10**4))


def _card(case: Case, lines: list[Money], total: Decimal | None, judged: rules.Verdict) -> FundingCard:
    rule = case.book.funding_floor
    known = sum((line.amount for line in lines if line.amount is not None), Decimal(0))
    whole = Fraction(total) if total else Fraction(known)
    counted = sum((line.amount or Decimal(0) for line in lines if line.kind in (RESIDENT, ENTERPRISE)), Decimal(0))
    in_all, together, *amounts = alike([four(total), four(counted), *(four(line.amount) for line in lines)])
    shown_lines = tuple(
        FundingLine(line.record, name_of(line), amount, float(Fraction(line.amount or 0) / whole) if whole else 0.0, line.kind)
        for line, amount in zip(lines, amounts, strict=True)
    )
    share = _share(judged)
    open_lines = _doubtful(lines)
    answer = ""
    if open_lines and whole and all(line.amount is not None for line in lines):
        with_them = Fraction(counted + sum((line.amount for line in open_lines), Decimal(0))) / whole
        answer = words.say("plan.funding.if_counted", percent=percent(with_them))
    return FundingCard(
        scope=words.say("plan.funding.scope", total=in_all) if total is not None else words.say("plan.funding.no_total"),
        lines=shown_lines,
        counted=words.say("plan.funding.counted", amount=together, percent=percent(share)) if share is not None else "",
        open_question=words.say("plan.funding.question", sources=listed(dict.fromkeys(name_of(line) for line in open_lines))) if open_lines else "",
        open_answer=answer,
        clauses=clauses(rule.clause) if rule else (),
    )


def four(amount: Decimal | None) -> str:
    """万元 as people write them: one place at least, four at most."""
    if amount is None:
        return "—"
    text = f"{amount.quantize(Decimal('0.0001')):,f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text
