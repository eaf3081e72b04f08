"""The part of the desk that deals with this home: what the laptop is, what a survey is judged by, backup, putting back, trying out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from surveyapp.domain.laptop import BackupFacts, Basis, Laptop
from surveyapp.domain.views import Changed, SurveyLine
from surveyapp.steps import backup, laptop
from surveyapp.steps.look_into import look_into
from surveyapp.steps.node import Node
from surveyapp.steps.put_back import put_back
from surveyapp.steps.sample_home import make_sample

Progress = Callable[[int, int, str], None]


class HomeDesk:
    """Verbs of the home as a whole."""

    node: Node
    _survey: SurveyLine | None

    @property
    def _chosen(self) -> SurveyLine:
        raise NotImplementedError

    def laptop(self) -> Laptop:
        """What this laptop is, where its work lies, and how much room is left."""
        return laptop.laptop(self.node)

    def basis(self) -> Basis:
        """What the chosen survey is judged by."""
        return laptop.basis(self.node, self._chosen.id)

    def last_saved(self) -> str:
        """The wall time of the newest edit that this laptop has committed."""
        return laptop.last_saved(self.node)

    def judge_by(self, policy: str | None, as_of: str | None) -> Changed:
        """Judge the chosen survey by another pack, or on another day, from now on."""
        chosen = self._chosen.id
        changed = laptop.judge_by(self.node, chosen, policy, as_of)
        self._survey = None
        return changed

    def back_up(self, folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Path:
        """Write a backup into a folder, under a name of its own; answers where it stands."""
        target = backup.free_name(folder, self.node.clock.wall())
        backup.backup(self.node, target, progress=progress, cancelled=cancelled)
        return target

    def look_into_backup(self, folder: Path) -> BackupFacts:
        """What a backup holds, without touching it."""
        return look_into(folder)

    def put_back(self, folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Path:
        """Go on from a backup, under a new origin; answers the backup of what was held until then."""
        before = put_back(self.node, folder, progress=progress, cancelled=cancelled)
        self._survey = None
        return before

    def make_sample(self, folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Path:
        """Make a home to try things out in, apart from this one."""
        return make_sample(folder, progress, cancelled)
