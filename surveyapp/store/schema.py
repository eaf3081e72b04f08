"""The tables. `kept` is history (Alembic migrates it); `derived` is rebuilt from the journal whenever its version differs.

`stream` comes first in every primary key, so that the tables can be distributed by it. On derived tables nothing but the
primary key is a constraint: honest data must always be receivable, and every check of meaning is a finding.
"""

from __future__ import annotations

from sqlalchemy import DDL, BigInteger, Column, Double, Index, Integer, LargeBinary, MetaData, Sequence, Table, Text, event, text

from surveyapp.domain import upcast

kept = MetaData()
derived = MetaData()

PROJECTION = 6
"""Version of the derived tables: raised when what they hold or how they are made changes; a store with another one rebuilds."""


def projection_version() -> str:
    """What a store notes beside its derived tables. A new upcaster changes how they are made, without a word here."""
    return f"{PROJECTION}{upcast.registry_version()}"


_Text = Text().with_variant(Text(collation="C"), "postgresql")

journal = Table(
    "journal",
    kept,
    Column("stream", _Text, primary_key=True),
    Column("id", _Text, primary_key=True),
    Column("record", _Text, nullable=False),
    Column("kind", _Text, nullable=False),
    Column("origin", _Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("act", _Text, nullable=False),
    Column("undoes", _Text),
    Column("line", LargeBinary, nullable=False),
    Index("journal_record", "stream", "record"),
    Index("journal_origin", "stream", "origin", "seq"),
    Index("journal_made", "origin", "made_at"),
)
"""The edits. `line` is the truth; the columns beside it are copies for finding it."""

watermarks = Table(
    "watermarks",
    kept,
    Column("stream", _Text, primary_key=True),
    Column("origin", _Text, primary_key=True),
    Column("held", BigInteger, nullable=False),
    Column("highest", BigInteger, nullable=False),
    Column("forked", Integer, nullable=False),
)
"""For each stream and origin: the last seq held without a gap, the highest seq held at all, and whether two edits share a seq."""

carried = Table(
    "carried",
    kept,
    Column("stream", _Text, primary_key=True),
    Column("origin", _Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)
"""How far the packages written here carry each origin."""

quarantine = Table(
    "quarantine",
    kept,
    Column("id", _Text, primary_key=True),
    Column("line", LargeBinary, nullable=False),
    Column("reason", _Text, nullable=False),
    Column("package", _Text, nullable=False),
    Column("wall", _Text, nullable=False),
)
"""Lines that are JSON but no edit: kept apart, counted, never dropped."""

packages = Table(
    "packages",
    kept,
    Column("sha256", _Text, primary_key=True),
    Column("direction", _Text, primary_key=True),
    Column("name", _Text, nullable=False),
    Column("wall", _Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("edits", BigInteger, nullable=False),
    Column("new_edits", BigInteger, nullable=False),
    Column("photos", BigInteger, nullable=False),
    Column("summary", _Text, nullable=False),
)
"""The packages written (`out`) and received (`in`) here."""

arrivals = Table(
    "arrivals",
    kept,
    Column("stream", _Text, primary_key=True),
    Column("package", _Text, primary_key=True),
    Column("origin", _Text, primary_key=True),
    Column("first", BigInteger, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("id", _Text, primary_key=True),
    Index("arrivals_package", "package"),
)
"""Which edits were new when a package (by its sha256) was received: ranges of seqs; with `id`, one edit that shares its seq with another."""

set_aside = Table(
    "set_aside",
    kept,
    Column("stream", _Text, primary_key=True),
    Column("id", _Text, primary_key=True),
    Column("package", _Text, nullable=False),
    Column("wall", _Text, nullable=False),
)
"""Edits of the journal that are kept but neither shown nor forwarded: the package that brought them was withdrawn on this laptop."""

local = Table("local", kept, Column("name", _Text, primary_key=True), Column("value", _Text, nullable=False))
"""State that stays on this machine: origin, counters, settings, drafts."""

rows = Table(
    "rows",
    derived,
    Column("stream", _Text, primary_key=True),
    Column("record", _Text, primary_key=True),
    Column("kind", _Text),
    Column("presence", _Text),
    Column("number", _Text),
    Column("name", _Text),
    Column("building", _Text),
    Column("subject", _Text),
    Column("same_as", _Text),
    Column("code", _Text),
    Column("severity", Integer),
    Column("blob", _Text),
    Column("born", BigInteger),
    Column("author", _Text),
    Column("wall", _Text),
    Column("shown", _Text),
    Column("states", _Text),
    Column("unit", Integer),
    Column("storey", Integer),
    Column("place", _Text),
    Column("amount", Double),
    Column("override", _Text),
    Column("findings", Integer),
    Column("text", _Text),
    Column("initials", _Text),
    Column("id", BigInteger),
    Index("rows_id", "id"),
    Index("rows_kind", "stream", "kind", "presence"),
    Index("rows_building", "stream", "building", "kind", "born", "presence", "id"),
    Index("rows_subject", "stream", "subject"),
    Index("rows_same_as", "stream", "record", sqlite_where=text("same_as IS NOT NULL"), postgresql_where=text("same_as IS NOT NULL")),
)
"""A record as all held edits make it: `shown` is the canonical JSON of its values, `states` of the fields that are not settled.

`subject` is what a photo shows, or the photo that an annotation is drawn on. `same_as` is set where a record of a kind that can be joined
says what it is a duplicate of; who stands for whom is worked out when belonging is read (store.joins), because a chain may lead through
several streams. `unit` … `findings` are copies to sort and filter by: the number of a quantity, the tier of an override, how many findings
the record's own values give. `text` and `initials` are what search looks into (store.search). `id` is a short name of the row in this
database alone, kept while the record is edited: no part of what two nodes compare.
"""

row_ids = Sequence("rows_ids", metadata=derived)
"""Where a server takes the ids of rows from; a SQLite file has one writer, which counts."""

for _moment, _statement in (
    ("after_create", "DROP TABLE IF EXISTS rows_search"),
    ("after_create", "CREATE VIRTUAL TABLE rows_search USING fts5(words, initials, content='', contentless_delete=1, tokenize='ascii')"),
    ("before_drop", "DROP TABLE IF EXISTS rows_search"),
):
    event.listen(rows, _moment, DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]

conflicts = Table(
    "conflicts",
    derived,
    Column("stream", _Text, primary_key=True),
    Column("record", _Text, primary_key=True),
    Column("field", _Text, primary_key=True),
    Column("heads", _Text),
)
"""The fields that a person has to settle, with the ids of their heads, greatest first."""
