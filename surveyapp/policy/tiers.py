"""The verdict on one item under one document: tier and clause, or that the document does not list it, with the base tier beside.

A silent document is answered by silence (本市文件未列): the base tier is shown beside it, never put in its place. `how` says why a tier
is or is not there:

    listed     the document lists the item in this tier
    deferred   the document hands its tiers to the base by a clause (连州 一) and the base lists the item
    untiered   the document names the item but knows no tiers (咸宁 二)
    silent     the document does not list the item, or names another part of it only (泰安: 楼道墙面粉刷)
    override   an inspector set the tier, with a reason
    referred   no renovation item at all
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from surveyapp.policy.catalogue import Item
from surveyapp.policy.packs import Listing, Pack
from surveyapp.policy.untrusted import Name

Reason = tuple[str, dict[str, object]]

_HOW = {
    "listed": "policy.how.listed",
    "deferred": "policy.how.deferred",
    "untiered": "policy.how.untiered",
    "silent": "policy.how.silent",
    "override": "policy.how.override",
    "referred": "policy.how.referred",
}
_STATUS = {"draft": "policy.status.draft", "expired": "policy.status.expired", "not_yet": "policy.status.not_yet"}


OTHER_PART = "-"
"""For `verdict`: a part of the item that is no defect of the catalogue, and so none that a document names by one."""


@dataclass(frozen=True, slots=True)
class Override:
    """An inspector's own tier for an item, with the reason that must be given."""

    tier: str
    reason: str


@dataclass(frozen=True, slots=True)
class Category:
    """The place of an item in another taxonomy of the document."""

    taxonomy: Name
    category: Name
    clause: str


@dataclass(frozen=True, slots=True)
class TierVerdict:
    """What a document says of an item. `tier` is None unless the document (or an override) gives one; test that, then print.

    `reasons`: codes and facts for `words.say`, most telling first. `document_status` is the status on the day asked about;
    its dates are None where it does not state them.
    """

    pack: str
    place: Name
    item: str
    item_name: Name
    how: str
    listed: bool
    tier: str | None
    tier_name: Name | None
    clause: str
    base_tier: str | None
    base_tier_name: Name | None
    base_clause: str
    taxonomies: tuple[Category, ...]
    document_title: Name
    document_number: str
    document_status: str
    document_issued: date | None
    document_until: date | None
    reasons: tuple[Reason, ...]


def verdict(pack: Pack, item: Item, defect: str = "", override: Override | None = None, as_of: date | None = None) -> TierVerdict:
    """The verdict on `item` under `pack`. `defect`: the code at hand, where a document names only a part of an item; "" for all of it."""
    found = _listing(pack, item.code, defect)
    how, tier, clause = _place(pack, item, found)
    if override is not None and how != "referred":
        how, tier = "override", override.tier
    base = None if item.referred else pack.root.listings.get(item.code)
    status = pack.document.status_on(as_of)
    return TierVerdict(
        pack=pack.id,
        place=pack.place,
        item=item.code,
        item_name=Name(item.name, item.name_en),
        how=how,
        listed=found is not None or how in ("deferred", "untiered"),
        tier=tier,
        tier_name=pack.tier_name(tier) if tier else None,
        clause=clause,
        base_tier=base.tier if base else None,
        base_tier_name=pack.root.tier_name(base.tier) if base else None,
        base_clause=base.clause if base else "",
        taxonomies=categories(pack, item.code, defect),
        document_title=pack.document.title,
        document_number=pack.document.number,
        document_status=status,
        document_issued=pack.document.issued or pack.document.effective_from,
        document_until=pack.document.effective_until,
        reasons=_reasons(pack, item, defect, found, how, override, status),
    )


def categories(pack: Pack, item_code: str, defect: str = "") -> tuple[Category, ...]:
    """Where the document's other taxonomies place an item, or a defect that calls for no item (管理革命)."""
    placed = []
    for each in pack.taxonomies:
        placing = each.defects.get(defect) or each.items.get(item_code)
        if placing is not None:
            placed.append(Category(each.name, each.categories[placing.category], placing.clause))
    return tuple(placed)


def _listing(pack: Pack, item_code: str, defect: str) -> Listing | None:
    found = pack.listings.get(item_code)
    if found is None or (found.only and defect and defect not in found.only):
        return None
    return found


def _place(pack: Pack, item: Item, found: Listing | None) -> tuple[str, str | None, str]:
    if item.referred:
        return "referred", None, ""
    if found is not None:
        return "listed", found.tier, found.clause
    base = pack.root.listings.get(item.code)
    if pack.defers and base is not None:
        return "deferred", base.tier, f"{pack.defers} → {base.clause}"
    placed = categories(pack, item.code)
    if placed and not pack.has_tiers:
        return "untiered", None, placed[0].clause
    return "silent", None, ""


def _reasons(pack: Pack, item: Item, defect: str, found: Listing | None, how: str, override: Override | None, status: str) -> tuple[Reason, ...]:
    place: dict[str, object] = {"place": pack.place, "item": Name(item.name, item.name_en)}
    if how == "referred":
        return ((_HOW[how], place),)
    reasons: list[Reason] = [(_HOW[how], place)]
    if how == "override" and override is not None:
        reasons = [(_HOW[how], {"reason": override.reason})]
    elif how == "listed" and found is not None:
        if found.named:
            reasons.append(("policy.reason.named", {"named": found.named}))
        if found.only and not defect:
            reasons.append(("policy.reason.part_only", {"named": found.named}))
        if found.note is not None:
            reasons.append(("policy.reason.note", {"note": found.note}))
    elif how == "silent" and item.code in pack.listings:
        reasons.append(("policy.reason.other_part", {"named": pack.listings[item.code].named}))
    base = pack.root.listings.get(item.code)
    if base is not None and how in ("silent", "untiered"):
        reasons.append(("policy.reason.base", {"tier": pack.root.tier_name(base.tier), "clause": base.clause}))
    elif found is not None and base is not None and base.tier != found.tier:
        reasons.append(("policy.reason.differs", {"tier": pack.root.tier_name(base.tier)}))
    for each in categories(pack, item.code, defect):
        reasons.append(("policy.reason.category", {"taxonomy": each.taxonomy, "category": each.category, "clause": each.clause}))
    if status != "in_force":
        reasons.append((_STATUS[status], {"place": pack.place, "until": pack.document.effective_until or ""}))
    return tuple(reasons)
