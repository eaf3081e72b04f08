"""The first letter of the reading of every Chinese character, from one table: for the index of the store and for what is searched as one types."""

from __future__ import annotations

from functools import cache

from surveyapp import paths


@cache
def _letters() -> dict[int, str]:
    """Every character that the application's font can show."""
    lines = paths.resource("catalogue", "initials.txt").read_text("utf-8").splitlines()
    return {ord(each): letter for letter, _, characters in (line.partition(" ") for line in lines) for each in characters}


def initials(folded: str) -> str:
    """A case-folded text with every Chinese character as the first letter of its reading, others as they are: `柳北船厂3栋` is `lbcc3d`."""
    return folded.translate(_letters())
