"""National orders on the same items and defects (城市体检, 统计调查): categories as data, and what of the records falls into each.

A frame is no document of a city: it gives no tier and stands beside every pack alike. What is from memory only is marked `verified` False.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveyapp.errors import Finding
from surveyapp.policy.catalogue import Catalogue
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.untrusted import Name

COUNTED = ("building", "community")
SHOWING_KINDS = ("community", "building", "plan_entry")
Record = tuple[str, Mapping[str, Any]]
"""The kind and the shown values of a record."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A record of this kind shows a category where each of these fields has one of these values; no fields: its being there shows it."""

    kind: str
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_shown_by(self, record: Record) -> bool:
        """Whether this record shows it. A grade counts by its letter."""
        kind, values = record
        return kind == self.kind and all(_word(values.get(name)) in wanted for name, wanted in self.fields.items())


@dataclass(frozen=True, slots=True)
class Category:
    """One category: the items and defects that belong to it and the records that show it. `not_recorded`: why nothing here can count it."""

    code: str
    name: Name
    unit: Name
    verified: bool
    items: frozenset[str]
    defects: frozenset[str]
    shown_by: tuple[Showing, ...]
    not_recorded: Name | None = None

    def holds(self, item: str, defect: str = "") -> bool:
        """Whether an item, or the defect at hand, belongs here."""
        return item in self.items or (bool(defect) and defect in self.defects)


@dataclass(frozen=True, slots=True)
class Frame:
    """A national order. `counted`: what a category counts, building or community."""

    id: str
    name: Name
    source: Name
    counted: str
    verified: bool
    note: Name
    categories: tuple[Category, ...]

    def placings(self, item: str, defect: str = "") -> tuple[Category, ...]:
        """The categories of an item, or of a defect."""
        return tuple(each for each in self.categories if each.holds(item, defect))


def _word(value: Any) -> str:
    return str(value.get("grade", "")) if isinstance(value, Mapping) else str(value)


def evidence(category: Category, defects: Iterable[str], records: Iterable[Record], catalogue: Catalogue) -> tuple[str, ...]:
    """What makes a building or a community count under a category: its defects by code, and the kinds of record that show it. Empty: nothing does."""
    called = {code for code in defects if code in category.defects or _items(code, catalogue) & category.items}
    showing = {record[0] for record in records if any(each.is_shown_by(record) for each in category.shown_by)}
    return (*sorted(called), *sorted(showing))


def _items(defect: str, catalogue: Catalogue) -> frozenset[str]:
    """The item that a defect calls for first; the others are a person's choice."""
    found = catalogue.defects.get(defect)
    return frozenset(found.items[:1]) if found else frozenset()


def frames_from(untrusted: Mapping[str, object], catalogue: Catalogue) -> tuple[tuple[Frame, ...], tuple[Finding, ...]]:
    """The frames in the parsed taxonomies.toml and everything that is wrong with it; also whether every item and defect is known."""
    findings: list[Finding] = []
    root = Section(untrusted, "taxonomies", findings)
    frames = tuple(_frame(each, catalogue) for each in root.tables("taxonomies"))
    root.finish()
    return frames, tuple(findings)


def _frame(section: Section, catalogue: Catalogue) -> Frame:
    unit, verified = _name(section, "unit"), section.flag("verified", False)
    categories = section.table("categories")
    found = Frame(
        id=section.text("id"),
        name=_name(section, "name"),
        source=_name(section, "source"),
        counted=section.text("counted"),
        verified=verified,
        note=_name(section, "note"),
        categories=tuple(_category(categories, code, unit, catalogue) for code in categories.untrusted) if categories else (),
    )
    section.choices("counted", (found.counted,), COUNTED)
    section.finish()
    return found


def _category(categories: Section, code: str, unit: Name, catalogue: Catalogue) -> Category:
    section = categories.table(code)
    if section is None:
        return Category(code, Name(code, code), unit, False, frozenset(), frozenset(), ())
    items, defects = section.texts("items"), section.texts("defects")
    section.choices("items", items, tuple(catalogue.items))
    section.choices("defects", defects, tuple(catalogue.defects))
    made = Category(
        code=code,
        name=_name(section, "name"),
        unit=_name(section, "unit") if section.has("unit") else unit,
        verified=section.flag("verified", False),
        items=frozenset(items),
        defects=frozenset(defects),
        shown_by=tuple(_showing(each) for each in section.tables("shown_by")),
        not_recorded=_name(section, "not_recorded") if section.has("not_recorded") else None,
    )
    section.finish()
    return made


def _showing(section: Section) -> Showing:
    kind = section.text("kind")
    section.choices("kind", (kind,), SHOWING_KINDS)
    found = Showing(kind, {name: section.texts(name) for name in section.untrusted if name != "kind"})
    section.finish()
    return found


def _name(section: Section, key: str) -> Name:
    inner = section.table(key)
    if inner is None:
        section.text(key)
        return Name("", "")
    found = Name(inner.text("zh"), inner.text("en"))
    inner.finish()
    return found
