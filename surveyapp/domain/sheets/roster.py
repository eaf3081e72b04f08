"""A roster read: communities with their buildings and plan years, line by line, with everything that is wrong or odd about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import as_decimal, check_record
from surveyapp.domain.fields import field_of
from surveyapp.domain.sheets.heads import ColumnMap, ColumnUse, Head
from surveyapp.domain.sheets.reading import Reader
from surveyapp.domain.sheets.rows import Line, lines_of
from surveyapp.domain.sheets.table import Sheet, address, at_cell, at_line, plain
from surveyapp.domain.sheets.totals import compare_totals
from surveyapp.domain.sheets.vocabulary import Vocabulary
from surveyapp.errors import Finding

_BUILDING_NUMBER = re.compile(r"(?:第)?0*(\d+)(?:栋|幢|座|号楼|号|#楼|#|楼)?")

Beat = Callable[[int, int], None]
"""Hears how many lines are read, of how many; it may raise to stop."""
BEAT = 256


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that the table speaks of. `row` counts from 0. `community` is the key of its community; `name` of a plan entry is its year.

    An interview names its `building`, and its values hold its wishes too: `wish.N01` is a rank from 1, or 0 for wished without a rank.
    """

    row: int
    kind: str
    community: tuple[str, str]
    community_name: str
    name: str
    values: Mapping[str, Value]
    building: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that was read. `lines` says what every row below the head is."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]


@dataclass
class _Community:
    row: int
    key: tuple[str, str]
    name: str
    alone: bool = False
    values: dict[str, Value] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    plan: dict[str, Value] = field(default_factory=dict)
    plan_row: int = -1
    buildings: dict[str, Entry] = field(default_factory=dict)


def building_key(name: str) -> str:
    """What tells a building from its neighbours however its number is written: 3栋, 3号楼 and 3# are 3."""
    found = _BUILDING_NUMBER.fullmatch(plain(name))
    return found[1] if found else plain(name)


def read_roster(sheet: Sheet, head: Head, mapping: ColumnMap, vocabulary: Vocabulary, within: str = "", beat: Beat | None = None) -> Roster:
    """Read every line. `within`: the community of a table that lists the buildings of one and does not name it. `beat` hears how far it is."""
    lines = lines_of(sheet, head, mapping, vocabulary)
    work = _Work(Reader(sheet, mapping, vocabulary), within)
    if not within and mapping.column("community.name") is None:
        return Roster((), (at_line("finding.import.wrong.no_community_column", head.row),), lines)
    for at, line in enumerate(lines):
        if beat and at % BEAT == 0:
            beat(at, len(lines))
        if line.what == "data":
            work.take(line.row)
    entries = tuple(work.entries())
    totals = compare_totals(work.reader, lines)
    return Roster(entries, (*work.findings, *_sums(entries), *totals), lines)


class _Work:
    """Goes down the lines, remembering the community that the last line spoke of."""

    def __init__(self, reader: Reader, within: str) -> None:
        self.reader, self.within = reader, within
        self.findings: list[Finding] = []
        self.communities: dict[tuple[str, str], _Community] = {}
        self._named: dict[str, list[_Community]] = {}
        self._here: _Community | None = None

    def take(self, row: int) -> None:
        """One line of data."""
        name = self.reader.text(row, "community.name") or self.within
        building = self.reader.text(row, "building.name")
        if not name and not (building and self._here):
            self.findings.append(at_line(f"finding.import.wrong.{'no_community' if building else 'no_name'}", row))
            return
        here = self._community(row, name) if name else self._here
        assert here is not None
        self._here = here
        if not building:
            self._alone(row, here)
        self._values(row, here)
        self._plan(row, here)
        if building:
            self._building(row, here, building)
        elif self.reader.mapping.column("building.name") and any(self.reader.get(row, use).values for use in self.reader.of_kind("building")):
            self.findings.append(at_line("finding.import.wrong.building_without_name", row, name=here.name))

    def _community(self, row: int, name: str) -> _Community:
        street = self.reader.text(row, "community.street")
        fitting = [each for each in self._named.get(plain(name), ()) if not street or each.key[1] in ("", plain(street))]
        if len(fitting) == 1:
            return fitting[0]
        made = _Community(row, (plain(name), plain(street)), name)
        longest = field_of("community", "name")
        if longest and len(name) > longest.longest:
            use = self.reader.mapping.column("community.name")
            self.findings.append(at_cell("finding.import.wrong.long", row, use.at if use else 0, use.head if use else "", name, most=longest.longest))
        self.communities[made.key] = made
        self._named.setdefault(made.key[0], []).append(made)
        return made

    def _alone(self, row: int, here: _Community) -> None:
        """A line about a community itself: the second such line is a repetition."""
        if here.alone:
            self.findings.append(at_line("finding.import.wrong.community_repeated", row, name=here.name, first=here.row + 1))
        here.alone = True

    def _values(self, row: int, here: _Community) -> None:
        for use in self.reader.of_kind("community"):
            if use.target != "community.name" and self.reader.is_first(row, use.at):
                self._keep(row, use, here, here.values)

    def _keep(self, row: int, use: ColumnUse, here: _Community, held: dict[str, Value]) -> None:
        """A value of the community: said on several lines it must be the same."""
        got = self.reader.get(row, use)
        self.findings += got.findings
        for name, value in got.values.items():
            if name in held and held[name] != value:
                cell = self.reader.cell(row, use.at)
                other = here.told.get(f"{use.target}.{name}", "")
                self.findings.append(at_cell("finding.import.wrong.differs", row, use.at, use.head, cell, name=here.name, other=other))
            else:
                held[name] = value
                here.told.setdefault(f"{use.target}.{name}", address(row, use.at))

    def _plan(self, row: int, here: _Community) -> None:
        for use in self.reader.of_kind("plan_entry"):
            if self.reader.is_first(row, use.at):
                before = len(here.plan)
                self._keep(row, use, here, here.plan)
                here.plan_row = row if here.plan_row < 0 and len(here.plan) > before else here.plan_row

    def _building(self, row: int, here: _Community, name: str) -> None:
        use = self.reader.mapping.column("building.name")
        assert use is not None
        if not self.reader.is_first(row, use.at):
            self.findings.append(at_line("finding.import.odd.continued", row, name=name))
            return
        held = here.buildings.get(building_key(name))
        if held is not None:
            self.findings.append(at_line("finding.import.wrong.building_repeated", row, name=name, other=held.name, first=held.row + 1))
            return
        values: dict[str, Value] = {"name": name}
        for each in self.reader.of_kind("building"):
            values |= self._of_building(row, each)
        entry = Entry(row, "building", here.key, here.name, name, values)
        here.buildings[building_key(name)] = entry
        self.findings += [
            replace(each, where=str(row + 1), facts={**each.facts, "line": row + 1})
            for each in check_record("building", values)
            if each.code.startswith("finding.building.")
        ]

    def _of_building(self, row: int, use: ColumnUse) -> Mapping[str, Value]:
        if use.target == "building.name":
            return {}
        if self.reader.spans(row, use.at) > 1:
            cell = self.reader.cell(row, use.at)
            if self.reader.is_first(row, use.at) and cell is not None:
                rows = self.reader.spans(row, use.at)
                self.findings.append(at_cell("finding.import.wrong.merged", row, use.at, use.head, cell, rows=rows))
            return {}
        got = self.reader.get(row, use)
        self.findings += got.findings
        return got.values

    def entries(self) -> Iterator[Entry]:
        """Communities in the order of the table, each with its plan and its buildings."""
        for here in self.communities.values():
            yield Entry(here.row, "community", here.key, here.name, here.name, {"name": here.name, **here.values})
            if "year" in here.plan:
                yield Entry(here.plan_row, "plan_entry", here.key, here.name, str(here.plan["year"]), here.plan)
            elif here.plan:
                self.findings.append(at_line("finding.import.wrong.no_plan_year", here.plan_row, name=here.name))
            yield from here.buildings.values()


def _sums(entries: Sequence[Entry]) -> Iterator[Finding]:
    """What a community says of itself against what its buildings add up to (连 附件: 楼栋数 = Σ 楼栋, 户数 = Σ 户数)."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for each in entries:
        if each.kind == "building":
            groups.setdefault(each.community, []).append(each)
    for entry in entries:
        if entry.kind == "community" and entry.community in groups:
            yield from _sum(entry, groups[entry.community])


def _sum(entry: Entry, group: Sequence[Entry]) -> Iterator[Finding]:
    sums: dict[str, Decimal] = {"buildings": Decimal(len(group))}
    for name in ("households", "area_m2", "units"):
        parts = [as_decimal(each.values.get(name)) for each in group]
        if None not in parts:
            sums[name] = sum((each for each in parts if each is not None), Decimal(0))
    for name, total in sums.items():
        said = as_decimal(entry.values.get(name))
        if said is not None and said != total:
            yield at_line("finding.import.odd.sum", entry.row, name=entry.name, field=name, said=f"{said:f}", total=f"{total:f}")
