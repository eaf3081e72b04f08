"""Which records were joined as duplicates: read when belonging is read, from the few rows that name another record.

Worked out at reading, not written down: a chain may lead through several streams, and two transactions that each add a link to it must not
leave a row that neither would have written. Knows no database library, for the first page asks it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from surveyapp.domain.joins import NOBODY, Joined, Link, joined

if TYPE_CHECKING:
    from sqlalchemy import Connection

Ask = Callable[..., Iterable[Any]]
"""Runs a fixed statement with `?` for each value; `column AMONG ?` is true for the members of a list (store.bulk)."""

_COLUMNS = "SELECT stream, record, kind, presence, same_as FROM rows WHERE "


def load(ask: Ask) -> Joined:
    """Who stands for whom in this store."""
    links = [_link(each) for each in ask(_COLUMNS + "same_as IS NOT NULL")]
    if not links:
        return NOBODY
    missing = {link.same_as for link in links} - {link.record for link in links}
    found: list[Link] = []
    if communities := {link.same_as for link in links if link.kind == "community"} & missing:  # a community's stream has its own id
        found += [_link(each) for each in ask(_COLUMNS + "stream AMONG ? AND record = stream", sorted(communities))]
    near = sorted({link.stream for link in links if link.kind != "community"})
    if near and (rest := missing - {link.record for link in found}):
        found += [_link(each) for each in ask(_COLUMNS + "stream AMONG ? AND record AMONG ?", near, sorted(rest))]
    missing -= {link.record for link in found}
    if missing:
        everywhere = sorted({each[0] for each in ask("SELECT DISTINCT stream FROM watermarks")})
        found += [_link(each) for each in ask(_COLUMNS + "stream AMONG ? AND record AMONG ?", everywhere, sorted(missing))]
    return joined([*links, *found])


def _link(row: Any) -> Link:
    stream, record, kind, presence, same_as = row
    return Link(stream, record, kind, presence == "hidden", same_as or "")


def read(connection: Connection) -> Joined:
    """Who stands for whom, as this connection sees it."""
    from surveyapp.store import bulk  # the first page must not import a database library

    return load(lambda sql, *values: bulk.run(connection, sql, *values))


def all_streams(who: Joined, streams: Iterable[str]) -> tuple[str, ...]:
    """The streams of these communities and of every community that was joined to one of them, each once."""
    return tuple(dict.fromkeys(each for stream in streams for each in who.all_of(stream))) if who.roots else tuple(streams)


def near(connection: Connection, streams: Iterable[str], record: str) -> tuple[str, ...]:
    """Those of the streams in which a record is held."""
    from surveyapp.store import bulk  # see `read`

    found = bulk.run(connection, "SELECT stream FROM rows WHERE stream AMONG ? AND record = ?", list(streams), record)
    return tuple(stream for (stream,) in found)
