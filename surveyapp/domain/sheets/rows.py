"""What each row below the head is: data, a total, a note, a group's heading, the head once more, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from surveyapp.domain.sheets.heads import ColumnMap, Head, heads_again
from surveyapp.domain.sheets.table import Cell, Sheet, plain
from surveyapp.domain.sheets.vocabulary import Vocabulary

What = Literal["data", "subtotal", "total", "note", "heading", "head", "numbers", "blank"]
_SUBTOTAL = ("小计", "subtotal")
_LONGEST_TOTAL = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet (from 0) and what it is."""

    row: int
    what: What


@dataclass(frozen=True, slots=True)
class _Words:
    totals: tuple[str, ...]
    notes: tuple[str, ...]


def lines_of(sheet: Sheet, head: Head, mapping: ColumnMap, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Every row below the head. After the last row of data nothing but totals and notes is looked for."""
    used = tuple(each.at for each in mapping.columns if each.target)
    words = _Words(tuple(map(plain, vocabulary.totals)), tuple(map(plain, vocabulary.notes)))
    return tuple(Line(row, _what(sheet, row, head, used, words)) for row in range(head.first_line, len(sheet.rows)))


def _what(sheet: Sheet, row: int, head: Head, used: tuple[int, ...], words: _Words) -> What:
    cells = [sheet.cell(row, column) for column in range(len(head.texts))]
    held = [each for each in cells if each is not None]
    if not held:
        return "blank"
    texts = [plain(each) for each in held if isinstance(each, str) and not plain(each).replace(".", "").isdecimal()]
    if texts and len(texts[0]) <= _LONGEST_TOTAL and (texts[0].startswith(words.totals) or texts[0].endswith(words.totals)):
        return "subtotal" if texts[0].endswith(_SUBTOTAL) or texts[0].startswith(_SUBTOTAL) else "total"
    if texts and texts[0].startswith(words.notes) and not _has_numbers(cells, used):
        return "note"
    if heads_again(cells, head):
        return "head"
    if _numbers_columns(cells):
        return "numbers"
    return "heading" if _is_heading(sheet, row, held, used) else "data"


def _has_numbers(cells: list[Cell], used: tuple[int, ...]) -> bool:
    return any(isinstance(cells[column], (int, float)) for column in used[1:] if column < len(cells))


def _numbers_columns(cells: list[Cell]) -> bool:
    """The row of column numbers under many official heads: 1 2 3 4, or 甲 乙 1 2."""
    letters = [each for each in cells if isinstance(each, str) and plain(each) in ("甲", "乙", "丙", "丁")]
    numbers = [each for each in cells if each is not None and each not in letters]
    if len(numbers) + len(letters) < 3 or not numbers:
        return False
    try:
        counted = [int(str(each)) for each in numbers]
    except ValueError:
        return False
    return counted == list(range(counted[0], counted[0] + len(counted))) and counted[0] in (0, 1) and (bool(letters) or len(counted) >= 4)


def _is_heading(sheet: Sheet, row: int, held: Sequence[Cell], used: tuple[int, ...]) -> bool:
    """A row with one text alone, merged across the table or numbered like a chapter: 一、柳北区."""
    if len(held) != 1 or not isinstance(held[0], str) or len(used) < 3:
        return False
    wide = any(top <= row <= bottom and right - left >= 2 for top, left, bottom, right in sheet.merges)
    text = plain(held[0])
    return wide or (len(text) > 2 and text[0] in "一二三四五六七八九十(" and text[1:3].strip("一二三四五六七八九十)")[:1] in ("、", "."))
