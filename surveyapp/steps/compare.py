"""Compare: the same survey judged under another document or on another day, and what that changes, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from surveyapp import words
from surveyapp.domain.assessment import Assessment, Change, Comparison, Verdict
from surveyapp.policy.packs import Pack
from surveyapp.policy.tiers import TierVerdict
from surveyapp.steps import policies
from surveyapp.steps.assess import assess_case, gather, under
from surveyapp.steps.assessing.case import Case, day_words
from surveyapp.steps.node import Node
from surveyapp.steps.verdicts import badge, defect_name, judge_defect
from surveyapp.store.find import Row

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
    return Comparison(sides[0], sides[1], tuple(sorted(changes, key=lambda each: not each.moves)), same, defects)


def _side_words(side: Side) -> str:
    pack, day = side
    name = f"{policies.in_words(pack.place)} {policies.in_words(pack.document.title)} {pack.version}"
    return words.say("plan.compare.side", name=name, day=day_words(day)) if day else name


def _defects(case: Case, other: Case) -> Iterator[Change | None]:
    """Defects of one kind and override are judged alike: one line for all of them."""
    alike: dict[str, list[Row]] = {}
    for row in case.defects:
        alike.setdefault(f"{row.get('code', '')} {row.get('override', '')}", []).append(row)
    for rows in alike.values():
        code, override = str(rows[0].get("code", "")), rows[0].get("override")
        before, after = (judge_defect(each.pack, code, override, each.as_of) for each in (case, other))
        if before is not None and after is not None:
            yield _defect_change(_name(case), f"{code} {defect_name(code)}", len(rows), before, after)


def _defect_change(community: str, name: str, count: int, before: TierVerdict, after: TierVerdict) -> Change | None:
    moves = (before.tier, before.listed, _placed(before)) != (after.tier, after.listed, _placed(after))
    if not moves and before.clause == after.clause:
        return None
    reasons = tuple(policies.say_reason(code, facts) for code, facts in after.reasons)
    told, tiers = (_tier_words(before), before.clause, _tier_words(after), after.clause), (before.tier or "", after.tier or "")
    return Change("defect", community, name, *told, moves, count, reasons, tiers)


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
            yield _verdict_change(before.community, one, two)


def _verdict_change(community: str, one: Verdict | None, two: Verdict | None) -> Change | None:
    silence = ("silent", words.say("plan.word.silent"), "")
    first, second = ((each.outcome, each.word, "" if each.outcome == "silent" else each.clause) if each else silence for each in (one, two))
    if first == second or first[0] == second[0] == "silent":
        return None
    shown = two or one
    assert shown is not None
    reasons = (two.reason, *two.next_steps) if two else ()
    return Change("verdict", community, shown.title, first[1], first[2], second[1], second[2], first[:2] != second[:2], 1, reasons)
