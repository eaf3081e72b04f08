"""What the classifier sees of a sentence: ideas (words of one meaning), the words themselves, runs of one and two characters, and how a clause
begins and ends (我…, 想…, …多少钱, …吗).

Pairs of ideas, longer runs and runs with a gap were tried: they made sentences left out of training no better understood and everything slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.policy.denial import is_all_well, set_aside
from surveyapp.policy.place import says_only_where
from surveyapp.policy.sound import Ear
from surveyapp.policy.text import Found, Phrases, Speech, clauses, grams
from surveyapp.policy.untrusted import strings, table


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the model sees it: its features, and by which words each idea was met."""

    plain: str
    clauses: tuple[tuple[str, ...], ...]
    met: Mapping[str, tuple[str, ...]]
    aside: tuple[int, ...] = ()
    """The places of the clauses that say what is not the matter."""
    well: bool = False
    """Whether every clause says that what was looked at is whole."""
    where: tuple[int, ...] = ()
    """The places of the clauses that are an address and nothing else."""

    @property
    def features(self) -> tuple[str, ...]:
        """All features of the sentence, each once."""
        if len(self.clauses) == 1:
            return self.clauses[0]
        return tuple(dict.fromkeys(feature for each in self.clauses for feature in each))

    @property
    def claimed(self) -> tuple[str, ...]:
        """The features of the clauses that are not set aside."""
        return tuple(dict.fromkeys(feature for at, each in enumerate(self.clauses) if at not in self.aside for feature in each))


class Eye:
    """Turns text into features. Built once from the word list, the table of speech and, if there is one, an ear for slips."""

    def __init__(self, ideas: Mapping[str, object], speech: Speech, ear: Ear | None = None) -> None:
        self._speech = speech
        self._ear = ear
        self._ideas = Phrases({word.lower(): idea for idea, words in table(ideas.get("ideas")).items() for word in strings(words)})

    def see(self, text: str) -> Seen:
        """The features of a text, clause by clause."""
        plain = self._speech.plain(text)
        if self._ear is not None:
            plain = self._ear.corrected(plain)
        met: dict[str, list[str]] = {}
        seen = []
        parts = clauses(plain)
        for clause in parts:
            found = list(self._ideas.find(clause))
            for each in found:
                met.setdefault(each.value, []).append(each.word)
            seen.append(_features(clause, found))
        ideas = {idea: tuple(dict.fromkeys(words)) for idea, words in met.items()}
        where = tuple(at for at, clause in enumerate(parts) if says_only_where(clause)) if len(parts) > 1 else ()
        return Seen(plain, tuple(seen), ideas, set_aside(parts), is_all_well(parts), where)


def _features(clause: str, found: list[Found]) -> tuple[str, ...]:
    ideas = (f"@{each.value}" for each in found)
    words = (f"={each.word}" for each in found)
    return tuple(dict.fromkeys((*ideas, *words, *grams(clause, (1, 2)), *_edges(clause))))


def _edges(clause: str) -> tuple[str, ...]:
    """The first and the last one and two characters, marked as such: who speaks, wishes or asks shows there."""
    return f"^{clause[:1]}", f"^{clause[:2]}", f"{clause[-1:]}$", f"{clause[-2:]}$"


def is_edge(feature: str) -> bool:
    """Whether a feature is how a clause begins or ends; clauses hold no ^ and no $ of their own."""
    return feature[0] == "^" or feature[-1] == "$"
