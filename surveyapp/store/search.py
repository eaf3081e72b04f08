"""Search as one types: any substring, and pinyin initials, over what people wrote into a record.

`text` of a row is what was written, case folded; `initials` is the same with every Chinese character turned into the first letter of
its reading. A needle in Latin letters and digits is looked for in `initials` (which holds such characters as they are), any other
in `text`. The answer is always that of `instr` on these two columns: the index below only finds it sooner.

On SQLite the index is FTS5 over overlapping pieces of the text (two UTF-16 units of `text`, three of `initials`, in hex), so that a
phrase of pieces is exactly a substring. It is kept in the transaction of the rows and holds no text of its own. A server scans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from surveyapp import letters
from surveyapp.store import bulk
from surveyapp.store.schema import rows

SEARCHED: Mapping[str, tuple[str, ...]] = {
    "community": ("number", "name", "former_name", "address"),
    "building": ("number", "name", "address"),
    "defect": ("number", "words", "note", "door"),
    "need": ("number", "words", "door"),
}
"""The kinds that can be searched and the fields that are looked into."""
_LONGEST = 4000
_RARE = 100
"""The index answers while at most one row in so many is hit; beyond that a scan in the order of the rows is as fast."""
_WORDS, _INITIALS = 2, 3
_UNIT = 4
"""Hex digits of a UTF-16 unit."""


class _Place(FunctionElement[int]):
    """Where a text holds another, from 1; 0 where it does not. Both databases have it, each under its own name."""

    inherit_cache = True
    type = Integer()


@compiles(_Place)
def _instr(element: _Place, compiler: SQLCompiler, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(_Place, "postgresql")
def _strpos(element: _Place, compiler: SQLCompiler, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"


def searchable(kind: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """(text, initials) of a record; empty for a kind that is not searched."""
    parts = [value for name in SEARCHED.get(kind, ()) if isinstance(value := values.get(name), str) and value]
    if not parts:
        return "", ""
    written = "\n".join(parts)[:_LONGEST].casefold()
    return written, letters.initials(written)


def initials(name: str) -> str:
    """A name as its initials: what a needle in Latin letters is compared with."""
    return letters.initials(name.casefold())


def needles(typed: str) -> tuple[str, ...]:
    """The parts of what was typed, case folded: all of them must be found."""
    return tuple(typed.casefold().split())


def _pieces(written: str, units: int) -> list[str]:
    """The overlapping pieces of a text, each `units` UTF-16 units long."""
    digits = written.encode("utf-16-be").hex()
    width = units * _UNIT
    return [digits[start : start + width] for start in range(0, len(digits) - width + 1, _UNIT)]


def has_index(connection: Connection) -> bool:
    """Whether this database keeps an index of the texts."""
    return connection.dialect.name == "sqlite"


def index(connection: Connection, found: Iterable[tuple[int, str, str]]) -> None:
    """Add (id, text, initials) of rows to the index."""
    if not has_index(connection):
        return
    held = [(row, " ".join(_pieces(words, _WORDS)), " ".join(_pieces(letters, _INITIALS))) for row, words, letters in found if words]
    if held:
        bulk.many(connection, "INSERT INTO rows_search (rowid, words, initials) VALUES (?, ?, ?)", held)


def pieces_of(written: str, letters: str) -> list[tuple[str, int, str]]:
    """What the index should hold of a row: (column, place, piece) of each piece."""
    if not written:
        return []
    columns = (("words", written, _WORDS), ("initials", letters, _INITIALS))
    return [(column, place, piece) for column, held, units in columns for place, piece in enumerate(_pieces(held, units))]


def forget(connection: Connection, ids: Sequence[int]) -> None:
    """Take rows out of the index."""
    if has_index(connection) and ids:
        bulk.many(connection, "DELETE FROM rows_search WHERE rowid = ?", [(each,) for each in ids])


def clear(connection: Connection) -> None:
    """Take everything out of the index."""
    if has_index(connection):
        connection.exec_driver_sql("INSERT INTO rows_search (rows_search) VALUES ('delete-all')")


def found_in(needle: str) -> ColumnElement[bool]:
    """The condition that a row holds one needle: the definition of what search answers."""
    column = rows.c.initials if needle.isascii() else rows.c.text
    return _Place(column, literal(needle)) > 0


def matches(needle: str, name: str) -> bool:
    """The same condition for a name that is not in a row: of the catalogue, of a building."""
    return needle in (initials(name) if needle.isascii() else name.casefold())


def _phrase(needle: str) -> str | None:
    """The needle as a query of the index; None when it is too short for it."""
    column, units = ("initials", _INITIALS) if needle.isascii() else ("words", _WORDS)
    pieces = _pieces(needle, units)
    return f'{column} : "{" ".join(pieces)}"' if pieces else None


def rare(connection: Connection, needle: str) -> list[int] | None:
    """The ids of the rows that hold a needle, where the index knows it and they are few; None where a scan is called for."""
    phrase = _phrase(needle) if has_index(connection) else None
    if phrase is None:
        return None
    most = max(200, (connection.execute(select(func.max(rows.c.id))).scalar() or 0) // _RARE)
    hits = connection.exec_driver_sql("SELECT rowid FROM rows_search WHERE rows_search MATCH ? LIMIT ?", (phrase, most + 1))
    ids = [each for (each,) in hits]
    return ids if len(ids) <= most else None


def count(connection: Connection, needle: str) -> int:
    """How many rows of any kind hold a needle, hidden ones included."""
    phrase = _phrase(needle) if has_index(connection) else None
    if phrase is None:
        return connection.execute(select(func.count()).select_from(rows).where(found_in(needle))).scalar() or 0
    return connection.exec_driver_sql("SELECT count(*) FROM rows_search WHERE rows_search MATCH ?", (phrase,)).scalar() or 0
