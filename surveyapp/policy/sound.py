"""Words written wrong but sounding right: 电弟 for 电梯, 栏干 for 栏杆. Toneless pinyin; in longer words the sounds that many people mix are folded.

A wrong guess costs more than a missed slip, for the words are quoted to the person who wrote them. So a slip must share a character with the
word, and what stands there must not be a pair of characters that people write on purpose. In a word of two the sound must be exact and the odd
character no word of its own (上, 想, 到); such slips are listed in `speech.toml` instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from surveyapp.policy.text import Phrases

_LONGEST = 4
_FREE_IN_PAIRS = 60
"""A character met in so many different pairs stands by itself."""


class Ear:
    """Hears known words in slips. `syllables`: character → toneless pinyin. `usual`: pairs of characters that are written on purpose."""

    def __init__(self, words: Iterable[str], syllables: Mapping[str, str], usual: Collection[str]) -> None:
        self._exact = syllables
        self._sound = {character: _folded(syllable) for character, syllable in syllables.items()}
        self._usual = usual
        self._free = {character for character, pairs in Counter("".join(usual)).items() if pairs >= _FREE_IN_PAIRS}
        self._known: dict[tuple[str, ...], str] = {}
        self._starts: set[tuple[str, str]] = set()
        self._words = frozenset(words)
        self._written = Phrases(dict.fromkeys(self._words, ""))
        for word in sorted(self._words):
            sounds = tuple(self._sound.get(character, "") for character in word)
            if 2 <= len(word) <= _LONGEST and all(sounds):
                self._known.setdefault(sounds, word)
                self._starts.add((sounds[0], sounds[1]))

    def corrected(self, plain: str) -> str:
        """The text with each slip replaced by the word that it sounds like and shares a character with."""
        sounds = [self._sound.get(character, "") for character in plain]
        start = 0
        while start < len(plain) - 1:
            if (sounds[start], sounds[start + 1]) in self._starts:
                word = self._heard(plain, sounds, start)
                if word:
                    plain = plain[:start] + word + plain[start + len(word) :]
                    start += len(word) - 1
            start += 1
        return plain

    def _heard(self, plain: str, sounds: list[str], start: int) -> str:
        for size in range(min(_LONGEST, len(plain) - start), 1, -1):
            window = plain[start : start + size]
            word = self._known.get(tuple(sounds[start : start + size]))
            if word is None or window in self._words:
                continue
            if (
                window != word
                and set(window) & set(word)
                and (size > 2 or self._is_plain_slip(window, word))
                and not self._on_purpose(plain, start, word)
                and not self._cuts_a_word(plain, start, start + size)
            ):
                return word
        return ""

    def _is_plain_slip(self, window: str, word: str) -> bool:
        """Whether a pair sounds exactly like the word and differs in a character that seldom stands alone."""
        return all(
            written == meant or (self._exact.get(written) == self._exact.get(meant) and written not in self._free)
            for written, meant in zip(window, word, strict=True)
        )

    def _cuts_a_word(self, plain: str, start: int, end: int) -> bool:
        """Whether a known word reaches over an edge of the window: 应急站 holds 应急 and is no slip of 应基站."""
        return any(
            found.start < start < found.end or found.start < end < found.end for found in self._written.find(plain) if found.end - found.start > 1
        )

    def _on_purpose(self, plain: str, start: int, word: str) -> bool:
        """Whether each character that differs from the word stands beside a neighbour that it is often written with (鸡 in 路鸡蛋)."""
        for at, character in enumerate(word, start):
            if plain[at] != character and plain[at - 1 : at + 1] not in self._usual and plain[at : at + 2] not in self._usual:
                return False
        return True


def _folded(syllable: str) -> str:
    """Sounds that many speakers do not keep apart made one: zh/z, ch/c, sh/s, -ng/-n, n-/l-."""
    folded = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    if folded.endswith("ng"):
        folded = folded[:-1]
    return "l" + folded[1:] if folded.startswith("n") else folded
