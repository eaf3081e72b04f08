"""From an inspector's or resident's own words to catalogue defects and renovation items, ranked, with the words that decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from surveyapp.policy.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a sentence: a defect (or "" where only the item is clear), its item, a score 0..1, the words that decided."""

    defect: str
    item: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All readings of one text, best first. Empty where nothing was recognised (按原话记下)."""

    text: str
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """The first reading, if any."""
        return self.candidates[0] if self.candidates else None


class Classifier:
    """Suggests for any text. `simplify` turns traditional characters and Taiwan words into simplified ones; identity by default."""

    def __init__(self, catalogue: Catalogue, simplify: Callable[[str], str] = str) -> None:
        self.catalogue = catalogue
        self._simplify = simplify
        self._phrases: dict[str, list[tuple[str, str]]] = {}
        for item in catalogue.items.values():
            for phrase in (item.name, *item.aliases):
                self._phrases.setdefault(phrase, []).append(("", item.code))
        for defect in catalogue.defects.values():
            for phrase in (defect.name, *defect.aliases):
                self._phrases.setdefault(phrase, []).append((defect.code, defect.items[0] if defect.items else ""))

    def suggest(self, text: str) -> Suggestions:
        """The ranked readings of a text: a catalogue code, a name, or words in which names and aliases occur."""
        plain = self._simplify(text).strip()
        code = plain.upper()
        if code in self.catalogue.items:
            return Suggestions(text, (Candidate("", code, 1.0, (code,)),))
        if code in self.catalogue.defects:
            items = self.catalogue.defects[code].items or ("",)
            return Suggestions(text, tuple(Candidate(code, item, 1.0 - 0.2 * place, (code,)) for place, item in enumerate(items)))
        found: dict[tuple[str, str], list[str]] = {}
        for phrase, meanings in self._phrases.items():
            if phrase in plain:
                for meaning in meanings:
                    found.setdefault(meaning, []).append(phrase)
        ranked = sorted(found.items(), key=lambda pair: (-max(map(len, pair[1])), not pair[0][0], pair[0]))
        top = max((len(word) for _, words in ranked for word in words), default=1)
        return Suggestions(text, tuple(Candidate(d, i, round(max(map(len, words)) / (top + 1), 3), tuple(words)) for (d, i), words in ranked))
