"""The columns of the table of all defects: widths by size class, words of the heads, what they sort by."""

from __future__ import annotations

from dataclasses import dataclass

from surveyapp import words
from surveyapp.domain.review import Column
from surveyapp.words import say


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its name, width in px at 100 %, and whether numbers stand at its right edge."""

    name: str
    width: int
    numbers: bool = False

    @property
    def words(self) -> str:
        """The head in words; the column of ticks has none."""
        return "" if self.name == "tick" else say(f"review.column.{self.name}")

    @property
    def sorts_by(self) -> Column | None:
        """What the head sorts by when it is pressed."""
        return None if self.name in ("tick", "words") else self.name  # type: ignore[return-value]


HEADS = (
    Head("tick", 40),
    Head("number", 86),
    Head("place", 120),
    Head("name", 172),
    Head("severity", 58),
    Head("quantity", 76, numbers=True),
    Head("tier", 148),
    Head("photos", 50),
    Head("author", 54),
    Head("time", 72),
    Head("words", 300),
)
AFTER_NUMBERS = 10
"""So many px further from the right edge stand numbers: what follows begins at the left of its own column, and both would read as one."""
TICK, WORDS = 0, len(HEADS) - 1
GROWING = ("place", "name", "tier")
"""The columns that share what room is left."""
PLACE, NAME, SEVERITY, TIER, TIME = 2, 3, 4, 6, 9
_LEAST = 100
"""Place and name take two lines, and no less than so many px each."""
_GO_FIRST = ("author", "quantity", "photos", "number", "time")
"""Where the room is not enough these columns go, one after the other, before place, defect, severity or tier is cut."""
_TIER_MORE = {"zh": 0, "en": 12}
"""What the longest word for a tier takes more than its column has: a tier never stands without its clause."""
_SEVERITY_MORE = {"zh": 8, "en": 0}
"""What 严重度 and the arrow of the order take more than the square below them."""
_TIME_MORE = {"zh": 0, "en": 10}
"""What the word of a mark takes more than the time has."""


def widths(room: int, percent: float, wide: bool) -> list[int]:
    """The widths that fill the room (0 hides a column): the raw words are shown on wide screens only, the rest goes by its importance."""
    asked = [round(head.width * percent) if head.name != "words" or wide else 0 for head in HEADS]
    asked[TIER] += round(_TIER_MORE[words.language()] * percent)
    asked[SEVERITY] += round(_SEVERITY_MORE[words.language()] * percent)
    asked[TIME] += round(_TIME_MORE[words.language()] * percent)
    spare = asked[PLACE] + asked[NAME] - round(2 * _LEAST * percent)
    for name in _GO_FIRST:
        if sum(asked) - spare <= room:
            break
        asked[next(place for place, head in enumerate(HEADS) if head.name == name)] = 0
    left = room - sum(asked)
    for column, share in ((PLACE, 2), (NAME, 1), (PLACE, 1)):
        given = min(-(left // share), asked[column] - round(_LEAST * percent)) if left < 0 else 0
        asked[column] -= given
        left += given
    if left > 0:
        growing = [place for place, head in enumerate(HEADS) if head.name == "words"] if wide else []
        growing = growing or [place for place, head in enumerate(HEADS) if head.name in GROWING]
        for place in growing:
            asked[place] += left // len(growing)
        asked[growing[0]] += left % len(growing)
    return asked
