"""Settings of this laptop: declared once, with their types, choices and defaults. They are local state and never travel."""

from __future__ import annotations

from typing import NamedTuple


class Setting(NamedTuple):
    """One setting: its name, the value it has before anyone chooses, and what it may be."""

    name: str
    default: str
    choices: tuple[str, ...] = ()

    def checked(self, value: str) -> str:
        """The value if it is one of the choices, else the default."""
        return value if not self.choices or value in self.choices else self.default


LANGUAGE = Setting("language", "zh", ("zh", "en"))
PALETTE = Setting("palette", "light", ("light", "dark", "hc", "hcd"))
TEXT_SIZE = Setting("text_size", "100", ("100", "115", "130"))
"""The size of words and of what holds them, in percent."""
PLACE = Setting("place", "")
"""Where the window stood when it was closed: left, top, width, height in logical px, and whether it filled the screen."""
TOUR = Setting("tour", "", ("", "seen"))
LAST_SURVEY = Setting("last_survey", "")
LAST_STREAM = Setting("last_stream", "")
LAST_BUILDING = Setting("last_building", "")
INSPECTOR = Setting("inspector", "")
PHOTO_TOOL = Setting("photo_tool", "ellipse", ("arrow", "box", "ellipse", "freehand", "text", "number", "measure", "pixelate"))
PHOTO_COLOUR = Setting("photo_colour", "yellow", ("yellow", "white", "red"))

ALL = (LANGUAGE, PALETTE, TEXT_SIZE, PLACE, TOUR, LAST_SURVEY, LAST_STREAM, LAST_BUILDING, INSPECTOR, PHOTO_TOOL, PHOTO_COLOUR)
