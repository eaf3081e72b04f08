"""The journal and the local state of a node. History: literal names, never the live tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "journal",
        sa.Column("stream", _text(), primary_key=True),
        sa.Column("id", _text(), primary_key=True),
        sa.Column("record", _text(), nullable=False),
        sa.Column("kind", _text(), nullable=False),
        sa.Column("origin", _text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("act", _text(), nullable=False),
        sa.Column("undoes", _text()),
        sa.Column("line", sa.LargeBinary(), nullable=False),
    )
    op.create_index("journal_record", "journal", ["stream", "record"])
    op.create_index("journal_origin", "journal", ["stream", "origin", "seq"])
    op.create_index("journal_made", "journal", ["origin", "made_at"])
    op.create_table(
        "watermarks",
        sa.Column("stream", _text(), primary_key=True),
        sa.Column("origin", _text(), primary_key=True),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("highest", sa.BigInteger(), nullable=False),
        sa.Column("forked", sa.Integer(), nullable=False),
    )
    op.create_table(
        "carried",
        sa.Column("stream", _text(), primary_key=True),
        sa.Column("origin", _text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", _text(), primary_key=True),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.Column("reason", _text(), nullable=False),
        sa.Column("package", _text(), nullable=False),
        sa.Column("wall", _text(), nullable=False),
    )
    op.create_table(
        "packages",
        sa.Column("sha256", _text(), primary_key=True),
        sa.Column("direction", _text(), primary_key=True),
        sa.Column("name", _text(), nullable=False),
        sa.Column("wall", _text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("edits", sa.BigInteger(), nullable=False),
        sa.Column("new_edits", sa.BigInteger(), nullable=False),
        sa.Column("photos", sa.BigInteger(), nullable=False),
        sa.Column("summary", _text(), nullable=False),
    )
    op.create_table("local", sa.Column("name", _text(), primary_key=True), sa.Column("value", _text(), nullable=False))
