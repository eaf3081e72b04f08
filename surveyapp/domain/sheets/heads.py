"""Where the head of a table is, what its columns are called, and a first proposal of what each of them is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from surveyapp.domain.sheets.table import Cell, Sheet, merged_from, plain
from surveyapp.domain.sheets.vocabulary import EITHER, Vocabulary, field_at, head_and_unit

ROSTER, INTERVIEWS, BALLOTS = "roster", "interviews", "ballots"
KINDS = (ROSTER, INTERVIEWS)
"""Those that are recognised by themselves; a list of votes is only read when it is asked for."""
SKIP = ""
ROWS_OF_HEAD = " / "
"""Between the texts of a head that stands in several rows: 楼栋情况 / 户数."""
_SEARCHED = 40
_DEEPEST = 3
_KINDS_OF = {
    ROSTER: ("community", "building", "plan_entry", EITHER),
    INTERVIEWS: ("community", "building", "interview", "wish", "wishes", "wish_rank"),
    BALLOTS: ("building", "ballot"),
}
_NAMES_ONLY = {INTERVIEWS: ("community.name", "building.name"), BALLOTS: ("building.name",)}


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column: where it stands (from 0), its head as written, what it is (`community.name`; "" left out), its unit word.

    `sure` is false where the head only resembles a known one: a person looks at it.
    """

    at: int
    head: str
    target: str
    unit: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of a table are. `choices`: field → text → choice, what a person decided for words that fit several."""

    kind: str
    columns: tuple[ColumnUse, ...]
    choices: Mapping[str, Mapping[str, str]]

    def column(self, target: str) -> ColumnUse | None:
        """The first column that is this."""
        return next((each for each in self.columns if each.target == target), None)

    def has(self, kind: str) -> bool:
        """Whether any column belongs to a kind of record."""
        return any(each.target.partition(".")[0] == kind for each in self.columns)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its first row and number of rows (from 0), and the text over each column."""

    row: int
    depth: int
    texts: tuple[str, ...]

    @property
    def first_line(self) -> int:
        """The first row below the head."""
        return self.row + self.depth


def find_head(sheet: Sheet, vocabulary: Vocabulary, kind: str) -> Head | None:
    """The rows that name the most columns; of equals the fewest and topmost. None where fewer than two columns are known."""
    merged = merged_from(sheet)
    best: tuple[tuple[int, int], Head] | None = None
    for row in range(min(_SEARCHED, len(sheet.rows))):
        for depth in range(1, _DEEPEST + 1):
            if not _may_be_head(sheet, row + depth - 1):
                break
            head = Head(row, depth, tuple(_text_over(sheet, merged, row, depth, column) for column in range(sheet.width)))
            known = len({each.target for each in propose(head, vocabulary, kind).columns if each.target and each.sure})
            if known >= 2 and (best is None or (known, -depth) > best[0]):
                best = ((known, -depth), head)
    return best[1] if best else None


def _may_be_head(sheet: Sheet, row: int) -> bool:
    cells = [each for each in (sheet.cell(row, column) for column in range(sheet.width)) if each is not None] if row < len(sheet.rows) else []
    return bool(cells) and all(isinstance(each, str) and not plain(each).replace(".", "").isdecimal() for each in cells)


def _text_over(sheet: Sheet, merged: Mapping[tuple[int, int], tuple[int, int, int, int]], row: int, depth: int, column: int) -> str:
    """The texts above a column, a merged one once, upper before lower."""
    texts: list[str] = []
    for here in range(row, row + depth):
        top, left, _, _ = merged.get((here, column), (here, column, here, column))
        cell = sheet.cell(top, left)
        text = "" if cell is None or top < row else " ".join(str(cell).split())
        if text and text not in texts:
            texts.append(text)
    return ROWS_OF_HEAD.join(texts)


def propose(head: Head, vocabulary: Vocabulary, kind: str) -> ColumnMap:
    """What each column seems to be. Nothing is proposed twice; a sure reading goes before one that only resembles."""
    words = _words(vocabulary, kind)
    read = [(column, text, *head_and_unit(text, vocabulary)) for column, text in enumerate(head.texts)]
    found: dict[int, ColumnUse] = {}
    taken: set[str] = set()
    for sure in (True, False):
        for column, text, plain_head, unit in read:
            target = "" if column in found else _target(plain_head, text, words, sure)
            if target and (target not in taken or target in ("wishes", "skip")):
                found[column] = ColumnUse(column, text, target, unit, sure)
                taken.add(target)
    uses = [found.get(column, ColumnUse(column, text, SKIP, unit, True)) for column, text, _, unit in read if text]
    return ColumnMap(kind, _settled(uses), {})


def passed_over(head: Head, vocabulary: Vocabulary, mapping: ColumnMap) -> tuple[tuple[ColumnUse, ColumnUse], ...]:
    """The columns that are left out though their head names what another column is taken for: (left out, taken)."""
    words = _words(vocabulary, mapping.kind)
    used = {each.target: each for each in mapping.columns if each.target}
    found = []
    for each in mapping.columns:
        named = "" if each.target else _target(head_and_unit(each.head, vocabulary)[0], each.head, words, sure=True)
        kinds = ("building", "community") if named.startswith(f"{EITHER}.") else (named.partition(".")[0],)
        names = [f"{kind}.{named.partition('.')[2]}" for kind in kinds]
        taken = next((used[name] for name in names if name in used), None)
        if named and named != "skip" and taken is not None:
            found.append((each, taken))
    return tuple(found)


def _words(vocabulary: Vocabulary, kind: str) -> Mapping[str, str]:
    only = _NAMES_ONLY.get(kind, ())
    known: dict[str, str] = {}
    for target, words in vocabulary.heads.items():
        room = target.partition(".")[0]
        if target == "skip" or (room in _KINDS_OF[kind] and (room not in ("community", "building") or not only or target in only)):
            known |= _forms(words, target, vocabulary)
    if kind == INTERVIEWS:
        for code, words in vocabulary.wishes.items():
            known = _forms((code, *words), f"wish.{code}", vocabulary) | known
    return known


def _forms(words: Sequence[str], target: str, vocabulary: Vocabulary) -> dict[str, str]:
    """A head word as written, and without what stands in brackets."""
    return {form: target for word in words for form in (head_and_unit(word, vocabulary)[0], plain(word)) if form}


def _target(head: str, text: str, words: Mapping[str, str], sure: bool) -> str:
    """Exactly a known word; the lowest of several rows of head; or, when resembling is enough, the longest known word in it."""
    if not head:
        return ""
    upper, _, lowest = text.rpartition(ROWS_OF_HEAD)
    lowest = plain(lowest).partition("(")[0].strip("*")
    target = words.get(plain(text)) or words.get(head) or (words.get(lowest, "") if upper else "")
    if not target and not sure:
        inside = [word for word in words if len(word) >= 2 and word in head]
        target = words[max(inside, key=len)] if inside else ""
    if target.startswith(f"{EITHER}.") and upper:
        return _by_group(target, plain(upper))
    return target


def _by_group(target: str, group: str) -> str:
    """Which of both a column speaks of, told by the group of columns that it stands in."""
    kind = "building" if "楼" in group or "栋" in group else "community" if "小区" in group else EITHER
    decided = target.replace(EITHER, kind, 1)
    return decided if kind == EITHER or field_at(decided) else target


def _settled(uses: Sequence[ColumnUse]) -> tuple[ColumnUse, ...]:
    """`either` decided: buildings where the table names them, the community otherwise. `skip` becomes left out."""
    of_buildings = any(each.target == "building.name" for each in uses)
    settled, taken = [], {each.target for each in uses if not each.target.startswith(EITHER)}
    for each in uses:
        target = SKIP if each.target == "skip" else each.target
        if target.startswith(f"{EITHER}."):
            name = target.removeprefix(f"{EITHER}.")
            target = f"building.{name}" if of_buildings else f"community.{name}"
            target = target if field_at(target) and target not in taken else SKIP
            taken.add(target)
        settled.append(replace(each, target=target))
    return tuple(settled)


def fingerprint(head: Head, kind: str) -> str:
    """What tells this form of table from others: the texts of its head, whatever stands below."""
    return hashlib.sha256(json.dumps([kind, [plain(text) for text in head.texts]], ensure_ascii=False).encode()).hexdigest()[:32]


def keyed(columns: Sequence[ColumnUse]) -> dict[str, ColumnUse]:
    """Columns by head; of equal heads the second is `户数#2`."""
    found: dict[str, ColumnUse] = {}
    for each in columns:
        same = sum(other.head == each.head for other in found.values())
        found[f"{each.head}#{same + 1}" if same else each.head] = each
    return found


def to_json(mapping: ColumnMap) -> dict[str, object]:
    """A mapping as it is kept and as `--map` reads it."""
    columns = {key: {"to": each.target, "unit": each.unit} for key, each in keyed(mapping.columns).items()}
    return {"kind": mapping.kind, "columns": columns, "choices": {field: dict(words) for field, words in mapping.choices.items()}}


def with_json(mapping: ColumnMap, untrusted: object) -> ColumnMap:
    """A proposal with what was kept or handed in put over it. Columns that the table does not have are passed over."""
    given = untrusted if isinstance(untrusted, dict) else {}
    raw = given.get("columns")
    wanted = raw if isinstance(raw, dict) else {}
    columns = tuple(_with(each, wanted[key]) if key in wanted else each for key, each in keyed(mapping.columns).items())
    raw_choices = given.get("choices")
    choices = {
        str(field): {plain(text): str(value) for text, value in words.items()}
        for field, words in (raw_choices.items() if isinstance(raw_choices, dict) else ())
        if isinstance(words, dict)
    }
    return replace(mapping, columns=columns, choices={**mapping.choices, **choices})


def _with(column: ColumnUse, untrusted: object) -> ColumnUse:
    if isinstance(untrusted, str):
        return replace(column, target=untrusted, sure=True)
    if isinstance(untrusted, dict):
        return replace(column, target=str(untrusted.get("to", column.target)), unit=plain(untrusted.get("unit", column.unit)), sure=True)
    return column


def heads_again(cells: Sequence[Cell], head: Head) -> bool:
    """Whether a row repeats the head, as printed tables do on every page."""
    pairs = [(cell, text) for cell, text in zip(cells, head.texts, strict=False) if cell is not None]
    return len(pairs) >= 2 and all(isinstance(cell, str) and plain(cell) and plain(cell) in plain(text) for cell, text in pairs)
