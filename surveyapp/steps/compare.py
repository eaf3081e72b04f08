"""Compare: the same survey judged under another document or on another day, and what that changes, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from surveyapp import words
from surveyapp.domain.assessment import Assessment, Change, Comparison
from surveyapp.policy.packs import Pack
from surveyapp.policy.tiers import TierVerdict
from surveyapp.steps import policies
from surveyapp.steps.assess import assess_case, gather, under
from surveyapp.steps.assessing.case import Case
from surveyapp.steps.node import Node
from surveyapp.steps.verdicts import badge, defect_name, judge_defect

Side = tuple[Pack, date | None]
"""A document and the day on which it is looked at; None: the survey's own day, or today."""


def compare(node: Node, streams: Sequence[str], first: Side, second: Side) -> Comparison:
    """What changes for these communities between two sides: the tier, clause or listing of defects, and verdicts."""
    changes: list[Change] = []
    same = defects = 0
    sides = [_side_words(first), _side_words(second)]
    for stream in streams:
        case = gather(node, stream, *first)
        other = under(case, second[0], second[1] or gather(node, stream, second[0]).as_of)
        found = [*_defects(case, other), *_verdicts(assess_case(case), assess_case(other))]
        changes += [each for each in found if each is not None]
        same += sum(each is None for each in found)
        defects += len(case.defects)
    return Comparison(sides[0], sides[1], tuple(changes), same, defects)


def _side_words(side: Side) -> str:
    pack, day = side
    name = f"{policies.in_words(pack.place)} {policies.in_words(pack.document.title)}"
    return words.say("plan.compare.side", name=name, day=day.isoformat()) if day else name


def _defects(case: Case, other: Case) -> Iterator[Change | None]:
    for row in case.defects:
        code = str(row.get("code", ""))
        pair = [judge_defect(each.pack, code, row.get("override"), each.as_of) for each in (case, other)]
        if pair[0] is None or pair[1] is None:
            continue
        before, after = pair[0], pair[1]
        if (before.tier, before.listed, before.clause, _placed(before)) == (after.tier, after.listed, after.clause, _placed(after)):
            yield None
            continue
        reasons = tuple(policies.say_reason(reason, facts) for reason, facts in after.reasons)
        name = f"{row.get('number', '')} {defect_name(code)}".strip()
        yield Change("defect", _name(case), name, _tier_words(before), before.clause, _tier_words(after), after.clause, reasons)


def _name(case: Case) -> str:
    return str(case.community.get("name", ""))


def _placed(judged: TierVerdict) -> tuple[str, ...]:
    return tuple(each.category.zh for each in judged.taxonomies)


def _tier_words(judged: TierVerdict) -> str:
    """The tier as it is shown; where the document is silent or knows no tiers, that, with the base tier or its own category beside."""
    shown = badge(judged)
    assert shown is not None
    if judged.tier:
        return shown.tier_name
    if judged.listed and judged.taxonomies:
        return words.say("plan.compare.category", category=policies.in_words(judged.taxonomies[0].category))
    return words.say("plan.compare.silent", base=shown.base_tier_name) if shown.base_tier_name else shown.tier_name


def _verdicts(before: Assessment, after: Assessment) -> Iterator[Change | None]:
    """Verdicts of the same rule, side by side. A plot of land that only one document judges stands against silence."""
    for rule in dict.fromkeys(each.rule for each in (*before.verdicts, *after.verdicts)):
        held = [[each for each in side.verdicts if each.rule == rule] for side in (before, after)]
        for place in range(max(len(side) for side in held)):
            one, two = (side[place] if place < len(side) else None for side in held)
            told = [(each.outcome, each.word, each.clause) if each else ("silent", words.say("plan.word.silent"), "") for each in (one, two)]
            if told[0] == told[1]:
                yield None
                continue
            shown = two or one
            assert shown is not None
            reasons = (two.reason, *two.next_steps) if two else ()
            yield Change("verdict", before.community, shown.title, told[0][1], told[0][2], told[1][1], told[1][2], reasons)
