"""The talk in hand: what was said so far, ahead of the commits that follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed
from surveyapp.ui.verbs import Verbs


@dataclass
class Hand:
    """One door. `record` is set by the first write, on the worker thread, so that quick taps never begin two talks at one door."""

    stream: str
    building: str
    door: str
    record: str = ""

    def write(self, verbs: Verbs, fields: Mapping[str, Value], wished: Sequence[str] | None) -> Changed:
        """Write what was said last. Runs on the worker thread, one after the other."""
        changed = verbs.keep_interview(self.stream, self.building, self.door, self.record, fields, wished)
        if changed.act_name == "new_interview":
            self.record = next((record for _, record, kind in changed.records if kind == "interview"), self.record)
        return changed
