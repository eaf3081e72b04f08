"""Who pays for what the defects of a community call for, in the words of the document."""

from __future__ import annotations

from dataclasses import dataclass, field

from surveyapp import words
from surveyapp.domain.assessment import CostRow
from surveyapp.policy.rules import cost_responsibility
from surveyapp.policy.rules import verdict as rules
from surveyapp.steps import policies
from surveyapp.steps.assessing.case import Case, listed
from surveyapp.steps.verdicts import judge_defect


@dataclass(slots=True)
class _Gathered:
    """Items that the same one pays for under the same clause."""

    names: dict[str, None] = field(default_factory=dict)
    tiers: set[str] = field(default_factory=set)
    defects: int = 0
    listed: bool = True


def assess_costs(case: Case) -> tuple[CostRow, ...]:
    """The payer of every item that is called for, items of one payer and clause together, in the catalogue's order."""
    order = {code: place for place, code in enumerate(policies.catalogue().items)}
    called: dict[str, tuple[str, int]] = {}
    for row in case.defects:
        judged = judge_defect(case.pack, str(row.get("code", "")), row.get("override"))
        if judged is not None and judged.how != "referred":
            tier, count = called.get(judged.item, (judged.tier or "", 0))
            called[judged.item] = (tier, count + 1)
    rows: dict[tuple[str, str], _Gathered] = {}
    for code in sorted(called, key=lambda each: order.get(each, 0)):
        tier, count = called[code]
        item = policies.catalogue().items[code]
        answer = case.ask(cost_responsibility.RULE, {"item": item.name})
        payer = payer_words(case.book.cost_responsibility, answer)
        gathered = rows.setdefault((payer, answer.clause), _Gathered(listed=answer.values.get("listed") is not False))
        gathered.names[words.pick(item.name, item.name_en)] = None
        gathered.tiers.add(tier)
        gathered.defects += count
    return tuple(_row(payer, clause, held) for (payer, clause), held in rows.items())


def _row(payer: str, clause: str, held: _Gathered) -> CostRow:
    tier = next(iter(held.tiers)) if len(held.tiers) == 1 else ""
    return CostRow(listed(held.names), tier, payer, clause if held.listed else "", held.listed, held.defects)


def payer_words(rule: cost_responsibility.CostResponsibility | None, judged: rules.Verdict) -> str:
    """Who pays, in the language in use; both where it turns on who owns the facility, the principle where the document names nobody."""

    def named(key: str) -> str:
        said = str(judged.values.get(key) or "")
        return policies.in_words(rule.named(said)) if rule and said else said

    if named("payer"):
        return named("payer")[:1].upper() + named("payer")[1:]
    if named("payer_if_utility_owned"):
        return words.say("plan.cost.either", owned=named("payer_if_utility_owned"), other=named("payer_if_not_utility_owned"))
    if named("principle"):
        return words.say("plan.cost.principle", principle=named("principle"))
    return words.say("plan.word.silent")
