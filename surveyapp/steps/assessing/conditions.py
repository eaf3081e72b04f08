"""The six conditions and the three no's: they decide where the city's document sets them; elsewhere they are shown for comparison only."""

from __future__ import annotations

from surveyapp import words
from surveyapp.domain.assessment import Condition, ConditionCard, Verdict
from surveyapp.policy import inputs
from surveyapp.policy.packs import Pack
from surveyapp.policy.rules import six_preconditions
from surveyapp.steps import judge, policies
from surveyapp.steps.assessing.case import Case, lacking, listed


def assess_conditions(case: Case) -> tuple[Verdict, ConditionCard | None]:
    """Whether all hold, and their card."""
    judged = case.ask(six_preconditions.RULE, inputs.six_preconditions(case.community.values))
    rule = case.book.six_preconditions
    found = _conditions(case)
    holding = sum(each.holds is True for each in found)
    if rule is None:
        other = _other_pack(case)
        if other is None:
            return case.silent(judged, words.say("plan.six.silent")), None
        reason = words.say(
            "plan.six.compare", place=policies.in_words(other.place), count=len(found), held=holding, status=words.say(_status(case, other))
        )
        silent = case.silent(judged, reason)
        return silent, ConditionCard(
            words.say("plan.six.compare_title", place=policies.in_words(other.place)), False, found, words.say("plan.six.no_basis")
        )
    missing = [each.missing for each in found if each.holds is None]
    if inputs.truth(case.community.values, "complete_community") is None:
        missing.append(case.missing("community", "complete_community"))
    card = ConditionCard(words.say("plan.six.title"), True, found, words.say("plan.six.held", held=holding, count=len(found)))
    ok = judged.values["ok"]
    if ok is None:
        return case.pending(judged, lacking(missing), missing), card
    if ok:
        return case.told(judged, "ok", words.say("plan.word.conditions_held"), words.say("plan.six.all", count=len(found))), card
    lost = [each.name for each in found if each.holds is False]
    reason = words.say("plan.six.lost", names=listed(lost)) if lost else judge.say(judged.reasons[-1])
    violations = judged.values["three_no_violations"]
    steps = tuple(words.say("plan.six.step", name=each) for each in lost)
    also = (words.say("plan.six.violates", names=listed(violations)),) if isinstance(violations, list) and violations else ()
    return case.told(
        judged, "fail", words.say("plan.word.conditions_lost", count=len(lost) or 1), reason, missing=missing, next_steps=steps, also=also
    ), card


def _conditions(case: Case) -> tuple[Condition, ...]:
    held = inputs.conditions(case.community.values)
    return tuple(Condition(words.say(f"plan.six.{name}"), holds, case.missing("community", name)) for name, holds in held.items())


def _other_pack(case: Case) -> Pack | None:
    """Another city's document that sets conditions."""
    packs = (policies.pack(each) for each in policies.pack_ids() if each != case.pack.id)
    return next((each for each in packs if judge.rulebook(each.id).six_preconditions is not None), None)


def _status(case: Case, pack: Pack) -> str:
    return f"plan.status.{pack.document.status_on(case.as_of)}"
