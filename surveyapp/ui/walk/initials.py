"""Search by any characters or by pinyin initials."""

from __future__ import annotations

from functools import lru_cache

from surveyapp.letters import initials


@lru_cache(maxsize=16384)
def _folded(name: str) -> tuple[str, str]:
    """A name case folded, and its initials: a city's buildings several times over."""
    folded = name.casefold()
    return folded, initials(folded)


def matches(text: str, name: str) -> bool:
    """Whether a name holds the text, or its initials do."""
    wanted = text.casefold()
    folded, letters = _folded(name)
    return wanted in folded or (wanted.isascii() and any(each.isalpha() for each in wanted) and wanted in letters)


def begins(text: str, name: str) -> bool:
    """Whether a name begins with the text."""
    return _folded(name)[0].startswith(text.casefold())
