"""Everything that a person reads goes through here: a code and named facts become a sentence.

Codes are the msgids of the catalogues in `resources/i18n/<language>/*.po` (compiled to one .mo a language at set-up);
both languages are complete and a test proves it. Facts are filled in by `str.format` after the look-up, never before.
"""

from __future__ import annotations

import re
from functools import cache

from surveyapp import paths

LANGUAGES = ("zh", "en")


class _Chosen:
    language = "zh"


def use_language(language: str) -> None:
    """Speak `zh` or `en` from now on, in this process."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _Chosen.language = language


def language() -> str:
    """The language in use: `zh` or `en`."""
    return _Chosen.language


class _Catalogue:
    """A compiled catalogue, looked up by halving: the codes in it stand in order, so nothing is unpacked before it is said.

    `gettext.GNUTranslations` unpacks all sentences before the first can be said. Format: GNU gettext manual, "The Format of GNU MO Files".
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._numbers = memoryview(data[: len(data) // 4 * 4]).cast("I")
        if self._numbers[0] != 0x950412DE:
            raise ValueError("a catalogue of another byte order")
        self._count, self._codes, self._sentences = self._numbers[2], self._numbers[3] // 4, self._numbers[4] // 4

    def _text(self, table: int, at: int) -> bytes:
        length, start = self._numbers[table + 2 * at], self._numbers[table + 2 * at + 1]
        return self._data[start : start + length]

    @cache  # noqa: B019 a catalogue lives as long as the process
    def find(self, code: str) -> str:
        """The sentence of a code; the code itself where there is none."""
        wanted, low, high = code.encode(), 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._text(self._codes, middle)
            if found == wanted:
                return self._text(self._sentences, middle).decode()
            low, high = (middle + 1, high) if found < wanted else (low, middle)
        return code


@cache
def _catalogue(language: str) -> _Catalogue:
    return _Catalogue(paths.resource("i18n", f"{language}.mo").read_bytes())


_FORMS = re.compile(r"\{(\w+):([^{}|]+)\|([^{}|]+)\}")


def has(code: str) -> bool:
    """Whether the language in use knows this code."""
    return _catalogue(_Chosen.language).find(code) != code


def say(code: str, /, **facts: object) -> str:
    """The sentence for a code, with its facts filled in. An unknown code is returned as it is, so that nothing is hidden.

    A fact that is a `Word` is a code itself and is said too. `{photos:photo|photos}` in a sentence is the first form for one, else the second.
    """
    text = _catalogue(_Chosen.language).find(code)
    if not facts:
        return text
    if "|" in text:
        text = _FORMS.sub(lambda form: form[2] if str(facts.get(form[1])) == "1" else form[3], text)
    return text.format(**{name: fact if type(fact) in (str, int) else _said(fact) for name, fact in facts.items()})


def _said(fact: object) -> object:
    from surveyapp.errors import Word  # not before a fact is neither a number nor plain words: the first paint needs no errors

    return say(fact) if isinstance(fact, Word) else fact


def pick(zh: str, en: str) -> str:
    """Of a name that data carries in both languages (catalogue, packs), the one in use."""
    return zh if _Chosen.language == "zh" or not en else en
