"""A policy pack: one city's (or the nation's) document as data: which item stands in which tier by which clause, and its rules.

`pack_from` turns the parsed TOML of `resources/policies/<id>.toml` into a `Pack` (format: resources/policies/README.md);
`check_pack` answers everything that is wrong with one. Rule sections are kept as they are in `Pack.rules` for `policy.rules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from surveyapp.errors import BadInput, Finding
from surveyapp.policy.catalogue import Catalogue
from surveyapp.policy.untrusted import Name, array, day, named, strings, table

FORMAT = 1
TIERS = ("basic", "improvement", "enhancement")
STATUSES = ("in_force", "draft", "expired")
_OWN = ("format", "id", "version", "base", "level", "place", "divisions", "document", "tiers", "items", "defers", "taxonomies")


@dataclass(frozen=True, slots=True)
class Document:
    """The document that a pack speaks for. Dates are None where the document does not state them.

    `goal_until`: the last day of the time for which it sets its goals (“十四五”期末); passing it ends no document.
    `short`: what it is called after the name of its place, where there is no room for its title: 柳州 *实施方案*.
    """

    title: Name
    issuer: Name
    status: str
    number: str = ""
    issued: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    goal_until: date | None = None
    rests_on: tuple[str, ...] = ()
    notes: tuple[Name, ...] = ()
    short: Name | None = None

    def status_on(self, as_of: date | None) -> str:
        """in_force, draft, expired or not_yet on a day; without a day what the pack itself states. Both dates are inclusive."""
        if as_of is None or self.status == "draft":
            return self.status
        if self.effective_until is not None and as_of > self.effective_until:
            return "expired"
        if self.effective_from is not None and as_of < self.effective_from:
            return "not_yet"
        return "in_force" if self.effective_until is not None else self.status


@dataclass(frozen=True, slots=True)
class Listing:
    """Where a document lists an item. `only`: the defects that its words cover, where they name a part of the item only."""

    item: str
    tier: str
    clause: str
    only: tuple[str, ...] = ()
    named: str = ""
    note: Name | None = None


@dataclass(frozen=True, slots=True)
class Placing:
    """The category of one item (or defect) in a taxonomy and the clause that says so."""

    category: str
    clause: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Another order on the same items, such as the 三个革命 of Xianning."""

    id: str
    name: Name
    categories: Mapping[str, Name]
    items: Mapping[str, Placing]
    defects: Mapping[str, Placing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pack:
    """One document as data, standing on its base. `defers`: the clause by which it hands tiers to the base; "" where it does not."""

    id: str
    version: str
    level: str
    place: Name
    document: Document
    tiers: Mapping[str, Name]
    listings: Mapping[str, Listing]
    taxonomies: tuple[Taxonomy, ...] = ()
    divisions: tuple[str, ...] = ()
    defers: str = ""
    base: Pack | None = None
    rules: Mapping[str, object] = field(default_factory=dict)

    @property
    def root(self) -> Pack:
        """The lowest layer: the national base."""
        return self if self.base is None else self.base.root

    @property
    def has_tiers(self) -> bool:
        """Whether the document speaks of tiers, by a list of its own or by deferring to the base."""
        return bool(self.listings) or bool(self.defers)

    @property
    def short_name(self) -> Name:
        """Place and document in two words: 柳州 实施方案; the place alone where the pack calls the document nothing shorter than its title."""
        short = self.document.short
        return Name(f"{self.place.zh} {short.zh}", f"{self.place.en} {short.en}") if short else self.place

    def tier_name(self, tier: str) -> Name:
        """The name of a tier: this document's own, else that of the layer below."""
        if tier in self.tiers or self.base is None:
            return self.tiers.get(tier, Name(tier, tier))
        return self.base.tier_name(tier)


def pack_from(untrusted: Mapping[str, object], base: Pack | None) -> Pack:
    """The pack in a parsed TOML file, standing on `base`. Raises BadInput(error.policy_pack) where `check_pack` finds anything."""
    findings = check_pack(untrusted, base)
    if findings:
        first = findings[0]
        raise BadInput("error.policy_pack", pack=str(untrusted.get("id", "?")), count=len(findings), first=f"{first.where} {first.code}")
    return Pack(
        id=str(untrusted["id"]),
        version=str(untrusted["version"]),
        level=str(untrusted.get("level", "city")),
        place=named(untrusted["place"]),
        document=_document(table(untrusted["document"])),
        tiers={code: named(raw) for code, raw in table(untrusted.get("tiers")).items()},
        listings={code: _listing(code, table(raw)) for code, raw in table(untrusted.get("items")).items()},
        taxonomies=tuple(_taxonomy(table(raw)) for raw in array(untrusted.get("taxonomies"))),
        divisions=strings(untrusted.get("divisions")),
        defers=str(table(untrusted.get("defers")).get("clause", "")),
        base=base,
        rules={key: value for key, value in untrusted.items() if key not in _OWN},
    )


def rules_of(untrusted: Mapping[str, object], base: Pack | None) -> Pack:
    """A pack of nothing but the rule sections, so that they can be checked although the head cannot be read."""
    nothing = Name("", "")
    rules = {key: value for key, value in untrusted.items() if key not in _OWN}
    return Pack("", "", "", nothing, Document(nothing, nothing, "draft"), {}, {}, base=base, rules=rules)


def check_pack(untrusted: Mapping[str, object], base: Pack | None, catalogue: Catalogue | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a parsed pack. With a catalogue also whether every item and defect named is known.

    Findings: `finding.pack.*`, `where` = the place in the file, such as `items.JC-01`.
    """
    return (
        *_check_head(untrusted, base),
        *_check_document(untrusted),
        *_check_items(untrusted, base),
        *_check_taxonomies(untrusted),
        *_check_known(untrusted, catalogue),
    )


def _check_head(raw: Mapping[str, object], base: Pack | None) -> Iterator[Finding]:
    if raw.get("format") != FORMAT:
        yield Finding("finding.pack.format", "format", {"found": raw.get("format"), "known": FORMAT})
    for key in ("id", "version"):
        if not isinstance(raw.get(key), str) or not str(raw[key]).strip():
            yield Finding("finding.pack.missing", key, {})
    yield from _check_name(raw.get("place"), "place")
    wanted = raw.get("base")
    if (wanted or None) != (base.id if base else None):
        yield Finding("finding.pack.base", "base", {"wanted": wanted or "", "given": base.id if base else ""})
    if base is None and not table(raw.get("tiers")):
        yield Finding("finding.pack.missing", "tiers", {})
    for code, given in table(raw.get("tiers")).items():
        yield from _check_name(given, f"tiers.{code}")


def _check_document(raw: Mapping[str, object]) -> Iterator[Finding]:
    document = table(raw.get("document"))
    for key in ("title", "issuer"):
        yield from _check_name(document.get(key), f"document.{key}")
    if "short" in document:
        yield from _check_name(document["short"], "document.short")
    if document.get("status") not in STATUSES:
        yield Finding("finding.pack.status", "document.status", {"found": document.get("status"), "known": ", ".join(STATUSES)})
    days = {key: document.get(key) for key in ("issued", "effective_from", "effective_until", "goal_until")}
    for key, value in days.items():
        if value is not None and day(value) is None:
            yield Finding("finding.pack.date", f"document.{key}", {"found": value})
    start, end = day(days["effective_from"]), day(days["effective_until"])
    if start and end and end < start:
        yield Finding("finding.pack.dates_reversed", "document.effective_until", {"start": start.isoformat(), "end": end.isoformat()})


def _check_items(raw: Mapping[str, object], base: Pack | None) -> Iterator[Finding]:
    known = set(table(raw.get("tiers"))) | set(base.root.tiers if base else ())
    for code, each in table(raw.get("items")).items():
        listing = table(each)
        if listing.get("tier") not in known:
            yield Finding("finding.pack.tier", f"items.{code}", {"found": listing.get("tier") or "—", "known": ", ".join(sorted(known))})
        if not str(listing.get("clause", "")).strip():
            yield Finding("finding.pack.no_clause", f"items.{code}", {})
    if "defers" in raw and not str(table(raw["defers"]).get("clause", "")).strip():
        yield Finding("finding.pack.no_clause", "defers", {})
    if not (raw.get("items") or raw.get("defers") or raw.get("taxonomies")):
        yield Finding("finding.pack.empty", "items", {})


def _check_taxonomies(raw: Mapping[str, object]) -> Iterator[Finding]:
    for each in array(raw.get("taxonomies")):
        taxonomy = table(each)
        where = f"taxonomies.{taxonomy.get('id', '?')}"
        yield from _check_name(taxonomy.get("name"), f"{where}.name")
        categories = table(taxonomy.get("categories"))
        for code, given in categories.items():
            yield from _check_name(given, f"{where}.categories.{code}")
        for part in ("items", "defects"):
            for code, placing in table(taxonomy.get(part)).items():
                if table(placing).get("category") not in categories:
                    yield Finding("finding.pack.category", f"{where}.{code}", {"found": table(placing).get("category")})
                if not str(table(placing).get("clause", "")).strip():
                    yield Finding("finding.pack.no_clause", f"{where}.{code}", {})


def _check_known(raw: Mapping[str, object], catalogue: Catalogue | None) -> Iterator[Finding]:
    if catalogue is None:
        return
    for code, each in table(raw.get("items")).items():
        if code not in catalogue.items:
            yield Finding("finding.pack.unknown_item", f"items.{code}", {"item": code})
        for defect in strings(table(each).get("only")):
            if defect not in catalogue.defects:
                yield Finding("finding.pack.unknown_defect", f"items.{code}", {"defect": defect})
    for each in array(raw.get("taxonomies")):
        taxonomy = table(each)
        for code in table(taxonomy.get("items")):
            if code not in catalogue.items:
                yield Finding("finding.pack.unknown_item", f"taxonomies.{taxonomy.get('id', '?')}", {"item": code})
        for code in table(taxonomy.get("defects")):
            if code not in catalogue.defects:
                yield Finding("finding.pack.unknown_defect", f"taxonomies.{taxonomy.get('id', '?')}", {"defect": code})


def _check_name(raw: object, where: str) -> Iterator[Finding]:
    for key in ("zh", "en"):
        if not str(table(raw).get(key, "")).strip():
            yield Finding("finding.pack.no_name", where, {"language": key})


def _document(raw: Mapping[str, object]) -> Document:
    return Document(
        title=named(raw["title"]),
        issuer=named(raw["issuer"]),
        status=str(raw["status"]),
        number=str(raw.get("number", "")),
        issued=day(raw.get("issued")),
        effective_from=day(raw.get("effective_from")),
        effective_until=day(raw.get("effective_until")),
        goal_until=day(raw.get("goal_until")),
        rests_on=strings(raw.get("rests_on")),
        notes=tuple(named(each) for each in array(raw.get("notes"))),
        short=named(raw["short"]) if "short" in raw else None,
    )


def _listing(code: str, raw: Mapping[str, object]) -> Listing:
    return Listing(
        item=code,
        tier=str(raw["tier"]),
        clause=str(raw["clause"]),
        only=strings(raw.get("only")),
        named=str(raw.get("named", "")),
        note=named(raw["note"]) if "note" in raw else None,
    )


def _taxonomy(raw: Mapping[str, object]) -> Taxonomy:
    return Taxonomy(
        id=str(raw.get("id", "")),
        name=named(raw["name"]),
        categories={code: named(each) for code, each in table(raw.get("categories")).items()},
        items=_placings(raw.get("items")),
        defects=_placings(raw.get("defects")),
    )


def _placings(raw: object) -> dict[str, Placing]:
    return {code: Placing(str(table(each)["category"]), str(table(each)["clause"])) for code, each in table(raw).items()}
