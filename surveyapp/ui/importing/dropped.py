"""Which files are taken for a table."""

from __future__ import annotations

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
"""What is taken for a table."""
