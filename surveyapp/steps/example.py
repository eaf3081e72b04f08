"""The page `resources/policies/EXAMPLE.md`: the same defects under every document, side by side, as the program says them."""

from __future__ import annotations

from collections.abc import Iterator

from surveyapp import words
from surveyapp.policy.packs import Pack
from surveyapp.policy.rules import cost_responsibility
from surveyapp.policy.tiers import TierVerdict, verdict
from surveyapp.steps import judge, policies
from surveyapp.steps.assessing.costs import payer_words
from surveyapp.steps.verdicts import defect_name

DEFECTS = ("LT-01", "RF-01", "IL-01", "CP-02", "PF-02")
"""Where the documents differ most: 路灯, 屋面, 违建, 楼梯栏杆, 物业或社区用房."""


def example() -> str:
    """The page, in the language in use."""
    packs = [policies.pack(each) for each in policies.pack_ids()]
    lines = [f"# {words.say('plan.example.title')}", "", words.say("plan.example.made"), ""]
    for code in DEFECTS:
        lines += [f"## {code} {defect_name(code)}", ""]
        lines += [
            "| " + " | ".join(words.say(f"plan.example.{name}") for name in ("document", "tier", "clause", "payer", "why")) + " |",
            "|---" * 5 + "|",
        ]
        lines += [_row(pack, code) for pack in packs]
        lines += [""]
    lines += [f"## {words.say('plan.example.contradictions')}", ""]
    lines += [f"- {each}" for each in _contradictions()]
    return "\n".join([*lines, ""])


def _row(pack: Pack, code: str) -> str:
    catalogue = policies.catalogue()
    item = catalogue.items[catalogue.defects[code].items[0]]
    judged = verdict(pack, item, code)
    reasons = words.say("rule.sentence_mark").join(policies.say_reason(reason, facts) for reason, facts in judged.reasons)
    status = words.say(f"plan.status.{judged.document_status}")
    cells = (f"{policies.in_words(pack.place)}（{status}）", _tier(judged), judged.clause or "—", _payer(pack, item.name), reasons)
    return "| " + " | ".join(each.replace("|", "\\|") for each in cells) + " |"


def _tier(judged: TierVerdict) -> str:
    """The document's own tier; where it is silent, that, with the base tier named as such."""
    if judged.tier_name is not None:
        return policies.in_words(judged.tier_name)
    if judged.listed and judged.taxonomies:
        return words.say("plan.compare.category", category=policies.in_words(judged.taxonomies[0].category))
    if judged.base_tier_name is not None:
        return words.say("plan.compare.silent", base=policies.in_words(judged.base_tier_name))
    return words.say("plan.word.silent")


def _payer(pack: Pack, item: str) -> str:
    judged, _ = judge.judge(cost_responsibility.RULE, pack.id, {"item": item})
    return payer_words(judge.rulebook(pack.id).cost_responsibility, judged)


def _contradictions() -> Iterator[str]:
    """What the sources say differently of tiers and payers: shown, never resolved."""
    for each in judge.contradictions():
        if not each.rules or cost_responsibility.RULE in each.rules:
            yield (
                f"{policies.in_words(each.text)}（{words.say('rule.list_mark').join(each.clauses)}）"
                if each.clauses
                else policies.in_words(each.text)
            )


if __name__ == "__main__":
    print(example(), end="")
