"""One question to one rule of one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from surveyapp.errors import BadInput
from surveyapp.policy.rules import (
    annual_quota,
    annual_table,
    consent,
    cost_responsibility,
    deadline,
    document_validity,
    eligibility,
    funding_floor,
    land_plot,
    priority,
    publicity,
    six_preconditions,
)
from surveyapp.policy.rules.calendar import Calendar
from surveyapp.policy.rules.days import Span
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.rulebook import RuleBook
from surveyapp.policy.rules.verdict import Verdict, sentence

NO_SCOPE = "no_scope_in_document"


@dataclass(frozen=True, slots=True)
class Court:
    """What a question is judged by: the city's rules, those of the base beside them, and the calendar."""

    book: RuleBook
    base: RuleBook
    calendar: Calendar


def judge(court: Court, rule: str, untrusted_input: Mapping[str, object], as_of: date | None = None) -> Verdict:
    """The verdict of one rule on what was handed in. `as_of`: the day on which the document is looked at.

    Raises BadInput(error.judge.unknown_rule).
    """
    answer = _RULES.get(rule)
    if answer is None:
        raise BadInput("error.judge.unknown_rule", rule=rule, known=", ".join(_RULES))
    question = Question(untrusted_input)
    if rule == document_validity.RULE:
        verdict = document_validity.judge(court.book.pack.document, _looked_at(question, as_of), court.book.validity_clause)
    else:
        as_of = question.day("as_of") or as_of
        verdict = answer(court, question)
    status = document_validity.standing(court.book.pack.document, as_of) if rule != document_validity.RULE else None
    reasons = (*verdict.reasons, *question.reasons, *question.unused(), *((status,) if status else ()))
    return replace(verdict, reasons=reasons)


def rule_names() -> tuple[str, ...]:
    """The rules that can be asked."""
    return tuple(_RULES)


def _eligibility(court: Court, question: Question) -> Verdict:
    community = eligibility.community_from(question)
    if court.book.eligibility is None:
        return Verdict(eligibility.RULE, NO_SCOPE, {"in_scope": None, "obligation": None}, "", (sentence("rule.eligibility.none"),))
    return eligibility.judge(court.book.eligibility, community)


def _consent(court: Court, question: Question) -> Verdict:
    ballot = consent.ballot_from(question)
    ordinary = question.words("matter") in consent.ORDINARY_MATTERS
    statute = court.base.consent
    mine = court.book.consent if court.book is not court.base else None
    if ordinary:
        return consent.judge(statute.ordinary if statute else None, ballot)
    return consent.judge(mine, ballot, statute)


def _publicity(court: Court, question: Question) -> Verdict:
    notice = publicity.notice_from(question)
    return publicity.judge(court.book.publicity, notice, court.calendar, court.book.pack.divisions)


def _deadline(court: Court, question: Question) -> Verdict:
    return deadline.judge(court.book.deadline, *deadline.submission_from(question), court.calendar)


def _funding_floor(court: Court, question: Question) -> Verdict:
    sources = court.base.funding_sources or funding_floor.FundingSources((), ())
    return funding_floor.judge(court.book.funding_floor, funding_floor.funding_from(question), sources)


def _six_preconditions(court: Court, question: Question) -> Verdict:
    return six_preconditions.judge(court.book.six_preconditions, six_preconditions.conditions_from(question))


def _annual_table(court: Court, question: Question) -> Verdict:
    return annual_table.judge(question, court.book.plan_table_clause, court.base.usual_ranges)


def _land_plot(court: Court, question: Question) -> Verdict:
    return land_plot.judge(court.book.land_plot, land_plot.plot_from(question))


def _document_validity(court: Court, question: Question) -> Verdict:
    return document_validity.judge(court.book.pack.document, _looked_at(question, None), court.book.validity_clause)


def _looked_at(question: Question, as_of: date | None) -> Span | None:
    """The day that the question itself names, else the one on which everything is looked at."""
    named = question.span("as_of")
    return named or ((as_of, as_of) if as_of and question.absent("as_of") else None)


def _cost_responsibility(court: Court, question: Question) -> Verdict:
    return cost_responsibility.judge(court.book.cost_responsibility, cost_responsibility.facility_from(question))


def _priority(court: Court, question: Question) -> Verdict:
    return priority.judge(court.book.priority, priority.standing_from(question))


def _annual_quota(court: Court, question: Question) -> Verdict:
    return annual_quota.judge(court.book.annual_quota, question)


_RULES: Mapping[str, Callable[[Court, Question], Verdict]] = {
    eligibility.RULE: _eligibility,
    consent.RULE: _consent,
    publicity.RULE: _publicity,
    deadline.RULE: _deadline,
    funding_floor.RULE: _funding_floor,
    six_preconditions.RULE: _six_preconditions,
    annual_table.RULE: _annual_table,
    land_plot.RULE: _land_plot,
    document_validity.RULE: _document_validity,
    cost_responsibility.RULE: _cost_responsibility,
    priority.RULE: _priority,
    annual_quota.RULE: _annual_quota,
}
