"""Sentences of the hand-over in words."""

from __future__ import annotations

from collections.abc import Iterable

from surveyapp.domain.handover import Sentence
from surveyapp.errors import Finding
from surveyapp.ui.review.lists import kind_words
from surveyapp.words import say


def spoken(sentences: Iterable[Sentence]) -> list[str]:
    """Sentences in words, the kinds of records too."""
    return [say(code, **{**facts, "kind": kind_words(str(facts["kind"]))} if "kind" in facts else facts) for code, facts in sentences]


def refusal_words(finding: Finding) -> str:
    """A reason why a package is refused, with the place in the package that it speaks of."""
    sentence = say(finding.code, **{"where": finding.where, **finding.facts})
    return sentence if finding.where in sentence else say("bulkmend.refused.at", where=finding.where, what=sentence)
