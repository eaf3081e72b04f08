"""The rest: the deadline of the plan year, the document's own force, who goes first, small plots of land."""

from __future__ import annotations

from dataclasses import replace

from surveyapp import words
from surveyapp.domain.assessment import Missing, PlanLine, Verdict
from surveyapp.domain.checks import as_day
from surveyapp.policy import inputs
from surveyapp.policy.rules import deadline, document_validity, land_plot, priority
from surveyapp.policy.rules import verdict as rules
from surveyapp.policy.rules.questions import Question
from surveyapp.steps import judge
from surveyapp.steps.assessing.case import Case, day_words, lacking

_PRIORITY_FIELDS = {"party_organisation": "party_branch", "participation_high": "participation_high", "owners_committee": "owners_committee"}


def plan_line(case: Case) -> PlanLine:
    """The plan entry in use."""
    row = case.plan
    if row is None:
        return PlanLine()
    year = row.get("year")
    return PlanLine(
        row.record,
        year if type(year) is int else None,
        str(row.get("batch", "")),
        str(row.get("investment", "")),
        str(row.get("submitted_on", "")),
    )


def assess_deadline(case: Case) -> Verdict:
    """Handed in on time, still time, or late. Whether a deadline on a day off moves is for a person (民法典203条; the document is silent)."""
    plan = plan_line(case)
    submitted = as_day(plan.submitted_on)
    day = submitted or case.as_of
    given = inputs.known(plan_year=plan.year, submitted=day.isoformat())
    judged = case.ask(deadline.RULE, given)
    rule = case.book.deadline
    if rule is None:
        return case.silent(judged, words.say("plan.deadline.silent"))
    if plan.year is None:
        missing = [case.missing("plan_entry", "year", case.plan)]
        return case.pending(judged, lacking(missing), missing)
    last = rule.for_plan(plan.year)
    weekday = words.say(f"plan.weekday.{last.isoweekday()}")
    reason = words.say("plan.deadline.by", year=plan.year, day=day_words(last, case.as_of), weekday=weekday)
    on_time = judged.values["on_time"]
    clause = judged.clause
    if judge.calendar().works(last) is False or last.weekday() >= 5:
        clause = f"{clause}；{words.say('plan.deadline.day_off')}"
    if submitted is not None:
        said = words.say("plan.deadline.handed_in", day=day_words(submitted, case.as_of), last=day_words(last, case.as_of))
        if on_time is None:
            return case.pending(judged, said)
        word = "plan.word.on_time" if on_time else "plan.word.late"
        steps = () if on_time else (words.say("plan.deadline.next_year", year=plan.year + 1),)
        return case.told(judged, "ok" if on_time else "fail", words.say(word), said, next_steps=steps)
    missing = [case.missing("plan_entry", "submitted_on", case.plan)]
    if on_time is None:
        return case.pending(judged, reason, missing)
    if not on_time:
        steps = (words.say("plan.deadline.next_year", year=plan.year + 1),)
        return case.told(judged, "fail", words.say("plan.word.late"), reason, missing=missing, next_steps=steps)
    left = (last - case.as_of).days
    told = case.told(judged, "running", words.say("plan.word.days_left", days=left), reason, missing=missing, clause=clause)
    return replace(told, days_left=left)


def assess_document(case: Case) -> Verdict:
    """Whether the document itself is in force on the day."""
    judged = case.ask(document_validity.RULE, {"as_of": case.as_of.isoformat()})
    word = words.say(f"plan.status.{judged.values['status']}")
    in_force = judged.values["in_force"]
    reason = judge.say(judged.reasons[0])
    if in_force is None:
        return case.told(judged, "pending", words.say("plan.word.no_dates"), reason)
    return case.told(judged, "ok" if in_force else "fail", word, reason)


def assess_priority(case: Case) -> tuple[Verdict, tuple[tuple[str, bool | None], ...]]:
    """Whether the community goes first into the plan, with what decides it."""
    given = inputs.priority(case.community.values)
    judged = case.ask(priority.RULE, given)
    rule = case.book.priority
    if rule is None:
        return case.silent(judged, words.say("plan.priority.silent")), ()
    standing = priority.standing_from(Question(given))
    marks = tuple((words.say(f"plan.priority.{name}"), standing.get(name)) for name in rule.requires)
    first = judged.values["priority"]
    missing = [case.missing("community", _PRIORITY_FIELDS[name]) for name in rule.requires if standing.get(name) is None]
    if first is None:
        return case.pending(judged, lacking(missing), missing), marks
    word = "plan.word.first" if first else "plan.word.not_first"
    return case.told(judged, "ok" if first else "silent", words.say(word), judge.say(judged.reasons[0])), marks


def assess_plots(case: Case) -> tuple[Verdict, ...]:
    """Each small plot that is recorded with an area, where the document has a rule for them."""
    if case.book.land_plot is None:
        return ()
    return tuple(_plot(case, place) for place, row in enumerate(case.assets) if row.get("area_mu") is not None)


def _plot(case: Case, place: int) -> Verdict:
    row = case.assets[place]
    judged = case.ask(land_plot.RULE, inputs.land_plot(row.values))
    name = str(row.get("name", "")) or words.say("kind.idle_asset")
    said = _said(judged, name)
    allowed = judged.values["allowed"]
    if allowed is None:
        missing: list[Missing] = [
            case.missing("idle_asset", each, row) for each in ("area_mu", "share_percent", "holder_consents") if row.get(each) is None
        ]
        return case.pending(judged, words.say("plan.plot.reason", name=name, reason=lacking(missing)) if missing else said, missing)
    word = "plan.word.allowed" if allowed else "plan.word.not_allowed"
    return case.told(judged, "ok" if allowed else "fail", words.say(word), said)


def _said(judged: rules.Verdict, name: str) -> str:
    note = judged.values.get("note")
    said = judge.say(note) if isinstance(note, rules.Sentence) else judge.say(judged.reasons[0])
    return words.say("plan.plot.reason", name=name, reason=said)
