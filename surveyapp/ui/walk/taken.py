"""Between the quick-entry and whoever knows where the person stands: a sentence that was taken, and what is asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from surveyapp.domain.views import Suggestion
from surveyapp.domain.walk_views import Heard, Part, Sentence
from surveyapp.ui.walk.choices import Choice
from surveyapp.ui.walk.understood import Token


@dataclass(frozen=True, slots=True)
class Taken:
    """A sentence that is to be recorded: its words, what was heard in them, the candidate (None as said), and what was taken away.

    `building`: where it is filed, if that had to be asked ("" is the common ground). `parts`: its problems, if each is to be recorded by itself.
    """

    text: str
    heard: Heard
    chosen: Suggestion | None
    dropped: frozenset[str]
    building: str | None = None
    parts: tuple[Part, ...] = ()


class Sense:
    """What the quick-entry cannot know by itself: where the person stands. This one stands nowhere."""

    def tokens(self, heard: Heard, chosen: Suggestion | None, dropped: frozenset[str]) -> Sequence[Token]:
        """The tokens of a candidate."""
        return ()

    def choices(self, found: Sentence) -> Sequence[Choice]:
        """The rows for a sentence."""
        return ()

    def questions(self, heard: Heard, dropped: frozenset[str]) -> Sequence[Choice]:
        """What must be asked before it is filed."""
        return ()

    def stand(self, heard: Heard) -> bool:
        """Stand at the place that was said; answers whether it is there."""
        return False
