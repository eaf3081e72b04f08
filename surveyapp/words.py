"""Everything that a person reads goes through here: a code and named facts become a sentence.

Codes are the msgids of the catalogues in `resources/i18n/<language>/*.po` (compiled to one .mo a language at set-up);
both languages are complete and a test proves it. Facts are filled in by `str.format` after the look-up, never before.
"""

from __future__ import annotations

import gettext
from functools import cache

from surveyapp import paths
from surveyapp.errors import Word

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


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    with paths.resource("i18n", f"{language}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def has(code: str) -> bool:
    """Whether the language in use knows this code."""
    return _catalogue(_Chosen.language).gettext(code) != code


def say(code: str, /, **facts: object) -> str:
    """The sentence for a code, with its facts filled in. An unknown code is returned as it is, so that nothing is hidden.

    A fact that is a `Word` is a code itself and is said too.
    """
    text = _catalogue(_Chosen.language).gettext(code)
    if not facts:
        return text
    return text.format(**{name: say(fact) if isinstance(fact, Word) else fact for name, fact in facts.items()})


def pick(zh: str, en: str) -> str:
    """Of a name that data carries in both languages (catalogue, packs), the one in use."""
    return zh if _Chosen.language == "zh" or not en else en
