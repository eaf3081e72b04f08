"""Sentences of the hand-over in words."""

from __future__ import annotations

from collections.abc import Iterable

from surveyapp.domain.handover import Sentence
from surveyapp.ui.review.lists import kind_words
from surveyapp.words import say


def spoken(sentences: Iterable[Sentence]) -> list[str]:
    """Sentences in words, the kinds of records too."""
    return [say(code, **{**facts, "kind": kind_words(str(facts["kind"]))} if "kind" in facts else facts) for code, facts in sentences]
