"""What a dossier of one community says: plain values that a report sets in type. Labels and dates arrive in words; nothing is looked up later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TIERS = ("basic", "improvement", "enhancement", None)


@dataclass(frozen=True, slots=True)
class DossierPhoto:
    """A photo with the four parts of its caption (部位—问题—日期—拍摄人).

    `image` answers the upright report image (JPEG bytes), b"" for a photo that cannot be read; it is called once, when the page is drawn.
    """

    number: str
    place: str
    defect: str
    day: str
    taken_by: str
    image: Callable[[], bytes]

    @property
    def caption(self) -> str:
        """The caption; a part that is not known is left out."""
        return "—".join(part for part in (self.place, self.defect, self.day, self.taken_by) if part)


@dataclass(frozen=True, slots=True)
class DossierDefect:
    """One defect and the verdict on it. `severity` 1–4; `tier` is one of TIERS, None where the city's document lists none (`base_tier` beside)."""

    number: str
    name: str
    place: str = ""
    severity: int | None = None
    quantity: str = ""
    said: str = ""
    found_on: str = ""
    item: str = ""
    tier: str | None = None
    clause: str = ""
    base_tier: str | None = None
    base_clause: str = ""
    remark: str = ""
    photos: tuple[DossierPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierBuilding:
    """A building, or the community's common ground: its facts as (label, value), its defects in order."""

    name: str
    facts: tuple[tuple[str, str], ...]
    defects: tuple[DossierDefect, ...]


@dataclass(frozen=True, slots=True)
class DossierItem:
    """A renovation item that the defects call for. `also` holds (taxonomy, category, clause) of further taxonomies; `reason` that of an override."""

    code: str
    name: str
    tier: str | None
    clause: str
    base_tier: str | None = None
    base_clause: str = ""
    defects: int = 0
    also: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DossierDocument:
    """The document judged by. `status`: in_force, draft, expired or not_yet, on the day of the dossier."""

    title: str
    status: str
    number: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One community: cover facts (label, value), buildings, items, what is still open (`notes`, sentences) and where it comes from (`provenance`)."""

    community: str
    survey: str
    document: DossierDocument
    facts: tuple[tuple[str, str], ...]
    buildings: tuple[DossierBuilding, ...]
    items: tuple[DossierItem, ...]
    made_at: str
    made_by: str
    provenance: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    is_sample: bool = False

    def defects(self) -> Iterator[DossierDefect]:
        """All defects, in the order of the pages."""
        for building in self.buildings:
            yield from building.defects

    def by_severity(self) -> Counter[int]:
        """How many defects have each severity; those without one are not counted."""
        return Counter(defect.severity for defect in self.defects() if defect.severity is not None)

    def items_of(self, tier: str | None) -> tuple[DossierItem, ...]:
        """The items of one tier (None: the city's document lists no tier for them)."""
        return tuple(item for item in self.items if item.tier == tier)
