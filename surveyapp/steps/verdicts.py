"""Verdicts: what the policy in use says of a defect, as every screen, command and report shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from surveyapp import words
from surveyapp.domain.checks import as_decimal
from surveyapp.domain.views import CatalogueEntry, TierBadge
from surveyapp.policy.catalogue import Defect
from surveyapp.policy.packs import Pack
from surveyapp.policy.tiers import Override, TierVerdict, verdict
from surveyapp.steps import policies


def judge_defect(pack: Pack, code: str, override: Any = None, as_of: date | None = None) -> TierVerdict | None:
    """The verdict on what a catalogue defect calls for first; None for an unknown code and for matters of management."""
    catalogue = policies.catalogue()
    defect = catalogue.defects.get(code)
    if defect is None or not defect.items:
        return None
    return verdict(pack, catalogue.items[defect.items[0]], code, _override(override), as_of)


def _override(value: Any) -> Override | None:
    if isinstance(value, dict) and value.get("tier"):
        return Override(str(value["tier"]), str(value.get("reason", "")))
    return None


def badge(judged: TierVerdict | None) -> TierBadge | None:
    """A verdict as it is shown. Where the city's document is silent the tier stays empty and the base tier stands beside it."""
    if judged is None:
        return None
    return TierBadge(
        tier=judged.tier or "",
        tier_name=policies.in_words(judged.tier_name)
        if judged.tier_name
        else words.say("tier.referred" if judged.how == "referred" else "tier.silent"),
        clause=judged.clause,
        listed=judged.listed,
        base_tier=judged.base_tier or "",
        base_tier_name=policies.in_words(judged.base_tier_name) if judged.base_tier_name else "",
        item=judged.item,
        item_name=policies.in_words(judged.item_name),
        document=policies.in_words(judged.document_title),
        status=judged.document_status,
        others=tuple(f"{policies.in_words(each.taxonomy)} · {policies.in_words(each.category)} · {each.clause}" for each in judged.taxonomies),
        overridden=judged.how == "override",
        issued=str(judged.document_issued or ""),
        until=str(judged.document_until or ""),
    )


def defect_name(code: str) -> str:
    """The standard name of a catalogue defect in the language in use; empty for an unknown code."""
    defect = policies.catalogue().defects.get(code)
    return words.pick(defect.name, defect.name_en) if defect else ""


def severity_of(defect: Defect, quantity: Mapping[str, Any] | None = None) -> int:
    """The severity that the catalogue proposes: the defect's own, raised by every trigger that the quantity pulls or that always holds."""
    amount = as_decimal(quantity.get("n")) if quantity else None
    measures: dict[str, Decimal] = {}
    if quantity and amount is not None:
        measures = {each.name: amount for each in defect.measures if each.unit.code == quantity.get("unit")}
    pulled = [each.severity for each in defect.triggers if each.always or each.holds_for(measures)]
    return max([defect.severity, *pulled])


def catalogue_entries() -> tuple[CatalogueEntry, ...]:
    """All catalogue defects in the catalogue's order."""
    return tuple(
        CatalogueEntry(
            each.code, words.pick(each.name, each.name_en), each.levels, tuple(dict.fromkeys(measure.unit.code for measure in each.measures))
        )
        for each in policies.catalogue().defects.values()
    )
