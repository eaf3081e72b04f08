"""The verbs of the home as a whole: a part of the window's one contract. All block; the window calls them off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from surveyapp.domain.laptop import BackupFacts, Basis, Laptop
from surveyapp.domain.views import Changed


class HomeVerbs(Protocol):
    """What the laptop is, what a survey is judged by, backup, putting back, trying out."""

    def laptop(self) -> Laptop:
        """What this laptop is, where its work lies, and how much room is left."""

    def basis(self) -> Basis:
        """What the chosen survey is judged by."""

    def last_saved(self) -> str:
        """The wall time of the newest edit that this laptop has committed, "" where it has made none."""

    def judge_by(self, policy: str | None, as_of: str | None) -> Changed:
        """Judge the chosen survey by another pack, or on another day ("" for today), from now on; None leaves that as it is."""

    def back_up(self, folder: Path, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
        """Write a backup into a folder; answers where it stands. Cancelling raises Cancelled and leaves nothing."""

    def look_into_backup(self, folder: Path) -> BackupFacts:
        """What a backup holds, without touching it."""

    def put_back(self, folder: Path, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
        """Go on from a backup, under a new origin; answers the backup of what was held until then. Nothing else may be asked meanwhile."""

    def make_sample(self, folder: Path, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
        """Make a home to try things out in, apart from this one; answers its folder."""
