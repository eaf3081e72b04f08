"""What can be taken from the list under the quick-entry: a candidate, all problems of the sentence, its words as they are, or an answer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from surveyapp.domain.views import Suggestion
from surveyapp.domain.walk_views import Heard, Part, Sentence
from surveyapp.ui.walk.facts import building_name
from surveyapp.ui.walk.understood import Site, doubt, doubt_words, said_place
from surveyapp.words import say

_MOST_KNOWN = 3
"""So many buildings of those named are offered; with the one in hand they are what a digit chooses."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A row that is no candidate: its words and why. It files the sentence at `building`, records all `parts` or only `stands` there; else it
    goes back to the sentence.
    """

    words: str
    why: str
    building: str | None = None
    parts: tuple[Part, ...] = ()
    stands: bool = False

    @property
    def goes_back(self) -> bool:
        """Whether nothing is to be done."""
        return self.building is None and not self.parts and not self.stands


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the list: a candidate, an answer, or neither for 按原话记下. `number` is the key that chooses it."""

    number: int
    suggestion: Suggestion | None
    answer: Answer | None = None


def choices(found: Sentence, site: Site) -> tuple[Choice, ...]:
    """The rows for a sentence. Of several problems the first ones, then all of them at once; for a mere place, to stand there."""
    as_said = Choice(0, None)
    if found.heard.only_place:
        return Choice(1, None, _standing(found.heard, site)), as_said
    if not found.parts:
        return (*(Choice(number, each) for number, each in enumerate(found.suggestions, 1)), as_said)
    named = say("ui.token.join").join(part.suggestion.name for part in found.parts)
    all_of_them = Answer(say("ui.entry.all", count=len(found.parts)), named, parts=found.parts)
    rows = [Choice(number, each) for number, each in enumerate(found.suggestions[:2], 1)]
    return (*rows, Choice(len(rows) + 1, None, all_of_them), as_said)


def _standing(heard: Heard, site: Site) -> Answer:
    """To stand at a mere place; where it is not clear which one, to say it better. Enter alone records neither."""
    if doubt(heard, site) or heard.beyond or not said_place(heard, site):
        return Answer(say("ui.entry.back"), say("ui.entry.stand_why"))
    return Answer(say("ui.entry.stand", place=said_place(heard, site)), say("ui.entry.stand_why"), stands=True)


def questions(heard: Heard, site: Site, dropped: Set[str]) -> tuple[Choice, ...]:
    """What is asked before a sentence is filed that names an unknown building or several; () where all is clear. The last row goes back."""
    unsure = doubt(heard, site, dropped)
    if unsure is None:
        return ()
    why = say("ui.entry.building_doubt", words=doubt_words(unsure))
    here = next((line for line in site.buildings if line.record == site.building), None)
    named = [line for line in unsure.known if line.record != site.building][:_MOST_KNOWN]
    rows = [Answer(say("ui.entry.file_at", name=line.name), why, building=line.record) for line in named]
    rows.append(Answer(say("ui.entry.file_here", name=building_name(here) if here else ""), why, building=site.building))
    back = Answer(say("ui.entry.back"), say("ui.entry.back_why"))
    return (*(Choice(number, None, each) for number, each in enumerate(rows, 1)), Choice(0, None, back))


def last_of(rows: Sequence[Choice]) -> int:
    """The row that a question begins at: the one that files nothing."""
    return len(rows) - 1
