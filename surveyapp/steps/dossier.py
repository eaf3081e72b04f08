"""Dossier: everything that is known of one community, as a PDF that can be handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from surveyapp import words
from surveyapp.domain.dossier import Dossier, DossierBuilding, DossierDefect, DossierDocument, DossierItem, DossierPhoto
from surveyapp.domain.interviews import households_of
from surveyapp.domain.walking_order import walking_key
from surveyapp.errors import HomeMissing
from surveyapp.policy.packs import Pack
from surveyapp.policy.tiers import TierVerdict
from surveyapp.reports.dossier import write_dossier
from surveyapp.steps import policies, show
from surveyapp.steps.annotate import report_image
from surveyapp.steps.node import Node
from surveyapp.steps.talks import whole
from surveyapp.steps.targets import check_target
from surveyapp.steps.totals import provenance
from surveyapp.steps.verdicts import defect_name, judge_defect
from surveyapp.store import find
from surveyapp.store.find import Row

_LONGEST = 500
"""Characters of the longest text field."""


def dossier(node: Node, stream: str, policy: str, target: Path) -> Dossier:
    """Write the dossier of a community as a PDF under a policy pack; answers what it says."""
    check_target(node, target)
    made = compose(node, stream, policies.pack(policy))
    write_dossier(target, made)
    return made


def compose(node: Node, stream: str, pack: Pack) -> Dossier:
    """What the dossier of a community says."""
    with node.store.reading() as connection:
        community = find.one(connection, stream, stream)
        if community is None:
            raise HomeMissing("error.record_unknown", record=stream)
        survey = find.one(connection, str(community.get("survey", "")), str(community.get("survey", "")))
        names = show.people(connection)
        buildings = sorted(_cut(find.of_kind(connection, "building", stream)), key=lambda row: walking_key(str(row.get("name", ""))))
        defects = _cut(find.of_kind(connection, "defect", stream))
        photos = _cut(find.of_kind(connection, "photo", stream))
        drawn = find.annotations_of(connection, stream, [row.record for row in photos])
    (community,) = _cut((community,))
    page = _Page(node, pack, names, photos, drawn)
    known = {row.record for row in buildings}
    common = [row for row in defects if str(row.get("building", "")) not in known]
    parts = [DossierBuilding(words.say("place.common"), (), tuple(page.defect(row, "") for row in common))] if common else []
    for row in buildings:
        own = tuple(page.defect(each, str(row.get("name", ""))) for each in defects if each.get("building") == row.record)
        parts.append(DossierBuilding(str(row.get("name", "")), building_facts(row), own))
    return Dossier(
        community=str(community.get("name", "")),
        survey=str(survey.get("name", "")) if survey else "",
        document=_document(pack),
        facts=community_facts(community, buildings, defects),
        buildings=tuple(parts),
        items=page.items(),
        made_at=node.clock.wall()[:16].replace("T", " "),
        made_by=names.get(node.author) or words.say("report.made_by_city"),
        provenance=provenance(node, pack.id),
        notes=_notes(community, buildings),
        is_sample=community.get("sample") is not None,
    )


def _cut(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with every text short enough to stand on a page. No field holds more; what is received may."""
    return tuple(replace(row, values={name: _short(value) for name, value in row.values.items()}) for row in rows)


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]}…"
    return {name: _short(each) for name, each in value.items()} if isinstance(value, dict) else value


def _document(pack: Pack) -> DossierDocument:
    held = pack.document
    return DossierDocument(policies.in_words(held.title), held.status, held.number, policies.in_words(held.issuer))


def community_facts(row: Row, buildings: Sequence[Row], defects: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """The cover facts of a community; its households are those that all pages count, see `households_of`."""
    years = sorted(year for each in buildings if isinstance(each.get("built"), dict) and isinstance(year := each.get("built").get("value"), int))
    households = households_of([whole(each.get("households")) for each in buildings], whole(row.get("households"))).count
    span = "" if not years else str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    pairs = (
        ("address", str(row.get("street", "")) + str(row.get("address", ""))),
        ("built_from", span),
        ("buildings", str(len(buildings) or row.get("buildings", ""))),
        ("households", str(households or "")),
        ("management", _choice("management", row)),
        ("former_owner", str(row.get("former_owner", ""))),
    )
    found = tuple((words.say(f"field.community.{name}"), value) for name, value in pairs if value and value != "0")
    return (*found, (words.say("kind.defect"), str(len(defects))))


def building_facts(row: Row) -> tuple[tuple[str, str], ...]:
    """The facts that stand under a building's name."""
    built = row.get("built")
    pairs = (
        ("built", str(built.get("value", "")) if isinstance(built, dict) else ""),
        ("structure", _choice("structure", row)),
        ("storeys", str(row.get("storeys", ""))),
        ("units", str(row.get("units", ""))),
        ("households", str(row.get("households", ""))),
        ("area_m2", f"{row.get('area_m2')} {words.say('unit.m2')}" if row.get("area_m2") else ""),
        ("lift", _choice("lift", row)),
    )
    return tuple((words.say(f"field.building.{name}"), value) for name, value in pairs if value)


def _choice(name: str, row: Row) -> str:
    value = row.get(name)
    return words.say(f"choice.{name}.{value}") if value else ""


def _notes(community: Row, buildings: Sequence[Row]) -> tuple[str, ...]:
    """What is still open: fields on which people disagree, buildings without a year."""
    notes = [_conflict_note(row) for row in (community, *buildings) if "conflict" in row.states.values()]
    undated = [str(row.get("name", "")) for row in buildings if not isinstance(row.get("built"), dict)]
    return (*notes, *([words.say("report.note.no_year", names="、".join(undated))] if undated else []))


def _conflict_note(row: Row) -> str:
    fields = ", ".join(words.say(f"field.{row.kind}.{name}") for name, state in row.states.items() if state == "conflict")
    return words.say("report.note.conflict", name=str(row.get("name", "")), fields=fields)


class _Page:
    """Makes the defects of a dossier and gathers the items that they call for."""

    def __init__(self, node: Node, pack: Pack, names: Mapping[str, str], photos: Sequence[Row], drawn: Mapping[str, Sequence[Row]]) -> None:
        self._node = node
        self._pack = pack
        self._names = names
        self._drawn = drawn
        self._photos: dict[str, list[Row]] = {}
        for row in photos:
            self._photos.setdefault(str(row.get("subject", "")), []).append(row)
        self._items: dict[str, DossierItem] = {}
        self._counts: Counter[str] = Counter()

    def defect(self, row: Row, building: str) -> DossierDefect:
        """A defect with the verdict on it and its photos."""
        code = str(row.get("code", ""))
        judged = judge_defect(self._pack, code, row.get("override"))
        name = defect_name(code) or str(row.get("words", ""))
        place = place_words(row)
        where = " ".join(part for part in (building, place) if part)
        quantity = row.get("quantity")
        if judged:
            self._gather(judged, row.get("override"))
        return DossierDefect(
            number=str(row.get("number", "")),
            name=name,
            place=place,
            severity=severity if type(severity := row.get("severity")) is int and 1 <= severity <= 4 else None,
            quantity=f"{quantity.get('n')} {words.say('unit.' + str(quantity.get('unit')))}" if isinstance(quantity, dict) else "",
            said=str(row.get("words", "")) if code else "",
            found_on=str(row.get("found_on", "")),
            item=policies.in_words(judged.item_name) if judged else "",
            tier=judged.tier if judged else None,
            clause=judged.clause if judged else "",
            base_tier=judged.base_tier if judged else None,
            base_clause=judged.base_clause if judged else "",
            remark=words.say("tier.none") if judged is None else "",
            photos=tuple(self._photo(each, where, name) for each in self._photos.get(row.record, ())),
        )

    def _gather(self, judged: TierVerdict, override: Any) -> None:
        """Count an item. The first defect that calls for it tells its tier."""
        self._counts[judged.item] += 1
        also = tuple((policies.in_words(each.taxonomy), policies.in_words(each.category), each.clause) for each in judged.taxonomies)
        reason = str(override.get("reason", "")) if isinstance(override, dict) else ""
        name = policies.in_words(judged.item_name)
        made = DossierItem(judged.item, name, judged.tier, judged.clause, judged.base_tier, judged.base_clause, 0, also, reason)
        self._items.setdefault(judged.item, made)

    def _photo(self, row: Row, where: str, name: str) -> DossierPhoto:
        day = str(row.get("taken_at") or row.wall)[:10]
        return DossierPhoto(str(row.get("number", "")), where, name, day, self._names.get(str(row.get("taken_by", "")), ""), self._image(row))

    def _image(self, row: Row) -> Callable[[], bytes]:
        """The report image with what is drawn on it. One that is drawn on is painted when its page is."""
        return lambda: report_image(self._node, row, show.painted_ones(self._drawn.get(row.record, ()), self._names))

    def items(self) -> tuple[DossierItem, ...]:
        """The items in the catalogue's order, with how many defects call for each."""
        order = {code: number for number, code in enumerate(policies.catalogue().items)}
        counted = (replace(each, defects=self._counts[each.code]) for each in self._items.values())
        return tuple(sorted(counted, key=lambda each: order.get(each.code, 0)))


def place_words(row: Row) -> str:
    """Where in a building: unit, storey, part."""
    parts = []
    if row.get("unit"):
        parts.append(words.say("place.unit", number=row.get("unit")))
    if row.get("storey"):
        parts.append(words.say("place.storey", number=row.get("storey")))
    if row.get("place"):
        parts.append(words.say(f"choice.place.{row.get('place')}"))
    return " ".join(parts)
