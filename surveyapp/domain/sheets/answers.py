"""Interviews from a table: results of another survey tool, or a list that was typed. One line is one talk with a household."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surveyapp.domain.canonical import Value
from surveyapp.domain.interviews import door_of
from surveyapp.domain.sheets.heads import ColumnMap, ColumnUse, Head
from surveyapp.domain.sheets.reading import STRONG, Reader, split
from surveyapp.domain.sheets.roster import BEAT, Beat, Entry, Roster
from surveyapp.domain.sheets.rows import lines_of
from surveyapp.domain.sheets.table import Cell, Sheet, at_cell, at_line, plain
from surveyapp.domain.sheets.vocabulary import Vocabulary
from surveyapp.errors import Finding

_RANKED = 3
_PREFIX = "wish."


def read_answers(sheet: Sheet, head: Head, mapping: ColumnMap, vocabulary: Vocabulary, within: str = "", beat: Beat | None = None) -> Roster:
    """Read every line. `within`: the community of a table that does not name it. A line without a door is told, and taken."""
    lines = lines_of(sheet, head, mapping, vocabulary)
    if not within and mapping.column("community.name") is None:
        return Roster((), (at_line("finding.import.wrong.no_community_column", head.row),), lines)
    work = _Answers(Reader(sheet, mapping, vocabulary), within)
    entries: list[Entry] = []
    for at, line in enumerate(lines):
        if beat and at % BEAT == 0:
            beat(at, len(lines))
        if line.what == "data":
            entries += work.take(line.row)
    return Roster(tuple(entries), tuple(work.findings), lines)


class _Answers:
    """Reads line by line."""

    def __init__(self, reader: Reader, within: str) -> None:
        self.reader, self.within = reader, within
        self.findings: list[Finding] = []
        self._wishes = {plain(word): code for code, words in reader.vocabulary.wishes.items() for word in (code, *words)}

    def take(self, row: int) -> Iterator[Entry]:
        """The interview of a line, unless it cannot be placed."""
        name = self.reader.text(row, "community.name") or self.within
        if not name:
            self.findings.append(at_line("finding.import.wrong.no_name", row))
            return
        values: dict[str, Value] = {}
        for use in self.reader.of_kind("interview"):
            if use.target != "interview.door":
                got = self.reader.get(row, use)
                self.findings += got.findings
                values |= got.values
        building = self.reader.text(row, "building.name")
        label = self._door(row, values)
        values.setdefault("outcome", "answered")
        wishes = self._wished(row)
        values |= {f"{_PREFIX}{code}": rank for code, rank in wishes.items()}
        yield Entry(row, "interview", (plain(name), ""), name, " ".join(filter(None, (building, label))), values, building)

    def _door(self, row: int, values: dict[str, Value]) -> str:
        written = self.reader.text(row, "interview.door")
        if not written:
            if not values.get("form_no"):
                self.findings.append(at_line("finding.import.odd.no_door", row))
            return str(values.get("form_no", ""))
        unit, storey = values.get("unit"), values.get("storey")
        door = door_of(written, unit if isinstance(unit, int) else None, storey if isinstance(storey, int) else None)
        values |= {key: value for key, value in (("door", door.label), ("unit", door.unit), ("storey", door.storey)) if value is not None}
        return door.label

    def _wished(self, row: int) -> Mapping[str, int]:
        """The wishes of a line by code, with rank; 0 without. Ranks come from columns of their own, from numbers in a cell, or from the order."""
        found: dict[str, int] = {}
        for use in self.reader.mapping.columns:
            cell = self.reader.cell(row, use.at)
            if cell is None:
                continue
            if use.target.startswith("wish_rank."):
                self._several(row, use, cell, found, first=int(use.target[-1]))
            elif use.target == "wishes":
                self._several(row, use, cell, found, first=1)
            elif use.target.startswith(_PREFIX):
                self._ticked(row, use, cell, found)
        return found

    def _several(self, row: int, use: ColumnUse, cell: Cell, found: dict[str, int], first: int) -> None:
        for number, text in enumerate(self._pieces(str(cell)), first):
            code = self._code(text)
            if code is None:
                self.findings.append(at_cell("finding.import.wrong.wish", row, use.at, use.head, text))
            elif code not in found:
                found[code] = number if number <= _RANKED else 0

    def _pieces(self, text: str) -> list[str]:
        """The wishes in a cell. Names of wishes hold commas themselves: a piece is only broken further where it is no wish as it is."""
        return [piece for part in split(text, STRONG) for piece in ([part] if self._code(part) else split(part))]

    def _code(self, text: str) -> str | None:
        bare = plain(text)
        trimmed = bare.lstrip("0123456789①②③④⑤⑥⑦⑧⑨⑩.、()")
        return self._wishes.get(bare) or self._wishes.get(trimmed)

    def _ticked(self, row: int, use: ColumnUse, cell: Cell, found: dict[str, int]) -> None:
        """A column of one wish: a mark, or a rank where the other columns of the line hold ranks too."""
        text, code = plain(cell), use.target.removeprefix(_PREFIX)
        vocabulary = self.reader.vocabulary
        if text in ("2", "3") or (text == "1" and self._ranks_in(row)):
            found.setdefault(code, int(text))
        elif text in vocabulary.ticked or self._wishes.get(text) == code:
            found.setdefault(code, 0)
        elif text not in vocabulary.unticked:
            self.findings.append(at_cell("finding.import.wrong.wish", row, use.at, use.head, cell))

    def _ranks_in(self, row: int) -> bool:
        uses = [each for each in self.reader.mapping.columns if each.target.startswith(_PREFIX)]
        return any(plain(self.reader.cell(row, each.at)) in ("2", "3") for each in uses)
