"""What a table of interviews would change. Places must be held already: interviews never make a community or a building."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from surveyapp.domain.canonical import Value
from surveyapp.domain.sheets.changes import Change, Held, same
from surveyapp.domain.sheets.roster import Entry, building_key
from surveyapp.domain.sheets.table import at_line, plain
from surveyapp.errors import Finding

WISH = "wish."


def compare_answers(entries: Sequence[Entry], held: Iterable[Held], *, only_empty: bool) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The change of every interview: found again by the number of its form, else by building and door."""
    here = _Here(held)
    changes, findings = [], []
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
        changes.append(_change(entry, streams[0], building, here, only_empty=only_empty))
    return tuple(changes), tuple(findings)


class _Here:
    def __init__(self, held: Iterable[Held]) -> None:
        self.communities: dict[str, list[str]] = {}
        self.buildings: dict[tuple[str, str], str] = {}
        self.interviews: dict[tuple[str, str, str], Held] = {}
        self.needs: dict[str, dict[str, Held]] = {}
        for each in held:
            if each.kind == "community":
                self.communities.setdefault(plain(each.values.get("name")), []).append(each.stream)
            elif each.kind == "building":
                self.buildings.setdefault((each.stream, building_key(str(each.values.get("name") or ""))), each.record)
            elif each.kind == "interview":
                self._interview(each)
            elif each.kind == "need" and each.values.get("interview"):
                self.needs.setdefault(str(each.values["interview"]), {})[str(each.values.get("code"))] = each

    def _interview(self, held: Held) -> None:
        form, door = held.values.get("form_no"), held.values.get("door")
        if form:
            self.interviews.setdefault((held.stream, "form", plain(form)), held)
        if door:
            self.interviews.setdefault((held.stream, str(held.values.get("building") or ""), str(door)), held)

    def interview(self, entry: Entry, stream: str, building: str) -> Held | None:
        """The interview that this line speaks of. A form number that is not held is a new talk, even at a door that is held."""
        form, door = entry.values.get("form_no"), entry.values.get("door")
        if form:
            return self.interviews.get((stream, "form", plain(form)))
        return self.interviews.get((stream, building, str(door))) if door else None


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
        unsettled = before is not None and name in before.unsettled
        if not unsettled and not same(old, value) and not (only_empty and old is not None):
            fields[name] = (old, value)
    status = "changed" if before and fields else "same" if before else "new"
    return Change(entry, status, stream, before.record if before else "", fields, building, {code: each.record for code, each in needs.items()})  # type: ignore[arg-type]
