"""Classify one description under one document: the item, its tier, the clause and the reasons, in the shape of the command."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date
from functools import cache

import opencc

from surveyapp import words
from surveyapp.errors import BadInput
from surveyapp.policy.catalogue import Item
from surveyapp.policy.classify import Candidate, Classifier, Suggestions
from surveyapp.policy.english import Interpreter, Told
from surveyapp.policy.model import read_model
from surveyapp.policy.packs import Pack
from surveyapp.policy.tiers import OTHER_PART, Category, TierVerdict, categories, verdict
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


@cache
def interpreter() -> Interpreter:
    """The one interpreter of English sentences of this process."""
    return Interpreter(word_list("english"), policies.catalogue())


def suggest(text: str) -> Suggestions:
    """The ranked readings of a text, Chinese or (word by word) English; which it is shows in its letters, whatever language the window speaks."""
    told = interpreter().in_chinese(text)
    if told is None:
        return classifier().suggest(text)
    found = classifier().suggest(told.plain)
    return replace(
        found,
        text=text,
        candidates=tuple(_in_own_words(each, told) for each in found.candidates),
        problems=tuple(_in_own_words(each, told) for each in found.problems),
        told=told,
    )


def _in_own_words(candidate: Candidate, told: Told) -> Candidate:
    return replace(candidate, words=tuple(dict.fromkeys(told.in_own_words(word) for word in candidate.words)))


def classify_line(pack: Pack, text: str, as_of: date | None = None) -> dict[str, object]:
    """One description (or a catalogue code) as the JSON object of `classify`.

    Keys: text, item, code, defects, tier, listed, base_tier, clause, why, alternatives, and beside them how, base_clause, taxonomies, document.
    """
    found = suggest(text)
    items = policies.catalogue().items
    best = found.best
    part = best.defect or ("" if found.by_name else OTHER_PART) if best else ""
    judged = verdict(pack, items[best.item], part, as_of=as_of) if best and best.item else None
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
        "how": judged.how if judged else "management" if best else "nothing",
        "base_clause": kept.base_clause or None if kept else None,
        "taxonomies": _taxonomies(judged) if kept else _management(pack, best),
        "document_status": pack.document.status_on(as_of),
        "read": _read(found),
    }


def item_named(given: str) -> Item:
    """The item with this code, name or alias. Raises BadInput(error.policy_item)."""
    items = policies.catalogue().items
    wanted = given.strip()
    found = items.get(wanted.upper()) or next((each for each in items.values() if wanted in (each.name, each.name_en, *each.aliases)), None)
    if found is None:
        raise BadInput("error.policy_item", item=wanted)
    return found


def item_and_defect(given: str) -> tuple[Item, str]:
    """What `item_named` answers, or for a defect code its primary item and the defect. Raises BadInput(error.policy_item)."""
    defect = policies.catalogue().defects.get(given.strip().upper())
    if defect is not None and defect.items:
        return policies.catalogue().items[defect.items[0]], defect.code
    return item_named(given), ""


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
        "taxonomies": _taxonomies(judged),
        "document_status": judged.document_status,
        "why": [policies.say_reason(code, facts) for code, facts in judged.reasons],
    }


def _taxonomies(judged: TierVerdict | None) -> list[dict[str, str]]:
    return [_placed(each) for each in judged.taxonomies] if judged else []


def _management(pack: Pack, best: Candidate | None) -> list[dict[str, str]]:
    return [_placed(each) for each in categories(pack, "", best.defect)] if best and best.defect else []


def _placed(each: Category) -> dict[str, str]:
    return {"taxonomy": each.taxonomy.zh, "category": each.category.zh, "clause": each.clause}


def _read(found: Suggestions) -> dict[str, object]:
    """Place, quantities and severity as read out of the sentence; numbers as exact text."""
    place = found.place
    return {
        "building": place.building or None,
        "unit": place.unit or None,
        "floor": place.floor,
        "household": place.household or None,
        "level": place.level or None,
        "side": place.side or None,
        "quantities": [{"measure": each.measure.name, "value": str(each.value), "unit": each.measure.unit.code} for each in found.quantities],
        "severity": found.severity.grade if found.severity else None,
    }


def _defects(found: Suggestions) -> list[str]:
    return list(dict.fromkeys(each.defect for each in found.problems if each.defect))


def _alternative(candidate: Candidate) -> dict[str, object]:
    item = policies.catalogue().items[candidate.item]
    return {"item": item.name, "code": item.code, "score": candidate.score}


def _why(best: Candidate | None, judged: TierVerdict | None) -> list[str]:
    if best is None:
        return [policies.say_reason("policy.why.nothing", {})]
    quoted = words.say("policy.why.between").join(words.say("policy.why.quoted", word=word) for word in best.words)
    why = [words.say("policy.why.words", words=quoted)] if quoted else []
    if judged is None:
        return [*why, policies.say_reason("policy.why.management", {})]
    return [*why, *_confirm(best), *(policies.say_reason(code, facts) for code, facts in judged.reasons)]


def _confirm(best: Candidate) -> list[str]:
    """What a person must decide before the item is certain (DR-05, CP-03, GR-03)."""
    defect = policies.catalogue().defects.get(best.defect)
    return [words.pick(defect.confirm, defect.confirm_en)] if defect and defect.confirm else []
