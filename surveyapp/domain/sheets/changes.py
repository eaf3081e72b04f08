"""What a table would change: each of its records against what is held, so that reading the same table twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from surveyapp.domain.canonical import Value, canonical
from surveyapp.domain.checks import as_decimal
from surveyapp.domain.sheets.roster import Entry, building_key
from surveyapp.domain.sheets.table import at_line, plain
from surveyapp.errors import Finding

Status = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Held:
    """A record that is held: `unsettled` names its fields that wait for a person or for an earlier edit."""

    stream: str
    record: str
    kind: str
    values: Mapping[str, Value]
    unsettled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What a line does: `fields` are {name: (before, after)}; stream and record are empty for what is new."""

    entry: Entry
    status: Status
    stream: str = ""
    record: str = ""
    fields: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)
    building: str = ""
    """The record of the building that an interview belongs to."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """The held `need` records of an interview by code."""


def compare(entries: Sequence[Entry], held: Iterable[Held], *, only_empty: bool) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The change of every entry. `only_empty`: a value that is held already stays. Fields in conflict are left to people, and told."""
    here = _Here(held)
    findings: list[Finding] = []
    changes: list[Change] = []
    streams: dict[tuple[str, str], str | None] = {}
    for entry in entries:
        if entry.kind == "community":
            found = here.community(entry)
            streams[entry.community] = found.stream if found else ""
            if here.several(entry):
                findings.append(at_line("finding.import.wrong.several_held", entry.row, name=entry.name))
                streams[entry.community] = None
        stream = streams.get(entry.community)
        if stream is None:
            continue
        change, told = _change(entry, stream, here, only_empty=only_empty)
        changes.append(change)
        findings += told
    return tuple(changes), tuple(findings)


class _Here:
    """What is held, found by the names that people use."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._communities: dict[str, list[Held]] = {}
        self._children: dict[tuple[str, str, str], list[Held]] = {}
        for each in held:
            if each.kind == "community":
                for name in {plain(each.values.get("name")), plain(each.values.get("former_name"))} - {""}:
                    self._communities.setdefault(name, []).append(each)
            else:
                self._children.setdefault((each.stream, each.kind, _key(each)), []).append(each)

    def _fitting(self, entry: Entry) -> list[Held]:
        name, street = entry.community
        found = self._communities.get(name, [])
        exact = [each for each in found if plain(each.values.get("name")) == name]
        found = exact or found
        if street:
            found = [each for each in found if plain(each.values.get("street")) in ("", street)]
        return found

    def community(self, entry: Entry) -> Held | None:
        """The community of this name, and street where the table tells it."""
        found = self._fitting(entry)
        return found[0] if len(found) == 1 else None

    def several(self, entry: Entry) -> bool:
        """Whether more than one would fit."""
        return len(self._fitting(entry)) > 1

    def child(self, entry: Entry, stream: str) -> Held | None:
        """The building of this number or the plan entry of this year. Of several buildings with one number that with the very name."""
        key = building_key(entry.name) if entry.kind == "building" else entry.name
        found = self._children.get((stream, entry.kind, key), [])
        exact = [each for each in found if plain(each.values.get("name")) == plain(entry.name)]
        return next(iter(exact or found), None)


def _key(held: Held) -> str:
    if held.kind == "building":
        return building_key(str(held.values.get("name") or ""))
    return str(held.values.get("year") or "")


def _change(entry: Entry, stream: str, here: _Here, *, only_empty: bool) -> tuple[Change, list[Finding]]:
    before = here.community(entry) if entry.kind == "community" else here.child(entry, stream) if stream else None
    if before is None:
        return Change(entry, "new", stream, "", {name: (None, value) for name, value in entry.values.items()}), []
    told = [
        at_line("finding.import.odd.in_conflict", entry.row, name=entry.name, field=name)
        for name, value in entry.values.items()
        if name in before.unsettled and not same(before.values.get(name), value)
    ]
    fields = {
        name: (before.values.get(name), value)
        for name, value in entry.values.items()
        if name != "name" and name not in before.unsettled and not same(before.values.get(name), value)
    }
    if only_empty:
        fields = {name: pair for name, pair in fields.items() if pair[0] is None}
    return Change(entry, "changed" if fields else "same", before.stream, before.record, fields), told


def same(before: Value, after: Value) -> bool:
    """Equal in meaning: a year is its value whatever its evidence, a decimal its number however it is written."""
    if isinstance(before, dict) and isinstance(after, dict) and "value" in after:
        return bool(before.get("value") == after.get("value"))
    if isinstance(before, str) and isinstance(after, str) and before != after:
        return _number(before) is not None and _number(before) == _number(after)
    return before == after if before is None or after is None else canonical(before) == canonical(after)


def _number(text: str) -> object:
    return as_decimal(text) if (text[:1].isdigit() and not text.startswith("0")) or text.startswith("0.") else None
