"""Whether what was dropped is a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
"""What is taken for a table."""


def table_of(mime: QMimeData) -> Path | None:
    """The one table that was dropped; None for anything else, and for several files at once."""
    urls = [url for url in mime.urls() if url.isLocalFile()]
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 else None
    return path if path is not None and path.suffix.lower() in SUFFIXES and path.is_file() else None
