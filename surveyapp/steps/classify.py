"""Classify one description under one document: the item, its tier, the clause and the reasons, in the shape of the command."""

from __future__ import annotations

import zlib
from datetime import date
from functools import cache

import opencc

from surveyapp.errors import BadInput
from surveyapp.policy.catalogue import Item
from surveyapp.policy.classify import Candidate, Classifier, Suggestions
from surveyapp.policy.model import read_model
from surveyapp.policy.packs import Pack
from surveyapp.policy.tiers import TierVerdict, verdict
from surveyapp.steps import policies
from surveyapp.steps.learn import MODEL, word_list


@cache
def classifier() -> Classifier:
    """The one classifier of this process, over the catalogue and the learned model of `resources/`."""
    try:
        model = read_model(MODEL.read_bytes())
    except (OSError, ValueError, KeyError, zlib.error) as problem:
        raise BadInput("error.policy_unreadable", file=MODEL.name, reason=str(problem)) from problem
    return Classifier(policies.catalogue(), model, word_list("speech"), word_list("words"), opencc.OpenCC("tw2sp").convert)


def suggest(text: str) -> Suggestions:
    """The ranked readings of a text."""
    return classifier().suggest(text)


def classify_line(pack: Pack, text: str, as_of: date | None = None) -> dict[str, object]:
    """One description (or a catalogue code) as the JSON object of `classify`.

    Keys: text, item, code, defects, tier, listed, base_tier, clause, why, alternatives, and beside them how, base_clause, taxonomies, document.
    """
    found = suggest(text)
    items = policies.catalogue().items
    best = found.best
    judged = verdict(pack, items[best.item], best.defect, as_of=as_of) if best and best.item else None
    kept = judged if judged and judged.how != "referred" else None
    return {
        "text": text,
        "item": kept.item_name.zh if kept else None,
        "code": kept.item if kept else None,
        "defects": _defects(found),
        "tier": kept.tier_name.zh if kept and kept.tier_name else None,
        "listed": bool(kept and kept.listed),
        "base_tier": kept.base_tier_name.zh if kept and kept.base_tier_name else None,
        "clause": kept.clause or None if kept else None,
        "why": _why(best, judged),
        "alternatives": [_alternative(each) for each in found.candidates if each.item],
    }


def item_named(given: str) -> Item:
    """The item with this code, name or alias. Raises BadInput(error.policy_item)."""
    items = policies.catalogue().items
    wanted = given.strip()
    found = items.get(wanted.upper()) or next((each for each in items.values() if wanted in (each.name, each.name_en, *each.aliases)), None)
    if found is None:
        raise BadInput("error.policy_item", item=wanted)
    return found


def verdict_facts(judged: TierVerdict) -> dict[str, object]:
    """A verdict as JSON-able facts; names as the data's own Chinese, reasons as sentences in the language in use."""
    return {
        "policy": judged.pack,
        "item": judged.item_name.zh,
        "code": judged.item,
        "how": judged.how,
        "listed": judged.listed,
        "tier": judged.tier_name.zh if judged.tier_name else None,
        "clause": judged.clause or None,
        "base_tier": judged.base_tier_name.zh if judged.base_tier_name else None,
        "base_clause": judged.base_clause or None,
        "taxonomies": [{"taxonomy": each.taxonomy.zh, "category": each.category.zh, "clause": each.clause} for each in judged.taxonomies],
        "document_status": judged.document_status,
        "why": [policies.say_reason(code, facts) for code, facts in judged.reasons],
    }


def _defects(found: Suggestions) -> list[str]:
    return list(dict.fromkeys(each.defect for each in found.problems if each.defect))


def _alternative(candidate: Candidate) -> dict[str, object]:
    item = policies.catalogue().items[candidate.item]
    return {"item": item.name, "code": item.code, "score": candidate.score}


def _why(best: Candidate | None, judged: TierVerdict | None) -> list[str]:
    why = [policies.say_reason("policy.why.words", {"words": "、".join(best.words)})] if best and best.words else []
    if judged is None:
        return why or [policies.say_reason("policy.why.nothing", {})]
    return [*why, *(policies.say_reason(code, facts) for code, facts in judged.reasons)]
