"""Search by any characters or by pinyin initials."""

from __future__ import annotations

from functools import lru_cache

from surveyapp.letters import initials


@lru_cache(maxsize=16384)
def _letters(folded: str) -> str:
    """The initials of a name: kept for a city's buildings several times over."""
    return initials(folded)


def matches(text: str, name: str) -> bool:
    """Whether a name holds the text, or its initials do."""
    wanted, folded = text.casefold(), name.casefold()
    if wanted in folded:
        return True
    return wanted.isascii() and any(each.isalpha() for each in wanted) and wanted in _letters(folded)


def read_ahead(name: str) -> None:
    """Find out a name's initials before they are asked for: called on a worker thread for very many names."""
    _letters(name.casefold())
