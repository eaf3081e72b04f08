"""Search by any characters or by pinyin initials. The pinyin table is imported at the first search in Latin letters, long after the first paint."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """The first letters of a name's pinyin, other characters as they are: `柳北船厂3栋` is `lbcc3d`."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def matches(text: str, name: str) -> bool:
    """Whether a name holds the text, or its initials do."""
    wanted = text.casefold()
    if wanted in name.casefold():
        return True
    return wanted.isascii() and any(each.isalpha() for each in wanted) and wanted in initials(name)
