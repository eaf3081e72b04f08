"""What the import page asks of the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from surveyapp.domain.sheets.look import Look, LookWith
from surveyapp.domain.views import Changed


class TableVerbs(Protocol):
    """Tables in, tables out. Errors are those of `surveyapp.errors`."""

    def look_at_table(self, path: Path, ask: LookWith, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Look:
        """Everything about a table before anything is written. Raises Cancelled when it was stopped."""

    def write_table(self, look: Look, leave_out: bool) -> Changed:
        """Write what was looked at as one act."""

    def table_targets(self, kind: str) -> tuple[tuple[str, str], ...]:
        """What a column of such a table can be: (target, words)."""

    def write_template(self, target: Path, kind: str) -> None:
        """Write an empty table to start from."""
