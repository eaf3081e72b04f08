"""What a table of interviews would change. Places must be held already: interviews never make a community or a building."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from surveyapp.domain.canonical import Value
from surveyapp.domain.interviews import door_of
from surveyapp.domain.sheets.changes import Change, Held, same
from surveyapp.domain.sheets.roster import Entry, building_key
from surveyapp.domain.sheets.table import at_line, plain
from surveyapp.errors import Finding

WISH = "wish."


def compare_answers(entries: Sequence[Entry], held: Iterable[Held], *, only_empty: bool) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The change of every interview: found again by the number of its form, else by building and door."""
    here = _Here(held)
    changes, findings = [], []
    spoken: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        streams = here.communities.get(entry.community[0], [])
        if len(streams) != 1:
            code = "several_held" if streams else "unknown_community"
            findings.append(at_line(f"finding.import.wrong.{code}", entry.row, name=entry.community_name))
            continue
        building = here.buildings.get((streams[0], building_key(entry.building)), "") if entry.building else ""
        if entry.building and not building:
            findings.append(at_line("finding.import.wrong.unknown_building", entry.row, name=entry.building, community=entry.community_name))
            continue
        door = here.door(building, entry.values)
        first = spoken.setdefault((streams[0], building, door), entry.row) if door else entry.row
        if first != entry.row:
            told = f"{entry.building} {door}".strip()
            findings.append(at_line("finding.import.odd.door_repeated", entry.row, door=told, first=first + 1))
        changes.append(_change(entry, streams[0], building, here, only_empty=only_empty))
    return tuple(changes), tuple(findings)


class _Here:
    def __init__(self, held: Iterable[Held]) -> None:
        self.communities: dict[str, list[str]] = {}
        self.buildings: dict[tuple[str, str], str] = {}
        self.interviews: dict[tuple[str, str, str], Held] = {}
        self.needs: dict[str, dict[str, Held]] = {}
        self._units: dict[str, Value] = {}
        every = list(held)
        for each in every:
            if each.kind == "building":
                self._units[each.record] = each.values.get("units")
        for each in every:
            if each.kind == "community":
                self.communities.setdefault(plain(each.values.get("name")), []).append(each.stream)
            elif each.kind == "building":
                self.buildings.setdefault((each.stream, building_key(str(each.values.get("name") or ""))), each.record)
            elif each.kind == "interview":
                self._interview(each)
            elif each.kind == "need" and each.values.get("interview"):
                self.needs.setdefault(str(each.values["interview"]), {})[str(each.values.get("code"))] = each

    def _interview(self, held: Held) -> None:
        form, building = held.values.get("form_no"), str(held.values.get("building") or "")
        if form:
            self.interviews.setdefault((held.stream, "form", plain(form)), held)
        if door := self.door(building, held.values):
            self.interviews.setdefault((held.stream, building, door), held)

    def door(self, building: str, values: Mapping[str, Value]) -> str:
        """The one label of the door of a talk, "" where it has none: what a building of one unit calls 302 is 1-302."""
        written, unit, units = values.get("door"), values.get("unit"), self._units.get(building)
        if not isinstance(written, str) or not written:
            return ""
        return door_of(written, unit if isinstance(unit, int) else None, units=units if isinstance(units, int) else None).label

    def interview(self, entry: Entry, stream: str, building: str) -> Held | None:
        """The interview that this line speaks of. A form number that is not held is a new talk, even at a door that is held."""
        form, door = entry.values.get("form_no"), self.door(building, entry.values)
        if form:
            return self.interviews.get((stream, "form", plain(form)))
        return self.interviews.get((stream, building, door)) if door else None


def _change(entry: Entry, stream: str, building: str, here: _Here, *, only_empty: bool) -> Change:
    before = here.interview(entry, stream, building)
    needs = here.needs.get(before.record, {}) if before else {}
    fields: dict[str, tuple[Value, Value]] = {}
    for name, value in entry.values.items():
        if name.startswith(WISH):
            held = needs.get(name.removeprefix(WISH))
            old = None if held is None else held.values.get("rank") or 0
        else:
            old = before.values.get(name) if before else None
        if name in ("door", "unit") and before and here.door(building, entry.values) == here.door(building, before.values):
            continue
        unsettled = before is not None and name in before.unsettled
        if not unsettled and not same(old, value) and not (only_empty and old is not None):
            fields[name] = (old, value)
    status = "changed" if before and fields else "same" if before else "new"
    return Change(entry, status, stream, before.record if before else "", fields, building, {code: each.record for code, each in needs.items()})  # type: ignore[arg-type]
