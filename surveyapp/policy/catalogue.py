"""The catalogue: renovation items, defects and needs as plain values, made from the parsed TOML of `resources/catalogue/`.

Codes (JC-14, RF-01, N02) are stable and travel in the journal; names and aliases may grow. Everything is checked on the way in and
*all* findings are answered by `check_catalogue`; `catalogue_from` refuses what has any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from surveyapp.errors import BadInput, Finding
from surveyapp.policy.untrusted import array, strings, table

LEVELS = ("community", "building", "unit", "stairwell", "roof", "household")
COMPARISONS = ("at_least", "more_than", "less_than")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `code` is stored, `zh` and `en` are printed, `said` are other words for it in speech."""

    code: str
    zh: str
    en: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that a defect may carry, in its one unit."""

    name: str
    zh: str
    en: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Trigger:
    """What raises the severity: a measure against an exact bound, any of some words, or always."""

    severity: int
    zh: str
    en: str
    measure: str = ""
    comparison: str = ""
    bound: Decimal | None = None
    words: tuple[str, ...] = ()
    always: bool = False

    def holds_for(self, measures: Mapping[str, Decimal]) -> bool:
        """Whether the measured quantities (exact decimals, in the catalogue's units) pull this trigger."""
        value = measures.get(self.measure)
        if value is None or self.bound is None:
            return False
        if self.comparison == "at_least":
            return value >= self.bound
        return value > self.bound if self.comparison == "more_than" else value < self.bound


@dataclass(frozen=True, slots=True)
class Item:
    """A renovation item (改造内容). `referred` ones are no renovation item but a matter for someone else."""

    code: str
    name: str
    name_en: str
    group: str
    aliases: tuple[str, ...] = ()
    referred: bool = False
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect as found on site. `items`: what it calls for, primary first (none for MG-01, a matter of management). `tile_en`: the English
    name where it has to stand in little room.
    """

    code: str
    name: str
    name_en: str
    levels: tuple[str, ...]
    measures: tuple[Measure, ...]
    items: tuple[str, ...]
    severity: int
    aliases: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    confirm: str = ""
    confirm_en: str = ""
    note: str = ""
    note_en: str = ""
    tile_en: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A wish on the questionnaire and the items that it stands for."""

    code: str
    name: str
    name_en: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Items, defects, needs and units by code, each in the order of its file."""

    items: Mapping[str, Item] = field(default_factory=dict)
    defects: Mapping[str, Defect] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)

    def defects_of(self, item_code: str) -> tuple[Defect, ...]:
        """The defects that call for an item, those for which it is the primary one first."""
        calling = [each for each in self.defects.values() if item_code in each.items]
        return tuple(sorted(calling, key=lambda each: each.items.index(item_code)))


def catalogue_from(items: Mapping[str, object], defects: Mapping[str, object], needs: Mapping[str, object]) -> Catalogue:
    """The catalogue in three parsed TOML files. Raises BadInput(error.catalogue) where `check_catalogue` finds anything."""
    findings = check_catalogue(items, defects, needs)
    if findings:
        raise BadInput("error.catalogue", count=len(findings), first=f"{findings[0].where} {findings[0].code}")
    units = {code: _unit(code, table(raw)) for code, raw in table(defects["units"]).items()}
    names = table(defects["measures"])
    return Catalogue(
        items={code: _item(code, table(raw)) for code, raw in items.items()},
        defects={code: _defect(code, table(raw), names, units) for code, raw in table(defects["defects"]).items()},
        needs={code: _need(code, table(raw)) for code, raw in needs.items()},
        units=units,
    )


def check_catalogue(items: Mapping[str, object], defects: Mapping[str, object], needs: Mapping[str, object]) -> tuple[Finding, ...]:
    """Everything that is wrong with three parsed catalogue files, in their order."""
    return (*_check_items(items), *_check_defects(items, defects), *_check_needs(items, needs))


def _check_items(items: Mapping[str, object]) -> Iterator[Finding]:
    for code, raw in items.items():
        yield from _check_names(code, raw)


def _check_needs(items: Mapping[str, object], needs: Mapping[str, object]) -> Iterator[Finding]:
    for code, raw in needs.items():
        yield from _check_names(code, raw)
        for item in strings(table(raw).get("items")):
            if item not in items:
                yield Finding("finding.catalogue.unknown_item", code, {"item": item})


def _check_defects(items: Mapping[str, object], defects: Mapping[str, object]) -> Iterator[Finding]:
    units, measures = table(defects.get("units")), table(defects.get("measures"))
    for code, raw in table(defects.get("defects")).items():
        defect = table(raw)
        yield from _check_names(code, raw)
        for item in strings(defect.get("items")):
            if item not in items:
                yield Finding("finding.catalogue.unknown_item", code, {"item": item})
        for level in strings(defect.get("levels")) or ("",):
            if level not in LEVELS:
                yield Finding("finding.catalogue.unknown_level", code, {"level": level})
        if defect.get("severity") not in (1, 2, 3, 4):
            yield Finding("finding.catalogue.severity", code, {"severity": defect.get("severity")})
        own = [table(each) for each in array(defect.get("measures"))]
        for each in own:
            if each.get("name") not in measures or each.get("unit") not in units:
                yield Finding("finding.catalogue.unknown_measure", code, {"measure": f"{each.get('name')}:{each.get('unit')}"})
        yield from _check_triggers(code, array(defect.get("triggers")), {str(each.get("name")) for each in own})


def _check_triggers(code: str, triggers: tuple[object, ...], measures: set[str]) -> Iterator[Finding]:
    for raw in triggers:
        trigger = table(raw)
        if trigger.get("severity") not in (1, 2, 3, 4):
            yield Finding("finding.catalogue.severity", code, {"severity": trigger.get("severity")})
        if "measure" in trigger and (trigger["measure"] not in measures or _bound(trigger) is None):
            yield Finding("finding.catalogue.trigger", code, {"trigger": trigger.get("zh", "")})
        if not ({"measure", "words", "always"} & set(trigger)):
            yield Finding("finding.catalogue.trigger", code, {"trigger": trigger.get("zh", "")})


def _check_names(code: str, raw: object) -> Iterator[Finding]:
    for key in ("name", "name_en"):
        if not str(table(raw).get(key, "")).strip():
            yield Finding("finding.catalogue.no_name", code, {"key": key})


def _item(code: str, raw: Mapping[str, object]) -> Item:
    note = table(raw.get("note"))
    return Item(
        code,
        str(raw["name"]),
        str(raw["name_en"]),
        group=str(raw.get("group", "other")),
        aliases=strings(raw.get("aliases")),
        referred=raw.get("scope") == "referred",
        note=str(note.get("zh", "")),
        note_en=str(note.get("en", "")),
    )


def _defect(code: str, raw: Mapping[str, object], names: Mapping[str, object], units: Mapping[str, Unit]) -> Defect:
    confirm, note = table(raw.get("confirm")), table(raw.get("note"))
    return Defect(
        code,
        str(raw["name"]),
        str(raw["name_en"]),
        levels=strings(raw["levels"]),
        measures=tuple(_measure(table(each), names, units) for each in array(raw.get("measures"))),
        items=strings(raw.get("items")),
        severity=int(str(raw["severity"])),
        aliases=strings(raw.get("aliases")),
        triggers=tuple(_trigger(table(each)) for each in array(raw.get("triggers"))),
        confirm=str(confirm.get("zh", "")),
        confirm_en=str(confirm.get("en", "")),
        note=str(note.get("zh", "")),
        note_en=str(note.get("en", "")),
        tile_en=str(raw.get("tile_en", raw["name_en"])),
    )


def _measure(raw: Mapping[str, object], names: Mapping[str, object], units: Mapping[str, Unit]) -> Measure:
    name = table(names[str(raw["name"])])
    return Measure(str(raw["name"]), str(name["zh"]), str(name["en"]), units[str(raw["unit"])])


def _trigger(raw: Mapping[str, object]) -> Trigger:
    return Trigger(
        severity=int(str(raw["severity"])),
        zh=str(raw.get("zh", "")),
        en=str(raw.get("en", "")),
        measure=str(raw.get("measure", "")),
        comparison=next((each for each in COMPARISONS if each in raw), ""),
        bound=_bound(raw),
        words=strings(raw.get("words")),
        always=raw.get("always") is True,
    )


def _need(code: str, raw: Mapping[str, object]) -> Need:
    return Need(code, str(raw["name"]), str(raw["name_en"]), strings(raw.get("items")))


def _unit(code: str, raw: Mapping[str, object]) -> Unit:
    return Unit(code, str(raw.get("zh", code)), str(raw.get("en", code)), strings(raw.get("said")))


def _bound(raw: Mapping[str, object]) -> Decimal | None:
    given = next((raw[each] for each in COMPARISONS if each in raw), None)
    try:
        return None if given is None else Decimal(str(given))
    except InvalidOperation:
        return None
