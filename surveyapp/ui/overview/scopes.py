"""What the grey words beside the titles say: of how many things a card tells, and how many it cannot tell yet."""

from __future__ import annotations

from surveyapp.domain.overview import UNCLASSIFIED, Overview
from surveyapp.words import say


def tiers_scope(found: Overview) -> str:
    """How many defects are under the document, and how many wait for an entry of the catalogue."""
    waiting = sum(each.count for each in found.tiers if each.tier == UNCLASSIFIED)
    if not waiting:
        return say("overview.tiers.scope", count=found.defects)
    return say("overview.tiers.scope_waiting", count=found.defects - waiting, waiting=waiting)


def severity_scope(found: Overview) -> str:
    """What the grades mean; where defects have none, how many have one and how many do not."""
    rated = sum(count for severity, count in found.severities.items() if severity in (1, 2, 3, 4))
    if rated == found.defects:
        return say("overview.severity.scope")
    return say("overview.severity.scope_unrated", rated=rated, unrated=found.defects - rated)


def wishes_scope(found: Overview) -> str:
    """How many households the shares are of, and how many were visited in vain."""
    if not found.unanswered:
        return say("overview.wishes.scope_all", count=found.answered)
    code = "overview.wishes.scope_absent" if found.absent == found.unanswered else "overview.wishes.scope"
    return say(code, count=found.answered, silent=found.unanswered)


def households_base(found: Overview) -> str:
    """Which households are counted, where buildings without a figure or the communities' own figure make another total; else ""."""
    known, total = found.known_households, found.households.total
    facts = {"buildings": known.done, "all": known.total, "count": f"{found.counted:,}"}
    if total == found.counted and found.registered in (0, total):
        return "" if known.done == known.total else say("overview.households.base", **facts)
    code = "base_registered" if total == found.counted else "base_of_registered" if total == found.registered else "base_mixed"
    return say(f"overview.households.{code}", **facts, registered=f"{found.registered:,}")
