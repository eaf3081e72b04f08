"""An English sentence of a walk put into the Chinese that the classifier knows: "unit 3 stairwell handrail loose, severe, 2 places".

Word by word from a lexicon (`resources/catalogue/english.toml` and the catalogue's own English names), with patterns for buildings, units,
floors, rooms and counts. What is not listed is left out and grammar is not understood: simple on purpose, and enough for short notes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.policy.catalogue import Catalogue
from surveyapp.policy.untrusted import strings, table

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
_CLAUSE_END = re.compile(r"[;!?\n]+|[,.:](?!\d)|\b(?:and|but|also|plus)\b")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+(?:['’-][a-z0-9]+)*\d?|%")
_CARDINALS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBERS = {word: str(value) for value, word in enumerate(_CARDINALS)} | {"dozen": "12", "couple": "2", "half": "0.5"}
_ORDINALS = {
    "ground": 1,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
_N = r"(\d{1,3})"
_PLACES = (
    (re.compile(rf"\b(?:buildings?|blocks?|bldg|towers?)\s*(?:no\.?\s*|number\s*)?#?({_N[1:-1]}|[a-z]\d{{0,3}})\b"), "{}栋"),
    (re.compile(rf"\b(?:units?|stair-unit|entrance)\s*(?:no\.?\s*|number\s*)?#?{_N}\b"), "{}单元"),
    (re.compile(rf"\b(?:floors?|levels?|storeys?|stories|story)\s*{_N}\b"), "{}层"),
    (re.compile(rf"\b{_N}(?:st|nd|rd|th)\s+(?:floor|level|storey|story)\b"), "{}层"),
    (re.compile(r"\b(?:rooms?|flats?|apartments?|apt|doors?)\.?\s*(?:no\.?\s*)?#?(\d{3,4})\b"), "{}室"),
    (re.compile(r"\bseverity\s*:?\s*([1-4])\b"), "严重度{}"),
)
_BUILDINGS = re.compile(r"\b(buildings|blocks|towers)\s+([a-z]?\d{1,3}|[a-z])\s*(?:,|and|&)\s*(?=(?:[a-z]?\d{1,3}|[a-z])\b)")
"""Buildings 1 and 2: `and` would part them."""
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:floor|level|storey|story)\b")
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Told:
    """An English sentence in Chinese. `pairs`: each Chinese piece and the English words that it stands for, in order."""

    plain: str
    pairs: tuple[tuple[str, str], ...]

    def in_own_words(self, word: str) -> str:
        """The English that a piece of the Chinese came from; the word itself where it came from nowhere."""
        exact = next((said for piece, said in self.pairs if piece == word), "")
        return exact or next((said for piece, said in self.pairs if word in piece or (piece in word and len(piece) > 1)), word)


class Interpreter:
    """Puts English into Chinese by the parsed lexicon and the English names of the catalogue."""

    def __init__(self, lexicon: Mapping[str, object], catalogue: Catalogue) -> None:
        self._words = _phrases(lexicon.get("words"))
        for name_en, name in (
            *((item.name_en, item.name) for item in catalogue.items.values()),
            *((defect.name_en, defect.name) for defect in catalogue.defects.values()),
        ):
            self._words.setdefault(_stems(name_en), name)
        self._grades = _phrases(lexicon.get("severity"))
        self._counted = _phrases(lexicon.get("counted"))
        self._counted_nouns = _phrases(lexicon.get("counted_noun"))

    def in_chinese(self, text: str) -> Told | None:
        """The sentence in Chinese, or None where it is no English that the lexicon knows (any Chinese character, no known word)."""
        if _CHINESE.search(text):
            return None
        whole = self._words.get(_stems(text))
        if whole:
            return Told(whole, ((whole, text.strip()),))
        pairs: list[tuple[str, str]] = []
        known = False
        for clause in _CLAUSE_END.split(_each_named(unicodedata.normalize("NFKC", text).lower())):
            found = self._clause(clause)
            known = known or any(_CHINESE.search(piece) for piece, _ in found)
            pairs += [*found, ("，", "")] if found else []
        return Told("".join(piece for piece, _ in pairs).strip("，"), tuple(pair for pair in pairs if pair[1])) if known else None

    def _clause(self, clause: str) -> list[tuple[str, str]]:
        """The pieces of one clause: places by their patterns, and what stands between them word by word."""
        placed = sorted(_placed(clause), key=lambda each: each[0])
        pieces: list[tuple[str, str]] = []
        done = 0
        for start, end, piece in placed:
            if start >= done:
                pieces += [*self._between(clause[done:start]), (piece, clause[start:end])]
                done = end
        return [*pieces, *self._between(clause[done:])]

    def _between(self, text: str) -> list[tuple[str, str]]:
        tokens = list(_TOKEN.finditer(text))
        stems = tuple(_stem(token[0]) for token in tokens)
        pieces: list[tuple[str, str]] = []
        at = 0
        while at < len(tokens):
            piece, size = self._longest(stems, at)
            if piece:
                pieces.append((piece, text[tokens[at].start() : tokens[at + size - 1].end()]))
            at += size
        return pieces

    def _longest(self, stems: tuple[str, ...], at: int) -> tuple[str, int]:
        """The Chinese of the longest known words from `at` on, and how many tokens they are; ("", 1) for an unknown one."""
        counted = self._count(stems, at) if stems[at][0].isdigit() else None
        if counted is not None:
            return counted
        for size in range(min(_LONGEST, len(stems) - at), 0, -1):
            words = stems[at : at + size]
            if words in self._words:
                return self._words[words], size
            if words in self._grades:
                return f"，{self._grades[words]}，", size
        return "", 1

    def _count(self, stems: tuple[str, ...], at: int) -> tuple[str, int] | None:
        """A number with what it counts (`of` and one describing word may stand between: 3 broken lamps); None for a bare number."""
        number, after = stems[at], at + 1
        after += stems[after : after + 1] == ("of",)
        for skipped in (0, 1):
            for size in (3, 2, 1):
                words = stems[after + skipped : after + skipped + size]
                if len(words) == size and words in self._counted and not skipped:
                    return f"{number}{self._counted[words]}", after + size - at
                if len(words) == size and words in self._counted_nouns:
                    return f"{number}{self._counted_nouns[words]}", after - at
        return None


def _each_named(text: str) -> str:
    """Buildings 1, 2 and 3 as building 1 building 2 building 3."""
    while (found := _BUILDINGS.search(text)) is not None:
        text = f"{text[: found.start()]}{found[1][:-1]} {found[2]} {found[1]} {text[found.end() :]}"
    return text


def _placed(clause: str) -> list[tuple[int, int, str]]:
    found = [(match.start(), match.end(), name.format(match[1])) for pattern, name in _PLACES for match in pattern.finditer(clause)]
    return [*found, *((match.start(), match.end(), f"{_ORDINALS[match[1]]}层") for match in _ORDINAL.finditer(clause))]


def _phrases(raw: object) -> dict[tuple[str, ...], str]:
    """The English phrases of a table as stems, each with its Chinese; what is listed first wins."""
    phrases: dict[tuple[str, ...], str] = {}
    for piece, said in table(raw).items():
        for phrase in strings(said):
            phrases.setdefault(_stems(phrase), piece)
    return phrases


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(_stem(token[0]) for token in _TOKEN.finditer(phrase.lower()))


def _stem(token: str) -> str:
    """A word without plural, -ing and -ed, digits for a number word. Crude: it has only to bring both sides to the same."""
    if token in _NUMBERS:
        return _NUMBERS[token]
    for ending in ("ies", "ing", "ed", "es", "s"):
        if token.endswith(ending) and len(token) - len(ending) >= 3 and not token.endswith("ss"):
            return token.removesuffix(ending).rstrip("e") or token
    return token.rstrip("e") if len(token) > 3 else token
