"""Edits that are set aside on this laptop, and which edits came with which package. History: literal names, never the live tables."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and fill in what the notes of earlier packages tell for certain."""
    op.create_table(
        "set_aside",
        sa.Column("stream", _text(), primary_key=True),
        sa.Column("id", _text(), primary_key=True),
        sa.Column("package", _text(), nullable=False),
        sa.Column("wall", _text(), nullable=False),
    )
    arrivals = op.create_table(
        "arrivals",
        sa.Column("stream", _text(), primary_key=True),
        sa.Column("package", _text(), primary_key=True),
        sa.Column("origin", _text(), primary_key=True),
        sa.Column("first", sa.BigInteger(), primary_key=True),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("id", _text(), primary_key=True),
    )
    op.create_index("arrivals_package", "arrivals", ["package"])
    told = op.get_bind().execute(sa.text("SELECT sha256, summary FROM packages WHERE direction='in' AND edits=new_edits AND new_edits>0")).all()
    rows = [row for sha256, summary in told for row in _arrived(sha256, summary)]
    if rows:
        op.bulk_insert(arrivals, rows)


def _arrived(sha256: str, summary: str) -> list[dict[str, Any]]:
    """Where every edit of a package was new, its ranges tell which ones came with it. A note that cannot be read tells nothing."""
    try:
        ranges = json.loads(summary)["ranges"]
        return [
            {"stream": stream, "package": sha256, "origin": origin, "first": int(first), "last": int(last), "id": ""}
            for stream, origins in ranges.items()
            for origin, parts in origins.items()
            for first, last in parts
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
