"""Making one way of writing out of many: width, traditional characters, words of Taiwan, Guangdong and the north, slips of the keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveyapp.domain.numerals import COUNT
from surveyapp.policy.untrusted import table

_CLAUSE_END = re.compile(r"[。！？!?；;，,、\n]+")
_FROM_FLOOR = re.compile(rf"({COUNT}\s*[层楼]\s*[到至])(?=\s*(?:\d|[一二两三四五六七八九十顶底负]|楼顶|屋面|地下))")
"""二楼到四楼 is a way, no slip of 楼道."""
_NOT_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003134f]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A word found in a text: where it stands, the word, and what it stands for."""

    start: int
    end: int
    word: str
    value: str


class Phrases:
    """Finds many fixed words in a text in one pass, by their first two characters; the longest wins at each place."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._singles = {word: (word, value) for word, value in values.items() if len(word) == 1}
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        for word in sorted((each for each in values if len(each) > 1), key=len, reverse=True):
            self._by_start.setdefault(word[:2], []).append((word, values[word]))

    def find(self, text: str) -> Iterator[Found]:
        """Every word that is not wholly inside a longer one found before it, from left to right; they may overlap."""
        covered = 0
        starts, singles = self._by_start, self._singles
        for start, character in enumerate(text):
            met = singles.get(character)
            for longer in starts.get(text[start : start + 2], ()):
                if text.startswith(longer[0], start):
                    met = longer
                    break
            if met is None:
                continue
            word, value = met
            end = start + len(word)
            if end > covered:
                covered = end
                yield Found(start, end, word, value)

    def replace(self, text: str) -> str:
        """The text with every word replaced by its value, longest first, never inside another."""
        parts: list[str] = []
        done = 0
        for found in self.find(text):
            if found.start >= done:
                parts += (text[done : found.start], found.value)
                done = found.end
        return "".join((*parts, text[done:])) if done else text


class Speech:
    """How people write, brought to plain simplified Chinese. `simplify` converts traditional characters (tw2sp)."""

    def __init__(self, speech: Mapping[str, object], simplify: Callable[[str], str]) -> None:
        self._simplify = simplify
        self._marks = frozenset(str(speech.get("cantonese_marks", "")))
        everywhere = {key: word for name, part in speech.items() if name != "cantonese" for key, word in _pairs(part)}
        self._everywhere = Phrases(everywhere)
        self._cantonese = Phrases({**everywhere, **dict(_pairs(speech.get("cantonese")))})

    def plain(self, text: str) -> str:
        """The text in half width, simplified characters and common words."""
        sound = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate would stop the converter
        folded = self._simplify(unicodedata.normalize("NFKC", sound)).lower()
        phrases = self._cantonese if self._marks & set(folded) else self._everywhere
        return "".join(part if at % 2 else phrases.replace(part) for at, part in enumerate(_FROM_FLOOR.split(folded)))


def clauses(plain: str) -> list[str]:
    """The parts of a sentence between punctuation marks, without blanks."""
    return [part for part in (_NOT_WORD.sub("", each) for each in _CLAUSE_END.split(plain)) if part]


def grams(clause: str, sizes: Iterable[int]) -> Iterator[str]:
    """All runs of so many characters in a clause."""
    for size in sizes:
        for start in range(len(clause) - size + 1):
            yield clause[start : start + size]


def _pairs(part: object) -> Iterator[tuple[str, str]]:
    for key, word in table(part).items():
        yield key.lower(), str(word).lower()
