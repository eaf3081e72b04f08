"""A table looked at: everything that a person sees before anything of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.domain.sheets.changes import Change
from surveyapp.domain.sheets.heads import ColumnMap, Head
from surveyapp.domain.sheets.roster import Entry
from surveyapp.domain.sheets.rows import Line
from surveyapp.domain.sheets.table import Sheet, is_wrong
from surveyapp.errors import Finding

WORD_CODES = frozenset({"finding.import.wrong.unclear", "finding.import.wrong.choice"})
"""What is wrong with a word that fits several choices or none: a person settles it for all its cells by saying what it means."""


@dataclass(frozen=True, slots=True)
class Question:
    """A word that fits several choices, and in how many cells it stands: a person says what it means here."""

    field: str
    kind: str
    text: str
    cells: int


@dataclass(frozen=True, slots=True)
class LookWith:
    """What a table is looked at with. Empty: found out. `mapping` is what a person decided, as `heads.to_json` writes it."""

    kind: str = ""
    sheet: str = ""
    mapping: object = None
    within: str = ""
    only_empty: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a table holds and what writing it would do. `samples` are the first texts below each head, by column; `table` is the whole sheet."""

    path: str
    table: Sheet
    sheet: str
    sheets: tuple[str, ...]
    head: Head
    mapping: ColumnMap
    remembered: bool
    within: str
    only_empty: bool
    samples: Mapping[int, tuple[str, ...]]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> str:
        """`roster` or `interviews`."""
        return self.mapping.kind

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What stands in the way."""
        return tuple(each for each in self.findings if is_wrong(each))

    @property
    def odd(self) -> tuple[Finding, ...]:
        """What a person should look at."""
        return tuple(each for each in self.findings if not is_wrong(each))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The words that a person has to decide, most frequent first."""
        asked = Counter((str(each.facts["field"]), str(each.facts["text"])) for each in self.findings if each.code in WORD_CODES)
        kinds = {each.target.partition(".")[2]: each.target.partition(".")[0] for each in self.mapping.columns if "." in each.target}
        return tuple(Question(field, kinds.get(field, ""), text, count) for (field, text), count in asked.most_common())

    def counted(self) -> Mapping[tuple[str, str], int]:
        """How many records of each (kind, status)."""
        return Counter((each.entry.kind, each.status) for each in self.changes)

    @property
    def writes(self) -> int:
        """How many records writing would make or change."""
        return sum(each.status != "same" for each in self.changes)
