"""What a document says beside tiers and rules: who does what, where money comes from, how things are approved. Shown, never judged."""

from __future__ import annotations

from dataclasses import dataclass

from surveyapp.policy.rules.sections import Section
from surveyapp.policy.untrusted import Name

KINDS = (
    "goal",
    "object",
    "figure",
    "principle",
    "grain",
    "standard",
    "database",
    "step",
    "approval",
    "channel",
    "mode",
    "land",
    "management",
    "department",
    "assessment",
)
"""Goals, objects of renovation, figures, principles, 方案粒度, standards, databases, steps, approvals, funding channels, 改造方式, land, 长效管理,
departments and their duties, assessment."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One thing that a document says, in a few words. `who` does it (empty: nobody is named); `items` that it concerns; `figures` as written."""

    kind: str
    clause: str
    text: Name
    who: Name
    items: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


def provisions_from(section: Section) -> tuple[Provision, ...]:
    """The [provisions] section of a pack, in the order of the document."""
    found = tuple(_provision(each) for each in section.tables("lines"))
    section.finish()
    return found


def _provision(section: Section) -> Provision:
    who = section.text("who", "")
    found = Provision(
        kind=section.text("kind"),
        clause=section.text("clause"),
        text=Name(section.text("zh"), section.text("en")),
        who=Name(who, section.text("who_en", "")),
        items=section.texts("items"),
        figures=section.texts("figures"),
    )
    section.choices("kind", (found.kind,), KINDS)
    if found.kind == "department":
        section.text("who")
        section.text("who_en")
    section.finish()
    return found


def departments(provisions: tuple[Provision, ...], item: str) -> tuple[Provision, ...]:
    """Whom a document makes answer for an item: where a matter is passed on to. Empty where it names nobody."""
    return tuple(each for each in provisions if each.kind == "department" and item in each.items)
