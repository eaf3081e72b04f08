"""From an inspector's or resident's own words to catalogue defects and renovation items, ranked, with the words that decided.

A catalogue code or an exact name is answered at once. Everything else goes through the linear model (`policy.model`); each clause of a
longer text is read by itself as well, so that several problems in one sentence are each found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from surveyapp.policy.catalogue import Catalogue
from surveyapp.policy.english import Told
from surveyapp.policy.features import Eye, Seen
from surveyapp.policy.model import Model
from surveyapp.policy.place import Place, read_place, says_only_where
from surveyapp.policy.reading import Gauge, Quantity, Severity, read_severity
from surveyapp.policy.sound import Ear
from surveyapp.policy.text import Speech
from surveyapp.policy.untrusted import strings, table

_NOWHERE = Place()
_AT_LEAST = 3
_LEAST_SHARE = 0.02
_CLEAR_SHARE = 0.55
_LOUD_SHARE = 0.95
_SURE_SHARE = 0.9
_CERTAIN_SHARE = 0.98
_SECONDARY = 0.25
_UNCLEAR_SHARE = 0.3
_CLAIMED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a sentence: a defect (or ""), its item (or "" where none is called for), a score 0..1, the words that decided."""

    defect: str
    item: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All readings of one text, best first and one for each item; empty where nothing was recognised (按原话记下).

    `problems`: the different problems that the text names, the best one first. `quantities` and `severity` belong to the best reading's
    defect; `place` to the text.
    """

    text: str
    plain: str
    candidates: tuple[Candidate, ...]
    problems: tuple[Candidate, ...] = ()
    place: Place = _NOWHERE
    quantities: tuple[Quantity, ...] = ()
    severity: Severity | None = None
    by_name: bool = False
    """Whether the text is the code or a name of the best reading, and no description."""
    told: Told | None = None
    """Where the text was English: how it was put into Chinese, which is what `plain`, `place` and `quantities` speak of."""

    def in_own_words(self, word: str) -> str:
        """A word of `plain` as the person wrote it."""
        return self.told.in_own_words(word) if self.told else word

    @property
    def best(self) -> Candidate | None:
        """The first reading, if any."""
        return self.candidates[0] if self.candidates else None


class Classifier:
    """Suggests for any text. `speech` and `ideas` are the parsed word lists, `simplify` turns traditional into simplified characters."""

    def __init__(
        self, catalogue: Catalogue, model: Model, speech: Mapping[str, object], ideas: Mapping[str, object], simplify: Callable[[str], str]
    ) -> None:
        self.catalogue = catalogue
        self._model = model
        self._eye = Eye(ideas, Speech(speech, simplify), _ear(model, ideas))
        self._gauge = Gauge(catalogue)
        self._meanings = tuple(_meaning(catalogue, each) for each in model.meanings)
        self._places = _places(self._meanings)
        self._filler = frozenset(strings(ideas.get("filler")))
        self._names = _names(catalogue)
        self._aliases = {alias.lower(): item.code for item in catalogue.items.values() for alias in item.aliases}

    def suggest(self, text: str) -> Suggestions:
        """The ranked readings of a text: a catalogue code, a name, or any words. Texts of any length; only the first 2,000 characters count."""
        seen = self._eye.see(text[:2000])
        exact = self._names.get(text.strip().upper()) or self._names.get(seen.plain.strip().upper())
        if exact:
            return replace(self._filled(text, seen, exact, exact[:1]), by_name=True)
        if seen.well or says_only_where(seen.plain):
            return Suggestions(text, seen.plain, (), place=read_place(seen.plain))
        shares = self._shares(seen)
        candidates = self._named_first(seen.plain.strip(), self._ranked(shares, seen))
        if not seen.met and (candidates[0].score < _UNCLEAR_SHARE or self._is_referred(candidates[0].item) or seen.plain.isascii()):
            return Suggestions(text, seen.plain, (), place=read_place(seen.plain))
        clear = self._clear_problems(seen, candidates[0])
        candidates = _first_named(candidates, clear, len(clear) == len(seen.clauses) - len({*seen.aside, *seen.where}))
        problems = _problems(candidates[0], clear)
        found = self._filled(text, seen, _with_problems(candidates, problems), problems)
        return replace(found, by_name=seen.plain.strip() in self._aliases)

    def _shares(self, seen: Seen) -> list[float]:
        """The shares of the whole sentence; of what it claims, where it sets something aside and the rest is clear by itself."""
        if seen.aside:
            claimed = self._model.shares(seen.claimed)
            if max(sum(claimed[at] for at in places) for places in self._places.values()) >= _CLAIMED_SHARE:
                return claimed
        return self._model.shares(seen.features)

    def _named_first(self, plain: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Where the whole text is another name of an item, that item before what the model thinks."""
        item = self._aliases.get(plain)
        if item is None:
            return candidates
        known = next((each for each in candidates if each.item == item), Candidate("", item, 0.0, (plain,)))
        first = replace(known, score=max(0.9, candidates[0].score), words=known.words or (plain,))
        return (first, *(each for each in candidates if each.item != item))

    def _filled(self, text: str, seen: Seen, candidates: tuple[Candidate, ...], problems: tuple[Candidate, ...]) -> Suggestions:
        defect = self.catalogue.defects.get(candidates[0].defect)
        quantities = self._gauge.read(seen.plain, defect) if defect else ()
        severity = read_severity(defect, seen.plain, quantities) if defect else None
        return Suggestions(text, seen.plain, candidates, problems, read_place(seen.plain), quantities, severity)

    def _ranked(self, shares: list[float], seen: Seen) -> tuple[Candidate, ...]:
        """One candidate for each item, by the summed shares of its meanings; its defect is that of the strongest meaning."""
        features = seen.features
        sums, strongest = self._by_item(shares)
        for _, at, defect in tuple(strongest.values()):
            for other in self._secondary(defect) if shares[at] > _LEAST_SHARE else ():
                lent = _SECONDARY * shares[at]
                sums[other] = min(1.0, sums.get(other, 0.0) + lent)
                if other not in strongest or lent > strongest[other][0]:
                    strongest[other] = (lent, at, defect)
        ranked = sorted(sums, key=lambda item: -sums[item])
        kept = [item for place, item in enumerate(ranked) if sums[item] >= _LEAST_SHARE or place < _AT_LEAST]
        return tuple(
            Candidate(
                strongest[item][2],
                item,
                round(sums[item], 3),
                self._words(strongest[item][1], features, seen) if place < _AT_LEAST else (),
            )
            for place, item in enumerate(kept)
        )

    def _by_item(self, shares: list[float]) -> tuple[dict[str, float], dict[str, tuple[float, int, str]]]:
        """The summed share of each item that has any (or of all, where hardly one has), and the share, place and defect of its strongest meaning."""
        sums: dict[str, float] = {}
        strongest: dict[str, tuple[float, int, str]] = {}
        for at, share in enumerate(shares):
            if share <= 0.0:
                continue
            defect, item = self._meanings[at]
            sums[item] = sums.get(item, 0.0) + share
            if item not in strongest or share > strongest[item][0]:
                strongest[item] = (share, at, defect)
        for item, places in self._places.items() if len(sums) < _AT_LEAST else ():
            sums.setdefault(item, 0.0)
            strongest.setdefault(item, (0.0, places[0], self._meanings[places[0]][0]))
        return sums, strongest

    def _clear_problems(self, seen: Seen, best: Candidate) -> tuple[Candidate, ...]:
        """The problem of every clause that by itself clearly speaks of one, in the order of the text; none where there is only one clause."""
        clear = []
        for place, clause in enumerate(seen.clauses if len(seen.clauses) > 1 else ()):
            if place in seen.aside or place in seen.where:
                continue
            shares = self._model.shares(clause)
            at = max(range(len(shares)), key=shares.__getitem__)
            defect, item = self._meanings[at]
            share = sum(shares[each] for each in self._places[item])
            if item and not self._is_referred(item) and share >= _CLEAR_SHARE:
                words = best.words if (defect, item) == (best.defect, best.item) else self._words(at, clause, seen)
                clear.append(Candidate(defect, item, round(share, 3), words))
        return tuple(clear)

    def _is_referred(self, item: str) -> bool:
        return bool(item) and self.catalogue.items[item].referred

    def _secondary(self, defect: str) -> tuple[str, ...]:
        found = self.catalogue.defects.get(defect)
        return found.items[1:] if found and len(found.items) <= 3 else ()

    def _words(self, at: int, features: tuple[str, ...], seen: Seen) -> tuple[str, ...]:
        """Up to three words of the sentence that spoke most for a meaning; bare runs of characters only where no word of the list did.

        Filler (没有, 都, 了) may weigh, but is no reason to anybody.
        """
        words: list[str] = []
        runs: list[str] = []
        for feature in self._model.speaking_for(features, at, 12):
            for word in _spoken(feature, seen):
                if word not in self._filler and not any(word in other or other in word for other in words):
                    (words if feature[0] in "@=" else runs).append(word)
        return tuple((words or runs)[:3])


def _first_named(candidates: tuple[Candidate, ...], clear: tuple[Candidate, ...], all_clear: bool) -> tuple[Candidate, ...]:
    """The loudest reading first; but of several problems, each clearly named and none drowning the others, the one named first.

    Where one answer is asked for, a reader expects the problem that a person began with; what merely colours another clause is not clear by
    itself. Where every clause names a problem of its own (`all_clear`), none is colour and the loudest does not matter.
    """
    best, sure = candidates[0], [each for each in clear if each.score >= _SURE_SHARE]
    drowned = best.score >= _LOUD_SHARE and not (all_clear and all(each.score >= _CERTAIN_SHARE for each in clear))
    if drowned or not sure or sure[0].item == best.item or best.item not in (each.item for each in sure):
        return candidates
    lifted = replace(sure[0], score=best.score)
    return (lifted, *(each for each in candidates if each.item != lifted.item))


def _problems(best: Candidate, clear: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The best reading, then every other clear one, each defect once."""
    problems = {best.defect or best.item: best}
    for each in clear:
        problems.setdefault(each.defect or each.item, each)
    return tuple(problems.values())


def _with_problems(candidates: tuple[Candidate, ...], problems: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates with the other problems of the sentence straight behind the best one."""
    others = problems[1:]
    named = {candidates[0].item, *(each.item for each in others)}
    lifted = {each.item: replace(each, score=min(each.score, candidates[0].score)) for each in reversed(others) if each.item != candidates[0].item}
    behind = sorted(lifted.values(), key=lambda each: -each.score)
    return (candidates[0], *behind, *(each for each in candidates[1:] if each.item not in named))


def _spoken(feature: str, seen: Seen) -> tuple[str, ...]:
    if feature.startswith("@"):
        return seen.met.get(feature[1:], ())[:1]
    word = feature.strip("=^$")
    return (word,) if len(word) > 1 else ()


def _meaning(catalogue: Catalogue, meaning: str) -> tuple[str, str]:
    """(defect, item) of DEFECT, DEFECT/ITEM, /ITEM or ITEM."""
    defect, _, item = meaning.partition("/")
    if defect in catalogue.items:
        return "", defect
    if not item and defect in catalogue.defects:
        item = (*catalogue.defects[defect].items, "")[0]
    return defect, item


def _places(meanings: tuple[tuple[str, str], ...]) -> dict[str, tuple[int, ...]]:
    """For each item the places of the meanings that call for it."""
    places: dict[str, tuple[int, ...]] = {}
    for at, (_, item) in enumerate(meanings):
        places[item] = (*places.get(item, ()), at)
    return places


def _names(catalogue: Catalogue) -> dict[str, tuple[Candidate, ...]]:
    """Codes and standard names, upper case, with what they stand for."""
    names: dict[str, tuple[Candidate, ...]] = {}
    for item in catalogue.items.values():
        for word in (item.code, item.name):
            names[word.upper()] = (Candidate("", item.code, 1.0, (word,)),)
    for defect in catalogue.defects.values():
        for word in (defect.code, defect.name):
            scores = [1.0, *(0.5 for _ in defect.items[1:])]
            names[word.upper()] = tuple(
                Candidate(defect.code, item, score, (word,)) for item, score in zip(defect.items or ("",), scores, strict=True)
            )
    return names


def _ear(model: Model, ideas: Mapping[str, object]) -> Ear | None:
    if not model.syllables:
        return None
    unheard = frozenset(strings(ideas.get("unheard")))
    known = (word for idea, words in table(ideas.get("ideas")).items() if idea not in unheard for word in strings(words))
    return Ear((word.lower() for word in known), model.syllables, model.usual)
